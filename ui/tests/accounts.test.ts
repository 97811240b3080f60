import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { open } from "./till";

async function accounts(role: string) {
  const window = await open({ boot: { clerk: { name: "Sami", role, colour: 0 } } });
  await window.hand.click(screen.getByTestId("nav-settings"));
  await window.hand.click(await screen.findByTestId("open-accounts"));
  const card = within(await screen.findByTestId("account-plexy"));
  return { ...window, card };
}

test("an account in trouble says what is wrong and what to do", async () => {
  const { fake } = await accounts("clerk");
  const [first, ...rest] = (await fake.boot()).upstreams;
  if (!first) throw new Error("no upstream");
  const broken = {
    ...first,
    state: "wrong_key",
    message: "palcards does not accept the key.",
    hint: "Renew it.",
  } as const;
  fake.lamps([broken, ...rest], "told");
  const card = await screen.findByTestId("account-palcards");
  await waitFor(() => expect(card).toHaveAttribute("data-state", "wrong_key"));
  expect(card).toHaveTextContent("palcards does not accept the key.");
  expect(card).toHaveTextContent("Renew it.");
});

test("a clerk tests an account and neither fetches products nor changes keys", async () => {
  const { fake, hand, card } = await accounts("clerk");
  await hand.click(card.getByTestId("account-test"));
  expect(fake.asked).toContain("test plexy");
  expect(card.queryByTestId("sync-now")).toBeNull();
  expect(card.queryByTestId("account-change-key")).toBeNull();
});

test("a manager fetches products, sees how far it is, and can stop it", async () => {
  const { fake, hand, card } = await accounts("manager");
  await hand.click(card.getByTestId("sync-now"));
  expect(await card.findByTestId("sync-progress")).toHaveTextContent(/120.*read/);
  await hand.click(card.getByTestId("sync-stop"));
  expect(await card.findByTestId("synced")).toHaveTextContent("Stopped. Nothing was changed.");
  expect(fake.asked).toContain("stop plexy");
  expect(card.queryByTestId("account-change-key")).toBeNull();
});

test("the owner's new key is tried first, and one that is not accepted leaves the old one in use", async () => {
  const { fake, hand, card } = await accounts("owner");
  await hand.click(card.getByTestId("account-change-key"));
  const dialog = within(await screen.findByRole("dialog"));
  await hand.type(dialog.getByTestId("new-key"), "nonsense");
  await hand.click(dialog.getByTestId("key-try"));
  expect(await dialog.findByTestId("key-refused")).toHaveTextContent("The old key is still in use.");
  await hand.clear(dialog.getByTestId("new-key"));
  await hand.type(dialog.getByTestId("new-key"), "sk_another_9b1c");
  await hand.click(dialog.getByTestId("key-try"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(fake.asked).toContain("key plexy kept");
  await waitFor(() => expect(screen.getByTestId("account-plexy")).toHaveTextContent("••••9b1c"));
  expect(document.body.textContent).not.toContain("sk_another");
});
