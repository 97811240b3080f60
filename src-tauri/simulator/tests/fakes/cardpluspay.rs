//! CardPlusPay's core alone, on a clock the tests hold in their hands: what its pages show.

mod conservation;
mod lost;
mod traps;

use serde_json::{Value, json};
use simulator::cardpluspay::{CardPlusPay, Settings};
use simulator::{Reply, Request, Upstream};

use crate::{NOON, body, object};

const KEY: &str = "cpp-practice-key";
const GOOGLE: &str = "GOOGLE-5USD-KOXx";
const RAZER: &str = "RAZER-20USD-zP3k";

fn cardpluspay() -> CardPlusPay {
    CardPlusPay::new(Settings::default())
}

fn get(target: &str) -> Request {
    Request::new("GET", &format!("/v1{target}")).header("X-API-Key", KEY)
}

fn post(target: &str, body: &Value) -> Request {
    Request::new("POST", &format!("/v1{target}")).header("X-API-Key", KEY).json(body)
}

fn order(item: &str, quantity: u64) -> Request {
    post("/orders", &json!({ "item_code": item, "quantity": quantity }))
}

/// The payload of an envelope that says success.
fn data(reply: &Reply) -> Value {
    let body = body(reply);
    assert_eq!((reply.status, &body["success"]), (200, &json!(true)), "{body}");
    assert!(body["message"].is_string());
    body["data"].clone()
}

/// The status and the message of an envelope that says no.
fn refused(reply: &Reply) -> (u16, String) {
    let body = body(reply);
    assert_eq!(body["success"], false, "{body}");
    (reply.status, body["message"].as_str().unwrap().to_owned())
}

fn bought(fake: &mut CardPlusPay, item: &str, now: u64) -> Value {
    data(&fake.handle(&order(item, 1), now))
}

fn read(fake: &mut CardPlusPay, id: &Value, now: u64) -> Value {
    data(&fake.handle(&get(&format!("/orders/{id}")), now))
}

fn balance(fake: &CardPlusPay) -> String {
    fake.ledger().balance("USD").unwrap().normalize().to_string()
}

fn inject(fake: &mut CardPlusPay, fault: Value) {
    fake.inject(object(fault)).unwrap();
}

fn configure(fake: &mut CardPlusPay, settings: Value) {
    fake.configure(object(settings), NOON).unwrap();
}

#[test]
fn the_create_reply_has_the_documented_form() {
    let mut fake = cardpluspay();
    let mut created = data(&fake.handle(&order(GOOGLE, 2), NOON));
    for code in created["codes"].as_array_mut().unwrap() {
        assert!(code["code"].take().as_str().is_some_and(|code| code.len() == 24));
    }
    let text = r#"{
        "type": "bulk", "brand": "GOOGLE-5USD-KOXx", "state": "completed", "status": "completed",
        "codes": [
            {"code": null, "currency": "USD", "item_code": "GOOGLE-5USD-KOXx",
             "denomination": "5.00", "charged_amount": "4.90", "denomination_unit": "USD"},
            {"code": null, "currency": "USD", "item_code": "GOOGLE-5USD-KOXx",
             "denomination": "5.00", "charged_amount": "4.90", "denomination_unit": "USD"}
        ],
        "amount": "9.80", "order_id": 30001, "order_no": "CPP-00030001",
        "created_at": "2026-06-07T14:00:00+02:00", "total_denomination": 10
    }"#;
    assert_eq!(created, serde_json::from_str::<Value>(text).unwrap());
    assert_eq!(balance(&fake), "490.2");
}

#[test]
fn reading_an_order_shows_numbers_and_neither_item_nor_face_value() {
    let mut fake = cardpluspay();
    let created = bought(&mut fake, GOOGLE, NOON);
    let read = read(&mut fake, &created["order_id"], NOON);
    let text = r#"{
        "order_id": 30001, "order_no": "CPP-00030001", "status": "completed", "state": "success",
        "codes": [{"code": null, "status": "active"}], "amount": 4.9,
        "created_at": "2026-06-07T14:00:00+02:00"
    }"#;
    let mut expected: Value = serde_json::from_str(text).unwrap();
    expected["codes"][0]["code"] = created["codes"][0]["code"].clone();
    assert_eq!(read, expected);
    let (status, _) = refused(&fake.handle(&get("/orders/1"), NOON));
    assert_eq!(status, 404);
}

