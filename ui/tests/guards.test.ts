import { screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { open, product, sales, sold } from "./till";

const enabled = (id: string) => screen.getByTestId(id).getAttribute("aria-disabled") !== "true";
const ready = (id: string) => waitFor(() => expect(enabled(id)).toBe(true));
const standing = async (kind: string) =>
  waitFor(() => expect(screen.getByTestId("guard")).toHaveAttribute("data-guard", kind));
const gone = () => waitFor(() => expect(screen.queryByTestId("guard")).toBeNull());

test("the same for the same number is shown, the safe way first, and sold again only by a press of its own", async () => {
  const { fake, hand } = await open({ earlier: [sold(5004, { phone: "+970599123456" })] });
  await hand.click(await product(5004));
  await hand.type(screen.getByTestId("phone"), "٠٥٩٩١٢٣٤٥٦");
  await ready("pay");
  await hand.click(screen.getByTestId("pay"));
  await standing("same_again");
  expect(screen.getByTestId("guard-earlier")).toHaveAttribute("data-order-id", fake.ledger.rows[0]?.order.id);
  await hand.click(screen.getByTestId("guard-back"));
  expect(await screen.findByTestId("phone")).toHaveValue("٠٥٩٩١٢٣٤٥٦");
  await hand.click(screen.getByTestId("pay"));
  await standing("same_again");
  await hand.click(screen.getByTestId("guard-go"));
  await gone();
  await hand.click(screen.getByTestId("confirm"));
  expect(await screen.findByTestId("sale-state")).toHaveAttribute("data-state", "delivered");
});

test("a number one digit away from a remembered one is offered and put in its place", async () => {
  const { fake, hand } = await open();
  fake.gate.remembered.add("+970599123456");
  await hand.click(await product(5004));
  await hand.type(screen.getByTestId("phone"), "0599123457");
  await ready("pay");
  await hand.click(screen.getByTestId("pay"));
  await standing("near_miss");
  await hand.click(screen.getByTestId("guard-known"));
  await waitFor(() => expect(screen.getByTestId("phone")).toHaveValue("+970 59 912 3456"));
  await ready("pay");
  await hand.click(screen.getByTestId("pay"));
  await hand.click(await screen.findByTestId("confirm"));
  await screen.findByTestId("sale-state");
  expect(fake.ledger.rows[0]?.order.phone).toBe("+970599123456");
});

test("below cost asks a clerk for a manager's PIN and a reason", async () => {
  const { fake, hand } = await open({
    boot: { clerk: { name: "Sami", role: "clerk", colour: 0 } },
    managerPin: "7777",
  });
  fake.gate.costs.set("palcards:5001", "40.00");
  await hand.click(await product(5001));
  await ready("pay");
  await hand.click(screen.getByTestId("pay"));
  await standing("below_cost");
  expect(enabled("guard-go")).toBe(false);
  await hand.type(screen.getByTestId("guard-reason"), "old stock");
  await hand.click(screen.getByTestId("guard-go"));
  await hand.click(await screen.findByTestId("grant-cancel"));
  await standing("below_cost");
  expect(screen.getByTestId("guard-reason")).toHaveValue("old stock");
  await hand.click(screen.getByTestId("guard-go"));
  await hand.type(await screen.findByTestId("manager-pin"), "1111{Enter}");
  await screen.findByText("pin_wrong");
  expect(screen.getByTestId("manager-pin")).toHaveValue("");
  await hand.type(screen.getByTestId("manager-pin"), "٧٧٧٧{Enter}");
  await gone();
  expect(fake.asked.some((line) => line.endsWith("old stock"))).toBe(true);
});

test("several high-value cards are sold after three questions, and an alarming answer needs a manager", async () => {
  const { fake, hand } = await open({
    boot: { clerk: { name: "Sami", role: "clerk", colour: 0 } },
    managerPin: "7777",
  });
  for (let cards = 0; cards < 3; cards++) await hand.click(await product(5022));
  await ready("pay");
  await hand.click(screen.getByTestId("pay"));
  await standing("scam");
  expect(screen.getByText(/will ever ask you to read a code/)).toBeInTheDocument();
  expect(enabled("guard-go")).toBe(false);
  await hand.click(screen.getByTestId("reply-for_someone_known-yes"));
  await hand.click(screen.getByTestId("reply-is_directed-yes"));
  await hand.click(screen.getByTestId("reply-is_asked_for_codes-no"));
  expect(screen.getByTestId("guard-reason")).toBeInTheDocument();
  expect(enabled("guard-go")).toBe(false);
  await hand.type(screen.getByTestId("guard-reason"), "his own son");
  await hand.click(screen.getByTestId("guard-go"));
  expect(await screen.findByTestId("manager-pin")).toHaveFocus();
  await hand.click(screen.getByTestId("grant-cancel"));
  await standing("scam");
  await hand.click(screen.getByTestId("reply-is_directed-no"));
  expect(screen.queryByTestId("guard-reason")).toBeNull();
  await hand.click(screen.getByTestId("guard-go"));
  await gone();
  await hand.click(screen.getByTestId("confirm"));
  await screen.findByTestId("sale-state");
  expect(sales(fake)).toBe(1);
});

test("a supplier's higher cost is told and stops nothing", async () => {
  const { fake, hand } = await open();
  fake.gate.risen.add("palcards:5001");
  await hand.click(await product(5001));
  await ready("pay");
  await hand.click(screen.getByTestId("pay"));
  expect(await screen.findByTestId("told")).toHaveTextContent(/Mona.* or .*Hani/);
  await hand.click(screen.getByTestId("confirm"));
  expect(await screen.findByTestId("sale-state")).toHaveAttribute("data-state", "delivered");
});

test("where a code works stands beside confirm", async () => {
  const { hand } = await open();
  await hand.click(await product(5007));
  await ready("pay");
  await hand.click(screen.getByTestId("pay"));
  expect(await screen.findByTestId("region")).toHaveTextContent("United States accounts only");
});
