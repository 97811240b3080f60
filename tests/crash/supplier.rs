//! The suppliers that are simulated: a row of a table for each, and `raseed simulate` with its ledger.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use xtask::loopback::agent;
use xtask::process::Running;

use crate::oracle::Charge;
use crate::till::{raseed, word};

/// What has to be known about a supplier to sell from it and to read its ledger.
#[derive(Debug)]
pub(crate) struct Supplier {
    /// Its kind, which names it in the simulator too.
    pub(crate) kind: &'static str,
    /// Its account and products in the provisioning file; `@url` stands for its address.
    account: &'static str,
    /// What `sell` is called with to buy a code, and to top up the account whose number follows.
    pub(crate) voucher: &'static str,
    pub(crate) topup: &'static str,
    /// Where its ledger keeps our reference; none where it has no such field.
    reference: Option<&'static str>,
}

/// Every supplier the campaigns run over.
pub(crate) const SUPPLIERS: &[Supplier] = &[Supplier {
    kind: "palcards",
    account: r#"
[[supplier]]
id = "palcards"
kind = "palcards"
environment = "sandbox"
base_url = "@url"
api_key = "sk_prod_of_the_crash_tests"
currency = "USD"

[[product]]
supplier = "palcards"
item = "5001"
kind = "voucher"
name = { en = "PUBG 660 UC", ar = "ببجي 660 شدة" }
price = "38.00"

[[product]]
supplier = "palcards"
item = "5002"
kind = "topup"
name = { en = "PUBG 660 UC by player ID", ar = "شحن ببجي 660 شدة على الآيدي" }
price = "38.00"
required_info = ["accountId"]
"#,
    voucher: "--product palcards:5001",
    topup: "--product palcards:5002 --field accountId=",
    reference: Some("client_order_ref"),
}];

/// Three cards are one request and three orders. Nothing of ours comes back with it.
pub(crate) const THREE_AT_ONCE: &Supplier = &Supplier {
    kind: "cardpluspay",
    account: r#"
[[supplier]]
id = "cpp"
kind = "cardpluspay"
environment = "sandbox"
base_url = "@url"
api_key = "cpp_of_the_crash_tests"
currency = "USD"
bulk = true

[[product]]
supplier = "cpp"
item = "GOOGLE-5USD-KOXx"
kind = "voucher"
name = { en = "Google Play US 5 USD", ar = "بطاقة جوجل بلاي أمريكي 5 دولار" }
price = "20.00"
"#,
    voucher: "--product cpp:GOOGLE-5USD-KOXx --quantity 3",
    topup: "",
    reference: None,
};

/// A shop with short waits: a look-up that finds nothing is over before anybody is bored.
const SHOP: &str = r#"[shop]
name = "Abu Ali Mobile"
country = "PS"
language = "en"
currency = "ILS"
phone = "+970599000000"

[engine]
connect_timeout = "5s"
request_timeout = "20s"
poll_every = "30ms"
poll_max = "200ms"
settle_window = "300ms"
"#;

/// More than any campaign spends.
const BALANCE: &str = "100000000.00";

/// A till that has not sent its request by then never will.
const ARRIVAL_MAX: Duration = Duration::from_secs(60);

/// `raseed simulate` on free ports.
#[derive(Debug)]
pub(crate) struct Simulator {
    _running: Running,
    pub(crate) supplier: &'static Supplier,
    url: String,
    control: String,
}

impl Simulator {
    /// One whose orders are ready when they are read the second time, so that every sale is met waiting;
    /// where nothing of ours comes back they are ready at once.
    pub(crate) fn start(supplier: &'static Supplier) -> Self {
        let mut command = raseed();
        command.args(["simulate", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
        let mut running = Running::start(&mut command, "raseed").expect("it starts");
        let first = running.first_line().expect("it says where it is");
        let first: Value = serde_json::from_str(&first).expect("its first line is JSON");
        let url = word(&first, supplier.kind);
        let control = word(&first, "control").trim_end_matches('/').to_owned();
        let simulator = Self { _running: running, supplier, url, control };
        if supplier.reference.is_some() {
            simulator.settings(&json!({ "after_polls": 2, "balance": { "USD": BALANCE } }));
        }
        simulator
    }

    fn settings(&self, settings: &Value) {
        self.pull("settings", settings);
    }

    /// The next purchase is made, and its answer never comes.
    pub(crate) fn keep_silent_about_next_purchase(&self) {
        let kind = self.supplier.kind;
        self.pull("faults", &json!({ "upstream": kind, "endpoint": "create", "kind": "stall" }));
    }

    /// Waits until so many purchases came in.
    #[track_caller]
    pub(crate) fn wait_for_purchases(&self, count: u64) {
        let start = Instant::now();
        while self.purchases() < count {
            assert!(start.elapsed() < ARRIVAL_MAX, "no purchase came in");
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn pull(&self, lever: &str, how: &Value) {
        let url = format!("{}/{lever}", self.control);
        let reply = agent(Duration::from_secs(30)).post(&url).send_json(how);
        let reply = reply.expect("the control server answers");
        assert!(reply.status().is_success(), "{how} was not taken");
    }

    /// Writes the provisioning file of a shop that sells from here.
    pub(crate) fn write_provisioning(&self, file: &Path) {
        let account = self.supplier.account.replace("@url", &self.url);
        std::fs::write(file, format!("{SHOP}{account}")).expect("the file is written");
    }

    /// The same of a shop that reaches nobody: where its supplier should be, nothing listens.
    pub(crate) fn write_unreachable(&self, file: &Path) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let nobody = format!("http://{}", listener.local_addr().expect("bound"));
        let account = self.supplier.account.replace("@url", &nobody);
        std::fs::write(file, format!("{SHOP}{account}")).expect("the file is written");
    }

    /// Every order the supplier ever took, oldest first.
    pub(crate) fn charges(&self) -> Vec<Charge> {
        self.orders().iter().map(|order| self.charge(order)).collect()
    }

    /// The same, as its ledger says it.
    pub(crate) fn orders(&self) -> Vec<Value> {
        self.state()["orders"].as_array().expect("a ledger of orders").clone()
    }

    fn charge(&self, order: &Value) -> Charge {
        let text = |key: &str| order[key].as_str().map(str::to_owned);
        Charge {
            id: order["id"].as_str().map_or_else(|| order["id"].to_string(), str::to_owned),
            reference: self.supplier.reference.map(|key| word(order, key)),
            times: order["charges"].as_u64().expect("a count of charges"),
            is_kept: order["charged"] != order["rolled_back"],
            code: text("code"),
        }
    }

    /// How many purchases came in.
    pub(crate) fn purchases(&self) -> u64 {
        self.state()["requests"]["create"].as_u64().unwrap_or(0)
    }

    fn state(&self) -> Value {
        let url = format!("{}/state", self.control);
        let mut reply = agent(Duration::from_secs(30)).get(&url).call().expect("it answers");
        let state: Value = reply.body_mut().read_json().expect("JSON");
        state[self.supplier.kind].clone()
    }
}
