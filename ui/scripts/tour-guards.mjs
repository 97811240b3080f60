// What has to be answered before a sale, and the customer's number typed first.

/** @param {import("playwright-core").Page} page @param {string} address @param {(name: string) => Promise<void>} look */
export async function guards(page, address, look) {
  const at = (/** @type {string} */ id) => page.locator(`[data-testid="${id}"]`).first();
  const sale = async (/** @type {string[]} */ ...products) => {
    for (const product of products) await at(`product-palcards:${product}`).click();
  };

  const standing = async (/** @type {string} */ what, /** @type {string[]} */ ...products) => {
    await page.goto(`${address}&role=clerk&empty&guards=${what}`);
    await at("product-palcards:5001").waitFor();
    await sale(...products);
  };
  await standing("same", "5004");
  await at("phone").fill("0599123456");
  await page.keyboard.press("F9");
  await at("guard").waitFor();
  await look("e-guard-same");
  await standing("near", "5004");
  await at("phone").fill("0599123457");
  await page.keyboard.press("F9");
  await at("guard-known").waitFor();
  await look("e-guard-near");
  await standing("region", "5007");
  await page.keyboard.press("F9");
  await at("guard").waitFor();
  await look("e-guard-region");
  await at("guard-go").click();
  await at("guard").waitFor({ state: "detached" });
  await look("e-told");
  await standing("cost", "5001");
  await page.keyboard.press("F9");
  await at("guard").waitFor();
  await at("guard-reason").fill("x");
  await look("e-guard-cost");
  await standing("none", "5022", "5022", "5022");
  await page.keyboard.press("F9");
  await at("guard").waitFor();
  await look("e-guard-scam");
  await at("reply-for_someone_known-yes").click();
  await at("reply-is_directed-yes").click();
  await at("reply-is_asked_for_codes-no").click();
  await at("guard-reason").fill("x");
  await look("e-guard-scam-alarm");
  await at("guard-go").click();
  await at("manager-pin").fill("1111");
  await look("e-guard-scam-grant");

  await page.goto(`${address}&role=owner&empty&guards=same`);
  await at("product-palcards:5001").waitFor();
  await at("phone").fill("0568123456");
  await at("operator").waitFor();
  await look("e-number-new");
  await at("phone").fill("0599123456");
  await at("same-again").waitFor();
  await look("e-number-known");
  await at("customer-erase").click();
  await at("customer-erase-yes").waitFor();
  await look("e-number-erase");
  await page.keyboard.press("Escape");
  await at("same-again").click();
  await at("basket-line").waitFor();
  await look("e-number-again");
}
