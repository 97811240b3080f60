import type { Failure } from "../../../ipc/backend";
import type { KnownCustomer, TopUps } from "../../../ipc/bindings";
import { Latest } from "../../../shared/till/latest";
import type { Till } from "../../../shared/till/till.svelte";

/** What the till knows of the number that was typed, and what can be put on it. */
export class Known {
  readonly #till: Till;
  readonly #latest = new Latest();
  phone = $state<string | null>(null);
  customer = $state.raw<KnownCustomer | null>(null);
  topUps = $state.raw<TopUps | null>(null);
  failure = $state.raw<Failure | null>(null);

  constructor(till: Till) {
    this.#till = till;
  }

  async look(phone: string | null): Promise<void> {
    if (phone === this.phone) return;
    this.phone = phone;
    this.customer = null;
    this.topUps = null;
    this.failure = null;
    if (phone === null) return this.#latest.drop();
    const { backend } = this.#till;
    try {
      const asked = Promise.all([backend.customer({ phone }), backend.topUps({ phone })]);
      const { stale, data } = await this.#latest.ask(asked);
      if (!stale) [this.customer, this.topUps] = data;
    } catch (error) {
      this.failure = this.#till.failureOf(error);
    }
  }

  /** The customer agreed to be remembered, or wants to be forgotten. */
  async remember(agreed: boolean): Promise<void> {
    const { phone } = this;
    if (phone === null) return;
    try {
      const customer = await this.#till.backend.customerRemember({ phone, agreed });
      if (phone === this.phone) this.customer = customer;
    } catch (error) {
      this.failure = this.#till.failureOf(error);
    }
  }

  /** Erased everywhere; what is left is said, for the number is still with it. */
  async erase(): Promise<void> {
    const { phone } = this;
    if (phone === null) return;
    const { t } = this.#till.words;
    try {
      const { erased, left } = await this.#till.backend.customerErase({ phone });
      this.#till.notify(
        "done",
        left ? t("customer-erased-left", { count: left }) : t("customer-erased-all", { count: erased }),
      );
      this.phone = null;
      await this.look(phone);
    } catch (error) {
      this.failure = this.#till.failureOf(error);
    }
  }
}
