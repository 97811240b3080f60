import type { Commands } from "../backend";
import type { PriceRuleRequest, PriceView, RiseView, RuleView, TileView } from "../bindings";
import { fail } from "./drawer";
import { latin, minor, text } from "./money";
import { shelf } from "./shelf";

type PriceCommands = "prices" | "priceSet" | "pricePreview" | "priceRule" | "priceRise";
const rate = 370n;
const up = (amount: bigint, step: bigint) => ((amount + step - 1n) / step) * step;

/** Prices in memory: the shelf's are the file's, some have none, and the cost of one rose. */
export class FakePrices {
  readonly #asked: string[];
  readonly own = new Map<string, { price: bigint; at: string; by: string | null }>();
  rules: RuleView[] = [];
  /** What costs more than when its price was set, and by how much, in cents. */
  risen = new Map([
    ["palcards:5001", 60n],
    ["palcards:5006", 400n],
  ]);
  /** What the file names no price for. */
  unpriced = ["palcards:5022", "palcards:5023"];

  constructor(asked: string[]) {
    this.#asked = asked;
  }

  commands(decides: () => boolean, who: () => string | null): Pick<Commands, PriceCommands> {
    const may = () => {
      if (!decides()) fail("not_allowed", "Sami may not do this.", "Ask a manager or the owner.");
    };
    const amount = (typed: string) =>
      minor(latin(typed)) || fail("amount_invalid", "This is not an amount.", "Type digits, such as 38 or 38.50.");
    const put = (id: string, price: string | null) => {
      if (price === null) this.own.delete(id);
      else this.own.set(id, { price: amount(price), at: new Date().toISOString(), by: who() });
    };
    return {
      prices: async ({ query, supplier, brand, filter, limit }) => {
        may();
        const words = query.toLowerCase().split(/\s+/).filter(Boolean);
        const all = shelf.map(({ tile }) => this.#view(tile));
        const rows = all.filter(
          (row) =>
            words.every((word) => `${row.name.en} ${row.name.ar} ${row.product_id}`.toLowerCase().includes(word)) &&
            (supplier === null || row.supplier === supplier) &&
            (brand === null || row.brand === brand) &&
            (filter === "all" ||
              (filter === "own" && row.source === "own") ||
              (filter === "below_cost" && row.margin?.startsWith("-")) ||
              (filter === "missing" && row.price === null)),
        );
        const brands = new Set(all.flatMap((row) => row.brand ?? []));
        return {
          rows: rows.slice(0, limit),
          total: rows.length,
          currency: "ILS",
          suppliers: ["palcards"],
          brands: [...brands].sort(),
          rules: structuredClone(this.rules),
          rises: all.flatMap((row) => this.#rise(row)),
        };
      },
      priceSet: async ({ product_id, price }) => {
        may();
        put(product_id, price);
        this.#asked.push(`price ${product_id} ${price ?? "-"}`);
        return this.#one(product_id);
      },
      pricePreview: async (rule) => {
        may();
        const before = shelf.map(({ tile }) => this.#view(tile));
        const after = shelf.map(({ tile }) => this.#view(tile, this.#with(rule, amount)));
        const changes = before.flatMap(({ product_id, name, price: from }, at) => {
          const to = after[at]?.price ?? null;
          return from === to ? [] : [{ product_id, name, from, to }];
        });
        return { total: changes.length, changes };
      },
      priceRule: async (rule) => {
        may();
        this.rules = this.#with(rule, amount);
        this.#asked.push(`rule ${rule.scope} ${rule.target} ${rule.kind ?? "-"} ${rule.value} ${rule.round_to ?? "-"}`);
        return structuredClone(this.rules);
      },
      priceRise: async ({ product_id, price }) => {
        may();
        if (price !== null) put(product_id, price);
        this.risen.delete(product_id);
        this.#asked.push(`rise ${product_id} ${price ?? "kept"}`);
        return this.#one(product_id);
      },
    };
  }

  #with({ scope, target, kind, value, round_to }: PriceRuleRequest, amount: (typed: string) => bigint): RuleView[] {
    const others = this.rules.filter((rule) => rule.scope !== scope || rule.target !== target);
    if (kind === null) return others;
    amount(value);
    return [...others, { scope, target, kind, value, round_to }];
  }

  #one(id: string): PriceView {
    const found = shelf.find(({ tile }) => tile.product.id === id);
    return found ? this.#view(found.tile) : fail("unknown_product", "There is no such product.", "Search it.");
  }

  #view({ product, choice }: TileView, rules = this.rules): PriceView {
    const { id, supplier, name, brand, face_value, face_currency, active } = product;
    const listed = minor(product.price ?? "") ?? 0n;
    const cost = (listed * 92n) / rate + (this.risen.get(id) ?? 0n);
    const here = (cost * rate) / 100n;
    const file = this.unpriced.includes(id) ? null : listed;
    const own = this.own.get(id);
    const rule = ["product", "brand", "supplier", "all"]
      .map((scope) => rules.find((one) => one.scope === scope && ["", id, brand, supplier].includes(one.target)))
      .find(Boolean);
    const price = own?.price ?? file ?? (rule ? this.#priced(rule, here, minor(face_value ?? "") ?? 0n) : null);
    return {
      product_id: id,
      name,
      supplier,
      brand,
      face_value,
      face_currency,
      amount: choice?.min ?? null,
      cost: text(cost),
      cost_currency: "USD",
      price: price === null ? null : text(price),
      source: own ? "own" : file !== null ? "file" : rule ? "rule" : "missing",
      file_price: file === null ? null : text(file),
      cost_here: text(here),
      margin: price === null ? null : text(price - here),
      tax_rate: null,
      margin_percent: price === null ? null : `${((price - here) * 100n) / here}`,
      set_at: own?.at ?? null,
      set_by: own?.by ?? null,
      active,
    };
  }

  #priced({ kind, value, round_to }: RuleView, cost: bigint, face: bigint): bigint {
    const by = minor(value) ?? 0n;
    const exact = {
      percent_on_cost: cost + (cost * by) / 10_000n,
      amount_on_cost: cost + by,
      percent_of_face: (face * rate * by) / 1_000_000n,
    }[kind];
    return up(exact, minor(round_to ?? "0.01") ?? 1n);
  }

  #rise(priced: PriceView): RiseView[] {
    const rise = this.risen.get(priced.product_id);
    const [cost, price] = [minor(priced.cost ?? ""), minor(priced.price ?? "")];
    if (!rise || cost === null || price === null) return [];
    const proposed = text(up(price + (rise * rate) / 100n, 50n));
    const cost_currency = priced.cost_currency ?? "USD";
    return [{ priced, cost_then: text(cost - rise), cost_now: text(cost), cost_currency, proposed }];
  }
}
