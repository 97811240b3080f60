import type { SaleCard } from "../../../ipc/bindings";
import { money } from "../../../shared/till/format";
import { isFinal, isFollowed, toneOf } from "../../../shared/till/states";
import type { Till } from "../../../shared/till/till.svelte";

/** `seen`: the clerk reads the result · `counter`: it lies on the counter, out of sight · `aside`: it is here. */
export type Place = "seen" | "counter" | "aside";
const lookAgainMs = 2000;

const without = (cards: SaleCard[], id: string) => cards.filter((card) => card.sale.id !== id);

/**
 * Sales the till is still following up, wherever they were begun, and those that ended while the clerk served
 * somebody else. Nothing in here keeps anyone from the next sale.
 */
export class WaitingRoom {
  readonly till: Till;
  /** Not final yet, oldest first. */
  open = $state.raw<SaleCard[]>([]);
  /** Final, and nobody has looked yet. */
  ready = $state.raw<SaleCard[]>([]);
  listing = $state(false);
  shown = $state.raw<SaleCard | null>(null);
  /** When the sale that is shown became final, for an Enter that was meant for something else. */
  settledAt = $state(0);
  /** Brings the selling screen to the front; the frame knows how. */
  toCounter: () => void = () => undefined;
  /** The notices that told of a sale's end; they go when somebody looks at it. */
  readonly #notices = new Map<string, number>();
  readonly #placeOf: (card: SaleCard) => Place;

  constructor(till: Till, placeOf: (card: SaleCard) => Place) {
    this.till = till;
    this.#placeOf = placeOf;
  }

  get showing(): boolean {
    return this.listing || this.shown !== null;
  }

  /** Listens to the till, and looks for itself as long as something waits; answers the way to stop. */
  watch(): () => void {
    let gone = false;
    let stop: (() => void) | null = null;
    void this.refresh();
    const again = setInterval(() => this.open.length && void this.refresh(), lookAgainMs);
    void this.till.backend
      .onSaleChanged((card) => this.take(card))
      .then((found) => {
        if (gone) found();
        else stop = found;
      });
    return () => {
      gone = true;
      clearInterval(again);
      stop?.();
    };
  }

  /** Asks the till what it follows up; whatever is not among it any more has become final. */
  async refresh(): Promise<void> {
    try {
      const now = await this.till.backend.waiting();
      const missing = this.open.filter((card) => !now.some((one) => one.sale.id === card.sale.id));
      for (const card of now) this.take(card);
      for (const { sale } of missing) this.take(await this.till.backend.sale({ sale_id: sale.id }));
    } catch (error) {
      // The next look, or the till's own event, will tell.
      console.error(error);
    }
  }

  /** A sale changed. */
  take(card: SaleCard): void {
    // Nobody stands at the counter for what the shop buys for its own stock.
    if (card.sale.orders[0]?.purpose === "shelf") return;
    const { id, state } = card.sale;
    if (this.shown?.sale.id === id) this.#showChange(card);
    const known = this.open.some((one) => one.sale.id === id);
    if (isFollowed(state)) {
      this.open = known
        ? this.open.map((one) => (one.sale.id === id ? card : one))
        : [...this.open, card].sort((a, b) => a.sale.created_at.localeCompare(b.sale.created_at));
      return;
    }
    this.open = without(this.open, id);
    this.ready = this.ready.map((one) => (one.sale.id === id ? card : one));
    if (!known || !isFinal(state) || this.shown?.sale.id === id) return;
    const place = this.#placeOf(card);
    if (place === "seen") return;
    if (place === "aside") this.ready = [...this.ready, card];
    this.#tell(card, place);
  }

  list(): void {
    this.listing = !this.listing || this.shown !== null;
    this.shown = null;
  }

  /** Opens one sale; what became of it is then known. */
  show(card: SaleCard): void {
    this.settledAt = 0;
    this.shown = card;
    this.ready = without(this.ready, card.sale.id);
    const notice = this.#notices.get(card.sale.id);
    if (notice !== undefined) this.till.dismiss(notice);
  }

  close(): void {
    this.listing = false;
    this.shown = null;
  }

  #showChange(card: SaleCard): void {
    if (this.shown && !isFinal(this.shown.sale.state) && isFinal(card.sale.state)) this.settledAt = performance.now();
    this.shown = card;
  }

  #tell(card: SaleCard, place: Place): void {
    const { t, name, language } = this.till.words;
    const { state } = card.sale;
    const what = card.products.map((product) => name(product.name)).join(" · ");
    const amount = card.give_back ? money(card.give_back, card.sale.currency, language) : "";
    const text =
      state === "delivered"
        ? t("room-delivered", { name: what })
        : amount
          ? t(state === "refused" ? "room-refused" : "room-part", { name: what, amount })
          : t("room-ended", { name: what, state: t(`state-${state}`) });
    const tone = toneOf[state] === "quiet" ? "pending" : (toneOf[state] as "done" | "pending" | "fail");
    const run = () => {
      this.toCounter();
      if (place === "aside") this.show(card);
    };
    this.#notices.set(card.sale.id, this.till.notify(tone, text, { label: t("room-open"), run }));
  }
}
