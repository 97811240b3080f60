use super::*;

const SHOP: &str = r#"[shop]
name = "Abu Ali Mobile"
country = "PS"
currency = "ILS"
"#;

fn check(text: &str) -> Result<Provision, FileError> {
    read(
        Path::new("shop.toml"),
        text,
        Context { shop: None, suppliers: &[], has_owner: false, till_code: "T1" },
    )
}

fn wrong(text: &str, line: usize, key: &str) {
    let error = check(text).expect_err("the file is wrong");
    assert_eq!((error.line, error.key.as_str()), (line, key), "{error}");
}

const SUPPLIER: &str = r#"[[supplier]]
id = "palcards"
kind = "palcards"
environment = "sandbox"
base_url = "http://127.0.0.1:7001/"
api_key = "sk_prod_x"
currency = "USD"
"#;

#[test]
fn a_whole_file_is_read() {
    let product = r#"[[product]]
supplier = "palcards"
item = "5001"
kind = "voucher"
name = { en = "PUBG 660 UC", ar = "ببجي 660 شدة" }
face_value = "10.00"
face_currency = "USD"
cost = "9.50"
price = "38.00"
required_info = ["serverId", { key = "accountId", label = { en = "Player ID" }, pattern = "^[0-9]{6,12}$" }]
"#;
    let provision = check(&format!("{SHOP}{SUPPLIER}{product}")).unwrap();
    assert_eq!(provision.suppliers[0].base_url, "http://127.0.0.1:7001");
    let product = &provision.products[0];
    assert_eq!(product.id.as_str(), "palcards:5001");
    assert_eq!(product.required_info.len(), 2);
    assert_eq!(format!("{:?}", product.cost.unwrap()), "9.50 USD");
    assert_eq!(format!("{:?}", product.price.unwrap()), "38.00 ILS");
}

#[test]
fn every_error_names_line_and_key() {
    wrong("x = 1\n", 1, "shop");
    wrong(&format!("{SHOP}colour = \"red\"\n"), 5, "shop.colour");
    wrong(&SHOP.replace("\"ILS\"", "\"Shekel\""), 4, "shop.currency");
    wrong(&SHOP.replace("name = \"Abu Ali Mobile\"\n", ""), 1, "shop.name");
    wrong(
        &format!("{SHOP}{}", SUPPLIER.replace("127.0.0.1", "example.com")),
        9,
        "supplier.base_url",
    );
    wrong(
        &format!("{SHOP}{}", SUPPLIER.replace("api_key = \"sk_prod_x\"\n", "")),
        5,
        "supplier.api_key",
    );
    wrong(&format!("{SHOP}[engine]\npoll_every = \"2\"\n"), 6, "engine.poll_every");
    wrong(
        &format!("{SHOP}[[rate]]\nbase = \"USD\"\nquote = \"ILS\"\nrate = 3.7\n"),
        8,
        "rate.rate",
    );
    wrong(
        &format!("{SHOP}[[clerk]]\nname = \"Sami\"\npin = \"12\"\nrole = \"clerk\"\n"),
        7,
        "clerk.pin",
    );
    wrong(&format!("{SHOP}[[product]]\nsupplier = \"nobody\"\n"), 6, "product.supplier");
    wrong(&format!("{SHOP}[[till]]\n"), 5, "till");
    assert_eq!(check(&format!("{SHOP}name = \n")).expect_err("broken").line, 5);
}

#[test]
fn a_catalogue_is_found_by_words_of_the_file_and_only_at_palcards() {
    let table = "[supplier.catalog]\npath = \"/p\"\n[supplier.catalog.fields]\nitem = \"id\"\n\
        name_en = \"name\"\nkind = \"type\"\n";
    let file = |table: &str| format!("{SHOP}{SUPPLIER}{table}");
    assert!(check(&file(table)).is_ok());
    let line = |key: &str| {
        let error = check(&file(&table.replace(key, "colour"))).expect_err(key);
        error.key
    };
    assert_eq!(line("path"), "supplier.catalog.path");
    assert_eq!(line("kind"), "supplier.catalog.fields.kind");
    let error = check(&file(&format!("{table}colour = \"c\"\n"))).expect_err("an unknown fact");
    assert_eq!(error.key, "supplier.catalog.fields.colour");
    let other = file(table).replace("kind = \"palcards\"", "kind = \"cardpluspay\"");
    assert_eq!(check(&other).expect_err("it lists its own").key, "supplier.catalog");
}

