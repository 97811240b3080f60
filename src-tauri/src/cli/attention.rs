//! `attention`: what needs a person although no process can do more, and that a person has seen to it.

use super::{
    Call,
    args::{AttentionCommand, Candidate, Texted},
    output::Output,
};
use crate::{
    error::{ErrorCode, Exit, Failure},
    sms::lost_text_to,
    views::rfc3339,
    words::{Words, args},
};
use domain::{order::OrderState, product::ProductKind, time::Timestamp};
use engine::{
    ports::{
        books::Stray,
        journal::{OrderQuery, Which},
    },
    records::{AttentionItem, AttentionKind, OrderRecord},
    resolve::{Decision, candidates_of},
};
use serde::Serialize;

/// At most so many undecided orders are listed; nobody decides more at a sitting.
const LIST_MAX: u32 = 500;

/// One thing that needs a person.
#[derive(Serialize)]
struct MatterView {
    /// `decide` for an order that `resolve` ends, `stray` for one of a supplier's that may be a sale which
    /// the backup did not have, else the kind of news.
    matter: &'static str,
    /// `None` of a stray: it is no order of this till yet.
    order_id: Option<String>,
    sale_id: Option<String>,
    product_id: Option<String>,
    since: String,
    /// The supplier's orders that may be this one.
    candidates: Vec<String>,
    message: String,
    hint: String,
    /// The command that ends it.
    command: String,
}

pub(super) async fn run(
    call: &Call,
    command: AttentionCommand,
    output: &Output,
) -> Result<Exit, Failure> {
    match command {
        AttentionCommand::List => {}
        AttentionCommand::Seen { order } => seen(call, &order).await?,
        AttentionCommand::Texted(given) => texted(call, &given).await?,
        AttentionCommand::Candidate(given) => decide(call, given).await?,
    }
    list(call, output).await
}

async fn list(call: &Call, output: &Output) -> Result<Exit, Failure> {
    let session = &call.session;
    let journal = session.till.journal();
    let which = Which::In(OrderState::NeedsAttention);
    let query = OrderQuery { which, limit: LIST_MAX, ..OrderQuery::default() };
    for order in journal.orders(&query).await?.iter().rev() {
        let candidates = candidates_of(order);
        let ids = candidates.iter().map(ToString::to_string).collect();
        let since = session.undecided_since(order).await?;
        let about = About { order, since, candidates: ids };
        show(&about.undecided(&call.words), output);
    }
    for item in session.till.attention_items().await? {
        let order = session.order(item.order.as_str()).await?;
        let phone = lost_text_to(session, &order, item.kind).await?;
        let kind = journal.product(&order.product_id).await?.map(|product| product.kind);
        let is_topup = kind == Some(ProductKind::Topup);
        let ids = item.candidates.iter().map(ToString::to_string).collect();
        let about = About { order: &order, since: item.at, candidates: ids };
        show(&about.told(item.kind, is_topup, phone, &call.words), output);
    }
    for stray in session.keeper().strays().await?.iter().filter(|stray| stray.needs_person) {
        show(&of_stray(stray, &call.words), output);
    }
    Ok(Exit::Done)
}

fn of_stray(stray: &Stray, words: &Words) -> MatterView {
    let (supplier, order) = (&stray.supplier, &stray.listed.provider_order_id);
    let named = args([("supplier", supplier.to_string())]);
    MatterView {
        matter: "stray",
        order_id: None,
        sale_id: None,
        product_id: None,
        since: rfc3339(stray.found_at),
        candidates: vec![order.to_string()],
        message: words.say_with("matter-stray-lead", &named),
        hint: words.say("matter-stray-do"),
        command: format!(
            "wallet --supplier {supplier} --ours {order} | --not-ours {order} --note TEXT"
        ),
    }
}

/// What is told of whatever is the matter with an order.
struct About<'a> {
    order: &'a OrderRecord,
    since: Timestamp,
    candidates: Vec<String>,
}

