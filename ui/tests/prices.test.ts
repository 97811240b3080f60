import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { aMoment, open } from "./till";

const manager = { clerk: { name: "Mona", role: "manager", colour: 1 } };

async function prices(options: Parameters<typeof open>[0] = {}) {
  const opened = await open({ boot: manager, ...options });
  await opened.hand.click(screen.getByTestId("nav-settings"));
  await opened.hand.click(await screen.findByTestId("open-prices"));
  await screen.findByTestId("prices-search");
  return opened;
}

const row = async (id: string) => (await screen.findByTestId(`price-${id}`)).closest("tr") as HTMLElement;

test("a price is set in any digits, told apart from the file's, and taken back", async () => {
  const { fake, hand } = await prices();
  expect(await row("palcards:5001")).toHaveAttribute("data-source", "file");
  await hand.click(screen.getByTestId("price-palcards:5001"));
  const field = await screen.findByTestId("price-new");
  await hand.clear(field);
  expect(screen.getByTestId("price-save")).toHaveAttribute("aria-disabled", "true");
  await hand.type(field, "٤٢{Enter}");
  await waitFor(() => expect(fake.asked).toContain("price palcards:5001 42"));
  await waitFor(async () => expect(await row("palcards:5001")).toHaveAttribute("data-source", "own"));
  expect(await row("palcards:5001")).toHaveTextContent("42.00");
  await hand.click(screen.getByTestId("price-palcards:5001"));
  expect(await screen.findByRole("dialog")).toHaveTextContent("Mona");
  await hand.click(await screen.findByTestId("price-take-back"));
  await waitFor(async () => expect(await row("palcards:5001")).toHaveAttribute("data-source", "file"));
});

