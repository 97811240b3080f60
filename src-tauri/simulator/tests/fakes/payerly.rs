//! Payerly: its documented forms, its traps, its pay page and its ledger.

mod conservation;
mod core;
mod page;
mod traps;

use serde_json::{Value, json};
use simulator::payerly::{Payerly, Settings};
use simulator::{ControlError, Reply, Request, Upstream};

use crate::{NOON, body, object};

/// The documents' sample request, cut to what a till sends.
fn order() -> Value {
    json!({
        "description": "PUBG 660 UC",
        "autoConfirm": true,
        "expireAt": "2026-06-07T12:10:00Z",
        "amount": { "value": "7635.01", "currency": "USD" },
    })
}

fn get(target: &str) -> Request {
    Request::new("GET", target).header("Authorization", "Bearer practice")
}

fn put(target: &str, body: &Value) -> Request {
    Request::new("PUT", target).header("authorization", "Bearer practice").json(body)
}

/// The fake on a clock of its own.
struct Desk {
    payerly: Payerly,
    now: u64,
}

impl Desk {
    fn open() -> Self {
        Self { payerly: Payerly::new(Settings::default()), now: NOON }
    }

    fn send(&mut self, request: &Request) -> Reply {
        self.payerly.handle(request, self.now)
    }

    /// Sends what must be agreed to; returns the whole body.
    fn agreed(&mut self, request: &Request) -> Value {
        let reply = self.send(request);
        assert_eq!(reply.status, 200, "{}", body(&reply));
        body(&reply)
    }

    fn create(&mut self, id: &str) -> Value {
        self.agreed(&put(&format!("/v1/orders/{id}"), &order()))["object"].clone()
    }

    fn look(&mut self, id: &str) -> Value {
        self.agreed(&get(&format!("/v1/orders/{id}")))["object"].clone()
    }

    fn refund(&mut self, id: &str, wish: &Value) -> Reply {
        self.send(&put(&format!("/v1/refunds/{id}"), wish))
    }

    fn customer(&mut self, id: &str, act: Value) -> Result<Value, ControlError> {
        self.payerly.end_order(id, object(act), self.now)
    }

    /// Pays an order in full; returns the payment's id.
    fn pay(&mut self, id: &str) -> String {
        let state = self.customer(id, json!({ "action": "pay" })).unwrap();
        state["payments"][0]["payment_id"].as_str().unwrap().to_owned()
    }

    fn fault(&mut self, fault: Value) {
        self.payerly.inject(object(fault)).unwrap();
    }

    fn set(&mut self, settings: Value) {
        self.payerly.configure(object(settings), self.now).unwrap();
    }

    /// The oracle's view of one order.
    fn truth(&mut self, id: &str) -> Value {
        let state = self.payerly.state(self.now);
        let orders = state["orders"].as_array().unwrap();
        orders.iter().find(|order| order["id"] == id).unwrap().clone()
    }
}
