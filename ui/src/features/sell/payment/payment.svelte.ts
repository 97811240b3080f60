import { Failure } from "../../../ipc/backend";
import type { BasketView, ChangeView, SaleCard, SellLine, SellRequest, TenderOption } from "../../../ipc/bindings";
import { Latest } from "../../../shared/till/latest";
import { isFinal } from "../../../shared/till/states";
import type { Till } from "../../../shared/till/till.svelte";
import { AccountDesk } from "./account.svelte";
import { type CardFact, CardDesk } from "./card.svelte";
import { GuardDesk } from "../guards/desk.svelte";

/** `asking`: money is counted · `sending`: the till buys · `lost`: no answer came · `result`: there is a sale. */
export type Stage = "asking" | "sending" | "lost" | "result";
/** What the counter does about its payment. */
export type Hooks = { changed: (card: SaleCard) => void; parked: () => void };
const pollMs = 1000;
/** Longer than this nobody stands and watches: the next customer is served meanwhile. */
const foregroundMs = 5000;
/** Answers after which nobody can say that nothing was sent. */
const fateUnknown = ["outcome_unknown", "internal_fault", "database_failed"];

/** The gateway's names of a card's facts, and the fields in which they are typed. */
const factOf: Record<string, CardFact> = {
  number: "number",
  month: "ends",
  year: "ends",
  cvc: "code",
  security_code: "code",
  name: "holder",
  holder: "holder",
};

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
  /** The processor at which the customer pays; null is cash. */
  tender = $state<string | null>(null);
  readonly desk = new CardDesk();
  /** Who takes it on account. */
  readonly account: AccountDesk;
  /** What stands before it until somebody has answered. */
  readonly guards: GuardDesk;
  /** Why the way before this one came to nothing, in the clerk's language. */
  note = $state<string | null>(null);
  /** The fact of the card before that the bank did not accept. */
  refusedFact = $state<CardFact | null>(null);
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
  #polling: ReturnType<typeof setInterval> | undefined;
  #parking: ReturnType<typeof setTimeout> | undefined;
  #wasOnPage = false;

  constructor(till: Till, basket: BasketView, lines: SellLine[], hooks: Hooks) {
    this.till = till;
    this.basket = basket;
    this.lines = lines;
    this.#hooks = hooks;
    this.account = new AccountDesk(till, basket.total);
    this.guards = new GuardDesk(till, this.token, lines);
    this.count();
  }

  /** Nothing received means the exact amount. */
  count(): void {
    this.#counting = this.#count();
  }

  get short(): boolean {
    return this.received.trim() !== "" && this.change?.enough === false;
  }

  /** The chosen way to pay, if it is not cash. */
  get option(): TenderOption | null {
    return this.basket.tenders.find((one) => one.processor === this.tender) ?? null;
  }

  get ready(): boolean {
    if (this.stage !== "asking") return false;
    const { option } = this;
    if (!option) return !this.changeFailure && !this.short;
    if (option.flow === "account") return this.account.trial !== null;
    return option.amount !== null && (option.flow === "page" || this.desk.complete);
  }

  /** Whether the customer can pay on a page now: the sale stays before the clerk until that is over. */
  get onPage(): boolean {
    return this.card?.page != null;
  }

  choose(processor: string | null): void {
    if (this.stage === "asking") this.tender = processor;
  }

  async confirm(again = false): Promise<void> {
    if (!this.ready) return;
    this.stage = "sending";
    this.sentAt = Date.now();
    this.failure = null;
    this.earlier = null;
    this.note = null;
    const { tender } = this;
    if (!(await this.guards.passed()) || (tender === null && !(await this.#isCounted()))) {
      this.stage = "asking";
      return;
    }
    const received = tender === null ? this.received.trim() || null : null;
    const card = this.option?.flow === "keyed" ? this.desk.take() : null;
    try {
      await this.#sell({ token: this.token, lines: this.lines, tender, card, received, again });
    } catch (error) {
      this.#refused(error);
    }
  }

  /** Nothing is sold where a limit would be passed and nobody let it. */
  async #sell(request: SellRequest): Promise<void> {
    const card = await (this.option?.flow === "account" ? this.account.sell(request) : this.till.backend.sell(request));
    if (card) this.#show(card);
    else this.stage = "asking";
  }

  /** The screen lets go of the sale; the till goes on following it. */
  leave(): void {
    this.#left = true;
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  /** Takes up after a sale of the same basket that was cancelled, with the way it was to be paid. */
  resume(before: SaleCard): void {
    this.choose(before.sale.tender.processor);
    this.note = before.tender_message;
    this.refusedFact = before.card_field === null ? null : (factOf[before.card_field] ?? "number");
  }

  async #isCounted(): Promise<boolean> {
    await this.#counting;
    return !this.changeFailure && (this.received.trim() === "" || this.change?.enough === true);
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
    else if (error.code === "guard_stands") this.guards.askAgain();
    else this.failure = error;
    if (error.code === "debt_limit") void this.account.again();
  }

  #show(card: SaleCard): void {
    this.#take(card);
    this.stage = "result";
    if (this.#left) return;
    if (!isFinal(card.sale.state)) this.#polling = setInterval(() => void this.#look(), pollMs);
    this.#stops.push(
      () => clearInterval(this.#polling),
      () => clearTimeout(this.#parking),
    );
    // Also after its end: a card's money may still be on its way back.
    void this.till.backend
      .onSaleChanged((changed) => this.#take(changed))
      .then((stop) => {
        if (this.#left) stop();
        else this.#stops.push(stop);
      });
  }

  #take(card: SaleCard): void {
    if (this.#left || (this.card && this.card.sale.id !== card.sale.id)) return;
    const before = this.card?.sale.state;
    const wasFinal = before !== undefined && isFinal(before);
    if (wasFinal && !isFinal(card.sale.state)) return;
    this.card = card;
    if (!isFinal(card.sale.state)) this.#planParking();
    else if (!wasFinal) {
      this.settledAt = performance.now();
      clearInterval(this.#polling);
      clearTimeout(this.#parking);
    }
    this.#hooks.changed(card);
  }

  /** A customer who pays on a page is waited for; from then on it goes as with cash. */
  #planParking(): void {
    if (this.onPage) {
      clearTimeout(this.#parking);
      this.#parking = undefined;
      this.#wasOnPage = true;
    } else if (this.#parking === undefined) {
      const watched = this.#wasOnPage ? 0 : Date.now() - this.sentAt;
      this.#parking = setTimeout(() => this.#park(), foregroundMs - watched);
    }
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
