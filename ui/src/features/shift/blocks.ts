import type { ClerkControl, GroupView, ReportView, WalletView } from "../../ipc/bindings";
import type { Words } from "../../i18n/words.svelte";
import { clock } from "../../shared/till/format";
import { type Fact, taxFacts } from "./facts";

/** A part of a Z; some of its lines stand under a name: a wallet's, a clerk's. */
export type Block = { id: string; title: string; groups: { name?: string; facts: Fact[] }[] };

const isZero = (amount: string): boolean => /^[-0.]*$/.test(amount);
const less = (amount: string): string => (isZero(amount) ? amount : `-${amount}`);
/** A count, only where there is something to count. */
const some = (label: string, count: number | undefined): Fact[] => (count ? [{ label, text: String(count) }] : []);

/** What stands on a Z's paper beside the drawers and the shelf, in its order. */
export function blocksOf(report: ReportView, words: Words): Block[] {
  const { t } = words;
  const blocks = [
    { id: "sales", title: t("z-sales"), groups: salesOf(report, words) },
    { id: "tenders", title: t("shift-tenders"), groups: [{ facts: tendersOf(report, words) }] },
    { id: "debt", title: t("z-debt"), groups: [{ facts: debtOf(report, words) }] },
    { id: "payments", title: t("shift-payments"), groups: [{ facts: paymentsOf(report) }] },
    { id: "wallets", title: t("z-wallets"), groups: report.wallets.map((wallet) => walletOf(wallet, words)) },
    { id: "unfinished", title: t("z-unfinished"), groups: [{ facts: unfinishedOf(report, words) }] },
    { id: "rates", title: t("z-rates"), groups: [{ facts: ratesOf(report) }] },
    { id: "profit", title: t("z-profit"), groups: profitOf(report, words) },
  ].filter(({ groups }) => groups.some(({ facts }) => facts.length));
  // Whoever looks for what the people at the till did wants to read that there was nothing.
  const control = { id: "control", title: t("z-control"), groups: controlOf(report, words) };
  const place = blocks.findIndex(({ id }) => id === "rates" || id === "profit");
  return blocks.toSpliced(place < 0 ? blocks.length : place, 0, control);
}

function salesOf({ sales }: ReportView, words: Words): Block["groups"] {
  const { t } = words;
  const { currency } = sales;
  const part = (label: string, { count, amount }: { count: number; amount: string }): Fact[] =>
    count ? [{ label, amount, currency }] : [];
  const kinds = sales.by_kind.map(({ id, units, amount }) => ({
    label: t(id === "topup" ? "z-topups" : "z-vouchers", { count: units }),
    amount,
    currency,
  }));
  const all: Fact[] = [
    { label: t("shift-sales"), text: String(sales.count) },
    { label: t("shift-units"), text: String(sales.units) },
    { label: t("z-gross"), amount: sales.gross, currency },
    ...part(t("z-refused", { count: sales.refused.count }), { ...sales.refused, amount: less(sales.refused.amount) }),
    ...part(t("z-refunds", { count: sales.refunds.count }), { ...sales.refunds, amount: less(sales.refunds.amount) }),
    { label: t("shift-net"), amount: sales.net, currency, strong: true },
    ...taxFacts(sales, words),
    ...part(t("z-before", { count: sales.before_opening.count }), sales.before_opening),
    ...(sales.found_after_restore ? part(t("z-found"), sales.found_after_restore) : []),
    ...some(t("z-found-unpriced"), sales.found_unpriced),
    ...some(t("z-cancelled"), sales.cancelled),
    ...kinds,
  ];
  const lists: [string, GroupView[]][] = [
    [t("z-by-supplier"), sales.by_supplier],
    [t("z-by-category"), sales.by_category],
    [t("z-by-product"), sales.by_product],
  ];
  // What is all in one says nothing.
  const told = lists.filter(([, groups]) => groups.length > 1);
  return [
    { facts: all },
    ...told.map(([name, groups]) => ({ name, facts: groups.map((group) => groupOf(group, currency, words)) })),
  ];
}

function groupOf({ id, name, units, amount }: GroupView, currency: string, words: Words): Fact {
  const label = name ? words.name(name) : id || words.t("z-no-category");
  return { label: `${label} (${String(units)})`, amount, currency };
}

const tendersOf = ({ tenders }: ReportView, { t }: Words): Fact[] =>
  tenders.map(({ tender, amount, currency }) => ({
    label: tender === "cash" ? t("shift-cash") : tender === "debt" ? t("shift-on-account") : tender,
    amount,
    currency,
  }));

