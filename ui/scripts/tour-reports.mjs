// The part of the tour that leads through the reports.

/**
 * The reports: a clerk's counts, what a manager sees, the owner's month, the orders behind a bar, and nothing at all.
 * @param {import("playwright-core").Page} page @param {string} address @param {(name: string) => Promise<void>} look
 */
export async function reports(page, address, look) {
  const at = (/** @type {string} */ id) => page.locator(`[data-testid="${id}"]`).first();
  await page.goto(`${address}&busy`);
  await at("attention-to-sell").click();
  await at("nav-reports").click();
  await at("report-totals").waitFor();
  await look("r-reports-clerk");
  await page.goto(`${address}&role=manager&busy`);
  await at("nav-reports").click();
  await at("report-totals").waitFor();
  await look("r-reports-manager");
  await page.goto(`${address}&role=owner&busy`);
  await at("nav-reports").click();
  await at("period-month").click();
  await at("chart-days").waitFor();
  await page.locator("[data-testid=chart-days] [data-testid=bar]").last().focus();
  await look("r-reports-month");
  await at("by-clerk").scrollIntoViewIfNeeded();
  await page.locator("[data-testid=wallet-chart]").last().scrollIntoViewIfNeeded();
  await look("r-reports-below");
  await at("period-custom").click();
  await look("r-reports-custom");
  await at("period-today").click();
  await page.locator("[data-testid=by-supplier] [data-testid=line]").first().click();
  await at("order-row").waitFor();
  await look("r-reports-orders");
  await page.goto(`${address}&role=manager&empty`);
  await at("nav-reports").click();
  await at("period-yesterday").click();
  await at("exception-line").waitFor();
  await look("r-reports-none");
  await at("exception-approvals").click();
  await at("exception-event").waitFor();
  await look("r-exceptions");
}
