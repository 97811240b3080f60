import type { Language } from "../../ipc/bindings";

const arabicCurrencies: Record<string, string> = {
  ILS: "شيكل",
  USD: "دولار",
  EUR: "يورو",
  JOD: "د.أ",
  IQD: "د.ع",
  EGP: "ج.م",
  SAR: "ر.س",
  AED: "د.إ",
  KWD: "د.ك",
  QAR: "ر.ق",
  BHD: "د.ب",
  OMR: "ر.ع",
  TRY: "ليرة تركية",
  LBP: "ل.ل",
  SYP: "ل.س",
  YER: "ر.ي",
  LYD: "د.ل",
  TND: "د.ت",
  MAD: "د.م",
  DZD: "د.ج",
};

/** Thousands are parted; the digits themselves stay exactly the backend's. */
export function grouped(amount: string): string {
  const [whole = "", rest] = amount.split(".");
  const parted = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return rest === undefined ? parted : `${parted}.${rest}`;
}

export const currencyName = (code: string, language: Language): string =>
  (language === "ar" ? arabicCurrencies[code] : undefined) ?? code;

/** Currencies whose smallest unit is no hundredth (ISO 4217), as the till's own list says. */
const wholeOnly = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" ");
const thousandths = "BHD IQD JOD KWD LYD OMR TND".split(" ");

/** With all digits that the currency has. What a supplier counts more finely stays as fine. */
export function whole(amount: string, currency: string): string {
  const digits = wholeOnly.includes(currency) ? 0 : thousandths.includes(currency) ? 3 : 2;
  const parts = /^(-?\d+)(?:\.(\d*))?$/.exec(amount);
  if (!parts || !currency) return amount;
  const rest = (parts[2] ?? "").padEnd(digits, "0");
  return rest ? `${parts[1]}.${rest}` : (parts[1] ?? amount);
}

/** An amount and its currency, which never stand on two lines. */
export const money = (amount: string, currency: string, language: Language): string =>
  `${grouped(whole(amount, currency))}\u00a0${currencyName(currency, language)}`;

/** What a product is worth to its maker: as the maker writes it, 50 and not 50.00. */
export const face = (amount: string, currency: string, language: Language): string =>
  `${grouped(amount)}\u00a0${currencyName(currency, language)}`;

/** Arabic and Persian digits, as typed on an Arabic keyboard, in Latin ones. */
export const latinDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15));

/** A number as a person types it, as the till reads it; what is none stays as it is. */
export const decimal = (typed: string): string => latinDigits(typed).replace(/[,٫]/, ".").trim();

/** Countries by their names, one after the other. */
export function countryNames(codes: string[], language: Language): string {
  const names = new Intl.DisplayNames([language], { type: "region" });
  return new Intl.ListFormat([language]).format(codes.map((code) => names.of(code) ?? code));
}

/** Persons, any of whom will do. */
export const anyOf = (names: string[], language: Language): string =>
  new Intl.ListFormat([language], { type: "disjunction" }).format(names);

const two = (value: number): string => String(value).padStart(2, "0");

/** Built from parts: Intl's Arabic dates carry marks that scramble inside left-to-right boxes. */
export function clock(iso: string, now = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (at.toDateString() === now.toDateString()) return time;
  const day = `${two(at.getDate())}/${two(at.getMonth() + 1)}`;
  return at.getFullYear() === now.getFullYear() ? `${day} ${time}` : `${day}/${at.getFullYear()} ${time}`;
}

/** 0:12, and from an hour on 1:03:20. */
export const elapsed = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const start = hours ? `${hours}:${two(minutes)}` : `${minutes}`;
  return `${start}:${two(seconds % 60)}`;
};

/** Two letters for a brand's plate, and one of twelve hues that stays the same for the brand. */
export function plateOf(brand: string): { initials: string; hue: number } {
  const words = brand.trim().split(/\s+/);
  const letters = [...(words[0] ?? "")];
  const initials = words[1] ? `${letters[0] ?? ""}${[...words[1]][0] ?? ""}` : letters.slice(0, 2).join("");
  let sum = 5;
  for (const letter of brand.toLowerCase()) sum = (sum * 37 + (letter.codePointAt(0) ?? 0)) % 99_991;
  return { initials: initials || "•", hue: sum % 12 };
}
