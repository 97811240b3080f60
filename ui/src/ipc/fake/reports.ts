import type { Commands } from "../backend";
import type { FiguresView, LineView, OrderState, ReportRequest, SalesReportView } from "../bindings";
import { fail } from "./drawer";
import { FakeExceptions } from "./exceptions";
import type { Ledger } from "./ledger";
import { minor, text } from "./money";

/** An order as far as a report tells of it. */
export type Sold = {
  at: Date;
  supplier: string;
  product: string;
  name: { en: string; ar: string };
  clerk: string;
  state: OrderState;
  price: bigint;
};

const two = (value: number): string => String(value).padStart(2, "0");
export const dayOf = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
const dayMs = 24 * 3_600_000;

type ReportCommands = "report" | "reportOrders" | "reportSave" | "exceptions" | "exceptionEvents";

/** Reports of a till in memory: of its ledger, and of whatever came before. */
export class FakeReports {
  earlier: Sold[] = [];
  readonly exceptions = new FakeExceptions();
  wallets: SalesReportView["wallets"] = [];
  readonly #ledger: Ledger;
  readonly #asked: string[];
  readonly #taxes: { readonly usual: string | null };

  constructor(ledger: Ledger, asked: string[], taxes: { readonly usual: string | null }) {
    this.#ledger = ledger;
    this.#asked = asked;
    this.#taxes = taxes;
  }

  commands(decides: () => boolean, owns: () => boolean): Pick<Commands, ReportCommands> {
    return {
      ...this.exceptions.commands(decides),
      report: async (request) => this.#report(spanOf(request), decides(), owns()),
      reportOrders: async ({ period, hour, product, supplier, clerk }) => {
        const [from, to] = spanOf(period);
        const rows = this.#ledger.rows.filter(({ order }) => {
          const at = new Date(order.created_at);
          const fits = dayOf(at) >= from && dayOf(at) <= to && (hour === null || at.getHours() === hour);
          return (
            fits &&
            (product ?? order.product_id) === order.product_id &&
            (supplier ?? order.supplier) === order.supplier
          );
        });
        this.#asked.push(`report orders ${hour ?? product ?? supplier ?? clerk ?? from}`);
        return { rows: structuredClone(rows).reverse(), next: null };
      },
      reportSave: async ({ topic, period, format }) => {
        const [from, to] = spanOf(period);
        const about = topic === "exceptions" ? "exceptions-" : "";
        this.#asked.push(`report save ${about}${format} ${from} ${to}`);
        return { path: `Documents/raseed-${about}${from}-${to}.${format}` };
      },
    };
  }

  #all(): Sold[] {
    const own = this.#ledger.rows.map(({ order, product }) => ({
      at: new Date(order.created_at),
      supplier: order.supplier,
      product: order.product_id,
      name: product.name,
      clerk: "Sami",
      state: order.state,
      price: minor(order.price) ?? 0n,
    }));
    return [...this.earlier, ...own];
  }

  #report([from, to]: [string, string], money: boolean, profit: boolean): SalesReportView {
    const sold = this.#all().filter(({ at }) => dayOf(at) >= from && dayOf(at) <= to);
    const percent = minor(this.#taxes.usual ?? "0") ?? 0n;
    const lines = (keyOf: (one: Sold) => string): LineView[] => {
      const keys = [...new Set(sold.map(keyOf))].sort();
      return keys.map((key) => ({
        key,
        name: null,
        figures: figuresOf(
          sold.filter((one) => keyOf(one) === key),
          money,
          profit,
          percent,
        ),
      }));
    };
    const names = new Map(sold.map((one) => [one.product, one.name]));
    const products = lines(({ product }) => product).map((line) => ({ ...line, name: names.get(line.key) ?? null }));
    products.sort(
      (a, b) => Number(b.figures.sold ?? b.figures.delivered) - Number(a.figures.sold ?? a.figures.delivered),
    );
    const days = lines(({ at }) => dayOf(at));
    const hours = lines(({ at }) => two(at.getHours()));
    return {
      from,
      to,
      currency: "ILS",
      money,
      profit,
      total: figuresOf(sold, money, profit, percent),
      days: daysBetween(from, to).map((key) => days.find((line) => line.key === key) ?? nothing(key, money, profit)),
      hours: hours.length ? between(hours, money, profit) : [],
      products,
      suppliers: lines(({ supplier }) => supplier),
      clerks: lines(({ clerk }) => clerk),
      taxes: this.#taxes.usual === null ? [] : lines(() => this.#taxes.usual ?? ""),
      costs: profit ? [{ amount: "812.40", currency: "USD" }] : [],
      others: [],
      wallets: money ? this.wallets : [],
    };
  }
}

function spanOf({ period, from, to }: ReportRequest): [string, string] {
  const today = new Date();
  const ago = (days: number) => dayOf(new Date(today.getTime() - days * dayMs));
  if (period === "yesterday") return [ago(1), ago(1)];
  if (period === "week") return [ago(6), ago(0)];
  if (period === "month") return [`${ago(0).slice(0, 8)}01`, ago(0)];
  const [first, last] = period === "custom" ? [from ?? ago(0), to ?? ago(0)] : [ago(0), ago(0)];
  if (first > last)
    fail("period_invalid", `These are not days in their order: ${first} – ${last}.`, "Choose the earlier day first.");
  return [first, last];
}

const nothing = (key: string, money: boolean, profit: boolean): LineView => ({
  key,
  name: null,
  figures: figuresOf([], money, profit),
});

function daysBetween(from: string, to: string): string[] {
  const days = [];
  for (let at = new Date(`${from}T12:00`); dayOf(at) <= to; at = new Date(at.getTime() + dayMs)) days.push(dayOf(at));
  return days;
}

function between(hours: LineView[], money: boolean, profit: boolean): LineView[] {
  const [first, last] = [Number(hours[0]?.key), Number(hours.at(-1)?.key)];
  const keys = Array.from({ length: last - first + 1 }, (_, index) => two(first + index));
  return keys.map((key) => hours.find((line) => line.key === key) ?? nothing(key, money, profit));
}

/** A voucher costs nine tenths of its price without tax here. */
function figuresOf(sold: Sold[], money: boolean, profit: boolean, percent = 0n): FiguresView {
  const of = (...states: OrderState[]) => sold.filter(({ state }) => states.includes(state)).length;
  const sum = sold.filter(({ state }) => state === "delivered").reduce((sum, { price }) => sum + price, 0n);
  const tax = (sum * percent) / (10_000n + percent);
  const cost = ((sum - tax) * 9n) / 10n;
  const amount = (value: bigint) => (money ? text(value) : null);
  return {
    orders: sold.length,
    delivered: of("delivered"),
    refused: of("refused"),
    open: of("prepared", "waiting", "unknown", "needs_attention"),
    returned: 0,
    uncosted: 0,
    sold: amount(sum),
    refunded: amount(0n),
    net: amount(sum),
    tax: amount(tax),
    untaxed: amount(sum - tax),
    cost: profit ? text(cost) : null,
    margin: profit ? text(sum - tax - cost) : null,
  };
}
