import type { UpstreamView } from "../bindings";

const lamp = (id: string, more: Partial<UpstreamView> = {}): UpstreamView => ({
  id,
  role: "supplier",
  kind: id,
  environment: "sandbox",
  state: "ok",
  currency: null,
  balance: null,
  message: null,
  hint: null,
  ...more,
});
/** The lamps of the accounts a fake till has. */
export const upstreams = [
  lamp("palcards", { currency: "USD", balance: "412.50" }),
  lamp("plexy", { currency: "USD", balance: "88.00" }),
  lamp("payerly", { role: "processor" }),
];
