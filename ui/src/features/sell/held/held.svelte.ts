import type { HeldBasket, HeldView, PhoneView, RecalledBasket } from "../../../ipc/bindings";
import type { Failure } from "../../../ipc/backend";
import { money } from "../../../shared/till/format";
import type { Till } from "../../../shared/till/till.svelte";
import type { Counter } from "../counter.svelte";
import { Line } from "../line.svelte";

/** What nobody came back for is cleared away while the till is open, too. */
const lookAgainMs = 10 * 60_000;

/** A basket as it lies on the counter, before anything of it is paid. */
export type Basket = { lines: Line[]; customer: string; customerView: PhoneView | null };

/** Baskets that wait on disk for customers who come back. */
export class Held {
  readonly till: Till;
  readonly #counter: Counter;
  baskets = $state.raw<HeldBasket[]>([]);
  listing = $state(false);
  failure = $state.raw<Failure | null>(null);

  constructor(counter: Counter) {
    this.till = counter.till;
    this.#counter = counter;
  }

  watch(): () => void {
    void this.load();
    const again = setInterval(() => void this.load(), lookAgainMs);
    return () => clearInterval(again);
  }

  async load(): Promise<void> {
    this.failure = null;
    try {
      this.#take(await this.till.backend.held());
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }

  /**
   * Puts the basket aside for a customer who comes back. It leaves the counter before it is written down, so that
   * nothing of it can be paid meanwhile, and comes back if it could not be.
   */
  async hold(): Promise<boolean> {
    if (!this.#counter.holdable) return false;
    const basket = this.#counter.takeOff();
    const isHeld = await this.#keep(basket);
    if (isHeld) this.till.notify("done", this.till.words.t("held-done", { key: this.till.keys.printed("recall") }));
    else this.#layOut(basket);
    return isHeld;
  }

  /** Takes a basket up again; what lies on the counter is held in its place. */
  async recall(id: string): Promise<void> {
    if (!this.#counter.taking) return;
    if (this.#counter.holdable && !(await this.hold())) return;
    const basket = await this.#fetch(id);
    if (basket) this.#layOut(basket);
  }

  /** Shows the baskets that wait, or the counter's own again. */
  list(): void {
    if (!this.#counter.taking) return;
    this.#counter.room.close();
    this.listing = !this.listing;
    if (this.listing) void this.load();
  }

  /** Who is being paid meanwhile is not disturbed. */
  #layOut(basket: Basket): void {
    if (this.#counter.taking) this.#counter.layOut(basket);
    else void this.#keep(basket);
  }

  async #keep({ lines, customer, customerView }: Basket): Promise<boolean> {
    const typed = customerView?.e164 ?? customer.trim();
    try {
      const request = { lines: lines.map((line) => line.request("")), customer: typed || null };
      this.#take(await this.till.backend.hold(request));
      return true;
    } catch (error) {
      const failure = this.till.failureOf(error);
      this.till.notify("fail", `${failure.message} ${failure.hint}`);
      return false;
    }
  }

  async #fetch(id: string): Promise<Basket | null> {
    try {
      const recalled = await this.till.backend.recall({ id });
      this.baskets = this.baskets.filter((basket) => basket.id !== id);
      const { t } = this.till.words;
      for (const product of recalled.gone) this.till.notify("pending", t("held-gone", { product }));
      return await this.#laidOut(recalled);
    } catch (error) {
      this.till.notify("fail", this.till.failureOf(error).message);
      void this.load();
      return null;
    }
  }

  async #laidOut({ lines, customer }: RecalledBasket): Promise<Basket> {
    const laid = lines.map(async ({ tile, quantity, phone, fields, amount }) => {
      const line = new Line(tile);
      line.quantity = quantity;
      line.phone = phone ?? "";
      line.amount = amount ?? "";
      Object.assign(line.fields, fields);
      line.phoneView = await this.till.read(line.phone);
      return line;
    });
    return {
      lines: await Promise.all(laid),
      customer: customer ?? "",
      customerView: await this.till.read(customer ?? ""),
    };
  }

  #take({ baskets, cleared }: HeldView): void {
    const { t } = this.till.words;
    this.baskets = baskets;
    const understood = { label: t("notice-dismiss"), run: () => undefined };
    for (const basket of cleared) {
      this.till.notify("pending", t("held-cleared", { what: this.describe(basket) }), understood);
    }
  }

  /** A basket in a few words: its first product, how many pieces, what it costs. */
  describe({ first, count, total, currency }: HeldBasket): string {
    const { t, name, language } = this.till.words;
    const parts = [first ? name(first) : t("basket"), t("basket-items", { count })];
    return [...parts, ...(total ? [money(total, currency, language)] : [])].join(" · ");
  }
}
