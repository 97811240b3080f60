export type Screen = "sell" | "orders" | "attention" | "shift" | "reports" | "settings" | "printers" | "slips";
