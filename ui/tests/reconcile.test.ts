import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { open } from "./till";

const manager = { clerk: { name: "Mona", role: "manager", colour: 1 } };

async function reconcile(options: Parameters<typeof open>[0] = {}) {
  const opened = await open({ boot: manager, ...options });
  await opened.hand.click(screen.getByTestId("nav-shift"));
  await opened.hand.click(await screen.findByTestId("open-reconcile"));
  return opened;
}

test("orders that are there and not here explain the wallet once somebody says whose they are", async () => {
  const { fake, hand } = await reconcile();
  const wallet = await screen.findByTestId("wallet-palcards");
  expect(within(wallet).getByTestId("wallet-verdict")).toHaveTextContent("-19.00");
  expect(screen.queryByTestId("reconcile-fits")).toBeNull();
  await hand.click(screen.getByTestId("stray-9107"));
  await hand.click(screen.getByTestId("stray-9112"));
  expect(screen.getByTestId("stray-not-ours")).toHaveAttribute("aria-disabled", "true");
  await hand.type(screen.getByTestId("stray-note"), "market branch");
  await hand.click(screen.getByTestId("stray-not-ours"));
  expect(await screen.findByTestId("reconcile-fits")).toBeInTheDocument();
  expect(fake.asked).toContain("stray palcards 9107 9112 not_ours market branch");
  expect(screen.queryByTestId("strays")).toBeNull();
});

test("a deposit is booked in any digits, with a reason, and Esc goes back to the shift", async () => {
  const { fake, hand } = await reconcile();
  await screen.findByTestId("wallet-plexy");
  await hand.type(screen.getByTestId("book-amount"), "١٠٠");
  expect(screen.getByTestId("book-do")).toHaveAttribute("aria-disabled", "true");
  await hand.type(screen.getByTestId("book-note"), "transfer 17");
  await hand.click(screen.getByTestId("book-do"));
  await waitFor(() => expect(fake.asked).toContain("book palcards deposit 100 transfer 17"));
  await hand.keyboard("{Escape}");
  expect(await screen.findByTestId("open-reconcile")).toBeInTheDocument();
});

test("a clerk is not offered the wallets' account", async () => {
  const { hand } = await open({ boot: { clerk: { name: "Sami", role: "clerk", colour: 1 } } });
  await hand.click(screen.getByTestId("nav-shift"));
  await screen.findByTestId("shift-open");
  expect(screen.queryByTestId("open-reconcile")).toBeNull();
});

test("what was found after a restore waits until somebody says what was paid", async () => {
  const { fake, hand } = await open({ boot: manager });
  const sold = await fake.sell({
    token: "t",
    lines: [{ product_id: "palcards:5001", quantity: 1, phone: null, fields: {}, amount: null }],
    tender: null,
    card: null,
    received: null,
    again: true,
  });
  const id = sold.sale.orders[0]?.id ?? "";
  fake.ledger.news.set(id, "imported");
  fake.books.strays = fake.books.strays.map((stray) => ({ ...stray, needs_person: true }));
  fake.call();
  await hand.click(screen.getByTestId("nav-attention"));
  expect(await screen.findByTestId("attention-strays")).toHaveTextContent("2");
  await hand.type(await screen.findByTestId("import-paid"), "٣٧٫٥".replace("٫", "."));
  await hand.click(screen.getByTestId("import-do"));
  await waitFor(() => expect(fake.asked).toContain(`paid ${id} 37.5`));
  expect(screen.queryByTestId("import")).toBeNull();
  await hand.click(within(screen.getByTestId("attention-strays")).getByRole("button"));
  expect(await screen.findByTestId("strays")).toBeInTheDocument();
});

test("hundreds are chosen at once, by supplier or day, and said in steps with one reason", async () => {
  const { fake, hand } = await reconcile();
  const [first] = fake.books.strays;
  const day = (at: number) => new Date(Date.now() - at * 24 * 3_600_000).toISOString();
  const stray = (supplier: string, id: number, made_at: string) =>
    ({ ...first, supplier, provider_order_id: String(id), made_at }) as (typeof fake.books.strays)[number];
  fake.books.strays = [
    ...Array.from({ length: 25 }, (_, at) => stray("palcards", 1000 + at, day(3))),
    ...Array.from({ length: 5 }, (_, at) => stray("plexy", 2000 + at, day(4))),
    stray("plexy", 2010, day(3)),
  ];
  await hand.click(screen.getByTestId("reconcile-again"));
  await hand.click(await screen.findByTestId("strays-of-plexy"));
  expect(screen.getByTestId("strays-picked")).toHaveTextContent(/\b6\b.* chosen/);
  await hand.click(screen.getByTestId("strays-of-plexy"));
  expect(screen.getByTestId("strays-picked")).toHaveTextContent("None chosen");
  await hand.click(screen.getByTestId(`strays-on-${new Date(day(3)).toLocaleDateString("sv")}`));
  expect(screen.getByTestId("strays-picked")).toHaveTextContent(/\b26\b.* chosen/);
  await hand.click(screen.getByTestId("strays-all"));
  expect(screen.getByTestId("strays-all")).toHaveAttribute("aria-pressed", "true");
  await hand.type(screen.getByTestId("stray-note"), "after the restore");
  await hand.click(screen.getByTestId("stray-ours"));
  await waitFor(() => expect(screen.queryByTestId("strays")).toBeNull());
  const said = fake.asked.filter((line) => line.startsWith("stray"));
  expect(said.map((line) => line.match(/\d{4}/g)?.length)).toEqual([20, 5, 6]);
  expect(said.every((line) => line.endsWith("ours after the restore"))).toBe(true);
});

test("what was said before a failure stays said, and the rest is still there", async () => {
  const { fake, hand } = await reconcile();
  const decide = fake.strayDecide;
  const [first] = fake.books.strays;
  fake.books.strays = Array.from(
    { length: 22 },
    (_, at) => ({ ...first, provider_order_id: String(1000 + at) }) as (typeof fake.books.strays)[number],
  );
  let calls = 0;
  fake.strayDecide = async (request) => {
    calls += 1;
    if (calls > 1) throw new Error("the supplier cannot be asked");
    return decide(request);
  };
  await hand.click(screen.getByTestId("reconcile-again"));
  await hand.click(await screen.findByTestId("strays-all"));
  await hand.type(screen.getByTestId("stray-note"), "after the restore");
  await hand.click(screen.getByTestId("stray-ours"));
  await waitFor(() => expect(screen.getByTestId("strays-picked")).toHaveTextContent(/\b2\b.* chosen/));
  expect(screen.getByTestId("stray-1021")).toBeChecked();
  expect(screen.queryByTestId("stray-1019")).toBeNull();
});
