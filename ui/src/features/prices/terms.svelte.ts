import type { Failure } from "../../ipc/backend";
import type { Till } from "../../shared/till/till.svelte";

/** A table of terms, as its screen works with it: one question at a time, and each answer is the whole table. */
export class TermsDesk<View> {
  readonly till: Till;
  view = $state.raw<View | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  readonly #read: () => Promise<View>;

  constructor(till: Till, read: () => Promise<View>) {
    this.till = till;
    this.#read = read;
  }

  async load(): Promise<void> {
    this.failure = await this.#ask(this.#read);
  }

  /** Changes the table, and says so. */
  protected change(change: () => Promise<View>, done: string): Promise<Failure | null> {
    return this.#ask(async () => {
      const view = await change();
      this.till.notify("done", done);
      return view;
    });
  }

  async #ask(question: () => Promise<View>): Promise<Failure | null> {
    if (this.busy) return null;
    this.busy = true;
    try {
      this.view = await question();
      return null;
    } catch (error) {
      return this.till.failureOf(error);
    } finally {
      this.busy = false;
    }
  }
}
