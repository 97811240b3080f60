import type { Failure } from "../../ipc/backend";
import type { ExceptionEventView, ExceptionKind, ExceptionsView } from "../../ipc/bindings";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";
import type { ReportBook } from "./book.svelte";

/** In the order in which the table shows them. */
export const kinds = [
  "reveals",
  "reprints",
  "no_sales",
  "wrong_pins",
  "voids",
  "refunds",
  "overrides",
  "decisions",
  "approvals",
] as const satisfies ExceptionKind[];
export type Seen = { clerk: string; kind: ExceptionKind };

/** What people did out of the ordinary in the report's period. All counts are the till's. */
export class ExceptionsBook {
  readonly till: Till;
  readonly #book: ReportBook;
  view = $state.raw<ExceptionsView | null>(null);
  failure = $state.raw<Failure | null>(null);
  loading = $state(false);
  /** What is looked at one by one. */
  seen = $state.raw<Seen | null>(null);
  events = $state.raw<ExceptionEventView[] | null>(null);
  eventsFailure = $state.raw<Failure | null>(null);
  readonly #latest = new Latest();
  readonly #latestEvents = new Latest();

  constructor(till: Till, book: ReportBook) {
    this.till = till;
    this.#book = book;
  }

  async load(): Promise<void> {
    this.loading = true;
    try {
      const { stale, data } = await this.#latest.ask(this.till.backend.exceptions(this.#book.asked));
      if (stale) return;
      this.failure = null;
      this.view = data;
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
    this.loading = false;
  }

  async open(seen: Seen): Promise<void> {
    this.seen = seen;
    this.events = null;
    this.eventsFailure = null;
    try {
      const asked = { ...seen, period: this.#book.asked };
      const { stale, data } = await this.#latestEvents.ask(this.till.backend.exceptionEvents(asked));
      if (!stale) this.events = data;
    } catch (error) {
      this.eventsFailure = this.till.failureOf(error);
    }
  }

  close(): void {
    this.#latestEvents.drop();
    this.seen = null;
  }
}
