import { expect, test } from "vitest";
import { bands, linear, roundTicks, stepPath } from "../src/features/reports/scales";

test("ticks are round, begin at zero and reach beyond the greatest", () => {
  expect(roundTicks(38, 4)).toEqual([0, 10, 20, 30, 40]);
  expect(roundTicks(1, 4)).toEqual([0, 0.5, 1]);
  expect(roundTicks(812.4, 4)).toEqual([0, 500, 1000]);
  expect(roundTicks(1200, 4)).toEqual([0, 500, 1000, 1500]);
});

test("bars stand beside each other, and the other way round where one reads from the right", () => {
  const [left, right] = [bands(4, [0, 400], false), bands(4, [0, 400], true)];
  expect(left.at(0)).toBeCloseTo(14);
  expect(right.at(0)).toBeCloseTo(314);
  expect(left.at(3)).toBeCloseTo(right.at(0));
  expect(bands(4, [40, 440], false).at(0)).toBeCloseTo(54);
  expect(left.at(1) - left.at(0)).toBeGreaterThan(left.width);
});

test("a wallet that was seen once, or not at all, is drawn without a crooked figure", () => {
  expect(linear([5, 5], [4, 276])(5)).toBe(4);
  expect(stepPath([])).toBe("");
  expect(
    stepPath([
      [4, 80],
      [50, 20],
    ]),
  ).toBe("M4.0,80.0H50.0V20.0");
});
