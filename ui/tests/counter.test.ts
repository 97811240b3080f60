import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { aMoment, open, product, sales, sold } from "./till";

const disabled = (id: string) => screen.getByTestId(id).getAttribute("aria-disabled") === "true";
const lines = () =>
  screen.queryAllByTestId("basket-line").map((line) => [line.dataset["productId"], line.dataset["quantity"]]);

test("F4 puts the basket aside with what was typed, F5 takes it up again", async () => {
  const { fake, hand } = await open();
  await hand.click(await product(5001));
  await hand.click(await product(5004));
  await hand.type(screen.getByTestId("phone"), "0599123456");
  await waitFor(() => expect(disabled("pay")).toBe(false));
  await hand.keyboard("{F4}");
  await waitFor(() => expect(lines()).toEqual([]));
  expect(fake.aside.held).toHaveLength(1);
  expect(await screen.findByTestId("held-chip")).toHaveAttribute("data-count", "1");
  await hand.keyboard("{F5}");
  const row = await screen.findByTestId("held-basket");
  expect(row).toHaveTextContent("PUBG Mobile 660 UC");
  expect(row).toHaveTextContent("58.00");
  await hand.click(row);
  await waitFor(() =>
    expect(lines()).toEqual([
      ["palcards:5001", "1"],
      ["palcards:5004", "1"],
    ]),
  );
  expect(screen.getByTestId("phone")).toHaveValue("+970599123456");
  await waitFor(() => expect(disabled("pay")).toBe(false));
  expect(fake.aside.held).toHaveLength(0);
  expect(screen.queryByTestId("held-chip")).toBeNull();
  expect(sales(fake)).toBe(0);
});

test("recalling a basket holds what lies on the counter in its place", async () => {
  const { fake, hand } = await open();
  fake.aside.hold([sold(5001)], null);
  await hand.click(await product(5014));
  await hand.keyboard("{F5}");
  await hand.click(await screen.findByTestId("held-basket"));
  await waitFor(() => expect(lines()).toEqual([["palcards:5001", "1"]]));
  expect(fake.aside.held.map((one) => one.lines[0]?.product_id)).toEqual(["palcards:5014"]);
});

test("a basket that is being paid, or was, is never held", async () => {
  const { fake, hand } = await open();
  await hand.click(await product(5012));
  await waitFor(() => expect(disabled("pay")).toBe(false));
  await hand.keyboard("{F9}");
  await screen.findByTestId("confirm");
  await hand.keyboard("{F4}");
  expect(await screen.findByText("This basket is being paid. Go back first.")).toBeInTheDocument();
  await hand.click(screen.getByTestId("confirm"));
  await screen.findByTestId("sale-state");
  await hand.keyboard("{F4}");
  expect(fake.aside.held).toHaveLength(0);
  expect(fake.asked.filter((line) => line.startsWith("hold"))).toEqual([]);
});

test("a held basket survives the lock, and one of yesterday is cleared and told", async () => {
  const { fake, hand } = await open({ pin: "4821" });
  fake.aside.hold([sold(5014)], null, new Date(Date.now() - 25 * 3_600_000));
  fake.aside.hold([sold(5001)], null);
  await hand.type(screen.getByTestId("pin"), "4821{Enter}");
  expect(await screen.findByTestId("held-chip")).toHaveAttribute("data-count", "1");
  expect(await screen.findByText(/cleared: .?Netflix/)).toBeInTheDocument();
  await hand.keyboard("{F12}");
  await hand.type(await screen.findByTestId("pin"), "4821{Enter}");
  expect(await screen.findByTestId("held-chip")).toHaveAttribute("data-count", "1");
});

test("Alt and a number add a favourite, whose tile says so; a pinned one comes first", async () => {
  const { fake, hand } = await open();
  fake.aside.learned = ["palcards:5014", "palcards:5007"];
  await hand.pointer({ keys: "[MouseRight]", target: await product(5001) });
  await hand.click(await screen.findByTestId("pin-favourite"));
  await waitFor(async () => expect(await product(5001)).toHaveTextContent("Alt 1"));
  expect(await product(5014)).toHaveTextContent("Alt 2");
  await hand.keyboard("{Alt>}2{/Alt}{Alt>}1{/Alt}{Alt>}1{/Alt}");
  await waitFor(() =>
    expect(lines()).toEqual([
      ["palcards:5014", "1"],
      ["palcards:5001", "2"],
    ]),
  );
  await hand.click(screen.getByTestId("category-favourites"));
  const tiles = within(screen.getByRole("tabpanel")).getAllByRole("button");
  expect(tiles.map((tile) => tile.dataset["testid"])).toEqual([
    "product-palcards:5001",
    "product-palcards:5014",
    "product-palcards:5007",
  ]);
  expect(sales(fake)).toBe(0);
});

test("whoever types looks through everything, though the favourites stand there", async () => {
  const { hand } = await open();
  await hand.click(screen.getByTestId("category-favourites"));
  expect(await screen.findByTestId("favourites-empty")).toBeInTheDocument();
  await hand.type(screen.getByTestId("search"), "netflix");
  expect(await product(5014)).toBeInTheDocument();
});

