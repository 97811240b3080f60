import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/svelte";
import { afterEach, vi } from "vitest";
import { loadOffice } from "../src/app/office.svelte";
import { loadWords } from "../src/i18n/words.svelte";

await Promise.all([loadWords("en"), loadWords("ar"), loadOffice()]);
configure({ getElementError: (message) => new Error(message ?? "not found") });
// Files share one page: what one of them changed is put back.
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  localStorage.clear();
});