#[test]
fn the_balance_is_a_string() {
    let mut fake = cardpluspay();
    configure(&mut fake, json!({ "balance": { "USD": "100.5" } }));
    let balance = json!({ "balance": "100.50", "currency": "USD", "state": "success" });
    assert_eq!(data(&fake.handle(&get("/balance"), NOON)), balance);
    assert_eq!(
        body(&fake.handle(&get("/balance"), NOON))["message"],
        "Balance retrieved successfully"
    );
    assert_eq!(data(&fake.handle(&get(""), NOON))["version"], "v1");
}

#[test]
fn a_check_tells_stock_and_price_and_buys_nothing() {
    let mut fake = cardpluspay();
    configure(&mut fake, json!({ "stock": { GOOGLE: 2 } }));
    let mut check = |quantity: u64| {
        let body = json!({ "item_id": GOOGLE, "quantity": quantity });
        data(&fake.handle(&post("/orders/check", &body), NOON))
    };
    let yes = json!({
        "price": 4.9, "state": "in_stock", "status": true, "message": "Item is available",
        "requested": 2,
    });
    assert_eq!(check(2).to_string(), yes.to_string());
    let no = check(3);
    assert_eq!((&no["state"], &no["status"]), (&json!("out_of_stock"), &json!(false)));
    assert_eq!(fake.orders().count(), 0);
    let missing = fake.handle(&post("/orders/check", &json!({ "item_code": GOOGLE })), NOON);
    assert_eq!(refused(&missing).0, 422, "the check wants item_id");
    let unknown = fake.handle(&post("/orders/check", &json!({ "item_id": "NOTHING" })), NOON);
    assert_eq!(refused(&unknown).0, 404);
}

#[test]
fn an_order_takes_either_name_for_the_item_and_counts_from_one_to_a_hundred() {
    let mut fake = cardpluspay();
    configure(&mut fake, json!({ "balance": { "USD": "1000" } }));
    let mut send = |wish: &Value| {
        let reply = fake.handle(&post("/orders", wish), NOON);
        (reply.status, body(&reply)["data"]["codes"].as_array().map(Vec::len))
    };
    assert_eq!(send(&json!({ "item_id": GOOGLE })), (200, Some(1)));
    assert_eq!(send(&json!({ "item_code": GOOGLE, "quantity": 100 })), (200, Some(100)));
    for wrong in [
        json!({}),
        json!({ "item_code": GOOGLE, "quantity": 0 }),
        json!({ "item_code": GOOGLE, "quantity": 101 }),
        json!({ "item_code": GOOGLE, "quantity": "1" }),
        json!({ "item_code": GOOGLE, "email": "nobody" }),
    ] {
        assert_eq!(send(&wrong), (422, None), "{wrong}");
    }
    assert_eq!(send(&json!({ "item_code": "NOTHING" })), (404, None));
    assert_eq!(fake.orders().count(), 2);
}

