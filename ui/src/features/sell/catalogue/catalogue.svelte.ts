import type { Failure } from "../../../ipc/backend";
import type { EntryView, SearchView, TileView } from "../../../ipc/bindings";
import { Breath } from "../../../shared/till/breath";
import { Latest } from "../../../shared/till/latest";
import type { Till } from "../../../shared/till/till.svelte";
import { Favourites } from "./favourites.svelte";
import { atLeisure, firstLetters } from "./letters";
import { Remembered } from "./remembered";

const firstPage = 60;
/** As many as a small screen shows: drawing is what a key waits for, and the rest comes when it is looked for. */
const firstHits = 30;
/** As many as a screen of 1366×768 shows. */
const inSight = 20;
/** After the picture that a key waits for, and after the next key of a quick hand. */
const restAfterMs = 250;
const frameMs = 16;
/** So many a frame come below what is in sight: a hundred at once hold up whoever scrolls. */
const drawnAtOnce = 10;
/** More tiles than this make WebKit's layout slow; the search is quicker than scrolling anyway. */
const mostTiles = 400;

/** What the search field and the categories find. */
export class Catalogue {
  readonly till: Till;
  query = $state("");
  category = $state<string | null>(null);
  /** Whether the favourites stand here; whoever types looks through everything. */
  favouring = $state(false);
  found = $state.raw<SearchView | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** So many tiles are drawn: what is in sight at once, what lies below it when no key follows. */
  drawn = $state(inSight);
  #rest: ReturnType<typeof setTimeout> | undefined;
  #limit = firstPage;
  #searching: Promise<void> = Promise.resolve();
  readonly #latest = new Latest();
  readonly #breath = new Breath();
  readonly #remembered = new Remembered();
  #prepared = false;

  readonly favourites: Favourites;

  constructor(till: Till) {
    this.till = till;
    this.favourites = new Favourites(till);
  }

  get showsFavourites(): boolean {
    return this.favouring && !this.query.trim();
  }

  /** What stands here, as far as the till has said. */
  get tiles(): TileView[] {
    return this.showsFavourites ? this.favourites.tiles : (this.found?.tiles ?? []);
  }

  /** What was typed beside the product, if anything was. */
  get entry(): EntryView | null {
    const entry = this.query.trim() ? this.found?.entry : null;
    return entry?.phone || entry?.amount ? entry : null;
  }

  get more(): boolean {
    const { found } = this;
    if (this.showsFavourites || !found || this.drawn < found.tiles.length) return false;
    return found.tiles.length < Math.min(found.total, mostTiles);
  }

  /** One more key in the search field. */
  type(query: string): void {
    this.query = query;
    // What the key before found is not drawn any more: the next one of a scan is here already.
    if (!this.#breath.now(() => this.search())) this.#latest.drop();
  }

  search(query = this.query, category = this.category): void {
    this.#breath.drop();
    this.query = query;
    this.category = category;
    if (category !== null) this.favouring = false;
    this.#limit = query.trim() ? firstHits : firstPage;
    this.#searching = this.#run();
  }

  /** The favourites instead of a category. */
  favour(): void {
    this.favouring = true;
    void this.favourites.load();
    this.search("", null);
  }

  /** What was found anew is drawn from its beginning; more of the same is added to what stands there. */
  #draw(stood: number): void {
    clearTimeout(this.#rest);
    const isMore = this.#limit > firstPage;
    this.drawn = isMore ? Math.min(this.drawn, stood) : inSight;
    if (isMore) this.#drawOn();
    else this.#rest = setTimeout(() => this.#drawOn(), restAfterMs);
  }

  #drawOn(): void {
    const next = this.drawn + drawnAtOnce;
    const isWhole = next >= Math.max(this.tiles.length, this.found?.tiles.length ?? 0);
    this.drawn = isWhole ? mostTiles : next;
    if (!isWhole) this.#rest = setTimeout(() => this.#drawOn(), frameMs);
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
    // What stands there was found before: whether it still is, was not answered.
    return this.failure ? null : (this.found?.tiles[0] ?? null);
  }

  /** What already stands there stays as it is drawn. */
  #show(found: SearchView): void {
    if (found === this.found) return;
    const stood = this.found?.tiles.length ?? 0;
    this.found = found;
    this.#draw(stood);
  }

  async #run(): Promise<void> {
    this.failure = null;
    const request = { query: this.query, category: this.category, limit: this.#limit };
    const known = this.#remembered.find(request);
    if (known) this.#show(known);
    try {
      const { stale, data } = await this.#latest.ask(this.till.backend.search(request));
      if (stale) return;
      this.#show(request.limit > firstPage ? data : this.#remembered.keep(request, data));
      void this.#prepare(data.tiles);
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }

  /**
   * A first letter fits the most, so it takes the longest, and it is drawn while WebKit paints the whole page for a
   * field that was empty: what it finds lies ready.
   */
  async #prepare(tiles: TileView[]): Promise<void> {
    if (this.#prepared || !tiles.length) return;
    this.#prepared = true;
    const isBusy = () => this.query !== "";
    await atLeisure(firstLetters(tiles), isBusy, async (query) => {
      const request = { query, category: null, limit: firstHits };
      const found = await this.till.backend.search(request).catch(() => null);
      if (found && !this.#remembered.find(request)) this.#remembered.keep(request, found);
    });
  }
}
