/** Where shops are that sell such vouchers, and what they are paid in. */
export const currencyOf: Record<string, string> = {
  PS: "ILS",
  JO: "JOD",
  IQ: "IQD",
  SA: "SAR",
  AE: "AED",
  KW: "KWD",
  QA: "QAR",
  BH: "BHD",
  OM: "OMR",
  YE: "YER",
  EG: "EGP",
  LB: "LBP",
  SY: "SYP",
  TR: "TRY",
  LY: "LYD",
  TN: "TND",
  DZ: "DZD",
  MA: "MAD",
  SD: "SDG",
  MR: "MRU",
  SO: "SOS",
  DJ: "DJF",
  IL: "ILS",
  IR: "IRR",
  PK: "PKR",
  IN: "INR",
  BD: "BDT",
  PH: "PHP",
  ID: "IDR",
  MY: "MYR",
  NG: "NGN",
  GH: "GHS",
  KE: "KES",
  TZ: "TZS",
  UG: "UGX",
  ET: "ETB",
  ZA: "ZAR",
  SN: "XOF",
  CI: "XOF",
  CM: "XAF",
  DE: "EUR",
  FR: "EUR",
  NL: "EUR",
  ES: "EUR",
  IT: "EUR",
  GB: "GBP",
  SE: "SEK",
  US: "USD",
  CA: "CAD",
  BR: "BRL",
};

const names = (language: string, type: "region" | "currency") => new Intl.DisplayNames([language], { type });

type Choice = { code: string; name: string };
const sorted = (codes: string[], language: string, type: "region" | "currency"): Choice[] => {
  const say = names(language, type);
  const named = codes.map((code) => ({ code, name: say.of(code) ?? code }));
  return named.sort((a, b) => a.name.localeCompare(b.name, language));
};

export const countries = (language: string): Choice[] => sorted(Object.keys(currencyOf), language, "region");
export const currencies = (language: string): Choice[] =>
  sorted([...new Set([...Object.values(currencyOf), "USD", "EUR"])], language, "currency");
