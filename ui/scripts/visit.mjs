// Opens the window in Chromium over the fake till, under the release's content security policy, and goes through
// every screen in both languages and both themes.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { faces, tour } from "./tour.mjs";

const ui = fileURLToPath(new URL("..", import.meta.url));
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };

/** The page of a till in memory, served as the release serves its own. @returns {Promise<{ address: string, close: () => void }>} */
async function serve() {
  const site = mkdtempSync(join(tmpdir(), "raseed-site-"));
  execFileSync("npx", ["vite", "build", "--mode", "fake", "--outDir", site, "--logLevel", "error"], {
    cwd: ui,
    stdio: "inherit",
  });
  const policy = JSON.parse(readFileSync(join(ui, "../tauri.conf.json"), "utf8")).app.security.csp;
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
  const close = () => {
    server.close();
    rmSync(site, { recursive: true, force: true });
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, close };
}

/** `RASEED_LOOK=ar-dark` takes one way instead of four. */
const only = process.env["RASEED_LOOK"];
/** A busy machine may stand still for longer than a click usually waits. */
const patienceMs = 120_000;

/**
 * `seen` is called on every screen with its page, its name, the language and the theme. With a `moment`, the page's
 * clock stands still there, so that no picture differs by the time of day.
 * @param {{ width?: number, height?: number, scale?: number, moment?: Date }} options
 * @param {(page: import("playwright-core").Page, name: string, language: string, theme: string) => Promise<void>} seen
 */
export async function visit({ width = 1366, height = 768, scale = 1, moment }, seen) {
  const { address, close } = await serve();
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
  for (const language of ["en", "ar"]) {
    for (const theme of ["light", "dark"]) {
      if (only && only !== `${language}-${theme}`) continue;
      const page = await browser.newPage({
        viewport: { width, height },
        deviceScaleFactor: scale,
        reducedMotion: "reduce",
        timezoneId: "Asia/Hebron",
      });
      page.setDefaultTimeout(patienceMs);
      page.on(
        "console",
        (message) => message.type() === "error" && console.log(`${language} ${theme}: ${message.text()}`),
      );
      page.on("pageerror", (error) => console.log(`${language} ${theme}: ${error.message}`));
      // Tauri freezes this prototype in the release.
      await page.addInitScript("Object.freeze(Object.prototype)");
      if (moment) await page.clock.setFixedTime(moment);
      const look = async (/** @type {string} */ name) => {
        await page.waitForTimeout(120);
        await seen(page, name, language, theme);
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
  close();
}
