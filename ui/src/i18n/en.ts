/** The window's words in English, a piece of its own: a till loads the language it speaks. */
export const texts: Record<string, string> = import.meta.glob(
  "../../locales/en/{window,states,sell,orders,counter,shift,devices,people,guard,reports,exceptions,accounts,prices,debts}.ftl",
  { query: "?raw", import: "default", eager: true },
);
