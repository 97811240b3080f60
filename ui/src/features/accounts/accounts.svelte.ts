import type { Failure } from "../../ipc/backend";
import type { AccountsView, AccountView, SyncedView } from "../../ipc/bindings";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";

/** Which account, for whoever is asked about it. */
export const named = ({ id, role }: AccountView) => ({ id, role });
export const keyOf = ({ id, role }: AccountView): string => `${role} ${id}`;

/** The accounts as the screen knows them; the till is asked again now and again. */
export class Accounts {
  readonly till: Till;
  view = $state.raw<AccountsView | null>(null);
  failure = $state.raw<Failure | null>(null);
  readonly #latest = new Latest();

  constructor(till: Till) {
    this.till = till;
  }

  async load(): Promise<void> {
    await this.#take(this.till.backend.accounts());
  }

  /** Asks an account now. */
  async test(account: AccountView): Promise<void> {
    await this.#take(this.till.backend.accountTest(named(account)));
  }

  /** Another key; answers what became of it. */
  async rekey(account: AccountView, key: string, anyway: boolean) {
    const answer = await this.till.backend.accountKey({ account: named(account), key, anyway });
    this.#latest.drop();
    this.view = answer.view;
    return answer;
  }

  async sync(account: AccountView): Promise<SyncedView> {
    const answer = this.till.backend.catalogueSync(named(account));
    void this.load();
    try {
      return await answer;
    } finally {
      void this.load();
    }
  }

  async stop(account: AccountView): Promise<void> {
    await this.till.backend.catalogueCancel(named(account));
  }

  async #take(answer: Promise<AccountsView>): Promise<void> {
    try {
      const { stale, data } = await this.#latest.ask(answer);
      if (stale) return;
      this.failure = null;
      this.view = data;
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }
}
