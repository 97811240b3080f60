export type Screen = "sell" | "orders" | "attention" | "settings" | "printers" | "slips";
