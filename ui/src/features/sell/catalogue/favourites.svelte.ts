import type { TileView } from "../../../ipc/bindings";
import type { Till } from "../../../shared/till/till.svelte";

/** So many have a key: Alt+1 to Alt+9. */
const withKeys = 9;
/** What sells is looked up again when the hour is over and nobody is being served, and by whoever opens the tab. */
const lookAgainMs = 60_000;

const hourNow = () => Math.floor(Date.now() / 3_600_000);

/**
 * What is pinned, then what sells most at this hour. The order stays as it is while somebody is served: a key
 * that meant one product a moment ago must not mean another.
 */
export class Favourites {
  readonly till: Till;
  tiles = $state.raw<TileView[]>([]);
  pinned = $state.raw<string[]>([]);
  #hour = -1;

  constructor(till: Till) {
    this.till = till;
  }

  /** Looks now, and each time an hour has begun while `idle`; answers the way to stop. */
  watch(idle: () => boolean): () => void {
    void this.load();
    const again = setInterval(() => {
      if (hourNow() !== this.#hour && idle()) void this.load();
    }, lookAgainMs);
    return () => clearInterval(again);
  }

  async load(): Promise<void> {
    this.#hour = hourNow();
    try {
      this.#take(await this.till.backend.favourites());
    } catch (error) {
      // They are a shortcut: every product is found without them.
      console.error(error);
    }
  }

  isPinned(productId: string): boolean {
    return this.pinned.includes(productId);
  }

  async pin(tile: TileView, pinned: boolean): Promise<void> {
    const { t, name } = this.till.words;
    try {
      this.#take(await this.till.backend.pin({ product_id: tile.product.id, pinned }));
      this.till.notify("done", t(pinned ? "pin-done" : "pin-taken-off", { name: name(tile.product.name) }));
    } catch (error) {
      this.till.notify("fail", this.till.failureOf(error).message);
    }
  }

  /** The number of the key that adds this product, or nothing. */
  keyOf(productId: string): number | null {
    const at = this.tiles.findIndex((tile) => tile.product.id === productId);
    return at >= 0 && at < withKeys ? at + 1 : null;
  }

  at(key: number): TileView | null {
    return key <= withKeys ? (this.tiles[key - 1] ?? null) : null;
  }

  #take({ tiles, pinned }: { tiles: TileView[]; pinned: string[] }): void {
    this.tiles = tiles;
    this.pinned = pinned;
  }
}
