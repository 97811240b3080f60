import { tick } from "svelte";
import type { Failure } from "../../ipc/backend";
import type { OrderFilter, OrderRow, SaleCard } from "../../ipc/bindings";
import { Breath } from "../../shared/till/breath";
import { Latest } from "../../shared/till/latest";
import { rowPx } from "../../shared/till/rows";
import type { Till } from "../../shared/till/till.svelte";

/** What the chips choose between; "today" is all since midnight. */
export type Chip = OrderFilter | "today";
export const chips: Chip[] = ["all", "today", "checking", "attention", "failed", "phone"];

/** No more than can be taken between two frames while somebody drags the list. */
const pageRows = 100;
/** The list holds this many rows at most and lets go of the far side: very tall lists hang WebKit's layout. */
const mostRows = 3600;

const midnight = (day: Date) => new Date(day.getFullYear(), day.getMonth(), day.getDate());
const dayAfter = (day: string) => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + 1);
};

/** The order list: newest first, a window that slides over the history behind cursors at both ends. */
export class History {
  readonly till: Till;
  search = $state("");
  chip = $state<Chip>("all");
  /** The day to begin at, going back; none is now. */
  day = $state("");
  rows = $state.raw<OrderRow[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  loading = $state(false);
  /** A broad search goes on through earlier orders; so many steps of it were taken. */
  steps = $state(0);
  #older = $state<string | null>(null);
  #newer = $state<string | null>(null);
  readonly #latest = new Latest();
  readonly #breath = new Breath();
  /** Sales were made that the list does not have: whoever reads further down is not thrown back to its top. */
  #missed = false;
  /** The list's own scroller, which keeps its place when rows come or go above. */
  scroller: HTMLElement | undefined;

  constructor(till: Till) {
    this.till = till;
  }

  get more(): boolean {
    return this.#older !== null;
  }

  get filtered(): boolean {
    return this.search.trim() !== "" || this.chip !== "all" || this.day !== "";
  }

  /** One more key in the search field. */
  type(search: string): void {
    this.search = search;
    this.#breath.after(() => void this.load());
  }

  /** Another filter, search or day: from its newest order on. */
  load(): Promise<void> {
    this.#older = this.#newer = null;
    this.#missed = false;
    if (this.scroller) this.scroller.scrollTop = 0;
    return this.#read("older", null, (rows) => (this.rows = rows));
  }

  async loadOlder(): Promise<void> {
    const { rows } = this;
    if (!rows || !this.#older || this.loading) return;
    await this.#read("older", this.#older, (found) => {
      const all = [...rows, ...found];
      const gone = Math.max(0, all.length - mostRows);
      if (gone) this.#newer = all[gone]?.order.id ?? null;
      this.#show(all.slice(gone));
    });
  }

  async loadNewer(): Promise<void> {
    const { rows } = this;
    if (!rows || !this.#newer || this.loading) return;
    await this.#read("newer", this.#newer, (found) => {
      const all = [...found, ...rows];
      if (all.length > mostRows) this.#older = all[mostRows - 1]?.order.id ?? null;
      this.#show(all.slice(0, mostRows));
    });
  }

  get #isAtTop(): boolean {
    return (this.scroller?.scrollTop ?? 0) < rowPx && !this.#newer;
  }

  /** Shows what was missed, if the clerk is at the newest order again. */
  catchUp(): void {
    if (this.#missed && this.#isAtTop) void this.load();
  }

  /** A sale changed: its rows change where they stand; a new one appears at the top, once the clerk is there. */
  take({ sale }: SaleCard): void {
    const changed = new Map(sale.orders.map((order) => [order.id, order]));
    const known = this.rows?.some((row) => changed.has(row.order.id)) ?? false;
    if (!known && this.#isAtTop) return void this.load();
    this.#missed ||= !known;
    this.rows = this.rows?.map((row) => ({ ...row, order: changed.get(row.order.id) ?? row.order })) ?? null;
  }

  /** Rows above what is seen come or go: what is seen stays where it is. */
  #show(rows: OrderRow[]): void {
    const { scroller, rows: before } = this;
    const place = (list: OrderRow[] | null, row: OrderRow | undefined) =>
      Math.max(0, list?.findIndex(({ order }) => order.id === row?.order.id) ?? 0);
    const above = place(rows, before?.[0]) - place(before, rows[0]);
    this.rows = rows;
    if (above && scroller) void tick().then(() => (scroller.scrollTop += above * rowPx));
  }

  /** Reads on from a cursor until there is a page or nothing more, showing what was found so far. */
  async #read(way: "older" | "newer", from: string | null, show: (rows: OrderRow[]) => void): Promise<void> {
    this.loading = true;
    this.failure = null;
    this.steps = 0;
    const found: OrderRow[] = [];
    let cursor = from;
    try {
      do {
        const request = { ...this.#wish(), limit: pageRows - found.length };
        const ends = way === "older" ? { before: cursor, after: null } : { before: null, after: cursor };
        const { stale, data } = await this.#latest.ask(this.till.backend.orders({ ...request, ...ends }));
        if (stale) return;
        if (way === "older") found.push(...data.rows);
        else found.unshift(...data.rows);
        cursor = data.next;
        if (way === "older") this.#older = cursor;
        else this.#newer = cursor;
        this.steps += 1;
        if (data.rows.length || cursor === null || this.rows === null) show([...found]);
      } while (cursor !== null && found.length < pageRows);
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
    this.loading = false;
  }

  #wish() {
    const { chip } = this;
    return {
      search: this.search.trim(),
      filter: chip === "today" ? "all" : chip,
      since: chip === "today" ? midnight(new Date()).toISOString() : null,
      until: this.day ? dayAfter(this.day).toISOString() : null,
    } as const;
  }
}
