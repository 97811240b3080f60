//! The debt book: who buys on account, what they owe, and what they pay of it.

use crate::{
    debts,
    error::Failure,
    session::Session,
    slips::{find_printer, print_paid},
    views::{
        HandOverView,
        debt::{self, AgeView, DebtPaidView, StatementView},
        window::debts::{
            DebtBookView, DebtorAddRequest, DebtorLimitRequest, DebtorRequest, ForgiveRequest,
            OnAccountRequest, ReminderView, RepaidView, RepayRequest, TrialRequest, TrialView,
            UsualLimitRequest,
        },
    },
    whatsapp,
    window::face::{Answer, Face},
};
use domain::{clerk::Right, debt::Age, ids::DebtorId, money::Money, shift::plus};
use engine::{ports::journal::Note, sell::Means};
use storage::{DebtKind, Debtor, Paid};
use tauri::State;

/// Everybody who may buy on account.
#[tauri::command]
#[specta::specta]
pub(crate) async fn debt_book(face: State<'_, Face>) -> Answer<DebtBookView> {
    face.answer(book(&face).await)
}

/// One debtor's statement.
#[tauri::command]
#[specta::specta]
pub(crate) async fn debt_statement(
    face: State<'_, Face>,
    request: DebtorRequest,
) -> Answer<StatementView> {
    face.answer(statement(&face, &request.debtor).await)
}

/// What a sale would do to a debtor's account. Nothing is sold.
#[tauri::command]
#[specta::specta]
pub(crate) async fn debt_trial(face: State<'_, Face>, request: TrialRequest) -> Answer<TrialView> {
    face.answer(trial(&face, &request).await)
}

/// Adds somebody who may buy on account: a manager's right.
#[tauri::command]
#[specta::specta]
pub(crate) async fn debtor_add(
    face: State<'_, Face>,
    request: DebtorAddRequest,
) -> Answer<StatementView> {
    face.answer(add(&face, &request).await)
}

/// Says what somebody may owe: a manager's right.
#[tauri::command]
#[specta::specta]
pub(crate) async fn debtor_limit(
    face: State<'_, Face>,
    request: DebtorLimitRequest,
) -> Answer<StatementView> {
    face.answer(limit(&face, &request).await)
}

/// Takes a debtor's cash into the drawer and prints what was paid. A slip that does not come out is an
/// answer, not an error: it is paid.
#[tauri::command]
#[specta::specta]
pub(crate) async fn debt_repay(face: State<'_, Face>, request: RepayRequest) -> Answer<RepaidView> {
    face.answer(repay(&face, &request).await)
}

/// Forgives what somebody owes, or a part of it: the owner's right.
#[tauri::command]
#[specta::specta]
pub(crate) async fn debt_forgive(
    face: State<'_, Face>,
    request: ForgiveRequest,
) -> Answer<StatementView> {
    face.answer(forgive(&face, &request).await)
}

/// Opens WhatsApp with a reminder for a debtor; a person sends it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn debt_remind(
    face: State<'_, Face>,
    request: DebtorRequest,
) -> Answer<ReminderView> {
    face.answer(remind(&face, &request.debtor).await)
}

/// Opens or closes the debt book by what anybody may owe. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn debt_usual(
    face: State<'_, Face>,
    request: UsualLimitRequest,
) -> Answer<DebtBookView> {
    face.answer(usual(&face, &request).await)
}

async fn book(face: &Face) -> Result<DebtBookView, Failure> {
    let session = face.admitted().await?;
    let (now, own) = (session.now(), session.shop().currency);
    let usual = session.storage.usual_debt_limit().await?;
    let debtors = session.storage.debtors(now).await?;
    let (mut owed, mut by_age) = (Money::zero(own), Age::ALL.map(|age| (age, Money::zero(own))));
    // An account of an earlier currency of the shop is no part of today's sum.
    for debtor in debtors.iter().filter(|debtor| debtor.currency == own) {
        owed = plus(owed, debtor.standing.owed);
        for ((_, sum), part) in by_age.iter_mut().zip(debtor.standing.by_age) {
            *sum = plus(*sum, part);
        }
    }
    let by_age = by_age
        .into_iter()
        .map(|(age, sum)| AgeView { age: age.as_str().to_owned(), amount: sum.to_price() });
    Ok(DebtBookView {
        usual: usual.map(Money::to_price),
        currency: own.to_string(),
        owed: owed.to_price(),
        by_age: by_age.collect(),
        debtors: debtors.iter().map(|one| debt::debtor(one, usual, now)).collect(),
    })
}

async fn statement(face: &Face, said: &str) -> Result<StatementView, Failure> {
    let session = face.admitted().await?;
    let known = debts::find(session, said).await?;
    let usual = session.storage.usual_debt_limit().await?;
    let lines = session.storage.debt_lines(&known.id).await?;
    Ok(debt::statement(debt::debtor(&known, usual, session.now()), &lines))
}

