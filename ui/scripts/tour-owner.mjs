// The way through what an owner sees and a clerk does not.

/** @param {import("playwright-core").Page} page @param {string} address @param {(name: string) => Promise<void>} look */
export async function owner(page, address, look) {
  const at = (/** @type {string} */ id) => page.locator(`[data-testid="${id}"]`).first();
  await accounts();
  await people();
  await prices();
  await taxes();
  await told();
  await setUp();

  /** Setting up for the first time, step by step, with each refusal. */
  async function setUp() {
    await page.goto(`${address}&setup=language`);
    await at("setup").waitFor();
    await look("h-setup-language");
    await at("setup-have-backup").click();
    await at("restore-found").click();
    await look("h-setup-backup");
    await at("restore-phrase").fill("wrong");
    await at("setup-next").click();
    await page.locator("[role=alert]").waitFor();
    await look("h-setup-backup-refused");
    await at("restore-phrase").fill("four words of mine");
    await at("setup-next").click();
    await at("restore-looked").waitFor();
    await look("h-setup-backup-looked");
    await page.goto(`${address}&setup=language&restoring`);
    await at("setup-have-backup").click();
    await at("restore-found").click();
    await at("restore-phrase").fill("four words of mine");
    await at("setup-next").click();
    await at("restore-looked").waitFor();
    await at("setup-next").click();
    await at("restore-stop").waitFor();
    await look("h-setup-restoring");
    await at("restore-stop").click();
    await page.locator("[role=alert]").waitFor();
    await page.keyboard.press("Escape");
    await at("setup-have-backup").waitFor();
    await at("setup-next").click();
    await at("shop-name").fill("Abu Ali Mobile");
    await look("h-setup-shop");
    await at("setup-next").click();
    await at("supplier-key").fill("nonsense");
    await at("supplier-rate").fill("3.70");
    await at("setup-next").click();
    await at("supplier-refused").waitFor();
    await look("h-setup-supplier");
    await at("supplier-key").fill("sk_good");
    await at("setup-next").click();
    await at("goods-item").fill("5001");
    await at("goods-name").fill("PUBG Mobile 660 UC");
    await at("goods-price").fill("38");
    await look("h-setup-goods");
    await at("setup-next").click();
    await at("goods-count").waitFor();
    await at("setup-next").click();
    await at("printer-kind").selectOption("escpos-device");
    await at("setup-next").click();
    await at("test-result").waitFor();
    await look("h-setup-printer");
    await at("setup-skip").click();
    await at("owner-name").fill("Abu Ali");
    await at("owner-pin").fill("4821");
    await at("owner-again").fill("4822");
    await look("h-setup-owner");
  }

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

  /** What the owner is told by message: a report that was not sent, in the settings and after a close. */
  async function told() {
    await page.goto(`${address}&role=owner&shift&untold`);
    await at("nav-settings").click();
    await at("owner-unsent").waitFor();
    await at("owner-again").scrollIntoViewIfNeeded();
    await look("c-owner-texts");
    await at("nav-shift").click();
    await at("shift-close").click();
    await at("shift-counted").fill("1000");
    await at("shift-close-do").click();
    await at("owner-told").waitFor();
    await look("b-shift-untold");
  }

  /** Taxes: nothing said, two rates, and what a month has to declare. */
  async function taxes() {
    await page.goto(`${address}&role=owner&busy`);
    await at("nav-settings").click();
    await at("open-prices").click();
    await at("prices-taxes").click();
    await at("taxes-none").waitFor();
    await look("p-taxes-none");
    await at("tax-rate").fill("16");
    await at("tax-save").click();
    await at("tax").waitFor();
    await at("rule-scope").selectOption("brand");
    await at("rule-target").selectOption("PUBG");
    await at("tax-rate").fill("0");
    await at("tax-save").click();
    await page.locator("[data-testid=tax]").nth(1).waitFor();
    await look("p-taxes");
    await at("nav-reports").click();
    await at("period-month").click();
    await at("by-tax").waitFor();
    await at("by-tax").scrollIntoViewIfNeeded();
    await look("p-report-taxes");
  }

  /** Prices: the list, one of them, a rule that is looked at, and costs that rose. */
  async function prices() {
    await page.goto(`${address}&role=owner`);
    await at("nav-settings").click();
    await at("open-prices").click();
    await at("price-row").waitFor();
    await look("p-prices");
    await at("price-palcards:5001").click();
    await at("price-new").fill("1");
    await look("p-price");
    await at("price-save").click();
    await at("price-new").waitFor({ state: "detached" });
    await at("prices-rules").click();
    await at("rule-scope").selectOption("all");
    await at("rule-value").fill("8");
    await at("rule-look").click();
    await at("rule-changes").waitFor();
    await look("p-prices-rules");
    await at("rule-save").click();
    await at("rule").waitFor();
    await at("prices-rises").click();
    await at("rise").waitFor();
    await look("p-prices-rises");
    await at("prices-refunds").click();
    await at("rule-target").selectOption("PUBG");
    await at("refund-rule-save").click();
    await at("refund-rule").waitFor();
    await look("p-prices-refunds");
    await at("rule-scope").selectOption("all");
    await at("refund-proof").selectOption("slip");
    await at("refund-rule-save").click();
    await page.locator("[data-testid=refund-rule]").nth(1).waitFor();
    await at("nav-orders").click();
    await page.locator("[data-testid=order-row][data-state=delivered]").first().click();
    await at("order-refund").click();
    await at("refund-seen").waitFor();
    await look("p-refund-proof");
    await page.keyboard.press("Escape");
    await at("nav-settings").click();
    await at("open-prices").click();
    await at("prices-stock").click();
    await at("stock-row").waitFor();
    await at("stock-search").fill("google");
    await page.getByRole("table").nth(1).waitFor();
    await look("p-stock");
    await at("stock-palcards:5001").click();
    await at("stock-quantity").fill("3");
    await page.locator('[data-testid="stock-buy"][aria-disabled="false"]').waitFor();
    await look("p-stock-buy");
    await at("stock-buy").click();
    await at("stock-bought").waitFor();
    await look("p-stock-bought");
    await page.keyboard.press("Escape");
    await at("prices-list").click();
    await at("prices-search").fill("no such thing");
    await page.locator(".empty").waitFor();
    await look("p-prices-none");
  }
}
