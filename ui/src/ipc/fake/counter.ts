import type { Backend } from "../backend";
import type { BootView, OrderRow, PhoneView } from "../bindings";

/** What the fake till lends to the parts of the counter beside the sale. */
export type Loan = {
  asked: string[];
  admit: (pin: string | null) => void;
  rowOf: (id: string) => OrderRow;
  parsePhone: (typed: string) => PhoneView;
  fail: (code: string, message: string, hint: string) => never;
  frame: () => BootView;
  keep: (frame: BootView) => BootView;
};

type Besides = "setDisplay" | "displayShow" | "displayCode" | "onDisplayChanged" | "openDrawer" | "whatsapp";
const listeners = new Set<(open: boolean) => void>();

/** The customer's window, the drawer and WhatsApp. */
export const besides = ({ asked, admit, rowOf, parsePhone, fail, frame, keep }: Loan): Pick<Backend, Besides> => ({
  setDisplay: async ({ open }) => {
    listeners.forEach((listen) => listen(open));
    return keep({ ...frame(), counter: { ...frame().counter, display: open } });
  },
  onDisplayChanged: async (handler) => {
    listeners.add(handler);
    return () => listeners.delete(handler);
  },
  displayShow: async (request) => (asked.push(`show ${JSON.stringify(request)}`), null),
  displayCode: async ({ order_id }) => (asked.push(`show code ${order_id}`), null),
  openDrawer: async ({ reason, pin }) => {
    admit(pin);
    asked.push(`drawer ${reason}`);
    return null;
  },
  whatsapp: async ({ order_id, phone }) => {
    const { order } = rowOf(order_id);
    const read = parsePhone(phone ?? order.phone ?? "");
    if (!read.e164)
      fail("phone_invalid", "This cannot be a phone number.", "Enter the number as the customer says it.");
    asked.push(`whatsapp ${order_id} ${read.e164}`);
    order.copies += 1;
    return { opened: true, to: read.display, copies: order.copies, message: null, hint: null };
  },
});
