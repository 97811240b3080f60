/** Where sales are made and seen to: there from the start. */
export type CounterScreen = "sell" | "orders" | "attention";
/** The back office, which comes a moment later. */
export type OfficeScreen =
  | "shift"
  | "reports"
  | "reconcile"
  | "backup"
  | "settings"
  | "accounts"
  | "people"
  | "prices"
  | "keys"
  | "debts"
  | "printers"
  | "slips";
export type Screen = CounterScreen | OfficeScreen;
