import type { Failure } from "../../../ipc/backend";
import type { RefundRuleRequest, RefundTableView } from "../../../ipc/bindings";
import type { Till } from "../../../shared/till/till.svelte";

/** The refund table, as its screen works with it. */
export class RefundDesk {
  readonly till: Till;
  view = $state.raw<RefundTableView | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);

  constructor(till: Till) {
    this.till = till;
  }

  async load(): Promise<void> {
    this.failure = await this.#ask(async () => {
      this.view = await this.till.backend.refundRules();
    });
  }

  /** Sets terms, or takes them back. */
  rule(rule: RefundRuleRequest): Promise<Failure | null> {
    return this.#ask(async () => {
      this.view = await this.till.backend.refundRule(rule);
      this.till.notify("done", this.till.words.t(rule.terms ? "refund-rule-saved" : "rule-removed"));
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
