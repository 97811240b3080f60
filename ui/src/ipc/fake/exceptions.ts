import type { Commands } from "../backend";
import type { ExceptionCounts, ExceptionEventView, ExceptionLineView } from "../bindings";
import { fail } from "./drawer";

const none: ExceptionCounts = {
  voids: 0,
  refunds: 0,
  reveals: 0,
  reprints: 0,
  no_sales: 0,
  overrides: 0,
  decisions: 0,
  approvals: 0,
  wrong_pins: 0,
};

/** What people did out of the ordinary, in memory: one of them stands out. */
export class FakeExceptions {
  clerks: ExceptionLineView[] = [
    {
      clerk: "Mona",
      counts: { ...none, refunds: 2, decisions: 1, overrides: 1 },
      shifts: 3,
      drawers: [{ currency: "ILS", over: "2.00", short: "0.00" }],
    },
    {
      clerk: "Sami",
      counts: { ...none, reveals: 31, reprints: 9, wrong_pins: 6, approvals: 2, voids: 1 },
      shifts: 4,
      drawers: [{ currency: "ILS", over: "0.00", short: "47.50" }],
    },
  ];

  commands(decides: () => boolean): Pick<Commands, "exceptions" | "exceptionEvents"> {
    const admit = () => {
      if (!decides()) fail("not_allowed", "Sami may not do this.", "Ask a manager or the owner.");
    };
    return {
      exceptions: async () => {
        admit();
        const today = new Date().toISOString().slice(0, 10);
        return { from: today, to: today, clerks: structuredClone(this.clerks) };
      },
      exceptionEvents: async ({ clerk, kind }) => {
        admit();
        const line = this.clerks.find((one) => one.clerk === clerk);
        const events = Array.from({ length: line?.counts[kind] ?? 0 }, (_, place): ExceptionEventView => {
          const isApproval = kind === "approvals";
          return {
            at: new Date(Date.now() - place * 400_000).toISOString(),
            order_id: kind === "wrong_pins" ? null : `order-${place}`,
            product: kind === "wrong_pins" ? null : { en: "PUBG Mobile 60 UC", ar: "ببجي موبايل 60 شدة" },
            reason: kind === "refunds" ? "brought back" : null,
            proof: kind === "refunds" ? "slip: seen" : null,
            approver: isApproval ? "Mona" : null,
            right: isApproval ? "open_drawer" : null,
          };
        });
        return events;
      },
    };
  }
}
