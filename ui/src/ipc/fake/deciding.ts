import type { Backend } from "../backend";
import type { OrderRow, OrderState, SaleCard } from "../bindings";
import type { FakeBooks } from "./books";
import { fail } from "./drawer";
import type { Ledger } from "./ledger";

/** What waits, what needs a person, and what people decide about it. */
export function deciding({
  ledger,
  books,
  asked,
  admit,
  decides,
  tell,
  rowOf,
}: {
  ledger: Ledger;
  books: FakeBooks;
  asked: string[];
  admit: (pin: string | null) => void;
  decides: () => boolean;
  tell: (card: SaleCard) => void;
  rowOf: (id: string) => OrderRow;
}): Pick<Backend, "waiting" | "attention" | "resolve" | "attentionSeen" | "textSeenTo"> {
  const inState = (state: OrderState) => structuredClone(ledger.rows.filter((row) => row.order.state === state));
  const view = () => ({
    cards: ledger.matters(),
    strays: books.lost(),
    followed: inState("unknown"),
    decides: decides(),
  });
  return {
    waiting: async () =>
      [...ledger.sales.values()]
        .filter(({ sale }) => ["prepared", "waiting", "unknown"].includes(sale.state))
        .map(({ sale }) => ledger.card(sale.id)),
    attention: async () => view(),
    resolve: async ({ order_id, verdict, candidate, reason, pin }) => {
      admit(pin);
      if (!reason.trim()) fail("reason_missing", "Nobody said why.", "Write in a few words how you know.");
      asked.push(`resolve ${order_id} ${verdict} ${candidate ?? "-"} ${reason}`);
      const late = ledger.news.get(order_id) === "late_candidate";
      if (late) tell(ledger.decideLate(order_id, verdict === "delivered" ? candidate : null));
      else tell(ledger.decide(order_id, verdict, `A person decided: ${reason}`));
      return structuredClone(rowOf(order_id));
    },
    attentionSeen: async ({ order_id, pin }) => {
      admit(pin);
      asked.push(`seen ${order_id}`);
      ledger.news.delete(order_id);
      return view();
    },
    textSeenTo: async ({ order_id, remedy }) => {
      asked.push(`text ${order_id} ${remedy}`);
      ledger.news.delete(order_id);
      return view();
    },
  };
}
