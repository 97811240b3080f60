import type { OrderView, PageView, SellRequest, SaleCard, SoldLine, TenderOption } from "../bindings";
import { minor, text } from "./money";
import { qr_path, qr_side } from "./qr";

/** The processors of the fake's shop, and what a sum is there: 3.70 shekels to the dollar. */
export function tendersFor(total: bigint): TenderOption[] {
  const amount = text((total * 100n + 185n) / 370n);
  const at = { amount, currency: "USD", message: null };
  return [
    { processor: "payerly", kind: "payerly", flow: "page", ...at },
    { processor: "card", kind: "mpg", flow: "keyed", ...at },
  ];
}

/** On account, where the fake's owner sells so. */
export const onAccount = (total: bigint): TenderOption => ({
  processor: "debt",
  kind: "debt",
  flow: "account",
  amount: text(total),
  currency: "ILS",
  message: null,
});

const page = (id: string): PageView => ({
  url: `https://pay.example/o/${id}`,
  until: new Date(Date.now() + 15 * 60_000).toISOString(),
  qr_side,
  qr_path,
});

type Tender = SaleCard["sale"]["tender"];
type Taking = { tender: Tender; page: PageView | null };

/** How a sale begins to be paid. */
export function takingOf(request: SellRequest, id: string, total: string): Taking {
  const option = tendersFor(minor(total) ?? 0n).find((one) => one.processor === request.tender);
  if (!option)
    return {
      tender: {
        kind: request.tender === "debt" ? "debt" : "cash",
        processor: null,
        state: "paid",
        amount: total,
        currency: "ILS",
        pay_url: null,
      },
      page: null,
    };
  const own = option.flow === "page" ? page(id) : null;
  const tender: Tender = {
    kind: option.kind,
    processor: option.processor,
    state: own ? "pending" : "paid",
    amount: option.amount ?? total,
    currency: option.currency ?? "ILS",
    pay_url: own?.url ?? null,
  };
  return { tender, page: own };
}

/** The cash that goes back for what was refused. */
export function returned({ sale }: SaleCard, orders: OrderView[]): string | null {
  const refused = orders.filter((order) => order.state === "refused");
  const sum = refused.reduce((back, order) => back + (minor(order.price) ?? 0n), 0n);
  return sum && sale.tender.kind === "cash" ? text(sum) : null;
}

/** A sale's orders as they lay in the basket: one product for one customer. */
export function linesOf(card: SaleCard): SoldLine[] {
  const facts = ({ product_id, phone, fields }: OrderView) => JSON.stringify([product_id, phone, fields]);
  const lines: OrderView[][] = [];
  for (const order of card.sale.orders) {
    const [line] = lines.slice(-1);
    if (line?.[0] && facts(line[0]) === facts(order)) line.push(order);
    else lines.push([order]);
  }
  return lines.map((orders) => ({
    product_id: orders[0]?.product_id ?? "",
    orders: orders.map((order) => order.id),
    delivered: orders.filter((order) => order.state === "delivered").length,
    give_back: returned(card, orders),
  }));
}
