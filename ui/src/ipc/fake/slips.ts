import type { Commands } from "../backend";
import { Failure } from "../backend";
import type { SlipDesign } from "../bindings";
import type { Printing } from "./printing";

/** A white dot: the till draws real slips, a page of its own cannot. */
const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4AWNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

/** The slips' design of the fake. */
export class Slips {
  design: SlipDesign = {
    header: { en: "Main street 14, Nablus", ar: "نابلس، الشارع الرئيسي 14" },
    footer: { en: "Open every day, 9 to 23", ar: "نفتح كل يوم من 9 إلى 23" },
    refund_rule: { en: "", ar: "" },
    show: { serial: true, expiry: true, region: true, redeem: true, refund: true, qr: true, barcode: true },
    logo: "none",
    printer: "receipt",
    paper: "80mm",
    dots: null,
  };
  /** Every picture that was asked for. */
  readonly drawn: { design: SlipDesign; sample: string; language: string }[] = [];

  commands(
    printing: Printing,
    decides: () => boolean,
    asked: string[],
  ): Pick<Commands, "slipDesign" | "slipPreview" | "slipLogo" | "setSlipDesign"> {
    const view = () => ({
      design: structuredClone(this.design),
      printers: structuredClone(printing.printers),
      decides: decides(),
    });
    return {
      slipDesign: async () => view(),
      slipPreview: async (request) => {
        const { dots, paper } = request.design;
        if (dots !== null && (dots < 128 || dots > 2048))
          throw new Failure({
            code: "slip_design_invalid",
            message: "Slips cannot look like that.",
            hint: "128 dots.",
          });
        this.drawn.push(structuredClone(request));
        return { png: dot, width: dots ?? (paper === "58mm" ? 384 : 576), height: 900 };
      },
      slipLogo: async ({ png }) => {
        asked.push(`logo ${png.length}`);
        if (!png.startsWith("iVBORw0KGgo"))
          throw new Failure({ code: "logo_invalid", message: "This is not a PNG.", hint: "Pick another." });
        return null;
      },
      setSlipDesign: async ({ design }) => {
        if (!decides()) throw new Failure({ code: "not_allowed", message: "Sami may not do this.", hint: "Ask." });
        asked.push(`design ${JSON.stringify(design)}`);
        this.design = structuredClone(design);
        if (design.logo === "picked") this.design.logo = "kept";
        return view();
      },
    };
  }
}
