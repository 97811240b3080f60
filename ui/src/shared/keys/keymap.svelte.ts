import { getContext, setContext } from "svelte";
import type { KeyChoice } from "../../ipc/bindings";
import { type ActionId, actions, type CommandId, keyed, type KeyedId } from "./actions";
import { patternOf, printed, type Refusal, refusal, spread } from "./chords";

/** What stands in a new key's way. */
export type Objection =
  | { why: Refusal }
  /** Another action has it; `swaps` says whether that one can take the old key for it. */
  | { why: "taken"; by: KeyedId; swaps: boolean };

const own = (id: KeyedId) => keyed.find((action) => action.id === id) ?? { key: "", numbers: undefined };
const numbersOf = (id: KeyedId): number => own(id).numbers ?? 0;
type Choices = Partial<Record<KeyedId, string>>;
const merged = (choices: Choices) => new Map(keyed.map(({ id, key }) => [id, choices[id] ?? key] as const));

/** Two actions that would answer to one key. */
function clash(map: Map<KeyedId, string>): KeyedId[] {
  const seen = new Map<string, KeyedId>();
  for (const [id, pattern] of map)
    for (const chord of spread(pattern, numbersOf(id))) {
      const other = seen.get(chord);
      if (other) return [other, id];
      seen.set(chord, id);
    }
  return [];
}

/** Which key does what at this till: the usual ones, but for those that somebody chose. */
export class Keymap {
  #choices = $state.raw<Choices>({});
  readonly #map = $derived(merged(this.#choices));
  readonly #chords = $derived.by(() => {
    const found = new Map<string, { id: CommandId; number: number }>();
    for (const [id, pattern] of this.#map)
      spread(pattern, numbersOf(id)).forEach((chord, at) => found.set(chord, { id, number: at + 1 }));
    return found;
  });

  get changed(): boolean {
    return Object.keys(this.#choices).length > 0;
  }

  /** What the till keeps, for a till to keep. */
  get choices(): KeyChoice[] {
    return Object.entries(this.#choices).map(([action, key]) => ({ action, key }));
  }

  /** What the till has kept. Whatever this version of the window cannot honour gives way to the usual key. */
  take(kept: KeyChoice[]): void {
    const choices: Choices = {};
    for (const { id, key } of keyed) {
      const chosen = kept.find(({ action }) => action === id)?.key;
      if (chosen && chosen !== key && !refusal(id, numbersOf(id), chosen)) choices[id] = chosen;
    }
    // Each round takes back a choice, and the usual keys do not clash.
    for (let two = clash(merged(choices)); two.length; two = clash(merged(choices)))
      for (const id of two) delete choices[id];
    this.#choices = choices;
  }

  keyOf(id: KeyedId): string {
    return this.#map.get(id) ?? "";
  }

  isOwn(id: KeyedId): boolean {
    return id in this.#choices;
  }

  /** What a key press does, and by which number. */
  actionOf(chord: string): { id: CommandId; number: number } | null {
    return this.#chords.get(chord) ?? null;
  }

  /** An action's keys as they are printed. */
  printed(id: ActionId, number?: number): string {
    const action = actions.find((one) => one.id === id);
    if (action?.fixed !== undefined) return printed(action.fixed);
    return printed(this.#map.get(id as KeyedId) ?? "", action?.numbers, number);
  }

  /** The same for the help, with the sign that means it too. */
  printedAll(id: ActionId): string {
    const also = actions.find((action) => action.id === id)?.also;
    return also ? `${this.printed(id)}  ${also}` : this.printed(id);
  }

  /** The same for `aria-keyshortcuts`. */
  aria(id: KeyedId, number = 0): string {
    return this.keyOf(id).replace("#", String(number)).replace("Ctrl+", "Control+");
  }

  /** What a pressed key would be for an action, and what speaks against it. */
  look(id: KeyedId, chord: string): { pattern: string; objection: Objection | null } {
    const numbers = numbersOf(id);
    const pattern = patternOf(chord, numbers);
    const why = refusal(id, numbers, pattern);
    if (why) return { pattern, objection: { why } };
    const by = clash(new Map(this.#map).set(id, pattern)).find((other) => other !== id);
    if (!by) return { pattern, objection: null };
    const swapped = new Map(this.#map).set(id, pattern).set(by, this.keyOf(id));
    const swaps = !refusal(by, numbersOf(by), this.keyOf(id)) && !clash(swapped).length;
    return { pattern, objection: { why: "taken", by, swaps } };
  }

  /** The choices with other keys for some actions. */
  with(changes: Choices): KeyChoice[] {
    return Object.entries({ ...this.#choices, ...changes }).map(([action, key]) => ({ action, key }));
  }
}

const key = Symbol("keys");
export const provideKeys = (keymap: Keymap): Keymap => setContext(key, keymap);
/** The map of keys around; where there is no till yet, the usual one. */
export const useKeys = (): Keymap => getContext<Keymap | undefined>(key) ?? new Keymap();
