import type { LampState, UpstreamView } from "../../ipc/bindings";

/** How loud a lamp is. */
export type Tone = "done" | "quiet" | "pending" | "fail";

const tones: Record<LampState, Tone> = {
  ok: "done",
  asking: "quiet",
  slow: "pending",
  clock_wrong: "pending",
  down: "fail",
  out_of_money: "fail",
  address_changed: "fail",
  wrong_key: "fail",
};
const loudness: Record<Tone, number> = { done: 0, quiet: 0, pending: 1, fail: 2 };

export const toneOf = (state: LampState): Tone => tones[state];

/** Those that somebody must look at, the loudest first. */
export function troubled(upstreams: UpstreamView[]): UpstreamView[] {
  const loud = (upstream: UpstreamView) => loudness[tones[upstream.state]];
  return upstreams.filter((upstream) => loud(upstream) > 0).sort((a, b) => loud(b) - loud(a));
}
