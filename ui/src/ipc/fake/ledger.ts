import type {
  AttentionCard,
  Matter,
  OrderRow,
  OrderState,
  SaleCard,
  SaleState,
  SecretView,
  SellLine,
  SellRequest,
} from "../bindings";
import { minor, text } from "./money";
import { priceOf } from "./prices";
import { type Fate, itemOf } from "./shelf";
import { linesOf, returned, takingOf } from "./takings";

const ends: Record<Fate, OrderState> = {
  delivered: "delivered",
  refused: "refused",
  waiting: "waiting",
  unknown: "unknown",
  needs_attention: "needs_attention",
  earlier: "delivered",
  lost: "delivered",
};
const stories: Record<OrderState, string> = {
  prepared: "Written down.",
  waiting: "The supplier is working on it.",
  unknown: "The answer was lost; looking it up.",
  needs_attention: "Looked everywhere; two of the supplier’s orders could be ours.",
  delivered: "Delivered by the supplier.",
  refused: "The supplier refused: the wallet is empty. Nothing was charged.",
  refunded: "Taken back by the supplier.",
};

const mask = (value: string): string =>
  `••••${value.length > 8 ? value.slice(-4) : value.length > 4 ? value.slice(-2) : ""}`;

/** Least certain first, as the contract orders them. */
function stateOf(states: OrderState[]): SaleState {
  for (const open of ["needs_attention", "unknown", "waiting", "prepared"] as const)
    if (states.includes(open)) return open;
  const first = states[0] ?? "delivered";
  return states.every((state) => state === first) ? first : "partly_delivered";
}

function candidatesOf(row: OrderRow, matter: Matter): string[] {
  if (matter === "late_candidate") return ["PC-88111"];
  return matter === "decide" && row.product.kind === "voucher" ? ["PC-88101", "PC-88107"] : [];
}

/** Sales and orders of the fake, with the codes that only `reveal` gives out. */
export class Ledger {
  readonly sales = new Map<string, SaleCard>();
  readonly rows: OrderRow[] = [];
  /** Late truths that nobody has read yet. */
  readonly news = new Map<string, Matter>();
  readonly #codes = new Map<string, SecretView[]>();
  readonly #byToken = new Map<string, string>();

  sell(request: SellRequest, now = new Date()): SaleCard {
    const known = this.#byToken.get(request.token);
    if (known) return this.card(known);
    const id = `S-${1000 + this.sales.size}`;
    const onPage = takingOf(request, id, "0.00").page !== null;
    const rows = request.lines.flatMap((line) =>
      Array.from({ length: line.quantity }, () => this.#order(id, line, now, onPage)),
    );
    const total = text(rows.reduce((sum, row) => sum + (minor(row.order.price) ?? 0n), 0n));
    const { tender, page } = takingOf(request, id, total);
    const sale = {
      id,
      state: stateOf(rows.map((row) => row.order.state)),
      tender,
      orders: rows.map((row) => row.order),
      hand_overs: [],
      total,
      currency: "ILS",
      created_at: now.toISOString(),
    };
    const products = rows.map((row) => row.product);
    const names = products.filter((one, at) => products.findIndex((same) => same.product_id === one.product_id) === at);
    const none = { give_back: null, tender_message: null, card_field: null, owes: null };
    const card = { sale, products: names, lines: [], page, ...none };
    this.sales.set(id, card);
    this.#byToken.set(request.token, id);
    return this.card(id);
  }

  card(id: string): SaleCard {
    const card = this.sales.get(id);
    if (!card) throw new Error(`no sale ${id}`);
    return structuredClone({ ...card, lines: linesOf(card), give_back: returned(card, card.sale.orders) });
  }

  /** The customer pays on the page, and what was paid for is bought. */
  pay(saleId: string): SaleCard {
    const card = this.#offPage(saleId, "paid");
    for (const row of this.rows.filter((one) => one.order.sale_id === saleId))
      this.#end(row, ends[itemOf(row.order.product_id)?.fate ?? "delivered"]);
    this.#refresh(saleId);
    return this.card(card.sale.id);
  }

  /** The customer backs out of the page. */
  giveUp(saleId: string): SaleCard {
    const card = this.#offPage(saleId, "expired");
    const message = "The payment was cancelled at the shop. Nothing was bought.";
    card.tender_message = message;
    for (const row of this.rows.filter((one) => one.order.sale_id === saleId)) {
      this.#end(row, "refused");
      row.order.message = message;
    }
    this.#refresh(saleId);
    card.sale.state = "cancelled";
    return this.card(saleId);
  }

  #offPage(saleId: string, state: string): SaleCard {
    const card = this.sales.get(saleId);
    if (!card) throw new Error(`no sale ${saleId}`);
    card.page = null;
    card.sale.tender.state = state;
    return card;
  }

