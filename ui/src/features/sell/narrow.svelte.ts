import { MediaQuery } from "svelte/reactivity";
import type { Counter } from "./counter.svelte";

/** Below this the basket has no room beside the shelf: small windows, and large text. */
const narrow = "max-width: 899.98px";

/**
 * Which of the two stands in front where there is room for one: the one that has the focus. So every key that leads into
 * the other, and every Tab, brings it forward.
 */
export class Narrow {
  readonly #query = new MediaQuery(narrow);
  readonly #counter: Counter;
  #opened = $state(false);

  constructor(counter: Counter) {
    this.#counter = counter;
  }

  get isNarrow(): boolean {
    return this.#query.current;
  }

  /** Whether something stands in the basket's place that is not the basket: it is in front whoever has the focus. */
  get #demands(): boolean {
    const { payment, room, held } = this.#counter;
    return room.showing || held.listing || (payment !== null && !payment.parked);
  }

  get isOpen(): boolean {
    return this.isNarrow && (this.#opened || this.#demands);
  }

  /** Whether there is a shelf behind the basket to go back to. */
  get goesBack(): boolean {
    return this.isOpen && !this.#demands;
  }

  open(): void {
    this.#opened = true;
  }

  close(): void {
    this.#opened = false;
  }
}
