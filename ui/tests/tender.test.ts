import { screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { endsOf, hasCheckDigit } from "../src/features/sell/payment/card.svelte";
import { open, product, sales } from "./till";

/** The payment of one voucher stands before the clerk. */
async function paying() {
  const till = await open();
  await till.hand.click(await product(5001));
  await waitFor(() => expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "false"));
  await till.hand.click(screen.getByTestId("pay"));
  await screen.findByTestId("confirm");
  return till;
}
const state = () => screen.getByTestId("sale-state").getAttribute("data-state");

test("a page tender shows its code until it is paid, and only then a result", async () => {
  const { fake, hand } = await paying();
  await hand.click(screen.getByTestId("tender-payerly"));
  expect(screen.queryByTestId("cash-received")).toBeNull();
  expect(screen.getByTestId("confirm")).toHaveTextContent(/Show the QR for .10\.27 USD/);
  await hand.click(screen.getByTestId("confirm"));
  const qr = await screen.findByTestId("pay-qr");
  expect(qr.dataset.url).toBe("https://pay.example/o/S-1000");
  expect(state()).toBe("prepared");
  expect(screen.queryByTestId("code")).toBeNull();
  fake.pay("S-1000");
  await waitFor(() => expect(state()).toBe("delivered"));
  expect(screen.queryByTestId("pay-qr")).toBeNull();
  expect(screen.getByTestId("card-money")).toHaveAttribute("data-state", "paid");
});

test("while the customer can pay nothing is put on the counter, and the next customer can be served", async () => {
  const { hand } = await paying();
  await hand.click(screen.getByTestId("tender-payerly"));
  await hand.click(screen.getByTestId("confirm"));
  await screen.findByTestId("pay-qr");
  (await product(5004)).click();
  expect(screen.queryByTestId("basket-line")).toBeNull();
  await hand.click(screen.getByTestId("new-sale"));
  expect(await screen.findByTestId("waiting-chip")).toHaveAttribute("data-waiting", "1");
  await hand.click(screen.getByTestId("waiting-chip"));
  await hand.click(await screen.findByTestId("waiting-sale"));
  expect(await screen.findByTestId("pay-qr")).toBeInTheDocument();
});

test("backing out asks first, buys nothing, and the same basket can be paid another way", async () => {
  const { fake, hand } = await paying();
  await hand.click(screen.getByTestId("tender-payerly"));
  await hand.click(screen.getByTestId("confirm"));
  await hand.click(await screen.findByTestId("page-cancel"));
  expect(fake.asked.some((one) => one.startsWith("give up"))).toBe(false);
  await hand.click(await screen.findByTestId("page-cancel-yes"));
  await waitFor(() => expect(state()).toBe("cancelled"));
  await hand.click(screen.getByTestId("pay-again"));
  expect(await screen.findByTestId("tender-payerly")).toHaveAttribute("aria-checked", "true");
  await hand.keyboard("{Control>}1{/Control}");
  expect(await screen.findByTestId("cash-received")).toHaveFocus();
  await hand.keyboard("{Enter}");
  await waitFor(() => expect(state()).toBe("delivered"));
  expect(sales(fake)).toBe(2);
});

test("a keyed card goes out once and stays nowhere on the page", async () => {
  const { fake, hand } = await paying();
  await hand.keyboard("{Control>}3{/Control}");
  const number = await screen.findByTestId("card-number");
  expect(number).toHaveFocus();
  await hand.type(number, "4111 1111 1111 1112{Tab}");
  expect(screen.getByText("This number has a mistake in it.")).toBeInTheDocument();
  await hand.clear(number);
  await hand.type(number, "٤١١١ ١١١١ ١١١١ ١١١١");
  await hand.type(screen.getByTestId("card-ends"), "08/31");
  expect(screen.getByTestId("confirm")).toHaveAttribute("aria-disabled", "true");
  await hand.type(screen.getByTestId("card-code"), "987");
  await hand.click(screen.getByTestId("confirm"));
  await waitFor(() => expect(state()).toBe("delivered"));
  expect(fake.asked).toContain("card 4111111111111111 08 31 987 ");
  expect(document.documentElement.outerHTML).not.toMatch(/4111|987/);
  expect(number).toHaveValue("");
});

test("arrows walk through the ways to pay and keep the focus with them", async () => {
  const { hand } = await paying();
  screen.getByTestId("tender-cash").focus();
  await hand.keyboard("{ArrowDown}");
  await waitFor(() => expect(screen.getByTestId("tender-payerly")).toHaveFocus());
  expect(screen.getByTestId("tender-payerly")).toHaveAttribute("aria-checked", "true");
  await hand.keyboard("{ArrowUp}{ArrowUp}");
  await waitFor(() => expect(screen.getByTestId("tender-card")).toHaveFocus());
});

test("a card's end is read as people write it, and its number is checked", () => {
  expect(endsOf("8/29")).toEqual({ month: "8", year: "29" });
  expect(endsOf("٠٨/٢٠٢٩")).toEqual({ month: "08", year: "2029" });
  expect(endsOf("0829")).toEqual({ month: "08", year: "29" });
  for (const wrong of ["", "13/29", "00/29", "8/2", "08/1929"]) expect(endsOf(wrong)).toBeNull();
  expect(hasCheckDigit("4111111111111111")).toBe(true);
  expect(hasCheckDigit("4111111111111112")).toBe(false);
});
