import type { Failure } from "../../../ipc/backend";
import type { TaxesView, TaxIdentityRequest, TaxRuleRequest } from "../../../ipc/bindings";
import type { Till } from "../../../shared/till/till.svelte";

/** Rates of tax, as their screen works with them. What a rate takes of a price is the till's to say. */
export class TaxDesk {
  readonly till: Till;
  view = $state.raw<TaxesView | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);

  constructor(till: Till) {
    this.till = till;
  }

  async load(): Promise<void> {
    this.failure = await this.#ask(async () => {
      this.view = await this.till.backend.taxes();
    });
  }

  /** Sets a rate, or takes it back. */
  rule(rule: TaxRuleRequest): Promise<Failure | null> {
    return this.#ask(async () => {
      this.view = await this.till.backend.taxRule(rule);
      this.till.notify("done", this.till.words.t(rule.rate === null ? "tax-removed" : "tax-saved"));
    });
  }

  /** Says what stands on slips. */
  identity(said: TaxIdentityRequest): Promise<Failure | null> {
    return this.#ask(async () => {
      this.view = await this.till.backend.taxIdentity(said);
      this.till.notify("done", this.till.words.t("tax-identity-saved"));
    });
  }

  async #ask(question: () => Promise<void>): Promise<Failure | null> {
    if (this.busy) return null;
    this.busy = true;
    try {
      await question();
      return null;
    } catch (error) {
      return this.till.failureOf(error);
    } finally {
      this.busy = false;
    }
  }
}
