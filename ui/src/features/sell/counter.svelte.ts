import type { Failure } from "../../ipc/backend";
import type { AmountFit, BasketView, EntryView, PhoneView, SaleCard, TileView } from "../../ipc/bindings";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";
import { type Blocker, blockerOf } from "./blocker";
import { giveNumber } from "./customer/number";
import { type Basket, Held } from "./held/held.svelte";
import { Line } from "./line.svelte";
import { Payment } from "./payment/payment.svelte";
import { type Place, WaitingRoom } from "./waiting/room.svelte";

export const mostOfOne = 99;

/** What lies on the counter: the basket, and from `pay` on its payment. It outlives screens and the lock. */
export class Counter {
  readonly till: Till;
  readonly room: WaitingRoom;
  readonly held: Held;
  lines = $state.raw<Line[]>([]);
  priced = $state.raw<BasketView | null>(null);
  failure = $state.raw<Failure | null>(null);
  current = $state.raw<Line | null>(null);
  payment = $state.raw<Payment | null>(null);
  /** Whether the clerk is being asked if the basket is to be cleared. */
  asksClear = $state(false);
  /** Whether the clerk has the counter before them, and not another screen. */
  atHand = $state(true);
  /** A customer's number that no line demands; it helps to find the sale again. */
  customer = $state("");
  customerView = $state.raw<PhoneView | null>(null);
  readonly #pricing = new Latest();
  /** What was typed to find whose account a basket goes on, when its payment was stepped back from. */
  #onAccountOf = "";

  constructor(till: Till) {
    this.till = till;
    this.room = new WaitingRoom(till, (card) => this.#placeOf(card));
    this.held = new Held(this);
  }

  readonly count = $derived.by(() => this.lines.reduce((sum, line) => sum + line.quantity, 0));
  readonly anyPhone = $derived.by(() => this.lines.some((line) => line.tile.needs_phone));
  /** Why `pay` cannot be pressed, and where the clerk mends it. */
  readonly blocker = $derived.by((): Blocker | null => blockerOf(this));
  /** Sales that wait out of sight: the one whose result is being read is not among them. */
  readonly waiting = $derived.by(() => {
    const shown = this.payment?.parked ? undefined : this.payment?.card?.sale.id;
    return this.room.open.filter((card) => card.sale.id !== shown);
  });

  /** Whether products may be put on the counter: not from `pay` until the result. */
  get taking(): boolean {
    return this.payment === null || (this.payment.card !== null && !this.payment.onPage);
  }

  countOf(productId: string): number {
    return this.lines.filter((line) => line.id === productId).reduce((sum, line) => sum + line.quantity, 0);
  }

  /** Puts a product here, with what else was typed in the same line. */
  add(tile: TileView, entry: EntryView | null = null): boolean {
    const { t, name } = this.till.words;
    if (!tile.product.active || tile.product.price === null) {
      this.till.notify("pending", t("notice-not-sold", { name: name(tile.product.name) }));
      return false;
    }
    if (!this.taking) return false;
    this.look();
    if (this.payment) this.clear();
    const isFor = entry?.phone && tile.needs_phone;
    const same = this.lines.find((line) => line.id === tile.product.id && line.joins);
    if (same && !isFor) {
      this.step(same, 1);
    } else {
      const line = new Line(tile);
      giveNumber(line, entry?.phone ?? this.customerView);
      this.lines = [...this.lines, line];
      this.current = line;
      if (entry) this.#fill(line, entry);
      void this.reprice();
    }
    if (entry?.phone && !isFor) {
      this.customer = entry.phone.display;
      this.customerView = entry.phone;
    }
    return true;
  }

  /** The basket is in sight again, instead of a list of others. */
  look(): void {
    this.room.close();
    this.held.listing = false;
  }

  #fill(line: Line, entry: EntryView): void {
    if (line.open && entry.amount) line.amount = entry.amount;
    if (!entry.phone || !line.tile.needs_phone) return;
    line.phone = entry.phone.display;
    line.phoneView = entry.phone;
  }

  step(line: Line, by: number): void {
    this.setQuantity(line, line.quantity + by);
  }

  /** None of it takes the line away. */
  setQuantity(line: Line, quantity: number): void {
    this.current = line;
    if (quantity < 1) return this.remove(line);
    line.quantity = Math.min(mostOfOne, quantity);
    line.forgetCheck();
    void this.reprice();
  }

