import { screen, waitFor } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import type { LampState } from "../src/ipc/bindings";
import { open, product, sold } from "./till";

const root = document.documentElement;

test("Arabic turns the whole window, at once and back", async () => {
  const { fake, hand } = await open();
  await hand.click(screen.getByTestId("language-ar"));
  await waitFor(() => expect(root).toHaveAttribute("dir", "rtl"));
  expect(root).toHaveAttribute("lang", "ar");
  expect(screen.getByTestId("pay")).toHaveTextContent("تحصيل");
  expect(screen.getByTestId("product-palcards:5001")).toHaveTextContent("ببجي موبايل 660 شدة");
  expect((await fake.boot()).language).toBe("ar");
  await hand.click(screen.getByTestId("language-en"));
  await waitFor(() => expect(root).toHaveAttribute("dir", "ltr"));
});

test("the theme is on the document and remembered", async () => {
  const { fake, hand } = await open();
  await hand.click(screen.getByTestId("theme"));
  await waitFor(() => expect(root).toHaveAttribute("data-theme", "dark"));
  expect((await fake.boot()).theme).toBe("dark");
});

test("a locked till shows only the PIN, and the basket survives the lock", async () => {
  const { hand } = await open({ pin: "4821" });
  expect(screen.queryByTestId("nav-sell")).toBeNull();
  await hand.type(screen.getByTestId("pin"), "1111{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("This PIN belongs to nobody.");
  await hand.type(screen.getByTestId("pin"), "4821{Enter}");
  await hand.click(await product(5001));
  await hand.keyboard("{F12}");
  await hand.type(await screen.findByTestId("pin"), "4821{Enter}");
  expect(await screen.findByTestId("basket-line")).toHaveAttribute("data-product-id", "palcards:5001");
});

test("after too many wrong PINs only who says who they are goes on, and F12 locks from a dialog too", async () => {
  const { hand } = await open({ pin: "4821" });
  for (let tries = 0; tries < 5; tries += 1) {
    await hand.type(screen.getByTestId("pin"), "1111{Enter}");
    await screen.findByRole("alert");
  }
  expect(await screen.findByTestId("pin-wait")).toHaveTextContent("0:30");
  expect(screen.queryByTestId("pin")).toBeNull();
  await hand.click(screen.getByRole("button", { name: "Mona" }));
  await hand.type(await screen.findByTestId("pin"), "4821{Enter}");
  expect(await screen.findByTestId("lock")).toHaveTextContent("Mona");
  await hand.keyboard("{F7}");
  await screen.findByTestId("drawer-reason");
  await hand.keyboard("{F12}");
  expect(await screen.findByTestId("pin")).toHaveFocus();
});

test("practice is marked on every screen, locked or not", async () => {
  const { hand } = await open({ pin: "4821", boot: { practice: true } });
  expect(screen.getByTestId("practice")).toHaveTextContent("TRAINING");
  await hand.type(screen.getByTestId("pin"), "4821{Enter}");
  await hand.click(await screen.findByTestId("nav-orders"));
  expect(screen.getByTestId("practice")).toBeInTheDocument();
});

test("orders that wait for a person stand in a banner, a badge and a list", async () => {
  const { fake, hand } = await open();
  const line = { product_id: "palcards:5024", quantity: 1, phone: null, fields: {}, amount: null };
  fake.ledger.sell({ token: "one", lines: [line], tender: null, card: null, received: null, again: false });
  await hand.click(screen.getByTestId("nav-attention"));
  const row = await screen.findByTestId("order-row");
  expect(row).toHaveAttribute("data-state", "needs_attention");
  await hand.click(screen.getByTestId("nav-sell"));
  expect(screen.getByTestId("attention-banner")).toBeInTheDocument();
});

test("orders are found by phone and show their story", async () => {
  const { fake, hand } = await open();
  const line = (id: number, phone: string | null) => sold(id, { phone });
  fake.ledger.sell({ token: "a", lines: [line(5001, null)], tender: null, card: null, received: null, again: false });
  fake.ledger.sell({
    token: "b",
    lines: [line(5004, "+970599123456")],
    tender: null,
    card: null,
    received: null,
    again: false,
  });
  await hand.click(screen.getByTestId("nav-orders"));
  await waitFor(() => expect(screen.getAllByTestId("order-row")).toHaveLength(2));
  await hand.type(screen.getByTestId("orders-search"), "٥٩٩١٢٣");
  await waitFor(() => expect(screen.getAllByTestId("order-row")).toHaveLength(1));
  await hand.click(screen.getByTestId("order-row"));
  expect(await screen.findByText("Sent to the supplier.")).toBeInTheDocument();
});

test("F1 shows the keys, escape closes them", async () => {
  const { hand } = await open();
  await hand.keyboard("{F1}");
  const title = await screen.findByRole("heading", { name: "Keys" });
  expect(title).toBeInTheDocument();
  await hand.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("heading", { name: "Keys" })).toBeNull();
});