  /** What needs a person, oldest first. */
  matters(): AttentionCard[] {
    const card = (row: OrderRow, matter: Matter): AttentionCard => ({
      row: structuredClone(row),
      matter,
      since: row.order.created_at,
      sold_by: "Sami",
      candidates: candidatesOf(row, matter),
      together: 1,
      amount: row.order.price,
      cash: true,
      on_account: false,
      texted_to: matter.startsWith("text_") ? "+970 599 123 456" : null,
    });
    const undecided = this.rows.filter((row) => row.order.state === "needs_attention").reverse();
    const news = [...this.news].map(([id, matter]) => card(this.row(id), matter));
    return [...undecided.map((row) => card(row, "decide")), ...news];
  }

  row(id: string): OrderRow {
    const row = this.rows.find((one) => one.order.id === id);
    if (!row) throw new Error(`no order ${id}`);
    return row;
  }

  settle(saleId: string, state: OrderState): SaleCard {
    for (const row of this.rows.filter((one) => one.order.sale_id === saleId && one.order.state !== "delivered"))
      this.#end(row, state);
    this.#refresh(saleId);
    return this.card(saleId);
  }

  /** One order by itself, as a person decides it. */
  decide(orderId: string, state: OrderState, message: string): SaleCard {
    const row = this.row(orderId);
    this.#end(row, state);
    row.order.message = message;
    this.#refresh(row.order.sale_id);
    return this.card(row.order.sale_id);
  }

  /** What a person says about the late candidates of a refused order, which stays refused. */
  decideLate(orderId: string, ours: string | null): SaleCard {
    this.news.delete(orderId);
    this.row(orderId).order.provider_order_id = ours;
    return this.card(this.row(orderId).order.sale_id);
  }

  #end(row: OrderRow, state: OrderState): void {
    row.order.state = state;
    row.order.finished_at = new Date().toISOString();
    row.order.message = state === "refused" ? stories.refused : null;
    if (state === "delivered") row.order.secrets = this.#masked(row.order.id);
  }

  #refresh(saleId: string): void {
    const card = this.sales.get(saleId);
    if (!card) return;
    const own = this.rows.filter((row) => row.order.sale_id === saleId);
    card.sale.orders = own.map((row) => row.order).reverse();
    card.sale.state = stateOf(card.sale.orders.map((order) => order.state));
  }

  codes(orderId: string): SecretView[] {
    return this.#codes.get(orderId) ?? [];
  }

  #masked(orderId: string): SecretView[] {
    const open = ["serial", "expiry"];
    return this.codes(orderId).map(({ label, value }) => ({
      label,
      value: open.includes(label) ? value : mask(value),
    }));
  }

  #order(saleId: string, line: SellLine, now: Date, onPage: boolean): OrderRow {
    const { product_id: productId, phone, fields } = line;
    const found = itemOf(productId);
    if (!found) throw new Error(`no product ${productId}`);
    const { product } = found.tile;
    const number = 40212 + this.rows.length;
    const id = `O-${number}`;
    const state = onPage ? "prepared" : ends[found.fate];
    if (product.kind === "voucher") {
      const code = `7KQX9M2RT4HB${String(number).slice(-4)}`;
      this.#codes.set(id, [
        { label: "code", value: code },
        { label: "serial", value: `009844127${number}` },
      ]);
    }
    const at = now.toISOString();
    const row: OrderRow = {
      order: {
        id,
        sale_id: saleId,
        supplier: "palcards",
        product_id: productId,
        state,
        provider_order_id: ["delivered", "waiting"].includes(state) ? `PC-88${number}` : null,
        provider_state: { delivered: "success", waiting: "pending" }[state as string] ?? null,
        reference: `RSD-${number}-7F3A`,
        cost: null,
        cost_currency: null,
        price: text(priceOf(line)),
        price_currency: "ILS",
        phone,
        fields,
        secrets: state === "delivered" ? this.#masked(id) : [],
        created_at: at,
        finished_at: state === "delivered" ? at : null,
        message: state === "refused" || state === "needs_attention" ? stories[state] : null,
        copies: 0,
        events: [],
      },
      product: { product_id: productId, kind: product.kind, name: product.name },
      amount: line.amount,
      amount_currency: line.amount === null ? null : (found.tile.choice?.currency ?? null),
      story: [...["Sold for cash.", "Sent to the supplier.", stories[state]].map((text) => ({ at, text }))],
    };
    this.rows.unshift(row);
    return row;
  }
}
