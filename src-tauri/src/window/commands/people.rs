//! Who works here: the owner's list, and what becomes of somebody.

use super::start::colour;
use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
    session::Session,
    views::{
        rfc3339,
        window::people::{
            CustodyView, PeopleView, PersonAddRequest, PersonChange, PersonChangeRequest,
            PersonView,
        },
    },
    window::face::{Answer, Face},
};
use domain::{
    clerk::{Clerk, Right},
    custody::{Custody, LIMIT_MAX},
    digits::ascii_digits,
    people,
    secret::Secret,
    time::Timestamp,
};
use engine::ports::Clock as _;
use storage::{Joining, Person};
use tauri::State;

/// Everybody who works here, or did. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn people(face: State<'_, Face>) -> Answer<PeopleView> {
    face.answer(list(&face).await)
}

/// Takes somebody in. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn person_add(
    face: State<'_, Face>,
    request: PersonAddRequest,
) -> Answer<PeopleView> {
    face.answer(add(&face, request).await)
}

/// Changes something about somebody. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn person_change(
    face: State<'_, Face>,
    request: PersonChangeRequest,
) -> Answer<PeopleView> {
    face.answer(change(&face, request).await)
}

/// Changes how many codes a clerk gives out within an hour. For the owner.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_custody(face: State<'_, Face>, request: CustodyView) -> Answer<PeopleView> {
    face.answer(limit(&face, request).await)
}

async fn limit(face: &Face, request: CustodyView) -> Result<PeopleView, Failure> {
    let session = owner(face).await?;
    let CustodyView { reveals, copies } = request;
    if reveals.max(copies) > LIMIT_MAX {
        return Err(Failure::about(ErrorCode::CustodyInvalid, LIMIT_MAX));
    }
    let (custody, by) = (Custody { reveals, copies }, face.clerk_name());
    session.storage.set_custody(&custody, by.as_deref(), SystemClock.now()).await?;
    list(face).await
}

async fn owner(face: &Face) -> Result<&Session, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::People)?;
    Ok(session)
}

async fn list(face: &Face) -> Result<PeopleView, Failure> {
    let session = owner(face).await?;
    let mut people = Vec::new();
    for person in session.storage.people().await? {
        people.push(view(face, session, person).await?);
    }
    let Custody { reveals, copies } = session.storage.custody().await?;
    Ok(PeopleView { people, custody: CustodyView { reveals, copies } })
}

async fn view(face: &Face, session: &Session, person: Person) -> Result<PersonView, Failure> {
    let wait = session.storage.pin_wait(Some(&person.name), &SystemClock.uptime()).await?;
    let until = Timestamp(session.now().0.saturating_add(wait.as_millis().try_into().unwrap_or(0)));
    Ok(PersonView {
        role: person.role.into(),
        colour: colour(&person),
        is_self: face.clerk_name().as_ref() == Some(&person.name),
        left_at: person.left_at.map(rfc3339),
        seen_at: person.seen_at.map(rfc3339),
        locked_until: (!wait.is_zero() && person.left_at.is_none()).then(|| rfc3339(until)),
        name: person.name,
    })
}

async fn add(face: &Face, request: PersonAddRequest) -> Result<PeopleView, Failure> {
    let session = owner(face).await?;
    let (name, pin) = (name(&request.name)?, pin(&request.pin)?);
    let is_first = !session.storage.has_clerks().await?;
    let new = Joining { name: &name, role: request.role.into(), pin: &pin };
    let by = face.clerk_name();
    session.storage.add_person(&new, by.as_deref(), SystemClock.now()).await?;
    if is_first {
        // From now on the till asks for a PIN, and whoever set it up is not asked to prove it at once.
        face.set_clerk(Some(Clerk { name: name.clone(), role: new.role }));
    }
    list(face).await
}

async fn change(face: &Face, request: PersonChangeRequest) -> Result<PeopleView, Failure> {
    let session = owner(face).await?;
    let (whom, by, at) = (request.name.as_str(), face.clerk_name(), SystemClock.now());
    let change = match &request.change {
        PersonChange::Unlock => {
            session.storage.lift_lock_out(Some(whom), by.as_deref(), at).await?;
            return list(face).await;
        }
        PersonChange::Rename { name: new } => storage::PersonChange::Rename(name(new)?),
        PersonChange::Role { role } => storage::PersonChange::Role((*role).into()),
        PersonChange::Pin { pin: new } => storage::PersonChange::Pin(pin(new)?),
        PersonChange::Leave => storage::PersonChange::Leave,
        PersonChange::Return { pin: new } => storage::PersonChange::Return(pin(new)?),
    };
    session.storage.change_person(whom, &change, by.as_deref(), at).await?;
    // Whoever renames themselves stays at the till.
    if let (storage::PersonChange::Rename(new), Some(clerk)) = (&change, face.clerk())
        && clerk.name == whom
    {
        face.set_clerk(Some(Clerk { name: new.clone(), role: clerk.role }));
    }
    list(face).await
}

fn name(text: &str) -> Result<String, Failure> {
    people::name(text).ok_or_else(|| Failure::plain(ErrorCode::NameInvalid))
}

fn pin(text: &str) -> Result<Secret, Failure> {
    let pin = Secret::new(ascii_digits(text.trim()));
    if people::is_pin(&pin) { Ok(pin) } else { Err(Failure::plain(ErrorCode::PinInvalid)) }
}
