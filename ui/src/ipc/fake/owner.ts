import type { Commands } from "../backend";
import type { OwnerReportView, OwnerTextsView, OwnerTold } from "../bindings";
import { fail } from "./drawer";
import { latin } from "./money";

type OwnerCommands = "ownerTexts" | "setOwnerTexts" | "ownerReport" | "sendOwnerReport" | "whatsappOwnerReport";
const reason = "The report of Z 12 was not sent to the owner: no credit";

/** The owner's messages in memory. */
export class FakeOwner {
  readonly #asked: string[];
  /** How the message about the Z just closed stands. */
  told: OwnerTold = "off";
  view: OwnerTextsView = {
    phone: null,
    report: true,
    z_by: null,
    unknown_after: null,
    has_route: true,
    whatsapp: true,
    unsent: [],
  };

  constructor(asked: string[]) {
    this.#asked = asked;
  }

  /** A phone is set up, and the report of Z 12 did not arrive. */
  miss(): void {
    const at = new Date().toISOString();
    const unsent = [{ number: 12, at, message: reason }];
    this.view = { ...this.view, phone: "+970599000111", z_by: "01:00", unknown_after: 30, unsent };
    this.told = "failed";
  }

  commands(decides: () => boolean, role: () => string | null): Pick<Commands, OwnerCommands> {
    const owns = () => role() === null || role() === "owner";
    const no = (): never => fail("not_allowed", "Sami may not do this.", "Ask the owner.");
    const standing = (number: number): OwnerReportView => ({
      number,
      told: this.told,
      message: this.told === "failed" ? reason.replace("12", String(number)) : null,
      may_send: owns() && ["not_sent", "failed", "unknown"].includes(this.told),
      may_whatsapp: ["not_sent", "failed", "unknown", "no_route"].includes(this.told),
    });
    return {
      ownerTexts: async () => (owns() ? structuredClone(this.view) : no()),
      setOwnerTexts: async ({ phone, report, z_by, unknown_after }) => {
        if (!owns()) no();
        const typed = latin(z_by.trim());
        if (typed && !/^\d\d:\d\d$/.test(typed))
          fail("owner_time_invalid", `${typed} is not a time.`, "Write a time such as 01:00.");
        this.#asked.push(`owner ${latin(phone)} ${report} ${typed} ${latin(unknown_after)}`);
        const minutes = unknown_after.trim() ? Number(latin(unknown_after)) : null;
        const phoneOf = latin(phone.trim()) || null;
        this.view = { ...this.view, phone: phoneOf, report, z_by: typed || null, unknown_after: minutes };
        return structuredClone(this.view);
      },
      ownerReport: async ({ number }) => (decides() ? standing(number) : no()),
      sendOwnerReport: async ({ number }) => {
        if (!owns()) no();
        this.#asked.push(`owner report ${number}`);
        this.told = "sent";
        this.view = { ...this.view, unsent: this.view.unsent.filter((one) => one.number !== number) };
        return standing(number);
      },
      whatsappOwnerReport: async ({ number }) => {
        if (!decides()) no();
        this.#asked.push(`owner whatsapp ${number}`);
        return standing(number);
      },
    };
  }
}
