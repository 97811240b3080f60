import type { Failure } from "../../ipc/backend";
import type { DebtBookView, OrderRow, StatementLine, StatementView } from "../../ipc/bindings";
import { matching } from "../../shared/debt/search";
import { decimal, money } from "../../shared/till/format";
import type { Grant } from "../../shared/till/grants.svelte";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";

/** The orders of one sale of a statement. */
export type Bought = { at: string; rows: OrderRow[] | null; failure: Failure | null };

/** The debt book, as its screen works with it. */
export class DebtDesk {
  readonly till: Till;
  book = $state.raw<DebtBookView | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  query = $state("");
  /** Whose account is open. */
  chosen = $state<string | null>(null);
  statement = $state.raw<StatementView | null>(null);
  statementFailure = $state.raw<Failure | null>(null);
  bought = $state.raw<Bought | null>(null);
  readonly #reading = new Latest();

  constructor(till: Till) {
    this.till = till;
  }

  get found() {
    return matching(this.book?.debtors ?? [], this.query);
  }

  async load(): Promise<void> {
    this.failure = await this.#ask(async () => {
      this.book = await this.till.backend.debtBook();
    });
  }

  async open(debtor: string): Promise<void> {
    if (this.chosen !== debtor) this.statement = null;
    this.chosen = debtor;
    this.statementFailure = null;
    try {
      const { stale, data } = await this.#reading.ask(this.till.backend.debtStatement({ debtor }));
      if (!stale) this.statement = data;
    } catch (error) {
      this.statementFailure = this.till.failureOf(error);
    }
  }

  close(): void {
    this.#reading.drop();
    this.chosen = null;
    this.statement = null;
    this.statementFailure = null;
  }

  /** Somebody's account is as the till has just said; the sums of the list are read again. */
  async take(statement: StatementView): Promise<void> {
    this.#reading.drop();
    this.statementFailure = null;
    this.statement = statement;
    this.chosen = statement.debtor.id;
    try {
      this.book = await this.till.backend.debtBook();
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }

  async limit(name: string, limit: string | null): Promise<Failure | null> {
    const { t } = this.till.words;
    const { debtorLimit } = this.till.backend;
    const what = t("debts-limit-title", { name });
    return this.#change(what, t("debts-limit-kept"), (debtor, { pin }) => debtorLimit({ debtor, limit, pin }));
  }

  async forgive(name: string, amount: string, reason: string): Promise<Failure | null> {
    const { t } = this.till.words;
    const { debtForgive } = this.till.backend;
    const what = t("debts-forgive-title", { name });
    const done = t("debts-forgiven", { amount: this.#money(decimal(amount)) });
    return this.#change(what, done, (debtor, { pin }) => debtForgive({ debtor, amount, reason, pin }));
  }

  async repay(amount: string): Promise<Failure | null> {
    const { chosen: debtor } = this;
    if (debtor === null) return null;
    return this.#ask(async () => {
      const { paid, statement, slip } = await this.till.backend.debtRepay({ debtor, amount });
      const { t } = this.till.words;
      const told = { amount: this.#money(paid.amount), left: this.#money(paid.left) };
      this.till.notify("done", t("debts-repaid", told));
      if (slip && !slip.ok) this.till.notify("fail", t("debts-repaid-slip", { why: slip.message ?? "" }));
      void this.take(statement);
    });
  }

  async remind(): Promise<void> {
    const { chosen: debtor } = this;
    if (debtor === null) return;
    const failure = await this.#ask(async () => {
      const { opened, to, message, hint } = await this.till.backend.debtRemind({ debtor });
      if (opened) this.till.notify("done", this.till.words.t("debts-reminded", { to }));
      else this.till.notify("fail", [message, hint].filter(Boolean).join(" "));
    });
    if (failure) this.till.notify("fail", failure.message);
  }

  /** Says what anybody may owe; null closes the book. */
  async usual(limit: string | null): Promise<Failure | null> {
    const { t } = this.till.words;
    return this.#ask(async () => {
      this.book = await this.till.backend.debtUsual({ limit });
      const amount = this.#money(this.book.usual ?? "");
      this.till.notify("done", this.book.usual === null ? t("debts-book-closed") : t("debts-book-kept", { amount }));
      if (this.chosen !== null) void this.open(this.chosen);
    });
  }

  /** Shows what was bought with one line of the statement. */
  async look(line: StatementLine): Promise<void> {
    if (line.sale_id === null) return;
    const bought: Bought = { at: line.at, rows: null, failure: null };
    this.bought = bought;
    const show = (more: Partial<Bought>) => {
      if (this.bought?.at === line.at) this.bought = { ...bought, ...more };
    };
    try {
      const { sale } = await this.till.backend.sale({ sale_id: line.sale_id });
      show({ rows: await Promise.all(sale.orders.map(({ id }) => this.till.backend.order({ order_id: id }))) });
    } catch (error) {
      show({ failure: this.till.failureOf(error) });
    }
  }

  #money(amount: string): string {
    return money(amount, this.book?.currency ?? "", this.till.words.language);
  }

  async #change(
    what: string,
    done: string,
    act: (debtor: string, grant: Grant) => Promise<StatementView>,
  ): Promise<Failure | null> {
    const { chosen } = this;
    if (chosen === null) return null;
    let changed: StatementView | undefined;
    const failure = await this.#ask(async () => {
      changed = await this.till.grants.with(what, (grant) => act(chosen, grant));
    });
    if (changed) {
      this.till.notify("done", done);
      void this.take(changed);
    }
    return failure;
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
