import type { Failure } from "../../ipc/backend";
import type { Grant } from "./grants.svelte";
import type { Till } from "./till.svelte";

/** What is tried may take a manager’s word. Once at a time: whether it is under way, and why it failed. */
export class Attempt {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);
  readonly #till: Till;

  constructor(till: Till) {
    this.#till = till;
  }

  /** Undefined where nothing was done: it failed, nobody approved it, or another one is under way. */
  async make<T>(what: string, act: (grant: Grant) => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.failure = null;
    try {
      return await this.#till.grants.with(what, act);
    } catch (error) {
      this.failure = this.#till.failureOf(error);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