const debtOf = ({ debt }: ReportView, { t }: Words): Fact[] =>
  (debt ?? []).flatMap(({ currency, given, taken_off, repaid, forgiven }) =>
    [
      { label: t("z-debt-given"), amount: given },
      { label: t("z-debt-taken-off"), amount: less(taken_off) },
      { label: t("z-debt-repaid"), amount: repaid },
      { label: t("z-debt-forgiven"), amount: forgiven },
    ]
      .filter(({ amount }) => !isZero(amount))
      .map((fact) => ({ ...fact, currency })),
  );

const paymentsOf = ({ payments }: ReportView): Fact[] =>
  payments.map(({ kind, amount, currency, reason, clerk }) => ({
    label: [reason, clerk].filter(Boolean).join(" · "),
    amount: kind === "pay_out" ? less(amount) : amount,
    currency,
  }));

function walletOf(wallet: WalletView, { t }: Words): Block["groups"][number] {
  const { currency } = wallet;
  const known = (label: string, amount: string | null): Fact =>
    amount === null ? { label, text: t("z-wallet-mute") } : { label, amount, currency };
  const moved = (label: string, amount: string | undefined, strong = false): Fact[] =>
    amount && !isZero(amount) ? [{ label, amount, currency, strong }] : [];
  const { difference, explained, unexplained, expected } = wallet;
  const rest = explained && !isZero(explained) ? unexplained : null;
  const facts = [
    known(t("z-wallet-opening"), wallet.opening),
    ...moved(t("z-wallet-deposits"), wallet.deposits),
    ...moved(t("z-wallet-charged"), less(wallet.charged)),
    ...moved(t("z-wallet-rolled-back"), wallet.rolled_back),
    ...(expected === null ? [] : [{ label: t("shift-expected"), amount: expected, currency }]),
    known(t("z-wallet-reported"), wallet.reported),
    ...(difference === null ? [] : [{ label: t("z-wallet-difference"), amount: difference, currency, strong: true }]),
    ...moved(t("z-wallet-explained"), explained),
    ...(rest === null ? [] : [{ label: t("z-wallet-unexplained"), amount: rest, currency, strong: true }]),
    ...some(t("z-wallet-strays"), wallet.strays),
    ...moved(t("z-wallet-open"), wallet.open),
    ...moved(t("z-wallet-charged-before"), wallet.charged_before),
    ...(wallet.hours_left ? [{ label: t("z-wallet-hours"), text: t("z-hours", { hours: wallet.hours_left }) }] : []),
  ];
  return { name: `${wallet.supplier} ${currency}`, facts };
}

function unfinishedOf({ unfinished: open }: ReportView, { t }: Words): Fact[] {
  const { amount, currency } = open;
  return [
    { label: t("z-unfinished-count", { count: open.count }), amount, currency, strong: open.count > 0 },
    ...(open.oldest ? [{ label: t("z-unfinished-oldest"), text: clock(open.oldest) }] : []),
    ...some(t("z-unfinished-attention"), open.needs_attention),
    ...some(t("z-unfinished-money"), open.money_due_back),
    ...some(t("shift-not-handed"), open.not_handed_over),
  ];
}

const controlOf = ({ control }: ReportView, { t }: Words): Block["groups"] =>
  control.by_clerk.map((person) => ({ name: person.clerk ?? t("z-nobody"), facts: deedsOf(person, t) }));

const deedsOf = (person: ClerkControl, t: Words["t"]): Fact[] => [
  ...some(t("z-voids"), person.voids),
  ...some(t("z-refunds-count"), person.refunds),
  ...some(t("z-against-rule"), person.against_rule),
  ...some(t("z-reprints"), person.reprints),
  ...some(t("z-reveals"), person.reveals),
  ...some(t("z-no-sales"), person.no_sales),
  ...some(t("z-overrides"), person.overrides),
  ...some(t("z-price-changes"), person.price_changes),
  ...some(t("z-approvals"), person.approvals),
  ...some(t("z-forgiven"), person.forgiven),
  ...some(t("z-wrong-pins"), person.wrong_pins),
];

const ratesOf = ({ rates }: ReportView): Fact[] =>
  rates.map(({ base, quote, rate }) => ({ label: `1 ${base}`, amount: rate, currency: quote }));

/** For the owner alone; the till leaves it out for everybody else. */
function profitOf({ profit }: ReportView, words: Words): Block["groups"] {
  if (!profit) return [];
  const { t } = words;
  const { currency, by_category } = profit;
  const facts: Fact[] = [
    { label: t("shift-net"), amount: profit.revenue, currency },
    ...(profit.tax ? [{ label: t("z-tax"), amount: less(profit.tax), currency }] : []),
    { label: t("z-cost"), amount: less(profit.cost), currency },
    { label: t("shift-profit"), amount: profit.margin, currency, strong: true },
    ...some(t("z-uncosted"), profit.uncosted),
    ...(by_category.length > 1 ? by_category.map((group) => groupOf(group, currency, words)) : []),
  ];
  return [{ facts }];
}
