import type { Backend } from "../backend";
import type { BootView, OrderRow, SaleCard, SellLine, UpstreamView } from "../bindings";
import { FakeAccounts } from "./accounts";
import { FakeBackups } from "./backups";
import { FakeBooks } from "./books";
import { Aside } from "./aside";
import { besides } from "./counter";
import { customers } from "./customers";
import { FakeDebts } from "./debts";
import { deciding } from "./deciding";
import { fail, FakeDrawer } from "./drawer";
import { Guards } from "./guards";
import { Ledger } from "./ledger";
import { history } from "./history";
import { upstreams } from "./lamps";
import { latin, minor, quickAmounts, text } from "./money";
import { fitOf, priceOf } from "./prices";
import { find } from "./finding";
import { itemOf, shelf } from "./shelf";
import type { FakeOptions } from "./options";
import { FakeOwner } from "./owner";
import type { Fake } from "./strings";
import { FakePeople } from "./people";
import { parsePhone } from "./phone";
import { Printing } from "./printing";
import { FakePrices } from "./pricing";
import { FakeRefunds, notShown } from "./refunding";
import { FakeTaxes } from "./taxing";
import { FakeReports } from "./reports";
import { held, setup } from "./setup";
import { FakeStock } from "./stock";
import { Slips } from "./slips";
import { onAccount, tendersFor } from "./takings";
import { texting } from "./texting";

export type { FakeOptions } from "./options";
export type { Fake } from "./strings";

