import type { SaleState } from "../../ipc/bindings";

export type Tone = "done" | "pending" | "fail" | "quiet";
export const toneOf: Record<SaleState, Tone> = {
  prepared: "pending",
  waiting: "pending",
  unknown: "pending",
  needs_attention: "fail",
  delivered: "done",
  refused: "fail",
  refunded: "fail",
  partly_delivered: "pending",
  cancelled: "quiet",
};

const open: SaleState[] = ["prepared", "waiting", "unknown", "needs_attention"];
export const isFinal = (state: SaleState): boolean => !open.includes(state);

/** Open, and nobody has to decide: the till follows it up by itself. */
export const isFollowed = (state: SaleState): boolean => !isFinal(state) && state !== "needs_attention";
