// The states beside the usual way: an answer that got lost, a file for a supplier, leaving unsaved slips, a wrong PIN,
// and screens in small, usual and very large windows.

/** @param {import("playwright-core").Page} page @param {string} address @param {(name: string) => Promise<void>} look */
export async function beside(page, address, look) {
  const at = (/** @type {string} */ id) => page.locator(`[data-testid="${id}"]`).first();
  const before = page.viewportSize();
  await page.goto(`${address}&role=manager&news=candidate`);
  await page.locator("[data-testid=order-row]").nth(1).click();
  await page.locator("[data-matter=late_candidate]").waitFor();
  await look("0-candidate");

  await page.goto(`${address}&empty`);
  await at("product-palcards:5016").click();
  await page.keyboard.press("F9");
  await at("confirm").click();
  await page.locator("[data-testid=sale-state][data-state=unknown]").waitFor({ timeout: 20_000 });
  await look("4-lost");

  await page.goto(`${address}&role=owner&debts`);
  await at("attention-to-sell").click();
  await at("nav-orders").click();
  await page.locator("[data-testid=order-row][data-state=delivered]").first().click();
  await at("order-dispute").click();
  await at("pack-do").waitFor();
  await look("a-orders-file");
  await page.keyboard.press("Escape");
  await at("nav-settings").click();
  await at("open-slips").click();
  await at("paper-58mm").click();
  await page.keyboard.press("Escape");
  await at("slips-stay").waitFor();
  await look("c-slips-leave");

  await page.goto(`${address}&pin=4821`);
  await at("pin").fill("1111");
  await page.keyboard.press("Enter");
  await page.locator("[role=alert]").waitFor();
  await look("f-lock-wrong");

  // A laptop's window whose text is twice as large.
  await page.setViewportSize({ width: 683, height: 384 });
  await page.goto(`${address}&role=owner&debts&shift&busy`);
  await at("attention-to-sell").click();
  await at("nav-shift").click();
  await at("shift-close").waitFor();
  await look("n-shift-large");
  await at("nav-reports").click();
  await at("report-totals").waitFor();
  await look("n-reports-large");
  await at("nav-settings").click();
  await at("open-debts").click();
  await page.locator(`[data-name="Abu Khaled"] [data-testid=debtor-open]`).click();
  await at("debt-repay").waitFor();
  await look("n-debts-large");
  await at("debt-repay").click();
  await at("repay-all").click();
  await look("n-debts-repay-large");
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await at("open-prices").click();
  await at("price-row").waitFor();
  await look("w-prices-1024");
  await at("nav-sell").click();
  await at("product-palcards:5001").click();
  await look("w-sell-1024");
  await page.setViewportSize({ width: 2560, height: 1440 });
  await look("w-sell-2560");
  await page.setViewportSize({ width: 3840, height: 2160 });
  await look("w-sell-3840");
  if (before) await page.setViewportSize(before);
  // A till that has nothing yet, and one that cannot start.
  await page.goto(`${address}&empty&bare`);
  await at("shelf-nothing").waitFor();
  await look("w-bare-sell");
  await at("nav-settings").click();
  await at("open-printers").click();
  await at("printers-none").waitFor();
  await look("w-bare-printers");
  await page.goto(`${address}&stuck`);
  await at("start-failed").waitFor();
  await look("w-stuck");
}
