import { expect, test } from "vitest";
import { rowPx, unmeasured, windowFor } from "../src/shared/till/rows";

const at = (row: number, by = 0) => ({ top: row * rowPx, height: 10 * rowPx, by: by * rowPx });

test("what is seen is drawn, with a few rows beside it, and never more than there are", () => {
  expect(windowFor(unmeasured, 7)).toEqual({ from: 0, to: 7 });
  expect(windowFor(at(100), 1000)).toEqual({ from: 92, to: 118 });
  expect(windowFor(at(0), 1000)).toEqual({ from: 0, to: 18 });
  expect(windowFor(at(995), 1000)).toEqual({ from: 987, to: 1000 });
  expect(windowFor(at(50), 3)).toEqual({ from: 3, to: 3 });
});

test("rows are ready where a list is moving to, the more the quicker it moves, and never without end", () => {
  expect(windowFor(at(100, 5), 1000)).toEqual({ from: 92, to: 123 });
  expect(windowFor(at(100, -5), 1000)).toEqual({ from: 87, to: 118 });
  expect(windowFor(at(100, 400), 1000)).toEqual({ from: 92, to: 142 });
});
