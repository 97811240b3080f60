import type { Language } from "../../ipc/bindings";

const fontsWaitMs = 1000;
const weights = [400, 500, 600];
/** A letter of each script, by which the faces that draw it are found. */
const letters: Record<Language, string> = { en: "a", ar: "aع" };

/**
 * A late change of fonts relays the whole page out, which has hung WebKit; so those that a language's first picture
 * is written in come first, but not for ever. The others follow behind it.
 */
export async function fonts(language: Language): Promise<void> {
  const first = weights.map((weight) => document.fonts.load(`${weight} 1em Plex`, letters[language]));
  await Promise.race([Promise.allSettled(first), new Promise((resolve) => setTimeout(resolve, fontsWaitMs))]);
  setTimeout(() => document.fonts.forEach((font) => void font.load().catch(() => {})), fontsWaitMs);
}
