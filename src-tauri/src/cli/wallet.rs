//! `wallet`: balances, and holding them against the books.

use super::{Call, args::Wallet, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    health,
    views::{WalletView, reconcile::ReconciliationView},
    words::args,
};
use domain::{
    digits::typed_decimal,
    ids::{OrderId, ProviderOrderId, SupplierId},
    money::{Money, parse_decimal},
};
use engine::ports::books::BookingKind;

/// Every order that is asked about, as `--ours` and `--not-ours` say it.
const ALL: &str = "all";

pub(super) async fn run(call: &Call, args: &Wallet, output: &Output) -> Result<Exit, Failure> {
    if args.is_look() {
        return look(call, output).await;
    }
    say(call, args).await?;
    let found = call.session.keeper().reconcile().await?;
    let view = ReconciliationView::from(&found);
    output.result(&view, || as_text(call, &view));
    Ok(Exit::Done)
}

/// What a person says about a wallet or a supplier's order.
async fn say(call: &Call, said: &Wallet) -> Result<(), Failure> {
    if is_all(&said.ours) && is_all(&said.not_ours) {
        return Err(Failure::about(ErrorCode::BadUsage, "--ours all --not-ours all"));
    }
    let (keeper, clerk) = (call.session.keeper(), call.clerk_name());
    let note = said.note.clone().unwrap_or_default();
    if let Some(taken) = &said.taken {
        let bad = || Failure::in_case(ErrorCode::AmountInvalid, "booked", taken);
        let (order, amount) = taken.split_once('=').ok_or_else(bad)?;
        let amount = parse_decimal(&typed_decimal(amount)).map_err(|_| bad())?;
        let price = Money::new(amount, call.session.shop().currency);
        keeper.tell_price(&OrderId::new(order), price, clerk.clone()).await?;
    }
    let Some(supplier) = said.supplier.as_ref().map(SupplierId::new) else { return Ok(()) };
    let bookings = [(&said.deposit, BookingKind::Deposit), (&said.explain, BookingKind::Explained)];
    for (amount, kind) in bookings {
        if let Some(amount) = amount {
            let amount = signed(call, &supplier, amount, said.currency.as_deref())?;
            keeper.book(&supplier, kind, amount, &note, clerk.clone()).await?;
        }
    }
    if said.ours.is_empty() && said.not_ours.is_empty() {
        return Ok(());
    }
    let strays = keeper.strays().await?;
    let asked = strays.iter().filter(|stray| stray.supplier == supplier);
    let asked: Vec<&ProviderOrderId> = asked.map(|it| &it.listed.provider_order_id).collect();
    let ours = named(&said.ours, &said.not_ours, &asked);
    let denied = named(&said.not_ours, &said.ours, &asked);
    keeper.adopt_all(&supplier, &ours, &note, clerk.clone()).await?;
    Ok(keeper.deny(&supplier, &denied, &note, clerk).await?)
}

/// Which of a supplier's orders are meant: those named, or all that are asked about but those of which the
/// same call says the opposite.
fn named(said: &[String], opposite: &[String], asked: &[&ProviderOrderId]) -> Vec<ProviderOrderId> {
    if !is_all(said) {
        return said.iter().map(ProviderOrderId::new).collect();
    }
    let rest = asked.iter().filter(|id| opposite.iter().all(|other| other != id.as_str()));
    rest.map(|id| (*id).clone()).collect()
}

fn is_all(said: &[String]) -> bool {
    said.iter().any(|id| id == ALL)
}

/// An amount in a wallet's currency; a minus takes from it.
pub(crate) fn signed_amount(typed: &str) -> Option<rust_decimal::Decimal> {
    let typed = typed_decimal(typed).replace('\u{2212}', "-");
    match typed.strip_prefix('-') {
        Some(rest) => parse_decimal(rest).ok().map(|amount| -amount),
        None => parse_decimal(&typed).ok(),
    }
}

fn signed(
    call: &Call,
    supplier: &SupplierId,
    typed: &str,
    currency: Option<&str>,
) -> Result<Money, Failure> {
    let bad = || Failure::in_case(ErrorCode::AmountInvalid, "booked", typed);
    let own = call.session.till.suppliers().get(supplier).and_then(|it| it.currency());
    let named = currency.map(|code| code.parse().map_err(|_| bad())).transpose()?;
    let currency = named.or(own).unwrap_or(call.session.shop().currency);
    Ok(Money::new(signed_amount(typed).ok_or_else(bad)?, currency))
}

fn as_text(call: &Call, view: &ReconciliationView) -> String {
    let words = &call.words;
    let dash = || "–".to_owned();
    let mut lines = Vec::new();
    for wallet in &view.wallets {
        let named = args([
            ("supplier", wallet.supplier.clone()),
            ("currency", wallet.currency.clone()),
            ("expected", wallet.expected.clone().unwrap_or_else(dash)),
            ("reported", wallet.reported.clone().unwrap_or_else(dash)),
            ("difference", wallet.difference.clone().unwrap_or_else(dash)),
            ("unexplained", wallet.unexplained.clone().unwrap_or_else(dash)),
        ]);
        lines.push(words.say_with("reconcile-wallet", &named));
    }
    for stray in &view.strays {
        let cost = stray.cost.clone().unwrap_or_else(dash);
        let named = args([
            ("supplier", stray.supplier.clone()),
            ("order", stray.provider_order_id.clone()),
            ("cost", format!("{cost} {}", stray.cost_currency.clone().unwrap_or_default())),
            ("at", stray.made_at.clone().unwrap_or_else(dash)),
        ]);
        lines.push(words.say_with("reconcile-stray", &named));
    }
    for order in &view.not_listed {
        let named = args([
            ("supplier", order.supplier.clone()),
            ("order", order.order_id.clone()),
            ("theirs", order.provider_order_id.clone().unwrap_or_else(dash)),
        ]);
        lines.push(words.say_with("reconcile-not-listed", &named));
    }
    for unread in &view.unread {
        let named = args([("supplier", unread.supplier.clone()), ("what", unread.message.clone())]);
        lines.push(words.say_with("reconcile-unread", &named));
    }
    lines.join("\n")
}

async fn look(call: &Call, output: &Output) -> Result<Exit, Failure> {
    let session = &call.session;
    let products = health::products(session).await?;
    let mut failure = None;
    for account in &session.accounts {
        let found = health::supplier(session, account, products.iter()).await?;
        let state = found.health.as_str();
        for wallet in &found.wallets {
            show(call, output, &WalletView::of(wallet, state));
        }
        let Some(why) = found.why() else { continue };
        let last = match account.currency {
            Some(currency) => session.till.journal().wallet(&account.id, currency).await?,
            None => None,
        };
        let view = match last {
            Some(wallet) => WalletView::of(&wallet, state),
            None => WalletView {
                supplier: account.id.to_string(),
                currency: account.currency.map(|currency| currency.to_string()),
                balance: None,
                as_of: None,
                state: state.to_owned(),
            },
        };
        show(call, output, &view);
        let what = format!("{}: {why}", account.id);
        failure = Some(Failure::about(ErrorCode::UpstreamUnavailable, what));
    }
    failure.map_or(Ok(Exit::Done), Err)
}

fn show(call: &Call, output: &Output, view: &WalletView) {
    output.result(view, || {
        let balance = view.balance.as_deref().unwrap_or("–");
        let currency = view.currency.as_deref().unwrap_or("");
        let state = call.words.say(&format!("upstream-{}", view.state));
        format!("{:<16} {balance:>12} {currency:<3}  {state}", view.supplier)
    });
}
