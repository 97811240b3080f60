import { screen, waitFor } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { open, product, scan } from "./till";

const barcode = "6291041550010";

test("a scan adds its product, leaves no digits behind and presses nothing", async () => {
  await open();
  const search = screen.getByTestId<HTMLInputElement>("search");
  search.focus();
  expect(scan(search, barcode)).toBe(true);
  expect(await screen.findByTestId("basket-line")).toHaveAttribute("data-product-id", "palcards:5001");
  expect(search).toHaveValue("");
});

test("a scan leaves what was typed before in the phone field", async () => {
  const { hand } = await open();
  await hand.click(await product(5004));
  const phone = screen.getByTestId<HTMLInputElement>("phone");
  await hand.type(phone, "0599");
  scan(phone, barcode);
  await waitFor(() => expect(screen.getAllByTestId("basket-line")).toHaveLength(2));
  expect(phone).toHaveValue("0599");
});

test("an unknown barcode is only a notice", async () => {
  await open();
  scan(document.body, "999999999999");
  expect(await screen.findByTestId("notice")).toHaveTextContent("999999999999");
  expect(screen.queryByTestId("basket-line")).toBeNull();
});

test("hands are no scanner: slow keys stay in the field", async () => {
  await open();
  const search = screen.getByTestId<HTMLInputElement>("search");
  search.focus();
  scan(search, barcode, 60);
  expect(search.value).toContain("6291041");
});

test("five fast keys are no scan", async () => {
  await open();
  const search = screen.getByTestId<HTMLInputElement>("search");
  search.focus();
  scan(search, "62910");
  expect(screen.queryByTestId("notice")).toBeNull();
});

test("from pay until the result a scan is refused with a notice", async () => {
  const { hand } = await open();
  await hand.click(await product(5001));
  await waitFor(() => expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "false"));
  await hand.keyboard("{F9}");
  const received = await screen.findByTestId<HTMLInputElement>("cash-received");
  expect(scan(received, barcode)).toBe(true);
  expect(await screen.findByTestId("notice")).toHaveTextContent("Not scanned");
  expect(received).toHaveValue("");
  expect(screen.getByTestId("confirm")).toBeInTheDocument();
  expect(screen.queryByTestId("sale-state")).toBeNull();
});

test("letters are read by their place, whatever layout is set", async () => {
  await open();
  const event = (key: string, code: string, at: number) => {
    const made = new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true });
    Object.defineProperty(made, "timeStamp", { value: at });
    document.body.dispatchEvent(made);
  };
  [..."شششششش"].forEach((key, index) => event(key, "KeyA", 50_000 + index * 10));
  event("Enter", "Enter", 50_060);
  expect(await screen.findByTestId("notice")).toHaveTextContent("aaaaaa");
});

test("the PIN takes no scan", async () => {
  await open({ pin: "482100" });
  const pin = await screen.findByTestId<HTMLInputElement>("pin");
  expect(scan(pin, "482100")).toBe(false);
  expect(pin).toHaveValue("482100");
  expect(screen.queryByTestId("notice")).toBeNull();
});
