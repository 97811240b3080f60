import type { Failure } from "../../ipc/backend";
import type { DesignView, Language, PreviewView, SampleWord, SlipDesign } from "../../ipc/bindings";
import { Breath } from "../../shared/till/breath";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";

export const samples: SampleWord[] = ["voucher", "topup", "claim", "failure"];
export const logoBytesMax = 1 << 20;

/** What stands on slips: the draft of whoever changes it, and a picture of it after every change. */
export class Designer {
  readonly till: Till;
  view = $state.raw<DesignView | null>(null);
  draft = $state<SlipDesign | null>(null);
  sample = $state<SampleWord>("voucher");
  language = $state<Language>("en");
  picture = $state.raw<PreviewView | null>(null);
  failure = $state.raw<Failure | null>(null);
  wrong = $state.raw<Failure | null>(null);
  saving = $state(false);
  readonly dirty = $derived(
    this.draft !== null && JSON.stringify(this.draft) !== JSON.stringify(this.view?.design ?? null),
  );
  readonly #latest = new Latest();
  readonly #breath = new Breath();

  constructor(till: Till) {
    this.till = till;
    this.language = till.words.language;
  }

  async load(): Promise<void> {
    try {
      this.#take(await this.till.backend.slipDesign());
      this.failure = null;
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
  }

  #take(view: DesignView): void {
    this.view = view;
    this.draft = structuredClone(view.design);
  }

  /** The draft, the sample or its language changed: the picture follows once the keys pause. */
  look(design: SlipDesign, sample: SampleWord, language: Language): void {
    this.#breath.after(() => void this.#draw({ design, sample, language }));
  }

  async #draw(request: { design: SlipDesign; sample: SampleWord; language: Language }): Promise<void> {
    try {
      const { stale, data } = await this.#latest.ask(this.till.backend.slipPreview(request));
      if (stale) return;
      this.picture = data;
      this.wrong = null;
    } catch (error) {
      this.wrong = this.till.failureOf(error);
    }
  }

  choosePrinter(id: string): void {
    const printer = this.view?.printers.find((one) => one.id === id);
    if (!this.draft || !printer) return;
    const usual = printer.paper === "58mm" ? 384 : 576;
    this.draft.printer = id;
    this.draft.paper = printer.paper as SlipDesign["paper"];
    this.draft.dots = printer.dots === usual ? null : printer.dots;
  }

  async pickLogo(file: File): Promise<void> {
    if (!this.draft) return;
    const { t } = this.till.words;
    if (file.size > logoBytesMax) return void this.till.notify("fail", t("slips-logo-too-large"));
    try {
      await this.till.backend.slipLogo({ png: await base64(file) });
      // The same word twice is another logo, and has to be drawn.
      this.draft.logo = "picked";
      this.look($state.snapshot(this.draft), this.sample, this.language);
    } catch (error) {
      this.till.notify("fail", this.till.failureOf(error).message);
    }
  }

  async save(): Promise<void> {
    if (!this.draft || this.saving) return;
    this.saving = true;
    try {
      const design = $state.snapshot(this.draft);
      const view = await this.till.backend.setSlipDesign({ design });
      // The till shows its default printer; whoever works on another one stays with it.
      const kept = { ...view.design, printer: design.printer, paper: design.paper, dots: design.dots };
      this.#take({ ...view, design: kept });
      this.wrong = null;
      this.till.notify("done", this.till.words.t("slips-saved"));
    } catch (error) {
      this.wrong = this.till.failureOf(error);
    }
    this.saving = false;
  }
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error("the file could not be read"));
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.readAsDataURL(file);
  });
}
