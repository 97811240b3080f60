/** A hand scanner types faster than any hand, and ends with Enter. */
const betweenKeysMs = 35;
const fewestKeys = 6;

type Field = HTMLInputElement | HTMLTextAreaElement;
type Memory = { field: Field; value: string; start: number | null; end: number | null };

export type ScannerOptions = {
  /** Whether keys belong to somebody else now, such as the PIN. */
  ignored: (target: EventTarget | null) => boolean;
  onscan: (barcode: string) => void;
};

/**
 * The character that a key types on a US layout, whatever layout is set: under an Arabic layout a scanner's
 * letters would otherwise arrive as Arabic ones.
 */
export function characterOf(event: KeyboardEvent): string | null {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter) return event.shiftKey ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  if (digit) return digit;
  const signs: Record<string, string> = {
    Minus: "-",
    NumpadSubtract: "-",
    Period: ".",
    NumpadDecimal: ".",
    Slash: "/",
    Space: " ",
  };
  const sign = signs[event.code];
  if (sign) return sign;
  return [...event.key].length === 1 ? event.key : null;
}

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

function remember(): Memory[] {
  return [...document.querySelectorAll<Field>("input, textarea")].map((field) => {
    const { value, selectionStart: start, selectionEnd: end } = field;
    return { field, value, start, end };
  });
}

function restore({ field, value, start, end }: Memory): void {
  if (!field.isConnected || field.value === value) return;
  field.value = value;
  if (start !== null) field.setSelectionRange(start, end);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Watches every key before anyone else sees it; returns the way to stop. */
export function watchScanner({ ignored, onscan }: ScannerOptions): () => void {
  let typed = "";
  let last = Number.NEGATIVE_INFINITY;
  let before: Memory[] = [];
  let focused: Element | null = null;

  function finish(event: KeyboardEvent): void {
    const barcode = typed;
    typed = "";
    event.preventDefault();
    event.stopImmediatePropagation();
    before.forEach(restore);
    if (focused instanceof HTMLElement && focused.isConnected && focused !== document.activeElement) focused.focus();
    onscan(barcode);
  }

  function keydown(event: KeyboardEvent): void {
    if (ignored(event.target)) return void (typed = "");
    if (["Shift", "CapsLock"].includes(event.key)) return;
    const fast = event.timeStamp - last <= betweenKeysMs;
    last = event.timeStamp;
    if (event.key === "Enter") {
      if (fast && typed.length >= fewestKeys) return finish(event);
      typed = "";
      return;
    }
    const character = event.ctrlKey || event.altKey || event.metaKey ? null : characterOf(event);
    if (character === null || event.repeat) return void (typed = "");
    if (!fast || !typed) {
      typed = character;
      before = remember();
      focused = document.activeElement;
      return;
    }
    typed += character;
    // Inside a burst no key is a command; in a field it is still text, for a hand may simply be quick.
    if (isField(event.target)) return;
    event.stopImmediatePropagation();
    if (character === " ") event.preventDefault();
  }

  window.addEventListener("keydown", keydown, true);
  return () => window.removeEventListener("keydown", keydown, true);
}
