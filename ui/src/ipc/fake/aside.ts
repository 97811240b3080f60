import type { Backend } from "../backend";
import type { FavouritesView, HeldBasket, HeldView, SellLine } from "../bindings";
import { fail } from "./drawer";
import { text } from "./money";
import { fitOf, priceOf } from "./prices";
import { itemOf } from "./shelf";

type Kept = { basket: HeldBasket; lines: SellLine[]; customer: string | null };
const dayMs = 24 * 3_600_000;

/** Held baskets and favourites. */
export class Aside {
  readonly held: Kept[] = [];
  /** What sells at this hour. */
  learned: string[] = [];
  pinned: string[] = [];
  #made = 0;
  readonly #clerk: () => string | null;
  readonly #asked: string[];

  constructor(clerk: () => string | null, asked: string[]) {
    this.#clerk = clerk;
    this.#asked = asked;
  }

  hold(lines: SellLine[], customer: string | null, at = new Date()): void {
    const open = lines.some((line) => fitOf(line) !== "fine");
    const total = lines.reduce((sum, line) => sum + priceOf(line) * BigInt(line.quantity), 0n);
    const basket: HeldBasket = {
      id: `held-${++this.#made}`,
      at: at.toISOString(),
      clerk: this.#clerk(),
      first: itemOf(lines[0]?.product_id ?? "")?.tile.product.name ?? null,
      count: lines.reduce((sum, line) => sum + line.quantity, 0),
      total: open ? null : text(total),
      currency: "ILS",
    };
    this.held.push({ basket, lines, customer });
  }

  readonly commands: Pick<Backend, "hold" | "held" | "recall" | "favourites" | "pin"> = {
    hold: async ({ lines, customer }) => {
      this.#asked.push(`hold ${lines.map((line) => line.product_id).join(" ")}`);
      this.hold(structuredClone(lines), customer);
      return this.#list();
    },
    held: async () => this.#list(),
    recall: async ({ id }) => {
      const at = this.held.findIndex((one) => one.basket.id === id);
      const [kept] = at < 0 ? [] : this.held.splice(at, 1);
      if (!kept) return fail("basket_not_held", "This basket is held no more.", "Look at the list again.");
      const lines = kept.lines.flatMap(({ product_id, ...rest }) => {
        const tile = itemOf(product_id)?.tile;
        return tile ? [{ tile, ...rest }] : [];
      });
      return { lines, customer: kept.customer, gone: [] };
    },
    favourites: async () => this.#favourites(),
    pin: async ({ product_id, pinned }) => {
      this.pinned = this.pinned.filter((id) => id !== product_id);
      if (pinned) this.pinned.push(product_id);
      return this.#favourites();
    },
  };

  #list(): HeldView {
    const isOver = ({ basket }: Kept) => Date.now() - Date.parse(basket.at) >= dayMs;
    const cleared = this.held.filter(isOver).map(({ basket }) => basket);
    this.held.splice(0, this.held.length, ...this.held.filter((one) => !isOver(one)));
    return { baskets: this.held.map(({ basket }) => basket), cleared };
  }

  #favourites(): FavouritesView {
    const ids = [...new Set([...this.pinned, ...this.learned])];
    const tiles = ids.flatMap((id) => itemOf(id)?.tile ?? []);
    return { tiles, pinned: [...this.pinned] };
  }
}
