import type { Language, Theme } from "../bindings";
import { type Fake, makeFake } from "./fake";

const sold = [5001, 5004, 5007, 5011, 5005, 5014, 5012, 5010, 5024, 5004, 5008, 5013, 5001, 5022, 5017];
const minutesBetween = 7;

/** A day's worth of orders behind a fake till; the address chooses language, theme and lock. */
export function demo(search: string): Fake {
  const wanted = new URLSearchParams(search);
  const boot = {
    language: (wanted.get("language") ?? "en") as Language,
    theme: (wanted.get("theme") ?? "light") as Theme,
    practice: wanted.has("practice"),
    clerk: { name: "Sami", role: "clerk" },
  };
  const fake = makeFake({ boot, ...(wanted.has("pin") ? { pin: wanted.get("pin") ?? "" } : {}) });
  if (!wanted.has("empty")) fill(fake);
  return fake;
}

function fill(fake: Fake): void {
  sold.forEach((item, index) => {
    const at = new Date(Date.now() - (sold.length - index) * minutesBetween * 60_000);
    const phone = [5004, 5005].includes(item) ? `+97059912345${index % 10}` : null;
    const line = { product_id: `palcards:${item}`, quantity: 1, phone, fields: {} };
    fake.ledger.sell({ token: `demo-${index}`, lines: [line], received: null, again: true }, at);
  });
}
