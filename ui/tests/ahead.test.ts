import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { languageAhead, takeAhead } from "../src/ipc/ahead";

const loadedBy = (type: string) =>
  vi.spyOn(performance, "getEntriesByType").mockReturnValue([{ type } as unknown as PerformanceEntry]);

beforeEach(() => {
  vi.spyOn(performance, "now").mockReturnValue(100);
  window.answered = [
    { command: "boot", args: [], data: "how it begins" },
    { command: "search", args: [{ category: null, limit: 60, query: "" }], data: "the first page" },
  ];
});
afterEach(() => {
  vi.restoreAllMocks();
  delete window.answered;
});

test("the same question is answered once, however its fields are ordered", () => {
  loadedBy("navigate");
  const first = { query: "", category: null, limit: 60 };
  expect(takeAhead("search", [{ ...first, query: "pubg" }])).toBeNull();
  expect(takeAhead("search", [first])?.data).toBe("the first page");
  expect(takeAhead("search", [first])).toBeNull();
  expect(takeAhead("boot", [])?.data).toBe("how it begins");
});

test("a page that is loaded again asks about now", () => {
  loadedBy("reload");
  expect(takeAhead("boot", [])).toBeNull();
  expect(window.answered).toEqual([]);
});

test("what nobody asked at the start is not an answer later", () => {
  loadedBy("navigate");
  vi.spyOn(performance, "now").mockReturnValue(60_000);
  expect(takeAhead("search", [{ query: "", category: null, limit: 60 }])).toBeNull();
  expect(window.answered).toEqual([]);
});

test("without anything ahead the till is asked", () => {
  delete window.answered;
  expect(takeAhead("boot", [])).toBeNull();
});

test("the language of the start is known ahead, and after a reload it is not", () => {
  window.answered = [{ command: "boot", args: [], data: { language: "ar" } }];
  loadedBy("navigate");
  expect(languageAhead()).toBe("ar");
  loadedBy("reload");
  expect(languageAhead()).toBeNull();
});
