import type { Counter } from "./counter.svelte";
import { boundsOf } from "./amounts";
import type { Line } from "./line.svelte";

export type Blocker = { why: string; focus: string | null };

/** Why `pay` cannot be pressed now, and which field mends it. */
export function blockerOf(counter: Counter): Blocker | null {
  const { t } = counter.till.words;
  if (!counter.lines.length) return { why: t("pay-empty"), focus: null };
  if (counter.failure) return { why: counter.failure.message, focus: null };
  for (const line of counter.lines) {
    const blocker = blockerOfLine(counter, line);
    if (blocker) return blocker;
  }
  if (counter.customer.trim() && !counter.anyPhone && counter.customerView && !counter.customerView.e164)
    return { why: t("pay-wrong-phone"), focus: "phone" };
  if (counter.total?.short) return { why: counter.total.short, focus: null };
  return counter.total ? null : { why: t("pay-adding"), focus: null };
}

function blockerOfLine(counter: Counter, line: Line): Blocker | null {
  const { t, name } = counter.till.words;
  const at = (what: string) => `${what}-${line.key}`;
  if (line.open) {
    if (line.chosen === null) return { why: t("pay-needs-amount"), focus: at("field-amount") };
    if (counter.fitOf(line) === "wrong")
      return {
        why: t("pay-wrong-amount", { bounds: boundsOf(line.tile.choice, counter.till.words) }),
        focus: at("field-amount"),
      };
  }
  if (line.tile.needs_phone) {
    if (!line.phone.trim()) return { why: t("pay-needs-phone"), focus: at("phone") };
    if (line.phoneView && !line.phoneView.e164) return { why: t("pay-wrong-phone"), focus: at("phone") };
  }
  for (const info of line.tile.product.required_info) {
    const state = line.fieldState(info);
    const field = info.label ? name(info.label) : info.key;
    if (state === "missing") return { why: t("pay-needs-field", { field }), focus: at(`field-${info.key}`) };
    if (state === "wrong") return { why: t("pay-wrong-field", { field }), focus: at(`field-${info.key}`) };
  }
  if (!line.tile.has_preflight || line.check?.ok) return null;
  return { why: t(line.check ? "pay-check-no" : "pay-needs-check"), focus: at("check") };
}
