// The counter before the payment: favourites, one line typed, baskets that wait.

/** @param {import("playwright-core").Page} page @param {(name: string) => Promise<void>} look */
export async function counter(page, look) {
  const at = (/** @type {string} */ id) => page.locator(`[data-testid="${id}"]`).first();

  await at("category-favourites").click();
  await look("1-favourites");
  await at("product-palcards:5007").click({ button: "right" });
  await at("pin-favourite").waitFor();
  await look("1-pin");
  await page.keyboard.press("Escape");
  await at("category-all").click();
  await at("search").fill("orange 12 0599123456");
  await at("entry-phone").waitFor();
  await look("1-entry");
  await at("search").fill("");
  for (const item of ["5014", "5004"]) await at(`product-palcards:${item}`).click();
  await page.keyboard.press("F4");
  await at("held-chip").waitFor();
  for (const item of ["5001", "5007", "5007"]) await at(`product-palcards:${item}`).click();
  await look("1-sell");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await at("clear-yes").waitFor();
  await look("1-clear");
  await page.keyboard.press("Escape");
  await page.keyboard.press("F4");
  await page.keyboard.press("F5");
  await at("held-basket").waitFor();
  await look("1-held");
  await page.locator("[data-testid=held-basket]").nth(1).click();
  await at("basket-line").waitFor();
}
