/**
 * Everything a key does in the window, in the order of the help. What acts, what the help tells, what the controls print
 * and what the settings offer to change all come from here.
 */
const table = [
  { id: "search", key: "F2", also: "/" },
  { id: "grid", fixed: "ArrowDown", elsewhere: true },
  { id: "add", fixed: "Enter", elsewhere: true },
  { id: "favourites", key: "Alt+#", numbers: 9 },
  { id: "pin", fixed: "ContextMenu", elsewhere: true },
  { id: "phone", key: "F3" },
  { id: "count", key: "F6" },
  { id: "quantity", fixed: "+ -" },
  { id: "remove", key: "Delete" },
  { id: "hold", key: "F4" },
  { id: "recall", key: "F5" },
  { id: "drawer", key: "F7" },
  { id: "pay", key: "F9" },
  { id: "waiting", key: "Alt+0" },
  { id: "shift", key: "Ctrl+Shift+z" },
  { id: "reports", key: "Ctrl+Shift+r" },
  { id: "tender", key: "Ctrl+#", numbers: 4 },
  { id: "confirm", fixed: "Enter", elsewhere: true },
  { id: "print", key: "Ctrl+p" },
  { id: "reprint", key: "F10" },
  { id: "orders", key: "Ctrl+f" },
  { id: "back", fixed: "Escape" },
  { id: "clear", fixed: "Escape Escape", elsewhere: true },
  { id: "lock", key: "F12" },
  { id: "help", key: "F1", also: "?" },
] as const;

type Row = (typeof table)[number];
export type ActionId = Row["id"];
/** What a person may give another key. */
export type KeyedId = Extract<Row, { key: string }>["id"];
/** What the window's own map of keys does; the rest is done by the control that has the focus. */
export type CommandId = Exclude<ActionId, Extract<Row, { elsewhere: true }>["id"]>;

export type Action = {
  id: ActionId;
  /** The key that it has until somebody changes it. `#` stands for the numbers from 1 on. */
  key?: string;
  /** A sign that means the same where nothing is being typed. */
  also?: string;
  /** Keys that stay as they are. */
  fixed?: string;
  /** How many numbers `#` stands for. */
  numbers?: number;
};
export const actions: readonly Action[] = table;
/** Those that have a key of their own. */
export const keyed = table.filter((action) => "key" in action) as (Action & { id: KeyedId; key: string })[];
