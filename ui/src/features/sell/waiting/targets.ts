import type { SaleCard } from "../../../ipc/bindings";

/** For whom a sale was: what a clerk recognises the customer by. */
export function targetsOf({ sale }: SaleCard): string {
  const facts = sale.orders.flatMap((order) => [order.phone, ...Object.values(order.fields)]);
  return [...new Set(facts.filter((fact) => fact))].join(" · ");
}