#[test]
fn clerks_without_an_owner_among_them_are_an_error() {
    let clerk = "[[clerk]]\nname = \"Sami\"\npin = \"4821\"\nrole = \"clerk\"\n";
    wrong(&format!("{SHOP}{clerk}"), 5, "clerk.role");
    let owner = "[[clerk]]\nname = \"Abu Ali\"\npin = \"9137\"\nrole = \"owner\"\n";
    assert!(check(&format!("{SHOP}{clerk}{owner}")).is_ok());
    wrong(&format!("{SHOP}{clerk}{}", owner.replace("9137", "4821")), 11, "clerk.pin");
}

#[test]
fn a_link_names_products_of_known_suppliers_and_none_twice() {
    let link = |body: &str| format!("{SHOP}{SUPPLIER}[[link]]\n{body}\n");
    let two = "products = [\"palcards:1\", \"palcards:2\"]";
    assert!(check(&link(two)).is_ok());
    let pinned = check(&link(&format!("{two}\npin = \"palcards:2\""))).expect("a pinned link");
    assert_eq!(pinned.links[0].pinned.as_ref().map(|id| id.as_str()), Some("palcards:2"));
    for body in [
        "products = [\"palcards:1\"]",
        "products = [\"palcards:1\", \"palcards:1\"]",
        "products = [\"palcards:1\", \"nobody:2\"]",
        "products = \"palcards:1\"",
        &format!("{two}\n[[link]]\nproducts = [\"palcards:2\", \"palcards:3\"]"),
    ] {
        let error = check(&link(body)).expect_err(body);
        assert_eq!(error.key, "link.products", "{body}");
    }
    let error = check(&link(&format!("{two}\npin = \"palcards:3\""))).expect_err("a strange pin");
    assert_eq!(error.key, "link.pin");
}

#[test]
fn a_practice_till_reaches_only_this_machine() {
    let practice = format!("{SHOP}practice = true\n");
    assert!(check(&format!("{practice}{SUPPLIER}")).is_ok());
    let real = SUPPLIER.replace("http://127.0.0.1:7001/", "https://api.palcards.ps");
    wrong(&format!("{practice}{real}"), 10, "supplier.base_url");
    let default = SUPPLIER.replace("base_url = \"http://127.0.0.1:7001/\"\n", "");
    wrong(&format!("{practice}{default}"), 6, "supplier.base_url");
}

#[test]
fn plain_http_reaches_an_sms_gateway_in_the_shop_and_nothing_farther() {
    let sms = |url: &str| {
        format!("{SHOP}[[sms]]\nid = \"g\"\nkind = \"smsgate\"\nbase_url = \"{url}\"\n")
    };
    for url in ["http://127.0.0.1:7006", "http://192.168.1.20:8080", "https://api.twilio.com"] {
        assert!(check(&sms(url)).is_ok(), "{url}");
    }
    wrong(&sms("http://203.0.113.7"), 8, "sms.base_url");
    wrong(&sms("http://gateway.example.com"), 8, "sms.base_url");
}

#[test]
fn an_error_never_repeats_a_value() {
    let text = format!("{SHOP}{}", SUPPLIER.replace("sk_prod_x", "sk_prod_\\u0001geheim"));
    assert!(!check(&text).expect_err("a control character").to_string().contains("geheim"));
}

#[test]
fn each_kind_of_sms_route_says_what_it_misses() {
    let sms = |body: &str| format!("{SHOP}[[sms]]\nid = \"g\"\n{body}\n");
    let twilio = "kind = \"twilio\"\naccount = \"AC1\"\nsecret = \"s\"\nsender = \"+1\"";
    assert!(check(&sms(twilio)).is_ok());
    for key in ["account", "secret", "sender"] {
        let line = twilio.lines().find(|line| line.starts_with(key)).unwrap();
        wrong(&sms(&twilio.replace(line, "")), 5, &format!("sms.{key}"));
    }
    wrong(&sms("kind = \"gsm-modem\""), 5, "sms.device");
    assert!(check(&sms("kind = \"gsm-modem\"\ndevice = \"/dev/ttyUSB0\"\nbaud = 9600")).is_ok());
    wrong(&sms("kind = \"gsm-modem\"\ndevice = \"/dev/ttyUSB0\"\nbaud = 9"), 9, "sms.baud");
    let modem = "kind = \"gsm-modem\"\ndevice = \"/dev/ttyUSB0\"";
    for line in ["flow = \"rtscts\"", "flow = \"xonxoff\"", "sim_pin = \"4821\"", "reports = false"]
    {
        assert!(check(&sms(&format!("{modem}\n{line}"))).is_ok(), "{line}");
    }
    wrong(&sms(&format!("{modem}\nflow = \"dtr\"")), 9, "sms.flow");
    // It goes into a command of the modem's.
    wrong(&sms(&format!("{modem}\nsim_pin = \"1\\\\r2345\"")), 9, "sms.sim_pin");
    wrong(&sms("kind = \"smsgate\"\nsim = \"1\""), 8, "sms.sim");
    wrong(&sms("kind = \"smsgate\"\nprice_currency = \"USD\""), 5, "sms.price");
    wrong(&sms("kind = \"smsgate\"\nprice = 0.1"), 8, "sms.price");
}

