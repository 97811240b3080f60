/** How tall a row of a long list is. */
export const rowPx = 52;
/** Rows kept ready above and below what can be seen, so that arrows and short scrolls find them. */
const spare = 8;

/** What a scroller shows of a list. */
export type View = { top: number; height: number };

/** Nothing measured yet, or a list short enough to be drawn whole. */
export const unmeasured: View = { top: 0, height: 0 };

/** Which of `count` rows are drawn. Before anything was measured, all of them. */
export function windowFor(view: View, count: number): { from: number; to: number } {
  if (view.height === 0) return { from: 0, to: count };
  const from = Math.max(0, Math.floor(view.top / rowPx) - spare);
  const to = Math.min(count, Math.ceil((view.top + view.height) / rowPx) + spare);
  return { from: Math.min(from, to), to };
}
