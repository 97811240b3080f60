import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { aMoment, open, sold } from "./till";

const voucher = sold(5024);
const topup = sold(5028, { phone: "+970599123456" });
const manager = { clerk: { name: "Mona", role: "manager", colour: 0 } };

test("the window opens on what needs a person, and only a choice leads to selling", async () => {
  const { hand } = await open({ earlier: [voucher, topup] });
  const rows = await screen.findAllByTestId("order-row");
  expect(rows.map((row) => row.dataset.state)).toEqual(["needs_attention", "needs_attention"]);
  await waitFor(() => expect(rows[0]).toHaveFocus());
  await hand.keyboard("{Escape}");
  expect(screen.getAllByTestId("order-row")).toHaveLength(2);
  await hand.click(screen.getByTestId("attention-to-sell"));
  expect(await screen.findByTestId("search")).toBeInTheDocument();
  expect(screen.getByTestId("attention-banner")).toHaveTextContent(/2.? orders need a person/);
});

test("a decision is made by keys alone: delivered, which of the supplier's orders, why; then the code is there", async () => {
  const { fake, hand } = await open({ boot: manager, earlier: [voucher] });
  await waitFor(() => expect(screen.getByTestId("order-row")).toHaveFocus());
  await hand.keyboard("{Enter}");
  expect(screen.getByTestId("verdict-delivered")).toHaveFocus();
  await hand.keyboard(" ");
  expect(await screen.findByTestId("candidate-PC-88107")).toBeInTheDocument();
  expect(screen.getByTestId("decide")).toHaveAttribute("aria-disabled", "true");
  await hand.click(screen.getByTestId("candidate-PC-88107"));
  await hand.type(screen.getByTestId("decide-reason"), "seen in the panel");
  await aMoment();
  await hand.keyboard("{Enter}");
  const decided = await screen.findByTestId("decided");
  expect(decided).toHaveAttribute("data-state", "delivered");
  expect(fake.asked.some((line) => line.includes("delivered PC-88107 seen in the panel"))).toBe(true);
  const code = within(decided).getAllByTestId("code")[0];
  expect(code).toHaveAttribute("data-masked", "true");
  await hand.click(screen.getByTestId("reveal"));
  await waitFor(() => expect(code).toHaveAttribute("data-masked", "false"));
  expect(screen.queryByTestId("attention-banner")).toBeNull();
});

test("nothing bought names what goes back, before and after deciding", async () => {
  const { hand } = await open({ boot: manager, earlier: [topup] });
  await screen.findByTestId("order-row");
  const choice = screen.getByTestId("verdict-refused").closest("label");
  expect(choice?.textContent).toMatch(/Give the customer .*46\.00.ILS.* back/);
  await hand.click(screen.getByTestId("verdict-refused"));
  await hand.click(screen.getByRole("button", { name: "Not in the supplier’s panel" }));
  await hand.click(screen.getByTestId("decide"));
  expect(await screen.findByTestId("decided")).toHaveTextContent("46.00 ILS");
  await hand.click(screen.getByTestId("attention-next"));
  expect(await screen.findByTestId("search")).toBeInTheDocument();
});

test("a decision without a reason is not sent and says what is missing", async () => {
  const { fake, hand } = await open({ earlier: [topup] });
  await hand.click(await screen.findByTestId("verdict-refused"));
  await hand.click(screen.getByTestId("decide"));
  expect(await screen.findByRole("alert")).toHaveTextContent("Write how you know");
  expect(screen.getByTestId("decide-reason")).toHaveFocus();
  expect(fake.asked).toEqual([]);
});

test("a clerk sees it all, and the decision takes a manager's PIN", async () => {
  const boot = { clerk: { name: "Sami", role: "clerk", colour: 0 } };
  const { fake, hand } = await open({ boot, managerPin: "7777", earlier: [topup] });
  await hand.click(await screen.findByTestId("verdict-refused"));
  await hand.type(screen.getByTestId("decide-reason"), "called them");
  await hand.click(screen.getByTestId("decide"));
  expect(await screen.findByTestId("manager-pin")).toHaveFocus();
  await hand.click(screen.getByTestId("grant-cancel"));
  expect(screen.queryByTestId("grant")).toBeNull();
  await hand.click(screen.getByTestId("decide"));
  expect(screen.getByTestId("grant-do")).toHaveAttribute("aria-disabled", "true");
  await hand.type(await screen.findByTestId("manager-pin"), "1234{Enter}");
  expect(await screen.findByText("This PIN is not right.")).toBeInTheDocument();
  expect(fake.asked).toEqual([]);
  await hand.type(screen.getByTestId("manager-pin"), "7777{Enter}");
  expect(await screen.findByTestId("decided")).toHaveAttribute("data-state", "refused");
});

