//! `prices`: what products cost and what customers pay, and the rules between the two.

use super::{Call, args::Prices, output::Output};
use crate::{
    error::{ErrorCode, Exit, Failure},
    prices::{self, Priced, Rise},
    views::{
        LocalName,
        price::{PriceChangeView, PriceView, RiseView, RuleView},
    },
};
use domain::{
    ids::ProductId,
    price::{PriceRule, RuleKind, RuleScope},
    product::Product,
    shop::Language,
};
use engine::{
    catalog::{Index, Search},
    ports::journal::Note,
};

pub(super) async fn run(call: &Call, args: Prices, output: &Output) -> Result<Exit, Failure> {
    let session = &call.session;
    let note = Note { at: session.now(), clerk: call.clerk_name(), detail: None };
    if let Some(set) = &args.set {
        let bad = || Failure::in_case(ErrorCode::AmountInvalid, "price", set);
        let (id, price) = set.rsplit_once('=').ok_or_else(bad)?;
        prices::set(session, &found(call, id).await?, Some(price), None, &note).await?;
        return show_one(call, id, output).await;
    }
    if let Some(id) = &args.take_back {
        prices::set(session, &found(call, id).await?, None, None, &note).await?;
        return show_one(call, id, output).await;
    }
    if let Some(id) = &args.keep {
        let product = found(call, id).await?;
        for rise in rises(call).await?.iter().filter(|it| it.priced.product.id == product.id) {
            session.storage.keep_price(&product.id, rise.now, &note).await?;
        }
        return show_one(call, id, output).await;
    }
    if args.rises {
        rises(call).await?.iter().for_each(|rise| show_rise(call, rise, output));
        return Ok(Exit::Done);
    }
    if let Some(scope) = &args.rule {
        return rule(call, scope, &args, &note, output).await;
    }
    if args.rules {
        return show_rules(call, output).await;
    }
    list(call, &args, output).await
}

async fn list(call: &Call, args: &Prices, output: &Output) -> Result<Exit, Failure> {
    let known = call.session.storage.price_facts().await?;
    let index = Index::new(call.session.till.journal().products().await?, Vec::new());
    let search = Search {
        query: args.query.as_deref().unwrap_or(""),
        supplier: args.supplier.as_deref(),
        limit: args.limit.unwrap_or(usize::MAX),
        ..Search::default()
    };
    for product in index.each(search) {
        show(call, &Priced::of(&call.session, product, &known), output);
    }
    Ok(Exit::Done)
}

async fn found(call: &Call, id: &str) -> Result<Product, Failure> {
    let product = call.session.storage.product_of(&ProductId::new(id)).await?;
    product.ok_or_else(|| Failure::about(ErrorCode::UnknownProduct, id))
}

async fn rises(call: &Call) -> Result<Vec<Rise>, Failure> {
    let known = call.session.storage.price_facts().await?;
    let products = call.session.till.journal().products().await?;
    Ok(prices::rises(&call.session, products.iter(), &known))
}

async fn show_one(call: &Call, id: &str, output: &Output) -> Result<Exit, Failure> {
    let known = call.session.storage.price_facts().await?;
    show(call, &Priced::of(&call.session, &found(call, id).await?, &known), output);
    Ok(Exit::Done)
}

async fn rule(
    call: &Call,
    scope: &str,
    args: &Prices,
    note: &Note,
    output: &Output,
) -> Result<Exit, Failure> {
    let session = &call.session;
    let (scope, target) = RuleScope::of_target(scope)
        .ok_or_else(|| Failure::about(ErrorCode::PriceRuleInvalid, scope))?;
    let rule = read(call, (scope, target), args)?;
    if args.preview {
        let rules = session.storage.price_rules().await?;
        let rules = prices::with_rule(rules, (scope, target), rule);
        let products = session.till.journal().products().await?;
        for change in prices::changes(session, products.iter(), &rules) {
            show_change(call, &PriceChangeView::from(&change), output);
        }
        return Ok(Exit::Done);
    }
    match rule {
        Some(rule) => session.storage.set_price_rule(&rule, note).await?,
        None => session.storage.take_back_price_rule(scope, target, note).await?,
    }
    show_rules(call, output).await
}

/// The rule that was given; none where it is to be taken back.
fn read(
    call: &Call,
    place: (RuleScope, &str),
    args: &Prices,
) -> Result<Option<PriceRule>, Failure> {
    let given = [
        (RuleKind::PercentOnCost, &args.percent_on_cost),
        (RuleKind::AmountOnCost, &args.amount_on_cost),
        (RuleKind::PercentOfFace, &args.percent_of_face),
    ];
    let given = given.into_iter().find_map(|(kind, value)| Some((kind, value.as_deref()?)));
    let round_to = args.round_to.as_deref();
    let rule = |(kind, value)| prices::read_rule(&call.session, place, kind, value, round_to);
    given.map(rule).transpose()
}

async fn show_rules(call: &Call, output: &Output) -> Result<Exit, Failure> {
    for rule in call.session.storage.price_rules().await? {
        output.result(&RuleView::from(&rule), || {
            let round_to = rule.round_to.map_or(String::new(), |step| format!("  ↑ {step}"));
            let (scope, kind) = (rule.scope.as_str(), rule.kind.as_str());
            format!("{scope:<9} {:<18} {kind:<16} {}{round_to}", rule.target, rule.value)
        });
    }
    Ok(Exit::Done)
}

fn show(call: &Call, priced: &Priced, output: &Output) {
    let view = PriceView::from(priced);
    output.result(&view, || {
        format!(
            "{:<18} {:>10} {:<8} {:>10} {:>9}  {}",
            view.product_id,
            dash(&view.price),
            priced.source.as_str(),
            dash(&view.cost_here),
            dash(&view.margin),
            name(call, &view.name),
        )
    });
}

fn show_rise(call: &Call, rise: &Rise, output: &Output) {
    let view = RiseView::from(rise);
    output.result(&view, || {
        format!(
            "{:<18} {} → {} {}  {} → {}  {}",
            view.priced.product_id,
            view.cost_then,
            view.cost_now,
            view.cost_currency,
            dash(&view.priced.price),
            dash(&view.proposed),
            name(call, &view.priced.name),
        )
    });
}

fn show_change(call: &Call, view: &PriceChangeView, output: &Output) {
    output.result(view, || {
        let (from, to) = (dash(&view.from), dash(&view.to));
        format!("{:<18} {from:>10} → {to:>10}  {}", view.product_id, name(call, &view.name))
    });
}

fn dash(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or("–")
}

fn name<'a>(call: &Call, name: &'a LocalName) -> &'a str {
    match call.words.language() {
        Language::English => &name.en,
        Language::Arabic => &name.ar,
    }
}
