import type { Failure } from "../../ipc/backend";
import type { BasketView, PhoneView, TileView } from "../../ipc/bindings";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";
import { Line } from "./line.svelte";
import { Payment } from "./payment/payment.svelte";

export type Blocker = { why: string; focus: string | null };
const mostOfOne = 99;

/** What lies on the counter: the basket, and from `pay` on its payment. It outlives screens and the lock. */
export class Counter {
  readonly till: Till;
  lines = $state.raw<Line[]>([]);
  priced = $state.raw<BasketView | null>(null);
  failure = $state.raw<Failure | null>(null);
  current = $state.raw<Line | null>(null);
  payment = $state.raw<Payment | null>(null);
  /** A customer's number that no line demands; it helps to find the sale again. */
  customer = $state("");
  customerView = $state.raw<PhoneView | null>(null);
  readonly #pricing = new Latest();

  constructor(till: Till) {
    this.till = till;
  }

  readonly count = $derived.by(() => this.lines.reduce((sum, line) => sum + line.quantity, 0));
  readonly anyPhone = $derived.by(() => this.lines.some((line) => line.tile.needs_phone));
  /** Why `pay` cannot be pressed, and where the clerk mends it. */
  readonly blocker = $derived.by(() => this.#blocker());

  /** Whether products may be put on the counter: not from `pay` until the result. */
  get taking(): boolean {
    return this.payment === null || this.payment.card !== null;
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
    if (this.payment) this.clear();
    const same = this.lines.find((line) => line.id === tile.product.id && (!line.personal || line.blank));
    if (same) {
      this.step(same, 1);
    } else {
      const line = new Line(tile);
      this.lines = [...this.lines, line];
      this.current = line;
      void this.reprice();
    }
    return true;
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

  clear(): void {
    this.payment?.leave();
    this.payment = null;
    this.lines = [];
    this.current = null;
    this.customer = "";
    this.customerView = null;
    void this.reprice();
  }

  async reprice(): Promise<void> {
    this.failure = null;
    if (!this.lines.length) {
      this.#pricing.drop();
      this.priced = null;
      return;
    }
    const lines = this.lines.map((line) => ({ product_id: line.id, quantity: line.quantity }));
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
      priced?.lines.length === lines.length && priced.lines.every((line, i) => line.quantity === lines[i]?.quantity);
    return fits ? priced : null;
  }

  pay(): void {
    const total = this.total;
    if (this.payment || this.blocker || !total) return;
    const shared = this.anyPhone ? "" : (this.customerView?.e164 ?? this.customer.trim());
    const requests = this.lines.map((line) => line.request(shared));
    this.payment = new Payment(this.till, total, requests);
  }

  /** One step back; a sale that left is never taken back this way. */
  back(): void {
    if (this.payment?.stage === "asking") this.payment = null;
  }

  #blocker(): Blocker | null {
    const { t } = this.till.words;
    if (!this.lines.length) return { why: t("pay-empty"), focus: null };
    if (this.failure) return { why: this.failure.message, focus: null };
    for (const line of this.lines) {
      const blocker = this.#blockerOf(line);
      if (blocker) return blocker;
    }
    if (this.customer.trim() && !this.anyPhone && this.customerView && !this.customerView.e164)
      return { why: t("pay-wrong-phone"), focus: "phone" };
    return this.total ? null : { why: t("pay-adding"), focus: null };
  }

  #blockerOf(line: Line): Blocker | null {
    const { t, name } = this.till.words;
    const at = (what: string) => `${what}-${line.key}`;
    if (line.tile.needs_phone) {
      if (!line.phone.trim()) return { why: t("pay-needs-phone"), focus: at("phone") };
      if (line.phoneView && !line.phoneView.e164) return { why: t("pay-wrong-phone"), focus: at("phone") };
    }
    for (const info of line.tile.product.required_info) {
      const state = line.fieldState(info);
      const field = info.label ? name(info.label) : info.key;
      if (state === "missing") return { why: t("pay-needs-field", { field }), focus: at(`field-${info.key}`) };
      if (state === "wrong") return { why: t("pay-wrong-field", { field }), focus: at(`field-${info.key}`) };
    }
    if (!line.tile.has_preflight || line.check?.ok) return null;
    return { why: t(line.check ? "pay-check-no" : "pay-needs-check"), focus: at("check") };
  }
}
