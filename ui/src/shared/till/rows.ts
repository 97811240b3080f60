/** How tall a row of a long list is. */
export const rowPx = 52;
/** Rows kept ready above and below what can be seen, so that arrows and short scrolls find them. */
const spare = 8;
/** As many more at most where a list is moving to: a compositor may scroll on before the page hears of it. */
const mostAhead = 24;

/** What a scroller shows of a list, and by how much it has just moved. */
export type View = { top: number; height: number; by?: number };

/** Nothing measured yet, or a list short enough to be drawn whole. */
export const unmeasured: View = { top: 0, height: 0 };

/** What a scroller shows now, after it showed something else. */
export const moved = (box: HTMLElement, before: View): View => ({
  top: box.scrollTop,
  height: box.clientHeight,
  by: box.scrollTop - before.top,
});

/** Which of `count` rows are drawn. Before anything was measured, all of them. */
export function windowFor({ top, height, by = 0 }: View, count: number): { from: number; to: number } {
  if (height === 0) return { from: 0, to: count };
  const ahead = Math.min(mostAhead, Math.ceil(Math.abs(by) / rowPx));
  const from = Math.max(0, Math.floor(top / rowPx) - spare - (by < 0 ? ahead : 0));
  const to = Math.min(count, Math.ceil((top + height) / rowPx) + spare + (by > 0 ? ahead : 0));
  return { from: Math.min(from, to), to };
}
