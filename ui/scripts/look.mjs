// Pictures of every screen, with axe's verdict.  node scripts/look.mjs OUT_DIR [WIDTH HEIGHT]
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { visit } from "./visit.mjs";

const [out = mkdtempSync(join(tmpdir(), "raseed-look-")), width = "1366", height = "768"] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const axe = readFileSync(fileURLToPath(new URL("../node_modules/axe-core/axe.min.js", import.meta.url)), "utf8");
let findings = 0;

await visit({ width: Number(width), height: Number(height) }, async (page, name, language, theme) => {
  await page.screenshot({ path: join(out, `${name}-${language}-${theme}.png`) });
  await page.evaluate(axe);
  const { violations } = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  for (const { id, nodes } of violations) {
    findings += 1;
    console.log(
      `axe ${name} ${language} ${theme}: ${id}: ${nodes.map((node) => node.html.slice(0, 120) + " " + node.failureSummary?.split("\n")[1]).join(" | ")}`,
    );
  }
});
console.log(`${out}: ${findings} findings of axe`);
process.exitCode = findings ? 1 : 0;
