// Placeholder of the generated file; the generator overwrites it with the same names and shapes.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

export type OrderState = "prepared" | "waiting" | "unknown" | "needs_attention" | "delivered" | "refused" | "refunded";
export type SaleState = OrderState | "partly_delivered" | "cancelled";
export type ProductKind = "voucher" | "topup";
export type Language = "en" | "ar";
export type Theme = "light" | "dark";
export type LocalName = { en: string; ar: string };
export type RequiredInfo = { key: string; label: LocalName | null; pattern: string | null };
export type ProductView = {
  id: string; supplier: string; item: string; kind: ProductKind; name: LocalName; brand: string | null;
  face_value: string | null; face_currency: string | null; cost: string | null; cost_currency: string | null;
  price: string | null; price_currency: string | null; min: string | null; max: string | null; step: string | null;
  required_info: RequiredInfo[]; active: boolean;
};
/** A product as the sell screen needs it. */
export type TileView = { product: ProductView; category: string | null; has_preflight: boolean; needs_phone: boolean };
export type SecretView = { label: string; value: string };
export type EventView = { at: string; kind: string; clerk: string | null; detail: string | null };
export type OrderView = {
  id: string; sale_id: string; supplier: string; product_id: string; state: OrderState; provider_order_id: string | null;
  provider_state: string | null; reference: string | null; cost: string | null; cost_currency: string | null; price: string;
  price_currency: string; phone: string | null; fields: { [key in string]: string }; secrets: SecretView[];
  created_at: string; finished_at: string | null; message: string | null; copies: number; events: EventView[];
};
export type TenderView = { kind: string; processor: string | null; state: string; amount: string; currency: string; pay_url: string | null };
export type HandOverView = { via: string; ok: boolean; message: string | null };
export type SaleView = {
  id: string; state: SaleState; tender: TenderView; orders: OrderView[]; hand_overs: HandOverView[];
  total: string; currency: string; created_at: string;
};
export type ProductName = { product_id: string; kind: ProductKind; name: LocalName };
/** A sale with the names its screen shows. */
export type SaleCard = { sale: SaleView; products: ProductName[] };
/** An order of the history with the name its row shows; `story` tells its events in the clerk's language. */
export type OrderRow = { order: OrderView; product: ProductName; story: StoryLine[] };
export type StoryLine = { at: string; text: string };
export type OrderPage = { rows: OrderRow[]; next: string | null };
export type CheckView = { ok: boolean; nickname: string | null; unit_cost: string | null; message: string | null };
export type BasketLine = { product_id: string; quantity: number };
export type PricedLine = { product_id: string; quantity: number; unit_price: string; total: string };
export type BasketView = { lines: PricedLine[]; total: string; currency: string; quick_amounts: string[] };
export type ChangeView = { enough: boolean; received: string; change: string };
export type PhoneView = { e164: string | null; display: string; message: string | null };
export type ClerkView = { name: string; role: string };
export type SupplierView = { id: string; kind: string; environment: string; state: string; currency: string | null; balance: string | null; message: string | null };
export type BootView = {
  shop_name: string; country: string; language: Language; theme: Theme; practice: boolean; currency: string; currency_digits: number;
  locked: boolean; clerk: ClerkView | null; version: string; printer: string | null; attention: number; categories: string[];
  suppliers: SupplierView[];
};
export type SellLine = { product_id: string; quantity: number; phone: string | null; fields: { [key in string]: string } };
/** `message` says what happened and whether money moved, `hint` what to do now; both in the clerk's language. */
export type WireError = { code: string; message: string; hint: string };
export type Result<T, E> = { status: "ok"; data: T } | { status: "error"; error: E };

export type SearchRequest = { query: string; category: string | null; limit: number };
export type SearchView = { tiles: TileView[]; total: number };
export type SellRequest = { token: string; lines: SellLine[]; received: string | null; again: boolean };
export type OrdersRequest = { search: string; state: OrderState | null; before: string | null; limit: number };

async function call<T>(command: string, args: Record<string, unknown>): Promise<Result<T, WireError>> {
  try { return { status: "ok", data: await invoke<T>(command, args) }; }
  catch (error) { if (error instanceof Error) throw error; return { status: "error", error: error as WireError }; }
}
export const commands = {
  boot: () => call<BootView>("boot", {}),
  unlock: (request: { pin: string }) => call<BootView>("unlock", { request }),
  lock: () => call<BootView>("lock", {}),
  setPreferences: (request: { language: Language | null; theme: Theme | null }) => call<BootView>("set_preferences", { request }),
  search: (request: SearchRequest) => call<SearchView>("search", { request }),
  barcode: (request: { barcode: string }) => call<TileView | null>("barcode", { request }),
  tile: (request: { product_id: string }) => call<TileView | null>("tile", { request }),
  basket: (request: { lines: BasketLine[] }) => call<BasketView>("basket", { request }),
  change: (request: { total: string; received: string }) => call<ChangeView>("change", { request }),
  parsePhone: (request: { phone: string }) => call<PhoneView>("parse_phone", { request }),
  check: (request: SellLine) => call<CheckView>("check", { request }),
  sell: (request: SellRequest) => call<SaleCard>("sell", { request }),
  sale: (request: { sale_id: string }) => call<SaleCard>("sale", { request }),
  reveal: (request: { order_id: string }) => call<SecretView[]>("reveal", { request }),
  print: (request: { order_id: string }) => call<HandOverView>("print", { request }),
  orders: (request: OrdersRequest) => call<OrderPage>("orders", { request }),
  order: (request: { order_id: string }) => call<OrderRow>("order", { request }),
  attention: () => call<OrderRow[]>("attention", {}),
  suppliers: () => call<SupplierView[]>("suppliers", {}),
};
export const events = {
  saleChanged: { listen: (handler: (event: { payload: SaleCard }) => void) => listen<SaleCard>("sale-changed", handler) },
  attentionChanged: { listen: (handler: (event: { payload: { count: number } }) => void) => listen<{ count: number }>("attention-changed", handler) },
};
