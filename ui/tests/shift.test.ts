import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { aMoment, open, product, sold } from "./till";

const manager = { clerk: { name: "Mona", role: "manager", colour: 0 } };

test("a drawer is counted in notes and coins, in any digits, and opened by Enter", async () => {
  const { fake, hand } = await open({ boot: manager });
  await hand.click(screen.getByTestId("nav-shift"));
  const first = await screen.findByTestId("piece-200");
  expect(first).toHaveFocus();
  expect(screen.getByTestId("shift-open")).toHaveAttribute("aria-disabled", "true");
  await hand.type(first, "١");
  await hand.type(screen.getByTestId("piece-0.50"), "3");
  await waitFor(() => expect(screen.getByTestId("shift-float")).toHaveValue("201.50"));
  await aMoment();
  await hand.keyboard("{Enter}");
  expect(await screen.findByTestId("shift-close")).toBeInTheDocument();
  expect(fake.asked).toContain("shift open 201.50");
});

test("the sum may be typed instead, and what is no amount is said", async () => {
  const { fake, hand } = await open({ boot: manager });
  await hand.click(screen.getByTestId("nav-shift"));
  const sum = await screen.findByTestId("shift-float");
  await hand.type(sum, "٥٠x");
  await hand.click(screen.getByTestId("shift-open"));
  expect(await screen.findByRole("alert")).toHaveTextContent("not an amount");
  await hand.clear(sum);
  await hand.type(sum, "٥٠");
  await hand.click(screen.getByTestId("shift-open"));
  expect(await screen.findByTestId("shift-close")).toBeInTheDocument();
  expect(fake.asked).toContain("shift open 50.00");
});

test("a clerk sees nothing the drawer could be worked out from, and closes with a manager's PIN", async () => {
  const boot = { clerk: { name: "Sami", role: "clerk", colour: 0 } };
  const { fake, hand } = await open({ boot, managerPin: "7777" });
  fake.drawer.begin(20_000n);
  await hand.click(await product(5001));
  await hand.keyboard("{F9}");
  await hand.click(await screen.findByTestId("confirm"));
  await screen.findByTestId("sale-state");
  await hand.click(screen.getByTestId("nav-shift"));
  expect(await screen.findByTestId("shift-blind")).toBeInTheDocument();
  expect(screen.queryByTestId("drawer-ILS")).toBeNull();
  expect(document.body.textContent).not.toMatch(/238\.00|38\.00/);
  await hand.click(screen.getByTestId("shift-close"));
  await hand.type(await screen.findByTestId("shift-counted"), "237.50");
  await hand.click(screen.getByTestId("shift-close-do"));
  expect(document.body.textContent).not.toMatch(/238\.00/);
  await hand.type(await screen.findByTestId("manager-pin"), "7777{Enter}");
  const difference = await screen.findByTestId("shift-difference");
  expect(difference).toHaveAttribute("data-amount", "-0.50");
  expect(difference).toHaveTextContent(/Short by .*0\.50 ILS/);
  expect(screen.getByTestId("shift-closed")).toHaveTextContent("238.00");
});

test("cash comes and goes with a reason, and Escape books nothing", async () => {
  const { fake, hand } = await open({ boot: manager });
  fake.drawer.begin(10_000n);
  await hand.click(screen.getByTestId("nav-shift"));
  await hand.click(await screen.findByTestId("shift-pay-out"));
  const amount = await screen.findByTestId("pay-amount");
  expect(amount).toHaveFocus();
  await hand.type(amount, "١٢.٥{Enter}");
  expect(screen.getByText("Write what it is for.")).toBeInTheDocument();
  expect(screen.getByTestId("pay-reason")).toHaveFocus();
  await hand.keyboard("{Escape}");
  await hand.click(await screen.findByTestId("shift-pay-out"));
  await hand.type(await screen.findByTestId("pay-amount"), "12.5");
  await hand.click(screen.getByRole("button", { name: "Supplies" }));
  await hand.click(screen.getByTestId("pay-do"));
  const payment = await screen.findByTestId("payment");
  expect(payment).toHaveTextContent(/Supplies.*-12\.50/);
  expect(fake.drawer.open?.payments).toHaveLength(1);
  expect(within(screen.getByTestId("drawer-ILS")).getByText("87.50")).toBeInTheDocument();
});

test("past reports are listed and printed again", async () => {
  const { fake, hand } = await open({ boot: manager, earlier: [sold(5001)] });
  fake.drawer.begin(10_000n);
  fake.drawer.close(9_900n, "Mona");
  await hand.click(screen.getByTestId("nav-shift"));
  const row = await screen.findByTestId("z-row");
  expect(row).toHaveTextContent(/Z .*1.*-1\.00/);
  await hand.click(within(row).getByTestId("z-print"));
  await waitFor(() => expect(fake.asked).toContain("shift print 1"));
});

test("Ctrl+Shift+Z leads to the shift from anywhere", async () => {
  const { hand } = await open({ boot: manager });
  await hand.keyboard("{Control>}{Shift>}[KeyZ]{/Shift}{/Control}");
  expect(await screen.findByTestId("shift-float")).toBeInTheDocument();
});

test("a closed shift shows all that its paper says, what was done at the till among it", async () => {
  const { fake, hand } = await open({ boot: manager, earlier: [sold(5001)] });
  fake.drawer.begin(10_000n);
  await hand.click(screen.getByTestId("nav-shift"));
  await hand.click(await screen.findByTestId("shift-close"));
  await hand.type(await screen.findByTestId("shift-counted"), "100");
  await hand.click(screen.getByTestId("shift-close-do"));
  const control = await screen.findByTestId("z-control");
  expect(control).toHaveTextContent(/Control.*Sami.*Reprints.*1.*Codes shown.*2/);
  expect(control).not.toHaveTextContent("Wrong PINs");
  expect(screen.getByTestId("z-sales")).toHaveTextContent(/Net/);
  expect(screen.getByTestId("z-unfinished")).toHaveTextContent(/Being checked/);
});

test("an earlier Z is looked at and put away, and not while something is being counted", async () => {
  const { fake, hand } = await open({ boot: manager });
  fake.drawer.begin(10_000n);
  fake.drawer.close(9_900n, "Mona");
  fake.drawer.begin(10_000n);
  await hand.click(screen.getByTestId("nav-shift"));
  await hand.click(await screen.findByTestId("z-look"));
  expect(screen.getByTestId("shift-closed")).toHaveAttribute("data-number", "1");
  expect(screen.getByTestId("z-control")).toHaveTextContent("Sami");
  expect(screen.getByTestId("shift-done")).toHaveTextContent("Back to the shift");
  await hand.keyboard("{Escape}");
  await hand.click(await screen.findByTestId("shift-close"));
  await hand.type(await screen.findByTestId("shift-counted"), "99");
  await hand.click(screen.getByTestId("z-look"));
  expect(screen.queryByTestId("shift-closed")).toBeNull();
  expect(screen.getByTestId("shift-counted")).toHaveValue("99");
});
