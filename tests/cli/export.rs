//! `export`: whole, masked, exact, harmless in a spreadsheet, and for whom it is meant.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::fake::{Answer, Fake, PIN, code};
use crate::shop::{Shop, VOUCHER, files, keys, toml, word};

const CLERKS: &str = r#"
[[clerk]]
name = "Sami"
pin = "4821"
role = "clerk"

[[clerk]]
name = "Mona"
pin = "5932"
role = "manager"

[[clerk]]
name = "Abu Ali"
pin = "6043"
role = "owner"
"#;

fn out(shop: &Shop, name: &str) -> String {
    shop.write(name, "").to_string_lossy().into_owned()
}

fn export(shop: &Shop, what: &str, format: &str, out: &str) -> u64 {
    let line = format!("export --what {what} --format {format} --out {out}");
    let done = shop.run(&line).exit(0).json();
    assert_eq!(keys(&done), ["rows"]);
    done["rows"].as_u64().expect("a number")
}

/// The cells of a CSV, read by the rules of RFC 4180 and nothing of ours.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => cell.push(chars.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "it ends with a whole row");
    rows
}

/// The rows of a CSV as objects.
fn csv(path: &str) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("it is UTF-8");
    let rows = cells(text.strip_prefix('\u{feff}').expect("the mark of UTF-8"));
    let (header, rows) = rows.split_first().expect("a header row");
    rows.iter()
        .map(|row| {
            assert_eq!(row.len(), header.len());
            header.iter().cloned().zip(row.iter().map(|cell| json!(cell))).collect()
        })
        .collect()
}

fn json_lines(path: &str) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("it is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect()
}

fn sell(shop: &Shop, phone: &str) -> Value {
    shop.run(&format!("sell --product {VOUCHER} --phone {phone}")).exit(0).json()
}

#[test]
fn orders_sales_and_the_journal_are_exported_whole_and_masked() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let sold = [sell(&shop, "0599123456"), sell(&shop, "0599123457")];
    for (what, format) in
        ["orders", "sales", "journal"].iter().flat_map(|what| [(what, "csv"), (what, "json")])
    {
        let file = out(&shop, &format!("{what}.{format}"));
        let rows = export(&shop, what, format, &file);
        let read = if format == "csv" { csv(&file) } else { json_lines(&file) };
        assert_eq!(rows, read.len() as u64, "{what} {format}");
        let text = fs::read_to_string(&file).unwrap();
        for clear in [code(0), code(1), PIN.to_owned()] {
            assert!(!text.contains(&clear), "{what} {format} shows a code");
        }
        match *what {
            "orders" => {
                for (row, sale) in read.iter().zip(&sold) {
                    let order = &sale["orders"][0];
                    for key in ["id", "price", "price_currency", "cost", "phone", "reference"] {
                        assert_eq!(row[key], order[key], "{format} {key}");
                    }
                    let secret = word(&order["secrets"][0], "value");
                    assert!(row["secrets"].to_string().contains(&secret), "{row:#}");
                    assert!(word(row, "created_at").ends_with('Z'));
                }
            }
            "sales" => {
                for (row, sale) in read.iter().zip(&sold) {
                    for key in ["id", "state", "total", "currency", "created_at"] {
                        assert_eq!(row[key], sale[key], "{format} {key}");
                    }
                    assert_eq!(row["delivered"], "38.00");
                }
            }
            _ => {
                let verdict = shop.run("verify").exit(0).json();
                assert_eq!(verdict["records"].as_u64(), Some(rows), "every record");
                assert!(read.iter().any(|row| row["kind"] == "delivered"), "{read:#?}");
                assert!(read.iter().any(|row| row["detail"] != "" && row["detail"] != json!(null)));
            }
        }
    }
}

#[test]
fn a_spreadsheet_runs_nothing_and_amounts_and_phones_stay_as_they_are() {
    let fake = Fake::start();
    let file = toml(&fake.url).replace("PUBG 660 UC\"", "=HYPERLINK(\\\"http://x\\\",\\\"1\\\")\"");
    let shop = Shop::provisioned(&file);
    sell(&shop, "0599123456");
    let out = out(&shop, "orders.csv");
    export(&shop, "orders", "csv", &out);
    let row = &csv(&out)[0];
    assert_eq!(word(row, "name_en"), "'=HYPERLINK(\"http://x\",\"1\")");
    assert_eq!((word(row, "phone"), word(row, "price")), ("+970599123456".into(), "38.00".into()));
    // JSON is for programs, which run nothing.
    export(&shop, "orders", "json", &out);
    assert_eq!(word(&json_lines(&out)[0]["name"], "en"), "=HYPERLINK(\"http://x\",\"1\")");
}

