import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Breath } from "../src/shared/till/breath";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

test("a hand's keys run at once, a scan's after its first only when it pauses", () => {
  const breath = new Breath();
  const ran: string[] = [];
  const press = (key: string) => breath.now(() => void ran.push(key));
  expect(press("p")).toBe(true);
  vi.advanceTimersByTime(120);
  expect(press("u")).toBe(true);
  expect(ran).toEqual(["p", "u"]);
  vi.advanceTimersByTime(120);
  expect(press("6")).toBe(true);
  for (const key of "2910") {
    vi.advanceTimersByTime(10);
    expect(press(key)).toBe(false);
  }
  expect(ran).toEqual(["p", "u", "6"]);
  vi.advanceTimersByTime(60);
  expect(ran).toEqual(["p", "u", "6", "0"]);
});