/** A till in memory: honest enough for the window's tests and for looking at it in a browser. */
export function makeFake(options: FakeOptions = {}): Fake {
  const ledger = new Ledger();
  const printing = new Printing();
  const slips = new Slips();
  const guards = new Guards(ledger);
  const asked: string[] = [];
  let wrong = 0;
  const aside = new Aside(() => boot.clerk?.name ?? null, asked);
  const drawer = new FakeDrawer(ledger, asked);
  const books = new FakeBooks(ledger, asked);
  const backups = new FakeBackups(asked, options.backupAway);
  const owner = new FakeOwner(asked);
  const pricing = new FakePrices(asked);
  const refunds = new FakeRefunds(asked);
  const taxes = new FakeTaxes(asked);
  const reports = new FakeReports(ledger, asked, taxes);
  const stock = new FakeStock(asked);
  const people = new FakePeople(asked);
  const debts = new FakeDebts(ledger, asked);
  const listeners = new Set<(card: SaleCard) => void>();
  const counters = new Set<(count: number) => void>();
  const watchers = new Set<(upstreams: UpstreamView[]) => void>();
  function leave<T>(all: Set<T>, it: T) {
    return () => void all.delete(it);
  }
  const owns = () => boot.clerk === null || boot.clerk.role === "owner";
  const decides = () => boot.clerk === null || boot.clerk.role !== "clerk";
  const admit = (pin: string | null) => {
    if (decides()) return;
    if (!pin) fail("approval_needed", "This takes a manager.", "A manager enters their PIN.");
    if (latin(pin ?? "") !== options.managerPin) fail("pin_wrong", "This PIN is not right.", "Try again.");
  };
  let boot: BootView = {
    shop_name: "Abu Ali Mobile",
    country: "PS",
    language: "en",
    theme: "light",
    keys: [],
    practice: false,
    currency: "ILS",
    currency_digits: 2,
    locked: options.pin !== undefined,
    clerk: null,
    pin_wait: 0,
    people: [],
    version: "0.1.0",
    printer: "Receipt, 80 mm",
    attention: 0,
    categories: ["games", "mobile", "shopping", "streaming", "voucher", "topup", "brand:PUBG", "brand:Zain"],
    counter: { display: false, whatsapp: true, drawer: true, code_seconds: 60 },
    upstreams,
    ...options.boot,
  };
  const tell = (card: SaleCard) => listeners.forEach((listen) => listen(card));
  const rowOf = (id: string): OrderRow =>
    ledger.rows.find((row) => row.order.id === id) ?? fail("unknown_order", "No such order.", "Look in Orders.");

  const backend: Backend = {
    boot: async () => {
      held(options, boot.clerk !== null);
      return { ...boot, attention: ledger.matters().length };
    },
    unlock: async ({ pin, name }) => {
      if (boot.pin_wait > 0 && !name) fail("pin_locked", "Too many wrong PINs.", "Wait.");
      if (latin(pin) !== options.pin) {
        wrong += 1;
        // The fifth wrong one costs, as in the till.
        if (wrong > 4) boot = { ...boot, pin_wait: 30, people: ["Sami", "Mona"] };
        fail("pin_wrong", "This PIN belongs to nobody.", "Try again, or ask the owner.");
      }
      return (boot = {
        ...boot,
        locked: false,
        pin_wait: 0,
        people: [],
        attention: ledger.matters().length,
        clerk: { name: name ?? "Sami", role: "clerk", colour: 0 },
      });
    },
    lock: async () => (boot = { ...boot, locked: true }),
    setPreferences: async ({ language, theme }) =>
      (boot = { ...boot, language: language ?? boot.language, theme: theme ?? boot.theme }),
    setKeys: async ({ keys }) => (boot = { ...boot, keys }),
    search: async (request) => find(request, parsePhone, options.bare ? [] : shelf),
    ...aside.commands,
    barcode: async ({ barcode }) => shelf.find((one) => one.barcode === barcode)?.tile ?? null,
    tile: async ({ product_id }) => itemOf(product_id)?.tile ?? null,
    basket: async ({ lines }) => {
      const priced = lines.map((line) => {
        const fit = fitOf(line);
        const region = itemOf(line.product_id)?.region ?? null;
        const refund = itemOf(line.product_id)?.tile.product.kind === "voucher" ? notShown : null;
        const [unit_price = null, total = null] =
          fit === "fine" ? [1, line.quantity].map((n) => text(priceOf(line) * BigInt(n))) : [];
        return { ...line, fit, unit_price, total, region, refund, ahead: stock.away(line) };
      });
      const total = priced.reduce((sum, line) => sum + (minor(line.total ?? "") ?? 0n), 0n);
      return {
        short: options.short && priced.length ? options.short : null,
        lines: priced,
        total: text(total),
        currency: "ILS",
        quick_amounts: quickAmounts(total),
        tenders: [...tendersFor(total), ...(debts.usual === null ? [] : [onAccount(total)])],
      };
    },
    change: async ({ total, received }) => {
      const given =
        minor(received) ?? fail("bad_amount", "This is not an amount.", "Type digits, such as 50 or 49.50.");
      const rest = given - (minor(total) ?? 0n);
      return { enough: rest >= 0n, received: text(given), change: text(rest < 0n ? 0n : rest) };
    },
    parsePhone: async ({ phone }) => parsePhone(phone),
    check: async (line: SellLine) => {
      const target = latin(line.phone ?? Object.values(line.fields)[0] ?? "");
      if (target.endsWith("000"))
        return { ok: false, nickname: null, unit_cost: null, message: "No account has this number." };
      return { ok: true, nickname: "NoorTheFox", unit_cost: null, message: null };
    },
    sell: async (request) => {
      asked.push(`sell ${request.token}`);
      if (request.card) asked.push(`card ${Object.values(request.card).join(" ")}`);
      const fates = request.lines.map((line) => itemOf(line.product_id)?.fate);
      guards.judge(request.token, request.lines);
      if (fates.includes("lost")) throw new Error("the connection to the till broke");
      if (fates.includes("earlier") && !request.again)
        fail(
          "unfinished_order_exists",
          "The same product was just sold and is not finished.",
          "Wait for its result before selling again.",
        );
      return debts.sell(request, admit);
    },
    sale: async ({ sale_id }) => debts.card(sale_id),
    giveUp: async ({ sale_id }) => {
      asked.push(`give up ${sale_id}`);
      const card = ledger.giveUp(sale_id);
      tell(card);
      return card;
    },
    reveal: async ({ order_id, pin }) => {
      const beyond = "A clerk gives out at most 20 codes again within an hour.";
      people.reveals(order_id, boot.clerk, () =>
        pin ? admit(pin) : fail("custody_limit", beyond, "A manager lets one more pass."),
      );
      asked.push(`reveal ${order_id}`);
      return ledger.codes(order_id);
    },
    ...printing.commands(rowOf, asked),
    ...slips.commands(printing, decides, asked),
    ...guards.commands(admit, asked),
    ...customers(ledger, guards, parsePhone, () => boot.clerk?.role ?? "owner"),
    ...texting(rowOf, asked, options.sms),
    ...history(ledger, asked, refunds, admit, tell),
    order: async ({ order_id }) => structuredClone(rowOf(order_id)),
    ...deciding({ ledger, books, asked, admit, decides, tell, rowOf }),
    ...refunds.commands(decides, owns),
    ...taxes.commands(decides, owns),
    ...pricing.commands(decides, () => boot.clerk?.name ?? null),
    ...stock.commands(decides, owns, tell),
    ...reports.commands(decides, owns),
    ...drawer.commands(admit, decides, () => boot.clerk?.name ?? null),
    ...books.commands(admit, decides, rowOf),
    ...debts.commands(admit, () => boot.clerk?.role ?? "owner"),
    ...backups.commands(decides, () => boot.clerk?.role ?? null),
    ...owner.commands(decides, () => boot.clerk?.role ?? null),
    ...people.commands({ get: () => boot, keep: (frame) => (boot = frame) }),
    upstreams: async () => boot.upstreams,
    ...setup(
      options.setup ?? null,
      asked,
      () => boot,
      (frame) => (boot = frame),
      backups.restoring,
    ),
    ...new FakeAccounts().commands(() => boot, asked),
    ...besides({ asked, admit, rowOf, parsePhone, fail, frame: () => boot, keep: (frame) => (boot = frame) }),
    onSaleChanged: async (handler) => leave(listeners.add(handler), handler),
    onAttentionChanged: async (handler) => leave(counters.add(handler), handler),
    onUpstreamsChanged: async (handler) => leave(watchers.add(handler), handler),
  };
  const settle: Fake["settle"] = (saleId, state) => tell(ledger.settle(saleId, state));
  const pay: Fake["pay"] = (saleId) => tell(ledger.pay(saleId));
  const call = () => counters.forEach((listen) => listen(ledger.matters().length));
  const lamps: Fake["lamps"] = (upstreams, page) => {
    boot = { ...boot, upstreams };
    if (page) watchers.forEach((listen) => listen(upstreams));
  };
  return {
    ...backend,
    ledger,
    aside,
    drawer,
    books,
    backups,
    owner,
    printing,
    slips,
    reports,
    pricing,
    stocked: stock,
    staff: people,
    debts,
    gate: guards,
    asked,
    settle,
    pay,
    call,
    lamps,
  };
}
