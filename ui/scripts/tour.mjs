// The way through every screen that `look.mjs` takes.

/** @param {import("playwright-core").Page} page @param {string} address @param {(name: string) => Promise<void>} look */
export async function tour(page, address, look) {
  const at = (/** @type {string} */ id) => page.locator(`[data-testid="${id}"]`).first();
  const sale = async (/** @type {string[]} */ ...products) => {
    for (const product of products) await at(`product-palcards:${product}`).click();
  };
  const paid = async () => {
    await page.keyboard.press("F9");
    await at("confirm").click();
    await at("sale-state").waitFor();
  };

  await page.goto(address);
  await at("product-palcards:5001").waitFor();
  await sale("5001", "5007", "5007");
  await look("1-sell");
  await sale("5002");
  await at("field-accountId").fill("5123456789");
  await at("check").click();
  await at("check-result").waitFor();
  await look("2-details");
  await page.keyboard.press("F9");
  await at("cash-received").fill("200");
  await look("3-pay");
  await at("confirm").click();
  await look("4-result");
  await at("new-sale").click();
  await sale("5004");
  await at("phone").fill("٠٥٩٩١٢٣٤٥٦");
  await at("pay").focus();
  await look("5-phone");
  await page.keyboard.press("F9");
  await page.keyboard.press("Escape");
  await page.locator("[data-testid=basket] button.plain").first().click();
  await sale("5001");
  await paid();
  await at("reveal").click();
  await look("6-revealed");
  await at("print").click();
  await sale("5012");
  await paid();
  await look("7-unknown");
  await at("new-sale").click();
  await sale("5011");
  await paid();
  await look("8-refused");
  await at("new-sale").click();
  await at("search").fill("zzzz");
  await look("9-nothing-found");
  await at("search").fill("");

  await at("nav-orders").click();
  await at("order-row").waitFor();
  await page.locator("[data-testid=order-row][data-state=delivered]").nth(3).click();
  await look("a-orders");
  await at("nav-attention").click();
  await at("order-row").waitFor();
  await look("b-attention");
  await at("nav-settings").click();
  await look("c-settings");
  await page.keyboard.press("F1");
  await look("d-keys");
  await page.keyboard.press("Escape");

  await at("nav-sell").click();
  await sale("5015");
  await page.keyboard.press("F9");
  await at("confirm").click();
  await at("sell-again").waitFor();
  await look("e-again");
  await page.goto(`${address}&practice&pin=4821&empty`);
  await at("pin").waitFor();
  await look("f-lock");
  await at("pin").fill("4821");
  await page.keyboard.press("Enter");
  await at("product-palcards:5001").waitFor();
  await look("g-practice-empty");
}