/// The sum of a column of amounts, in hundredths.
fn hundredths(rows: &[Value], column: &str) -> i64 {
    let digits = |row: &Value| word(row, column).replace('.', "");
    rows.iter().map(|row| digits(row).parse::<i64>().expect("an amount with two digits")).sum()
}

#[test]
fn an_accountant_adds_the_sales_up_to_the_z_and_finds_what_was_returned_and_its_tax() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    shop.run(&format!("taxes set product:{VOUCHER} 16")).exit(0);
    // Before the first shift, and in its Z all the same.
    sell(&shop, "0599123456");
    shop.run("shift open --float 0").exit(0);
    let returned = sell(&shop, "0599123457");
    shop.run(&format!("refund {} --reason returned", word(&returned, "id"))).exit(0);
    fake.set(|desk| desk.create = Answer::refusal(400, "no more of it"));
    shop.run(&format!("sell --product {VOUCHER} --phone 0599123458")).exit(3);
    let z = shop.run("shift close --counted 0").exit(0).json();
    let (sales, orders) = (out(&shop, "sales.csv"), out(&shop, "orders.csv"));
    export(&shop, "sales", "csv", &sales);
    export(&shop, "orders", "csv", &orders);
    let (sales, orders) = (csv(&sales), csv(&orders));
    let line = &z["tenders"].as_array().expect("tenders")[0];
    assert_eq!((&line["tender"], &line["amount"]), (&json!("cash"), &json!("38.00")), "{z:#}");
    let net = hundredths(&sales, "tender_taken") - hundredths(&sales, "tender_given_back");
    assert_eq!(net - hundredths(&sales, "cash_given_back"), 3800, "{sales:#?}");
    let told: Vec<_> = sales.iter().map(|row| word(row, "tender_given_back")).collect();
    assert_eq!(told, ["0.00", "38.00", "38.00"], "a refusal is money given back");
    let told: Vec<_> = orders.iter().map(|row| (word(row, "refunded"), word(row, "tax"))).collect();
    let tax = "5.24".to_owned();
    assert_eq!(
        told,
        [("0".to_owned(), tax.clone()), ("1".to_owned(), tax.clone()), ("0".to_owned(), tax)]
    );
    let file = out(&shop, "sales.json");
    export(&shop, "sales", "json", &file);
    let tender = json_lines(&file)[1]["tender"].clone();
    assert_eq!((&tender["taken"], &tender["given_back"]), (&json!("38.00"), &json!("38.00")));
    export(&shop, "orders", "json", &file);
    let order = json_lines(&file)[1].clone();
    assert_eq!((&order["refunded"], &order["tax_rate"]), (&json!(1), &json!("16")));
}

#[test]
fn of_a_card_the_export_tells_what_was_taken_and_not_what_was_asked_for() {
    let (simulator, shop) = crate::payerly::start();
    simulator.fault(json!({ "upstream": "payerly", "kind": "customer", "action": "pay" }));
    simulator.settings(json!({ "upstream": "payerly", "refunds_enabled": false }));
    let line = format!("sell --product {VOUCHER} --tender pay");
    let sale = shop.run(&format!("{line} --wait 60s")).exit(0).json();
    let refund = format!("refund {} --reason returned", word(&sale, "id"));
    shop.run(&format!("{refund} --owner-risk")).exit(0);
    shop.run(&format!("{line} --wait 500ms")).exit(4);
    let file = out(&shop, "sales.json");
    export(&shop, "sales", "json", &file);
    let told: Vec<_> = json_lines(&file)
        .iter()
        .map(|row| {
            let keys = ["amount", "taken", "given_back", "cash_given_back"];
            keys.map(|key| word(&row["tender"], key))
        })
        .collect();
    let unpaid = ["10.27", "0.00", "0.00", "0.00"].map(str::to_owned);
    assert_eq!(told, [["10.27", "10.27", "0.00", "38.00"].map(str::to_owned), unpaid]);
}

