// The way through a sale where there is no room for the basket beside the shelf: a small window, or large text.

/** @param {import("playwright-core").Page} page @param {string} address @param {(name: string) => Promise<void>} look */
export async function narrow(page, address, look) {
  const at = (/** @type {string} */ id) => page.locator(`[data-testid="${id}"]`).first();
  const before = page.viewportSize();
  await page.goto(`${address}&empty`);
  await at("product-palcards:5001").waitFor();
  await page.setViewportSize({ width: 800, height: 700 });
  await at("product-palcards:5001").click();
  await at("product-palcards:5004").click();
  await at("basket-bar-pay").waitFor();
  await look("n-sell");
  await at("basket-open").click();
  await at("basket-close").waitFor();
  await look("n-basket");
  await at("phone").fill("0599123456");
  await page.keyboard.press("F9");
  await at("confirm").waitFor();
  await look("n-pay");
  // A laptop's window whose text is twice as large.
  await page.setViewportSize({ width: 683, height: 384 });
  await look("n-pay-large");
  await at("confirm").click();
  await at("sale-state").waitFor();
  await look("n-result-large");
  await at("new-sale").click();
  await at("product-palcards:5001").click();
  await look("n-sell-large");
  await at("basket-open").click();
  await at("basket-close").waitFor();
  await look("n-basket-large");
  await at("nav-orders").click();
  await at("order-row").waitFor();
  await look("n-orders-large");
  await at("order-row").click();
  await look("n-order-large");
  await page.keyboard.press("Escape");
  await at("nav-settings").click();
  await look("n-settings-large");
  if (before) await page.setViewportSize(before);
}
