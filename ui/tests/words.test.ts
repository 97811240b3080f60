import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languages, messages, source, typesOf } from "../scripts/catalogue.mjs";
import { Words } from "../src/i18n/words.svelte";
import { clock, elapsed, grouped } from "../src/shared/till/format";

const english = messages("en");

test.each(languages)("every message of %s is readable", (language) => {
  const written = source(language).match(/^[a-z][\w-]* =/gm) ?? [];
  expect(messages(language).size).toBe(written.length);
});

test.each(languages)("%s has every message, with the same variables", (language) => {
  const found = messages(language);
  const lacking = [...english.keys()].filter((key) => !found.has(key));
  const extra = [...found.keys()].filter((key) => !english.has(key));
  expect({ lacking, extra }).toEqual({ lacking: [], extra: [] });
  // A plural may say "one order" without the number, so a language may use fewer variables, never others.
  for (const [key, names] of found) expect(english.get(key), key).toEqual(expect.arrayContaining(names));
});

test("the typed keys are those of the files (npm run words)", () => {
  const committed = readFileSync("src/i18n/keys.ts", "utf8").replaceAll("\r\n", "\n");
  expect(committed).toBe(typesOf(english));
});

test("values inside Arabic sentences are isolated, digits stay Latin", () => {
  const words = new Words();
  words.language = "ar";
  expect(words.t("notice-added", { name: "PUBG" })).toContain("\u2068PUBG\u2069");
  expect(words.t("basket-items", { count: 3 })).toContain("3");
  expect(words.t("basket-items", { count: 2 })).toBe("قطعتان");
});

test("money keeps the till's digits", () => {
  expect(grouped("1234567.50")).toBe("1,234,567.50");
  expect(grouped("109250")).toBe("109,250");
  expect(grouped("0.125")).toBe("0.125");
});

test("times of other days carry their date", () => {
  const now = new Date(2026, 10, 21, 14, 0);
  expect(clock(new Date(2026, 10, 21, 9, 5).toISOString(), now)).toBe("09:05");
  expect(clock(new Date(2026, 10, 20, 9, 5).toISOString(), now)).toBe("20/11 09:05");
});

test("a wait is told in minutes and seconds, and from an hour on in hours", () => {
  expect(elapsed(12_400)).toBe("0:12");
  expect(elapsed(3_800_000)).toBe("1:03:20");
});