#[test]
fn a_gateways_template_is_judged_with_the_file() {
    let http = |body: &str| {
        format!(
            "{SHOP}[[sms]]\nid = \"g\"\nkind = \"http\"\nbase_url = \"https://a.example\"\n{body}\n"
        )
    };
    assert!(check(&http("")).is_ok());
    assert!(check(&http("preset = \"unifonic\"")).is_ok());
    wrong(&http("preset = \"nobody\""), 9, "sms.preset");
    let template = "template = { number = \"digits\", send = { get = true, path = \"/s\", query = { to = \"{to}\", msg = \"{text}\" } }, ok = [{ matches = \"^OK\" }] }";
    let routes = check(&http(template)).unwrap().sms_routes;
    assert!(routes[0].options.as_ref().unwrap().reveal().contains("{text}"));
    wrong(&http(&template.replace("{text}", "{too}")), 9, "sms.template");
    let secret = template.replace("get = true", "get = \"geheim\"");
    let error = check(&http(&secret)).expect_err("a text for a switch").to_string();
    assert!(!error.contains("geheim"), "{error}");
    // Without an address nobody knows where it is, unless the preset does.
    let nowhere = |body: &str| format!("{SHOP}[[sms]]\nid = \"g\"\nkind = \"http\"\n{body}\n");
    wrong(&nowhere(""), 5, "sms.base_url");
    assert!(check(&nowhere("preset = \"unifonic\"")).is_ok());
}

#[test]
fn a_host_that_no_document_names_must_be_given() {
    let plexy = "[[supplier]]\nid = \"p\"\nkind = \"plexy\"\nagent_id = \"a\"\napi_key = \"k\"\n";
    wrong(&format!("{SHOP}{plexy}"), 5, "supplier.base_url");
    let mpg = "[[processor]]\nid = \"m\"\nkind = \"mpg\"\napi_key = \"k\"\n";
    wrong(&format!("{SHOP}{mpg}"), 5, "processor.base_url");
    let sandbox = "[[supplier]]\nid = \"c\"\nkind = \"cardpluspay\"\nenvironment = \"sandbox\"\napi_key = \"k\"\n";
    wrong(&format!("{SHOP}{sandbox}"), 5, "supplier.base_url");
}

#[test]
fn a_printer_may_say_what_it_can_do() {
    let printer = r#"[[printer]]
id = "counter"
kind = "escpos-device"
address = "/dev/usb/lp0"
paper = "58mm"
dots = 512
band_rows = 24
band_delay = "20ms"
cut = "none"
feed_lines = 6
drawer_pin = 5
ask = false
answer_within = "800ms"
"#;
    let provision = check(&format!("{SHOP}{printer}")).unwrap();
    let profile = provision.printers[0].profile;
    assert_eq!(
        profile,
        storage::PrinterProfile {
            dots: Some(512),
            band_rows: Some(24),
            band_delay: Some(std::time::Duration::from_millis(20)),
            cut: Some(storage::PaperCut::None),
            feed_lines: Some(6),
            drawer_pin: Some(5),
            ask: Some(false),
            answer_within: Some(std::time::Duration::from_millis(800)),
        }
    );
    for (right, mistake, line) in [
        ("dots = 512", "dots = 64", 10),
        ("dots = 512", "dots = \"512\"", 10),
        ("band_rows = 24", "band_rows = 256", 11),
        ("\"20ms\"", "\"2s\"", 12),
        ("\"none\"", "\"half\"", 13),
        ("feed_lines = 6", "feed_lines = -1", 14),
        ("drawer_pin = 5", "drawer_pin = 3", 15),
        ("ask = false", "ask = 0", 16),
        ("answer_within = \"800ms\"", "answer_within = \"9s\"", 17),
    ] {
        let key = mistake.split_once(' ').map_or("", |(key, _)| key);
        let key = match line {
            12 => "band_delay",
            13 => "cut",
            _ => key,
        };
        wrong(
            &format!("{SHOP}{}", printer.replace(right, mistake)),
            line,
            &format!("printer.{key}"),
        );
    }
}

