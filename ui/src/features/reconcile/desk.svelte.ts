import type { Failure } from "../../ipc/backend";
import type { BookingWord, ReconcileView, StrayVerdict, StrayView } from "../../ipc/bindings";
import type { Till } from "../../shared/till/till.svelte";

export type Booking = { supplier: string; kind: BookingWord; amount: string; currency: string; note: string };

/** Wallets held against the books, as their screen works with them. All sums are the till's. */
export class WalletDesk {
  readonly till: Till;
  view = $state.raw<ReconcileView | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);

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

  /** Says what orders of suppliers are. They may be of several suppliers. */
  async decide(strays: StrayView[], verdict: StrayVerdict, note: string): Promise<Failure | null> {
    return this.#ask(async () => {
      const suppliers = new Set(strays.map((stray) => stray.supplier));
      for (const supplier of suppliers) {
        const orders = strays.filter((stray) => stray.supplier === supplier).map((stray) => stray.provider_order_id);
        await this.till.backend.strayDecide({ supplier, orders, verdict, note, pin: null });
      }
      this.view = await this.till.backend.reconcile();
    });
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
