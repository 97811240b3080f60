import type { Commands } from "../backend";
import type { LocalName, RefundProof, RefundRuleView } from "../bindings";
import { fail } from "./drawer";
import { shelf } from "./shelf";

/** What the till says of a voucher where the table says nothing. */
export const notShown: LocalName = {
  en: "A code that was shown is not refunded.",
  ar: "الرمز الذي عُرض لا يُسترد ثمنه.",
};

/** The refund table in memory. */
export class FakeRefunds {
  readonly #asked: string[];
  #rules: RefundRuleView[] = [];

  constructor(asked: string[]) {
    this.#asked = asked;
  }

  /** What a rule for everything asks for. */
  get proof(): RefundProof {
    return this.#rules.find(({ scope }) => scope === "all")?.proof ?? "nothing";
  }

  commands(decides: () => boolean, owns: () => boolean): Pick<Commands, "refundRules" | "refundRule"> {
    const view = () => {
      if (!decides()) fail("not_allowed", "Sami may not do this.", "Ask a manager or the owner.");
      const brands = new Set(shelf.flatMap(({ tile }) => tile.product.brand ?? []));
      return {
        rules: structuredClone(this.#rules),
        suppliers: ["palcards"],
        brands: [...brands].sort(),
        may_change: owns(),
      };
    };
    return {
      refundRules: async () => view(),
      refundRule: async ({ scope, target, terms }) => {
        if (!owns()) fail("not_allowed", "Mona may not do this.", "Ask the owner.");
        this.#asked.push(`refund rule ${scope} ${target} ${terms ? JSON.stringify(terms) : "-"}`);
        this.#rules = this.#rules.filter((rule) => rule.scope !== scope || rule.target !== target);
        if (terms) this.#rules.push({ scope, target, ...terms });
        return view();
      },
    };
  }
}
