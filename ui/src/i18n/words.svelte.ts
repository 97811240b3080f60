import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Language, LocalName } from "../ipc/bindings";
import type { Messages } from "./keys";

export type Key = keyof Messages;
type Args<K extends Key> = Messages[K] extends null ? [] : [args: Messages[K]];

const sources: Record<string, string> = import.meta.glob(
  "../../locales/*/{window,states,sell,orders,counter,shift,devices,people,guard,reports,accounts}.ftl",
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);

function bundleOf(language: Language): FluentBundle {
  // Latin digits in both languages; isolation marks keep Latin names in order inside Arabic sentences.
  const bundle = new FluentBundle(`${language}-u-nu-latn`, { useIsolating: true });
  for (const [path, text] of Object.entries(sources)) {
    if (path.includes(`/${language}/`)) bundle.addResource(new FluentResource(text));
  }
  return bundle;
}

/** The window's words in the language chosen now. Reading through it follows a change of language. */
export class Words {
  language = $state<Language>("en");
  readonly #bundles = { en: bundleOf("en"), ar: bundleOf("ar") };

  readonly t = <K extends Key>(key: K, ...args: Args<K>): string => this.find(key, args[0] ?? undefined) ?? key;

  /** For keys made from data, such as a category's name: `null` where there is no such message. */
  readonly find = (key: string, args?: Record<string, string | number>): string | null => {
    const bundle = this.#bundles[this.language];
    const pattern = bundle.getMessage(key)?.value;
    return pattern ? bundle.formatPattern(pattern, args) : null;
  };

  readonly name = (name: LocalName): string => name[this.language] || name.en || name.ar;
}
