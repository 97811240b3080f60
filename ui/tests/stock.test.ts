import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { troubled, upstreams } from "../src/ipc/fake/lamps";
import { aMoment, open, product } from "./till";

const owner = { clerk: { name: "Huda", role: "owner", colour: 2 } };
const clerk = { clerk: { name: "Sami", role: "clerk", colour: 0 } };
const manager = { clerk: { name: "Mona", role: "manager", colour: 1 } };

async function stock(boot: Parameters<typeof open>[0] = { boot: owner }) {
  const opened = await open(boot);
  await opened.hand.click(screen.getByTestId("nav-settings"));
  await opened.hand.click(await screen.findByTestId("open-prices"));
  await opened.hand.click(await screen.findByTestId("prices-stock"));
  await screen.findByTestId("stock-row");
  return opened;
}

test("what lies there is told, and nothing of a code", async () => {
  await stock();
  const row = screen.getByTestId("stock-row");
  for (const told of ["4", /1.? expired/, "10", "47.20"]) expect(row).toHaveTextContent(told);
});

test("what it costs and what is left is shown before it is bought, and it is bought once", async () => {
  const { fake, hand } = await stock();
  await hand.click(screen.getByTestId("stock-palcards:5001"));
  const field = await screen.findByTestId("stock-quantity");
  await hand.clear(field);
  await hand.type(field, "٢");
  const quote = await screen.findByTestId("stock-quote");
  await waitFor(() => expect(quote).toHaveTextContent("18.88"));
  expect(quote).toHaveTextContent("101.12");
  const buy = screen.getByTestId("stock-buy");
  expect(buy).toHaveTextContent(/Buy .?2.? for .?18.88 USD/);
  await hand.dblClick(buy);
  await waitFor(() => expect(screen.getByTestId("stock-bought")).toHaveAttribute("data-done", "2"));
  expect(fake.asked.filter((line) => line.startsWith("stock buy"))).toHaveLength(1);
  await waitFor(() => expect(screen.getByTestId("stock-row")).toHaveAttribute("data-ahead", "6"));
});

test("more than there is room for, or than the wallet covers, is not bought", async () => {
  const { fake, hand } = await stock();
  await hand.click(screen.getByTestId("stock-palcards:5001"));
  const field = await screen.findByTestId("stock-quantity");
  await hand.clear(field);
  await hand.type(field, "6");
  expect(await screen.findByText(/There is room for .?5/)).toBeInTheDocument();
  expect(screen.getByTestId("stock-buy")).toHaveAttribute("aria-disabled", "true");
  await hand.type(screen.getByTestId("stock-limit"), "0");
  await hand.click(screen.getByTestId("stock-limit-save"));
  await waitFor(() => expect(fake.asked).toContain("stock limit palcards:5001 100"));
  await hand.clear(field);
  await hand.type(field, "20");
  expect(await screen.findByTestId("stock-short")).toBeInTheDocument();
  expect(screen.getByTestId("stock-buy")).toHaveAttribute("aria-disabled", "true");
  await hand.click(screen.getByTestId("stock-buy"));
  await aMoment();
  expect(fake.asked.some((line) => line.startsWith("stock buy"))).toBe(false);
});

test("what could not be bought says so, and what is not certain says not to buy it again", async () => {
  const { fake, hand } = await stock();
  await hand.click(screen.getByTestId("stock-palcards:5001"));
  fake.stocked.fate = "refused";
  await waitFor(() => expect(screen.getByTestId("stock-buy")).toHaveAttribute("aria-disabled", "false"));
  await hand.click(screen.getByTestId("stock-buy"));
  const told = await screen.findByTestId("stock-bought");
  expect(told).toHaveTextContent("could not be reached");
  fake.stocked.fate = "unknown";
  await hand.type(screen.getByTestId("stock-quantity"), "1");
  await waitFor(() => expect(screen.getByTestId("stock-buy")).toHaveAttribute("aria-disabled", "false"));
  await hand.click(screen.getByTestId("stock-buy"));
  await waitFor(() => expect(told).toHaveTextContent("Do not buy it again"));
});

test("a product is searched, and how many of it may lie there is set", async () => {
  const { fake, hand } = await stock();
  await hand.type(screen.getByTestId("stock-search"), "no such card");
  expect(await screen.findByTestId("stock-not-found")).toBeInTheDocument();
  await hand.clear(screen.getByTestId("stock-search"));
  await hand.type(screen.getByTestId("stock-search"), "google");
  const found = await screen.findByRole("table", { name: "Add a product" });
  const first = within(found).getAllByRole("button")[0] as HTMLElement;
  await hand.click(first);
  expect(screen.queryByTestId("stock-quantity")).not.toBeInTheDocument();
  await hand.type(await screen.findByTestId("stock-limit"), "3{Enter}");
  await waitFor(() => expect(fake.asked.some((line) => /^stock limit \S+ 3$/.test(line))).toBe(true));
  expect(await screen.findByTestId("stock-quantity")).toBeInTheDocument();
});

test("a manager sees it and buys nothing", async () => {
  await stock({ boot: manager });
  expect(within(screen.getByTestId("stock-row")).queryByRole("button")).not.toBeInTheDocument();
  expect(screen.queryByTestId("stock-search")).not.toBeInTheDocument();
});

test("the basket says what can be sold while a supplier is away", async () => {
  const { fake, hand } = await open({ boot: owner });
  fake.stocked.isAway = true;
  await hand.type(screen.getByTestId("search"), "pubg mobile 660");
  await hand.click(await screen.findByTestId("product-palcards:5001"));
  expect(await screen.findByTestId("line-ahead")).toHaveTextContent(/palcards.? does not answer.*4.? can be sold/);
});

test("a tile tells what lies on the shelf, and stands out when it would be sold now", async () => {
  const { fake, hand } = await open({ boot: clerk });
  const tile = await product(5001);
  const sign = () => within(tile).findByTestId("tile-shelf");
  expect(await sign()).toHaveTextContent("5");
  // A recovered code is sold to whoever comes.
  expect(await sign()).toHaveAttribute("data-now", "true");
  expect(tile).toHaveAccessibleName(/5.* in the shop's stock, .*1.* of them sold now/);
  expect(within(await product(5004)).queryByTestId("tile-shelf")).toBeNull();
  fake.stocked.lines.set("palcards:5001", { ...fake.stocked.lines.get("palcards:5001")!, recovered: 0 });
  fake.lamps(troubled, "told");
  await waitFor(() => expect(within(tile).getByTestId("tile-shelf")).toHaveAttribute("data-now", "false"));
  await hand.pointer({ keys: "[MouseRight]", target: tile });
  expect(await screen.findByTestId("menu-shelf")).toHaveTextContent("while the supplier does not answer");
  await hand.keyboard("{Escape}");
  fake.stocked.isAway = true;
  fake.lamps(upstreams, "told");
  await waitFor(() => expect(within(tile).getByTestId("tile-shelf")).toHaveAttribute("data-now", "true"));
  expect(tile).toHaveAccessibleName(/4.* of them sold now/);
});
