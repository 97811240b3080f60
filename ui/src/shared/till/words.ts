import { getContext, setContext } from "svelte";
import type { Words } from "../../i18n/words.svelte";

const key = Symbol("words");

/** The words alone, for what is shown where there is no till to ask: the customer's window. */
export const provideWords = (words: Words): Words => setContext(key, words);
export const useWords = (): Words => getContext<Words>(key);