test("what settles by itself while somebody decides is said, and nothing more is asked", async () => {
  const { fake, hand } = await open({ boot: manager, earlier: [topup] });
  await hand.click(await screen.findByTestId("verdict-refused"));
  fake.settle([...fake.ledger.sales.keys()][0] ?? "", "delivered");
  const decided = await screen.findByTestId("decided");
  expect(decided).toHaveAttribute("data-by", "itself");
  expect(screen.queryByTestId("decide")).toBeNull();
  expect(screen.getByTestId("nav-attention")).not.toHaveTextContent("1");
});

test("a late delivery and an order taken back are read and then gone", async () => {
  const { fake, hand } = await open({ boot: manager, earlier: [sold(5011), sold(5001)] });
  const [delivered, refused] = fake.ledger.rows;
  fake.ledger.news.set(refused?.order.id ?? "", "late_delivery");
  fake.ledger.news.set(delivered?.order.id ?? "", "taken_back");
  fake.call();
  expect(await screen.findByTestId("notice")).toHaveTextContent("An order needs a person");
  await hand.click(await screen.findByTestId("attention-banner").then((band) => within(band).getByRole("button")));
  expect(await screen.findByTestId("matter")).toHaveTextContent("recovered stock");
  await hand.click(screen.getByTestId("understood"));
  await waitFor(() => expect(screen.getByTestId("matter")).toHaveAttribute("data-matter", "taken_back"));
  await hand.click(screen.getByTestId("understood"));
  expect(await screen.findByText("Nothing needs you")).toBeInTheDocument();
  expect(screen.getByTestId("nav-attention")).not.toHaveTextContent("1");
});

test("a late candidate is a person's to say: ours or not, and no money goes back a second time", async () => {
  const { fake, hand } = await open({ boot: manager, earlier: [sold(5011)] });
  const [refused] = fake.ledger.rows;
  fake.ledger.news.set(refused?.order.id ?? "", "late_candidate");
  fake.call();
  await hand.click(await screen.findByTestId("attention-banner").then((band) => within(band).getByRole("button")));
  expect(await screen.findByTestId("matter")).toHaveTextContent("It may be this one, or another till’s.");
  expect(screen.queryByTestId("understood")).toBeNull();
  await hand.click(screen.getByTestId("verdict-delivered"));
  expect(screen.getByTestId("candidate-PC-88111")).toBeChecked();
  expect(screen.getByTestId("decide")).toHaveAttribute("aria-disabled", "true");
  await hand.click(screen.getByRole("button", { name: "Our order is in the supplier’s panel" }));
  await hand.click(screen.getByTestId("decide"));
  const decided = await screen.findByTestId("decided");
  expect(decided).toHaveTextContent("recovered stock");
  expect(screen.queryByTestId("give-back")).toBeNull();
  expect(fake.asked.some((line) => line.includes("delivered PC-88111"))).toBe(true);
});

test("a text message that did not arrive is seen to by any clerk, who says what was done", async () => {
  const { fake, hand } = await open({ earlier: [sold(5001)] });
  const [row] = fake.ledger.rows;
  fake.ledger.news.set(row?.order.id ?? "", "text_failed");
  fake.call();
  const notice = "An order needs a person. Do not sell it again.";
  expect(await screen.findByText(notice)).toBeInTheDocument();
  await hand.click(await screen.findByTestId("attention-banner").then((band) => within(band).getByRole("button")));
  const matter = await screen.findByTestId("matter");
  expect(screen.queryByText(notice), "it would lie over what is pressed").toBeNull();
  expect(matter).toHaveTextContent("+970 599 123 456");
  expect(screen.queryByTestId("manager-pin")).toBeNull();
  // The ways to hand the code over are at hand, and nothing is settled before somebody says what they did.
  expect(within(matter).getByTestId("print")).toBeInTheDocument();
  await hand.click(screen.getByTestId("text-done"));
  expect(screen.getByRole("alert")).toHaveTextContent("Say what you did");
  expect(screen.getByTestId("remedy-texted_again")).toHaveFocus();
  await hand.click(screen.getByTestId("remedy-told"));
  await hand.click(screen.getByTestId("text-done"));
  expect(await screen.findByText("Nothing needs you")).toBeInTheDocument();
  expect(fake.asked).toContain(`text ${row?.order.id} told`);
});

test("behind a lock, the first one in is told", async () => {
  const { hand } = await open({ pin: "4821", earlier: [voucher] });
  expect(screen.queryByTestId("order-row")).toBeNull();
  await hand.type(screen.getByTestId("pin"), "4821{Enter}");
  expect(await screen.findByTestId("order-row")).toBeInTheDocument();
});
