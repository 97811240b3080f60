import type { Fake } from "./fake";
import type { Sold } from "./reports";
import { shelf } from "./shelf";
import { minor } from "./money";

const clerks = ["Sami", "Rana", "Yousef", "Mona"];
const dayMs = 24 * 3_600_000;

/** A busy month behind a fake till, the same one each time: busier in the evening and on Thursdays. */
export function busyMonth(fake: Fake): void {
  let seed = 7;
  const below = (limit: number) => (seed = (seed * 48_271) % 2_147_483_647) % limit;
  const goods = shelf.slice(0, 14).map(({ tile }) => tile.product);
  const sold: Sold[] = [];
  const today = new Date();
  for (let ago = 40; ago >= 1; ago -= 1) {
    const day = new Date(today.getTime() - ago * dayMs);
    const rush = day.getDay() === 4 ? 22 : 12;
    for (let hour = 9; hour <= 21; hour += 1) {
      const count = below(hour >= 17 ? rush : 6);
      for (let index = 0; index < count; index += 1) {
        const at = new Date(day);
        at.setHours(hour, below(60));
        const product = goods[Math.min(below(goods.length), below(goods.length))];
        if (!product) continue;
        const price = minor(product.price ?? "") ?? 3_800n;
        const state = below(40) === 0 ? "refused" : "delivered";
        const supplier = ["palcards", "plexy", "cardpluspay"][below(3)] ?? "palcards";
        const clerk = clerks[below(4)] ?? "Sami";
        sold.push({ at, supplier, product: product.id, name: product.name, clerk, state, price });
      }
    }
  }
  fake.reports.earlier = sold;
  fake.reports.wallets = ["palcards", "plexy", "cardpluspay"].map((supplier, index) => {
    let balance = 900 + index * 150;
    const points = Array.from({ length: 90 }, (_, step) => {
      balance -= 12 + below(30);
      if (balance < 120) balance += 800;
      return { at: new Date(today.getTime() - (90 - step) * 8 * 3_600_000).toISOString(), balance: balance.toFixed(2) };
    });
    return { supplier, currency: "USD", points };
  });
}
