export type Screen = "sell" | "orders" | "attention" | "shift" | "settings" | "printers" | "slips";
