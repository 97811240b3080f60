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
