//! What the page asks for first, answered before it asks. A question through the isolation frame waits for
//! that frame, its key and the page's fonts; at a start these are half of what a clerk waits for.
//!
//! The page takes an answer once, at its first load and for exactly the same question (`ipc/ahead.ts`);
//! after a reload it asks like for everything else. Nothing is in here that the same question would not
//! be answered with now.

use super::{
    commands::{favourites, sale, start},
    face::Face,
};
use crate::views::window::SearchRequest;
use serde::Serialize;
use serde_json::{Value, json};
use storage::Preferences;

/// As many products as the page asks for first.
const FIRST_PAGE: u32 = 60;

/// The script that lays the answers ready; `left` is how the window was left. A till that is locked or not
/// set up answers less, or nothing.
pub(super) async fn script(face: &Face, left: Preferences) -> Option<String> {
    let first = SearchRequest { query: String::new(), category: None, limit: FIRST_PAGE };
    let asked = json!({ "query": first.query, "category": first.category, "limit": first.limit });
    let mut boot = start::boot_view(face).await.ok();
    // The customer's window is opened in the same moment, if it was left so.
    if let Some(boot) = &mut boot {
        boot.counter.display = left.display == Some(true);
    }
    let answers = [
        answer("boot", &[], boot),
        answer("search", &[asked], sale::find(face, &first).await.ok()),
        answer("favourites", &[], favourites::collect(face).await.ok()),
    ];
    let answers = answers.into_iter().flatten().collect::<Vec<_>>();
    if answers.is_empty() {
        return None;
    }
    Some(format!("window.answered = {};", Value::from(answers)))
}

fn answer(command: &str, args: &[Value], data: Option<impl Serialize>) -> Option<Value> {
    let data = serde_json::to_value(data?).ok()?;
    Some(json!({ "command": command, "args": args, "data": data }))
}
