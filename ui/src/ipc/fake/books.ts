import type { Commands } from "../backend";
import type { BookingView, OrderRow, StrayView, WalletView } from "../bindings";
import { fail } from "./drawer";
import type { Ledger } from "./ledger";
import { latin, minor, text } from "./money";

type BookCommands = "reconcile" | "walletBook" | "strayDecide" | "notListedExplain" | "importPrice";
const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

function walletOf(supplier: string, rest: Partial<WalletView>): WalletView {
  return {
    supplier,
    currency: "USD",
    opening: "412.40",
    deposits: "0.00",
    charged: "118.90",
    charged_before: "0.00",
    rolled_back: "9.50",
    expected: "303.00",
    reported: "303.00",
    difference: "0.00",
    explained: "0.00",
    unexplained: "0.00",
    strays: 0,
    open: "0.00",
    hours_left: "11",
    ...rest,
  };
}

/** Books in memory: one wallet that fits, one from which another till took. */
export class FakeBooks {
  readonly #ledger: Ledger;
  readonly #asked: string[];
  readonly bookings: BookingView[] = [];
  missing: string[] = [];
  strays: StrayView[] = [9107, 9112].map((id) => ({
    supplier: "palcards",
    provider_order_id: String(id),
    reference: `OTHER-${id}`,
    item: null,
    cost: "9.50",
    cost_currency: "USD",
    made_at: hourAgo(),
    found_at: hourAgo(),
    needs_person: false,
  }));

  constructor(ledger: Ledger, asked: string[]) {
    this.#ledger = ledger;
    this.#asked = asked;
  }

  /** Those that may be sales which a backup did not have. */
  lost(): StrayView[] {
    return this.strays.filter((stray) => stray.needs_person);
  }

  commands(
    admit: (pin: string | null) => void,
    decides: () => boolean,
    rowOf: (id: string) => OrderRow,
  ): Pick<Commands, BookCommands> {
    const view = () => {
      if (!decides()) fail("not_allowed", "Sami may not do this.", "Ask a manager or the owner.");
      return this.#view();
    };
    return {
      reconcile: async () => view(),
      walletBook: async ({ supplier, kind, amount, currency, note }) => {
        if (!minor(latin(amount).replace("-", ""))) fail("amount_invalid", "This is not an amount.", "Type digits.");
        this.#asked.push(`book ${supplier} ${kind} ${amount} ${note}`);
        const at = new Date().toISOString();
        this.bookings.push({ supplier, kind, amount, currency, at, by_supplier: false, clerk: "Mona", note });
        return view();
      },
      strayDecide: async ({ supplier, orders, verdict, note, pin }) => {
        admit(pin);
        this.#asked.push(`stray ${supplier} ${orders.join(" ")} ${verdict} ${note}`);
        const said = this.strays.filter((stray) => orders.includes(stray.provider_order_id));
        this.strays = this.strays.filter((stray) => !said.includes(stray));
        if (verdict === "ours") return null;
        for (const { cost, cost_currency } of said) {
          const [amount, currency] = [`-${cost}`, cost_currency ?? "USD"];
          const at = new Date().toISOString();
          this.bookings.push({
            supplier,
            kind: "explained",
            amount,
            currency,
            at,
            by_supplier: false,
            clerk: "Mona",
            note,
          });
        }
        return null;
      },
      notListedExplain: async ({ order_id, note, pin }) => {
        admit(pin);
        this.#asked.push(`explain ${order_id} ${note}`);
        this.missing = this.missing.filter((id) => id !== order_id);
        return null;
      },
      importPrice: async ({ order_id, amount, pin }) => {
        admit(pin);
        this.#asked.push(`paid ${order_id} ${amount}`);
        const row = rowOf(order_id);
        row.order.price = text(minor(amount) ?? fail("amount_invalid", "This is not an amount.", "Type digits."));
        this.#ledger.news.delete(order_id);
        return structuredClone(row);
      },
    };
  }

  #view() {
    const strayed = -950n * 2n;
    const explained = this.bookings
      .filter((one) => one.kind === "explained")
      .reduce((sum, one) => sum - (minor(one.amount.replace("-", "")) ?? 0n), 0n);
    const negative = (amount: bigint) => (amount < 0n ? `-${text(-amount)}` : text(amount));
    const palcards = walletOf("palcards", {
      reported: "284.00",
      difference: negative(strayed),
      explained: negative(explained),
      unexplained: negative(strayed - explained),
    });
    const rows = this.#ledger.rows.filter((row) => this.missing.includes(row.order.id));
    return {
      found: {
        at: new Date().toISOString(),
        since: hourAgo(),
        wallets: [palcards, walletOf("plexy", { deposits: "100.00", expected: "403.00", reported: "403.00" })],
        bookings: structuredClone(this.bookings),
        strays: structuredClone(this.strays),
        not_listed: rows.map(({ order, product }) => ({
          order_id: order.id,
          supplier: order.supplier,
          provider_order_id: order.provider_order_id,
          name: product.name,
          cost: order.cost,
          cost_currency: order.cost_currency,
          created_at: order.created_at,
        })),
        unread: [],
      },
      suppliers: [
        ["palcards", "USD"],
        ["plexy", "USD"],
      ] as [string, string][],
    };
  }
}
