import type { Messages } from "../../../i18n/keys";

const words = {
  pending: "tender-state-pending",
  authorised: "tender-state-authorised",
  paid: "tender-state-paid",
  refunding: "tender-state-refunding",
  refunded: "tender-state-refunded",
  voided: "tender-state-voided",
  failed: "tender-state-failed",
  expired: "tender-state-expired",
  unknown: "tender-state-unknown",
} as const satisfies Record<string, keyof Messages>;

/** The word for where a customer's money is. One we do not know is being looked up. */
export const tenderWord = (state: string): (typeof words)[keyof typeof words] =>
  state in words ? words[state as keyof typeof words] : "tender-state-unknown";
