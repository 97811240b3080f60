// The reference pictures of every screen, language and theme, at half their size.
//   npm run pictures         draws them anew
//   npm run pictures:check   tells which screens look different, and leaves the new pictures beside a page to compare
// Fonts and rasterisers differ between computers, so the comparison is no part of the tests: it is for the eye of
// whoever changed a screen, on the computer that drew the references.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { visit } from "./visit.mjs";

const kept = fileURLToPath(new URL("../tests/pictures", import.meta.url));
const isCheck = process.argv.includes("--check");
const moment = new Date("2026-03-24T12:00:00Z");
/** So many of ten thousand pixels may differ by chance. */
const byChance = 2;

/** Makes a small picture of a screenshot, and says how many of ten thousand pixels differ from a kept one. */
const shrink = async (/** @type {{ shot: string, before: string | null }} */ { shot, before }) => {
  const draw = async (/** @type {string} */ source) => {
    const blob = new Blob([Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0))]);
    const image = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    return { canvas, context };
  };
  const asText = async (/** @type {Blob} */ blob) => {
    let text = "";
    for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
    return btoa(text);
  };
  const { canvas } = await draw(shot);
  const small = await asText(await canvas.convertToBlob({ type: "image/webp", quality: 0.8 }));
  if (before === null) return { small, differs: 0 };
  const [now, then] = [await draw(small), await draw(before)];
  const { width, height } = now.canvas;
  if (then.canvas.width !== width || then.canvas.height !== height) return { small, differs: 10_000 };
  const [one, other] = [now, then].map(({ context }) => context?.getImageData(0, 0, width, height).data ?? []);
  let different = 0;
  for (let at = 0; at < one.length; at += 4)
    if (Math.max(...[0, 1, 2].map((channel) => Math.abs(one[at + channel] - other[at + channel]))) > 24) different += 1;
  return { small, differs: Math.round((different * 10_000) / (width * height)) };
};

/** Notices go by themselves: whether one is still there depends on how busy the computer is. */
const notices = (/** @type {"hidden" | "visible"} */ visibility) => {
  for (const notice of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-testid=notice]")))
    notice.style.visibility = visibility;
};

const out = isCheck ? mkdtempSync(join(tmpdir(), "raseed-pictures-")) : kept;
if (!isCheck) rmSync(kept, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
/** @type {string[]} */
const different = [];
const drawn = new Set();
/** An empty page without the till's own policy, in which pictures are compared. @type {import("playwright-core").Page | undefined} */
let desk;

await visit({ scale: 0.5, moment }, async (page, name, language, theme) => {
  desk ??= await (await page.context().browser())?.newPage();
  const file = `${name}-${language}-${theme}.webp`;
  drawn.add(file);
  await page.evaluate(notices, "hidden");
  const shot = (await page.screenshot({ animations: "disabled", caret: "hide" })).toString("base64");
  await page.evaluate(notices, "visible");
  const before = isCheck && existsSync(join(kept, file)) ? readFileSync(join(kept, file)).toString("base64") : null;
  const { small, differs } = (await desk?.evaluate(shrink, { shot, before })) ?? { small: "", differs: 0 };
  if (!isCheck || before === null || differs > byChance) {
    writeFileSync(join(out, file), Buffer.from(small, "base64"));
    if (isCheck) different.push(file);
  }
});

if (isCheck) {
  const gone = readdirSync(kept).filter((file) => !drawn.has(file));
  for (const file of gone) console.log(`gone       ${file}`);
  for (const file of different) console.log(`${existsSync(join(kept, file)) ? "different " : "new       "} ${file}`);
  const pair = (/** @type {string} */ file) =>
    `<h2>${file}</h2><img src="${pathToFileURL(join(kept, file))}" alt="before"> <img src="${file}" alt="now">`;
  writeFileSync(join(out, "index.html"), `<!doctype html><meta charset="utf-8">${different.map(pair).join("\n")}`);
  console.log(`${different.length} of ${drawn.size} pictures look different: ${join(out, "index.html")}`);
  process.exitCode = different.length + gone.length ? 1 : 0;
} else {
  console.log(`${drawn.size} pictures in ${kept}`);
}
