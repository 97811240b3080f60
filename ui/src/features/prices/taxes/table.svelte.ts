import type { Failure } from "../../../ipc/backend";
import type { TaxesView, TaxIdentityRequest, TaxRuleRequest } from "../../../ipc/bindings";
import type { Till } from "../../../shared/till/till.svelte";
import { TermsDesk } from "../terms.svelte";

/** Rates of tax, as their screen works with them. What a rate takes of a price is the till's to say. */
export class TaxDesk extends TermsDesk<TaxesView> {
  constructor(till: Till) {
    super(till, () => till.backend.taxes());
  }

  /** Sets a rate, or takes it back. */
  rule(rule: TaxRuleRequest): Promise<Failure | null> {
    const done = this.till.words.t(rule.rate === null ? "tax-removed" : "tax-saved");
    return this.change(() => this.till.backend.taxRule(rule), done);
  }

  /** Says what stands on slips. */
  identity(said: TaxIdentityRequest): Promise<Failure | null> {
    return this.change(() => this.till.backend.taxIdentity(said), this.till.words.t("tax-identity-saved"));
  }
}
