import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { open, sold } from "./till";

const phone = "+970599123456";

test("number first: the operator is suggested, can be changed, and an amount takes the number along", async () => {
  const { hand } = await open();
  await hand.type(screen.getByTestId("phone"), "٠٥٦٨١٢٣٤٥٦");
  const [first, second] = await screen.findAllByTestId("operator");
  expect(first).toHaveTextContent("Ooredoo");
  expect(first).toHaveAttribute("aria-pressed", "true");
  expect(screen.getByTestId("topup-amount")).toHaveAttribute("data-product-id", "palcards:5005");
  // Ported numbers exist.
  await hand.click(second as HTMLElement);
  await hand.click(screen.getByTestId("topup-amount"));
  const line = await screen.findByTestId("basket-line");
  expect(line).toHaveAttribute("data-product-id", "palcards:5004");
  expect(within(line).getByTestId("phone")).toHaveValue("+970 56 812 3456");
  await waitFor(() => expect(screen.getByTestId("pay").getAttribute("aria-disabled")).toBe("false"));
});

test("nothing of a customer who did not agree is shown", async () => {
  const { hand } = await open({ earlier: [sold(5001, { phone })] });
  await hand.type(screen.getByTestId("phone"), "0599123456");
  expect(await screen.findByTestId("customer")).toHaveAttribute("data-remembered", "false");
  expect(screen.queryByTestId("customer-order")).toBeNull();
  await hand.click(screen.getByTestId("customer-remember"));
  await waitFor(() => expect(screen.getByTestId("customer")).toHaveAttribute("data-remembered", "true"));
  expect(screen.getByTestId("customer-order")).toHaveTextContent("PUBG Mobile 660 UC");
  await hand.click(screen.getByTestId("customer-forget"));
  await waitFor(() => expect(screen.queryByTestId("customer-order")).toBeNull());
});

test("same again puts the product with its number and its facts in the basket", async () => {
  const { fake, hand } = await open({ earlier: [sold(5002, { phone, fields: { accountId: "5123456789" } })] });
  fake.gate.remembered.add(phone);
  await hand.type(screen.getByTestId("phone"), "0599 123 456");
  await hand.click(await screen.findByTestId("same-again"));
  const line = await screen.findByTestId("basket-line");
  expect(line).toHaveAttribute("data-product-id", "palcards:5002");
  expect(screen.getByTestId("field-accountId")).toHaveValue("5123456789");
  expect(screen.getByTestId("phone")).toHaveValue("0599 123 456");
  // Whose account it is has to be heard again.
  expect(screen.queryByTestId("check-result")).toBeNull();
});

test("only the owner erases a number, after being asked", async () => {
  const { fake, hand } = await open({
    earlier: [sold(5001, { phone })],
    boot: { clerk: { name: "Hani", role: "owner", colour: 0 } },
  });
  fake.gate.remembered.add(phone);
  await hand.type(screen.getByTestId("phone"), "0599123456");
  await hand.click(await screen.findByTestId("customer-erase"));
  await hand.click(screen.getByTestId("customer-erase-yes"));
  await waitFor(() => expect(screen.getByTestId("customer")).toHaveAttribute("data-remembered", "false"));
  expect(fake.ledger.rows[0]?.order.phone).toBeNull();
});

test("every field for numbers takes Arabic and Persian digits", async () => {
  const { hand } = await open();
  await hand.click(await screen.findByTestId("product-palcards:5026"));
  const pay = screen.getByTestId("pay");
  await hand.type(screen.getByTestId("field-amount"), "۱۲");
  await hand.type(screen.getByTestId("phone"), "۰۵۹۹۱۲۳۴۵۶");
  await waitFor(() => expect(pay.getAttribute("aria-disabled")).toBe("false"));
  await hand.clear(screen.getByTestId("field-amount"));
  await hand.type(screen.getByTestId("field-amount"), "٢٠٠");
  await waitFor(() => expect(pay).toHaveTextContent(/1.* to .*100.*, in steps of .*0.5/));
});
