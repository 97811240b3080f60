import type { CheckView, PhoneView, RequiredInfo, SellLine, TileView } from "../../ipc/bindings";
import type { Failure } from "../../ipc/backend";
import { latinDigits } from "../../shared/till/format";

let made = 0;

/** One line of the basket with everything the clerk typed for it. */
export class Line {
  readonly key = ++made;
  readonly tile: TileView;
  quantity = $state(1);
  phone = $state("");
  /** What the till makes of the phone; `null` while it is being read. */
  phoneView = $state.raw<PhoneView | null>(null);
  fields = $state<Record<string, string>>({});
  /** What the customer chose of an open-value product, as typed. */
  amount = $state("");
  check = $state.raw<CheckView | null>(null);
  checkFailure = $state.raw<Failure | null>(null);
  checking = $state(false);

  constructor(tile: TileView) {
    this.tile = tile;
    for (const info of tile.product.required_info) this.fields[info.key] = "";
  }

  get id(): string {
    return this.tile.product.id;
  }

  /** Whether it is delivered to somebody, rather than handed over as a code. */
  get personal(): boolean {
    return this.tile.needs_phone || this.tile.product.required_info.length > 0;
  }

  /** Whether the customer chooses the amount. */
  get open(): boolean {
    return this.tile.choice !== null;
  }

  /** The amount as the till is asked about it. */
  get chosen(): string | null {
    return this.open ? latinDigits(this.amount.trim()) || null : null;
  }

  /** Whether another one of the same product is simply one more of this line. */
  get joins(): boolean {
    const blank = !this.phone.trim() && Object.values(this.fields).every((value) => !value.trim());
    return !this.open && (!this.personal || blank);
  }

  /** Everything an answer of the supplier belongs to, in one text. */
  get asked(): string {
    return JSON.stringify([this.quantity, this.phone, this.fields, this.amount]);
  }

  /** What was typed, as the clerk compares it with the customer. */
  get target(): string {
    const phone = this.phone.trim() ? (this.phoneView?.display ?? this.phone) : "";
    return [phone, ...Object.values(this.fields)].filter((part) => part.trim()).join(" · ");
  }

  fieldState(info: RequiredInfo): "missing" | "wrong" | "fine" {
    const value = latinDigits((this.fields[info.key] ?? "").trim());
    if (!value) return "missing";
    return matches(info.pattern, value) ? "fine" : "wrong";
  }

  /** An answer belongs to exactly what was asked: any change makes it void. */
  forgetCheck(): void {
    this.check = null;
    this.checkFailure = null;
  }

  request(sharedPhone: string): SellLine {
    const typed = this.phone.trim();
    const fields = Object.entries(this.fields).map(([key, value]) => [key, latinDigits(value.trim())]);
    const phone = typed ? (this.phoneView?.e164 ?? typed) : sharedPhone;
    return {
      product_id: this.id,
      quantity: this.quantity,
      phone: phone || null,
      fields: Object.fromEntries(fields),
      amount: this.chosen,
    };
  }
}

/** The backend is the authority; a pattern this engine cannot read lets everything through. */
export function matches(pattern: string | null, value: string): boolean {
  if (!pattern) return true;
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return true;
  }
}
