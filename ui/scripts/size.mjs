// How much the till's window loads before somebody can sell, fonts apart, gzipped: the page's own script
// and style with everything they name at once, the way to the host, and the larger of the two languages.
// Screens that are loaded when they are opened are told, and do not count. Fails above the limit.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 150;
const dist = new URL("../dist/", import.meta.url);
const files = readdirSync(new URL("assets/", dist)).filter((name) => /\.(js|css)$/.test(name));
const text = (name) => readFileSync(new URL(`assets/${name}`, dist), "utf8");
const kilobytes = (name) => gzipSync(text(name), { level: 9 }).length / 1000;
const called = (prefix) => files.filter((name) => name.startsWith(`${prefix}-`));

const page = readFileSync(new URL("index.html", dist), "utf8");
const needed = new Set([...page.matchAll(/assets\/([^"]+\.(?:js|css))"/g)].map(([, name]) => name));
for (const name of called("tauri")) needed.add(name);
for (const name of needed) {
  if (!name.endsWith(".js")) continue;
  for (const [, found] of text(name).matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)) needed.add(found);
}
const [language] = [...called("en"), ...called("ar")].sort((a, b) => kilobytes(b) - kilobytes(a));
needed.add(language);

let sum = 0;
for (const name of files.sort((a, b) => kilobytes(b) - kilobytes(a))) {
  const size = kilobytes(name);
  if (needed.has(name)) sum += size;
  console.log(`${needed.has(name) ? "at once " : "  later "} ${size.toFixed(1).padStart(6)} kB  ${name}`);
}
console.log(`${sum.toFixed(1)} kB are loaded before somebody can sell; the limit is ${LIMIT_KB} kB.`);
if (sum > LIMIT_KB) process.exit(1);
