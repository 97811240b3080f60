//! The Moyasar gateway: its documented forms, its traps and its ledger.

mod conservation;
mod core;
mod traps;

use serde_json::{Value, json};
use simulator::mpg::{Mpg, Settings};
use simulator::{ControlError, Reply, Request, Upstream};

use crate::{NOON, body, object};

/// Two clients' ids: of the random kind, as in the documents' sample.
const ONE: &str = "b658e6b8-26bd-4243-87d5-cb16997d213d";
const TWO: &str = "0f0e2d55-6a1c-4b8e-9c3f-2a7d1e5b9f10";
const APPROVED: &str = "4111111111111111";
const DECLINED: &str = "4000000000000002";

/// Keyed in by a clerk, as a till would have to.
fn moto(id: &str, number: &str) -> Value {
    json!({
        "order_id": id,
        "amount": 1000,
        "currency": "SAR",
        "description": "Test Order",
        "transaction_type": "moto",
        "source": {
            "type": "card", "number": number, "month": 12, "year": 2030, "security_code": "987",
        },
        "device": { "user_agent": "raseed", "ip_address": "192.0.2.7" },
    })
}

fn get(id: &str) -> Request {
    Request::new("GET", &format!("/v1/orders/{id}")).header("authorization", "Bearer practice")
}

fn post(path: &str, body: &Value) -> Request {
    let request = Request::new("POST", &format!("/v1/orders/{path}"));
    request.header("Authorization", "Bearer practice").json(body)
}

/// A client's id for its n-th change of an order.
fn change_id(n: u8) -> String {
    format!("01904432-1c63-71c4-b5c8-{n:012}")
}

/// The fake on a clock of its own.
struct Desk {
    mpg: Mpg,
    now: u64,
}

impl Desk {
    fn open() -> Self {
        Self { mpg: Mpg::new(Settings::default()), now: NOON }
    }

    fn send(&mut self, request: &Request) -> Reply {
        self.mpg.handle(request, self.now)
    }

    fn purchase(&mut self, id: &str, number: &str) -> Value {
        let reply = self.send(&post("purchase", &moto(id, number)));
        assert_eq!(reply.status, 201, "{}", body(&reply));
        body(&reply)
    }

    fn authorize(&mut self, id: &str) -> Value {
        let reply = self.send(&post("authorize", &moto(id, APPROVED)));
        assert_eq!(reply.status, 201, "{}", body(&reply));
        body(&reply)
    }

    fn look(&mut self, id: &str) -> Value {
        let reply = self.send(&get(id));
        assert_eq!(reply.status, 200, "{}", body(&reply));
        body(&reply)
    }

    /// `capture`, `void` or `refund` under the n-th id of the client's.
    fn change(&mut self, what: &str, n: u8, amount: u64) -> Reply {
        let mut wish = json!({ "amount": amount, "transaction_id": change_id(n) });
        if what == "capture" {
            wish["final"] = json!(true);
        }
        self.send(&post(&format!("{ONE}/{what}"), &wish))
    }

    fn lever(&mut self, action: &str) -> Result<Value, ControlError> {
        self.mpg.end_order(ONE, object(json!({ "action": action })), self.now)
    }

    fn fault(&mut self, fault: Value) {
        self.mpg.inject(object(fault)).unwrap();
    }

    fn set(&mut self, settings: Value) {
        self.mpg.configure(object(settings), self.now).unwrap();
    }

    /// The oracle's view of the first order.
    fn truth(&mut self) -> Value {
        self.mpg.state(self.now)["orders"][0].clone()
    }

    /// What the first customer paid, and what is held on the card.
    fn money(&mut self) -> (String, String) {
        let truth = self.truth();
        let text = |name: &str| truth[name].as_str().unwrap().to_owned();
        (text("net"), text("held"))
    }
}

fn status(order: &Value) -> &str {
    order["transactions"][0]["status"].as_str().unwrap()
}

fn money(net: &str, held: &str) -> (String, String) {
    (net.to_owned(), held.to_owned())
}
