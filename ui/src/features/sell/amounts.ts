import type { AmountChoice } from "../../ipc/bindings";
import type { Words } from "../../i18n/words.svelte";
import { grouped } from "../../shared/till/format";

/** What a customer may choose of an open-value product, in words. */
export function boundsOf(choice: AmountChoice | null, { t }: Words): string {
  if (!choice) return "";
  const { min, max, step } = choice;
  const [from, to] = [grouped(min ?? ""), grouped(max ?? "")];
  if (min && max && step) return t("amount-range-step", { min: from, max: to, step: grouped(step) });
  if (min && max) return t("amount-range", { min: from, max: to });
  return min ? t("amount-least", { min: from }) : t("amount-most", { max: to });
}
