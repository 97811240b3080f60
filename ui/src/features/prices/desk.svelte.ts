import type { Failure } from "../../ipc/backend";
import type {
  PriceFilter,
  PricePreviewView,
  PriceRuleRequest,
  PricesView,
  PriceView,
  RiseView,
} from "../../ipc/bindings";
import { Breath } from "../../shared/till/breath";
import { money } from "../../shared/till/format";
import { Latest } from "../../shared/till/latest";
import type { Till } from "../../shared/till/till.svelte";

export const filters = ["all", "own", "below_cost", "missing"] as const satisfies PriceFilter[];
const pageRows = 100;

/** Prices, as their screen works with them. Every price, margin and proposal is the till's. */
export class PriceDesk {
  readonly till: Till;
  query = $state("");
  supplier = $state("");
  brand = $state("");
  filter = $state<PriceFilter>("all");
  view = $state.raw<PricesView | null>(null);
  failure = $state.raw<Failure | null>(null);
  loading = $state(false);
  acting = $state(false);
  #limit = pageRows;
  readonly #latest = new Latest();
  readonly #breath = new Breath();

  constructor(till: Till) {
    this.till = till;
  }

  type(query: string): void {
    this.query = query;
    this.#breath.after(() => void this.choose());
  }

  /** Only some of them. */
  narrow(to: Partial<Pick<PriceDesk, "supplier" | "brand" | "filter">>): void {
    Object.assign(this, to);
    void this.choose();
  }

  /** Other words or another filter: from the first row on. */
  choose(): Promise<void> {
    this.#limit = pageRows;
    return this.load();
  }

  more(): Promise<void> {
    this.#limit += pageRows;
    return this.load();
  }

  async load(): Promise<void> {
    this.loading = true;
    const { query, supplier, brand, filter } = this;
    const asked = { query, supplier: supplier || null, brand: brand || null, filter, limit: this.#limit };
    try {
      const { stale, data } = await this.#latest.ask(this.till.backend.prices(asked));
      if (stale) return;
      this.failure = null;
      this.view = data;
    } catch (error) {
      this.failure = this.till.failureOf(error);
    }
    this.loading = false;
  }

  /** Sets a price, or takes it back. */
  set(product_id: string, price: string | null): Promise<Failure | null> {
    return this.#act(async () => this.#tell(await this.till.backend.priceSet({ product_id, price })));
  }

  /** Decides about a price whose cost rose; without a price it stays. */
  decide(rise: RiseView, price: string | null): Promise<Failure | null> {
    const { cost_now: cost, cost_currency } = rise;
    const asked = { product_id: rise.priced.product_id, cost, cost_currency, price };
    return this.#act(async () => {
      const now = await this.till.backend.priceRise(asked);
      if (price === null) this.till.notify("done", this.till.words.t("rise-kept"));
      else this.#tell(now);
    });
  }

  preview(rule: PriceRuleRequest): Promise<PricePreviewView> {
    return this.till.backend.pricePreview(rule);
  }

  /** Sets a rule, or takes it back. */
  rule(rule: PriceRuleRequest): Promise<Failure | null> {
    return this.#act(async () => {
      await this.till.backend.priceRule(rule);
      this.till.notify("done", this.till.words.t(rule.kind ? "rule-saved" : "rule-removed"));
    });
  }

  #tell({ price }: PriceView): void {
    const { t, language } = this.till.words;
    const told = price === null ? t("price-source-missing") : money(price, this.view?.currency ?? "", language);
    this.till.notify("done", t("price-saved", { price: told }));
  }

  /** One change at a time; what the list shows is read again after it. */
  async #act(change: () => Promise<void>): Promise<Failure | null> {
    if (this.acting) return null;
    this.acting = true;
    try {
      await change();
      await this.load();
      return null;
    } catch (error) {
      return this.till.failureOf(error);
    } finally {
      this.acting = false;
    }
  }
}
