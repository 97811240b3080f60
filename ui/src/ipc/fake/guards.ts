import type { Backend } from "../backend";
import type { GuardKind, GuardView, Replies, SellLine } from "../bindings";
import { fail } from "./drawer";
import type { Ledger } from "./ledger";
import { minor } from "./money";
import { priceOf } from "./prices";
import { itemOf } from "./shelf";

const halfHourMs = 30 * 60_000;
const highValue = 10_000n;
const inARow = 3;
const unfinished = ["prepared", "waiting", "unknown", "needs_attention"];
const duties: Record<GuardKind, GuardView["duty"]> = {
  same_again: "acknowledge",
  near_miss: "acknowledge",
  region: "acknowledge",
  below_cost: "approve",
  cost_rose: "know",
  scam: "question",
  hourly_limit: "approve",
};

/** One digit apart. */
const isNear = (a: string, b: string): boolean =>
  a.length === b.length && [...a].filter((digit, at) => digit !== b[at]).length === 1;
const harmless = (replies: Replies): boolean =>
  replies.for_someone_known && !replies.is_directed && !replies.is_asked_for_codes;

/** The guards before a sale, as the till has them. */
export class Guards {
  readonly #ledger: Ledger;
  readonly #answered = new Map<string, Set<string>>();
  /** Customers who agreed to be remembered. */
  readonly remembered = new Set<string>();
  /** What products cost by now. */
  readonly costs = new Map<string, string>();
  /** Products whose codes work elsewhere. */
  readonly countries = new Map<string, string[]>();
  /** Products whose cost rose. */
  readonly risen = new Set<string>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Refuses a sale before which something stands unanswered. */
  judge(token: string, lines: SellLine[]): void {
    if (this.#open(token, lines).some((guard) => guard.duty !== "know"))
      fail("guard_stands", "Something has to be answered before this is sold. Nothing was bought.", "Answer it.");
  }

  commands(admit: (pin: string | null) => void, asked: string[]): Pick<Backend, "guards" | "guardAnswer"> {
    return {
      guards: async ({ token, lines }) => this.#open(token, lines),
      guardAnswer: async ({ token, lines, id, reason, pin, replies }) => {
        const guard = this.#open(token, lines).find((one) => one.id === id);
        const alarming = replies !== null && !harmless(replies);
        if (guard?.duty === "approve" || alarming) {
          if (!reason?.trim()) fail("reason_missing", "Nobody said why.", "Write in a few words why.");
          admit(pin);
        }
        asked.push(`guard ${id} ${reason ?? "-"}`);
        this.#answered.set(token, (this.#answered.get(token) ?? new Set()).add(id));
        return this.#open(token, lines);
      },
    };
  }

  #open(token: string, lines: SellLine[]): GuardView[] {
    const answered = this.#answered.get(token);
    return this.#standing(lines).filter((guard) => !answered?.has(guard.id));
  }

  #standing(lines: SellLine[]): GuardView[] {
    const guards = lines.flatMap((line, at) => this.#ofLine(line, at));
    const high = (line: SellLine) =>
      itemOf(line.product_id)?.tile.product.kind === "voucher" && priceOf(line) >= highValue;
    const cards = lines.filter(high).reduce((sum, line) => sum + line.quantity, 0);
    if (cards >= inARow) guards.push(this.#view("scam", null, String(cards), { cards }));
    return guards;
  }

  #ofLine(line: SellLine, at: number): GuardView[] {
    const guards: GuardView[] = [];
    const id = line.product_id;
    const earlier = this.#ledger.rows.find(({ order }) => {
      const mine = line.phone !== null && order.phone === line.phone;
      const fresh = Date.now() - Date.parse(order.created_at) < halfHourMs && order.state === "delivered";
      return order.product_id === id && mine && (fresh || unfinished.includes(order.state));
    });
    if (earlier) {
      const { id: order_id, created_at, state } = earlier.order;
      const shown = { order_id, at: created_at, state, clerk: "Sami" };
      guards.push(this.#view("same_again", at, order_id, { earlier: shown }, id));
    }
    const typed = line.phone;
    const near =
      typed && !this.remembered.has(typed) ? [...this.remembered].find((one) => isNear(one, typed)) : undefined;
    if (typed && near && !this.#ledger.rows.some(({ order }) => order.phone === typed))
      guards.push(this.#view("near_miss", at, typed, { known: { typed, known: near, e164: near } }, id));
    const countries = this.countries.get(id);
    if (countries) guards.push(this.#view("region", at, countries.join(" "), { countries }, id));
    const cost = minor(this.costs.get(id) ?? "");
    if (cost && cost > priceOf(line)) guards.push(this.#view("below_cost", at, String(cost), {}, id));
    else if (this.risen.has(id)) guards.push(this.#view("cost_rose", at, "", {}, id));
    return guards;
  }

  #view(kind: GuardKind, line: number | null, about: string, more: Partial<GuardView>, product?: string): GuardView {
    const name = product ? (itemOf(product)?.tile.product.name ?? null) : null;
    return {
      id: `${kind}:${line ?? ""}:${about}`,
      kind,
      duty: duties[kind],
      line,
      product: name,
      earlier: null,
      known: null,
      countries: [],
      cards: null,
      deciders: ["Mona", "Hani"],
      ...more,
    };
  }
}
