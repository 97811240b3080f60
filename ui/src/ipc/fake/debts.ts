import type { Commands } from "../backend";
import type { DebtBookView, DebtorView, Role, SaleCard, SellRequest, StatementLine, StatementView } from "../bindings";
import { fail } from "./drawer";
import type { Ledger } from "./ledger";
import { latin, minor, text } from "./money";
import { parsePhone } from "./phone";

type DebtCommands =
  | "debtBook"
  | "debtStatement"
  | "debtTrial"
  | "debtorAdd"
  | "debtorLimit"
  | "debtRepay"
  | "debtForgive"
  | "debtRemind"
  | "debtUsual";
type Line = Omit<StatementLine, "amount" | "balance"> & { amount: bigint };
type Account = { id: string; name: string; phone: string; limit: bigint | null; lines: Line[] };

const ages = ["days_0_7", "days_8_30", "days_31_90", "days_over_90"];
const lastDays = [7, 30, 90];
const dayMs = 86_400_000;
const ageOf = (at: string): string => {
  const days = Math.floor((Date.now() - Date.parse(at)) / dayMs);
  const place = lastDays.findIndex((last) => days <= last);
  return ages[place < 0 ? 3 : place] ?? "";
};
const most = (a: bigint, b: bigint) => (a > b ? a : b);

/** A debt book in memory, with the till's own rules. */
export class FakeDebts {
  /** What anybody may owe; null while the book is closed. */
  usual: bigint | null = null;
  accounts: Account[] = [];
  /** The next slip does not come out. */
  jams = false;
  readonly #ledger: Ledger;
  readonly #asked: string[];

  constructor(ledger: Ledger, asked: string[]) {
    this.#ledger = ledger;
    this.#asked = asked;
  }

