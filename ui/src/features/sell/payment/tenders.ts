import { tick } from "svelte";
import type { Payment } from "./payment.svelte";

/** Chooses the way to pay at a place of the list, cash being the first, and goes to what it needs next. */
export async function toTender(payment: Payment, at: number): Promise<void> {
  const way = at === 0 ? null : payment.basket.tenders[at - 1];
  if (way === undefined || payment.stage !== "asking") return;
  payment.choose(way?.processor ?? null);
  await tick();
  const next = way
    ? { page: "[data-testid='confirm']", keyed: "#card-number", account: "#account-find" }[way.flow]
    : "#cash-received";
  document.querySelector<HTMLElement>(next)?.focus();
}