#[test]
fn days_and_times_bound_what_is_exported() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    let sale = sell(&shop, "0599123456");
    let at = word(&sale["orders"][0], "created_at");
    let day = at[..10].to_owned();
    let out = out(&shop, "orders.json");
    let rows = |bounds: &str| {
        let line = format!("export --what orders --format json {bounds} --out {out}");
        shop.run(&line).exit(0).json()["rows"].as_u64().unwrap()
    };
    assert_eq!(rows(&format!("--from {day} --to {day}")), 1, "a day is all of it");
    assert_eq!(rows(&format!("--from {at}")), 1, "the beginning is part of it");
    assert_eq!(rows(&format!("--to {at}")), 0, "the end is not");
    assert_eq!(rows("--to 2026-01-01"), 0);
    assert_eq!(rows("--from 2099-01-01T00:00:00+02:00"), 0);
}

#[test]
fn what_cannot_be_is_said_and_nothing_is_written() {
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    sell(&shop, "0599123456");
    let out = out(&shop, "out.csv");
    fs::write(&out, "before").unwrap();
    let folder = Path::new(&out).parent().unwrap().to_owned();
    let fails = |line: &str, exit: i32, code: &str| {
        shop.run(&format!("export {line}")).fails(exit, code);
        assert_eq!(fs::read_to_string(&out).unwrap(), "before", "{line}");
    };
    let good = "--what orders --format csv";
    fails(&format!("--what order --format csv --out {out}"), 2, "bad_usage");
    fails(&format!("--what orders --format xls --out {out}"), 2, "bad_usage");
    for bad in ["yesterday", "2026-02-30", "2026-11-21T25:00:00Z", "21/11/2026", ""] {
        fails(&format!("{good} --from={bad} --out {out}"), 2, "bad_usage");
    }
    fails(&format!("{good} --from 2026-11-22 --to 2026-11-21 --out {out}"), 2, "bad_usage");
    fails(&format!("{good} --out {}/no/out.csv", folder.display()), 2, "folder_missing");
    fails(&format!("{good} --out {}", folder.display()), 2, "out_refused");
    let database = shop.data_dir().join("till.db");
    for own in
        [database.clone(), shop.data_dir().join("Master.key"), shop.data_dir().join("logs/x")]
    {
        fails(&format!("{good} --out {}", own.display()), 2, "out_refused");
    }
    shop.run("verify").exit(0);
    let mut names = files(&folder).into_iter().map(|path| path.to_string_lossy().into_owned());
    assert!(!names.any(|name| name.contains("part")), "nothing stays behind");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_is_its_owners_alone_and_a_disk_that_fails_leaves_the_old_one() {
    use std::os::unix::fs::PermissionsExt as _;
    let fake = Fake::start();
    let shop = Shop::at(&fake.url);
    sell(&shop, "0599123456");
    let folder = shop.write("x", "").parent().unwrap().join("shared");
    fs::create_dir(&folder).unwrap();
    let out = folder.join("out.json");
    fs::write(&out, "before").unwrap();
    // A file may not grow beyond 512 bytes here: the disk is as good as full.
    let script = format!(
        "ulimit -f 1; trap '' XFSZ; exec \"$@\" --what journal --format json --out {}",
        out.display()
    );
    let program = shop.command();
    let mut small = std::process::Command::new("bash");
    small.args(["-c", &script, "bash"]).arg(program.get_program()).args(program.get_args());
    small.arg("export").env("RASEED_LOG", "off").env("DBUS_SESSION_BUS_ADDRESS", "none:");
    let ended = small.output().unwrap();
    assert_eq!(ended.status.code(), Some(1), "{}", String::from_utf8_lossy(&ended.stderr));
    assert_eq!(fs::read_to_string(&out).unwrap(), "before");
    assert_eq!(files(&folder).len(), 1, "nothing stays behind");
    export(&shop, "journal", "json", &out.to_string_lossy());
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(files(&folder).len(), 1);
}

#[test]
fn it_is_for_managers_and_owners() {
    let fake = Fake::start();
    let shop = Shop::provisioned(&format!("{}{CLERKS}", toml(&fake.url)));
    let out = out(&shop, "out.csv");
    let line = format!("export --what sales --format csv --out {out}");
    shop.run(&line).fails(5, "clerk_needed");
    shop.run_as("Sami", "4821", &line).fails(5, "not_allowed");
    shop.run_as("Mona", "5932", &line).exit(0);
    shop.run_as("Abu Ali", "6043", &line).exit(0);
}
