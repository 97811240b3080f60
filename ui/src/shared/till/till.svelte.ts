import { getContext, setContext } from "svelte";
import { Words } from "../../i18n/words.svelte";
import { type Backend, Failure } from "../../ipc/backend";
import type { BootView, Language, PhoneView, Theme, UpstreamView } from "../../ipc/bindings";
import { Keymap, provideKeys } from "../keys/keymap.svelte";
import { CustomerSide } from "./customer.svelte";
import { Grants } from "./grants.svelte";
import { provideWords } from "./words";

/** What a notice offers to do about itself. */
export type NoticeAction = { label: string; run: () => void };
export type Notice = { id: number; tone: "done" | "pending" | "fail"; text: string; action: NoticeAction | null };
const noticeMs = { done: 2500, pending: 6000, fail: 6000 };
/** News somebody has to act on stays long enough to finish a sentence with a customer first. */
const actionMs = 30_000;

/** What every screen needs: the backend, the words, who stands at the till, and short notices. */
export class Till {
  readonly backend: Backend;
  readonly words = new Words();
  /** Which key does what here. */
  readonly keys = new Keymap();
  /** What the customer sees across the counter. */
  readonly customer: CustomerSide;
  /** What takes more than the clerk's own right. */
  readonly grants = new Grants((error) => this.failureOf(error));
  boot = $state.raw() as BootView;
  theme = $state<Theme>("light");
  attention = $state(0);
  upstreams = $state.raw<UpstreamView[]>([]);
  notices = $state.raw<Notice[]>([]);
  #nextNotice = 1;

  constructor(backend: Backend, boot: BootView) {
    this.backend = backend;
    this.customer = new CustomerSide(backend);
    this.take(boot);
  }

  /** Every answer that carries the whole frame (start, lock, unlock, preferences) comes through here. */
  take(boot: BootView): void {
    this.boot = boot;
    this.attention = boot.attention;
    this.upstreams = boot.upstreams;
    this.theme = boot.theme;
    this.words.speak(boot.language);
    this.keys.take(boot.keys);
  }

  async prefer(language: Language | null, theme: Theme | null): Promise<void> {
    if (language) this.words.speak(language);
    if (theme) this.theme = theme;
    try {
      this.boot = await this.backend.setPreferences({ language, theme });
      // What is wrong with them is said in the new language.
      this.upstreams = this.boot.upstreams;
    } catch (error) {
      this.notify("fail", this.failureOf(error).message);
    }
  }

  async lock(): Promise<void> {
    try {
      this.take(await this.backend.lock());
    } catch (error) {
      this.notify("fail", this.failureOf(error).message);
    }
  }

  notify(tone: Notice["tone"], text: string, action: NoticeAction | null = null): number {
    const id = this.#nextNotice++;
    // The same twice is one notice, which stays for as long as the second would.
    const others = this.notices.filter((notice) => notice.text !== text || notice.action !== null || action !== null);
    this.notices = [...others.slice(-2), { id, tone, text, action }];
    setTimeout(() => this.dismiss(id), action ? actionMs : noticeMs[tone]);
    return id;
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id);
  }

  /** What the till makes of a phone; `null` for none, and where it cannot be asked. */
  async read(phone: string): Promise<PhoneView | null> {
    if (!phone.trim()) return null;
    try {
      return await this.backend.parsePhone({ phone });
    } catch (error) {
      this.notify("fail", this.failureOf(error).message);
      return null;
    }
  }

  /** Words for anything that went wrong while reading; a sale treats the difference itself. */
  failureOf(error: unknown): Failure {
    if (error instanceof Failure) return error;
    console.error(error);
    const { t } = this.words;
    return new Failure({ code: "unexpected", message: t("unexpected"), hint: t("unexpected-hint") });
  }
}

const key = Symbol("till");
export function provideTill(till: Till): Till {
  provideWords(till.words);
  provideKeys(till.keys);
  return setContext(key, till);
}
export const useTill = (): Till => getContext<Till>(key);
