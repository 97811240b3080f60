import type { TileView } from "../../../ipc/bindings";

/** A shelf's names begin with a dozen letters or two. */
const most = 24;
/** After the first picture, and far enough apart that nothing else waits. */
const pauseMs = 150;

/** The letters that the names of these products begin with, as they are typed. */
export function firstLetters(tiles: TileView[]): string[] {
  const names = tiles.flatMap(({ product }) => [product.name.en, product.name.ar, product.brand ?? ""]);
  const letters = names.flatMap((name) => Array.from(name.trim().toLowerCase()).slice(0, 1));
  return [...new Set(letters)].slice(0, most);
}

/** Does something for each of them, one at a time, whenever nobody is at the keys. */
export async function atLeisure(
  letters: string[],
  isBusy: () => boolean,
  look: (letter: string) => Promise<void>,
): Promise<void> {
  for (const letter of letters) {
    do await new Promise((resolve) => setTimeout(resolve, pauseMs));
    while (isBusy());
    await look(letter);
  }
}