test("tabs are walked with the arrows of the screen", async () => {
  const { hand } = await open();
  const [all, games] = [screen.getByTestId("category-all"), screen.getByTestId("category-of-games")];
  all.focus();
  await hand.keyboard("{ArrowRight}");
  expect(games).toHaveFocus();
  expect(games).toHaveAttribute("aria-selected", "true");
  await waitFor(() => expect(screen.queryByTestId("product-palcards:5014")).toBeNull());
  await hand.keyboard("{ArrowLeft}");
  expect(await product(5014)).toBeInTheDocument();
});

test("one line names the product, the amount and the phone; Enter only adds it", async () => {
  const { fake, hand } = await open();
  await hand.type(screen.getByTestId("search"), "orange 12 ٠٥٩٩١٢٣٤٥٦");
  await aMoment();
  expect(await screen.findByTestId("entry-phone")).toHaveTextContent("+970 59 912 3456");
  expect(screen.getByTestId("entry-amount")).toHaveTextContent("12");
  await hand.keyboard("{Enter}");
  await waitFor(() => expect(lines()).toEqual([["palcards:5026", "1"]]));
  expect(screen.getByTestId("field-amount")).toHaveValue("12");
  expect(screen.getByTestId("phone")).toHaveValue("+970 59 912 3456");
  expect(screen.getByTestId("search")).toHaveValue("");
  await waitFor(() => expect(disabled("pay")).toBe(false));
  expect(sales(fake)).toBe(0);
});

test("F6 types the quantity, in any digits", async () => {
  const { hand } = await open();
  await hand.click(await product(5001));
  await hand.keyboard("{F6}");
  const field = screen.getByTestId("quantity");
  await waitFor(() => expect(field).toHaveFocus());
  await hand.keyboard("١٢");
  expect(lines()).toEqual([["palcards:5001", "12"]]);
  await aMoment();
  await hand.keyboard("{Enter}");
  expect(screen.getByTestId("search")).toHaveFocus();
  await hand.keyboard("{F6}");
  await waitFor(() => expect(field).toHaveFocus());
  await hand.keyboard("5{Escape}");
  expect(lines()).toEqual([["palcards:5001", "12"]]);
});

test("escape twice asks before it clears, and once does nothing", async () => {
  const { hand } = await open();
  await hand.click(await product(5001));
  await hand.keyboard("{Escape}");
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await hand.keyboard("{Escape}");
  expect(screen.queryByTestId("clear-yes")).toBeNull();
  await hand.keyboard("{Escape}");
  const clear = await screen.findByTestId("clear-yes");
  expect(lines()).toHaveLength(1);
  await hand.click(clear);
  await waitFor(() => expect(lines()).toEqual([]));
});

test("Ctrl+F goes to an order", async () => {
  const { hand } = await open();
  await hand.keyboard("{Control>}f{/Control}");
  await waitFor(() => expect(screen.getByTestId("orders-search")).toHaveFocus());
});

test("a basket of several products tells of each line what came and what goes back", async () => {
  const { fake, hand } = await open();
  await hand.click(await product(5001));
  await hand.click(await product(5001));
  await hand.click(await product(5011));
  await waitFor(() => expect(disabled("pay")).toBe(false));
  await hand.keyboard("{F9}");
  await hand.click(await screen.findByTestId("confirm"));
  expect(await screen.findByTestId("sale-state")).toHaveAttribute("data-state", "partly_delivered");
  const [came, not] = screen.getAllByTestId("sold-line");
  expect(came).toHaveAttribute("data-delivered", "2");
  expect(not).toHaveAttribute("data-delivered", "0");
  expect(not).toHaveTextContent(/Give back .?58\.00 ILS/);
  expect(screen.getByTestId("give-back")).toHaveAttribute("data-amount", "58.00");
  await hand.click(screen.getByTestId("print-all"));
  await waitFor(() => expect(screen.getByTestId("print-all")).toHaveAttribute("aria-disabled", "true"));
  expect(fake.asked.filter((line) => line.startsWith("print "))).toHaveLength(2);
  expect(sales(fake)).toBe(1);
});

test("F10 prints the last slip again, with its reason and only with one", async () => {
  const { fake, hand } = await open();
  await hand.keyboard("{F10}");
  expect(await screen.findByText("No slip was printed yet")).toBeInTheDocument();
  await hand.click(screen.getByRole("button", { name: "Close" }));
  await hand.click(await product(5001));
  await waitFor(() => expect(disabled("pay")).toBe(false));
  await hand.keyboard("{F9}");
  await hand.click(await screen.findByTestId("confirm"));
  await hand.click(await screen.findByTestId("print"));
  await hand.keyboard("{F10}");
  const order = (await screen.findByTestId("reprint-order")).dataset["orderId"] ?? "";
  expect(disabled("reprint-do")).toBe(true);
  await hand.click(screen.getByTestId("reprint-do"));
  expect(fake.asked.filter((line) => line.startsWith("reprint"))).toEqual([]);
  await hand.click(screen.getByRole("button", { name: "Customer lost it" }));
  await hand.click(screen.getByTestId("reprint-do"));
  await waitFor(() => expect(fake.asked).toContain(`reprint ${order} Customer lost it`));
  expect(disabled("reprint-do")).toBe(true);
});
