import type { Failure } from "../../ipc/backend";
import type { KeyChoice } from "../../ipc/bindings";
import { keyed, type KeyedId } from "../../shared/keys/actions";
import { chordOf, printed } from "../../shared/keys/chords";
import type { Objection } from "../../shared/keys/keymap.svelte";
import type { Till } from "../../shared/till/till.svelte";

/** Changing keys: which action listens, what was pressed, and what stands in its way. */
export class KeyDesk {
  readonly till: Till;
  listening = $state<KeyedId | null>(null);
  objection = $state.raw<Objection | null>(null);
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  #pattern = $state("");

  constructor(till: Till) {
    this.till = till;
  }

  /** The key that was pressed, as it would be printed. */
  get shown(): string {
    return printed(this.#pattern, keyed.find(({ id }) => id === this.listening)?.numbers);
  }

  listen(id: KeyedId | null): void {
    if (this.busy) return;
    this.listening = id;
    this.objection = null;
  }

  /** While an action listens, every key is meant for it. Esc, Tab and Enter do what they always do. */
  press(event: KeyboardEvent): void {
    const id = this.listening;
    if (!id || event.isComposing) return;
    if (["Tab", "Enter", " "].includes(event.key) && !event.ctrlKey && !event.altKey) return this.#leaveAlone(event);
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === "Escape") return this.listen(null);
    const chord = event.repeat ? null : chordOf(event);
    if (chord === null) return;
    const { pattern, objection } = this.till.keys.look(id, chord);
    this.#pattern = pattern;
    this.objection = objection;
    if (!objection) void this.#keep(this.till.keys.with({ [id]: pattern }));
  }

  /** The other action takes the key that this one had. */
  async swap(): Promise<void> {
    const { listening: id, objection } = this;
    if (!id || objection?.why !== "taken") return;
    const { keys } = this.till;
    await this.#keep(keys.with({ [id]: this.#pattern, [objection.by]: keys.keyOf(id) }));
  }

  usual(): Promise<void> {
    return this.#keep([]);
  }

  /** Enter and Space press the button that has the focus, Tab leaves it: then nothing listens any more. */
  #leaveAlone(event: KeyboardEvent): void {
    if (event.key === "Tab" && !this.objection) this.listen(null);
  }

  async #keep(keys: KeyChoice[]): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    try {
      const boot = await this.till.backend.setKeys({ keys });
      this.till.boot = boot;
      this.till.keys.take(boot.keys);
      this.till.notify("done", this.till.words.t("keys-kept"));
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
    this.busy = false;
    this.listen(null);
  }
}
