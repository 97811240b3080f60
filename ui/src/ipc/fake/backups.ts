import type { Commands } from "../backend";
import type { BackupRunView, BackupView, LowWalletView, RestoringView } from "../bindings";
import { fail } from "./drawer";

type BackupCommands = "keeping" | "backupState" | "setBackup" | "backupNow" | "supportBundle";
const dayMs = 24 * 3_600_000;

function runOf(at: Date, folder: string, ok = true): BackupRunView {
  const stamp = at.toISOString().replace(/[-:]/g, "").slice(0, 15);
  const sale = new Date(at.getTime() - 240_000).toISOString();
  const trouble = `The folder for backups is not there: ${folder}. No backup was made; the till goes on.`;
  return {
    at: at.toISOString(),
    ok,
    file: ok ? `${folder}/raseed-ABU001-${stamp}Z.raseed` : null,
    portable: ok,
    bytes: ok ? 4_812_300 : null,
    rows: ok ? 61_204 : null,
    last_sale_at: ok ? sale : null,
    message: ok ? null : trouble,
    hint: ok ? null : "Plug the stick in or connect the drive, then make the backup again.",
  };
}

/** A restore that takes its time: what it tells meanwhile, and how it ends. */
export class FakeRestoring {
  view: RestoringView | null = null;
  goOn: (() => void) | null = null;
  stop: (() => void) | null = null;
}

/** Backups in memory: one a day, and a stick that can be pulled out. */
export class FakeBackups {
  readonly restoring = new FakeRestoring();
  readonly #asked: string[];
  folder: string | null = "/media/usb/raseed";
  keepDays = 30;
  /** Whether the stick is out. */
  away = false;
  low: LowWalletView[] = [];
  runs: BackupRunView[] = [1, 2, 3, 4].map((days) =>
    runOf(new Date(Date.now() - days * dayMs + dayMs / 2), "/media/usb/raseed", days !== 3),
  );

  constructor(asked: string[], away = false) {
    this.#asked = asked;
    if (!away) return;
    // The stick is out, and the evening's rush is near.
    this.away = true;
    this.runs.unshift(runOf(new Date(), "/media/usb/raseed", false));
    this.low = [{ supplier: "palcards", balance: "61.20", currency: "USD", hours: 4 }];
  }

  commands(decides: () => boolean, role: () => string | null): Pick<Commands, BackupCommands> {
    const owns = () => role() === null || role() === "owner";
    const no = (): never => fail("not_allowed", "Sami may not do this.", "Ask the owner.");
    const view = (): BackupView => {
      if (!decides()) no();
      return {
        folder: this.folder,
        keep_days: this.keepDays,
        has_passphrase: true,
        missed: this.#missed(),
        good: this.runs.find((run) => run.ok) ?? null,
        runs: structuredClone(this.runs),
        owns: owns(),
        bundle_folder: "/media/usb/support",
      };
    };
    return {
      keeping: async () => ({
        backup_missed: this.#missed(),
        backup_at: this.runs.find((run) => run.ok)?.at ?? null,
        low: decides() ? this.low : [],
      }),
      backupState: async () => view(),
      setBackup: async ({ folder, keep_days, passphrase }) => {
        if (!owns()) no();
        if (passphrase && passphrase.length < 8)
          fail("passphrase_short", "This passphrase is short.", "Take more words.");
        this.folder = folder || null;
        this.keepDays = keep_days;
        this.#asked.push(`backup plan ${folder} ${keep_days}`);
        return view();
      },
      backupNow: async () => {
        if (!owns()) no();
        const folder = this.folder ?? fail("no_backup_folder", "No folder is chosen.", "Choose one.");
        this.#asked.push(`backup ${folder}`);
        this.runs.unshift(runOf(new Date(), folder, !this.away));
        if (this.away)
          fail("backup_folder_away", `The folder for backups is not there: ${folder}.`, "Plug the stick in.");
        return view();
      },
      supportBundle: async ({ folder }) => {
        this.#asked.push(`bundle ${folder}`);
        return `${folder}/raseed-support-ABU001-20261126083000.tar`;
      },
    };
  }

  #missed(): boolean {
    return this.folder !== null && this.runs[0]?.ok === false;
  }
}
