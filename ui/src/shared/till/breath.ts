/** A little longer than a scanner's distance between keys, and too short for a hand to notice. */
const breathMs = 40;

/** Runs the newest of many quick requests once they pause, so that nothing is drawn between the keys of a scan. */
export class Breath {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void) | null = null;
  #last = Number.NEGATIVE_INFINITY;

  /**
   * The first request after a pause runs at once: it is a hand's, or the first key of a scan. Answers whether it
   * ran; what is quicker than a hand waits for the pause.
   */
  now(run: () => void): boolean {
    const pressed = performance.now();
    const paused = pressed - this.#last > breathMs;
    this.#last = pressed;
    if (!paused) {
      this.after(run);
      return false;
    }
    this.drop();
    run();
    return true;
  }

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
