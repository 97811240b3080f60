import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import App from "../src/app/App.svelte";
import { open, product } from "./till";

const shows = (asked: string[]) => asked.filter((line) => line.startsWith("show "));
const last = (asked: string[]) => shows(asked).at(-1) ?? "";

async function openWithDisplay() {
  const till = await open({
    boot: { counter: { display: true, whatsapp: true, drawer: true, code_seconds: 60 } },
  });
  await waitFor(() => expect(last(till.fake.asked)).toBe('show {"what":"nothing"}'));
  return till;
}

async function sell(number: number, { hand }: Awaited<ReturnType<typeof open>>) {
  await hand.click(await product(number));
  await waitFor(() => expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "false"));
  await hand.click(screen.getByTestId("pay"));
  await hand.click(screen.getByTestId("confirm"));
  await screen.findByTestId("sale-state");
}

test("the till is told what the counter stands at, by names and ids alone", async () => {
  const till = await openWithDisplay();
  const { fake, hand } = till;
  await hand.click(await product(5001));
  await waitFor(() => expect(last(fake.asked)).toContain("basket"));
  const basket = last(fake.asked);
  await hand.click(screen.getByTestId("basket").querySelector("button.plain") as HTMLElement);
  await sell(5001, till);
  await waitFor(() => expect(last(fake.asked)).toMatch(/^show \{"what":"sale","sale_id":"S-1000"\}$/));
  expect(JSON.parse(basket.slice(5))).toEqual({
    what: "basket",
    lines: [{ product_id: "palcards:5001", quantity: 1, phone: null, fields: {}, amount: null }],
  });
  // The same thing is said once, however often the sale is looked at.
  expect(shows(fake.asked).filter((line) => line.includes("sale_id"))).toHaveLength(1);
  await hand.click(screen.getByTestId("new-sale"));
  await waitFor(() => expect(last(fake.asked)).toBe('show {"what":"nothing"}'));
});

test("a code is shown across the counter only by its button, and taken away before the next sale", async () => {
  const till = await openWithDisplay();
  const { fake, hand } = till;
  await sell(5001, till);
  await hand.click(screen.getByTestId("reveal"));
  expect(fake.asked.some((line) => line.startsWith("show code"))).toBe(false);
  const button = screen.getByTestId("reveal-customer");
  await hand.click(button);
  await waitFor(() => expect(button).toHaveAttribute("aria-pressed", "true"));
  expect(last(fake.asked)).toMatch(/^show code /);
  await hand.click(button);
  await waitFor(() => expect(last(fake.asked)).toContain("sale_id"));
  await hand.click(button);
  await waitFor(() => expect(last(fake.asked)).toMatch(/^show code /));
  await hand.click(screen.getByTestId("new-sale"));
  await waitFor(() => expect(last(fake.asked)).toBe('show {"what":"nothing"}'));
});

test("nobody is told anything while the window is closed or the till is locked", async () => {
  const till = await open();
  await sell(5001, till);
  expect(shows(till.fake.asked)).toEqual([]);
  expect(screen.queryByTestId("reveal-customer")).toBeNull();
});

test("a window that was closed at its own frame is switched off here too", async () => {
  const { fake, hand } = await openWithDisplay();
  await hand.click(screen.getByTestId("nav-settings"));
  const toggle = await screen.findByTestId("display-switch");
  expect(toggle).toHaveAttribute("aria-checked", "true");
  await fake.setDisplay({ open: false });
  await waitFor(() => expect(toggle).toHaveAttribute("aria-checked", "false"));
});

test("an answer that was under way when the window was closed does not switch it on again", async () => {
  const { fake } = await openWithDisplay();
  const before = await fake.boot();
  cleanup();
  let answer = (_: typeof before) => {};
  const slow = { ...fake, boot: () => new Promise<typeof before>((resolve) => (answer = resolve)) };
  render(App, { backend: slow, boot: before });
  const hand = userEvent.setup({ delay: null });
  await hand.click(screen.getByTestId("nav-settings"));
  const toggle = await screen.findByTestId("display-switch");
  await fake.setDisplay({ open: false });
  await waitFor(() => expect(toggle).toHaveAttribute("aria-checked", "false"));
  answer(before);
  await new Promise((resolve) => setTimeout(resolve));
  expect(toggle).toHaveAttribute("aria-checked", "false");
});

test("whatsapp asks for a number where none is known, and is never called sent", async () => {
  const till = await open();
  await sell(5001, till);
  await till.hand.click(screen.getByTestId("whatsapp"));
  await till.hand.type(screen.getByTestId("whatsapp-phone"), "0599 123 456");
  await till.hand.click(screen.getByTestId("whatsapp-send"));
  const told = await screen.findByTestId("whatsapp-result");
  expect(told).toHaveTextContent("The till cannot see whether it was sent.");
  expect(till.fake.asked.some((line) => line.startsWith("whatsapp") && line.endsWith("+970599123456"))).toBe(true);
});

test("the drawer needs a reason, and of a clerk a manager's PIN", async () => {
  const { fake, hand } = await open({
    boot: { clerk: { name: "Sami", role: "clerk", colour: 0 } },
    managerPin: "7777",
  });
  await hand.keyboard("{F7}");
  const button = await screen.findByTestId("drawer-open");
  expect(button).toHaveAttribute("aria-disabled", "true");
  await hand.click(screen.getByRole("button", { name: "Give change" }));
  await hand.click(button);
  expect(fake.asked).not.toContain("drawer Give change");
  await hand.type(await screen.findByTestId("manager-pin"), "7777{Enter}");
  await waitFor(() => expect(screen.queryByTestId("drawer-open")).toBeNull());
  expect(fake.asked).toContain("drawer Give change");
});
