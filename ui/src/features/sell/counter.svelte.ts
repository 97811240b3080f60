import type { Failure } from "../../ipc/backend";
import type { AmountFit, BasketView, CustomerOrder, PhoneView, SaleCard, TileView } from "../../ipc/bindings";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";
import { type Blocker, blockerOf } from "./blocker";
import { Line, matches } from "./line.svelte";
import { Payment } from "./payment/payment.svelte";
import { type Place, WaitingRoom } from "./waiting/room.svelte";

const mostOfOne = 99;

/** What lies on the counter: the basket, and from `pay` on its payment. It outlives screens and the lock. */
export class Counter {
  readonly till: Till;
  readonly room: WaitingRoom;
  lines = $state.raw<Line[]>([]);
  priced = $state.raw<BasketView | null>(null);
  failure = $state.raw<Failure | null>(null);
  current = $state.raw<Line | null>(null);
  payment = $state.raw<Payment | null>(null);
  /** Whether the clerk has the counter before them, and not another screen. */
  atHand = $state(true);
  /** A customer's number that no line demands; it helps to find the sale again. */
  customer = $state("");
  customerView = $state.raw<PhoneView | null>(null);
  readonly #pricing = new Latest();

  constructor(till: Till) {
    this.till = till;
    this.room = new WaitingRoom(till, (card) => this.#placeOf(card));
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

  add(tile: TileView): boolean {
    const { t, name } = this.till.words;
    if (!tile.product.active || tile.product.price === null) {
      this.till.notify("pending", t("notice-not-sold", { name: name(tile.product.name) }));
      return false;
    }
    if (!this.taking) return false;
    this.room.close();
    if (this.payment) this.clear();
    const same = this.lines.find((line) => line.id === tile.product.id && line.joins);
    if (same) {
      this.step(same, 1);
    } else {
      const line = new Line(tile);
      this.#number(line);
      this.lines = [...this.lines, line];
      this.current = line;
      void this.reprice();
    }
    return true;
  }

  /** The number that was typed first goes to whatever is put on one. */
  #number(line: Line): void {
    const view = this.customerView;
    if (!view?.e164) return;
    const { needs_phone, phone_field } = line.tile;
    if (needs_phone) [line.phone, line.phoneView] = [view.display, view];
    const info = line.tile.product.required_info.find((one) => one.key === phone_field);
    if (info) line.fields[info.key] = asDemanded(view, info.pattern);
  }

  /** What a customer had before, with everything they gave for it. */
  sameAgain(tile: TileView, order: CustomerOrder): void {
    if (!this.add(tile)) return;
    const line = this.current;
    if (line?.id !== tile.product.id) return;
    for (const [key, value] of Object.entries(order.fields)) if (key in line.fields) line.fields[key] = value;
    if (order.amount !== null && line.open) line.amount = order.amount;
    line.forgetCheck();
    void this.reprice();
  }

  step(line: Line, by: number): void {
    this.current = line;
    if (line.quantity + by < 1) return this.remove(line);
    line.quantity = Math.min(mostOfOne, line.quantity + by);
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
    this.room.close();
    const shared = this.anyPhone ? "" : (this.customerView?.e164 ?? this.customer.trim());
    const requests = this.lines.map((line) => line.request(shared));
    const payment = new Payment(this.till, total, requests, {
      changed: (card) => this.room.take(card),
      parked: () => this.#sweep(),
    });
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

  /** Back to the basket, with a number the till knows in the place of the one that was typed. */
  async correctNumber(at: number, e164: string): Promise<void> {
    this.back();
    const line = this.lines[at];
    if (!line) return;
    line.forgetCheck();
    const field = line.tile.phone_field;
    const info = line.tile.product.required_info.find((one) => one.key === field);
    try {
      const view = await this.till.backend.parsePhone({ phone: e164 });
      if (info && line.fields[info.key]?.trim()) line.fields[info.key] = asDemanded(view, info.pattern);
      if (line.phone.trim()) [line.phone, line.phoneView] = [view.display, view];
      else if (this.customer.trim()) [this.customer, this.customerView] = [view.display, view];
    } catch (error) {
      this.till.notify("fail", this.till.failureOf(error).message);
    }
  }

  /** One step back; a sale that left is never taken back this way. */
  back(): void {
    if (this.payment?.stage === "asking") this.payment = null;
    this.room.close();
  }

  #sweep(): void {
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

/** A number as a supplier wants to have it: with its plus, without, or as it is dialled at home. */
function asDemanded({ e164, national }: PhoneView, pattern: string | null): string {
  const forms = [e164 ?? "", e164?.slice(1) ?? "", national ?? ""];
  return forms.find((form) => form && matches(pattern, form)) ?? e164 ?? "";
}

/** Somebody is in the middle of typing, or of a question. */
function isBusy(): boolean {
  const field = document.activeElement;
  return (field instanceof HTMLInputElement && field.value !== "") || document.querySelector("dialog[open]") !== null;
}
