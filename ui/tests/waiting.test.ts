import { screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { open, product, sold } from "./till";

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => void vi.useRealTimers());

type Opened = Awaited<ReturnType<typeof open>>;

async function sell({ hand }: Opened, number: number) {
  await hand.click(await product(number));
  if (screen.queryAllByTestId("basket-line").length && number === 5027)
    await hand.type(screen.getByTestId("phone"), "0599123456");
  await waitFor(() => expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "false"));
  await hand.click(screen.getByTestId("pay"));
  await hand.click(screen.getByTestId("confirm"));
  return screen.findByTestId("sale-state");
}
const firstSale = ({ fake }: Opened) => [...fake.ledger.sales.keys()][0] ?? "";
const fiveSeconds = () => vi.advanceTimersByTimeAsync(5200);

test("a sale that takes long leaves the foreground by itself and stays in sight", async () => {
  const till = await open();
  expect(await sell(till, 5012)).toHaveAttribute("data-state", "unknown");
  expect(screen.queryByTestId("parked-sale")).toBeNull();
  await fiveSeconds();
  expect(await screen.findByTestId("parked-sale")).toHaveTextContent(
    "Do not sell it again and do not give money back.",
  );
  expect(screen.getByTestId("sale-state")).toHaveAttribute("data-state", "unknown");
  expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "true");
  expect(screen.queryByTestId("confirm")).toBeNull();
  expect(screen.getByTestId("waiting-chip")).toHaveTextContent(/1.? waiting/);
});

test("the next customer is served while the first sale waits, and its end is told", async () => {
  const till = await open();
  await sell(till, 5027);
  await till.hand.click(screen.getByTestId("new-sale"));
  expect(screen.queryByTestId("sale-state")).toBeNull();
  expect(await screen.findByTestId("waiting-chip")).toHaveAttribute("data-waiting", "1");
  expect(await sell(till, 5001)).toHaveAttribute("data-state", "delivered");
  till.fake.settle(firstSale(till), "refused");
  const notice = await screen.findByTestId("notice");
  expect(notice.textContent).toMatch(/Not delivered: .*Zain Iraq.* Give the customer .*31\.00.ILS.* back/);
  expect(screen.getByTestId("waiting-chip")).toHaveAttribute("data-ready", "1");
  expect(screen.getByTestId("sale-state")).toHaveAttribute("data-state", "delivered");
});

test("the chip opens the waiting sales with their time, and one of them can be handed over without losing the basket", async () => {
  const till = await open();
  await sell(till, 5012);
  await till.hand.click(screen.getByTestId("new-sale"));
  await till.hand.click(await product(5001));
  await vi.advanceTimersByTimeAsync(12_000);
  await till.hand.keyboard("{Alt>}0{/Alt}");
  const waiting = await screen.findByTestId("waiting-sale");
  expect(waiting).toHaveTextContent(/0:1[2-9]/);
  till.fake.settle(firstSale(till), "delivered");
  await waitFor(() => expect(screen.getByTestId("waiting-sale")).toHaveAttribute("data-state", "delivered"));
  await till.hand.click(screen.getByTestId("waiting-sale"));
  expect(await screen.findByTestId("print")).toBeInTheDocument();
  expect(screen.getAllByTestId("code")).toHaveLength(2);
  await till.hand.click(screen.getByTestId("new-sale"));
  expect(await screen.findByTestId("basket-line")).toHaveAttribute("data-product-id", "palcards:5001");
  expect(screen.queryByTestId("waiting-chip")).toBeNull();
});

test("a sale that was set aside comes back by itself when nobody is busy", async () => {
  const till = await open();
  await sell(till, 5012);
  await fiveSeconds();
  await screen.findByTestId("parked-sale");
  till.fake.settle(firstSale(till), "delivered");
  await waitFor(() => expect(screen.queryByTestId("parked-sale")).toBeNull());
  expect(screen.getByTestId("sale-state")).toHaveAttribute("data-state", "delivered");
  expect(screen.getAllByTestId("code")).toHaveLength(2);
  expect(screen.queryByTestId("waiting-chip")).toBeNull();
});

test("and it does not come back into the middle of somebody's typing", async () => {
  const till = await open();
  await sell(till, 5012);
  await fiveSeconds();
  await screen.findByTestId("parked-sale");
  await till.hand.type(screen.getByTestId("search"), "net");
  till.fake.settle(firstSale(till), "delivered");
  expect(await screen.findByTestId("notice")).toHaveTextContent("Delivered");
  expect(screen.getByTestId("search")).toHaveFocus();
  expect(screen.queryByTestId("sale-state")).toBeNull();
  expect(screen.getByTestId("waiting-chip")).toHaveTextContent(/1.? ended/);
  await till.hand.click(screen.getByRole("button", { name: "Open" }));
  expect(await screen.findByTestId("sale-state")).toHaveAttribute("data-state", "delivered");
});

test("what was unfinished before the start waits from the start", async () => {
  await open({ earlier: [sold(5012), sold(5027, { phone: "+970599123456" })] });
  await waitFor(() => expect(screen.getByTestId("waiting-chip")).toHaveAttribute("data-waiting", "2"));
});
