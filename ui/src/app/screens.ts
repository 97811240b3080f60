export type Screen =
  "sell" | "orders" | "attention" | "shift" | "reconcile" | "backup" | "settings" | "accounts" | "printers" | "slips";
