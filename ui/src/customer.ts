import { mount } from "svelte";
import CustomerWindow from "./customer/CustomerWindow.svelte";
import { shown } from "./customer/shown.svelte";
import { loadWords } from "./i18n/words.svelte";
import type { CustomerView } from "./ipc/bindings";
import { fonts } from "./shared/styles/fonts";
import "./shared/styles/tokens.css";
import "./shared/styles/fonts.css";
import "./shared/styles/base.css";

declare global {
  interface Window {
    /** What the till has put here and the page has not taken yet. */
    told?: CustomerView;
  }
}

/** The till puts what is shown into this page; the page asks for nothing. It may have come before this script ran. */
function take(): void {
  if (!window.told) return;
  shown.view = window.told;
  delete window.told;
}
addEventListener("told", take);
take();
addEventListener("contextmenu", (event) => event.preventDefault());

async function start(target: HTMLElement): Promise<void> {
  // It may be shown in either language from one moment to the next.
  await Promise.all([fonts("ar"), loadWords("en"), loadWords("ar")]);
  mount(CustomerWindow, { target });
  // `vite build --mode fake` makes a page without a till, for looking at it in a browser.
  if (import.meta.env.MODE === "fake") (await import("./customer/demo")).demo(location.search);
}

const target = document.getElementById("app");
if (target) void start(target);
