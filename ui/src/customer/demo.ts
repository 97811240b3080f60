import type { CustomerLine, Language, Scene, Theme } from "../ipc/bindings";
import { qr_path, qr_side } from "../ipc/fake/qr";

const line = (name: string, price: string, more: Partial<CustomerLine> = {}): CustomerLine => ({
  name,
  quantity: 1,
  amount: null,
  amount_currency: null,
  price,
  target: null,
  holder: null,
  ...more,
});
const names = {
  en: ["PUBG Mobile 660 UC", "PUBG Mobile 660 UC by player ID", "iTunes gift card 25 USD", "Jawwal top-up"],
  ar: ["ببجي موبايل 660 شدة", "شحن ببجي موبايل 660 شدة برقم اللاعب", "بطاقة آيتونز 25 دولارًا", "شحن جوال"],
} as const;

function scenes(language: Language): Record<string, Scene> {
  const [voucher, account, gift, topUp] = names[language];
  const sale: Omit<Extract<Scene, { face: "sale" }>, "state"> = {
    face: "sale",
    cash: true,
    lines: [line(voucher, "38.00", { quantity: 2 })],
    total: "76.00",
    currency: "ILS",
    received: null,
    change: null,
    give_back: null,
  };
  return {
    idle: { face: "idle" },
    basket: {
      face: "basket",
      currency: "ILS",
      total: "1290.50",
      lines: [line(voucher, "76.00", { quantity: 2 }), line(gift, "98.50"), line(topUp, "1116.00", { quantity: 99 })],
    },
    long: {
      face: "basket",
      currency: "ILS",
      total: null,
      lines: Array.from({ length: 11 }, (_, at) => line(at % 2 ? gift : voucher, "98.50")),
    },
    account: {
      face: "basket",
      currency: "ILS",
      total: "38.00",
      lines: [line(account, "38.00", { target: "5123456789", holder: "NoorTheFox_نور" })],
    },
    accounts: {
      face: "basket",
      currency: "ILS",
      total: "96.00",
      lines: [
        line(voucher, "38.00"),
        line(topUp, "20.00", { amount: "20", amount_currency: "ILS", target: "+970 59 912 3456" }),
        line(account, "38.00", { target: "5123456789", holder: "NoorTheFox" }),
      ],
    },
    pay: {
      face: "pay",
      amount: "10.27",
      currency: "USD",
      url: "https://pay.payerly.example/checkout/9f3c7a52-1b7e",
      until: new Date(Date.now() + 14 * 60_000 + 32_000).toISOString(),
      qr_side,
      qr_path,
    },
    waiting: { ...sale, state: "waiting", received: "100.00", change: "24.00" },
    unknown: { ...sale, state: "unknown" },
    attention: { ...sale, state: "needs_attention" },
    delivered: { ...sale, state: "delivered", received: "100.00", change: "24.00" },
    refused: { ...sale, state: "refused", lines: [], give_back: "76.00" },
    part: { ...sale, state: "partly_delivered", lines: [line(voucher, "38.00")], give_back: "38.00" },
    cancelled: { ...sale, state: "cancelled", lines: [], cash: false },
    code: {
      face: "code",
      name: voucher,
      secrets: [
        { label: "code", value: "7KQX9M2RT4HB8WPC" },
        { label: "pin", value: "4821" },
        { label: "serial", value: "0098441277310042" },
      ],
    },
    link: {
      face: "code",
      name: gift,
      secrets: [
        { label: "code", value: "AB12-CD34-EF56-GH78-IJ90-KL12" },
        { label: "url", value: "https://redeem.example/gift?id=2f9c1b7e-45aa-4c0f-9a51-8a7d" },
      ],
    },
  };
}

/** Shows the face that the address names, in its language and colours. */
export function demo(search: string): void {
  const wanted = new URLSearchParams(search);
  const language = (wanted.get("language") ?? "en") as Language;
  window.told = {
    shop_name: language === "ar" ? "أبو علي للاتصالات" : "Abu Ali Mobile",
    language,
    theme: (wanted.get("theme") ?? "light") as Theme,
    practice: wanted.has("practice"),
    scene: scenes(language)[wanted.get("face") ?? "idle"] ?? { face: "idle" },
  };
  dispatchEvent(new Event("told"));
}
