import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** Features may name shared, ipc and i18n; never one another, and never the shell. */
const features = [
  "sell",
  "orders",
  "attention",
  "shift",
  "settings",
  "lock",
  "accounts",
  "hardware",
  "slips",
  "setup",
  "reconcile",
  "backup",
  "debts",
];
const noHost = { group: ["@tauri-apps/*"], message: "Only ipc/tauri.ts may name the host." };
const restrict = (patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

export default ts.config(
  { ignores: ["dist", "node_modules", "src/ipc/bindings.ts", "src/i18n/keys.ts"] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { files: ["**/*.svelte", "**/*.svelte.ts"], languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } } },
  {
    rules: {
      "no-undef": "off",
      "max-lines": ["error", 250],
      // The one map used here never changes after it is made.
      "svelte/prefer-svelte-reactivity": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  { files: ["src/**"], ignores: ["src/ipc/tauri.ts"], rules: restrict([noHost]) },
  {
    files: ["src/shared/**"],
    rules: restrict([noHost, { group: ["**/features/**", "**/app/**"], message: "Shared knows no feature." }]),
  },
  ...features.map((name) => ({
    files: [`src/features/${name}/**`],
    rules: restrict([
      noHost,
      {
        group: ["**/app/**", ...features.filter((other) => other !== name).map((other) => `**/${other}/*`)],
        message: "A feature imports no other feature.",
      },
    ]),
  })),
);
