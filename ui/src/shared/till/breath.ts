/** A little longer than a scanner's distance between keys, and too short for a hand to notice. */
const breathMs = 40;

/**
 * Runs the newest of many quick requests once they pause. Drawing results between the keys of a scan would
 * slow its keys down until they no longer look like one.
 */
export class Breath {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void) | null = null;

  after(run: () => void): void {
    clearTimeout(this.#timer);
    this.#waiting = run;
    this.#timer = setTimeout(() => this.flush(), breathMs);
  }

  /** Do now what is still waiting. */
  flush(): void {
    clearTimeout(this.#timer);
    const run = this.#waiting;
    this.#waiting = null;
    run?.();
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#waiting = null;
  }
}
