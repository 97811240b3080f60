import type { Commands } from "../backend";
import type { OrderState, SaleCard, ShelfView, StockRow } from "../bindings";
import { fail } from "./drawer";
import { minor, text } from "./money";
import { itemOf, shelf } from "./shelf";

type StockCommands = "stock" | "stockSigns" | "stockLimit" | "stockQuote" | "stockBuy";
const balance = 12_000n;
const rate = 370n;

/** The shop's own stock in memory: one product lies there, and the wallet holds 120 USD. */
export class FakeStock {
  readonly #asked: string[];
  /** What becomes of the next one bought. */
  fate: OrderState = "delivered";
  /** Whether the supplier does not answer. */
  isAway = false;
  readonly lines = new Map<string, ShelfView>();

  constructor(asked: string[]) {
    this.#asked = asked;
    const kept = { keep: 10, ahead: 4, recovered: 1, expired: 1, oldest: "2026-07-01T08:00:00.000Z", bought: 6 };
    this.lines.set("palcards:5001", { ...this.#none("palcards:5001"), ...kept, sold: 2 });
  }

  /** So many could be sold although the supplier is away. */
  away({ product_id }: { product_id: string }): number | null {
    return (this.isAway && this.lines.get(product_id)?.ahead) || null;
  }

  commands(decides: () => boolean, owns: () => boolean, tell: (card: SaleCard) => void): Pick<Commands, StockCommands> {
    const may = (is: boolean) => {
      if (!is) fail("not_allowed", "Sami may not do this.", "Ask a manager or the owner.");
    };
    return {
      stock: async ({ query }) => {
        may(decides());
        const words = query.toLowerCase().split(/\s+/).filter(Boolean);
        const fits = shelf.filter(({ tile: { product, choice } }) => {
          const known = this.lines.has(product.id) || product.kind !== "voucher" || choice;
          const name = `${product.name.en} ${product.name.ar}`.toLowerCase();
          return !known && words.length && words.every((word) => name.includes(word));
        });
        const rows = [...this.lines.keys()].map((id) => this.#row(id));
        return { rows, found: fits.slice(0, 8).map(({ tile }) => this.#row(tile.product.id)), owner: owns() };
      },
      stockSigns: async () =>
        [...this.lines.values()].map(({ product_id, ahead, recovered }) => ({
          product_id,
          there: ahead + recovered,
          now: recovered + (this.isAway ? ahead : 0),
        })),
      stockLimit: async ({ product_id, keep }) => {
        may(owns());
        this.#asked.push(`stock limit ${product_id} ${keep}`);
        this.lines.set(product_id, { ...this.#line(product_id), keep });
        return this.#row(product_id).shelf;
      },
      stockQuote: async ({ product_id, quantity }) => {
        may(owns());
        const total = this.#cost(product_id) * BigInt(quantity);
        const left = balance - total;
        const told = left < 0n ? `-${text(-left)}` : text(left);
        return { total: text(total), balance: text(balance), left: told, currency: "USD", short: left < 0n };
      },
      stockBuy: async ({ token, product_id, quantity }) => {
        may(owns());
        const line = this.#line(product_id);
        if (quantity > this.#room(line)) fail("shelf_full", "There is no room for so many.", "Buy less of it.");
        this.#asked.push(`stock buy ${product_id} ${quantity}`);
        const card = this.#card(token, product_id, quantity);
        if (this.fate === "delivered") this.lines.set(product_id, { ...line, ahead: line.ahead + quantity });
        setTimeout(() => tell(card), 0);
        return card;
      },
    };
  }

  #line(id: string): ShelfView {
    return this.lines.get(id) ?? this.#none(id);
  }

  #room({ keep, ahead, recovered, coming }: ShelfView): number {
    return Math.max(0, keep - ahead - recovered - coming);
  }

  #none(product_id: string): ShelfView {
    const name = itemOf(product_id)?.tile.product.name ?? { en: product_id, ar: product_id };
    const counts = { recovered: 0, ahead: 0, expired: 0, coming: 0, keep: 0, room: 0, bought: 0, sold: 0 };
    return { product_id, name, ...counts, value: [], oldest: null };
  }

  #row(id: string): StockRow {
    const line = this.#line(id);
    const there = BigInt(line.ahead + line.recovered);
    const value = there ? [{ amount: text(this.#cost(id) * there), currency: "USD" }] : [];
    const wallet = { cost: text(this.#cost(id)), cost_currency: "USD", balance: text(balance) };
    return { shelf: { ...line, room: this.#room(line), value }, supplier: "palcards", ...wallet, can_buy: true };
  }

  #cost(id: string): bigint {
    return ((minor(itemOf(id)?.tile.product.price ?? "") ?? 0n) * 92n) / rate;
  }

  #card(token: string, product_id: string, quantity: number): SaleCard {
    const at = new Date().toISOString();
    const fate = this.fate;
    const message = fate === "refused" ? "The supplier could not be reached. Nothing was charged." : null;
    const order = (nth: number) => ({
      id: `S-${token}-${nth}`,
      sale_id: `S-${token}`,
      supplier: "palcards",
      product_id,
      state: fate,
      provider_order_id: null,
      provider_state: null,
      reference: null,
      cost: text(this.#cost(product_id)),
      cost_currency: "USD",
      price: "0.00",
      price_currency: "ILS",
      phone: null,
      fields: {},
      secrets: [],
      created_at: at,
      finished_at: at,
      message,
      copies: 0,
      purpose: "shelf" as const,
      from_shelf: null,
      events: [],
    });
    const cash = { kind: "cash", processor: null, state: "paid", amount: "0.00", currency: "ILS", pay_url: null };
    const orders = Array.from({ length: quantity }, (_, nth) => order(nth));
    const sale = { id: `S-${token}`, state: fate, tender: cash, orders, hand_overs: [] };
    return {
      sale: { ...sale, total: "0.00", currency: "ILS", created_at: at },
      products: [],
      lines: [],
      give_back: null,
      page: null,
      tender_message: null,
      card_field: null,
      owes: null,
    };
  }
}
