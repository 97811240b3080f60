import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { open, product, sales } from "./till";

const owner = { clerk: { name: "Huda", role: "owner", colour: 1 } };
const clerk = { clerk: { name: "Sami", role: "clerk", colour: 0 } };

/** A till whose book is open, with two customers in it. */
async function opened(options: Parameters<typeof open>[0] = {}) {
  const till = await open({ boot: owner, ...options });
  till.fake.debts.usual = 10_000n;
  till.fake.debts.add("Abu Khaled", "+970599123456", "76.00", 12);
  till.fake.debts.add("Umm Yusuf", "+970598222333", "0");
  return till;
}

/** The payment of one voucher for 38.00, to be put on account. */
async function paying(options: Parameters<typeof open>[0] = {}) {
  const till = await opened({ boot: clerk, managerPin: "7777", ...options });
  await till.hand.click(await product(5001));
  await waitFor(() => expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "false"));
  await till.hand.click(screen.getByTestId("pay"));
  await screen.findByTestId("confirm");
  return till;
}

async function book(options: Parameters<typeof open>[0] = {}) {
  const till = await opened(options);
  await till.hand.click(screen.getByTestId("nav-settings"));
  await till.hand.click(await screen.findByTestId("open-debts"));
  await screen.findAllByTestId("debtor");
  return till;
}

const account = async (hand: Awaited<ReturnType<typeof open>>["hand"], name: string) => {
  const row = screen.getAllByTestId("debtor").find((one) => one.dataset.name === name);
  await hand.click(within(row!).getByTestId("debtor-open"));
  return screen.findByTestId("debt-limit");
};

test("while the book is closed nobody is offered to sell on account", async () => {
  const { hand } = await open({ boot: clerk });
  await hand.click(await product(5001));
  await waitFor(() => expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "false"));
  await hand.click(screen.getByTestId("pay"));
  await screen.findByTestId("tender-cash");
  expect(screen.queryByTestId("tender-debt")).toBeNull();
});

test("by keyboard alone: on account, found by phone, what they would owe, and no cash", async () => {
  const { fake, hand } = await paying();
  await hand.keyboard("{Control>}4{/Control}");
  const find = await screen.findByTestId("account-find");
  expect(find).toHaveFocus();
  expect(screen.queryByTestId("cash-received")).toBeNull();
  expect(screen.queryByTestId("change")).toBeNull();
  expect(screen.getByTestId("confirm")).toHaveAttribute("aria-disabled", "true");
  await hand.type(find, "٠٥٩٨{Enter}");
  expect(await screen.findByTestId("account-after")).toHaveAttribute("data-amount", "38.00");
  await waitFor(() => expect(screen.getByTestId("confirm")).toHaveFocus());
  await hand.keyboard("{Enter}");
  expect(await screen.findByTestId("on-account")).toHaveAttribute("data-owed", "38.00");
  expect(screen.getByTestId("on-account")).toHaveTextContent("Umm Yusuf");
  expect(fake.asked).toContain("on account Umm Yusuf");
  expect(sales(fake)).toBe(1);
});

test("Esc steps back from whom was chosen, then to the basket, and what was typed is kept", async () => {
  const { hand } = await paying();
  await hand.click(screen.getByTestId("tender-debt"));
  await hand.type(await screen.findByTestId("account-find"), "yus{Enter}");
  await screen.findByTestId("account-sum");
  await hand.keyboard("{Escape}");
  expect(await screen.findByTestId("account-find")).toHaveValue("yus");
  await hand.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("confirm")).toBeNull());
  await hand.click(screen.getByTestId("pay"));
  await hand.click(await screen.findByTestId("tender-debt"));
  expect(await screen.findByTestId("account-find")).toHaveValue("yus");
});

test("over the limit a manager’s PIN lets it pass, and nothing is sold without one", async () => {
  const { fake, hand } = await paying();
  await hand.click(screen.getByTestId("tender-debt"));
  await hand.type(await screen.findByTestId("account-find"), "aled{Enter}");
  expect(await screen.findByTestId("account-sum")).toHaveAttribute("data-over", "true");
  await hand.click(screen.getByTestId("confirm"));
  await screen.findByTestId("grant");
  expect(screen.getByTestId("confirm")).not.toHaveTextContent("Sending");
  expect(screen.getByTestId("confirm")).toHaveAttribute("aria-disabled", "true");
  await hand.click(screen.getByTestId("grant-cancel"));
  await waitFor(() => expect(screen.queryByTestId("grant")).toBeNull());
  expect(fake.asked.join()).not.toContain("on account");
  await waitFor(() => expect(screen.getByTestId("confirm")).toHaveAttribute("aria-disabled", "false"));
  await hand.click(screen.getByTestId("confirm"));
  await hand.type(await screen.findByTestId("manager-pin"), "7777");
  await hand.click(screen.getByTestId("grant-do"));
  expect(await screen.findByTestId("on-account")).toHaveAttribute("data-owed", "114.00");
  expect(fake.asked).toContain("on account Abu Khaled over the limit");
});

test("Enter among several chooses nobody, and a new customer is added from there with a manager’s PIN", async () => {
  const { fake, hand } = await paying();
  await hand.click(screen.getByTestId("tender-debt"));
  await screen.findAllByTestId("account-debtor");
  await hand.type(await screen.findByTestId("account-find"), "059{Enter}");
  expect(screen.queryByTestId("account-sum")).toBeNull();
  await hand.clear(screen.getByTestId("account-find"));
  await hand.type(screen.getByTestId("account-find"), "Nabil");
  expect(screen.queryByTestId("account-debtor")).toBeNull();
  await hand.click(screen.getByTestId("account-add"));
  expect(await screen.findByTestId("debtor-name")).toHaveValue("Nabil");
  await hand.type(screen.getByTestId("debtor-phone"), "0592777888");
  await hand.click(screen.getByTestId("debtor-save"));
  await hand.type(await screen.findByTestId("manager-pin"), "7777");
  await hand.click(screen.getByTestId("grant-do"));
  expect(await screen.findByTestId("account-sum")).toHaveTextContent("Nabil");
  expect(fake.asked).toContain("debtor add Nabil");
});

