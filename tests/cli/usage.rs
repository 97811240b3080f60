//! Usage: what is no command, what is not built yet, and where the data are.

use crate::shop::{Call, Shop, TOPUP, VOUCHER, closed_port, raseed};

/// Bad usage under `--json`: 2, nothing on stdout, a whole error.
#[track_caller]
fn check(line: &str) {
    let shop = Shop::at(&closed_port());
    shop.run(line).fails(2, "bad_usage");
}

#[test]
fn bad_usage_is_2_with_a_whole_error() {
    check("sel --product palcards:5001");
    check("sell");
    check("sell --product");
    check(&format!("sell --product {VOUCHER} --nonsense"));
    check(&format!("sell --product {VOUCHER} --wait soon"));
    check("order");
    check("catalog");
    check("recover --wait 60");
    check("provision");
}

#[test]
fn bad_usage_names_what_is_missing_in_one_sentence() {
    let shop = Shop::at(&closed_port());
    let message = shop.run("sell").fails(2, "bad_usage");
    assert!(message.contains("--product <ID>") && !message.contains('\n'), "{message}");
    let message = shop.run("debt repay").fails(2, "bad_usage");
    assert!(message.contains("--amount <DEC>") && message.contains("<DEBTOR>"), "{message}");
}

#[test]
fn an_amount_below_zero_is_read_as_one_and_refused_by_its_name() {
    let shop = Shop::at(&closed_port());
    let message = shop.run("shift open --float -5").fails(2, "bad_usage");
    assert!(message.contains("'-5'") && message.contains("--float"), "{message}");
    for line in [
        "prices --rule all --percent-on-cost -50",
        "prices --rule all --amount-on-cost -50",
        "prices --rule all --percent-of-face -50",
        "prices --rule all --percent-on-cost 5 --round-to -50",
        "sell --product palcards:5001 --amount -50",
    ] {
        let message = shop.run(line).fails(2, "amount_invalid");
        assert!(message.contains("-50"), "{line}: {message}");
    }
}

#[test]
fn bad_usage_without_json_is_2_in_plain_words() {
    let mut command = raseed();
    command.args(["sell", "--nonsense"]);
    let ended = Call::start(command).end().exit(2);
    assert_eq!(ended.stdout, "");
    assert!(ended.stderr.contains("--nonsense"), "{}", ended.stderr);
}

#[test]
fn an_error_without_json_says_what_and_what_to_do() {
    let shop = Shop::at(&closed_port());
    let mut command = raseed();
    command.arg("--data-dir").arg(shop.data_dir()).args(["sell", "--product", TOPUP]);
    let ended = Call::start(command).end().exit(2);
    assert_eq!(ended.stdout, "");
    assert!(
        ended.stderr.lines().count() >= 2 && ended.stderr.contains("accountId"),
        "{}",
        ended.stderr
    );
}

#[test]
fn help_and_version_end_with_0_and_need_no_data_dir() {
    for line in [
        "--help",
        "--json --help",
        "sell --help",
        "catalog list --help",
        "--version",
        "provision --help",
    ] {
        let mut command = raseed();
        command.args(line.split_whitespace());
        let ended = Call::start(command).end().exit(0);
        assert!(ended.stdout.len() > 5 && ended.stderr.is_empty(), "{line}: {ended:?}");
    }
    let mut command = raseed();
    command.args(["sell", "--help"]);
    let help = Call::start(command).end().exit(0).stdout;
    for option in [
        "--product",
        "--quantity",
        "--phone",
        "--field",
        "--amount",
        "--tender",
        "--card-stdin",
        "--print",
        "--sms",
        "--wait",
        "--reveal",
        "--follow",
        "--request-id",
        "--again",
    ] {
        assert!(help.contains(option), "{option} is not in the help");
    }
}

#[test]
fn the_data_dir_may_come_from_the_environment() {
    let shop = Shop::at(&closed_port());
    let mut command = raseed();
    command.env("RASEED_DATA_DIR", shop.data_dir()).args(["catalog", "list", "--json"]);
    assert_eq!(Call::start(command).end().exit(0).lines().len(), 2);
}

#[test]
fn a_data_dir_that_cannot_be_used_is_a_local_fault() {
    let shop = Shop::empty();
    shop.write("data", "a file where the folder should be");
    shop.run("orders").fails(1, "data_dir_unusable");
}
