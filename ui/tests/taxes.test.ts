import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { open } from "./till";

async function taxes(role: "manager" | "owner") {
  const clerk = { name: role === "owner" ? "Huda" : "Mona", role, colour: 1 };
  const opened = await open({ boot: { clerk } });
  await opened.hand.click(screen.getByTestId("nav-settings"));
  await opened.hand.click(await screen.findByTestId("open-prices"));
  await opened.hand.click(await screen.findByTestId("prices-taxes"));
  await screen.findByTestId("taxes-none");
  return opened;
}

test("the owner sets a rate in any digits, sees what it takes of a price, and takes it back", async () => {
  const { fake, hand } = await taxes("owner");
  expect(screen.queryByTestId("tax-name")).not.toBeInTheDocument();
  await hand.type(screen.getByTestId("tax-rate"), "١٦{Enter}");
  await waitFor(() => expect(fake.asked).toContain("tax all  ١٦"));
  const row = await screen.findByTestId("tax");
  expect(row).toHaveTextContent("16%");
  expect(row).toHaveTextContent("13.79");
  await hand.type(screen.getByTestId("tax-name"), "VAT");
  await hand.type(screen.getByTestId("tax-number"), "562001877");
  await hand.click(screen.getByTestId("tax-identity-save"));
  await waitFor(() => expect(fake.asked).toContain("tax identity VAT 562001877"));
  await hand.click(within(row).getByTestId("tax-remove"));
  expect(await screen.findByTestId("taxes-none")).toBeInTheDocument();
});

test("a rate that cannot be meant stays in its field with what is wrong", async () => {
  const { hand } = await taxes("owner");
  await hand.type(screen.getByTestId("tax-rate"), "101{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("tax_rate_invalid");
  expect(screen.getByTestId("tax-rate")).toHaveValue("101");
});

test("a manager reads the rates and changes nothing", async () => {
  await taxes("manager");
  expect(screen.queryByTestId("tax-save")).not.toBeInTheDocument();
  expect(screen.getByText("Only the owner sets taxes.")).toBeInTheDocument();
});
