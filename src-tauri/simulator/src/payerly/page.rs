//! The pay page, on which a person plays the customer: two buttons, no script, nothing from
//! elsewhere.
//!
//! It must never know: card numbers, for which it never asks.

use super::customer::Act;
use super::orders::{Order, State};
use super::{Payerly, wire};
use crate::message::{Reply, Request};

const PAGE: &str = include_str!("page.html");

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; \
    frame-ancestors 'none'";

/// Posts to the page's own address.
const BUTTONS: &str = r#"<form method="post">
<button class="pay" name="action" value="pay">Pay · <span lang="ar">ادفع</span></button>
<button name="action" value="decline">Decline the card · <span lang="ar">ارفض البطاقة</span></button>
</form>"#;

impl Payerly {
    pub(super) fn page(&self, txn_id: &str) -> Reply {
        self.by_page(txn_id).map_or_else(missing, |order| show(200, order))
    }

    pub(super) fn press(&mut self, txn_id: &str, request: &Request, now: u64) -> Reply {
        // Any web page open on this machine could post here; browsers say where they are from.
        let own = request.header_value("host").map(|host| format!("http://{host}"));
        if request.header_value("origin").is_some_and(|origin| Some(origin) != own.as_deref()) {
            return html(403, "<p>Not from another page.</p>");
        }
        let Some(order) = self.by_page(txn_id) else { return missing() };
        let number = order.number;
        let pressed = form_urlencoded::parse(&request.body)
            .find(|(name, _)| name == "action")
            .map(|(_, value)| value.into_owned());
        let act = match pressed.as_deref() {
            Some("pay") => Act::Pay { amount: None, payments: 1 },
            Some("decline") => Act::Decline,
            _ => return html(400, "<p>There is no such button.</p>"),
        };
        match self.act(number, &act, false, now) {
            Ok(()) => html(303, "").header("location", &format!("/pay/{txn_id}")),
            // Pressed twice, or too late: the page says how the order stands.
            Err(_) => self.by_page(txn_id).map_or_else(missing, |order| show(409, order)),
        }
    }
}

fn show(status: u16, order: &Order) -> Reply {
    let state = order.state();
    let what = match state {
        State::Open | State::Declined if order.is_payable() => BUTTONS,
        State::Open | State::Declined | State::Closed => {
            r#"<p>Too late. <span lang="ar">انتهى الوقت.</span></p>"#
        }
        State::Paid => r#"<p>Paid. <span lang="ar">تم الدفع.</span></p>"#,
        State::Refunded => r#"<p>Given back. <span lang="ar">أُعيد المبلغ.</span></p>"#,
    };
    let declined = match state {
        State::Declined => r#"<p>Declined. <span lang="ar">رُفضت البطاقة.</span></p>"#,
        State::Open | State::Closed | State::Paid | State::Refunded => "",
    };
    let amount = wire::written(order.wish.amount, &order.wish.currency);
    // The description is a stranger's text: it comes last, so that nothing in it is a place.
    let page = PAGE
        .replace("{amount}", &amount)
        .replace("{currency}", &order.wish.currency)
        .replace("{what}", &format!("{declined}{what}"))
        .replace("{description}", &escaped(&order.wish.description));
    html(status, &page)
}

fn missing() -> Reply {
    html(404, "<p>There is no such order.</p>")
}

fn html(status: u16, body: &str) -> Reply {
    Reply::text(status, "text/html; charset=utf-8", body)
        .header("content-security-policy", POLICY)
        .header("cache-control", "no-store")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
