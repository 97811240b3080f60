import type { Read } from "./words.svelte";

/** The window's words in Arabic, a piece of its own: a till loads the language it speaks. */
export const texts: Record<string, Read> = import.meta.glob(
  "../../locales/ar/{window,states,sell,orders,attention,counter,shift,devices,people,guard,reports,exceptions,accounts,prices,keys,stock,debts,owner}.ftl",
  { import: "default", eager: true },
);