  remove(line: Line): void {
    this.lines = this.lines.filter((other) => other !== line);
    this.current = this.lines.at(-1) ?? null;
    void this.reprice();
  }

  /** Everything off the counter. A sale that is not finished goes on in the waiting room. */
  clear(): void {
    this.payment?.leave();
    this.payment = null;
    this.#sweep();
  }

  /** Whether what lies here can wait for its customer: from `pay` on it cannot. */
  get holdable(): boolean {
    return this.payment === null && this.lines.length > 0;
  }

  /** Everything off the counter at once, for somebody who keeps it. */
  takeOff(): Basket {
    const { lines, customer, customerView } = this;
    this.#sweep();
    return { lines, customer, customerView };
  }

  /** A basket back on the counter, before what was put here meanwhile. */
  layOut(basket: Basket): void {
    if (this.payment) this.clear();
    this.look();
    this.lines = [...basket.lines, ...this.lines];
    this.current = this.lines.at(-1) ?? null;
    if (!this.customer.trim()) {
      this.customer = basket.customer;
      this.customerView = basket.customerView;
    }
    void this.reprice();
  }

  async reprice(): Promise<void> {
    this.failure = null;
    if (!this.lines.length) {
      this.#pricing.drop();
      this.priced = null;
      return;
    }
    const lines = this.lines.map((line) => ({ product_id: line.id, quantity: line.quantity, amount: line.chosen }));
    try {
      const { stale, data } = await this.#pricing.ask(this.till.backend.basket({ lines }));
      if (!stale) this.priced = data;
    } catch (error) {
      this.priced = null;
      this.failure = this.till.failureOf(error);
    }
  }

  /** The total of what lies here now, or nothing while it is being added up. */
  get total(): BasketView | null {
    const { priced, lines } = this;
    const fits =
      priced?.lines.length === lines.length &&
      priced.lines.every((line, i) => line.quantity === lines[i]?.quantity && line.amount === lines[i].chosen);
    return fits ? priced : null;
  }

  /** Whether the amount of a line can be sold, as far as the till has said. */
  fitOf(line: Line): AmountFit | null {
    return this.total?.lines[this.lines.indexOf(line)]?.fit ?? null;
  }

  /** Goes on to the payment; `before` is a sale of the same basket that came to nothing. */
  pay(before?: SaleCard): void {
    const total = this.total;
    if (this.payment || this.blocker || !total) return;
    this.look();
    const shared = this.anyPhone ? "" : (this.customerView?.e164 ?? this.customer.trim());
    const requests = this.lines.map((line) => line.request(shared));
    const payment = new Payment(this.till, total, requests, {
      changed: (card) => this.room.take(card),
      parked: () => this.#sweep(),
    });
    payment.account.query = this.#onAccountOf;
    if (before) payment.resume(before);
    this.payment = payment;
  }

  /** The same basket again after a payment that came to nothing: another way to pay, a new sale. */
  payAgain(): void {
    const before = this.payment;
    if (before?.card?.sale.state !== "cancelled") return;
    before.leave();
    this.payment = null;
    this.pay(before.card);
  }

  /** One step back; a sale that left is never taken back this way. */
  back(): void {
    if (this.payment?.stage === "asking") {
      this.#onAccountOf = this.payment.account.query;
      this.payment = null;
    }
    this.look();
  }

  #sweep(): void {
    this.#onAccountOf = "";
    this.asksClear = false;
    this.lines = [];
    this.current = null;
    this.customer = "";
    this.customerView = null;
    void this.reprice();
  }

  /** Where a sale that has just become final is seen. One that was set aside comes back if nobody is busy here. */
  #placeOf(card: SaleCard): Place {
    const { payment } = this;
    if (payment?.card?.sale.id !== card.sale.id) return "aside";
    if (payment.parked) {
      if (!this.atHand || this.room.showing || isBusy()) {
        this.clear();
        return "aside";
      }
      payment.parked = false;
    }
    return this.atHand ? "seen" : "counter";
  }
}

/** Somebody is in the middle of typing, or of a question. */
function isBusy(): boolean {
  const field = document.activeElement;
  return (field instanceof HTMLInputElement && field.value !== "") || document.querySelector("dialog[open]") !== null;
}
