const fontsWaitMs = 1000;

/** A late change of fonts relays the whole page out, which has hung WebKit; so fonts come first, but not for ever. */
export async function fonts(): Promise<void> {
  const loaded = Promise.allSettled([...document.fonts].map((font) => font.load()));
  await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, fontsWaitMs))]);
}
