import type { Failure } from "../../../ipc/backend";
import type { SearchView, TileView } from "../../../ipc/bindings";
import { Breath } from "../../../shared/till/breath";
import { Latest } from "../../../shared/till/latest";
import type { Till } from "../../../shared/till/till.svelte";

const firstPage = 60;
/** More tiles than this make WebKit's layout slow; the search is quicker than scrolling anyway. */
const mostTiles = 400;

/** What the search field and the category chips find. */
export class Catalogue {
  readonly till: Till;
  query = $state("");
  category = $state<string | null>(null);
  found = $state.raw<SearchView | null>(null);
  failure = $state.raw<Failure | null>(null);
  #limit = firstPage;
  #searching: Promise<void> = Promise.resolve();
  readonly #latest = new Latest();
  readonly #breath = new Breath();

  constructor(till: Till) {
    this.till = till;
  }

  get more(): boolean {
    return this.found !== null && this.found.tiles.length < Math.min(this.found.total, mostTiles);
  }

  /** One more key in the search field. */
  type(query: string): void {
    this.query = query;
    this.#breath.after(() => this.search());
  }

  search(query = this.query, category = this.category): void {
    this.#breath.drop();
    this.query = query;
    this.category = category;
    this.#limit = firstPage;
    this.#searching = this.#run();
  }

  showMore(): void {
    this.#limit = Math.min(mostTiles, this.#limit + firstPage * 2);
    this.#searching = this.#run();
  }

  /** The first product that fits what is typed now, waiting for an answer that is still under way. */
  async topHit(): Promise<TileView | null> {
    if (!this.query.trim()) return null;
    this.#breath.flush();
    await this.#searching;
    return this.found?.tiles[0] ?? null;
  }

  async #run(): Promise<void> {
    this.failure = null;
    const request = { query: this.query, category: this.category, limit: this.#limit };
    try {
      const { stale, data } = await this.#latest.ask(this.till.backend.search(request));
      if (!stale) this.found = data;
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }
}
