import type { UpstreamView } from "../bindings";

const lamp = (id: string, more: Partial<UpstreamView> = {}): UpstreamView => ({
  id,
  role: "supplier",
  kind: id,
  environment: "sandbox",
  state: "ok",
  currency: null,
  balance: null,
  answered_at: null,
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
/** The same, one of them not to be reached from here any more. */
export const troubled = upstreams.map((one) =>
  one.id === "palcards"
    ? {
        ...one,
        state: "address_changed" as const,
        message: "palcards does not accept this shop’s internet address.",
        hint: "Add the new address in the supplier’s panel, then test here.",
      }
    : one,
);
