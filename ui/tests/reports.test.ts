import { screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { busyMonth } from "../src/ipc/fake/busy";
import { open, sold } from "./till";

const manager = { clerk: { name: "Mona", role: "manager", colour: 1 } };
const clerk = { clerk: { name: "Sami", role: "clerk", colour: 0 } };

const owner = { clerk: { name: "Huda", role: "owner", colour: 2 } };

test("the owner sees today's takings and profit, and the orders behind a row", async () => {
  const { fake, hand } = await open({ boot: owner, earlier: [sold(5001), sold(5001), sold(5007)] });
  await hand.click(screen.getByTestId("nav-reports"));
  expect(await screen.findByTestId("report-delivered")).toHaveAttribute("data-count", "3");
  const net = Number(screen.getByTestId("report-net").dataset.amount);
  const margin = Number(screen.getByTestId("report-margin").dataset.amount);
  expect(net).toBeGreaterThan(76);
  expect(margin).toBeCloseTo(net / 10, 1);
  const lines = within(screen.getByTestId("by-product")).getAllByTestId("line");
  expect(lines).toHaveLength(2);
  await hand.click(lines.find((line) => line.dataset.key === "palcards:5001") as HTMLElement);
  expect(await screen.findAllByTestId("order-row")).toHaveLength(2);
  expect(fake.asked).toContain("report orders palcards:5001");
  await hand.keyboard("{Escape}");
  expect(await screen.findByTestId("report-totals")).toBeInTheDocument();
});

test("a manager sees takings and nothing of what is left of them", async () => {
  const { hand } = await open({ boot: manager, earlier: [sold(5001)] });
  await hand.click(screen.getByTestId("nav-reports"));
  expect(await screen.findByTestId("report-net")).toHaveAttribute("data-amount", "38.00");
  expect(screen.queryByTestId("report-margin")).toBeNull();
  expect(screen.queryByText("Cost")).toBeNull();
  expect(within(screen.getByTestId("by-product")).getAllByRole("columnheader")).toHaveLength(3);
});

test("a clerk sees counts and no amount", async () => {
  const { hand } = await open({ boot: clerk, earlier: [sold(5001)] });
  await hand.click(screen.getByTestId("nav-reports"));
  expect(await screen.findByTestId("report-delivered")).toHaveAttribute("data-count", "1");
  expect(screen.queryByTestId("report-net")).toBeNull();
  expect(screen.queryByTestId("report-csv")).toBeNull();
  expect(document.querySelector("main")?.textContent).not.toMatch(/38\.00|\d\.\d\d/);
});

test("a month has a bar for each day that says what it stands for, and arrows go from bar to bar", async () => {
  const { fake, hand } = await open({ boot: manager });
  busyMonth(fake);
  await hand.keyboard("{Control>}{Shift>}[KeyR]{/Shift}{/Control}");
  await hand.click(await screen.findByTestId("period-week"));
  const bars = within(await screen.findByTestId("chart-days")).getAllByTestId("bar");
  expect(bars).toHaveLength(7);
  expect(bars[2]).toHaveAccessibleName(/\d\d\/\d\d.*ILS.*\d+.* delivered/);
  bars[2]?.focus();
  await hand.keyboard("{ArrowRight}");
  expect(bars[3]).toHaveFocus();
  await hand.keyboard("{Enter}");
  expect(fake.asked.at(-1)).toBe(`report orders ${bars[3]?.dataset.key}`);
});

test("a period of one's own is asked for by its days, and a wrong one is said", async () => {
  const { fake, hand } = await open({ boot: manager });
  busyMonth(fake);
  await hand.click(screen.getByTestId("nav-reports"));
  await hand.click(await screen.findByTestId("period-custom"));
  const from = screen.getByTestId<HTMLInputElement>("period-from");
  const to = screen.getByTestId<HTMLInputElement>("period-to");
  await hand.clear(from);
  await hand.type(from, "2026-01-02");
  await hand.clear(to);
  await hand.type(to, "2026-01-01");
  to.dispatchEvent(new Event("change", { bubbles: true }));
  expect(await screen.findByRole("alert")).toHaveTextContent("not days in their order");
});

test("a report is saved as a file, and where it is is said", async () => {
  const { fake, hand } = await open({ boot: manager, earlier: [sold(5001)] });
  await hand.click(screen.getByTestId("nav-reports"));
  await hand.click(await screen.findByTestId("report-csv"));
  expect(await screen.findByText(/Documents\/raseed-/)).toBeInTheDocument();
  expect(fake.asked.some((line) => line.startsWith("report save csv "))).toBe(true);
});

test("a period without a sale says what to do", async () => {
  const { hand } = await open({ boot: manager });
  await hand.click(screen.getByTestId("nav-reports"));
  expect(await screen.findByText("Nothing was sold in this period")).toBeInTheDocument();
});