#[test]
fn the_catalogue_is_narrowed_sorted_and_paged() {
    let mut fake = cardpluspay();
    let mut ask = |query: &str| data(&fake.handle(&get(&format!("/catalog?{query}")), NOON));
    let codes = |data: &Value| -> Vec<String> {
        let products = data["products"].as_array().unwrap().iter();
        products.map(|it| it["item_code"].as_str().unwrap().to_owned()).collect()
    };
    let item = ask(&format!("item_id={GOOGLE}"))["products"][0].clone();
    let expected = json!({
        "item_code": GOOGLE, "product_name": "Google Play US 5 USD", "brand": "Google Play",
        "category": "GIFT CARDS", "value": 5, "price": "4.90", "region": "US", "currency": "USD",
        "delivery_type": "DIGITAL", "country_code": ["US"],
    });
    assert_eq!(item, expected);
    let all = ask("");
    assert_eq!(
        all["pagination"],
        json!({
            "total": 7, "per_page": 10, "current_page": 1, "last_page": 1,
        })
    );
    let second = ask("per_page=3&page=2&sort_by=value&order=desc");
    assert_eq!(second["pagination"]["last_page"], 3);
    assert_eq!(codes(&second).len(), 3);
    let by_value = ask("sort_by=value");
    assert_eq!(codes(&by_value)[0], GOOGLE);
    assert_eq!(codes(&ask("sort_by=value&order=desc"))[0], "MASTER-50USD-u2Hd");
    assert_eq!(codes(&ask("delivery_type=DIGITAL")).len(), 6);
    assert_eq!(codes(&ask("delivery_type=PHYSICAL")), ["MASTER-50USD-u2Hd"]);
    assert_eq!(codes(&ask("delivery_type=BOTH")).len(), 7);
    assert_eq!(codes(&ask("q=razer")), [RAZER]);
    assert_eq!(codes(&ask("brand=Apple&value_min=10&value_max=15")).len(), 1);
    assert_eq!(codes(&ask("country_code=PS")), [RAZER]);
    assert_eq!(codes(&ask("region=FR")).len(), 0);
    let mut wrong = |query: &str| fake.handle(&get(&format!("/catalog?{query}")), NOON).status;
    let long = format!("q={}", "x".repeat(256));
    for query in
        ["per_page=101", "per_page=0", "sort_by=price", "order=up", "delivery_type=X", &long]
    {
        assert_eq!(wrong(query), 422, "{query}");
    }
    configure(&mut fake, json!({ "page_param": "p", "list_key": "items" }));
    let data = data(&fake.handle(&get("/catalog?per_page=5&p=2"), NOON));
    assert_eq!(data["items"].as_array().map(Vec::len), Some(2), "both names are unknown");
}

#[test]
fn the_list_is_newest_first_unless_asked_otherwise() {
    let mut fake = cardpluspay();
    for (minute, item) in (0..).zip([RAZER, GOOGLE, RAZER, GOOGLE, GOOGLE]) {
        bought(&mut fake, item, NOON + minute * 60_000);
    }
    inject(&mut fake, json!({ "kind": "fail" }));
    bought(&mut fake, RAZER, NOON + 600_000);
    let mut list = |query: &str| data(&fake.handle(&get(&format!("/orders?{query}")), NOON));
    let ids = |data: &Value| -> Vec<u64> {
        let orders = data["orders"].as_array().unwrap().iter();
        orders.map(|order| order["order_id"].as_u64().unwrap() - 30_000).collect()
    };
    let first = list("per_page=4");
    assert_eq!((ids(&first), &first["state"]), (vec![6, 5, 4, 3], &json!("success")));
    let pages = json!({ "total": 6, "per_page": 4, "current_page": 1, "last_page": 2 });
    assert_eq!(first["pagination"], pages);
    let row = first["orders"][1].as_object().unwrap();
    let keys: Vec<_> = row.keys().map(String::as_str).collect();
    let known = ["amount", "created_at", "order_id", "order_no", "state", "status"];
    assert_eq!(keys, known, "nothing says what was bought");
    assert_eq!(ids(&list("per_page=4&page=2")), [2, 1]);
    assert_eq!(ids(&list("order=asc&per_page=2")), [1, 2]);
    assert_eq!(ids(&list("sort_by=amount&order=asc")), [2, 4, 5, 1, 3, 6]);
    assert_eq!(ids(&list("status=failed")), [6]);
    assert_eq!(list("status=completed")["pagination"]["total"], 5);
    assert_eq!(ids(&list("status=unheard")), [0_u64; 0]);
    assert_eq!(fake.handle(&get("/orders?sort_by=item"), NOON).status, 422);
}

#[test]
fn only_a_key_opens_the_door() {
    let mut fake = cardpluspay();
    let bare = Request::new("GET", "/v1/balance");
    assert_eq!(refused(&fake.handle(&bare, NOON)).0, 401);
    let bearer = bare.clone().header("authorization", "Bearer abc");
    assert_eq!(fake.handle(&bearer, NOON).status, 401);
    assert_eq!(fake.handle(&get("/balance"), NOON).status, 200);
    configure(&mut fake, json!({ "api_key": "only" }));
    assert_eq!(fake.handle(&get("/balance"), NOON).status, 401);
    let unversioned = Request::new("GET", "/balance").header("x-api-key", "only");
    assert_eq!(fake.handle(&unversioned, NOON).status, 404, "the version belongs to the base");
}
