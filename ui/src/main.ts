import { mount } from "svelte";
import App from "./app/App.svelte";
import StartFailed from "./app/StartFailed.svelte";
import { type Backend, Failure } from "./ipc/backend";
import { loadWords } from "./i18n/words.svelte";
import { fonts } from "./shared/styles/fonts";
import "./shared/styles/tokens.css";
import "./shared/styles/fonts.css";
import "./shared/styles/base.css";
import "./shared/styles/plates.css";

async function backendOfThisBuild(): Promise<Backend> {
  // `vite build --mode fake` makes a window without a till, for looking at it in a browser.
  if (import.meta.env.MODE === "fake") return (await import("./ipc/fake/demo")).demo(location.search);
  return (await import("./ipc/tauri")).tauri;
}

async function start(target: HTMLElement): Promise<void> {
  if (import.meta.env.PROD) {
    addEventListener("contextmenu", (event) => {
      if (!(event.target instanceof Element && event.target.closest("input, .selectable"))) event.preventDefault();
    });
  }
  try {
    const backend = await backendOfThisBuild();
    const [boot] = await Promise.all([backend.boot(), fonts()]);
    await loadWords(boot.language);
    mount(App, { target, props: { backend, boot } });
  } catch (error) {
    console.error(error);
    mount(StartFailed, { target, props: { failure: error instanceof Failure ? error : null } });
  }
}

const target = document.getElementById("app");
if (target) void start(target);
