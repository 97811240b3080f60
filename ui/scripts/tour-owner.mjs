// The way through what an owner sees and a clerk does not.

/** @param {import("playwright-core").Page} page @param {string} address @param {(name: string) => Promise<void>} look */
export async function owner(page, address, look) {
  const at = (/** @type {string} */ id) => page.locator(`[data-testid="${id}"]`).first();
  await accounts();

  /** Suppliers and payment companies, one in trouble, one being fetched. */
  async function accounts() {
    await page.goto(`${address}&role=owner&trouble`);
    await at("attention-to-sell").click();
    await at("nav-settings").click();
    await at("open-accounts").click();
    await at("sync-now").click();
    await at("sync-progress").waitFor();
    await look("c-accounts-owner");
    await at("synced").waitFor();
    await at("account-change-key").click();
    await at("new-key").fill("nonsense");
    await at("key-try").click();
    await at("key-refused").waitFor();
    await look("c-accounts-key");
  }
}
