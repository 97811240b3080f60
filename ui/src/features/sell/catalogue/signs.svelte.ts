import type { StockSign } from "../../../ipc/bindings";
import type { Till } from "../../../shared/till/till.svelte";

/** What lies on the shop's shelf, product by product, for the tiles to tell. */
export class ShelfSigns {
  readonly #till: Till;
  #all = $state.raw(new Map<string, StockSign>());
  #asking = false;
  #again = false;

  constructor(till: Till) {
    this.#till = till;
  }

  of(product: string): StockSign | null {
    return this.#all.get(product) ?? null;
  }

  /** Asks anew; however often something changes meanwhile, once more is enough. */
  async load(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    try {
      const found = await this.#till.backend.stockSigns();
      const signs = found.filter(({ there }) => there > 0);
      this.#all = new Map(signs.map((sign) => [sign.product_id, sign]));
    } catch (error) {
      // The tiles stay as they were: whoever sells sees at the order where its code came from.
      console.error(error);
    } finally {
      this.#asking = false;
    }
    if (this.#again) {
      this.#again = false;
      await this.load();
    }
  }
}
