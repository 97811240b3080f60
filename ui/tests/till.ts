import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import App from "../src/app/App.svelte";
import type { SellLine } from "../src/ipc/bindings";
import { type Fake, type FakeOptions, makeFake } from "../src/ipc/fake/fake";

/** A line as it was sold before the window opened. */
export const sold = (number: number, more: Partial<SellLine> = {}): SellLine => ({
  product_id: `palcards:${number}`,
  quantity: 1,
  phone: null,
  fields: {},
  amount: null,
  ...more,
});

/** Opens the whole window over a fake till, with a hand to drive it; `earlier` was sold before. */
export async function open({ earlier = [], ...options }: FakeOptions & { earlier?: SellLine[] } = {}) {
  const fake: Fake = makeFake(options);
  earlier.forEach((line, at) =>
    fake.ledger.sell({ token: `old-${at}`, lines: [line], tender: null, card: null, received: null, again: true }),
  );
  const waits = fake.ledger.matters().length > 0;
  render(App, { backend: fake, boot: await fake.boot() });
  const hand = userEvent.setup({ delay: null });
  if (!options.pin && !waits) await screen.findByTestId("product-palcards:5001");
  return { fake, hand };
}

export const product = (number: number) => screen.findByTestId(`product-palcards:${number}`);
/** A typist's pause before Enter; without it fast keys are a scan. */
export const aMoment = () => new Promise((resolve) => setTimeout(resolve, 60));
export const sales = (fake: Fake) => fake.asked.filter((line) => line.startsWith("sell ")).length;

/** Keys as a scanner sends them: a fixed distance apart by the event's own clock. */
export function scan(target: EventTarget, text: string, apartMs = 10, start = performance.now() + 10_000) {
  const keys = [...text].map((key) => ({ key, code: /\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}` }));
  const types = (target as HTMLInputElement).value !== undefined;
  let taken = false;
  [...keys, { key: "Enter", code: "Enter" }].forEach(({ key, code }, index) => {
    const event = new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: start + index * apartMs });
    const goes = target.dispatchEvent(event);
    if (goes && types && key.length === 1) {
      (target as HTMLInputElement).value += key;
      target.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (key === "Enter") taken = !goes;
  });
  return taken;
}
