import type { Failure } from "../../../ipc/backend";
import type { SaleCard, StockQuoteView, StockRow, StockView } from "../../../ipc/bindings";
import { Breath } from "../../../shared/till/breath";
import { Latest } from "../../../shared/till/latest";
import type { Till } from "../../../shared/till/till.svelte";

/** The shop's shelf, as its screen works with it. What fits and what it costs is the till's to say. */
export class ShelfDesk {
  readonly till: Till;
  query = $state("");
  view = $state.raw<StockView | null>(null);
  failure = $state.raw<Failure | null>(null);
  loading = $state(false);
  acting = $state(false);
  /** What was bought last here, as it stands. */
  bought = $state.raw<SaleCard | null>(null);
  quote = $state.raw<StockQuoteView | null>(null);
  /** One press of buy, however often it comes through. */
  #token = crypto.randomUUID();
  readonly #latest = new Latest();
  readonly #quotes = new Latest();
  readonly #breath = new Breath();

  constructor(till: Till) {
    this.till = till;
  }

  type(query: string): void {
    this.query = query;
    this.#breath.after(() => void this.load());
  }

  async load(): Promise<void> {
    this.loading = true;
    try {
      const { stale, data } = await this.#latest.ask(this.till.backend.stock({ query: this.query }));
      if (stale) return;
      this.failure = null;
      this.view = data;
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
    this.loading = false;
  }

  /** The row of a product, as it was read last. */
  row(product_id: string): StockRow | undefined {
    const all = [...(this.view?.rows ?? []), ...(this.view?.found ?? [])];
    return all.find((row) => row.shelf.product_id === product_id);
  }

  /** Somebody opens a product: nothing of another one is shown. */
  open(): void {
    this.#quotes.drop();
    this.quote = null;
    this.bought = null;
    this.#token = crypto.randomUUID();
  }

  /** What so many take; asked anew for every number, and never shown for another one. */
  async ask(product_id: string, quantity: number | null): Promise<void> {
    this.quote = null;
    this.#quotes.drop();
    if (quantity === null) return;
    try {
      const { stale, data } = await this.#quotes.ask(this.till.backend.stockQuote({ product_id, quantity }));
      if (!stale) this.quote = data;
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }

  limit(product_id: string, keep: number): Promise<Failure | null> {
    return this.#act(async () => {
      await this.till.backend.stockLimit({ product_id, keep });
      this.till.notify("done", this.till.words.t(keep ? "stock-limit-saved" : "stock-limit-removed"));
    });
  }

  buy(product_id: string, quantity: number): Promise<Failure | null> {
    return this.#act(async () => {
      this.bought = await this.till.backend.stockBuy({ token: this.#token, product_id, quantity });
      this.#token = crypto.randomUUID();
      this.quote = null;
    });
  }

  /** A sale changed: what was bought here is shown as it stands, and the shelf read again. */
  take(card: SaleCard): void {
    if (card.sale.id === this.bought?.sale.id) this.bought = card;
    void this.load();
  }

  async #act(change: () => Promise<void>): Promise<Failure | null> {
    if (this.acting) return null;
    this.acting = true;
    try {
      await change();
      await this.load();
      return null;
    } catch (error) {
      return this.till.failureOf(error);
    } finally {
      this.acting = false;
    }
  }
}
