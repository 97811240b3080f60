import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import { History } from "../src/features/orders/history.svelte";
import type { OrderRow, SaleCard } from "../src/ipc/bindings";
import { makeFake } from "../src/ipc/fake/fake";
import { Till } from "../src/shared/till/till.svelte";
import { open, sold } from "./till";

type Hand = Awaited<ReturnType<typeof open>>["hand"];
const rows = () => screen.queryAllByTestId("order-row");
const earlier = [sold(5001), sold(5004, { phone: "+970599123456" }), sold(5011), sold(5012)];

async function orders(options: Parameters<typeof open>[0] = {}) {
  const window = await open({ earlier, ...options });
  await window.hand.click(screen.getByTestId("nav-orders"));
  await waitFor(() => expect(rows().length).toBeGreaterThan(0));
  return window;
}

test("each chip shows its own orders and says so", async () => {
  const { hand } = await orders();
  const states = () => rows().map((row) => row.dataset.state);
  await hand.click(screen.getByTestId("orders-failed"));
  await waitFor(() => expect(states()).toEqual(["refused"]));
  expect(screen.getByTestId("orders-failed")).toHaveAttribute("aria-pressed", "true");
  await hand.click(screen.getByTestId("orders-checking"));
  await waitFor(() => expect(states()).toEqual(["unknown"]));
  await hand.click(screen.getByTestId("orders-phone"));
  await waitFor(() => expect(rows()).toHaveLength(1));
  expect(screen.getByTestId("orders-search")).toHaveFocus();
  await hand.click(screen.getByTestId("orders-attention"));
  expect(await screen.findByTestId("orders-empty")).toHaveTextContent("No order fits");
  await hand.click(screen.getByTestId("orders-today"));
  await waitFor(() => expect(rows()).toHaveLength(4));
});

test("Ctrl+F finds an order from anywhere, arrows and Enter open it, Esc goes back", async () => {
  const { hand } = await open({ earlier });
  await hand.keyboard("{Control>}f{/Control}");
  await waitFor(() => expect(screen.getByTestId("orders-search")).toHaveFocus());
  await waitFor(() => expect(rows()).toHaveLength(4));
  await hand.keyboard("{ArrowDown}");
  expect(rows()[0]).toHaveFocus();
  await hand.keyboard("{ArrowDown}{Enter}");
  expect(await screen.findByRole("complementary")).toBeInTheDocument();
  await hand.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("complementary")).toBeNull());
});

test("a manager gives money back with a reason; a clerk needs the manager's PIN for it", async () => {
  const { fake, hand } = await orders({
    managerPin: "7777",
    boot: { clerk: { name: "Sami", role: "clerk", colour: 0 } },
  });
  const delivered = rows().find((row) => row.dataset.state === "delivered");
  await hand.click(delivered as HTMLElement);
  await hand.click(await screen.findByTestId("order-refund"));
  const dialog = within(await screen.findByRole("dialog"));
  await hand.click(dialog.getByTestId("refund-do"));
  expect(fake.asked.some((line) => line.startsWith("refund"))).toBe(false);
  await hand.type(dialog.getByTestId("refund-reason"), "The code does not work");
  await hand.click(dialog.getByTestId("refund-do"));
  await hand.type(await screen.findByTestId("manager-pin"), "٧٧٧٧{Enter}");
  await waitFor(() => expect(fake.asked.some((line) => line.startsWith("refund"))).toBe(true));
  await waitFor(() => expect(screen.queryByTestId("order-refund")).toBeNull());
});

test("a code that was shown is told before its money goes back", async () => {
  const { fake, hand } = await orders();
  const delivered = rows().find((row) => row.dataset.state === "delivered") as HTMLElement;
  await fake.reveal({ order_id: delivered.dataset.orderId ?? "", pin: null });
  await hand.click(delivered);
  await hand.click(await screen.findByTestId("order-refund"));
  expect(await screen.findByTestId("refund-against")).toHaveTextContent("The code was shown");
});

test("what may still be delivered is not given back", async () => {
  const { hand } = await orders();
  await hand.click(rows().find((row) => row.dataset.state === "unknown") as HTMLElement);
  await screen.findByRole("complementary");
  expect(screen.queryByTestId("order-refund")).toBeNull();
});

const made = (number: number): OrderRow => {
  const ledger = made.ledger;
  const row = structuredClone(ledger[0] as OrderRow);
  row.order.id = `O-${String(1_000_000 - number).padStart(7, "0")}`;
  return row;
};
made.ledger = [] as OrderRow[];

/** A till with a long history that counts what it is asked. */
async function long(count: number, respond?: (asked: number) => OrderRow[] | null) {
  const fake = makeFake();
  fake.ledger.sell({
    token: "a",
    lines: [sold(5001)],
    tender: null,
    card: null,
    received: null,
    again: true,
  });
  made.ledger = fake.ledger.rows;
  const place = (id: string) => 1_000_000 - Number(id.slice(2));
  let asked = 0;
  fake.orders = async ({ before, after, limit }) => {
    asked += 1;
    const own = respond?.(asked);
    if (own) return { rows: own, next: "O-0999999" };
    if (after) {
      const from = Math.max(0, place(after) - limit);
      const rows = Array.from({ length: place(after) - from }, (_, at) => made(from + at));
      return { rows, next: from > 0 ? (rows[0]?.order.id ?? null) : null };
    }
    const from = before ? place(before) + 1 : 0;
    const rows = Array.from({ length: Math.min(limit, count - from) }, (_, at) => made(from + at));
    return { rows, next: from + limit < count ? (rows.at(-1)?.order.id ?? null) : null };
  };
  const history = new History(new Till(fake, await fake.boot()));
  return { history, asked: () => asked };
}

