import type { SearchRequest, SearchView } from "../../../ipc/bindings";

/** The first letters and a shop's day of words, each with its beginnings; an answer is some thirty products. */
const most = 128;

type Answer = { view: SearchView; text: string };

/**
 * What was found before. It is shown at once and asked again behind it: a clerk types the same few words all day,
 * and empties the field after each.
 */
export class Remembered {
  readonly #answers = new Map<string, Answer>();

  find(request: SearchRequest): SearchView | null {
    return this.#answers.get(JSON.stringify(request))?.view ?? null;
  }

  /** Keeps an answer. The same as before stays the same object, for which nothing is drawn anew. */
  keep(request: SearchRequest, view: SearchView): SearchView {
    const key = JSON.stringify(request);
    const text = JSON.stringify(view);
    const known = this.#answers.get(key);
    const kept = known?.text === text ? known : { view, text };
    // The last asked for stands last, and the first of them goes.
    this.#answers.delete(key);
    this.#answers.set(key, kept);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > most && oldest !== undefined) this.#answers.delete(oldest);
    return kept.view;
  }
}
