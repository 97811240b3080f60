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
  const keyboard = [..."abcdefghijklmnopqrstuvwxyz0123456789"];
  const letters = ["s", "ب", "p", ...keyboard.filter((letter) => !"sp".includes(letter))];
  for (const letter of letters) {
    await vi.advanceTimersByTimeAsync(200);
    expect(asked.at(-1)?.query).toBe(letter);
    asked.at(-1)?.answer(view(`of ${letter}`));
  }
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked).toHaveLength(letters.length + 3);
  catalogue.type("p");
  expect(shown()).toEqual(["of p"]);
  expect(asked.at(-1)?.query).toBe("p");
});

test("what is out of sight is drawn a few at a time, and more is offered when all of it stands there", async () => {
  vi.useFakeTimers();
  const { catalogue, asked } = slowTill();
  const found = (count: number) => ({ ...view(...Array.from({ length: count }, (_, at) => `p${at}`)), total: 200 });
  const steps = async () => {
    const drawn = [catalogue.drawn];
    for (let frame = 0; frame < 40; frame++) {
      await vi.advanceTimersByTimeAsync(16);
      if (drawn.at(-1) !== catalogue.drawn) drawn.push(catalogue.drawn);
    }
    return drawn;
  };
  catalogue.search("");
  asked.at(-1)?.answer(found(60));
  await vi.advanceTimersByTimeAsync(1);
  expect(catalogue.more).toBe(false);
  // The last is "all there are".
  expect(await steps()).toEqual([20, 30, 40, 50, 400]);
  expect(catalogue.more).toBe(true);
  catalogue.showMore();
  asked.at(-1)?.answer(found(90));
  await vi.advanceTimersByTimeAsync(1);
  expect(await steps()).toEqual([70, 80, 400]);
  expect(catalogue.more).toBe(true);
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
  for (let number = 0; number < 128; number++) remembered.keep(request(String(number)), view(String(number)));
  remembered.keep(request("0"), view("0"));
  remembered.keep(request("new"), view());
  expect(remembered.find(request("0"))).not.toBeNull();
  expect(remembered.find(request("1"))).toBeNull();
  expect(remembered.find(request("2"))).not.toBeNull();
});
