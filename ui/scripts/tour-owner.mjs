// The way through what an owner sees and a clerk does not.

/** @param {import("playwright-core").Page} page @param {string} address @param {(name: string) => Promise<void>} look */
export async function owner(page, address, look) {
  const at = (/** @type {string} */ id) => page.locator(`[data-testid="${id}"]`).first();
  await accounts();
  await people();

  /** Who works here: the list, somebody new, one person, and nobody yet. */
  async function people() {
    await page.goto(`${address}&role=owner&empty`);
    await at("nav-settings").click();
    await at("open-people").click();
    await at("person").waitFor();
    await look("c-people");
    await at("person-add").click();
    await at("person-pin").fill("4821");
    await at("person-pin-again").fill("4822");
    await look("c-people-add");
    await page.keyboard.press("Escape");
    await page.locator("[data-name=Mona] [data-testid=person-open]").click();
    await at("person-leave").click();
    await look("c-people-one");
  }

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
