import type { SupplierView } from "../../ipc/bindings";

export type Standing = "ok" | "not_asked" | "trouble";

/** The till's words for a supplier come down to three that a clerk acts on. */
export function standing(state: string): Standing {
  if (state === "ok") return "ok";
  return ["", "unknown", "not_asked", "not_built"].includes(state) ? "not_asked" : "trouble";
}

export function together(suppliers: SupplierView[]): "none" | Standing {
  if (!suppliers.length) return "none";
  const all = suppliers.map((supplier) => standing(supplier.state));
  return all.includes("trouble") ? "trouble" : all.includes("ok") ? "ok" : "not_asked";
}