test("a price below the cost is told before it is set, and a refused one stays in its field", async () => {
  const { hand } = await prices();
  await hand.click(await screen.findByTestId("price-palcards:5002"));
  const field = await screen.findByTestId("price-new");
  await hand.clear(field);
  await hand.type(field, "1");
  expect(await screen.findByTestId("price-below")).toBeInTheDocument();
  await hand.clear(field);
  await hand.type(field, "1.005");
  await aMoment();
  await hand.keyboard("{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("amount_invalid");
  expect(field).toHaveValue("1.005");
});

test("the list is searched and filtered, and says when nothing is like that", async () => {
  const { hand } = await prices();
  await hand.selectOptions(screen.getByTestId("prices-filter"), "missing");
  await waitFor(() => expect(screen.getAllByTestId("price-row")).toHaveLength(2));
  await hand.selectOptions(screen.getByTestId("prices-filter"), "all");
  await hand.selectOptions(screen.getByTestId("prices-brand"), "PUBG");
  await waitFor(() => screen.getAllByTestId("price-row").forEach((one) => expect(one).toHaveTextContent(/pubg/i)));
  await hand.type(screen.getByTestId("prices-search"), "no such thing");
  expect(await screen.findByText("No product like that")).toBeInTheDocument();
});

test("a rule shows what it would change before it is one, and can be taken back", async () => {
  const { fake, hand } = await prices();
  await hand.click(screen.getByTestId("prices-rules"));
  expect(screen.getByTestId("rules-none")).toBeInTheDocument();
  expect(screen.getByTestId("rule-look")).toHaveAttribute("aria-disabled", "true");
  await hand.selectOptions(screen.getByTestId("rule-target"), "palcards");
  await hand.type(screen.getByTestId("rule-value"), "8");
  expect(screen.queryByTestId("rule-save")).toBeNull();
  await hand.click(screen.getByTestId("rule-look"));
  // The two that the file names no price for; the others keep theirs.
  expect(await screen.findByTestId("rule-changes")).toHaveTextContent(/2\W* prices change/);
  expect(fake.asked.filter((line) => line.startsWith("rule"))).toEqual([]);
  await hand.click(screen.getByTestId("rule-save"));
  await waitFor(() => expect(fake.asked).toContain("rule supplier palcards percent_on_cost 8 0.5"));
  const rule = await screen.findByTestId("rule");
  expect(rule).toHaveTextContent(/Cost \+ \W*8\W* %/);
  await hand.click(within(rule).getByTestId("rule-remove"));
  expect(await screen.findByTestId("rules-none")).toBeInTheDocument();
});

test("another value takes the preview away: what was looked at is what is saved", async () => {
  const { hand } = await prices();
  await hand.click(screen.getByTestId("prices-rules"));
  await hand.selectOptions(screen.getByTestId("rule-scope"), "all");
  await hand.type(screen.getByTestId("rule-value"), "8");
  await hand.click(screen.getByTestId("rule-look"));
  await screen.findByTestId("rule-save");
  await hand.type(screen.getByTestId("rule-value"), "0");
  expect(screen.queryByTestId("rule-save")).toBeNull();
});

test("a cost that rose is taken on, kept, or answered with another price", async () => {
  const { fake, hand } = await prices();
  await hand.click(screen.getByTestId("prices-rises"));
  const rises = await screen.findAllByTestId("rise");
  expect(rises).toHaveLength(2);
  const [first, second] = rises as [HTMLElement, HTMLElement];
  await hand.click(within(first).getByTestId("rise-accept"));
  await waitFor(() => expect(fake.asked.some((line) => /^rise palcards:5001 \d/.test(line))).toBe(true));
  await waitFor(() => expect(screen.getAllByTestId("rise")).toHaveLength(1));
  await hand.type(within(second).getByTestId("rise-other"), "99{Enter}");
  await waitFor(() => expect(fake.asked).toContain("rise palcards:5006 99"));
  expect(await screen.findByTestId("rises-none")).toBeInTheDocument();
});

test("a clerk is not offered what the shop earns", async () => {
  const { hand } = await open({ boot: { clerk: { name: "Sami", role: "clerk", colour: 1 } } });
  await hand.click(screen.getByTestId("nav-settings"));
  await screen.findByTestId("open-slips");
  expect(screen.queryByTestId("open-prices")).toBeNull();
});

test("Esc goes back to the settings, and not from under a dialog", async () => {
  const { hand } = await prices();
  await hand.click(await screen.findByTestId("price-palcards:5001"));
  await screen.findByTestId("price-new");
  await hand.keyboard("{Escape}");
  expect(screen.getByTestId("prices-search")).toBeInTheDocument();
  await hand.click(screen.getByRole("button", { name: "Close" }));
  await hand.keyboard("{Escape}");
  expect(await screen.findByTestId("open-prices")).toBeInTheDocument();
});

test("the owner says on what terms a brand's money goes back, and takes it back", async () => {
  const { fake, hand } = await prices({ boot: { clerk: { name: "Huda", role: "owner", colour: 1 } } });
  await hand.click(screen.getByTestId("prices-refunds"));
  expect(await screen.findByTestId("refunds-usual")).toBeInTheDocument();
  expect(screen.getByTestId("refund-rule-save")).toHaveAttribute("aria-disabled", "true");
  await hand.selectOptions(screen.getByTestId("rule-target"), "PUBG");
  await hand.selectOptions(screen.getByTestId("refund-within"), "72");
  await hand.selectOptions(screen.getByTestId("refund-who"), "owner");
  await hand.selectOptions(screen.getByTestId("refund-proof"), "slip");
  await hand.click(screen.getByTestId("refund-rule-save"));
  const rule = await screen.findByTestId("refund-rule");
  expect(rule).toHaveTextContent("PUBG");
  expect(rule).toHaveTextContent("The owner only");
  const said = { within_hours: 72, after_shown: false, owner: true, proof: "slip" };
  expect(fake.asked).toContain(`refund rule brand PUBG ${JSON.stringify(said)}`);
  await hand.click(within(rule).getByTestId("refund-rule-remove"));
  await waitFor(() => expect(screen.queryByTestId("refund-rule")).toBeNull());
});

test("a manager reads the refund table and does not change it", async () => {
  const { hand } = await prices();
  await hand.click(screen.getByTestId("prices-refunds"));
  expect(await screen.findByText("Only the owner changes the refund table.")).toBeInTheDocument();
  expect(screen.queryByTestId("refund-rule-save")).toBeNull();
});

test("before the sale the customer can be told whether the money goes back", async () => {
  const { hand } = await open();
  await hand.click(screen.getByTestId("product-palcards:5001"));
  await hand.click(screen.getByTestId("pay"));
  expect(await screen.findByTestId("refund-terms")).toHaveTextContent("A code that was shown is not refunded.");
});
