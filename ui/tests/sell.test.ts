import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { aMoment, open, product, sales } from "./till";

const disabled = (id: string) => screen.getByTestId(id).getAttribute("aria-disabled") === "true";

test("enter in the search adds the top hit once its answer has come", async () => {
  const { hand } = await open();
  await hand.type(screen.getByTestId("search"), "netflix");
  await aMoment();
  await hand.keyboard("{Enter}");
  const line = await screen.findByTestId("basket-line");
  expect(line).toHaveAttribute("data-product-id", "palcards:5014");
  expect(line).toHaveAttribute("data-quantity", "1");
});

test("the same voucher twice is one line of two", async () => {
  const { hand } = await open();
  await hand.click(await product(5001));
  await hand.click(await product(5001));
  await waitFor(() => expect(screen.getByTestId("basket-line")).toHaveAttribute("data-quantity", "2"));
  expect(await screen.findByText("76.00", { selector: ".sum *" })).toBeInTheDocument();
});

test("pay says why it cannot be pressed", async () => {
  const { hand } = await open();
  const pay = screen.getByTestId("pay");
  expect(pay).toHaveTextContent("The basket is empty");
  await hand.click(await product(5004));
  expect(pay).toHaveTextContent("Phone number is missing");
  await hand.type(screen.getByTestId("phone"), "0599");
  await waitFor(() => expect(pay).toHaveTextContent("Phone number is not complete"));
  await hand.type(screen.getByTestId("phone"), "123456");
  await waitFor(() => expect(disabled("pay")).toBe(false));
});

test("a product with a preflight cannot be paid before its check is fine, and any change makes the check void", async () => {
  const { hand } = await open();
  await hand.click(await product(5002));
  const field = screen.getByTestId("field-accountId");
  await hand.type(field, "٥١٢٣٤٥٦٧٨٩");
  expect(screen.getByTestId("pay")).toHaveTextContent("Check the account first");
  await hand.click(screen.getByTestId("check"));
  expect(await screen.findByTestId("check-result")).toHaveAttribute("data-ok", "true");
  await waitFor(() => expect(disabled("pay")).toBe(false));
  await hand.type(field, "0");
  expect(screen.queryByTestId("check-result")).toBeNull();
  expect(disabled("pay")).toBe(true);
  await hand.clear(field);
  await hand.type(field, "5123456789");
  await hand.click(screen.getByTestId("check"));
  await screen.findByTestId("check-result");
  await waitFor(() => expect(disabled("pay")).toBe(false));
  await hand.click(screen.getByTestId("pay"));
  const panel = within(screen.getByTestId("basket"));
  expect(panel.getByText("NoorTheFox")).toBeInTheDocument();
  expect(panel.getByText("5123456789")).toBeInTheDocument();
});

test("what was typed survives escape", async () => {
  const { hand } = await open();
  await hand.click(await product(5004));
  await hand.type(screen.getByTestId("phone"), "0599123456");
  await waitFor(() => expect(disabled("pay")).toBe(false));
  await hand.keyboard("{F9}");
  await screen.findByTestId("confirm");
  await hand.keyboard("{Escape}");
  expect(await screen.findByTestId("phone")).toHaveValue("0599123456");
});

test("two clicks on confirm are one sale", async () => {
  const { fake, hand } = await open();
  await hand.click(await product(5001));
  await waitFor(() => expect(disabled("pay")).toBe(false));
  await hand.click(screen.getByTestId("pay"));
  const confirm = screen.getByTestId("confirm");
  confirm.click();
  confirm.click();
  expect(await screen.findByTestId("sale-state")).toHaveAttribute("data-state", "delivered");
  expect(sales(fake)).toBe(1);
});

test("too little received disables confirm; the change is the till's", async () => {
  const { hand } = await open();
  await hand.click(await product(5001));
  await waitFor(() => expect(disabled("pay")).toBe(false));
  await hand.keyboard("{F9}");
  const received = await screen.findByTestId("cash-received");
  expect(received).toHaveFocus();
  await hand.type(received, "20");
  await waitFor(() => expect(disabled("confirm")).toBe(true));
  await hand.clear(received);
  await hand.type(received, "٥٠");
  await waitFor(() => expect(screen.getByTestId("change")).toHaveAttribute("data-amount", "12.00"));
  expect(disabled("confirm")).toBe(false);
});

test("an unfinished earlier sale asks for a decision of its own", async () => {
  const { fake, hand } = await open();
  await hand.click(await product(5015));
  await waitFor(() => expect(disabled("pay")).toBe(false));
  await hand.keyboard("{F9}");
  await hand.click(await screen.findByTestId("confirm"));
  await hand.click(await screen.findByTestId("sell-again"));
  expect(await screen.findByTestId("sale-state")).toHaveAttribute("data-state", "delivered");
  expect(new Set(fake.asked).size).toBe(1);
});

test("a lost answer never offers confirm again", async () => {
  const { fake, hand } = await open();
  await hand.click(await product(5016));
  await waitFor(() => expect(disabled("pay")).toBe(false));
  await hand.keyboard("{F9}");
  await hand.click(await screen.findByTestId("confirm"));
  expect(await screen.findByTestId("sale-state")).toHaveAttribute("data-state", "unknown");
  expect(screen.queryByTestId("confirm")).toBeNull();
  await hand.keyboard("{Escape}{F9}{Enter}");
  expect(screen.queryByTestId("confirm")).toBeNull();
  expect(sales(fake)).toBe(1);
});

test("an open value is chosen within its bounds and priced by the till", async () => {
  const { hand } = await open();
  await hand.click(await product(5025));
  const pay = screen.getByTestId("pay");
  expect(pay).toHaveTextContent("Choose the amount");
  const amount = screen.getByTestId("field-amount");
  await hand.type(amount, "12");
  await waitFor(() => expect(pay).toHaveTextContent("Amount:"));
  await hand.clear(amount);
  await hand.type(amount, "١٥");
  await waitFor(() => expect(disabled("pay")).toBe(false));
  expect(screen.getByText("58.50", { selector: ".sum *" })).toBeInTheDocument();
  await hand.click(screen.getByRole("button", { name: "20" }));
  expect(amount).toHaveValue("20");
  await waitFor(() => expect(screen.getByText("78.00", { selector: ".sum *" })).toBeInTheDocument());
  await hand.keyboard("{F9}");
  await hand.click(await screen.findByTestId("confirm"));
  expect(await screen.findByTestId("sale-state")).toHaveAttribute("data-state", "delivered");
});

test("two amounts of the same product are two lines", async () => {
  const { hand } = await open();
  await hand.click(await product(5025));
  await hand.click(await product(5025));
  expect(screen.getAllByTestId("basket-line")).toHaveLength(2);
});

test("a product that comes to stand under a finger is not sold", async () => {
  const { hand } = await open();
  const search = screen.getByTestId("search");
  await hand.type(search, "pubg");
  const place = await product(5001);
  await hand.pointer({ keys: "[MouseLeft>]", target: place });
  await fireEvent.input(search, { target: { value: "steam" } });
  await waitFor(() => expect(place).not.toHaveAttribute("data-testid", "product-palcards:5001"));
  await hand.pointer({ keys: "[/MouseLeft]", target: place });
  expect(screen.queryByTestId("basket-line")).toBeNull();
});
