use super::*;
use domain::{
    account::{Environment, SupplierKind},
    ids::SupplierId,
    secret::Secret,
};

fn source() -> CatalogSource {
    let fields = [
        (Fact::Item, "id"),
        (Fact::NameEn, "title.en"),
        (Fact::NameAr, "title.ar"),
        (Fact::Kind, "type"),
        (Fact::FaceValue, "value"),
        (Fact::FaceCurrency, "valueCurrency"),
        (Fact::Cost, "dealer.price"),
        (Fact::RequiredInfo, "customerRequiredInfo"),
        (Fact::Active, "enabled"),
    ];
    CatalogSource {
        path: "/anything?ps=2".into(),
        list: Some("data".into()),
        total: Some("total".into()),
        page: Some(("pn".into(), 1)),
        fields: fields.map(|(fact, place)| (fact, place.to_owned())).to_vec(),
    }
}

fn account() -> SupplierAccount {
    SupplierAccount {
        id: SupplierId::new("palcards"),
        kind: SupplierKind::PalCards,
        environment: Environment::Sandbox,
        base_url: String::new(),
        api_key: Secret::new(""),
        agent_id: None,
        currency: Some("USD".parse().unwrap()),
        bulk: false,
        catalog: Some(source()),
    }
}

fn read(body: &str) -> Result<CatalogPage, SupplierError> {
    let reply = WireReply {
        status: 200,
        body: body.as_bytes().to_vec(),
        complete: true,
        retry_after: None,
        date: None,
    };
    read_catalog(&account(), &source(), &reply)
}

const CARD: &str = r#"{"id":5001,"title":{"en":"PUBG 660 UC","ar":"شدات"},"type":"chargingCard",
    "value":10.00,"valueCurrency":"USD","dealer":{"price":9.500},"enabled":true}"#;

#[test]
fn the_owners_words_lead_to_the_facts_with_their_digits() {
    let page = read(&format!(r#"{{"total":1,"data":[{CARD}]}}"#)).unwrap();
    let product = &page.products[0];
    assert_eq!((product.id.as_str(), product.kind), ("palcards:5001", ProductKind::Voucher));
    assert_eq!((product.name.en.as_str(), product.name.ar.as_str()), ("PUBG 660 UC", "شدات"));
    assert_eq!(product.cost.unwrap().amount().to_string(), "9.500");
    assert_eq!(product.face_value.unwrap().amount().to_string(), "10.00");
    assert_eq!((page.items.as_slice(), page.total), (["5001".to_owned()].as_slice(), Some(1)));
}

#[test]
fn required_information_is_read_in_every_shape_the_documents_leave_open() {
    let keys = |info: &str| {
        let card =
            CARD.replace("\"enabled\"", &format!("\"customerRequiredInfo\":{info},\"enabled\""));
        let page = read(&format!(r#"{{"data":[{card}]}}"#)).ok()?;
        let info = page.products[0].required_info.iter();
        Some(info.map(|one| one.key.clone()).collect::<Vec<_>>())
    };
    assert_eq!(keys(r#"["accountId","serverId"]"#).unwrap(), ["accountId", "serverId"]);
    for name in KEY_NAMES {
        let one = format!(r#"[{{"{name}":"accountId","label":"Player ID","required":true}}]"#);
        assert_eq!(keys(&one).unwrap(), ["accountId"], "{name}");
    }
    assert_eq!(keys("null").unwrap(), [] as [String; 0]);
    assert_eq!(keys(r#"[{"colour":"red"}]"#), None, "nobody knows what is asked for");
}

#[test]
fn a_catalogue_that_is_not_whole_is_none() {
    for body in [
        r#"{"data":[{"id":1,"type":"voucher"}]}"#,
        r#"{"data":[{"title":{"en":"x"},"type":"voucher"}]}"#,
        r#"{"data":[{"id":1,"title":{"en":"x"},"type":"subscription"}]}"#,
        r#"{"items":[]}"#,
        r#"{"data":{}}"#,
        "<html>",
    ] {
        assert_eq!(read(body), Err(SupplierError::Unreadable), "{body}");
    }
}

#[test]
fn pages_are_asked_for_by_the_owners_word() {
    assert_eq!(path(&source(), 0), "/anything?ps=2&pn=1");
    assert_eq!(path(&source(), 1), "/anything?ps=2&pn=2");
    let from_zero =
        CatalogSource { path: "/anything".into(), page: Some(("page".into(), 0)), ..source() };
    assert_eq!(path(&from_zero, 0), "/anything?page=0");
    assert_eq!(path(&CatalogSource { page: None, ..from_zero }, 3), "/anything");
}
