export type Screen = "sell" | "orders" | "attention" | "shift" | "settings" | "accounts" | "printers" | "slips";
