import type { KeyedId } from "./actions";

/** Why a key cannot be taken for an action. */
export type Refusal = "typing" | "fixed" | "system" | "number";

const modifiers = ["Control", "Alt", "Shift", "Meta", "AltGraph", "CapsLock", "NumLock", "ScrollLock", "Fn"];
const nothing = ["Dead", "Unidentified", "Process", ""];
/** Who types, moves or confirms must find these where they are on every other screen. */
const fixed =
  /^(?:Ctrl\+|Alt\+|Shift\+)*(?:Enter|Escape|Tab|Backspace|Arrow\w+|Home|End|Page\w+|ContextMenu)$|^Shift\+F10$/;
/** The desktop's, and those of every text field. */
const system = /^(?:Alt\+(?:Shift\+)?F4|Ctrl\+Alt\+.*|Ctrl\+[acvxyz]|Meta|OS|.*(?:Audio|Media|Launch|Browser).*)$/;

/** One key press by its name; `null` while only Shift and the like are down. */
export function chordOf(event: KeyboardEvent): string | null {
  if (modifiers.includes(event.key) || nothing.includes(event.key)) return null;
  // Letters by their place, so that Ctrl+P also works under an Arabic layout.
  const place = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code)?.[1]?.toLowerCase();
  const control = event.ctrlKey || event.metaKey;
  const modified = control || event.altKey;
  const key = modified && place ? place : event.key;
  // A sign that takes Shift to be typed is known by what it is.
  const shift = event.shiftKey && (modified || key.length > 1);
  return `${control ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${shift ? "Shift+" : ""}${key}`;
}

/** The chords that a pattern with `#` stands for; one without stands for itself. */
export const spread = (pattern: string, numbers = 0): string[] =>
  pattern.endsWith("#") ? Array.from({ length: numbers }, (_, at) => pattern.replace("#", String(at + 1))) : [pattern];

/** What a press means for an action: with numbers, any of them stands for all. */
export const patternOf = (chord: string, numbers = 0): string => (numbers ? chord.replace(/[1-9]$/, "#") : chord);

/** Why an action cannot have this key, if it cannot. */
export function refusal(id: KeyedId, numbers: number, pattern: string): Refusal | null {
  if (fixed.test(pattern)) return "fixed";
  if (system.test(pattern)) return "system";
  if (numbers) return /^(?:Ctrl|Alt)\+(?:Shift\+)?#$/.test(pattern) ? null : "number";
  const key = pattern.replace(/^(?:(?:Ctrl|Alt|Shift)\+)+(?=.)/, "");
  if (key === pattern && [...key].length === 1) return "typing";
  if (key === "Delete" && id !== "remove") return "typing";
  return pattern.includes("#") ? "number" : null;
}

const names: Record<string, string> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ContextMenu: "Menu",
  Delete: "Del",
  Escape: "Esc",
  Insert: "Ins",
  Shift: "⇧",
  "-": "−",
};
const printedKey = (key: string): string => names[key] ?? (key.length === 1 ? key.toUpperCase() : key);

/** A key as the controls print it; a pattern with its numbers, or as the one number that is meant. */
export function printed(pattern: string, numbers = 0, number?: number): string {
  const meant = number === undefined ? `1–${numbers}` : String(number);
  const one = (chord: string) =>
    chord
      .split(/\+(?=.)/)
      .map((key) => (key === "#" ? meant : printedKey(key)))
      .join(" ");
  return pattern === "+ -" ? "+  −" : pattern.split(" ").map(one).join(" ");
}
