//! The owner's list of who works here: somebody added there sells, and somebody taken off it is out.

use crate::language::{Language, in_both_languages};
use crate::till::Till;

const OWNER: &str = r#"
[[clerk]]
name = "Huda"
pin = "730418"
role = "owner"
"#;

fn unlock(till: &Till, pin: &str) {
    till.by("pin");
    till.type_into("pin", pin);
    till.enter();
}

fn to_people(till: &Till) {
    till.open_settings("open-people");
    till.by("person");
}

fn types_pin(till: &Till, pin: &str) {
    till.type_into("person-pin", pin);
    till.type_into("person-pin-again", pin);
}

in_both_languages!(who_is_added_may_sell_and_who_is_taken_off_the_list_is_out,);

fn who_is_added_may_sell_and_who_is_taken_off_the_list_is_out(language: Language) {
    let till = Till::open_with("people", language, "", OWNER);
    unlock(&till, "730418");
    to_people(&till);
    till.click("person-add");
    till.type_into("person-name", "Sami");
    types_pin(&till, "4821");
    till.click("person-save");
    till.wait_gone("person-save");
    assert_eq!(till.all("person").len(), 2);
    till.shoot("people");
    till.click("lock");
    unlock(&till, "4821");
    till.by("nav-sell");
    till.click("nav-settings");
    till.by("open-backup");
    assert!(till.all("open-people").is_empty(), "the list is the owner's");
    till.click("lock");
    unlock(&till, "730418");
    to_people(&till);
    till.session()
        .execute(
            "document.querySelector('[data-name=Sami] [data-testid=person-open]').click()",
            &[],
        )
        .unwrap();
    till.click("person-leave");
    till.click("person-leave-do");
    till.wait_gone("person-leave-do");
    till.shoot("people-left");
    till.click("lock");
    unlock(&till, "4821");
    till.wait_attr("pin", "aria-invalid", "true");
    assert!(till.all("nav-sell").is_empty(), "the PIN of who left opens nothing");
}
