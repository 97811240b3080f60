import { FluentBundle, type FluentResource } from "@fluent/bundle";
import type { Language, LocalName } from "../ipc/bindings";
import type { Messages } from "./keys";

export type Key = keyof Messages;
type Args<K extends Key> = Messages[K] extends null ? [] : [args: Messages[K]];

/** A file of words as the build has read it (`fluent.ts`). */
export type Read = Pick<FluentResource, "body">;

const pieces: Record<Language, () => Promise<{ texts: Record<string, Read> }>> = {
  en: () => import("./en"),
  ar: () => import("./ar"),
};
const bundles: Partial<Record<Language, FluentBundle>> = {};

/** Fetches a language's words, unless they are there. Whoever shows them waits for this first. */
export async function loadWords(language: Language): Promise<void> {
  if (bundles[language]) return;
  const { texts } = await pieces[language]();
  // Latin digits in both languages; isolation marks keep Latin names in order inside Arabic sentences.
  const bundle = new FluentBundle(`${language}-u-nu-latn`, { useIsolating: true });
  for (const text of Object.values(texts)) bundle.addResource(text);
  bundles[language] = bundle;
}

/** The window's words in the language chosen now. Reading through it follows a change of language. */
export class Words {
  language = $state<Language>("en");
  #wished: Language = "en";

  /** Changes the language, as soon as its words are there. What was wished last holds. */
  speak(language: Language): void {
    this.#wished = language;
    if (bundles[language]) this.language = language;
    else void loadWords(language).then(() => (this.language = this.#wished));
  }

  readonly t = <K extends Key>(key: K, ...args: Args<K>): string => this.find(key, args[0] ?? undefined) ?? key;

  /** For keys made from data, such as a category's name: `null` where there is no such message. */
  readonly find = (key: string, args?: Record<string, string | number>): string | null => {
    const bundle = bundles[this.language];
    const pattern = bundle?.getMessage(key)?.value;
    return bundle && pattern ? bundle.formatPattern(pattern, args) : null;
  };

  readonly name = (name: LocalName): string => name[this.language] || name.en || name.ar;
}
