import type { Language, RestoringView, SetupStep, Theme } from "../bindings";
import { inArabic } from "./arabic";
import { busyMonth } from "./busy";
import { type Fake, makeFake } from "./fake";
import { troubled } from "./lamps";
import { type Fault, noPaper } from "./printing";

const sold = [5001, 5004, 5007, 5011, 5005, 5014, 5012, 5010, 5024, 5004, 5008, 5013, 5001, 5022, 5017];
const atThisHour = [5004, 5001, 5007, 5005, 5014, 5010, 5025, 5002, 5022, 5017, 5011, 5018];
const minutesBetween = 7;
const settlesEveryMs = 4000;
const broken: Fault = {
  trouble: "interrupted",
  message: "it broke off in the middle",
  hint: "Look at the paper first: the slip may be out. Then check the cable and print again; it will be headed COPY.",
  may_have_printed: true,
};

const restoring: Record<Language, RestoringView> = {
  en: { text: "Opening the backup", detail: "34.5 of 103.0 MB", percent: 33, may_stop: true },
  ar: { text: "نفتح النسخة الاحتياطية", detail: "34.5 من 103.0 ميغابايت", percent: 33, may_stop: true },
};

/** A day's worth of orders behind a fake till; the address chooses language, theme and lock. */
export function demo(search: string): Fake {
  const wanted = new URLSearchParams(search);
  const boot = {
    language: (wanted.get("language") ?? "en") as Language,
    theme: (wanted.get("theme") ?? "light") as Theme,
    practice: wanted.has("practice"),
    clerk: { name: "Sami", role: wanted.get("role") ?? "clerk", colour: 0 },
  };
  const backupAway = wanted.has("away");
  const setup = wanted.get("setup") as SetupStep | null;
  const fake = makeFake({
    boot: setup ? { ...boot, clerk: null } : boot,
    backupAway,
    managerPin: "7777",
    stuck: wanted.has("stuck"),
    bare: wanted.has("bare"),
    ...(setup ? { setup } : {}),
    ...(wanted.has("pin") ? { pin: wanted.get("pin") ?? "" } : {}),
  });
  if (!wanted.has("empty")) fill(fake);
  guard(fake, wanted.get("guards"));
  if (!wanted.has("empty")) fake.aside.learned = atThisHour.map((item) => `palcards:${item}`);
  if (wanted.has("debts")) owing(fake);
  if (wanted.has("shift")) shifts(fake);
  if (!wanted.has("empty")) print(fake);
  if (wanted.has("busy")) busyMonth(fake);
  if (wanted.has("untold")) fake.owner.miss();
  if (wanted.has("bare")) fake.printing.printers = [];
  if (wanted.has("trouble")) fake.lamps(troubled);
  if (wanted.has("restoring")) fake.backups.restoring.view = restoring[boot.language];
  // What is unfinished ends one by one, the oldest first.
  if (wanted.has("settles")) setInterval(() => settleOldest(fake), settlesEveryMs);
  if (wanted.has("news")) {
    const [refused] = fake.ledger.rows.filter((row) => row.order.state === "refused");
    const [delivered] = fake.ledger.rows.filter((row) => row.order.state === "delivered");
    const kind = wanted.get("news") === "candidate" ? "late_candidate" : "late_delivery";
    if (refused) fake.ledger.news.set(refused.order.id, kind);
    const other = { found: "imported", text: "text_failed" } as const;
    const asked = wanted.get("news") as keyof typeof other;
    if (delivered) fake.ledger.news.set(delivered.order.id, other[asked] ?? "taken_back");
    if (asked === "found") fake.books.strays[0] = { ...fake.books.strays[0]!, needs_person: true };
  }
  return boot.language === "ar" ? inArabic(fake) : fake;
}

function fill(fake: Fake): void {
  sold.forEach((item, index) => {
    const at = new Date(Date.now() - (sold.length - index) * minutesBetween * 60_000);
    const phone = [5004, 5005].includes(item) ? `+97059912345${index % 10}` : null;
    const line = { product_id: `palcards:${item}`, quantity: 1, phone, fields: {}, amount: null };
    fake.ledger.sell(
      { token: `demo-${index}`, lines: [line], tender: null, card: null, received: null, again: true },
      at,
    );
  });
}

/** What stands in the way of the next sale. */
function guard({ gate, ledger }: Fake, what: string | null): void {
  const phone = "+970599123456";
  if (what === "near" || what === "same") gate.remembered.add(phone);
  if (what === "same") {
    const line = { product_id: "palcards:5004", quantity: 1, phone, fields: {}, amount: null };
    const at = new Date(Date.now() - minutesBetween * 60_000);
    ledger.sell({ token: "guard", lines: [line], tender: null, card: null, received: null, again: true }, at);
  }
  if (what === "region") {
    gate.countries.set("palcards:5007", ["US"]);
    gate.risen.add("palcards:5007");
  }
  if (what === "cost") gate.costs.set("palcards:5001", "40.00");
}

/** A debt book as a shop has it: some owe for long, one owes nothing. */
function owing({ debts }: Fake): void {
  debts.usual = 20_000n;
  debts.add("Abu Khaled", "+970599123456", "76.00", 3);
  const old = debts.add("أم يوسف", "+970598222333", "180.00", 44);
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  // A card that did not work went back, and later a part was paid.
  const [first] = old.lines;
  if (first) {
    const card = { ...first, at: ago(45), amount: 3_800n };
    old.lines.unshift(card, { ...card, kind: "taken_off", clerk: "Mona", reason: "الرمز لم يعمل" });
  }
  old.lines.push({ kind: "repaid", at: ago(9), amount: 5_000n, sale_id: null, clerk: "Mona", reason: null });
  debts.add("Samer Haddad", "+970597444555", "415.50", 120, "500.00");
  debts.add("Nabil", "+970592777888", "38.00", 15);
  debts.add("Rania Saleh", "+970595000111", "0");
}

/** Two shifts that are over, and a third that is open. */
function shifts({ drawer, ledger }: Fake): void {
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  drawer.begin(20_000n, hoursAgo(40));
  drawer.close(20_000n, "Mona");
  drawer.begin(20_000n, hoursAgo(18));
  drawer.pay(true, 5_000n, "Change", "Sami");
  drawer.close(24_950n, "Mona");
  drawer.begin(30_000n, hoursAgo(6));
  if (drawer.open) drawer.open.from = Math.max(0, ledger.sales.size - 12);
  drawer.pay(true, 5_000n, "Change from the bank", "Mona");
  drawer.pay(false, 1_250n, "Supplies", "Mona");
}

/** A morning's print queue: most came out, one is uncertain, one printer has no paper. */
function print(fake: Fake): void {
  const delivered = fake.ledger.rows.filter((row) => row.order.state === "delivered").reverse();
  const at = (index: number) => new Date(Date.now() - (delivered.length - index) * minutesBetween * 60_000);
  delivered.forEach((row, index) => {
    const last = delivered.length - 1 - index;
    if (last === 3) fake.printing.faults.set("receipt", broken);
    if (last === 1) fake.printing.faults.set("receipt", noPaper);
    fake.printing.print("slip", last === 2 ? "kitchen" : "receipt", row, at(index));
    if (last !== 1) fake.printing.faults.clear();
  });
  fake.printing.print("test", "files", null);
}

function settleOldest(fake: Fake): void {
  const open = [...fake.ledger.sales.values()].find(({ sale }) => ["waiting", "unknown"].includes(sale.state));
  if (open) fake.settle(open.sale.id, open.sale.state === "waiting" ? "refused" : "delivered");
}
