import type { Commands } from "../backend";
import type { TaxesView, TaxRuleView } from "../bindings";
import { fail } from "./drawer";
import { latin, text } from "./money";
import { shelf } from "./shelf";

/** Rates of tax in memory. */
export class FakeTaxes {
  readonly #asked: string[];
  #rules: TaxRuleView[] = [];
  #name: string | null = null;
  #number: string | null = null;

  constructor(asked: string[]) {
    this.#asked = asked;
  }

  /** The rate of everything, in percent. */
  get usual(): string | null {
    return this.#rules.find(({ scope }) => scope === "all")?.rate ?? null;
  }

  commands(decides: () => boolean, owns: () => boolean): Pick<Commands, "taxes" | "taxRule" | "taxIdentity"> {
    const view = (): TaxesView => {
      if (!decides()) fail("not_allowed", "Sami may not do this.", "Ask a manager or the owner.");
      const brands = new Set(shelf.flatMap(({ tile }) => tile.product.brand ?? []));
      return {
        name: this.#name,
        number: this.#number,
        rules: structuredClone(this.#rules),
        currency: "ILS",
        suppliers: ["palcards"],
        brands: [...brands].sort(),
        may_change: owns(),
      };
    };
    const owner = () => {
      if (!owns()) fail("not_allowed", "Mona may not do this.", "Ask the owner.");
    };
    return {
      taxes: async () => view(),
      taxRule: async ({ scope, target, rate }) => {
        owner();
        const percent = Number(latin(rate ?? "0"));
        if (!(percent >= 0 && percent <= 100)) {
          fail("tax_rate_invalid", "This rate of tax cannot be used.", "Give a percentage from 0 to 100.");
        }
        this.#asked.push(`tax ${scope} ${target} ${rate ?? "-"}`);
        this.#rules = this.#rules.filter((rule) => rule.scope !== scope || rule.target !== target);
        const within_hundred = text(BigInt(Math.round((percent * 10_000) / (100 + percent))));
        if (rate !== null) this.#rules.push({ scope, target, rate: String(percent), within_hundred });
        return view();
      },
      taxIdentity: async ({ name, number }) => {
        owner();
        this.#asked.push(`tax identity ${name} ${number}`);
        [this.#name, this.#number] = [name || null, number || null];
        return view();
      },
    };
  }
}
