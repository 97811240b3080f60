import { screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { open, product } from "./till";

const as = (role: string, language: "en" | "ar" = "en") => ({
  boot: { language, clerk: { name: "Huda", role, colour: 0 } },
});

async function settings(options: Parameters<typeof open>[0]) {
  const opened = await open(options);
  opened.fake.owner.miss();
  await opened.hand.click(screen.getByTestId("nav-settings"));
  return opened;
}

test("the owner says what they are told, in any digits, and it is kept", async () => {
  const { fake, hand } = await settings(as("owner"));
  const phone = await screen.findByTestId("owner-phone");
  expect(phone).toHaveValue("+970599000111");
  expect(screen.getByTestId("owner-z-by")).toHaveValue("01:00");
  await hand.clear(phone);
  await hand.type(phone, "٠٥٩٩١٢٣٤٥٦");
  await hand.click(screen.getByTestId("owner-report"));
  expect(screen.getByTestId("owner-report")).toHaveAttribute("aria-checked", "false");
  await hand.clear(screen.getByTestId("owner-z-by"));
  await hand.click(screen.getByTestId("owner-save"));
  await waitFor(() => expect(fake.asked).toContain("owner 0599123456 false  30"));
  expect(await screen.findByText("Saved.")).toBeInTheDocument();
});

test("a time that is none is said and changes nothing", async () => {
  const { fake, hand } = await settings(as("owner"));
  const time = await screen.findByTestId("owner-z-by");
  await hand.clear(time);
  await hand.type(time, "soon");
  await hand.click(screen.getByTestId("owner-save"));
  expect(await screen.findByRole("alert")).toHaveTextContent("soon is not a time");
  expect(fake.owner.view.z_by).toBe("01:00");
});

test("a report that was not sent is named, and sent again or by WhatsApp", async () => {
  const { fake, hand } = await settings(as("owner"));
  const row = await screen.findByTestId("owner-unsent");
  expect(row).toHaveTextContent("The report of Z 12 was not sent to the owner: no credit");
  await hand.click(screen.getByTestId("owner-whatsapp"));
  await waitFor(() => expect(fake.asked).toContain("owner whatsapp 12"));
  await hand.click(screen.getByTestId("owner-again"));
  await waitFor(() => expect(screen.queryByTestId("owner-unsent")).toBeNull());
  expect(fake.asked).toContain("owner report 12");
});

test("what did not reach the owner needs attention, and is sent again from there", async () => {
  const { fake, hand } = await open(as("owner"));
  fake.owner.miss();
  await hand.click(screen.getByTestId("nav-attention"));
  const row = await screen.findByTestId("owner-unsent");
  expect(row).toHaveTextContent("The report of Z 12 was not sent to the owner");
  await hand.click(screen.getByTestId("owner-again"));
  await waitFor(() => expect(screen.queryByTestId("attention-unsent")).toBeNull());
  expect(fake.asked).toContain("owner report 12");
});

test("an alert that did not arrive is told, and not sent again: it may be over", async () => {
  const { fake, hand } = await open(as("owner"));
  fake.owner.miss();
  const [unsent] = fake.owner.view.unsent;
  fake.owner.view = { ...fake.owner.view, unsent: [{ ...unsent!, number: null, message: "An alert was not sent" }] };
  await hand.click(screen.getByTestId("nav-attention"));
  expect(await screen.findByTestId("owner-unsent")).toHaveTextContent("An alert was not sent");
  expect(screen.queryByTestId("owner-again")).toBeNull();
});

test("a clerk is not shown the owner's messages", async () => {
  const { fake, hand } = await open(as("clerk"));
  fake.owner.miss();
  await hand.click(screen.getByTestId("nav-attention"));
  await screen.findByTestId("attention-to-sell");
  expect(screen.queryByTestId("attention-unsent")).toBeNull();
});

test("only the owner has the card", async () => {
  await settings(as("manager"));
  expect(await screen.findByTestId("open-backup")).toBeInTheDocument();
  expect(screen.queryByTestId("owner-phone")).toBeNull();
});

test("the card speaks Arabic", async () => {
  await settings(as("owner", "ar"));
  expect(await screen.findByRole("heading", { name: "رسائل المالك" })).toBeInTheDocument();
  expect(screen.getByLabelText("هاتف المالك")).toHaveValue("+970599000111");
});

async function closed(role: string, language: "en" | "ar", told: "failed" | "no_route" | "off") {
  const { fake, hand } = await open({ ...as(role, language), managerPin: "7777" });
  fake.drawer.begin(10_000n);
  fake.owner.told = told;
  await product(5001);
  await hand.click(screen.getByTestId("nav-shift"));
  await hand.click(await screen.findByTestId("shift-close"));
  await hand.type(await screen.findByTestId("shift-counted"), "100");
  await hand.click(screen.getByTestId("shift-close-do"));
  if (role === "clerk") await hand.type(await screen.findByTestId("manager-pin"), "7777{Enter}");
  await screen.findByTestId("shift-closed");
  return { fake, hand };
}

test("after a close the owner sees that the report failed and sends it again", async () => {
  const { fake, hand } = await closed("owner", "en", "failed");
  expect(await screen.findByTestId("owner-told")).toHaveTextContent("The report of Z 1 was not sent");
  await hand.click(screen.getByTestId("owner-again"));
  await waitFor(() => expect(screen.getByTestId("owner-told")).toHaveAttribute("data-told", "sent"));
  expect(fake.asked).toContain("owner report 1");
});

test("without a route a manager is offered WhatsApp, and not the sending", async () => {
  const { fake, hand } = await closed("manager", "ar", "no_route");
  expect(await screen.findByTestId("owner-told")).toHaveTextContent("لم تُعد أي طريقة لإرسال الرسائل النصية");
  expect(screen.queryByTestId("owner-again")).toBeNull();
  await hand.click(screen.getByTestId("owner-whatsapp"));
  await waitFor(() => expect(fake.asked).toContain("owner whatsapp 1"));
});

test("nothing is said where nothing is wanted", async () => {
  await closed("owner", "en", "off");
  expect(screen.queryByTestId("owner-told")).toBeNull();
});

test("a clerk who closes with a manager's PIN reads nothing of the owner's message", async () => {
  await closed("clerk", "en", "failed");
  expect(screen.queryByTestId("owner-told")).toBeNull();
  expect(screen.queryByRole("alert")).toBeNull();
});
