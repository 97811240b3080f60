import { chordOf } from "../shared/keys/chords";
import type { Keymap } from "../shared/keys/keymap.svelte";
import { type Command, commands, focus, inField, type Shell } from "./commands";

const dialogOpen = (): boolean => document.querySelector("dialog[open]") !== null;

/** The web view's own keys would reload, print or search the page. */
const ofTheBrowser = /^(?:F1|F3|F5|F7|F12|Ctrl\+(?:Shift\+)?[rpfg]|Ctrl\+1)$/;

/** Signs that mean something where nothing is being typed, and keys that stay where they are. */
const signs: Record<string, Command> = {
  "?": (shell, event, number) => (inField(event.target) ? false : commands.help(shell, event, number)),
  "/": (shell, event) => {
    if (inField(event.target) || !shell.onSell()) return false;
    if (shell.counter.taking) focus("#search");
  },
  "+": commands.quantity,
  "-": commands.quantity,
  Escape: commands.back,
};

function commandOf(keymap: Keymap, chord: string): { command: Command; number: number; locks: boolean } | null {
  const action = keymap.actionOf(chord);
  if (action) return { command: commands[action.id], number: action.number, locks: action.id === "lock" };
  const command = signs[chord];
  return command ? { command, number: 0, locks: false } : null;
}

/** One map of keys for the whole window; every key of it is also printed on its control or in the help. */
export function onKey(event: KeyboardEvent, shell: Shell): void {
  const chord = chordOf(event);
  if (chord === null) return;
  const isBrowsers = ofTheBrowser.test(chord);
  if (isBrowsers) event.preventDefault();
  else if (event.defaultPrevented) return;
  if (shell.till.boot.locked || event.isComposing) return;
  const found = commandOf(shell.till.keys, chord);
  // Whoever leaves the till locks it, whatever stands open.
  if (dialogOpen() && !found?.locks) return;
  if (found) {
    if (found.command(shell, event, found.number) !== false) event.preventDefault();
    return;
  }
  if (event.altKey || event.ctrlKey || event.metaKey || inField(event.target)) return;
  if ([...event.key].length === 1 && event.key !== " ") typeIntoSearch(shell);
}

/** The key that is being pressed is then typed into the field. */
function typeIntoSearch(shell: Shell): void {
  if (shell.onSell()) {
    if (shell.counter.taking) focus("#search");
  } else focus("#orders-search");
}
