import type { Failure } from "../../ipc/backend";
import type { BookingWord, ReconcileView, StrayVerdict, StrayView } from "../../ipc/bindings";
import type { Till } from "../../shared/till/till.svelte";

export type Booking = { supplier: string; kind: BookingWord; amount: string; currency: string; note: string };

/** So many of a supplier's orders are decided about in one request. */
const atATime = 20;

/** Wallets held against the books, as their screen works with them. All sums are the till's. */
export class WalletDesk {
  readonly till: Till;
  view = $state.raw<ReconcileView | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  /** How far a decision about many orders is. */
  progress = $state.raw<{ done: number; total: number } | null>(null);

  constructor(till: Till) {
    this.till = till;
  }

  readonly found = $derived.by(() => this.view?.found ?? null);

  async load(): Promise<void> {
    this.failure = await this.#ask(async () => {
      this.view = await this.till.backend.reconcile();
    });
  }

  async book(booking: Booking): Promise<Failure | null> {
    return this.#ask(async () => {
      this.view = await this.till.backend.walletBook(booking);
      this.till.notify("done", this.till.words.t("reconcile-booked"));
    });
  }

  /**
   * Says what orders of suppliers are, with one reason for all. They may be of several suppliers, and
   * hundreds: some go at a time, so that one can see how far it is. What was said before a failure stays.
   */
  async decide(strays: StrayView[], verdict: StrayVerdict, note: string): Promise<Failure | null> {
    if (this.busy) return null;
    const failure = await this.#ask(async () => {
      const suppliers = [...new Set(strays.map((stray) => stray.supplier))];
      this.progress = { done: 0, total: strays.length };
      for (const supplier of suppliers) {
        const orders = strays.filter((stray) => stray.supplier === supplier).map((stray) => stray.provider_order_id);
        for (let at = 0; at < orders.length; at += atATime) {
          const some = orders.slice(at, at + atATime);
          await this.till.backend.strayDecide({ supplier, orders: some, verdict, note, pin: null });
          this.progress = { ...this.progress, done: this.progress.done + some.length };
        }
      }
      this.view = await this.till.backend.reconcile();
    });
    this.progress = null;
    if (failure) await this.load();
    return failure;
  }

  async explain(orderId: string, note: string): Promise<Failure | null> {
    return this.#ask(async () => {
      await this.till.backend.notListedExplain({ order_id: orderId, note, pin: null });
      this.view = await this.till.backend.reconcile();
    });
  }

  async #ask(question: () => Promise<void>): Promise<Failure | null> {
    if (this.busy) return null;
    this.busy = true;
    try {
      await question();
      return null;
    } catch (error) {
      return this.till.failureOf(error);
    } finally {
      this.busy = false;
    }
  }
}
