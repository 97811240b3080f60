import type { PhoneView, SearchRequest, SearchView, TileView } from "../bindings";
import { latin } from "./money";
import { shelf } from "./shelf";

const isOn = ({ product, category }: TileView, wanted: string) =>
  category === wanted || product.kind === wanted || `brand:${product.brand}` === wanted;

function takes({ choice }: TileView, amount: string | null): boolean {
  return choice !== null && amount !== null && +amount >= +(choice.min ?? 0) && +amount <= +(choice.max ?? Infinity);
}

/** Searches the shelf as the till does: every word, a phone at the end, an amount where one is taken. */
export function find(
  { query, category, limit }: SearchRequest,
  parsePhone: (typed: string) => PhoneView,
  among = shelf,
): SearchView {
  const words = latin(query).toLowerCase().split(/\s+/).filter(Boolean);
  const read = words.length > 1 ? parsePhone(words.at(-1) ?? "") : null;
  const phone = read?.e164 ? read : null;
  if (phone) words.pop();
  const amount = words.length > 1 && /^\d+$/.test(words.at(-1) ?? "") ? (words.at(-1) ?? null) : null;
  const has = ({ product }: TileView, wanted: string[]) => {
    const text = `${product.name.en} ${product.name.ar} ${product.brand} ${product.id}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  const tiles = among.map((one) => one.tile).filter((tile) => !category || isOn(tile, category));
  const named = tiles.filter((tile) => has(tile, words));
  const open = tiles.filter((tile) => !named.includes(tile) && takes(tile, amount) && has(tile, words.slice(0, -1)));
  const hits = [...named, ...open];
  return { tiles: hits.slice(0, limit), total: hits.length, entry: { amount, phone } };
}
