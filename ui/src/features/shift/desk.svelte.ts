import type { Failure } from "../../ipc/backend";
import type { CashView, ReportView, ShiftView } from "../../ipc/bindings";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";

/** What lies on the desk beside the shift itself. */
export type Pane = "overview" | "pay-in" | "pay-out" | "close";
const pageOfZs = 20;

/** The drawer's shift as its screen works with it. All sums are the till's. */
export class ShiftDesk {
  readonly till: Till;
  view = $state.raw<ShiftView | null>(null);
  /** The Z of the shift that was just closed here, or an earlier one, until somebody goes on. */
  closed = $state.raw<ReportView | null>(null);
  past = $state.raw<ReportView[]>([]);
  hasMore = $state(false);
  pane = $state<Pane>("overview");
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  readonly #latest = new Latest();

  constructor(till: Till) {
    this.till = till;
  }

  readonly open = $derived.by(() => this.view?.open ?? null);

  async load(): Promise<void> {
    try {
      const { stale, data } = await this.#latest.ask(this.till.backend.shift());
      if (stale) return;
      this.failure = null;
      this.view = data;
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }

  async loadPast(): Promise<void> {
    try {
      this.#takePast(await this.till.backend.shiftReports({ before: null, limit: pageOfZs }), []);
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }

  async loadMore(): Promise<void> {
    const before = this.past.at(-1)?.number ?? null;
    try {
      this.#takePast(await this.till.backend.shiftReports({ before, limit: pageOfZs }), this.past);
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }

  #takePast(found: ReportView[], before: ReportView[]): void {
    this.past = [...before, ...found];
    this.hasMore = found.length === pageOfZs;
  }

  async begin(cash: CashView[]): Promise<Failure | null> {
    return this.#ask(async () => {
      this.#latest.drop();
      this.view = await this.till.backend.shiftOpen({ cash });
      this.pane = "overview";
    });
  }

  async pay(comes: boolean, cash: CashView, reason: string): Promise<Failure | null> {
    const what = this.till.words.t(comes ? "shift-pay-in-do" : "shift-pay-out-do");
    return this.#ask(async () => {
      this.#latest.drop();
      const pay = this.till.backend.shiftPay;
      const view = await this.till.grants.with(what, ({ pin }) => pay({ comes, cash, reason, pin }));
      if (!view) return;
      this.view = view;
      this.pane = "overview";
      this.till.notify("done", this.till.words.t("shift-paid"));
    });
  }

  async close(cash: CashView[], note: string): Promise<Failure | null> {
    const what = this.till.words.t("shift-close-do");
    return this.#ask(async () => {
      this.#latest.drop();
      const close = this.till.backend.shiftClose;
      const asked = { cash, note: note.trim() || null };
      const closed = await this.till.grants.with(what, ({ pin }) => close({ ...asked, pin }));
      if (!closed) return;
      this.closed = closed;
      this.pane = "overview";
      await Promise.all([this.load(), this.loadPast()]);
    });
  }

  /** Shows an earlier Z; what is being counted or typed is not put away for it. */
  look(report: ReportView): void {
    if (this.pane === "overview") this.closed = report;
  }

  /** Prints a Z, or without a number the open shift's X. */
  async print(number: number | null): Promise<void> {
    const failure = await this.#ask(async () => {
      const printed = await this.till.backend.shiftPrint({ number });
      const { t } = this.till.words;
      this.till.notify(printed.ok ? "done" : "fail", printed.ok ? t("shift-printed") : (printed.message ?? ""));
    });
    if (failure) this.till.notify("fail", failure.message);
  }

  async #ask(question: () => Promise<void>): Promise<Failure | null> {
    if (this.busy) return null;
    this.busy = true;
    try {
      await question();
      return null;
    } catch (error) {
      const failure = this.till.failureOf(error);
      // Somebody else was faster: what is there now is shown.
      if (failure.code === "shift_open" || failure.code === "no_shift") void this.load();
      return failure;
    } finally {
      this.busy = false;
    }
  }
}