test("those who owe come first, with the age of their debt, and are found by a part of the name", async () => {
  const { hand } = await book();
  const [first] = screen.getAllByTestId("debtor");
  expect(first).toHaveAttribute("data-owed", "76.00");
  expect(within(first!).getByTestId("debt-age")).toHaveAttribute("data-age", "days_8_30");
  expect(screen.getByTestId("debts-owed")).toHaveAttribute("data-amount", "76.00");
  await hand.type(screen.getByTestId("debts-search"), "yus");
  expect(screen.getAllByTestId("debtor")).toHaveLength(1);
  await hand.type(screen.getByTestId("debts-search"), "x");
  await screen.findByTestId("debts-none-found");
});

test("a payment is typed in Arabic digits, books what was said, and tells of a slip that did not come out", async () => {
  const { fake, hand } = await book();
  fake.debts.jams = true;
  await account(hand, "Abu Khaled");
  await hand.click(screen.getByTestId("debt-repay"));
  await hand.type(await screen.findByTestId("repay-amount"), "٥٠");
  await hand.click(screen.getByTestId("repay-do"));
  await waitFor(() => expect(screen.getByTestId("account")).toHaveAttribute("data-owed", "26.00"));
  expect(fake.asked).toContain("repaid Abu Khaled 50.00");
  expect(screen.getAllByTestId("debt-line")[0]).toHaveAttribute("data-balance", "26.00");
  expect(document.body).toHaveTextContent("no paper");
  await waitFor(() => expect(screen.getByTestId("debts-owed")).toHaveAttribute("data-amount", "26.00"));
});

test("more than is owed is not taken, and what was typed stays", async () => {
  const { fake, hand } = await book();
  await account(hand, "Abu Khaled");
  await hand.click(screen.getByTestId("debt-repay"));
  await hand.type(await screen.findByTestId("repay-amount"), "100");
  await hand.click(screen.getByTestId("repay-do"));
  expect(await screen.findByRole("alert")).toHaveTextContent("76.00");
  expect(screen.getByTestId("repay-amount")).toHaveValue("100");
  expect(fake.asked.join()).not.toContain("repaid");
});

test("the owner forgives with a reason; a manager is not shown it, and a clerk neither limit", async () => {
  const { fake, hand } = await book();
  await account(hand, "Abu Khaled");
  await hand.click(screen.getByTestId("debt-forgive"));
  expect(screen.getByTestId("forgive-do")).toHaveAttribute("aria-disabled", "true");
  await hand.click(screen.getByText("Cannot pay"));
  await hand.click(screen.getByTestId("forgive-do"));
  await waitFor(() => expect(screen.getByTestId("account")).toHaveAttribute("data-owed", "0.00"));
  expect(fake.asked).toContain("forgiven Abu Khaled 76.00");
  expect(screen.queryByTestId("debt-repay")).toBeNull();
});

test("a clerk takes payments and reminds, and is shown no limit, no forgiving and no book to open", async () => {
  const { fake, hand } = await book({ boot: clerk });
  const row = screen.getAllByTestId("debtor")[0]!;
  await hand.click(within(row).getByTestId("debtor-open"));
  await hand.click(await screen.findByTestId("debt-remind"));
  await waitFor(() => expect(fake.asked).toContain("remind Abu Khaled"));
  for (const hidden of ["debt-limit", "debt-forgive", "book-limit"]) expect(screen.queryByTestId(hidden)).toBeNull();
});

test("the owner opens the book with the usual limit and closes it again", async () => {
  const { fake, hand } = await open({ boot: owner });
  await hand.click(screen.getByTestId("nav-settings"));
  await hand.click(await screen.findByTestId("open-debts"));
  expect(await screen.findByTestId("debts-none")).toHaveTextContent("Nothing is sold on account");
  expect(screen.queryByTestId("debtor-add")).toBeNull();
  await hand.type(screen.getByTestId("book-limit"), "٢٠٠");
  await hand.click(screen.getByTestId("book-save"));
  await screen.findByTestId("debtor-add");
  expect(fake.debts.usual).toBe(20_000n);
  await hand.click(await screen.findByTestId("book-close"));
  await waitFor(() => expect(fake.asked).toContain("debt limit closed"));
});

test("a line of the statement leads to the orders of its sale, and Esc leads back", async () => {
  const till = await paying({ boot: owner });
  const { hand } = till;
  await hand.click(screen.getByTestId("tender-debt"));
  await hand.type(await screen.findByTestId("account-find"), "yusuf{Enter}");
  await screen.findByTestId("account-sum");
  await hand.click(screen.getByTestId("confirm"));
  await screen.findByTestId("on-account");
  await hand.click(screen.getByTestId("nav-settings"));
  await hand.click(await screen.findByTestId("open-debts"));
  await screen.findAllByTestId("debtor");
  await account(hand, "Umm Yusuf");
  await hand.click(screen.getByTestId("debt-sale"));
  await hand.click(await screen.findByTestId("order-row"));
  await hand.keyboard("{Escape}{Escape}");
  expect(await screen.findByTestId("account")).toHaveTextContent("Umm Yusuf");
});
