import type { TileView } from "../../../ipc/bindings";

/** A shelf's names begin with a dozen letters or two. */
const mostOfShelf = 24;
/** What else is typed first: the first shelf is a small part of a large catalogue. */
const keyboard = [..."abcdefghijklmnopqrstuvwxyz0123456789"];
/** After the first picture, and far enough apart that nothing else waits. */
const pauseMs = 60;

/** What is typed first: the letters that the names of these products begin with, then the rest of a keyboard. */
export function firstLetters(tiles: TileView[]): string[] {
  const names = tiles.flatMap(({ product }) => [product.name.en, product.name.ar, product.brand ?? ""]);
  const letters = names.flatMap((name) => Array.from(name.trim().toLowerCase()).slice(0, 1));
  const ofShelf = [...new Set(letters)].slice(0, mostOfShelf);
  return [...new Set([...ofShelf, ...keyboard])];
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