  /** Somebody who owes this much for so many days. */
  add(name: string, phone: string, owed: string, days = 0, limit: string | null = null): Account {
    const id = String(this.accounts.length + 1);
    const account: Account = { id, name, phone, limit: limit === null ? null : minor(limit), lines: [] };
    const amount = minor(owed) ?? 0n;
    const at = new Date(Date.now() - days * dayMs).toISOString();
    const sale = { kind: "sold", at, sale_id: [...this.#ledger.sales.keys()][0] ?? null, clerk: "Sami", reason: null };
    if (amount > 0n) account.lines.push({ ...sale, amount });
    this.accounts.push(account);
    return account;
  }

  card(saleId: string): SaleCard {
    const card = this.#ledger.card(saleId);
    const account = this.accounts.find((one) => one.lines.some((line) => line.sale_id === saleId));
    if (!account || card.sale.tender.kind !== "debt") return card;
    return { ...card, owes: { name: account.name, owed: text(this.#owed(account)), currency: "ILS" } };
  }

  sell(request: SellRequest, admit: (pin: string | null) => void): SaleCard {
    if (request.tender !== "debt") return this.#ledger.sell(request);
    const { debtor, over_limit, pin } =
      request.on_account ?? fail("debtor_missing", "On account needs somebody who owes it.", "Choose the customer.");
    const account = this.#named(debtor);
    if (over_limit) admit(pin);
    const card = this.#ledger.sell(request);
    const amount = minor(card.sale.total) ?? 0n;
    const sale = { kind: "sold", at: card.sale.created_at, sale_id: card.sale.id, clerk: "Sami", reason: null };
    account.lines.push({ ...sale, amount });
    this.#asked.push(`on account ${account.name}${over_limit ? " over the limit" : ""}`);
    return this.card(card.sale.id);
  }

  commands(admit: (pin: string | null) => void, role: () => Role | string): Pick<Commands, DebtCommands> {
    const owner = () => {
      if (role() !== "owner") fail("not_allowed", "Sami may not do this.", "Ask the owner.");
    };
    const typed = (amount: string) =>
      minor(latin(amount)) ?? fail("amount_invalid", `“${amount}” is not an amount.`, "Type digits, such as 50.");
    const limitOf = (limit: string | null) => (limit === null ? null : typed(limit));
    const payable = (account: Account, amount: string) => {
      const sum = typed(amount);
      const owed = this.#owed(account);
      if (sum <= 0n || sum > owed)
        fail("debt_amount_invalid", `${amount} is not what can be paid: ${text(owed)} ILS is owed.`, "Give less.");
      return sum;
    };
    const write = (account: Account, kind: "repaid" | "forgiven", amount: bigint, reason: string | null) => {
      const at = new Date().toISOString();
      account.lines.push({ kind, at, amount, sale_id: null, clerk: "Sami", reason });
      this.#asked.push(`${kind} ${account.name} ${text(amount)}`);
    };
    return {
      debtBook: async () => this.#book(),
      debtStatement: async ({ debtor }) => this.#statement(this.#named(debtor)),
      debtTrial: async ({ debtor, total }) => {
        const account = this.#named(debtor);
        const after = this.#owed(account) + typed(total);
        const room = this.#limit(account) - after;
        const over_limit = room < 0n;
        return { debtor: this.#view(account), after: text(after), room: text(most(room, 0n)), over_limit };
      },
      debtorAdd: async ({ name, phone, limit, pin }) => {
        admit(pin);
        const { e164 } = parsePhone(phone);
        if (!e164) fail("phone_invalid", "This is not a phone number.", "Type it again.");
        if (this.accounts.some((one) => one.phone === e164))
          fail("debtor_taken", "Somebody with this phone is in the debt book.", "Look them up by their phone.");
        this.#asked.push(`debtor add ${name}`);
        return this.#statement(this.add(name, e164 ?? "", "0", 0, limit));
      },
      debtorLimit: async ({ debtor, limit, pin }) => {
        admit(pin);
        const account = this.#named(debtor);
        account.limit = limitOf(limit);
        this.#asked.push(`debtor limit ${account.name} ${limit ?? "usual"}`);
        return this.#statement(account);
      },
      debtRepay: async ({ debtor, amount }) => {
        const account = this.#named(debtor);
        const owed = this.#owed(account);
        const sum = payable(account, amount);
        write(account, "repaid", sum, null);
        const paid = { owed: text(owed), amount: text(sum), left: text(owed - sum), currency: "ILS" };
        const slip = { via: "receipt", ok: !this.jams, message: this.jams ? "The printer has no paper." : null };
        return { paid: { kind: "repaid", ...paid, debtor_id: debtor }, statement: this.#statement(account), slip };
      },
      debtForgive: async ({ debtor, amount, reason }) => {
        owner();
        const account = this.#named(debtor);
        write(account, "forgiven", payable(account, amount), reason);
        return this.#statement(account);
      },
      debtRemind: async ({ debtor }) => {
        const account = this.#named(debtor);
        this.#asked.push(`remind ${account.name}`);
        return { opened: true, to: account.phone, message: null, hint: null };
      },
      debtUsual: async ({ limit }) => {
        owner();
        this.usual = limitOf(limit);
        this.#asked.push(`debt limit ${limit ?? "closed"}`);
        return this.#book();
      },
    };
  }

  #named(id: string): Account {
    const found = this.accounts.find((one) => one.id === id);
    return found ?? fail("unknown_debtor", "There is no such customer in the debt book.", "Look in the debt book.");
  }

  #sum(account: Account): bigint {
    return account.lines.reduce((sum, line) => sum + (line.kind === "sold" ? line.amount : -line.amount), 0n);
  }

  #owed = (account: Account): bigint => most(this.#sum(account), 0n);
  #limit = (account: Account): bigint => (this.usual === null ? 0n : (account.limit ?? this.usual));

  /** What is open of each sale; payments pay the oldest first. */
  #open(account: Account): { at: string; amount: bigint }[] {
    const paid = account.lines.filter((line) => line.kind !== "sold");
    let left = paid.reduce((sum, line) => sum + line.amount, 0n);
    return account.lines.flatMap((line) => {
      if (line.kind !== "sold") return [];
      const open = most(line.amount - left, 0n);
      left = most(left - line.amount, 0n);
      return open > 0n ? [{ at: line.at, amount: open }] : [];
    });
  }

  #view(account: Account): DebtorView {
    const open = this.#open(account);
    const owed = this.#owed(account);
    const limit = this.#limit(account);
    const oldest = open[0]?.at ?? null;
    return {
      ...{ id: account.id, name: account.name, phone: account.phone, currency: "ILS", owed: text(owed) },
      ...{ credit: text(most(-this.#sum(account), 0n)), limit: text(limit), own_limit: account.limit !== null },
      ...{ room: text(most(limit - owed, 0n)), age: oldest === null ? null : ageOf(oldest), oldest },
      by_age: ages.map((age) => ({ age, amount: this.#ofAge(open, age) })),
      added_at: new Date(Date.now() - 100 * dayMs).toISOString(),
    };
  }

  #ofAge(open: { at: string; amount: bigint }[], age: string): string {
    return text(open.filter((one) => ageOf(one.at) === age).reduce((sum, one) => sum + one.amount, 0n));
  }

  #book(): DebtBookView {
    const all = this.accounts.flatMap((account) => this.#open(account));
    const sorted = [...this.accounts].sort((a, b) => Number(this.#owed(b) - this.#owed(a)));
    return {
      usual: this.usual === null ? null : text(this.usual),
      currency: "ILS",
      owed: text(all.reduce((sum, one) => sum + one.amount, 0n)),
      by_age: ages.map((age) => ({ age, amount: this.#ofAge(all, age) })),
      debtors: sorted.map((account) => this.#view(account)),
    };
  }

  #statement(account: Account): StatementView {
    let balance = 0n;
    const lines = account.lines.map((line) => {
      balance += line.kind === "sold" ? line.amount : -line.amount;
      return { ...line, amount: text(line.amount), balance: text(balance) };
    });
    return { debtor: this.#view(account), lines };
  }
}
