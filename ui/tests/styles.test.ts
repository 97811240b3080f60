import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const tokens = readFileSync("src/shared/styles/tokens.css", "utf8");

test("a card's shadow is hard in both themes: a soft one around a long list stops its scrolling", () => {
  const shadows = [...tokens.matchAll(/--shadow: ([^;]+);/g)].map(([, value]) => value);
  expect(shadows).toHaveLength(2);
  for (const shadow of shadows) expect(shadow).toMatch(/^0 1px 0 rgb\(/);
});
