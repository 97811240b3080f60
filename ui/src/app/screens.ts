export type Screen =
  | "sell"
  | "orders"
  | "attention"
  | "shift"
  | "reports"
  | "reconcile"
  | "backup"
  | "settings"
  | "accounts"
  | "printers"
  | "slips";
