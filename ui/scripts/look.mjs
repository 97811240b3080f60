// Looks at the window in Chromium with the fake till: pictures of every screen in both languages and themes,
// under the release's content security policy, with axe's verdict.  node scripts/look.mjs OUT_DIR [WIDTH HEIGHT]
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { faces, tour } from "./tour.mjs";

const [out = mkdtempSync(join(tmpdir(), "raseed-look-")), width = "1366", height = "768"] = process.argv.slice(2);
const ui = fileURLToPath(new URL("..", import.meta.url));
const site = mkdtempSync(join(tmpdir(), "raseed-site-"));
execFileSync("npx", ["vite", "build", "--mode", "fake", "--outDir", site, "--logLevel", "error"], {
  cwd: ui,
  stdio: "inherit",
});
mkdirSync(out, { recursive: true });

const policy = JSON.parse(readFileSync(join(ui, "../tauri.conf.json"), "utf8")).app.security.csp;
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };
const server = createServer((request, response) => {
  const path = normalize(new URL(request.url ?? "/", "http://till").pathname);
  const file = path === "/" ? "/index.html" : path;
  try {
    const body = readFileSync(join(site, file));
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "text/plain",
      "content-security-policy": policy,
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
const address = `http://127.0.0.1:${server.address().port}/`;

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const axe = readFileSync(join(ui, "node_modules/axe-core/axe.min.js"), "utf8");
let findings = 0;

for (const language of ["en", "ar"]) {
  for (const theme of ["light", "dark"]) {
    const page = await browser.newPage({ viewport: { width: Number(width), height: Number(height) } });
    page.on(
      "console",
      (message) => message.type() === "error" && console.log(`${language} ${theme}: ${message.text()}`),
    );
    page.on("pageerror", (error) => console.log(`${language} ${theme}: ${error.message}`));
    // Tauri freezes this prototype in the release.
    await page.addInitScript("Object.freeze(Object.prototype)");
    const look = async (/** @type {string} */ name) => {
      await page.waitForTimeout(120);
      await page.screenshot({ path: join(out, `${name}-${language}-${theme}.png`) });
      await page.evaluate(axe);
      const { violations } = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
      for (const { id, nodes } of violations) {
        findings += 1;
        console.log(
          `axe ${name} ${language} ${theme}: ${id}: ${nodes.map((node) => node.html.slice(0, 120) + " " + node.failureSummary?.split("\n")[1]).join(" | ")}`,
        );
      }
    };
    await tour(page, `${address}?language=${language}&theme=${theme}`, look);
    for (const face of faces) {
      await page.goto(`${address}customer.html?language=${language}&theme=${theme}&face=${face}`);
      await page.locator("[data-testid=customer]").waitFor();
      await look(`customer-${face}`);
    }
    await page.close();
  }
}
await browser.close();
server.close();
console.log(`${out}: ${findings} findings of axe`);
process.exitCode = findings ? 1 : 0;
