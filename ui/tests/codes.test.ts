import { screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { open, product } from "./till";

afterEach(() => void vi.useRealTimers());

test("a revealed code hides itself after a minute, and showing it again is noted again", async () => {
  const { fake, hand } = await open();
  await hand.click(await product(5001));
  await hand.keyboard("{F9}");
  await hand.click(await screen.findByTestId("confirm"));
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout"] });
  const code = () => screen.getAllByTestId("code")[0];
  await waitFor(() => expect(code()).toHaveAttribute("data-masked", "true"));
  screen.getByTestId("reveal").click();
  await waitFor(() => expect(code()).toHaveAttribute("data-masked", "false"));
  await vi.advanceTimersByTimeAsync(59_000);
  expect(code()).toHaveAttribute("data-masked", "false");
  await vi.advanceTimersByTimeAsync(2_000);
  await waitFor(() => expect(code()).toHaveAttribute("data-masked", "true"));
  expect(code()?.textContent).toMatch(/^••••/);
  screen.getByTestId("reveal").click();
  await waitFor(() => expect(fake.asked.filter((line) => line.startsWith("reveal"))).toHaveLength(2));
});
