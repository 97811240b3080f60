import { screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { open, product } from "./till";

type View = { happyDOM: { setViewport: (size: { width: number; height: number }) => void } };
const view = (width: number, height: number) => (window as unknown as View).happyDOM.setViewport({ width, height });
beforeEach(() => view(683, 384));
afterEach(() => view(1366, 768));

const isOpen = () => document.querySelector(".sell")?.classList.contains("open") ?? false;

test.each([1366, 1024, 900])("at %i the basket stands beside the shelf and no bar under it", async (width) => {
  view(width, 768);
  await open();
  expect(screen.queryByTestId("basket-bar")).toBeNull();
  expect(document.querySelector(".sell")).not.toHaveClass("narrow");
});

test("a narrow window keeps count, total and pay under the shelf, and a sale goes through", async () => {
  const { hand } = await open();
  expect(screen.getByTestId("basket-bar")).toHaveTextContent("The basket is empty");
  expect(screen.queryByTestId("basket-bar-pay")).toBeNull();
  await hand.click(await product(5001));
  await hand.click(await product(5001));
  await waitFor(() => expect(screen.getByTestId("basket-open")).toHaveTextContent(/2.? items.*76\.00/));
  expect(isOpen()).toBe(false);
  await hand.click(screen.getByTestId("basket-bar-pay"));
  expect(await screen.findByTestId("confirm")).toBeInTheDocument();
  expect(isOpen()).toBe(true);
  await hand.click(screen.getByTestId("confirm"));
  await screen.findByTestId("sale-state");
  await hand.click(screen.getByTestId("new-sale"));
  await waitFor(() => expect(isOpen()).toBe(false));
  expect(screen.getByTestId("search")).toHaveFocus();
});

test("the bar opens the basket, and Esc, its button or a key of the search bring the shelf back", async () => {
  const { hand } = await open();
  await hand.click(await product(5001));
  const openBasket = async () => {
    await hand.click(screen.getByTestId("basket-open"));
    await waitFor(() => expect(screen.getByRole("heading", { name: "Basket" })).toHaveFocus());
    expect(isOpen()).toBe(true);
    expect(screen.queryByTestId("basket-bar")).toBeNull();
  };
  await openBasket();
  await hand.keyboard("{Escape}");
  await waitFor(() => expect(isOpen()).toBe(false));
  await openBasket();
  await hand.click(screen.getByTestId("basket-close"));
  await waitFor(() => expect(isOpen()).toBe(false));
  await openBasket();
  await hand.keyboard("{F2}");
  await waitFor(() => expect(isOpen()).toBe(false));
  expect(screen.getByTestId("search")).toHaveFocus();
  expect(screen.getAllByTestId("basket-line")).toHaveLength(1);
});

test("keys that lead into the basket open it: the phone, the quantity, what pay still needs", async () => {
  const { hand } = await open();
  await hand.click(await product(5004));
  for (const key of ["{F3}", "{F9}"]) {
    await hand.keyboard(key);
    await waitFor(() => expect(screen.getByTestId("phone")).toHaveFocus());
    expect(isOpen()).toBe(true);
    await hand.keyboard("{F2}");
    await waitFor(() => expect(isOpen()).toBe(false));
  }
  await hand.keyboard("{F6}");
  await waitFor(() => expect(screen.getByTestId("quantity")).toHaveFocus());
  expect(isOpen()).toBe(true);
});
