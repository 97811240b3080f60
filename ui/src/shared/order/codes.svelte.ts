import type { Failure } from "../../ipc/backend";
import type { SecretView } from "../../ipc/bindings";
import type { Till } from "../till/till.svelte";

/** One order's secrets: masked until somebody asks, which is noted, and masked again after a minute. */
export class Codes {
  readonly #till: Till;
  readonly #orderId: () => string;
  shown = $state.raw<SecretView[] | null>(null);
  failure = $state.raw<Failure | null>(null);

  constructor(till: Till, orderId: () => string) {
    this.#till = till;
    this.#orderId = orderId;
    $effect(() => {
      if (!this.shown) return;
      const hide = setTimeout(() => (this.shown = null), this.#till.boot.counter.code_seconds * 1000);
      return () => clearTimeout(hide);
    });
  }

  async toggle(): Promise<void> {
    if (this.shown) return void (this.shown = null);
    this.failure = null;
    try {
      const { backend, grants, words } = this.#till;
      const request = { order_id: this.#orderId() };
      const shown = await grants.with(words.t("custody-reveal"), (grant) => backend.reveal({ ...request, ...grant }));
      this.shown = shown ?? null;
    } catch (error) {
      this.failure = this.#till.failureOf(error);
    }
  }
}
