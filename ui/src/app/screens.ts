export type Screen =
  "sell" | "orders" | "attention" | "shift" | "reports" | "reconcile" | "backup" | "settings" | "printers" | "slips";
