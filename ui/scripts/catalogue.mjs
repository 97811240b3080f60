// Reads the window's message files as Fluent itself reads them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";

export const files = [
  "window",
  "states",
  "sell",
  "orders",
  "attention",
  "counter",
  "shift",
  "devices",
  "people",
  "guard",
  "reports",
  "exceptions",
  "accounts",
  "prices",
  "keys",
  "stock",
  "debts",
  "owner",
];
export const languages = ["en", "ar"];

/** @param {unknown} node @param {Set<string>} found */
function collect(node, found) {
  if (Array.isArray(node)) return node.forEach((part) => collect(part, found));
  if (node === null || typeof node !== "object") return;
  if ("type" in node && node.type === "var" && "name" in node) found.add(String(node.name));
  Object.values(node).forEach((part) => collect(part, found));
}

/** The source text of one language. @param {string} language */
export function source(language) {
  const read = (/** @type {string} */ file) =>
    readFileSync(join(import.meta.dirname, "../locales", language, `${file}.ftl`), "utf8");
  return files.map(read).join("\n");
}

/** Every message of a language with the names of its variables. @param {string} language */
export function messages(language) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const message of new FluentResource(source(language)).body) {
    /** @type {Set<string>} */
    const variables = new Set();
    collect(message.value, variables);
    found.set(message.id, [...variables].sort());
  }
  return found;
}

/** @param {Map<string, string[]>} all */
export function typesOf(all) {
  const shape = (/** @type {string[]} */ names) =>
    names.length ? `{ ${names.map((name) => `${name}: string | number`).join("; ")} }` : "null";
  const lines = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, names]) => `  "${key}": ${shape(names)};`);
  return `// Made by \`npm run words\` from ui/locales/en; do not edit.\nexport type Messages = {\n${lines.join("\n")}\n};\n`;
}
