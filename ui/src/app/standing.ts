import type { SaleCard, ShowRequest } from "../ipc/bindings";
import type { Counter } from "../features/sell/counter.svelte";
import type { Till } from "../shared/till/till.svelte";

const sale = (card: SaleCard): ShowRequest => ({ what: "sale", sale_id: card.sale.id });

/** What a customer in front of this counter is to see. */
function standingOf({ room, payment, lines }: Counter): ShowRequest {
  if (room.shown) return sale(room.shown);
  // A sale that was set aside is seen until the next basket begins.
  if (payment?.card && !(payment.parked && lines.length)) return sale(payment.card);
  if (!lines.length) return { what: "nothing" };
  return { what: "basket", lines: lines.map((line) => line.request("")) };
}

/** Keeps the customer's window at what the counter stands at, as long as it is open. */
export function keepCustomerInformed(till: Till, counter: Counter): void {
  if (!till.boot.counter.display || till.boot.locked) return till.customer.forget();
  const holders = counter.lines.map((line) => line.check?.nickname);
  till.customer.stand(standingOf(counter), holders);
}
