// The part of the way through every screen that is about keeping the till.

/**
 * Wallets and books, backups, and what stands over every screen.
 * @param {import("playwright-core").Page} page @param {string} address @param {(name: string) => Promise<void>} look
 */
export async function keeping(page, address, look) {
  const at = (/** @type {string} */ id) => page.locator(`[data-testid="${id}"]`).first();
  await page.goto(`${address}&role=manager&shift&news=found`);
  await at("attention-strays").waitFor();
  await page.locator("[data-testid=order-row][data-state=delivered]").first().click();
  await page.locator("[data-matter=imported]").waitFor();
  await look("h-found");
  await at("attention-strays").locator("button").click();
  await at("strays").waitFor();
  await at("stray-9107").click();
  await look("h-reconcile");
  await page.goto(`${address}&role=owner&empty`);
  await at("nav-settings").click();
  await at("open-backup").click();
  await at("backup-verdict").waitFor();
  await look("h-backup");
  await page.goto(`${address}&role=owner&empty&away`);
  await at("backup-band").waitFor();
  await at("nav-settings").click();
  await at("open-backup").click();
  await at("backup-verdict").waitFor();
  await look("h-backup-missed");
}
