import type { Failure } from "../../../ipc/backend";
import type { RefundRuleRequest, RefundTableView } from "../../../ipc/bindings";
import type { Till } from "../../../shared/till/till.svelte";
import { TermsDesk } from "../terms.svelte";

/** The refund table, as its screen works with it. */
export class RefundDesk extends TermsDesk<RefundTableView> {
  constructor(till: Till) {
    super(till, () => till.backend.refundRules());
  }

  /** Sets terms, or takes them back. */
  rule(rule: RefundRuleRequest): Promise<Failure | null> {
    const done = this.till.words.t(rule.terms ? "refund-rule-saved" : "rule-removed");
    return this.change(() => this.till.backend.refundRule(rule), done);
  }
}
