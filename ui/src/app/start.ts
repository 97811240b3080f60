import { mount, unmount } from "svelte";
import App from "./App.svelte";
import StartFailed from "./StartFailed.svelte";
import { isAnsweredAhead } from "../ipc/ahead";
import { type Backend, Failure } from "../ipc/backend";
import { firstPicture, paintFirst } from "../ipc/picture";
import { tauri } from "../ipc/tauri";
import type { BootView } from "../ipc/bindings";
import { loadWords } from "../i18n/words.svelte";
import { fonts } from "../shared/styles/fonts";

async function backendOfThisBuild(): Promise<Backend> {
  // `vite build --mode fake` makes a window without a till, for looking at it in a browser.
  if (import.meta.env.MODE === "fake") return (await import("../ipc/fake/demo")).demo(location.search);
  return tauri;
}

/** What the window begins with. A till that was never set up, or not to the end, is set up first. */
async function bootOrSetup(target: HTMLElement, backend: Backend): Promise<BootView | null> {
  try {
    return await backend.boot();
  } catch (error) {
    if (!(error instanceof Failure && error.code === "not_provisioned")) throw error;
  }
  const [view, { default: SetupScreen }] = await Promise.all([
    backend.setup(),
    import("../features/setup/SetupScreen.svelte"),
  ]);
  if (view.step === "done") return backend.setupDone();
  await Promise.all([loadWords(view.language), fonts(view.language)]);
  const done = (boot: BootView) => {
    void unmount(screen);
    mount(App, { target, props: { backend, boot } });
  };
  const screen = mount(SetupScreen, { target, props: { backend, view, done } });
  return null;
}

export async function start(target: HTMLElement): Promise<void> {
  if (import.meta.env.PROD) {
    addEventListener("contextmenu", (event) => {
      if (!(event.target instanceof Element && event.target.closest("input, .selectable"))) event.preventDefault();
    });
  }
  try {
    const backend = await backendOfThisBuild();
    if (isAnsweredAhead()) paintFirst();
    const boot = await bootOrSetup(target, backend);
    if (!boot) return;
    await Promise.all([loadWords(boot.language), fonts(boot.language)]);
    mount(App, { target, props: { backend, boot } });
    firstPicture();
  } catch (error) {
    console.error(error);
    mount(StartFailed, { target, props: { failure: error instanceof Failure ? error : null } });
  }
}
