import type { Failure } from "../../ipc/backend";
import type {
  Format,
  LineView,
  OrderRow,
  Period,
  ReportOrdersRequest,
  SalesReportView,
  Topic,
} from "../../ipc/bindings";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";

export const periods = ["today", "yesterday", "week", "month", "custom"] as const satisfies Period[];
const pageRows = 50;

/** Whose orders are looked at: a bar, a row. */
export type Chosen = { title: string } & Partial<
  Pick<ReportOrdersRequest, "hour" | "supplier" | "product" | "clerk"> & { day: string }
>;

/** What was sold, as its screen works with it. All sums are the till's. */
export class ReportBook {
  readonly till: Till;
  period = $state<Period>("today");
  from = $state("");
  to = $state("");
  report = $state.raw<SalesReportView | null>(null);
  failure = $state.raw<Failure | null>(null);
  loading = $state(false);
  chosen = $state.raw<Chosen | null>(null);
  orders = $state.raw<OrderRow[] | null>(null);
  next = $state<string | null>(null);
  ordersFailure = $state.raw<Failure | null>(null);
  saving = $state(false);
  readonly #latest = new Latest();
  readonly #latestOrders = new Latest();

  constructor(till: Till) {
    this.till = till;
  }

  /** The period as the till is asked for it. */
  readonly asked = $derived.by(() => {
    const isOwn = this.period === "custom";
    return { period: this.period, from: isOwn ? this.from || null : null, to: isOwn ? this.to || null : null };
  });

  async load(): Promise<void> {
    this.loading = true;
    try {
      const { stale, data } = await this.#latest.ask(this.till.backend.report(this.asked));
      if (stale) return;
      this.failure = null;
      this.report = data;
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
    this.loading = false;
  }

  choosePeriod(period: Period): void {
    if (period === "custom" && this.report) {
      this.from ||= this.report.from;
      this.to ||= this.report.to;
    }
    this.period = period;
    void this.load();
  }

  /** The orders behind a figure. */
  async open(chosen: Chosen): Promise<void> {
    this.chosen = chosen;
    this.orders = null;
    await this.#fetch(null);
  }

  close(): void {
    this.#latestOrders.drop();
    this.chosen = null;
  }

  more(): Promise<void> {
    return this.#fetch(this.next);
  }

  async #fetch(before: string | null): Promise<void> {
    const { chosen } = this;
    if (!chosen) return;
    const { day, hour = null, supplier = null, product = null, clerk = null } = chosen;
    const period = day ? { period: "custom" as const, from: day, to: day } : this.asked;
    const asked = { period, hour, supplier, product, clerk, before, limit: pageRows };
    try {
      const { stale, data } = await this.#latestOrders.ask(this.till.backend.reportOrders(asked));
      if (stale) return;
      this.ordersFailure = null;
      this.orders = [...(before ? (this.orders ?? []) : []), ...data.rows];
      this.next = data.next;
    } catch (error) {
      this.ordersFailure = this.till.failureOf(error);
    }
  }

  async save(format: Format, topic: Topic = "sales"): Promise<void> {
    if (this.saving) return;
    this.saving = true;
    const { t } = this.till.words;
    try {
      const { path } = await this.till.backend.reportSave({ topic, period: this.asked, format });
      this.till.notify("done", t("reports-saved", { path }));
    } catch (error) {
      this.till.notify("fail", this.till.failureOf(error).message);
    }
    this.saving = false;
  }
}

/** What a bar or a row is as long as: money where it is told, else how many were delivered. */
export const weightOf = (line: LineView): number =>
  line.figures.net === null ? line.figures.delivered : Number(line.figures.net);