test("the list slides over the history in both directions, without a gap, a double or an end of memory", async () => {
  const { history } = await long(10_000);
  await history.load();
  for (let page = 0; page < 120; page += 1) await history.loadOlder();
  const ids = () => history.rows?.map((row) => row.order.id) ?? [];
  expect(history.rows?.length).toBe(3600);
  expect(ids().at(-1)).toBe(made(9_999).order.id);
  const inARow = () =>
    ids().every((id, at, all) => at === 0 || Number(all[at - 1]?.slice(2)) - Number(id.slice(2)) === 1);
  expect(inARow()).toBe(true);
  for (let page = 0; page < 120; page += 1) await history.loadNewer();
  expect(ids()[0]).toBe(made(0).order.id);
  expect(inARow()).toBe(true);
});

test("a search that finds nothing yet goes on by itself until there is a page, or the end", async () => {
  const { history, asked } = await long(1, (question) => (question < 4 ? [] : null));
  history.search = "gift";
  await history.load();
  expect(asked()).toBe(4);
  expect(history.loading).toBe(false);
});

test("rows that come above what is seen do not move it", async () => {
  const { history } = await long(10_000);
  await history.load();
  for (let page = 0; page < 60; page += 1) await history.loadOlder();
  const scroller = document.createElement("div");
  history.scroller = scroller;
  scroller.scrollTop = 500;
  const first = history.rows?.[0]?.order.id;
  await history.loadNewer();
  const moved = history.rows?.findIndex((row) => row.order.id === first) ?? 0;
  expect(moved).toBeGreaterThan(0);
  await vi.waitFor(() => expect(scroller.scrollTop).toBe(500 + moved * 52));
});

test("a sale made while somebody reads further down does not throw them back, and stands there when they come", async () => {
  const { history, asked } = await long(10_000);
  await history.load();
  const scroller = document.createElement("div");
  history.scroller = scroller;
  const card = { sale: { orders: [{ id: "new" }] } } as unknown as SaleCard;
  history.take(card);
  expect(asked()).toBe(2);
  scroller.scrollTop = 500;
  history.take(card);
  expect([asked(), scroller.scrollTop]).toEqual([2, 500]);
  history.catchUp();
  expect(asked()).toBe(2);
  scroller.scrollTop = 0;
  history.catchUp();
  await vi.waitFor(() => expect(asked()).toBe(3));
  history.catchUp();
  expect(asked()).toBe(3);
});

test("a manager draws up a file for the supplier, and the note holds no code", async () => {
  const { fake, hand } = await orders({
    managerPin: "7777",
    boot: { clerk: { name: "Sami", role: "clerk", colour: 0 } },
  });
  const delivered = rows().find((row) => row.dataset.state === "delivered") as HTMLElement;
  const id = delivered.dataset.orderId ?? "";
  await hand.click(delivered);
  await hand.click(await screen.findByTestId("order-dispute"));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByTestId("pack-broken")).toHaveAttribute("aria-pressed", "true");
  await hand.type(dialog.getByTestId("pack-note"), "7KQX-9M2R-TT9001 is used");
  await hand.click(dialog.getByTestId("pack-do"));
  await hand.type(await screen.findByTestId("manager-pin"), "7777{Enter}");
  expect(await dialog.findByText("The note holds the code.")).toBeInTheDocument();
  await hand.clear(dialog.getByTestId("pack-note"));
  await hand.click(dialog.getByTestId("pack-language-ar"));
  await hand.click(dialog.getByTestId("pack-do"));
  await hand.type(await screen.findByTestId("manager-pin"), "7777{Enter}");
  await waitFor(() => expect(fake.asked).toContain(`dispute ${id} broken ar`));
  expect(await screen.findByText(/raseed-dispute-/)).toBeInTheDocument();
  expect(screen.queryByTestId("pack-do")).toBeNull();
});

test("the file about what never came says so, in English unless somebody chooses", async () => {
  const { fake, hand } = await orders();
  const refused = rows().find((row) => row.dataset.state === "refused") as HTMLElement;
  await hand.click(refused);
  await hand.click(await screen.findByTestId("order-dispute"));
  await hand.click(await screen.findByTestId("pack-do"));
  await waitFor(() => expect(fake.asked).toContain(`dispute ${refused.dataset.orderId} never en`));
});

test.each([
  ["slip", "seen", async (hand: Hand, field: HTMLElement) => hand.click(field)],
  ["supplier", "ticket 77", async (hand: Hand, field: HTMLElement) => hand.type(field, "ticket 77")],
] as const)("where the table asks for the %s, money goes back only once it was seen", async (proof, kept, see) => {
  const { fake, hand } = await orders();
  const terms = { within_hours: null, after_shown: true, owner: false, proof };
  await fake.refundRule({ scope: "all", target: "", terms });
  const refunds = () => fake.asked.filter((line) => line.startsWith("refund ") && !line.startsWith("refund rule"));
  await hand.click(rows().find((row) => row.dataset.state === "delivered") as HTMLElement);
  await hand.click(await screen.findByTestId("order-refund"));
  const dialog = within(await screen.findByRole("dialog"));
  await hand.type(dialog.getByTestId("refund-reason"), "broken");
  await hand.click(dialog.getByTestId("refund-do"));
  expect(refunds()).toEqual([]);
  await see(hand, dialog.getByTestId("refund-seen"));
  await hand.click(dialog.getByTestId("refund-do"));
  await waitFor(() => expect(refunds()[0]).toMatch(new RegExp(`broken ${kept}$`)));
});
