import { screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { noPaper } from "../src/ipc/fake/printing";
import { open, product, sales } from "./till";

async function sell(number: number) {
  const { fake, hand } = await open();
  await hand.click(await product(number));
  await waitFor(() => expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "false"));
  await hand.click(screen.getByTestId("pay"));
  await hand.click(screen.getByTestId("confirm"));
  const state = await screen.findByTestId("sale-state");
  return { fake, hand, state };
}
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("codes are masked first, and revealed their text is exactly the value", async () => {
  const { fake, hand } = await sell(5001);
  const [order] = [...fake.ledger.sales.values()][0]?.sale.orders ?? [];
  const [code] = screen.getAllByTestId("code");
  expect(code).toHaveAttribute("data-masked", "true");
  expect(code).toHaveAttribute("data-label", "code");
  expect(code).toHaveAttribute("data-order-id", order?.id);
  await hand.click(screen.getByTestId("reveal"));
  await waitFor(() => expect(code).toHaveAttribute("data-masked", "false"));
  const values = fake.ledger.codes(order?.id ?? "").map((secret) => secret.value);
  expect(screen.getAllByTestId("code").map((shown) => shown.textContent)).toEqual(values);
  expect(code).toHaveAttribute("dir", "ltr");
  await hand.click(screen.getByTestId("reveal"));
  expect(code?.textContent).toMatch(/^••••/);
});

test("enter on the result starts the next sale, but not at once", async () => {
  const { hand } = await sell(5001);
  expect(screen.getByRole("heading", { name: "Delivered" })).toHaveFocus();
  await hand.keyboard("{Enter}");
  expect(screen.getByTestId("sale-state")).toBeInTheDocument();
  await after(450);
  await hand.keyboard("{Enter}");
  expect(screen.queryByTestId("sale-state")).toBeNull();
  expect(screen.queryByTestId("basket-line")).toBeNull();
});

test("enter on the print button prints and stays", async () => {
  const { fake, hand } = await sell(5001);
  await after(450);
  screen.getByTestId("print").focus();
  await hand.keyboard("{Enter}");
  expect(await screen.findByTestId("print-result")).toHaveTextContent("Printed");
  expect(fake.asked.some((line) => line.startsWith("print"))).toBe(true);
  expect(screen.getByTestId("sale-state")).toBeInTheDocument();
});

test("an unknown sale warns, is followed, and enter does not leave it", async () => {
  const { fake, hand, state } = await sell(5012);
  expect(state).toHaveAttribute("data-state", "unknown");
  expect(state).toHaveTextContent("Do not sell it again and do not give money back.");
  await after(450);
  await hand.keyboard("{Enter}");
  expect(state).toBeInTheDocument();
  fake.settle([...fake.ledger.sales.keys()][0] ?? "", "delivered");
  await waitFor(() => expect(state).toHaveAttribute("data-state", "delivered"));
  expect(screen.getAllByTestId("code")).toHaveLength(2);
  expect(sales(fake)).toBe(1);
});

test("a refused cash sale names the money to give back", async () => {
  const { state } = await sell(5011);
  expect(state).toHaveAttribute("data-state", "refused");
  expect(state.textContent).toMatch(/58\.00.ILS/);
});

test("a printer's failure never looks like a failed sale", async () => {
  const { fake, hand } = await open();
  fake.printing.faults.set("receipt", noPaper);
  await hand.click(await product(5001));
  await waitFor(() => expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "false"));
  await hand.keyboard("{F9}");
  await hand.click(await screen.findByTestId("confirm"));
  await hand.click(await screen.findByTestId("print"));
  const told = await screen.findByTestId("print-result");
  expect(told).toHaveTextContent("The sale is safe.");
  expect(told).toHaveTextContent("no paper");
  expect(told).toHaveTextContent("Load paper");
  expect(screen.getByTestId("sale-state")).toHaveAttribute("data-state", "delivered");
  expect(fake.asked.filter((line) => line.startsWith("sell"))).toHaveLength(1);
});

test("where printing failed there are another printer, another try and the screen, and none by itself", async () => {
  const { fake, hand } = await open();
  fake.printing.faults.set("receipt", noPaper);
  await hand.click(await product(5001));
  await waitFor(() => expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "false"));
  await hand.click(screen.getByTestId("pay"));
  await hand.click(screen.getByTestId("confirm"));
  expect(screen.queryByTestId("print-on-kitchen")).toBeNull();
  await hand.click(await screen.findByTestId("print"));
  expect(await screen.findByTestId("print-result")).toHaveAttribute("data-trouble", "paper-out");
  expect(screen.getByTestId("print")).toHaveTextContent("Print again");
  expect(screen.getByTestId("print")).toHaveFocus();
  expect(screen.getByTestId("reveal")).toBeInTheDocument();
  expect(screen.queryByTestId("print-on-receipt")).toBeNull();
  await hand.click(await screen.findByTestId("print-on-kitchen"));
  await waitFor(() => expect(screen.getByTestId("print-result")).toHaveTextContent("Sent to the printer"));
  expect(screen.queryByTestId("print-on-kitchen")).toBeNull();
  const prints = fake.asked.filter((line) => line.startsWith("print"));
  expect(prints.map((line) => line.replace(/^print \S+/, "print"))).toEqual(["print", "print on kitchen"]);
});

async function delivered(options: Parameters<typeof open>[0]) {
  const { fake, hand } = await open(options);
  await hand.click(await product(5001));
  await waitFor(() => expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "false"));
  await hand.click(screen.getByTestId("pay"));
  await hand.click(screen.getByTestId("confirm"));
  await screen.findByTestId("sale-state");
  return { fake, hand };
}

test("a code is texted to the number that is asked for, with its price shown before", async () => {
  const { fake, hand } = await delivered({ sms: "sent" });
  const button = await screen.findByTestId("sms");
  expect(screen.getByText("0.16 ILS")).toBeInTheDocument();
  await hand.click(button);
  await hand.type(await screen.findByTestId("sms-phone"), "0599 123 456");
  expect(fake.asked.filter((line) => line.startsWith("sms"))).toHaveLength(0);
  await hand.click(screen.getByTestId("sms-send"));
  const told = await screen.findByTestId("sms-result");
  expect(told).toHaveAttribute("data-state", "sent");
  expect(told).toHaveTextContent("+970 59 912 3456");
  expect(screen.queryByTestId("sms-phone")).toBeNull();
  expect(fake.asked.filter((line) => line.endsWith("+970599123456"))).toHaveLength(1);
});

test("a text that did not go out says that the sale is safe", async () => {
  const { hand } = await delivered({ sms: "failed" });
  await hand.click(await screen.findByTestId("sms"));
  await hand.type(await screen.findByTestId("sms-phone"), "0599123456");
  await hand.click(screen.getByTestId("sms-send"));
  const told = await screen.findByTestId("sms-result");
  expect(told).toHaveAttribute("data-state", "failed");
  expect(told).toHaveTextContent("The sale is safe.");
  expect(screen.getByTestId("sale-state")).toHaveAttribute("data-state", "delivered");
});

test("where no route is set up there is no button to text", async () => {
  await delivered({});
  await screen.findByTestId("print");
  expect(screen.queryByTestId("sms")).toBeNull();
});
