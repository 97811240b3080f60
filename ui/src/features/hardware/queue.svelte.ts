import type { Failure } from "../../ipc/backend";
import type { JobRow } from "../../ipc/bindings";
import type { Key } from "../../i18n/words.svelte";
import type { Tone } from "../../shared/till/states";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";

const pageRows = 100;
/** The list holds this many rows at most: lists taller than 200,000 px hang WebKit's layout. */
const mostRows = 3800;

/** What became of a job, for eyes: failures that a later job made good again are quiet. */
export function fateOf(job: JobRow): { key: Key; tone: Tone } {
  if (!job.ended) return { key: job.state === "queued" ? "queue-job-queued" : "queue-job-leaving", tone: "pending" };
  if (job.state === "confirmed") return { key: "queue-job-confirmed", tone: "done" };
  if (job.printed_since) return { key: "queue-job-since", tone: "quiet" };
  if (job.state === "sent") return { key: "queue-job-sent", tone: "quiet" };
  return job.may_have_printed
    ? { key: "queue-job-uncertain", tone: "pending" }
    : { key: "queue-job-failed", tone: "fail" };
}

/** Whether a person may want the slip once more because of this job. */
export const isOpen = (job: JobRow): boolean => job.ended && job.state !== "confirmed" && !job.printed_since;

/** The print queue: newest first, fetched page by page behind a cursor. */
export class Queue {
  readonly till: Till;
  rows = $state.raw<JobRow[] | null>(null);
  next = $state<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  loading = $state(false);
  readonly #latest = new Latest();

  constructor(till: Till) {
    this.till = till;
  }

  get more(): boolean {
    return this.next !== null && (this.rows?.length ?? 0) < mostRows;
  }

  /** The newest page again; what was fetched behind it stays where it is. */
  async refresh(): Promise<void> {
    if (this.loading) return;
    try {
      const { stale, data } = await this.#latest.ask(this.till.backend.printJobs({ before: null, limit: pageRows }));
      if (stale) return;
      const known = new Set(data.rows.map((row) => row.id));
      const kept = (this.rows ?? []).filter((row) => !known.has(row.id));
      this.rows = [...data.rows, ...kept];
      if (!kept.length) this.next = data.next;
      this.failure = null;
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }

  async loadMore(): Promise<void> {
    if (!this.more || this.loading) return;
    this.loading = true;
    try {
      const request = { before: this.next, limit: pageRows };
      const { stale, data } = await this.#latest.ask(this.till.backend.printJobs(request));
      if (!stale) {
        this.rows = [...(this.rows ?? []), ...data.rows];
        this.next = data.next;
      }
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
    this.loading = false;
  }
}
