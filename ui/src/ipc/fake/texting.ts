import type { Backend } from "../backend";
import type { MessageState, OrderRow } from "../bindings";
import { fail } from "./drawer";
import { parsePhone } from "./phone";

/** Codes as text messages; without a way to send them there is none. */
export function texting(
  rowOf: (id: string) => OrderRow,
  asked: string[],
  ends: MessageState | undefined,
): Pick<Backend, "sms" | "smsDraft"> {
  return {
    smsDraft: async ({ order_id }) => {
      const phone = rowOf(order_id).order.phone;
      return ends ? { phone, parts: 2, cost: "0.16", currency: "ILS" } : null;
    },
    sms: async ({ order_id, phone }) => {
      const { order } = rowOf(order_id);
      const read = parsePhone(phone ?? order.phone ?? "");
      if (!read.e164)
        fail("phone_invalid", "This cannot be a phone number.", "Enter the number as the customer says it.");
      asked.push(`sms ${order_id} ${read.e164}`);
      const state = ends ?? "failed";
      const went = state === "sent" || state === "delivered";
      if (went) order.copies += 1;
      const [message, hint] = went
        ? [null, null]
        : ["The sale is safe. The text message was not sent.", "Send it again."];
      return { state, to: read.display, copies: order.copies, message, hint };
    },
  };
}
