import type { Failure } from "../../ipc/backend";
import type { CustodyView, PeopleView, PersonChange, Role } from "../../ipc/bindings";
import type { Till } from "../../shared/till/till.svelte";

export const roles: Role[] = ["clerk", "manager", "owner"];

/** Who works here, as the owner's screen works with them. */
export class PeopleDesk {
  readonly till: Till;
  view = $state.raw<PeopleView | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);

  constructor(till: Till) {
    this.till = till;
  }

  async load(): Promise<void> {
    this.failure = await this.#ask(() => this.till.backend.people());
  }

  async add(name: string, role: Role, pin: string): Promise<Failure | null> {
    return this.#change(this.till.words.t("person-added", { name }), () =>
      this.till.backend.personAdd({ name, role, pin }),
    );
  }

  async change(name: string, change: PersonChange): Promise<Failure | null> {
    return this.#change(this.till.words.t("person-changed"), () => this.till.backend.personChange({ name, change }));
  }

  async limit(custody: CustodyView): Promise<Failure | null> {
    return this.#change(this.till.words.t("custody-kept"), () => this.till.backend.setCustody(custody));
  }

  async #change(done: string, question: () => Promise<PeopleView>): Promise<Failure | null> {
    const failure = await this.#ask(question);
    if (failure) return failure;
    this.till.notify("done", done);
    // The first owner now stands at the till, and whoever has another name does under it.
    await this.#ask(async () => {
      this.till.take(await this.till.backend.boot());
      return this.view;
    });
    return null;
  }

  async #ask(question: () => Promise<PeopleView | null>): Promise<Failure | null> {
    if (this.busy) return null;
    this.busy = true;
    try {
      this.view = await question();
      return null;
    } catch (error) {
      return this.till.failureOf(error);
    } finally {
      this.busy = false;
    }
  }
}
