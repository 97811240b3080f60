//! Which role may run which command: every command, every role, and nobody.

use std::collections::BTreeSet;

use crate::shop::{CLERKS, Call, Shop, closed_port, each, raseed, toml, word};

/// Who stands at the till, the least first.
const ROLES: [(&str, &str); 3] = [("Sami", "4821"), ("Lina", "5590"), ("Huda", "730418")];

/// Whom a command is open to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// Those from this place of [`ROLES`] on, and nobody without a name.
    From(usize),
    /// Whoever can start the program.
    Anybody,
}

const CLERK: Open = Open::From(0);
const MANAGER: Open = Open::From(1);
const OWNER: Open = Open::From(2);

/// Every command, with a call of it that does no harm: what it lacks is not the right.
const ROWS: &[(&str, &str, Open)] = &[
    ("provision", "nowhere.toml", OWNER),
    ("catalog sync", "", MANAGER),
    ("catalog list", "", CLERK),
    ("wallet", "", CLERK),
    ("prices", "", MANAGER),
    ("check", "--product no:thing", CLERK),
    ("sell", "--product no:thing", CLERK),
    ("orders", "", CLERK),
    ("order", "none", CLERK),
    ("order", "none --reveal", CLERK),
    ("recover", "--wait 1ms", CLERK),
    ("attention list", "", CLERK),
    ("attention texted", "none --done told", CLERK),
    ("attention seen", "none", MANAGER),
    ("attention candidate", "none --none --reason why", MANAGER),
    ("resolve", "none --as-refused --reason why", MANAGER),
    ("refund", "none --reason why", MANAGER),
    ("refunds list", "", MANAGER),
    ("refunds set", "all --within 1ms", OWNER),
    ("refunds remove", "product:none", OWNER),
    ("taxes list", "", MANAGER),
    ("taxes set", "all 16", OWNER),
    ("taxes remove", "product:none", OWNER),
    ("taxes identity", "--name VAT", OWNER),
    ("dispute", "none --out none.pdf", MANAGER),
    ("print", "none", CLERK),
    ("print", "--z 7", MANAGER),
    ("drawer", "--reason why", MANAGER),
    ("sms", "none --to 0599123456", CLERK),
    ("customer erase", "0599123456", OWNER),
    ("debt list", "", CLERK),
    ("debt show", "none", CLERK),
    ("debt add", "Abu nobody", MANAGER),
    ("debt limit", "none", MANAGER),
    ("debt repay", "none --amount 1", CLERK),
    ("debt forgive", "none --amount 1 --reason why", OWNER),
    ("shift open", "--float 1", CLERK),
    ("shift x", "", CLERK),
    ("shift close", "--counted 1", MANAGER),
    ("shift pay-in", "--amount 1 --reason why", CLERK),
    ("shift pay-out", "--amount 1 --reason why", MANAGER),
    ("shift list", "", MANAGER),
    ("shift report", "7", MANAGER),
    ("shift report", "7 --send", OWNER),
    ("stock list", "", MANAGER),
    ("stock buy", "--product no:thing", OWNER),
    ("stock limit", "--product no:thing --keep 1", OWNER),
    ("export", "--what orders --format csv --out .", MANAGER),
    ("report", "", MANAGER),
    ("backup", "--out .", OWNER),
    // An empty folder has nobody to ask, and another one is refused before anybody is.
    ("restore", "nowhere", Open::Anybody),
    ("verify", "", MANAGER),
    ("doctor", "", MANAGER),
    // It serves until it is stopped, and touches no till.
    ("simulate", "--help", Open::Anybody),
];

/// The commands a help text lists.
fn listed(arguments: &[&str]) -> Vec<String> {
    let mut command = raseed();
    command.args(arguments).arg("--help");
    let help = Call::start(command).end().exit(0).stdout;
    let list = help.split("Commands:\n").nth(1).unwrap_or_default();
    let names = list.lines().take_while(|line| !line.trim().is_empty());
    names.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

#[test]
fn every_command_has_a_row() {
    let mut commands = BTreeSet::new();
    for name in listed(&[]) {
        let below = listed(&[&name]);
        if below.is_empty() {
            commands.insert(name);
        } else {
            commands.extend(below.iter().map(|under| format!("{name} {under}")));
        }
    }
    let rows: BTreeSet<String> = ROWS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(commands, rows, "who may run a command is written down for each");
}

#[test]
fn a_command_is_open_to_its_roles_and_to_nobody_else() {
    let shop = Shop::provisioned(&format!("{}{CLERKS}", toml(&closed_port())));
    each(ROWS.iter(), |(name, rest, open)| {
        let line = format!("{name} {rest}");
        let nobody = shop.run(&line);
        match open {
            Open::Anybody => assert_ne!(nobody.code, Some(5), "{line}"),
            Open::From(_) => drop(nobody.fails(5, "clerk_needed")),
        }
        for (place, (clerk, pin)) in ROLES.into_iter().enumerate() {
            let ended = shop.run_as(clerk, pin, &line);
            let may =
                *open == Open::Anybody || matches!(open, Open::From(least) if place >= *least);
            if may {
                assert_ne!(ended.code, Some(5), "{clerk} may: {line}: {}", ended.stderr);
            } else {
                let error = ended.exit(5).error();
                assert_eq!(word(&error, "code"), "not_allowed", "{clerk} may not: {line}");
            }
        }
    });
}
