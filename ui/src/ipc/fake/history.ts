import type { Commands } from "../backend";
import type { Breach, OrderFilter, OrderRow, RefundProof, SaleCard } from "../bindings";
import { fail } from "./drawer";
import type { Ledger } from "./ledger";
import { latin, minor, text } from "./money";

const fits: Record<OrderFilter, (row: OrderRow) => boolean> = {
  all: () => true,
  checking: ({ order }) => ["prepared", "waiting", "unknown"].includes(order.state),
  attention: ({ order }) => order.state === "needs_attention",
  failed: ({ order }) => order.state === "refused",
  phone: ({ order }) => order.phone !== null,
};

const words = ({ order, product }: OrderRow): string =>
  `${order.id} ${order.reference} ${order.phone ?? ""} ${product.name.en} ${product.name.ar}`.toLowerCase();

/** The order list of a fake till, and what goes back to its customers. */
export function history(
  ledger: Ledger,
  asked: string[],
  refunds: { readonly proof: RefundProof },
  admit: (pin: string | null) => void,
  tell: (card: SaleCard) => void,
): Pick<Commands, "orders" | "refundable" | "refund" | "disputePack"> {
  const keptOf = (saleId: string) => ledger.card(saleId).sale.orders.filter((order) => order.state !== "refused");
  const left = (saleId: string): bigint => {
    const { sale } = ledger.card(saleId);
    const open = ["prepared", "waiting", "unknown", "needs_attention"];
    if (sale.tender.state !== "paid" || sale.orders.some((order) => open.includes(order.state))) return 0n;
    return keptOf(saleId).reduce((sum, order) => sum + (minor(order.price) ?? 0n), 0n);
  };
  return {
    orders: async ({ search, filter, since, until, before, after, limit }) => {
      const wanted = latin(search).toLowerCase().split(/\s+/).filter(Boolean);
      const hits = ledger.rows.filter((row) => {
        const at = row.order.created_at;
        const inTime = (!since || at >= since) && (!until || at < until);
        return inTime && fits[filter](row) && wanted.every((word) => words(row).includes(word));
      });
      const place = (id: string) => hits.findIndex((row) => row.order.id === id);
      const [from, to] = after
        ? [Math.max(0, place(after) - limit), place(after)]
        : [before ? place(before) + 1 : 0, (before ? place(before) + 1 : 0) + limit];
      const rows = structuredClone(hits.slice(from, to));
      const more = after ? from > 0 : to < hits.length;
      return { rows, next: more ? ((after ? rows[0] : rows.at(-1))?.order.id ?? null) : null };
    },
    refundable: async ({ sale_id }) => {
      const amount = left(sale_id);
      const cash = ledger.card(sale_id).sale.tender.kind === "cash";
      const orders = ledger.card(sale_id).sale.orders;
      const shown = orders.some((order) => order.copies > 0 || asked.includes(`reveal ${order.id}`));
      const against: Breach[] = shown ? ["code_shown"] : [];
      return amount
        ? {
            amount: text(amount),
            currency: "ILS",
            cash,
            on_account: false,
            orders: keptOf(sale_id).length,
            proof: refunds.proof,
            against,
            owner: false,
          }
        : null;
    },
    disputePack: async ({ order_id, claim, note, language, pin }) => {
      admit(pin);
      if (/TT\d{4}/.test(note)) fail("note_holds_code", "The note holds the code.", "Leave the code out.");
      asked.push(`dispute ${order_id} ${claim} ${language} ${note}`.trim());
      return { path: `Documents/raseed-dispute-${order_id}.pdf` };
    },
    refund: async ({ sale_id, reason, proof, pin }) => {
      admit(pin);
      if (!left(sale_id)) fail("nothing_to_refund", "There is nothing to give back.", "Look at the sale.");
      if (refunds.proof !== "nothing" && !proof) fail("proof_missing", "A proof is missing.", "Say what you saw.");
      asked.push(["refund", sale_id, reason, proof].filter(Boolean).join(" "));
      const kept = ledger.sales.get(sale_id);
      if (kept) kept.sale.tender.state = "refunded";
      tell(ledger.card(sale_id));
      return ledger.card(sale_id);
    },
  };
}
