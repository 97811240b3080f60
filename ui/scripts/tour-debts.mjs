// The way through the debt book, and through what is sold on account.

/** @param {import("playwright-core").Page} page @param {string} address @param {(name: string) => Promise<void>} look */
export async function debts(page, address, look) {
  const at = (/** @type {string} */ id) => page.locator(`[data-testid="${id}"]`).first();
  const named = (/** @type {string} */ name) => page.locator(`[data-testid=account-debtor][data-name="${name}"]`);
  await counter();
  await book();
  await closed();

  /** On account at the counter: who, how much, beyond the limit, and what they owe afterwards. */
  async function counter() {
    await page.goto(`${address}&debts`);
    await at("attention-to-sell").click();
    await at("product-palcards:5001").click();
    await page.keyboard.press("F9");
    await at("tender-debt").click();
    await at("account-debtor").waitFor();
    await look("q-account-find");
    await at("account-find").fill("nobody");
    await look("q-account-none");
    await at("account-add").click();
    await at("debtor-phone").fill("0591 234 567");
    await look("q-account-add");
    await page.keyboard.press("Escape");
    await at("account-find").fill("0599");
    await named("Abu Khaled").click();
    await at("account-sum").waitFor();
    await look("q-account-sum");
    await at("confirm").click();
    await at("on-account").waitFor();
    await look("q-account-result");
    await at("new-sale").click();
    for (let more = 0; more < 3; more += 1) await at("product-palcards:5001").click();
    await page.keyboard.press("F9");
    await at("tender-debt").click();
    await named("Abu Khaled").click();
    await page.locator("[data-testid=account-sum][data-over=true]").waitFor();
    await look("q-account-over");
    await at("confirm").click();
    await at("grant").waitFor();
    await look("q-account-grant");
    await page.keyboard.press("Escape");
  }

  /** The owner's book: the list, one account, a payment, the limit, forgiving, and what was bought. */
  async function book() {
    await page.goto(`${address}&role=owner&debts`);
    await at("nav-settings").click();
    await at("open-debts").click();
    await at("debtor").waitFor();
    await look("q-debts");
    await page.locator(`[data-name="أم يوسف"] [data-testid=debtor-open]`).click();
    await at("debt-repay").waitFor();
    await look("q-debts-account");
    await at("debt-repay").click();
    await at("repay-amount").fill("٥٠٠");
    await look("q-debts-repay");
    await at("repay-do").click();
    await page.locator("[role=alert]").waitFor();
    await look("q-debts-repay-no");
    await page.keyboard.press("Escape");
    await at("debt-limit").click();
    await look("q-debts-limit");
    await page.keyboard.press("Escape");
    await at("debt-forgive").click();
    await at("forgive-reason").fill("x");
    await look("q-debts-forgive");
    await page.keyboard.press("Escape");
    await at("debt-sale").click();
    await at("order-row").waitFor();
    await look("q-debts-bought");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await at("debts-search").fill("zz");
    await at("debts-none-found").waitFor();
    await look("q-debts-none");
  }

  /** Before the owner has opened it: to the owner, and to a clerk. */
  async function closed() {
    for (const role of ["owner", "clerk"]) {
      await page.goto(`${address}&role=${role}&empty`);
      await at("nav-settings").click();
      await at("open-debts").click();
      await at("debts-none").waitFor();
      await look(`q-debts-closed-${role}`);
    }
  }
}
