import type { BootView, Language } from "./bindings";

/** An answer that lay ready before it was asked for. */
type Ahead = { command: string; args: unknown[]; data: unknown };

declare global {
  interface Window {
    /** What the till answered ahead, for the page's first questions (`window/ahead.rs`). */
    answered?: Ahead[];
  }
}

/** Who has not asked by then asks about another moment. */
const goodForMs = 5000;

/** A page that is loaded again would be told how things stood when the window was opened. */
function isFirstLoad(): boolean {
  const [load] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return load?.type === "navigate" && performance.now() < goodForMs;
}

/** Whether this start has been answered ahead. */
export const isAnsweredAhead = (): boolean => Boolean(window.answered?.length) && isFirstLoad();

/** The language of this start, where the till has told it ahead. */
export function languageAhead(): Language | null {
  const boot = isAnsweredAhead() && window.answered?.find(({ command }) => command === "boot");
  return boot ? (boot.data as BootView).language : null;
}

/** Fields stand in whatever order. */
const plain = (args: unknown[]): string =>
  JSON.stringify(args, (_, value: unknown) =>
    value instanceof Object && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value,
  );

/** The answer to exactly this question, if it lies ready: each is taken once. */
export function takeAhead(command: string, args: unknown[]): { data: unknown } | null {
  const answered = window.answered;
  if (!answered?.length) return null;
  if (!isFirstLoad()) {
    answered.length = 0;
    return null;
  }
  const asked = plain(args);
  const at = answered.findIndex((one) => one.command === command && plain(one.args) === asked);
  return answered.splice(at, at < 0 ? 0 : 1)[0] ?? null;
}
