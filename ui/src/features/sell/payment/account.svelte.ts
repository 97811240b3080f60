import type { Failure } from "../../../ipc/backend";
import type { DebtBookView, SaleCard, SellRequest, TrialView } from "../../../ipc/bindings";
import { matching } from "../../../shared/debt/search";
import { Latest } from "../../../shared/till/latest";
import type { Till } from "../../../shared/till/till.svelte";

/** On whose account a basket goes: who can be meant, who is, and what it would come to. */
export class AccountDesk {
  readonly till: Till;
  readonly #total: string;
  readonly #asking = new Latest();
  book = $state.raw<DebtBookView | null>(null);
  query = $state("");
  /** Who takes it, and what they would owe. */
  trial = $state.raw<TrialView | null>(null);
  failure = $state.raw<Failure | null>(null);

  constructor(till: Till, total: string) {
    this.till = till;
    this.#total = total;
  }

  get found() {
    return matching(this.book?.debtors ?? [], this.query);
  }

  async load(): Promise<void> {
    this.failure = null;
    try {
      this.book = await this.till.backend.debtBook();
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }

  async choose(debtor: string): Promise<void> {
    this.failure = null;
    try {
      const { stale, data } = await this.#asking.ask(this.till.backend.debtTrial({ debtor, total: this.#total }));
      if (!stale) this.trial = data;
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }

  /** Somebody else takes it. */
  drop(): void {
    this.#asking.drop();
    this.trial = null;
  }

  /** The till knew better: what is owed is asked for again. */
  async again(): Promise<void> {
    if (this.trial) await this.choose(this.trial.debtor.id);
  }

  /** Sells on the chosen account. Beyond the limit somebody has to let it pass; nothing comes back if nobody did. */
  async sell(request: SellRequest): Promise<SaleCard | undefined> {
    const { trial } = this;
    if (!trial) return undefined;
    const account = { debtor: trial.debtor.id, over_limit: trial.over_limit };
    const what = this.till.words.t("account-over-what", { name: trial.debtor.name ?? "" });
    const { sell } = this.till.backend;
    return this.till.grants.with(what, ({ pin }) => sell({ ...request, on_account: { ...account, pin } }));
  }
}
