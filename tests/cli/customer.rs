//! `customer`: erasing a number is the owner's, and leaves money and codes where they are.

use crate::fake::Fake;
use crate::shop::{Shop, VOUCHER, toml, word};

const CLERKS: &str = r#"
[[clerk]]
name = "Mona"
pin = "551177"
role = "manager"

[[clerk]]
name = "Hani"
pin = "90735512"
role = "owner"
"#;

#[test]
fn an_owner_erases_a_number_from_every_order_and_the_journal_stays_sound() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&format!("{}{CLERKS}", toml(&fake.url)));
    let owner = |line: &str| shop.run_as("Hani", "90735512", line);
    owner(&format!("sell --product {VOUCHER} --phone 0599123456")).exit(0);
    owner(&format!("sell --product {VOUCHER} --phone 0568123456")).exit(0);
    shop.run_as("Mona", "551177", "customer erase 0599123456").fails(5, "not_allowed");
    owner("customer erase nobody").fails(2, "phone_invalid");
    let erased = owner("customer erase ٠٥٩٩١٢٣٤٥٦").exit(0).json();
    assert_eq!(erased, serde_json::json!({ "erased": 1, "left": 0, "debtor": false }));
    let mut orders = owner("orders").exit(0).lines();
    orders.sort_by_key(|order| word(order, "created_at"));
    assert!(orders[0]["phone"].is_null(), "{}", orders[0]);
    assert_eq!(orders[0]["state"], "delivered");
    assert_eq!(orders[0]["price"], orders[1]["price"], "money stays");
    assert_eq!(orders[1]["phone"], "+970568123456");
    assert_eq!(owner("verify").exit(0).json()["ok"], true);
    assert_eq!(owner("customer erase 0599123456").exit(0).json()["erased"], 0, "once is enough");
}
