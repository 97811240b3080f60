import type { AmountFit, BasketLine } from "../bindings";
import { minor } from "./money";
import { itemOf } from "./shelf";

/** Whether the amount of a line can be sold, as the till judges it. */
export function fitOf(line: Pick<BasketLine, "product_id" | "amount">): AmountFit {
  const choice = itemOf(line.product_id)?.tile.choice;
  if (!choice) return line.amount === null ? "fine" : "wrong";
  if (line.amount === null) return "missing";
  const [amount, min, max, step] = [line.amount, choice.min, choice.max, choice.step].map((one) => minor(one ?? ""));
  if (amount == null || min == null || max == null || step == null) return "wrong";
  return amount >= min && amount <= max && (amount - min) % step === 0n ? "fine" : "wrong";
}

/** One unit's price; an open value's price belongs to its least amount in the fake. */
export function priceOf(line: Pick<BasketLine, "product_id" | "amount">): bigint {
  const tile = itemOf(line.product_id)?.tile;
  const price = minor(tile?.product.price ?? "") ?? 0n;
  const [amount, least] = [minor(line.amount ?? ""), minor(tile?.choice?.min ?? "")];
  return amount && least ? (price * amount) / least : price;
}