#[test]
fn the_owner_says_what_they_are_told_and_by_when() {
    assert_eq!(check(SHOP).unwrap().owner, None);
    let all = "[owner]\nphone = \"0599123456\"\nreport = false\nz_by = \"01:00\"\nunknown_after = \"30m\"\n";
    let wishes = check(&format!("{SHOP}{all}")).unwrap().owner.unwrap();
    assert_eq!(wishes.phone.unwrap().as_str(), "+970599123456");
    assert_eq!(wishes.z_by.unwrap().to_string(), "01:00");
    assert_eq!(wishes.unknown_after, Some(std::time::Duration::from_secs(1800)));
    assert!(!wishes.report);
    for (line, key) in [
        ("phone = \"one\"", "owner.phone"),
        ("z_by = \"1:00\"", "owner.z_by"),
        ("unknown_after = \"30s\"", "owner.unknown_after"),
        ("report = \"yes\"", "owner.report"),
        ("told = true", "owner.told"),
    ] {
        wrong(&format!("{SHOP}[owner]\n{line}\n"), 6, key);
    }
}

#[test]
fn what_the_counter_may_do_is_the_owners_to_say() {
    assert_eq!(check(SHOP).unwrap().counter, None);
    let all = storage::Counter { whatsapp: true, drawer_with_cash: true };
    assert_eq!(check(&format!("{SHOP}[counter]\n")).unwrap().counter, Some(all));
    let some = check(&format!("{SHOP}[counter]\nwhatsapp = false\n")).unwrap().counter;
    assert_eq!(some, Some(storage::Counter { whatsapp: false, ..all }));
    wrong(&format!("{SHOP}[counter]\nwhatsapp = \"no\"\n"), 6, "counter.whatsapp");
    wrong(&format!("{SHOP}[counter]\ndrawer = true\n"), 6, "counter.drawer");
}

#[test]
fn a_price_can_be_paid_and_an_open_value_has_amounts_that_fit() {
    let file = |lines: &str, currency: &str| {
        let shop = SHOP.replace("\"ILS\"", &format!("\"{currency}\""));
        let product = "[[product]]\nsupplier = \"palcards\"\nitem = \"1\"\nkind = \"voucher\"\n\
            name = \"Steam\"\nface_currency = \"USD\"";
        format!("{shop}{SUPPLIER}{product}\n{lines}\n")
    };
    for (lines, currency) in [
        ("price = \"38.00\"", "ILS"),
        ("price = \"38.000\"", "ILS"),
        ("price = \"38.005\"", "JOD"),
        ("price = \"38.00\"", "JPY"),
        ("min = \"5\"\nmax = \"5\"\nstep = \"0.5\"", "ILS"),
        ("min = \"0\"\nmax = \"25\"", "ILS"),
        // A rate: what is paid is rounded when the amount is known.
        ("min = \"5\"\nprice = \"4.905\"", "ILS"),
    ] {
        let read = check(&file(lines, currency));
        assert!(read.is_ok(), "{lines} {currency}: {read:?}");
    }
    for (lines, currency, line, key) in [
        ("price = \"38.005\"", "ILS", 18, "price"),
        ("price = \"38.5\"", "JPY", 18, "price"),
        ("price = \"0.00\"", "ILS", 18, "price"),
        ("price = \"-38.00\"", "ILS", 18, "price"),
        ("step = \"0\"", "ILS", 18, "step"),
        ("step = \"-0.5\"", "ILS", 18, "step"),
        ("min = \"10\"\nmax = \"5\"", "ILS", 19, "max"),
        ("max = \"0\"", "ILS", 18, "max"),
    ] {
        wrong(&file(lines, currency), line, &format!("product.{key}"));
    }
}
