import { afterEach, expect, test, vi } from "vitest";
import { Catalogue } from "../src/features/sell/catalogue/catalogue.svelte";
import { Remembered } from "../src/features/sell/catalogue/remembered";
import type { SearchRequest, SearchView } from "../src/ipc/bindings";
import type { Till } from "../src/shared/till/till.svelte";

const view = (...names: string[]): SearchView => ({
  tiles: names.map((name) => ({
    product: { id: name, name: { en: name, ar: `بطاقة ${name}` }, brand: null },
  })) as SearchView["tiles"],
  total: names.length,
  entry: { amount: null, phone: null },
});
const request = (query: string): SearchRequest => ({ query, category: null, limit: 30 });

/** A catalogue whose till answers when it is told to. */
function slowTill() {
  const asked: { query: string; answer: (found: SearchView) => void; fail: () => void }[] = [];
  const search = ({ query }: SearchRequest) =>
    new Promise<SearchView>((resolve, reject) => {
      asked.push({ query, answer: resolve, fail: () => reject(new Error("gone")) });
    });
  const till = { backend: { search }, failureOf: (error: unknown) => error };
  const catalogue = new Catalogue(till as unknown as Till);
  const shown = () => catalogue.tiles.map(({ product }) => product.id);
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { catalogue, asked, shown, settled };
}

test("what was found before stands there at once, and what is found now replaces it", async () => {
  const { catalogue, asked, shown, settled } = slowTill();
  for (const [query, names] of Object.entries({ "": ["a", "b"], pubg: ["b"] })) {
    catalogue.search(query);
    asked.at(-1)?.answer(view(...names));
    await settled();
  }
  expect(shown()).toEqual(["b"]);
  catalogue.search("");
  expect(shown()).toEqual(["a", "b"]);
  const before = catalogue.found;
  asked.at(-1)?.answer(view("a", "b"));
  await settled();
  // The same answer is the same object, for which nothing is drawn.
  expect(catalogue.found).toBe(before);
  catalogue.search("pubg");
  asked.at(-1)?.answer(view("c"));
  await settled();
  expect(shown()).toEqual(["c"]);
});

afterEach(() => void vi.useRealTimers());

test("what the shelf's names begin with is looked up while nobody types, and stands there at the first key", async () => {
  vi.useFakeTimers();
  const { catalogue, asked, shown } = slowTill();
  catalogue.search("");
  asked.at(-1)?.answer(view("Steam 20", "steam 50", "PUBG"));
  await vi.advanceTimersByTimeAsync(1);
  catalogue.type("x");
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked.map(({ query }) => query)).toEqual(["", "x"]);
  catalogue.search("");
  for (const letter of ["s", "ب", "p"]) {
    await vi.advanceTimersByTimeAsync(200);
    expect(asked.at(-1)?.query).toBe(letter);
    asked.at(-1)?.answer(view(`of ${letter}`));
  }
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked).toHaveLength(6);
  catalogue.type("p");
  expect(shown()).toEqual(["of p"]);
  expect(asked.at(-1)?.query).toBe("p");
});

test("what was found before is not sold when the till does not find it now", async () => {
  const { catalogue, asked, settled } = slowTill();
  catalogue.search("pubg");
  asked.at(-1)?.answer(view("b"));
  await settled();
  catalogue.search("pubg");
  const hit = catalogue.topHit();
  asked.at(-1)?.fail();
  expect(await hit).toBeNull();
});

test("so many answers are remembered, and the one not asked for the longest goes", () => {
  const remembered = new Remembered();
  for (let number = 0; number < 64; number++) remembered.keep(request(String(number)), view(String(number)));
  remembered.keep(request("0"), view("0"));
  remembered.keep(request("new"), view());
  expect(remembered.find(request("0"))).not.toBeNull();
  expect(remembered.find(request("1"))).toBeNull();
  expect(remembered.find(request("2"))).not.toBeNull();
});
