import type { Failure } from "../../ipc/backend";
import type { BackupRequest, BackupView } from "../../ipc/bindings";
import type { Till } from "../../shared/till/till.svelte";

/** The shop's backups, as their screen works with them. */
export class BackupDesk {
  readonly till: Till;
  view = $state.raw<BackupView | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What is being done; a backup is written, opened, checked and counted before it counts. */
  doing = $state<"load" | "backup" | "change" | "bundle" | null>(null);
  /** The support file that was written here. */
  bundle = $state<string | null>(null);

  constructor(till: Till) {
    this.till = till;
  }

  async load(): Promise<void> {
    this.failure = await this.#ask("load", async () => {
      this.view = await this.till.backend.backupState();
    });
  }

  async now(): Promise<void> {
    this.failure = await this.#ask("backup", async () => {
      this.view = await this.till.backend.backupNow();
      this.till.notify("done", this.till.words.t("backup-made"));
    });
    // How it went is in the list, also when it failed.
    if (this.failure) this.view = await this.till.backend.backupState().catch(() => this.view);
  }

  async change(request: BackupRequest): Promise<Failure | null> {
    return this.#ask("change", async () => {
      this.view = await this.till.backend.setBackup(request);
      this.till.notify("done", this.till.words.t("backup-changed"));
    });
  }

  async support(folder: string): Promise<Failure | null> {
    return this.#ask("bundle", async () => {
      this.bundle = await this.till.backend.supportBundle({ folder });
    });
  }

  async #ask(doing: NonNullable<BackupDesk["doing"]>, question: () => Promise<void>): Promise<Failure | null> {
    if (this.doing) return null;
    this.doing = doing;
    try {
      await question();
      return null;
    } catch (error) {
      return this.till.failureOf(error);
    } finally {
      this.doing = null;
    }
  }
}