async fn trial(face: &Face, request: &TrialRequest) -> Result<TrialView, Failure> {
    let session = face.admitted().await?;
    let known = debts::find(session, &request.debtor).await?;
    let total = debts::typed(session, &request.total)?;
    let usual = session.storage.usual_debt_limit().await?;
    let limit = known.limit(usual);
    let after = known.standing.after(total);
    let left = Money::new(limit.amount().saturating_sub(after.amount()), limit.currency());
    let over_limit = left.amount().is_sign_negative() && !left.amount().is_zero();
    Ok(TrialView {
        debtor: debt::debtor(&known, usual, session.now()),
        after: after.to_price(),
        room: if over_limit { Money::zero(limit.currency()) } else { left }.to_price(),
        over_limit,
    })
}

/// Somebody who answers for it, as the journal notes it.
fn note(session: &Session, clerk: Option<String>) -> Note {
    Note { at: session.now(), clerk, detail: None }
}

/// A limit as it was typed; nothing typed is the shop's usual.
fn typed_limit(session: &Session, limit: Option<&str>) -> Result<Option<Money>, Failure> {
    let limit = limit.filter(|limit| !limit.trim().is_empty());
    limit.map(|limit| debts::typed(session, limit)).transpose()
}

async fn add(face: &Face, request: &DebtorAddRequest) -> Result<StatementView, Failure> {
    let session = face.admitted().await?;
    let limit = typed_limit(session, request.limit.as_deref())?;
    // What cannot be added asks nobody for a PIN.
    let new = debts::new(session, (&request.name, &request.phone), limit).await?;
    let by = face.authority(Right::KeepDebtors, request.pin.as_deref(), None).await?.name();
    let id = session.storage.add_debtor(&new, &note(session, by)).await?;
    statement(face, id.as_str()).await
}

async fn limit(face: &Face, request: &DebtorLimitRequest) -> Result<StatementView, Failure> {
    let session = face.admitted().await?;
    let limit = typed_limit(session, request.limit.as_deref())?;
    let by = face.authority(Right::KeepDebtors, request.pin.as_deref(), None).await?.name();
    let id = debts::find(session, &request.debtor).await?.id;
    session.storage.set_debtor_limit(&id, limit, &note(session, by)).await?;
    statement(face, id.as_str()).await
}

async fn repay(face: &Face, request: &RepayRequest) -> Result<RepaidView, Failure> {
    let session = face.admitted().await?;
    let id = debts::find(session, &request.debtor).await?.id;
    let amount = debts::typed(session, &request.amount)?;
    let clerk = face.clerk_name();
    let paid = session.storage.repay_debt(&id, amount, &note(session, clerk.clone())).await?;
    Ok(RepaidView {
        slip: print(face, session, &paid, clerk).await,
        paid: DebtPaidView::of(DebtKind::Repaid, &paid),
        statement: statement(face, id.as_str()).await?,
    })
}

/// The slip of a payment, where the shop has a printer. It is paid whatever becomes of it.
async fn print(
    face: &Face,
    session: &Session,
    paid: &Paid,
    clerk: Option<String>,
) -> Option<HandOverView> {
    let printer = find_printer(session, None).await.ok()?;
    Some(match print_paid(session, paid, &printer, clerk).await {
        Ok(printed) => HandOverView::from(&printed.hand_over),
        Err(failure) => HandOverView {
            via: printer.id,
            ok: false,
            message: Some(failure.to_wire(&face.words()).message),
        },
    })
}

async fn forgive(face: &Face, request: &ForgiveRequest) -> Result<StatementView, Failure> {
    let session = face.admitted().await?;
    let amount = debts::typed(session, &request.amount)?;
    let by = face.authority(Right::ForgiveDebt, request.pin.as_deref(), None).await?.name();
    let id = debts::find(session, &request.debtor).await?.id;
    let note = Note { detail: Some(request.reason.clone()), ..note(session, by) };
    debts::forgive(session, &id, amount, &note).await?;
    statement(face, id.as_str()).await
}

async fn remind(face: &Face, said: &str) -> Result<ReminderView, Failure> {
    let session = face.admitted().await?;
    let Debtor { id, name, phone, standing, .. } = debts::find(session, said).await?;
    let unknown = || Failure::plain(crate::error::ErrorCode::UnknownDebtor);
    let (name, phone) = name.zip(phone).ok_or_else(unknown)?;
    let note = note(session, face.clerk_name());
    let whom = (&id, name.as_str());
    let failure = whatsapp::open_reminder(session, whom, &phone, standing.owed, &note).await?;
    let failure = failure.map(|failure| failure.to_wire(&face.words()));
    Ok(ReminderView {
        opened: failure.is_none(),
        to: phone.grouped(),
        message: failure.as_ref().map(|failure| failure.message.clone()),
        hint: failure.map(|failure| failure.hint),
    })
}

async fn usual(face: &Face, request: &UsualLimitRequest) -> Result<DebtBookView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::ForgiveDebt)?;
    let limit = typed_limit(session, request.limit.as_deref())?;
    let note = note(session, face.clerk_name());
    session.storage.set_usual_debt_limit(limit, &note).await?;
    book(face).await
}

/// How a sale on account is paid. Passing a limit takes a right, and asks for it before anything is opened.
pub(super) async fn means(face: &Face, request: &OnAccountRequest) -> Result<Means, Failure> {
    if request.over_limit {
        face.authority(Right::PassDebtLimit, request.pin.as_deref(), None).await?;
    }
    let debtor = DebtorId::new(request.debtor.clone());
    Ok(Means::Debt { debtor, over_limit: request.over_limit })
}
