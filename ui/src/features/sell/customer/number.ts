import type { CustomerOrder, PhoneView, TileView } from "../../../ipc/bindings";
import type { Counter } from "../counter.svelte";
import { type Line, matches } from "../line.svelte";

/** A number as a supplier wants to have it: with its plus, without, or as it is dialled at home. */
function asDemanded({ e164, national }: PhoneView, pattern: string | null): string {
  const forms = [e164 ?? "", e164?.slice(1) ?? "", national ?? ""];
  return forms.find((form) => form && matches(pattern, form)) ?? e164 ?? "";
}

const numberField = ({ tile }: Line) => tile.product.required_info.find((one) => one.key === tile.phone_field);

/** The number that was typed first goes to whatever is put on one. */
export function giveNumber(line: Line, view: PhoneView | null): void {
  if (!view?.e164) return;
  if (line.tile.needs_phone) [line.phone, line.phoneView] = [view.display, view];
  const info = numberField(line);
  if (info) line.fields[info.key] = asDemanded(view, info.pattern);
}

/** What a customer had before, with everything they gave for it. */
export function sameAgain(counter: Counter, tile: TileView, order: CustomerOrder): void {
  const line = counter.add(tile) ? counter.current : null;
  if (line?.id !== tile.product.id) return;
  for (const [key, value] of Object.entries(order.fields)) if (value && key in line.fields) line.fields[key] = value;
  if (order.amount !== null && line.open) line.amount = order.amount;
  line.forgetCheck();
  void counter.reprice();
}

/** Back to the basket, with a number the till knows in the place of the one that was typed. */
export async function correctNumber(counter: Counter, at: number, e164: string): Promise<void> {
  counter.back();
  const line = counter.lines[at];
  if (!line) return;
  line.forgetCheck();
  const info = numberField(line);
  try {
    const view = await counter.till.backend.parsePhone({ phone: e164 });
    if (info && line.fields[info.key]?.trim()) line.fields[info.key] = asDemanded(view, info.pattern);
    if (line.phone.trim()) [line.phone, line.phoneView] = [view.display, view];
    else if (counter.customer.trim()) [counter.customer, counter.customerView] = [view.display, view];
  } catch (error) {
    counter.till.notify("fail", counter.till.failureOf(error).message);
  }
}
