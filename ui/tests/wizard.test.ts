import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import SetupScreen from "../src/features/setup/SetupScreen.svelte";
import type { BootView, SetupStep } from "../src/ipc/bindings";
import { makeFake } from "../src/ipc/fake/fake";

async function open(step: SetupStep) {
  const fake = makeFake({ setup: step });
  const done = vi.fn<(boot: BootView) => void>();
  render(SetupScreen, { backend: fake, view: await fake.setup(), done });
  return { fake, done, hand: userEvent.setup({ delay: null }) };
}
const at = (step: SetupStep) => waitFor(() => expect(screen.getByTestId("setup")).toHaveAttribute("data-step", step));
const ready = () => screen.getByTestId("setup-next").getAttribute("aria-disabled") !== "true";

test("a till is set up from its language to its owner, and the till opens", async () => {
  const { fake, done, hand } = await open("language");
  await hand.click(screen.getByTestId("setup-next"));
  await at("shop");
  expect(ready()).toBe(false);
  await hand.type(screen.getByTestId("shop-name"), "Abu Ali{Enter}");
  await at("supplier");
  await hand.type(screen.getByTestId("supplier-key"), "wrong");
  await hand.type(screen.getByTestId("supplier-rate"), "٣٫٧");
  await hand.click(screen.getByTestId("setup-next"));
  expect(await screen.findByTestId("supplier-refused")).toHaveTextContent("does not accept the key");
  await at("supplier");
  await hand.clear(screen.getByTestId("supplier-key"));
  await hand.type(screen.getByTestId("supplier-key"), "sk_1{Enter}");
  await at("goods");
  expect(fake.asked).toContain("supplier palcards accepted 3.7");
  await hand.type(screen.getByTestId("goods-item"), "5001");
  await hand.type(screen.getByTestId("goods-name"), "PUBG 660");
  await hand.type(screen.getByTestId("goods-price"), "38{Enter}");
  expect(await screen.findByTestId("goods-count")).toBeInTheDocument();
  await hand.click(screen.getByTestId("setup-next"));
  await at("printer");
  await hand.type(screen.getByTestId("printer-address"), "192.168.1.50:9100{Enter}");
  await screen.findByTestId("test-result");
  await hand.click(screen.getByTestId("setup-next"));
  await at("owner");
  await hand.type(screen.getByTestId("owner-name"), "Mona");
  await hand.type(screen.getByTestId("owner-pin"), "٤٨٢١");
  await hand.type(screen.getByTestId("owner-again"), "4822");
  expect(ready()).toBe(false);
  await hand.clear(screen.getByTestId("owner-again"));
  await hand.type(screen.getByTestId("owner-again"), "4821{Enter}");
  await waitFor(() => expect(done).toHaveBeenCalledOnce());
  expect(done.mock.calls[0]?.[0].clerk).toMatchObject({ name: "Mona", role: "owner" });
});

test("a practice till brings its supplier and its goods; Esc goes back to what was answered", async () => {
  const { fake, hand } = await open("shop");
  await hand.type(screen.getByTestId("shop-name"), "Learning");
  await hand.click(screen.getByTestId("for-practice"));
  await hand.click(screen.getByTestId("setup-next"));
  await at("printer");
  expect(fake.asked.some((line) => line.endsWith("practice"))).toBe(true);
  await hand.keyboard("{Escape}");
  await at("shop");
  expect(screen.getByTestId("shop-name")).toHaveValue("Learning");
  expect(screen.getByTestId("for-real")).toBeDisabled();
});

test("the language that is pressed is the one that is spoken from then on", async () => {
  const { hand } = await open("language");
  await hand.click(screen.getByTestId("language-ar"));
  await waitFor(() => expect(document.documentElement).toHaveAttribute("dir", "rtl"));
  expect(screen.getByTestId("setup-next")).toHaveTextContent("التالي");
  expect(screen.getByTestId("language-ar")).toHaveAttribute("aria-pressed", "true");
});

