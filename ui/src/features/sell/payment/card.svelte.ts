import type { CardRequest } from "../../../ipc/bindings";
import { latinDigits } from "../../../shared/till/format";

export type CardFact = "number" | "ends" | "code" | "holder";
type Inputs = Partial<Record<CardFact, HTMLInputElement>>;

const digits = (text: string): string => latinDigits(text).replace(/[\s-]/g, "");

/** The check digit that every card number ends with (ISO/IEC 7812). */
export function hasCheckDigit(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Month and year as a person reads them off a card. */
export function endsOf(text: string): { month: string; year: string } | null {
  const found = /^(0?[1-9]|1[0-2])\s*[/.\-\s]?\s*((?:20)?\d{2})$/.exec(latinDigits(text).trim());
  return found ? { month: found[1] ?? "", year: found[2] ?? "" } : null;
}

const isRight: Record<CardFact, (text: string) => boolean> = {
  number: (text) => /^\d{13,19}$/.test(digits(text)) && hasCheckDigit(digits(text)),
  ends: (text) => endsOf(text) !== null,
  code: (text) => /^\d{3,4}$/.test(digits(text)),
  holder: () => true,
};

/**
 * The fields of a card that is keyed in. What is typed stays in the fields themselves: the page keeps only
 * whether each is right, and the fields are emptied by the one call that takes the card.
 */
export class CardDesk {
  /** The facts that cannot be right, once a person has left their field. */
  wrong = $state<Partial<Record<CardFact, boolean>>>({});
  complete = $state(false);
  readonly #inputs: Inputs = {};

  /** Ties a field to its fact. */
  field(fact: CardFact) {
    return (input: HTMLInputElement) => {
      this.#inputs[fact] = input;
      return () => {
        input.value = "";
        delete this.#inputs[fact];
        this.complete = false;
      };
    };
  }

  /** Something was typed. A field that was wrong is judged again at once. */
  typed(fact: CardFact): void {
    if (this.wrong[fact]) this.judge(fact);
    this.complete = (["number", "ends", "code"] as const).every((one) => isRight[one](this.#textOf(one)));
  }

  /** A field was left. An empty one is not wrong yet. */
  judge(fact: CardFact): void {
    const text = this.#textOf(fact);
    this.wrong = { ...this.wrong, [fact]: text.trim() !== "" && !isRight[fact](text) };
  }

  /** The card, once: the fields are empty afterwards. */
  take(): CardRequest | null {
    const ends = endsOf(this.#textOf("ends"));
    if (!this.complete || !ends) return null;
    const card = {
      number: digits(this.#textOf("number")),
      ...ends,
      security_code: digits(this.#textOf("code")),
      holder: this.#textOf("holder").trim() || null,
    };
    for (const input of Object.values(this.#inputs)) input.value = "";
    this.complete = false;
    return card;
  }

  #textOf(fact: CardFact): string {
    return this.#inputs[fact]?.value ?? "";
  }
}
