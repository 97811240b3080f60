import type { DrawerView, SalesView, ShelfView } from "../../ipc/bindings";
import type { Words } from "../../i18n/words.svelte";

/** One line: a label, and a text or an amount. */
export type Fact = { label: string; text?: string; amount?: string; currency?: string; strong?: boolean };

const isZero = (amount: string): boolean => /^[-0.]*$/.test(amount);

/** What a drawer's sum is made of; what is nothing is left out. */
export function drawerFacts(line: DrawerView, { t }: Words): Fact[] {
  const { currency } = line;
  const parts = [
    { label: t("shift-cash-sales"), amount: line.sales },
    { label: t("shift-cash-back"), amount: less(line.refunds) },
    { label: t("shift-pay-ins"), amount: line.pay_ins },
    { label: t("shift-debt-repaid"), amount: line.debt_repaid ?? "" },
    { label: t("shift-pay-outs"), amount: less(line.pay_outs) },
  ].filter(({ amount }) => !isZero(amount));
  const counted = line.counted === null ? [] : [{ label: t("shift-counted"), amount: line.counted, strong: true }];
  return [
    { label: t("shift-float"), amount: line.float },
    ...parts,
    { label: t("shift-expected"), amount: line.expected, strong: true },
    ...counted,
  ].map((fact) => ({ ...fact, currency }));
}

const less = (amount: string): string => (isZero(amount) ? amount : `-${amount}`);

/** Whether a difference is none, too much or too little. */
export const verdictOf = (difference: string): "exact" | "over" | "short" =>
  isZero(difference) ? "exact" : difference.startsWith("-") ? "short" : "over";

/** The tax in what was sold, rate by rate. */
export const taxFacts = ({ taxes, currency }: SalesView, { t }: Words): Fact[] =>
  (taxes ?? []).map(({ rate, tax }) => ({ label: t("shift-tax", { rate }), amount: tax, currency }));

/** What lies on the shop's shelf, and what came and went since the last Z. */
export const stockFacts = (lines: ShelfView[], { t, name }: Words): Fact[] =>
  lines.map((line) => {
    const { bought, sold } = line;
    return { label: name(line.name), text: t("stock-told", { there: line.ahead + line.recovered, bought, sold }) };
  });