test("a till is brought back from a backup that is looked into first", async () => {
  const { fake, done, hand } = await open("language");
  await hand.click(screen.getByTestId("setup-have-backup"));
  expect(ready()).toBe(false);
  expect(screen.getByTestId("restore-phrase")).toHaveAttribute("type", "password");
  await hand.type(screen.getByTestId("restore-file"), "/stick/till.txt{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("ends in .raseed");
  await hand.click(await screen.findByTestId("restore-found"));
  expect(screen.queryByRole("alert")).toBeNull();
  await hand.keyboard("{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("Type the passphrase");
  await hand.type(screen.getByTestId("restore-phrase"), "wrong{Enter}");
  await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("capital letters"));
  expect(fake.asked).toEqual([]);
  await hand.clear(screen.getByTestId("restore-phrase"));
  await hand.type(screen.getByTestId("restore-phrase"), "four words of mine{Enter}");
  expect(await screen.findByTestId("restore-last-sale")).toHaveTextContent("today");
  expect(screen.getByTestId("restore-looked")).toHaveTextContent("Abu Ali Mobile");
  expect(screen.getByTestId("restore-orders")).toHaveTextContent("1,204");
  expect(done).not.toHaveBeenCalled();
  await hand.click(screen.getByTestId("setup-next"));
  await waitFor(() => expect(done).toHaveBeenCalledOnce());
  expect(done.mock.calls[0]?.[0]).toMatchObject({ shop_name: "Abu Ali Mobile", locked: true, clerk: null });
  expect(fake.asked.map((line) => line.split(" ")[0])).toEqual(["look", "restore"]);
});

test("a restore tells what is done of it, and stops where nothing was replaced yet", async () => {
  const { fake, done, hand } = await open("language");
  await hand.click(screen.getByTestId("setup-have-backup"));
  await hand.click(await screen.findByTestId("restore-found"));
  await hand.type(screen.getByTestId("restore-phrase"), "four words of mine{Enter}");
  await screen.findByTestId("restore-looked");
  const told = { text: "Opening the backup", detail: "34.5 of 103.0 MB", percent: 33, may_stop: true };
  fake.backups.restoring.view = told;
  await hand.click(screen.getByTestId("setup-next"));
  await waitFor(() => expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "33"));
  expect(screen.getByTestId("restoring")).toHaveTextContent("34.5 of 103.0 MB");
  await hand.click(screen.getByTestId("restore-stop"));
  expect(await screen.findByRole("alert")).toHaveTextContent("Nothing was changed");
  expect(done).not.toHaveBeenCalled();
  fake.backups.restoring.view = { ...told, percent: null, detail: null, may_stop: false };
  await hand.click(screen.getByTestId("setup-next"));
  await waitFor(() => expect(screen.getByRole("progressbar")).not.toHaveAttribute("aria-valuenow"));
  expect(screen.queryByTestId("restore-stop")).toBeNull();
  fake.backups.restoring.goOn?.();
  await waitFor(() => expect(done).toHaveBeenCalledOnce());
});

test("another file is looked into anew, and Esc goes back to the language", async () => {
  const { hand } = await open("language");
  await hand.click(screen.getByTestId("setup-have-backup"));
  await hand.click(await screen.findByTestId("restore-found"));
  await hand.type(screen.getByTestId("restore-phrase"), "four words of mine{Enter}");
  await screen.findByTestId("restore-looked");
  await hand.type(screen.getByTestId("restore-file"), "x");
  expect(screen.queryByTestId("restore-looked")).toBeNull();
  await hand.keyboard("{Escape}");
  expect(await screen.findByTestId("setup-have-backup")).toBeInTheDocument();
});

test("where a shop was named already, no backup is offered", async () => {
  const { hand } = await open("shop");
  await hand.type(screen.getByTestId("shop-name"), "Abu Ali{Enter}");
  await at("supplier");
  await hand.keyboard("{Escape}");
  await at("shop");
  await hand.keyboard("{Escape}");
  await at("language");
  expect(screen.queryByTestId("setup-have-backup")).toBeNull();
});

test("who is quicker than the answer about the language is taken to the backup behind it", async () => {
  const { fake, hand } = await open("language");
  const go = fake.setupGo.bind(fake);
  let answer: (() => void) | undefined;
  fake.setupGo = async (request) => {
    await new Promise<void>((resolve) => (answer = resolve));
    return go(request);
  };
  await hand.click(screen.getByTestId("language-en"));
  await hand.click(screen.getByTestId("setup-have-backup"));
  expect(screen.queryByTestId("restore-file")).toBeNull();
  answer?.();
  expect(await screen.findByTestId("restore-file")).toBeInTheDocument();
});
