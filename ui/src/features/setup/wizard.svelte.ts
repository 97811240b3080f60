import { loadWords } from "../../i18n/words.svelte";
import { Failure } from "../../ipc/backend";
import type { BootView, SetupStep, SetupView } from "../../ipc/bindings";
import type { Till } from "../../shared/till/till.svelte";

export const steps: SetupStep[] = ["language", "shop", "supplier", "goods", "printer", "owner"];

/** A window before there is a shop: enough of a frame for its words, notes and fields. */
export const bootless = (view: SetupView): BootView => ({
  shop_name: view.shop_name ?? "",
  country: view.country ?? "",
  language: view.language,
  theme: "light",
  keys: [],
  practice: view.practice ?? false,
  currency: view.currency ?? "",
  currency_digits: 2,
  locked: false,
  clerk: null,
  pin_wait: 0,
  people: [],
  version: "",
  printer: null,
  attention: 0,
  categories: [],
  counter: { display: false, whatsapp: false, drawer: false, code_seconds: 60 },
  upstreams: [],
});

/** Setting up: where it stands, and one way for every step to ask the till. */
export class Wizard {
  readonly till: Till;
  readonly #done: (boot: BootView) => void;
  #answered: Promise<void> = Promise.resolve();
  view = $state.raw() as SetupView;
  busy = $state(false);
  /** Whether the first step is answered with a backup instead. */
  restoring = $state(false);
  failure = $state.raw<Failure | null>(null);

  constructor(till: Till, view: SetupView, done: (boot: BootView) => void) {
    this.till = till;
    this.view = view;
    this.#done = done;
  }

  /** The steps that there are: a practice shop has its supplier and its goods. */
  get steps(): SetupStep[] {
    return this.view.practice ? steps.filter((step) => step !== "supplier" && step !== "goods") : steps;
  }

  get place(): number {
    return Math.max(0, this.steps.indexOf(this.view.step));
  }

  next(): Promise<void> {
    return this.go(this.steps[this.place + 1] ?? "owner");
  }

  async back(): Promise<void> {
    if (this.restoring) return this.aside(false);
    const before = this.steps[this.place - 1];
    if (before) await this.go(before);
  }

  go(step: SetupStep, language: SetupView["language"] | null = null): Promise<void> {
    return this.ask(async () => {
      this.view = await this.till.backend.setupGo({ step, language });
      // The keys find their field once the page speaks it.
      await loadWords(this.view.language);
      this.till.words.speak(this.view.language);
    });
  }

  /** To the backup beside the first step, or back from it. */
  aside(restoring: boolean): void {
    if (this.busy) {
      // Whoever is quicker than the answer about the language is taken there behind it; a restore is not left so.
      if (restoring) void this.#answered.then(() => this.aside(true));
      return;
    }
    if (restoring && this.place > 0) return;
    this.failure = null;
    this.restoring = restoring;
  }

  finish(boot: BootView): void {
    this.#done(boot);
  }

  /** Asks the till, once at a time; what goes wrong stands above the buttons. */
  ask(question: () => Promise<void>): Promise<void> {
    if (!this.busy) this.#answered = this.#ask(question);
    return this.#answered;
  }

  async #ask(question: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.failure = null;
    try {
      await question();
    } catch (error) {
      this.failure = this.till.failureOf(error);
      // Somebody set this till up with a file meanwhile.
      if (this.failure.code === "already_set_up") this.finish(await this.till.backend.setupDone());
    }
    this.busy = false;
  }
}
