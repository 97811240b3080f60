import type { AmountChoice, LocalName, ProductKind, RequiredInfo, TileView } from "../bindings";

/** How a sale of this product ends in the fake. */
export type Fate = "delivered" | "unknown" | "waiting" | "refused" | "earlier" | "lost" | "needs_attention";
export type Item = { tile: TileView; barcode: string; fate: Fate; region: LocalName | null };

type Extra = {
  kind?: ProductKind;
  phone?: boolean;
  info?: RequiredInfo[];
  preflight?: boolean;
  fate?: Fate;
  active?: boolean;
  choice?: AmountChoice;
  region?: LocalName;
};

/** What the name says that it is worth to its maker. */
const currencies: Record<string, string> = { USA: "USD", UAE: "AED", KSA: "SAR" };
function faceOf(name: string): { face_value: string | null; face_currency: string | null } {
  const [, value, place] = /(\d+) (USA|UAE|KSA|USD|AED|SAR|TRY|JOD|EGP)$/.exec(name) ?? [];
  if (value && place) return { face_value: value, face_currency: currencies[place] ?? place };
  const [, local] = /^(?:Jawwal|Ooredoo) top-up (\d+)$/.exec(name) ?? [];
  return { face_value: local ?? null, face_currency: local ? "ILS" : null };
}

function item(
  number: number,
  category: string,
  brand: string,
  name: LocalName,
  price: string,
  extra: Extra = {},
): Item {
  const id = `palcards:${number}`;
  const { kind = "voucher", phone = false, info = [], preflight = false, fate = "delivered", active = true } = extra;
  const choice = extra.choice ?? null;
  const product = {
    id,
    supplier: "palcards",
    item: String(number),
    kind,
    name,
    brand,
    ...faceOf(name.en),
    cost: null,
    cost_currency: null,
    price,
    price_currency: "ILS",
    min: choice?.min ?? null,
    max: choice?.max ?? null,
    step: choice?.step ?? null,
    required_info: info,
    active,
  };
  const phone_field = info.find((one) => /phone/i.test(one.key))?.key ?? null;
  const tile = { product, category, has_preflight: preflight, needs_phone: phone, phone_field, choice };
  return { tile, barcode: `62910415${number}0`, fate, region: extra.region ?? null };
}

const player: RequiredInfo = {
  key: "accountId",
  label: { en: "Player ID", ar: "رقم اللاعب" },
  pattern: "^[0-9]{6,12}$",
};
const usa: Extra = { region: { en: "United States accounts only", ar: "حسابات الولايات المتحدة فقط" } };
const topup: Extra = { kind: "topup", phone: true };
const few: AmountChoice = { currency: "USD", min: "5", max: "25", step: "5", amounts: ["5", "10", "15", "20", "25"] };
const many: AmountChoice = { currency: "JOD", min: "1", max: "100", step: "0.5", amounts: [] };
const game: Extra = { kind: "topup", info: [player], preflight: true };

