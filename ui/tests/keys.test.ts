import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { commands } from "../src/app/commands";
import { actions, keyed } from "../src/shared/keys/actions";
import { chordOf, refusal, spread } from "../src/shared/keys/chords";
import { Keymap } from "../src/shared/keys/keymap.svelte";
import { open, product } from "./till";

/** Done by the control that has the focus, not by the map of keys. */
const elsewhere = ["grid", "add", "pin", "confirm", "clear"];
const row = (id: string) => screen.getByTestId(`key-${id}`).closest("li") as HTMLElement;

async function toKeys() {
  const { fake, hand } = await open();
  await hand.click(screen.getByTestId("nav-settings"));
  await hand.click(await screen.findByTestId("open-keys"));
  await screen.findByTestId("key-pay");
  return { fake, hand };
}

test("every action stands in the help, and every line of the help has an action", async () => {
  const { hand } = await open();
  await hand.keyboard("{F1}");
  const help = await screen.findByRole("dialog");
  const lines = [...help.querySelectorAll<HTMLElement>("[data-action]")].map((line) => line.dataset["action"] ?? "");
  expect([...Object.keys(commands), ...elsewhere].sort()).toEqual([...lines].sort());
  expect(lines).toEqual(actions.map(({ id }) => id));
  for (const line of help.querySelectorAll("dt, dd")) expect(line.textContent?.trim()).not.toBe("");
});

test("the usual keys are those of the contract, and no two actions share one", () => {
  const keymap = new Keymap();
  const contract = { F2: "search", F3: "phone", F9: "pay", "Ctrl+1": "tender" };
  for (const [chord, id] of Object.entries(contract)) expect(keymap.actionOf(chord)?.id).toBe(id);
  const chords = keyed.flatMap(({ key, numbers }) => spread(key, numbers));
  expect(new Set(chords).size).toBe(chords.length);
  for (const { id, key, numbers } of keyed) expect(refusal(id, numbers ?? 0, key)).toBeNull();
});

test("a changed key acts, its control and the help show it, and the old one does nothing", async () => {
  const { fake, hand } = await toKeys();
  await hand.click(screen.getByTestId("key-pay"));
  expect(screen.getByTestId("key-pay")).toHaveTextContent("Press the new key");
  await hand.keyboard("{F8}");
  await waitFor(() => expect(screen.getByTestId("key-pay")).toHaveTextContent("F8"));
  expect((await fake.boot()).keys).toEqual([{ action: "pay", key: "F8" }]);
  expect(row("pay").dataset["own"]).toBe("true");
  await hand.click(screen.getByTestId("nav-sell"));
  await hand.click(await product(5001));
  expect(screen.getByTestId("pay")).toHaveTextContent("F8");
  await waitFor(() => expect(screen.getByTestId("pay")).toHaveAttribute("aria-disabled", "false"));
  await hand.keyboard("{F9}");
  expect(screen.queryByTestId("confirm")).toBeNull();
  await hand.keyboard("{F8}");
  expect(await screen.findByTestId("confirm")).toBeInTheDocument();
  await hand.keyboard("{F1}");
  const line = (await screen.findByRole("dialog")).querySelector("[data-action=pay]") as HTMLElement;
  expect(line).toHaveTextContent("F8");
});

test("a key that another action has is told, and the two can be swapped", async () => {
  const { fake, hand } = await toKeys();
  await hand.click(screen.getByTestId("key-pay"));
  await hand.keyboard("{F4}");
  const refused = await screen.findByTestId("key-refused");
  expect(refused).toHaveTextContent(/F4.*Hold the basket/);
  expect((await fake.boot()).keys).toEqual([]);
  await hand.click(screen.getByTestId("key-swap"));
  await waitFor(() => expect(screen.getByTestId("key-hold")).toHaveTextContent("F9"));
  expect(screen.getByTestId("key-pay")).toHaveTextContent("F4");
  await hand.click(screen.getByTestId("keys-usual"));
  await waitFor(() => expect(screen.getByTestId("key-pay")).toHaveTextContent("F9"));
  expect((await fake.boot()).keys).toEqual([]);
  expect(screen.queryByTestId("keys-usual")).toBeNull();
});

test("keys that type, move or confirm, and the computer's own, are not taken", async () => {
  const { fake, hand } = await toKeys();
  const no = async (keys: string, why: string) => {
    await hand.keyboard(keys);
    await waitFor(() => expect(within(row("search")).getByTestId("key-refused").dataset["why"]).toBe(why));
  };
  await hand.click(screen.getByTestId("key-search"));
  await no("k", "typing");
  await no("7", "typing");
  await no("{Delete}", "typing");
  await no("{ArrowUp}", "fixed");
  await no("{Alt>}{F4}{/Alt}", "system");
  await no("{Control>}c{/Control}", "system");
  expect(refusal("search", 0, "Enter")).toBe("fixed");
  expect(refusal("favourites", 9, "F8")).toBe("number");
  await hand.keyboard("{Escape}");
  expect(screen.getByTestId("key-search")).toHaveTextContent("F2");
  expect(screen.getByTestId("key-search")).toHaveFocus();
  expect((await fake.boot()).keys).toEqual([]);
});

test("numbers keep their places under other keys", async () => {
  const { hand } = await toKeys();
  await hand.click(screen.getByTestId("key-tender"));
  await hand.keyboard("{Control>}{Shift>}2{/Shift}{/Control}");
  await waitFor(() => expect(screen.getByTestId("key-tender")).toHaveTextContent("Ctrl ⇧ 1–4"));
  await hand.click(screen.getByTestId("key-favourites"));
  await hand.keyboard("{Control>}5{/Control}");
  await waitFor(() => expect(screen.getByTestId("key-favourites")).toHaveTextContent("Ctrl 1–9"));
});

test("what a till kept and this window cannot honour gives way to the usual keys", () => {
  const keymap = new Keymap();
  keymap.take([
    { action: "pay", key: "F8" },
    { action: "hold", key: "F8" },
    { action: "search", key: "Enter" },
    { action: "dance", key: "F11" },
    { action: "lock", key: "Ctrl+l" },
  ]);
  expect(keymap.choices).toEqual([{ action: "lock", key: "Ctrl+l" }]);
  expect(keymap.actionOf("F9")?.id).toBe("pay");
  expect(keymap.actionOf("F12")).toBeNull();
});

test("a key is known by its place where Ctrl or Alt is held, and by its sign where not", () => {
  const press = (init: KeyboardEventInit) => chordOf(new KeyboardEvent("keydown", init));
  expect(press({ key: "ح", code: "KeyP", ctrlKey: true })).toBe("Ctrl+p");
  expect(press({ key: "!", code: "Digit1", altKey: true, shiftKey: true })).toBe("Alt+Shift+1");
  expect(press({ key: "?", code: "Slash", shiftKey: true })).toBe("?");
  expect(press({ key: "F10", shiftKey: true })).toBe("Shift+F10");
  expect(press({ key: "Shift", shiftKey: true })).toBeNull();
});
