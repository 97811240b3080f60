// The way through every screen that `look.mjs` takes.
import { keeping } from "./keeping.mjs";
import { reports } from "./tour-reports.mjs";

import { counter } from "./tour-counter.mjs";
import { guards } from "./tour-guards.mjs";

/** The faces of the customer's window, as `src/customer/demo.ts` makes them. */
export const faces =
  "idle basket long account accounts pay waiting unknown attention delivered refused part cancelled code link".split(
    " ",
  );

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

  await attention();
  await at("attention-to-sell").click();
  await at("product-palcards:5001").waitFor();
  await counter(page, look);
  await sale("5002");
  await at("field-accountId").fill("5123456789");
  await at("check").click();
  await at("check-result").waitFor();
  await look("2-details");
  await page.keyboard.press("F9");
  await at("cash-received").fill("200");
  await look("3-pay");
  await at("tender-card").click();
  await at("card-number").fill("4111 1111 1111 1112");
  await at("card-ends").fill("08/31");
  await look("3-pay-card");
  await at("tender-payerly").click();
  await look("3-pay-page");
  await at("confirm").click();
  await at("pay-qr").waitFor();
  await look("4-pay-qr");
  await at("page-cancel").click();
  await at("page-cancel-yes").waitFor();
  await look("4-pay-cancel");
  await at("page-cancel-yes").click();
  await at("pay-again").waitFor();
  await look("4-cancelled");
  await at("pay-again").click();
  await at("tender-cash").click();
  await at("cash-received").fill("200");
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
  await sale("5025", "5026");
  await at("field-amount").fill("15");
  await page.locator("[data-testid=field-amount]").nth(1).fill("12.3");
  await at("search").focus();
  await look("5-amount");
  await page.locator("[data-testid=basket] button.plain").first().click();
  await sale("5001");
  await paid();
  await at("reveal").click();
  await look("6-revealed");
  await at("print").click();
  await sale("5012");
  await paid();
  await look("7-unknown");
  await at("parked-sale").waitFor({ timeout: 20_000 });
  await look("7-parked");
  await at("new-sale").click();
  await sale("5001");
  await look("7-waiting-chip");
  await at("waiting-chip").click();
  await at("waiting-sale").waitFor();
  await look("7-waiting-room");
  await at("waiting-sale").click();
  await at("sale-state").waitFor();
  await look("7-waiting-opened");
  await at("new-sale").click();
  await page.locator("[data-testid=basket] button.plain").first().click();
  await sale("5011");
  await paid();
  await look("8-refused");
  await at("new-sale").click();
  await sale("5001", "5011", "5011");
  await paid();
  await look("8-part");
  await at("new-sale").click();
  await at("search").fill("zzzz");
  await look("9-nothing-found");
  await at("search").fill("");

  await at("nav-orders").click();
  await at("order-row").waitFor();
  await page.locator("[data-testid=order-row][data-state=delivered]").nth(3).click();
  await look("a-orders");
  await at("nav-settings").click();
  await look("c-settings");
  await at("open-printers").click();
  await at("print-job").waitFor();
  await look("c-printers");
  await page.locator("[data-testid=print-job][data-trouble=interrupted]").first().click();
  await at("job-detail").waitFor();
  await look("c-printers-job");
  await at("print-again").click();
  await at("print-result").waitFor();
  await look("c-printers-again");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await at("open-slips").click();
  await at("slip-preview").waitFor();
  await look("c-slips");
  await page.keyboard.press("Escape");
  await page.keyboard.press("F7");
  await at("drawer-reason").fill("x");
  await look("c-drawer");
  await page.keyboard.press("Escape");
  await at("display-switch").click();
  await look("c-display-on");
  await at("nav-sell").click();
  await sale("5001");
  await paid();
  await at("reveal-customer").click();
  await at("whatsapp").click();
  await at("whatsapp-phone").fill("0599 123 456");
  await look("c-result-all");
  await at("whatsapp-send").click();
  await at("whatsapp-result").waitFor();
  await look("c-result-whatsapp");
  await at("new-sale").click();
  await at("nav-settings").click();
  await at("display-switch").click();
  await at("nav-shift").click();
  await at("shift-float").waitFor();
  await at("piece-200").fill("١");
  await at("piece-50").fill("2");
  await look("b-shift-open");
  await page.keyboard.press("F1");
  await look("d-keys");
  await page.keyboard.press("Escape");

  await at("nav-sell").click();
  await sale("5015");
  await page.keyboard.press("F9");
  await at("confirm").click();
  await at("sell-again").waitFor();
  await look("e-again");
  await guards(page, address, look);
  await shift();
  await keeping(page, address, look);
  await reports(page, address, look);
  await page.goto(`${address}&settles`);
  await at("attention-to-sell").click();
  await sale("5007");
  await page.locator("[data-testid=waiting-chip][data-ready='2']").waitFor({ timeout: 20_000 });
  await look("e-ended");
  await at("waiting-chip").click();
  await look("e-ended-room");
  await page.goto(`${address}&practice&pin=4821&empty`);
  await at("pin").waitFor();
  await look("f-lock");
  await at("pin").fill("4821");
  await page.keyboard.press("Enter");
  await at("product-palcards:5001").waitFor();
  await look("g-practice-empty");

  /** The shift: as a clerk and as a manager see it, cash in and out, the blind count, and what it came to. */
  async function shift() {
    await page.goto(`${address}&shift`);
    await at("attention-to-sell").click();
    await at("nav-shift").click();
    await at("shift-blind").waitFor();
    await look("b-shift-clerk");
    await at("shift-pay-out").click();
    await at("pay-amount").fill("12.5");
    await look("b-shift-pay-out");
    await page.goto(`${address}&role=manager&shift`);
    await at("nav-shift").click();
    await at("drawer-ILS").waitFor();
    await look("b-shift-manager");
    await at("shift-close").click();
    await at("piece-100").fill("3");
    await at("piece-20").fill("2");
    await look("b-shift-count");
    await at("shift-close-do").click();
    await at("shift-closed").waitFor();
    await look("b-shift-closed");
  }

  /** What needs a person: at the start, with each decision, behind a clerk's role, and the late truths. */
  async function attention() {
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
    await page.locator("#decide-reason ~ .usual button").first().click();
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
    await page.locator("#decide-reason ~ .usual button").first().click();
    await at("decide").click();
    await at("decided").waitFor();
    await look("0-decided-refused");
    await page.goto(address);
    await at("matter").waitFor();
  }
}
