import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { beside } from "./beside.ts";
import { fluent } from "./fluent.ts";
import { icons } from "./icons.ts";

export default defineConfig({
  plugins: [icons(), svelte(), fluent(), beside("/app/start.ts")],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  // The content security policy forbids inline scripts and data: fonts, so nothing may be inlined.
  build: {
    target: "es2022",
    cssTarget: "safari17",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The till's page, and the customer's.
    rolldownOptions: { input: ["index.html", "customer.html"] },
  },
  // Without this condition Vitest would load Svelte's server build.
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    pool: "threads",
    // Each file leaves the page as it found it (`tests/setup.ts`), so all share one.
    isolate: false,
    maxWorkers: 2,
  },
});