test("typing anywhere goes to the search", async () => {
  const { hand } = await open();
  screen.getByTestId("nav-sell").focus();
  await hand.keyboard("s");
  expect(screen.getByTestId("search")).toHaveFocus();
});

test("the lamps say every trouble by its name, the worst first, and what to do on the settings screen", async () => {
  const { fake, hand } = await open();
  expect(screen.getByTestId("lamps")).toHaveTextContent("All on line");
  const words: Record<LampState, string> = {
    asking: "Not asked yet",
    ok: "On line",
    slow: "Slow",
    down: "Down",
    out_of_money: "Out of money",
    address_changed: "Internet address changed",
    wrong_key: "Wrong key",
    clock_wrong: "Clock wrong",
  };
  const [first, second] = (await fake.boot()).upstreams;
  if (!first || !second) throw new Error("the fake till has two suppliers");
  for (const [state, word] of Object.entries(words) as [LampState, string][]) {
    const hint = `about ${state}`;
    fake.lamps([
      { ...first, state: "slow" },
      { ...second, state, message: `It is ${state}.`, hint },
    ]);
    await hand.click(screen.getByTestId("nav-settings"));
    const row = await screen.findByTestId(`lamp-${second.id}`);
    await waitFor(() => expect(row).toHaveAttribute("data-state", state));
    expect(row).toHaveTextContent(word);
    expect(row).toHaveTextContent(hint);
    const lamps = screen.getByTestId("lamps");
    const calm = state === "ok" || state === "asking";
    if (calm) expect(lamps).not.toHaveTextContent(second.id);
    else expect(lamps).toHaveTextContent(word);
    await hand.click(screen.getByTestId("nav-sell"));
  }
  fake.lamps([
    { ...first, state: "slow" },
    { ...second, state: "down" },
  ]);
  await hand.click(screen.getByTestId("nav-settings"));
  await waitFor(() => expect(screen.getByTestId("lamps").textContent).toMatch(/plexy.*Down.*palcards.*Slow/s));
});

test("a lamp changes on the rail as soon as the till tells, and again when all is well", async () => {
  const { fake } = await open();
  const [first] = (await fake.boot()).upstreams;
  if (!first) throw new Error("the fake till has a supplier");
  fake.lamps([{ ...first, state: "out_of_money" }], "told");
  await waitFor(() => expect(screen.getByTestId("lamps")).toHaveTextContent("Out of money"));
  fake.lamps([{ ...first, state: "ok" }], "told");
  await waitFor(() => expect(screen.getByTestId("lamps")).toHaveTextContent("All on line"));
});

test("the rail hears of a trouble by itself", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const { fake } = await open();
    const [first] = (await fake.boot()).upstreams;
    if (!first) throw new Error("the fake till has a supplier");
    fake.lamps([{ ...first, state: "wrong_key" }]);
    expect(screen.getByTestId("lamps")).not.toHaveTextContent("Wrong key");
    vi.advanceTimersByTime(60_000);
  } finally {
    vi.useRealTimers();
  }
  await waitFor(() => expect(screen.getByTestId("lamps")).toHaveTextContent("Wrong key"));
});
