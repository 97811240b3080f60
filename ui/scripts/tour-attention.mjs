// The way through what needs a person: at the start, with each decision, behind a clerk's role, and
// the late truths.

/** @param {import("playwright-core").Page} page @param {string} address @param {(name: string) => Promise<void>} look */
export async function attention(page, address, look) {
  const at = (/** @type {string} */ id) => page.locator(`[data-testid="${id}"]`).first();
  await page.goto(address);
  await at("matter").waitFor();
  await look("0-clerk-start");
  await at("verdict-refused").click();
  await at("decide-reason").fill("Hani, 14:20");
  await look("0-clerk-refused");
  await page.goto(`${address}&role=manager&news`);
  await at("verdict-delivered").click();
  await at("candidate-PC-88107").click();
  await look("0-delivered");
  await page.locator(".usual button").first().click();
  await at("decide").click();
  await at("decided").waitFor();
  await look("0-decided-delivered");
  await at("attention-next").click();
  await at("news").waitFor();
  await look("0-late");
  await at("understood").click();
  await page.locator("[data-matter=taken_back]").waitFor();
  await look("0-taken-back");
  await at("understood").click();
  await at("nav-sell").click();
  await page.goto(`${address}&news=text`);
  await page.locator("[data-testid=order-row]").nth(2).click();
  await page.locator("[data-matter=text_failed]").waitFor();
  await look("0-text");
  await at("remedy-told").click();
  await look("0-text-told");
  await page.goto(`${address}&role=manager`);
  await at("verdict-refused").click();
  await page.locator(".usual button").first().click();
  await at("decide").click();
  await at("decided").waitFor();
  await look("0-decided-refused");
  await page.goto(address);
  await at("matter").waitFor();
}
