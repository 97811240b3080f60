import type { Failure } from "../../ipc/backend";
import type { OrderRow, OrderState, SaleCard } from "../../ipc/bindings";
import { Breath } from "../../shared/till/breath";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";

const pageRows = 100;
/** The window holds this many rows at most: very tall lists hang WebKit's layout. The search reaches the rest. */
const mostRows = 4000;

/** The order list: newest first, fetched page by page behind a cursor. */
export class History {
  readonly till: Till;
  search = $state("");
  state = $state<OrderState | null>(null);
  rows = $state.raw<OrderRow[] | null>(null);
  next = $state<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  loading = $state(false);
  readonly #latest = new Latest();
  readonly #breath = new Breath();

  constructor(till: Till) {
    this.till = till;
  }

  get more(): boolean {
    return this.next !== null && (this.rows?.length ?? 0) < mostRows;
  }

  /** One more key in the search field. */
  type(search: string): void {
    this.search = search;
    this.#breath.after(() => void this.load());
  }

  load(search = this.search, state = this.state): Promise<void> {
    this.search = search;
    this.state = state;
    return this.#fetch(null, []);
  }

  /** A sale changed: its rows change where they stand, and a new one appears unless the clerk has scrolled far. */
  take({ sale }: SaleCard): void {
    const changed = new Map(sale.orders.map((order) => [order.id, order]));
    const known = this.rows?.some((row) => changed.has(row.order.id)) ?? false;
    if (!known && (this.rows?.length ?? 0) <= pageRows) return void this.load();
    this.rows = this.rows?.map((row) => ({ ...row, order: changed.get(row.order.id) ?? row.order })) ?? null;
  }

  async loadMore(): Promise<void> {
    if (this.more && !this.loading) await this.#fetch(this.next, this.rows ?? []);
  }

  async #fetch(before: string | null, kept: OrderRow[]): Promise<void> {
    this.loading = true;
    this.failure = null;
    const request = { search: this.search.trim(), state: this.state, before, limit: pageRows };
    try {
      const { stale, data } = await this.#latest.ask(this.till.backend.orders(request));
      if (stale) return;
      this.rows = [...kept, ...data.rows];
      this.next = data.next;
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
    this.loading = false;
  }
}
