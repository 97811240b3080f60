/** From figures to places on a chart. A chart library would bring a hundred kilobytes for these few lines. */
export type Scale = (value: number) => number;

/** A straight line from one span to another; all of an empty span is at its beginning. */
export const linear =
  ([from, to]: [number, number], [first, last]: [number, number]): Scale =>
  (value) =>
    to === from ? first : first + ((value - from) / (to - from)) * (last - first);

/** Round figures from zero to at least the greatest, about so many, the first and the last included. */
export function roundTicks(greatest: number, about: number): number[] {
  const rough = Math.max(greatest, Number.MIN_VALUE) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough) ?? rough;
  return Array.from({ length: Math.ceil(greatest / step) + 1 }, (_, index) => index * step);
}

export type Bands = { width: number; step: number; at: (index: number) => number };

/** A few bars are no walls. */
const widest = 72;

/** As many bands as there are bars, beside each other, with room between; mirrored, the first is the last. */
export function bands(count: number, [from, to]: [number, number], isMirrored: boolean): Bands {
  const step = (to - from) / Math.max(1, count);
  const width = Math.min(step * 0.74, widest);
  return {
    width,
    step,
    at: (index) => from + (isMirrored ? count - 1 - index : index) * step + (step - width) / 2,
  };
}

/** A line that stays at each figure until the next one. */
export function stepPath(points: [number, number][]): string {
  return points
    .map(([x, y], index) => (index ? `H${x.toFixed(1)}V${y.toFixed(1)}` : `M${x.toFixed(1)},${y.toFixed(1)}`))
    .join("");
}
