import { type Commands, Failure } from "../backend";
import type { CashView, ControlView, DrawerView, PaymentView, ReportView, ShiftView } from "../bindings";
import type { Ledger } from "./ledger";
import { latin, minor, text } from "./money";

type Shift = { number: number; opened_at: string; float: bigint; from: number; payments: PaymentView[] };
type Admit = (pin: string | null) => void;
type ShiftCommands = "shift" | "shiftCount" | "shiftOpen" | "shiftPay" | "shiftClose" | "shiftReports" | "shiftPrint";

const pieces = ["200", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.10"];
const control: ControlView = {
  voids: 0,
  refunds: 0,
  reprints: 1,
  reveals: 2,
  no_sales: 0,
  overrides: 0,
  wrong_pins: 0,
  approvals: 0,
  against_rule: 0,
  price_changes: 0,
  forgiven: 0,
  by_clerk: [
    {
      clerk: "Sami",
      voids: 0,
      refunds: 0,
      reprints: 1,
      reveals: 2,
      no_sales: 0,
      overrides: 0,
      wrong_pins: 0,
      approvals: 0,
      against_rule: 0,
      price_changes: 0,
      forgiven: 0,
    },
  ],
};
/** The till says no. */
export const fail = (code: string, message: string, hint: string): never => {
  throw new Failure({ code, message, hint });
};

/** A drawer in memory for the shop's own currency. */
export class FakeDrawer {
  readonly #ledger: Ledger;
  readonly #asked: string[];
  open: Shift | null = null;
  readonly zs: ReportView[] = [];

  constructor(ledger: Ledger, asked: string[]) {
    this.#ledger = ledger;
    this.#asked = asked;
  }

  commands(admit: Admit, decides: () => boolean, clerk: () => string | null): Pick<Commands, ShiftCommands> {
    const view = (): ShiftView => this.#view(decides());
    const needed = () => this.open ?? fail("no_shift", "No shift is open.", "Open one.");
    return {
      shift: async () => view(),
      shiftCount: async ({ pieces: counted }) => {
        const sum = counted.reduce((sum, piece) => {
          const count = latin(piece.count.trim()) || "0";
          if (!/^\d+$/.test(count)) fail("amount_invalid", "This is not an amount.", "Type digits.");
          return sum + (minor(piece.worth) ?? 0n) * BigInt(count);
        }, 0n);
        return text(sum);
      },
      shiftOpen: async ({ cash }) => {
        if (this.open) fail("shift_open", "A shift is open already.", "Close it first.");
        this.begin(amountOf(cash));
        this.#asked.push(`shift open ${text(amountOf(cash))}`);
        return view();
      },
      shiftPay: async ({ comes, cash, reason, pin }) => {
        if (!comes) admit(pin);
        if (!reason.trim()) fail("payment_reason_missing", "Nobody said why.", "Write why.");
        this.pay(comes, amountOf([cash]), reason, clerk());
        return view();
      },
      shiftClose: async ({ cash, note, pin }) => {
        admit(pin);
        const z = this.#report(needed(), amountOf(cash), note, clerk());
        this.zs.unshift(z);
        this.open = null;
        this.#asked.push(`shift close ${z.drawer[0]?.counted ?? ""}`);
        return z;
      },
      shiftReports: async ({ before, limit }) =>
        decides() ? this.zs.filter((z) => before === null || z.number < before).slice(0, limit) : [],
      shiftPrint: async ({ number }) => {
        this.#asked.push(`shift print ${number ?? "x"}`);
        return { via: "receipt", ok: true, message: null };
      },
    };
  }

  begin(float: bigint, at = new Date()): void {
    const number = this.zs.length + 1;
    this.open = { number, opened_at: at.toISOString(), float, from: this.#ledger.sales.size, payments: [] };
  }

  pay(comes: boolean, amount: bigint, reason: string, clerk: string | null): void {
    const at = new Date().toISOString();
    const kind = comes ? "pay_in" : "pay_out";
    this.open?.payments.push({ kind, at, amount: text(amount), currency: "ILS", clerk, reason });
  }

  /** Closes the shift as if `counted` had been counted. */
  close(counted: bigint, clerk: string | null): void {
    if (this.open) this.zs.unshift(this.#report(this.open, counted, null, clerk));
    this.open = null;
  }

  #view(manages: boolean): ShiftView {
    const shift = this.open;
    if (!shift) return { open: null, pieces, others: ["JOD", "USD"], manages };
    const report = this.#report(shift, null, null, null);
    const open = {
      number: shift.number,
      opened_at: shift.opened_at,
      clerk: "Sami",
      floats: [{ currency: "ILS", amount: text(shift.float) }],
      sales: report.sales.count,
      units: report.sales.units,
      payments: shift.payments,
      unfinished: report.unfinished,
      control,
      report: manages ? report : null,
    };
    return { open, pieces, others: ["JOD", "USD"], manages };
  }

  #report(shift: Shift, counted: bigint | null, note: string | null, clerk: string | null): ReportView {
    const cards = [...this.#ledger.sales.values()].slice(shift.from);
    const of = (kind: string) =>
      shift.payments
        .filter((payment) => payment.kind === kind)
        .reduce((sum, payment) => sum + (minor(payment.amount) ?? 0n), 0n);
    const sold = cards.reduce((sum, { sale }) => sum + (minor(sale.total) ?? 0n), 0n);
    const back = cards
      .flatMap(({ sale }) => sale.orders)
      .filter((order) => order.state === "refused")
      .reduce((sum, order) => sum + (minor(order.price) ?? 0n), 0n);
    const [ins, outs] = [of("pay_in"), of("pay_out")];
    const expected = shift.float + sold + ins - back - outs;
    const drawer: DrawerView = {
      currency: "ILS",
      float: text(shift.float),
      cash_in: text(sold + ins),
      cash_out: text(back + outs),
      sales: text(sold),
      pay_ins: text(ins),
      refunds: text(back),
      pay_outs: text(outs),
      expected: text(expected),
      counted: counted === null ? null : text(counted),
      difference: counted === null ? null : text(counted - expected),
    };
    const orders = cards.flatMap(({ sale }) => sale.orders);
    const open = orders.filter((order) => ["waiting", "unknown", "needs_attention"].includes(order.state));
    const none = { count: 0, amount: "0.00" };
    const now = new Date().toISOString();
    return {
      kind: counted === null ? "x" : "z",
      number: shift.number,
      opened_at: shift.opened_at,
      closed_at: counted === null ? null : now,
      clerk: "Sami",
      closed_by: clerk,
      drawn_at: now,
      sales: {
        count: cards.length,
        units: orders.length,
        currency: "ILS",
        gross: text(sold),
        refused: { count: orders.filter((order) => order.state === "refused").length, amount: text(back) },
        refunds: none,
        net: text(sold - back),
        before_opening: none,
        found_after_restore: null,
        found_unpriced: 0,
        cancelled: 0,
        by_kind: [],
        by_supplier: [],
        by_category: [],
        by_product: [],
      },
      tenders: [
        { tender: "cash", currency: "ILS", amount: text(sold - back), taken: text(sold), given_back: text(back) },
      ],
      drawer: [drawer],
      payments: shift.payments,
      wallets: [],
      stock: [],
      unfinished: {
        count: open.length,
        amount: "0.00",
        currency: "ILS",
        oldest: null,
        needs_attention: 0,
        money_due_back: 0,
        not_handed_over: 2,
      },
      control,
      rates: [],
      profit: null,
      note,
      journal: "48213-9f0c41d2",
      till: "ABU001",
      version: "0.1.0",
    };
  }
}

function amountOf(cash: CashView[]): bigint {
  const own = cash.find((one) => one.currency === "ILS")?.amount ?? "";
  return minor(own) ?? fail("amount_invalid", "This is not an amount.", "Type digits, such as 50 or 49.50.");
}
