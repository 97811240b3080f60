import { Failure } from "../../../ipc/backend";
import type { GuardView, Replies, SellLine } from "../../../ipc/bindings";
import type { Till } from "../../../shared/till/till.svelte";

/** How somebody answers for a guard. */
export type Said = { reason?: string; replies?: Replies };

/** What stands before one payment, until somebody has answered for it. The till decides; this only shows. */
export class GuardDesk {
  readonly #till: Till;
  readonly #token: string;
  readonly #lines: SellLine[];
  standing = $state.raw<GuardView[]>([]);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  #asking: Promise<void>;

  constructor(till: Till, token: string, lines: SellLine[]) {
    this.#till = till;
    this.#token = token;
    this.#lines = lines;
    this.#asking = this.#ask();
  }

  /** The guard that stops the sale now; one after the other is answered. */
  readonly stopping = $derived.by(() => this.standing.find((guard) => guard.duty !== "know") ?? null);
  /** What the clerk is told and nothing waits for. */
  readonly told = $derived.by(() => this.standing.filter((guard) => guard.duty === "know"));

  /** Whether nothing stands in the way, as far as the till has said. */
  async passed(): Promise<boolean> {
    await this.#asking;
    return this.stopping === null;
  }

  /** The till found something in the way after all. */
  askAgain(): void {
    this.#asking = this.#ask();
  }

  /** Answers for a guard; what is to be done is said to the manager whom it may take. */
  async answer(guard: GuardView, what: string, said: Said): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    const { reason = null, replies = null } = said;
    const asked = { token: this.#token, lines: this.#lines, id: guard.id, reason, replies };
    try {
      const { backend, grants } = this.#till;
      const left = await grants.with(what, ({ pin }) => backend.guardAnswer({ ...asked, pin }));
      if (left) this.standing = left;
    } catch (error) {
      this.failure = this.#till.failureOf(error);
    }
    this.busy = false;
  }

  async #ask(): Promise<void> {
    try {
      this.standing = await this.#till.backend.guards({ token: this.#token, lines: this.#lines });
    } catch (error) {
      // The till asks itself once more before it sells.
      console.error(error);
    }
  }
}
