import { Failure } from "../../../ipc/backend";
import type { BasketView, ChangeView, SaleCard, SellLine } from "../../../ipc/bindings";
import { Latest } from "../../../shared/till/latest";
import { isFinal } from "../../../shared/till/states";
import type { Till } from "../../../shared/till/till.svelte";

/** `asking`: money is counted · `sending`: the till buys · `lost`: no answer came · `result`: there is a sale. */
export type Stage = "asking" | "sending" | "lost" | "result";
/** What the counter does about its payment. */
export type Hooks = { changed: (card: SaleCard) => void; parked: () => void };
const pollMs = 1000;
/** Longer than this nobody stands and watches: the next customer is served meanwhile. */
const foregroundMs = 5000;
/** Answers after which nobody can say that nothing was sent. */
const fateUnknown = ["outcome_unknown", "internal_fault", "database_failed"];

/**
 * One basket's payment. Its token is made once and goes with every press of `confirm`, so that the till
 * can tell a second press from a second sale.
 */
export class Payment {
  readonly token = crypto.randomUUID();
  readonly till: Till;
  readonly basket: BasketView;
  readonly lines: SellLine[];
  stage = $state<Stage>("asking");
  received = $state("");
  change = $state.raw<ChangeView | null>(null);
  changeFailure = $state.raw<Failure | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** An unfinished sale of the same thing to the same customer stands in the way. */
  earlier = $state.raw<Failure | null>(null);
  card = $state.raw<SaleCard | null>(null);
  sentAt = $state(0);
  settledAt = $state(0);
  /** Whether it left the foreground because it takes long; it stays in sight until the next basket begins. */
  parked = $state(false);
  readonly #hooks: Hooks;
  #counting: Promise<void> = Promise.resolve();
  readonly #latest = new Latest();
  #stops: (() => void)[] = [];
  #left = false;

  constructor(till: Till, basket: BasketView, lines: SellLine[], hooks: Hooks) {
    this.till = till;
    this.basket = basket;
    this.lines = lines;
    this.#hooks = hooks;
    this.count();
  }

  /** Nothing received means the exact amount. */
  count(): void {
    this.#counting = this.#count();
  }

  get short(): boolean {
    return this.received.trim() !== "" && this.change?.enough === false;
  }

  get ready(): boolean {
    return this.stage === "asking" && !this.changeFailure && !this.short;
  }

  async confirm(again = false): Promise<void> {
    if (!this.ready) return;
    this.stage = "sending";
    this.sentAt = Date.now();
    this.failure = null;
    this.earlier = null;
    await this.#counting;
    if (this.changeFailure || (this.received.trim() && this.change?.enough !== true)) {
      this.stage = "asking";
      return;
    }
    const request = { token: this.token, lines: this.lines, received: this.received.trim() || null, again };
    try {
      this.#show(await this.till.backend.sell(request));
    } catch (error) {
      this.#refused(error);
    }
  }

  /** The screen lets go of the sale; the till goes on following it. */
  leave(): void {
    this.#left = true;
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  #refused(error: unknown): void {
    if (!(error instanceof Failure) || fateUnknown.includes(error.code)) {
      // Nobody may press again until the till itself has been asked.
      console.error(error);
      this.failure = error instanceof Failure ? error : null;
      this.stage = "lost";
      return;
    }
    this.stage = "asking";
    if (error.code === "unfinished_order_exists") this.earlier = error;
    else this.failure = error;
  }

  #show(card: SaleCard): void {
    this.#take(card);
    this.stage = "result";
    if (this.#left || isFinal(card.sale.state)) return;
    const poll = setInterval(() => void this.#look(), pollMs);
    const park = setTimeout(() => this.#park(), foregroundMs - (Date.now() - this.sentAt));
    this.#stops.push(
      () => clearInterval(poll),
      () => clearTimeout(park),
    );
    void this.till.backend
      .onSaleChanged((changed) => this.#take(changed))
      .then((stop) => {
        if (this.#left) stop();
        else this.#stops.push(stop);
      });
  }

  #take(card: SaleCard): void {
    if (this.#left || (this.card && this.card.sale.id !== card.sale.id)) return;
    if (this.card && isFinal(this.card.sale.state)) return;
    this.card = card;
    if (isFinal(card.sale.state)) {
      this.settledAt = performance.now();
      for (const stop of this.#stops) stop();
      this.#stops = [];
    }
    this.#hooks.changed(card);
  }

  #park(): void {
    if (this.#left || !this.card || isFinal(this.card.sale.state)) return;
    this.parked = true;
    this.#hooks.parked();
  }

  async #look(): Promise<void> {
    if (!this.card) return;
    try {
      this.#take(await this.till.backend.sale({ sale_id: this.card.sale.id }));
    } catch (error) {
      // The next look, or the till's own event, will tell.
      console.error(error);
    }
  }

  async #count(): Promise<void> {
    const received = this.received.trim() || this.basket.total;
    this.changeFailure = null;
    try {
      const { stale, data } = await this.#latest.ask(this.till.backend.change({ total: this.basket.total, received }));
      if (!stale) this.change = data;
    } catch (error) {
      this.change = null;
      this.changeFailure = this.till.failureOf(error);
    }
  }
}