/** What a shop of the region sells; made up, but plausible. */
export const shelf: Item[] = [
  item(5001, "games", "PUBG", { en: "PUBG Mobile 660 UC", ar: "ببجي موبايل 660 شدة" }, "38.00"),
  item(5002, "games", "PUBG", { en: "PUBG Mobile 325 UC", ar: "ببجي موبايل 325 شدة" }, "19.50", game),
  item(5003, "games", "Free Fire", { en: "Free Fire 1080 Diamonds", ar: "فري فاير 1080 جوهرة" }, "41.00", game),
  item(5004, "mobile", "Jawwal", { en: "Jawwal top-up 20", ar: "شحن جوال 20" }, "20.00", topup),
  item(5005, "mobile", "Ooredoo", { en: "Ooredoo top-up 30", ar: "شحن أوريدو 30" }, "30.00", topup),
  item(5006, "mobile", "Zain", { en: "Zain Jordan top-up 5 JOD", ar: "شحن زين الأردن 5 دنانير" }, "27.00", {
    ...topup,
    preflight: true,
  }),
  item(5007, "shopping", "Apple", { en: "Apple Gift Card 10 USA", ar: "بطاقة آبل 10 أمريكا" }, "39.00", usa),
  item(5008, "shopping", "Google", { en: "Google Play 25 USA", ar: "جوجل بلاي 25 أمريكا" }, "96.50", usa),
  item(5009, "shopping", "Amazon", { en: "Amazon.ae 50 AED", ar: "أمازون الإمارات 50 درهمًا" }, "54.00"),
  item(5010, "games", "PlayStation", { en: "PlayStation Store 20 KSA", ar: "متجر بلايستيشن 20 السعودية" }, "79.00"),
  item(5011, "games", "Xbox", { en: "Xbox Gift Card 15 USA", ar: "بطاقة إكس بوكس 15 أمريكا" }, "58.00", {
    fate: "refused",
  }),
  item(5012, "games", "Steam", { en: "Steam Wallet 20 UAE", ar: "محفظة ستيم 20 الإمارات" }, "78.00", {
    fate: "unknown",
  }),
  item(5013, "games", "Roblox", { en: "Roblox 800 Robux", ar: "روبلوكس 800 روبوكس" }, "40.00", { fate: "waiting" }),
  item(5014, "streaming", "Netflix", { en: "Netflix Türkiye 200 TRY", ar: "نتفليكس تركيا 200 ليرة" }, "24.00"),
  item(5015, "streaming", "Shahid", { en: "Shahid VIP 3 months", ar: "شاهد VIP ثلاثة أشهر" }, "72.00", {
    fate: "earlier",
  }),
  item(5016, "streaming", "Spotify", { en: "Spotify Premium 3 months", ar: "سبوتيفاي بريميوم ثلاثة أشهر" }, "66.00", {
    fate: "lost",
  }),
  item(5017, "streaming", "Anghami", { en: "Anghami Plus 1 month", ar: "أنغامي بلس شهر واحد" }, "18.00"),
  item(5018, "games", "Razer", { en: "Razer Gold 10 USD", ar: "رايزر جولد 10 دولارات" }, "38.50"),
  item(5019, "games", "Jawaker", { en: "Jawaker 15,000 Tokens", ar: "جواكر 15,000 توكن" }, "37.00", game),
  item(5020, "games", "Valorant", { en: "Valorant 1000 Points MENA", ar: "فالورانت 1000 نقطة الشرق الأوسط" }, "42.00", {
    active: false,
  }),
  item(5021, "mobile", "Vodafone", { en: "Vodafone Egypt 50 EGP", ar: "فودافون مصر 50 جنيهًا" }, "6.50", topup),
  item(5022, "shopping", "noon", { en: "noon Gift Card 100 SAR", ar: "بطاقة نون 100 ريال" }, "103.00"),
  item(5023, "shopping", "Careem", { en: "Careem Credit 50 AED", ar: "رصيد كريم 50 درهمًا" }, "54.50"),
  item(5024, "games", "Nintendo", { en: "Nintendo eShop 35 USA", ar: "نينتندو إي شوب 35 أمريكا" }, "133.00", {
    fate: "needs_attention",
  }),
  item(5025, "games", "Steam", { en: "Steam Wallet, any amount", ar: "محفظة ستيم، أي مبلغ" }, "19.50", { choice: few }),
  item(5026, "mobile", "Orange", { en: "Orange Jordan, any amount", ar: "أورانج الأردن، أي مبلغ" }, "5.50", {
    ...topup,
    choice: many,
  }),
  item(5027, "mobile", "Zain", { en: "Zain Iraq top-up 10,000", ar: "شحن زين العراق 10,000" }, "31.00", {
    ...topup,
    fate: "waiting",
  }),
  item(5028, "mobile", "Asiacell", { en: "Asiacell top-up 15,000", ar: "شحن آسياسيل 15,000" }, "46.00", {
    ...topup,
    fate: "needs_attention",
  }),
];

export const itemOf = (id: string): Item | undefined => shelf.find((one) => one.tile.product.id === id);