impl About<'_> {
    fn undecided(self, words: &Words) -> MatterView {
        let id = &self.order.id;
        let command = format!("resolve {id} --as-delivered | --as-refused --reason TEXT");
        let hint = words.say("matter-decide-do");
        self.view("decide", words.say("matter-decide-lead"), hint, command)
    }

    fn told(
        self,
        kind: AttentionKind,
        is_topup: bool,
        phone: Option<String>,
        words: &Words,
    ) -> MatterView {
        let id = &self.order.id;
        let form = if kind == AttentionKind::LateDelivery && is_topup { "-topup" } else { "" };
        let word = kind.as_str();
        let phone = args([("phone", phone.unwrap_or_default())]);
        let lead = words.say_with(&format!("matter-{word}-lead{form}"), &phone);
        let (hint, command) = if kind.is_only_read() {
            (words.say(&format!("matter-{word}-do{form}")), format!("attention seen {id}"))
        } else if kind == AttentionKind::LateCandidate {
            let command = format!("attention candidate {id} --is ID | --none --reason TEXT");
            (words.say("matter-late_candidate-do"), command)
        } else {
            (words.say("text-do"), format!("attention texted {id} --done WHAT"))
        };
        self.view(word, lead, hint, command)
    }

    fn view(
        self,
        matter: &'static str,
        message: String,
        hint: String,
        command: String,
    ) -> MatterView {
        MatterView {
            matter,
            order_id: Some(self.order.id.to_string()),
            sale_id: Some(self.order.sale_id.to_string()),
            product_id: Some(self.order.product_id.to_string()),
            since: rfc3339(self.since),
            candidates: self.candidates,
            message,
            hint,
            command,
        }
    }
}

fn show(view: &MatterView, output: &Output) {
    output.result(view, || {
        let MatterView { matter, since, message, hint, command, .. } = view;
        let named = [&view.order_id, &view.product_id].into_iter().flatten();
        let named: String = named.map(|name| format!("  {name}")).collect();
        let which = match view.candidates.as_slice() {
            [] => String::new(),
            candidates => format!("\n  ? {}", candidates.join(" · ")),
        };
        format!("{since}  {matter}{named}\n  {message}{which}\n  → {hint}\n  $ raseed {command}")
    });
}

/// An order about which something waits, of the kinds that `fits` says.
async fn waiting(
    call: &Call,
    order: &str,
    fits: fn(AttentionKind) -> bool,
) -> Result<OrderRecord, Failure> {
    let order = call.session.order(order).await?;
    let items = call.session.till.attention_items().await?;
    let waits = |item: &AttentionItem| item.order == order.id && fits(item.kind);
    if items.iter().any(waits) { Ok(order) } else { Err(Failure::plain(ErrorCode::NothingToSee)) }
}

async fn seen(call: &Call, order: &str) -> Result<(), Failure> {
    let order = waiting(call, order, AttentionKind::is_only_read).await?;
    Ok(call.session.till.attention_seen(&order.id, call.clerk_name()).await?)
}

async fn texted(call: &Call, given: &Texted) -> Result<(), Failure> {
    let is_text = |kind| matches!(kind, AttentionKind::TextFailed | AttentionKind::TextUnknown);
    let order = waiting(call, &given.order, is_text).await?;
    Ok(call.session.texting.outbox.seen_to(&order, given.done, call.clerk_name()).await?)
}

async fn decide(call: &Call, given: Candidate) -> Result<(), Failure> {
    let note = given.reason.trim().to_owned();
    if note.is_empty() {
        return Err(Failure::plain(ErrorCode::ReasonMissing));
    }
    let order = waiting(call, &given.order, |kind| kind == AttentionKind::LateCandidate).await?;
    let decision = Decision { ruling: given.ruling(), note, clerk: call.clerk_name() };
    Ok(call.session.till.resolve_late(&order.id, decision).await?)
}
