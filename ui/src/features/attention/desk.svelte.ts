import type { Failure } from "../../ipc/backend";
import type { AttentionCard, AttentionView, OrderRow, Remedy, SaleCard } from "../../ipc/bindings";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";

/** How a card ended while it was open: by a person's word here, or by the supplier's meanwhile. */
export type Ending = { row: OrderRow; card: AttentionCard; by: "person" | "itself" };
export type Ruling = Omit<Parameters<Till["backend"]["resolve"]>[0], "order_id" | "pin">;

/** The desk on which orders lie that need a person, oldest first. */
export class Desk {
  readonly till: Till;
  view = $state.raw<AttentionView | null>(null);
  chosenId = $state<string | null>(null);
  /** What became of the chosen one; it stays on the desk until the clerk goes on. */
  ending = $state.raw<Ending | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  readonly #latest = new Latest();

  constructor(till: Till) {
    this.till = till;
  }

  readonly cards = $derived.by(() => this.view?.cards ?? []);
  readonly strays = $derived.by(() => this.view?.strays ?? []);
  readonly followed = $derived.by(() => this.view?.followed ?? []);
  readonly chosen = $derived.by(() => this.cards.find((card) => card.row.order.id === this.chosenId) ?? null);
  readonly chosenFollowed = $derived.by(() => this.followed.find((row) => row.order.id === this.chosenId) ?? null);

  async load(): Promise<void> {
    try {
      const { stale, data } = await this.#latest.ask(this.till.backend.attention());
      if (stale) return;
      this.failure = null;
      await this.#take(data);
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }

  choose(orderId: string): void {
    this.chosenId = orderId;
    this.ending = null;
    this.failure = null;
  }

  /** The next one that needs a person, if there is one. */
  next(): void {
    this.ending = null;
    this.chosenId = this.cards[0]?.row.order.id ?? null;
  }

  /** Writes a decision down. Answers what was wrong with it, if anything was. */
  async decide(card: AttentionCard, what: string, ruling: Ruling): Promise<Failure | null> {
    const asked = { order_id: card.row.order.id, ...ruling };
    return this.#ask(async () => {
      const row = await this.till.grants.with(what, ({ pin }) => this.till.backend.resolve({ ...asked, pin }));
      if (!row) return;
      this.ending = { row, card, by: "person" };
      await this.load();
    });
  }

  /** Somebody has read what was to be told. */
  async understood(card: AttentionCard): Promise<Failure | null> {
    const { id: order_id } = card.row.order;
    return this.#ask(async () => {
      const seen = this.till.backend.attentionSeen;
      const view = await this.till.grants.with(this.till.words.t("understood"), ({ pin }) => seen({ order_id, pin }));
      if (!view) return;
      this.chosenId = null;
      await this.#take(view);
    });
  }

  /** Somebody says what the customer of an order paid that was found after a restore. */
  async paid(card: AttentionCard, amount: string): Promise<Failure | null> {
    const { id: order_id } = card.row.order;
    return this.#ask(async () => {
      const tell = this.till.backend.importPrice;
      const row = await this.till.grants.with(this.till.words.t("import-do"), ({ pin }) =>
        tell({ order_id, amount, pin }),
      );
      if (!row) return;
      this.chosenId = null;
      await this.#take(await this.till.backend.attention());
    });
  }

  /** Somebody says what was done about a text message that did not arrive, or may not have. */
  async textSeenTo(card: AttentionCard, remedy: Remedy): Promise<Failure | null> {
    return this.#ask(async () => {
      const view = await this.till.backend.textSeenTo({ order_id: card.row.order.id, remedy });
      this.chosenId = null;
      await this.#take(view);
    });
  }

  /** A sale changed; the follow-up may have settled what lies here. */
  changed(card: SaleCard): void {
    const known = [...this.cards.map((one) => one.row), ...this.followed];
    const concerns = known.some((row) => row.order.sale_id === card.sale.id);
    if (concerns || card.sale.state === "unknown" || card.sale.state === "needs_attention") void this.load();
  }

  async #ask(question: () => Promise<void>): Promise<Failure | null> {
    if (this.busy) return null;
    this.busy = true;
    try {
      await question();
      return null;
    } catch (error) {
      const failure = this.till.failureOf(error);
      if (failure.code === "no_decision_needed") void this.load();
      return failure;
    } finally {
      this.busy = false;
    }
  }

  async #take(view: AttentionView): Promise<void> {
    const before = this.chosen;
    this.view = view;
    this.till.attention = view.cards.length + view.strays.length;
    if (this.ending) return;
    const gone = before && !view.cards.some((card) => card.row.order.id === before.row.order.id);
    if (gone && this.chosenId === before.row.order.id) {
      // A decision made here says itself what became of it.
      if (this.busy) return;
      const row = await this.till.backend.order({ order_id: before.row.order.id });
      this.ending = { row, card: before, by: "itself" };
    } else if (!this.chosen && !this.chosenFollowed) {
      this.chosenId = view.cards[0]?.row.order.id ?? view.followed[0]?.order.id ?? null;
    }
  }
}
