//! One practice sale through the real window on a virtual display, with pictures of it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::Practice;
use super::shop::{self, Voucher};
use crate::window::webdriver::wait_until;
use crate::window::{Display, Driver, Session, keys};

/// A first start in a debug build on a busy machine takes seconds.
const OPEN_MAX: Duration = Duration::from_secs(60);
const STEP_MAX: Duration = Duration::from_secs(20);
/// The simulator fulfils within seconds; the till looks every few.
const DELIVERY_MAX: Duration = Duration::from_secs(90);
/// Keys closer to each other than 35 ms are taken for a barcode scanner.
const UNLIKE_A_SCAN: Duration = Duration::from_millis(80);

/// What was sold and what is left to look at.
#[derive(Debug)]
pub struct Seen {
    /// The product's id.
    pub product: String,
    /// What the customer paid.
    pub price: String,
    /// The sale's state, in the contract's word.
    pub state: String,
    /// Screenshots and the receipt.
    pub files: Vec<PathBuf>,
}

/// Sells one voucher in a new practice till whose data, screenshots and receipt are left in
/// `folder`. The folder is emptied first: what is in it afterwards is from this sale.
pub fn sell(raseed: &Path, folder: &Path) -> Result<Seen> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
    }
    let shop = shop::text()?;
    let practice = Practice::start_aside(raseed, &folder.join("till"), &shop)?;
    let voucher = shop::first_voucher(&shop)?;
    let display = Display::start()?;
    let driver = Driver::start(&display)?;
    let data_dir = practice.data_dir().to_string_lossy().into_owned();
    let session = driver.open(raseed, &["--data-dir", &data_dir])?;
    let mut demo = Demo { session, folder: folder.to_owned(), files: Vec::new() };
    let outcome = demo.sell(&voucher, &shop);
    if outcome.is_err() {
        demo.shoot("failed")?;
    }
    let state = outcome.with_context(|| format!("see the screenshots in {}", folder.display()))?;
    demo.files.push(receipt(practice.data_dir(), folder)?);
    Ok(Seen { product: voucher.id, price: voucher.price, state, files: demo.files })
}

struct Demo {
    session: Session,
    folder: PathBuf,
    files: Vec<PathBuf>,
}

impl Demo {
    fn sell(&mut self, voucher: &Voucher, shop: &str) -> Result<String> {
        self.unlock(shop)?;
        self.click(&format!("product-{}", voucher.id))?;
        self.session.wait_for(&hook("basket-line"), STEP_MAX)?;
        self.shoot("sell")?;
        self.click("pay")?;
        self.click("tender-cash")?;
        let received = self.session.wait_for(&hook("cash-received"), STEP_MAX)?;
        self.session.clear(&received)?;
        self.session.send_keys(&received, &voucher.price)?;
        self.shoot("pay")?;
        self.click("confirm")?;
        let state = self.final_state()?;
        if state != "delivered" {
            bail!("the practice sale ended {state}");
        }
        self.shoot("delivered")?;
        self.click("reveal")?;
        self.session.wait_for(&format!("{}[data-masked=false]", hook("code")), STEP_MAX)?;
        self.shoot("code")?;
        self.click("print")?;
        wait_for_file(&self.folder.join("till"))?;
        self.click("nav-orders")?;
        self.session.wait_for(&hook("order-row"), STEP_MAX)?;
        self.shoot("orders")?;
        Ok(state)
    }

    fn unlock(&mut self, shop: &str) -> Result<()> {
        let either = format!("{},{}", hook("search"), hook("pin"));
        self.session.wait_for(&either, OPEN_MAX)?;
        if let Some(pin) = self.session.find(&hook("pin"))? {
            let clerks = shop::clerks(shop);
            let (_, secret) =
                clerks.first().context("the till is locked and the shop has no clerk")?;
            self.session.send_keys(&pin, secret)?;
            std::thread::sleep(UNLIKE_A_SCAN);
            self.session.press(&[keys::ENTER])?;
            self.session.wait_for(&hook("search"), STEP_MAX)?;
        }
        Ok(())
    }

    /// Clicks what `testid` names once it is there and enabled.
    fn click(&self, testid: &str) -> Result<()> {
        let enabled = format!("{}:not([disabled]):not([aria-disabled=true])", hook(testid));
        wait_until(testid, STEP_MAX, || match self.session.find(&enabled)? {
            Some(element) => self.session.click(&element).map(Some),
            None => Ok(None),
        })
    }

    fn final_state(&self) -> Result<String> {
        wait_until("the sale's end", DELIVERY_MAX, || {
            let Some(element) = self.session.find(&hook("sale-state"))? else { return Ok(None) };
            let state = self.session.attribute(&element, "data-state")?;
            Ok(state.filter(|state| !["prepared", "waiting", "unknown"].contains(&state.as_str())))
        })
    }

    fn shoot(&mut self, name: &str) -> Result<()> {
        let file = self.folder.join(format!("{}-{name}.png", self.files.len() + 1));
        self.session.screenshot_to(&file)?;
        self.files.push(file);
        Ok(())
    }
}

/// The selector of a stable hook.
fn hook(testid: &str) -> String {
    format!("[data-testid=\"{testid}\"]")
}

/// The practice shop's printer writes PDFs into its data folder.
fn wait_for_file(data_dir: &Path) -> Result<PathBuf> {
    wait_until("the receipt", STEP_MAX, || Ok(newest_pdf(data_dir)))
}

fn receipt(data_dir: &Path, folder: &Path) -> Result<PathBuf> {
    let copy = folder.join("receipt.pdf");
    std::fs::copy(wait_for_file(data_dir)?, &copy)?;
    Ok(copy)
}

fn newest_pdf(data_dir: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(data_dir.join("receipts")).ok()?;
    let files = entries.filter_map(Result::ok).map(|entry| entry.path());
    let receipts =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    receipts.max_by_key(|path| std::fs::metadata(path).and_then(|file| file.modified()).ok())
}
