import type { Backend } from "../backend";
import type { KnownCustomer, OperatorView, PhoneView } from "../bindings";
import { fail } from "./drawer";
import type { Guards } from "./guards";
import type { Ledger } from "./ledger";
import { itemOf, shelf } from "./shelf";

const shown = 3;
const operators = [
  { brand: "Jawwal", name: { en: "Jawwal", ar: "جوال" }, prefix: "+97059" },
  { brand: "Ooredoo", name: { en: "Ooredoo", ar: "أوريدو" }, prefix: "+97056" },
];

type Named = "customer" | "customerRemember" | "customerErase" | "topUps";

/** Customers by their number, remembered only where they agreed. */
export function customers(
  ledger: Ledger,
  guards: Guards,
  parsePhone: (typed: string) => PhoneView,
  role: () => string,
): Pick<Backend, Named> {
  const read = (typed: string) =>
    parsePhone(typed).e164 ?? fail("phone_invalid", "This cannot be a phone number.", "Enter it again.");
  const erases = () => role() === "owner";
  const known = (phone: string): KnownCustomer => {
    if (!guards.remembered.has(phone))
      return { remembered: false, sales: 0, last_at: null, orders: [], erases: erases() };
    const rows = ledger.rows.filter((row) => row.order.phone === phone);
    const orders = rows.slice(0, shown).map(({ order, product, amount, amount_currency }) => {
      const earlier = { order_id: order.id, at: order.created_at, state: order.state, clerk: "Sami" };
      const { fields } = order;
      const given = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value ?? ""]));
      return {
        earlier,
        name: product.name,
        amount,
        amount_currency,
        fields: given,
        tile: itemOf(order.product_id)?.tile ?? null,
      };
    });
    const sales = new Set(rows.map((row) => row.order.sale_id)).size;
    return { remembered: true, sales, last_at: rows[0]?.order.created_at ?? null, orders, erases: erases() };
  };
  return {
    customer: async ({ phone }) => known(read(phone)),
    customerRemember: async ({ phone, agreed }) => {
      const own = read(phone);
      if (agreed) guards.remembered.add(own);
      else guards.remembered.delete(own);
      return known(own);
    },
    customerErase: async ({ phone }) => {
      const own = read(phone);
      if (!erases()) fail("not_allowed", "This takes the owner.", "Ask the owner.");
      guards.remembered.delete(own);
      const rows = ledger.rows.filter((row) => row.order.phone === own);
      for (const row of rows) row.order.phone = null;
      return { erased: rows.length, left: 0 };
    },
    topUps: async ({ phone }) => {
      const own = read(phone);
      const views: OperatorView[] = operators.map(({ brand, name, prefix }) => ({
        name,
        suggested: own.startsWith(prefix),
        tiles: shelf.map((one) => one.tile).filter((tile) => tile.product.brand === brand && tile.needs_phone),
      }));
      return { operators: views.sort((a, b) => Number(b.suggested) - Number(a.suggested)) };
    },
  };
}
