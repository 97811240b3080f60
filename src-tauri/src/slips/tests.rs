use super::{
    note::short_number,
    paper::Facts,
    report_tests,
    sample::{Sample, Setting},
    trial,
};
use crate::words::{Isolation, Words};
use devices::{Paper, PrinterConfig, PrinterKind, layout, pdf, preview_png};
use domain::{
    ids::{OrderId, OwnerId, ProductId, ProviderOrderId, Reference, SaleId, SupplierId},
    money::{Money, parse_decimal},
    order::OrderState,
    phone::Phone,
    product::{LocalName, Product, ProductKind, RequiredInfo},
    receipt::{Block, Picture, Receipt},
    sale::{TenderKind, TenderState},
    shop::{Language, Shop},
    tax::{TaxIdentity, TaxRate},
    time::Timestamp,
};
use engine::{
    ports::supplier::LabelledSecret,
    records::{CardTender, OrderRecord, SaleRecord, Tender},
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, fs, path::Path};
use storage::{ReceiptTexts, SlipBlocks, SlipTexts};

/// 20 November 2026, 15:30 UTC.
const AT: Timestamp = Timestamp(1_795_188_600_000);
const CODE: &str = "4821773901562284";

fn money(text: &str) -> Money {
    let (amount, currency) = text.split_once(' ').unwrap();
    Money::new(parse_decimal(amount).unwrap(), currency.parse().unwrap())
}

fn local(en: &str, ar: &str) -> LocalName {
    LocalName { en: en.into(), ar: ar.into() }
}

/// A shop with everything a slip may show.
struct Desk {
    shop: Shop,
    texts: ReceiptTexts,
    own: SlipTexts,
    logo: Option<Picture>,
    tax: TaxIdentity,
    product: Product,
    secrets: Vec<LabelledSecret>,
    sale: SaleRecord,
}

impl Desk {
    fn voucher(language: Language) -> Self {
        let shop_name = match language {
            Language::English => "Abu Ali Mobile",
            Language::Arabic => "أبو علي موبايل",
        };
        let product = product(
            ProductKind::Voucher,
            local("PlayStation Store 20 USD", "بطاقة بلايستيشن ستور 20 دولار"),
            Some(money("20.00 USD")),
        );
        let secrets = vec![
            secret("code", CODE),
            secret("pin", "739204"),
            secret("serial", "PSN-2026-11-0048213"),
            secret("expiry", "2027-11-20"),
        ];
        let order = order(&product, "76.00 ILS", OrderState::Delivered);
        Self {
            shop: Shop {
                name: shop_name.into(),
                country: "PS".into(),
                language,
                practice: false,
                currency: "ILS".parse().unwrap(),
                phone: Some(Phone::from_e164("+97092381234")),
                till_code: "K7M2PX".into(),
                instance: None,
            },
            texts: ReceiptTexts {
                header: Some(local("Main street 14, Nablus", "نابلس، الشارع الرئيسي 14")),
                footer: Some(local("Open every day, 9 to 23", "نفتح كل يوم من 9 إلى 23")),
                refund_rule: Some(local(
                    "A code that was shown is not taken back.",
                    "الرمز الذي أُظهر لا يُسترجع.",
                )),
                ..ReceiptTexts::default()
            },
            own: SlipTexts {
                region: Some(local("United States accounts only", "للحسابات الأمريكية فقط")),
                redeem: Some(local(
                    "Open PlayStation Store, choose Redeem Code, and type the code without spaces.",
                    "افتح متجر PlayStation Store ثم اختر «استرداد الرموز» واكتب الرمز بلا فراغات.",
                )),
                refund_rule: None,
            },
            logo: Some(logo()),
            tax: TaxIdentity::default(),
            product,
            secrets,
            sale: sale(order),
        }
    }

    fn top_up(language: Language) -> Self {
        let mut desk = Self::voucher(language);
        desk.product = product(
            ProductKind::Topup,
            local("PUBG Mobile 660 UC by player ID", "شحن ببجي موبايل 660 شدة برقم اللاعب"),
            Some(money("10.00 USD")),
        );
        desk.secrets = vec![secret("ZeeRecharge reference", "ZR-99120345")];
        desk.own = SlipTexts::default();
        let mut order = order(&desk.product, "38.00 ILS", OrderState::Delivered);
        order.phone = Some(Phone::from_e164("+970599123456"));
        order.fields = BTreeMap::from([("accountId".to_owned(), "5123 4488 01".to_owned())]);
        desk.sale = sale(order);
        desk
    }

    fn in_state(mut self, state: OrderState) -> Self {
        self.sale.orders[0].state = state;
        self.secrets.clear();
        self
    }

    fn receipt(&self) -> Receipt {
        let words = Words::of(self.shop.language, Isolation::On);
        let order = &self.sale.orders[0];
        let facts = Facts {
            shop: &self.shop,
            texts: &self.texts,
            own: &self.own,
            logo: self.logo.as_ref(),
            tax: &self.tax,
            sale: &self.sale,
            order,
            product: Some(&self.product),
            secrets: &self.secrets,
            words: &words,
            head: Some("812-9f0c41d2".into()),
            copy: order.copies + 1,
            at: AT,
            clerk: Some("Sami".into()),
        };
        if super::hands_over(order) { facts.slip() } else { facts.note() }
    }
}

fn product(kind: ProductKind, name: LocalName, face_value: Option<Money>) -> Product {
    let supplier = SupplierId::new("palcards");
    Product {
        id: ProductId::of(&supplier, "5001"),
        supplier,
        item: "5001".into(),
        kind,
        name,
        brand: None,
        face_value,
        cost: None,
        price: None,
        price_rule: None,
        tax: None,
        min: None,
        max: None,
        step: None,
        required_info: vec![RequiredInfo {
            key: "accountId".into(),
            label: Some(local("Player ID", "رقم اللاعب")),
            pattern: None,
        }],
        barcode: None,
        category: None,
        active: true,
    }
}

fn secret(label: &str, value: &str) -> LabelledSecret {
    LabelledSecret { label: label.into(), value: value.into() }
}

fn order(product: &Product, price: &str, state: OrderState) -> OrderRecord {
    OrderRecord {
        id: OrderId::new("o1"),
        sale_id: SaleId::new("s1"),
        purpose: domain::order::Purpose::Customer,
        supplier: product.supplier.clone(),
        product_id: product.id.clone(),
        item: product.item.clone(),
        kind: product.kind,
        name: product.name.clone(),
        state,
        provider_order_id: Some(ProviderOrderId::new("90017342")),
        provider_state: None,
        reference: Reference::new("K7M2PX-01a1fe2d2c6f722bafa3397023a0d44f"),
        wallet: None,
        cost: None,
        price: money(price),
        tax_rate: None,
        phone: None,
        phone_sent: None,
        amount: None,
        mark: None,
        joint: None,
        fields: BTreeMap::new(),
        secrets: Vec::new(),
        created_at: AT,
        sent_at: Some(AT),
        finished_at: None,
        reason: None,
        copies: 0,
        owner: OwnerId::new("w1"),
    }
}

fn sale(order: OrderRecord) -> SaleRecord {
    let total = order.price;
    SaleRecord {
        id: order.sale_id.clone(),
        tender: Tender {
            kind: TenderKind::Cash,
            processor: None,
            state: TenderState::Paid,
            amount: total,
            received: Some(money("100.00 ILS")),
            card: None,
        },
        orders: vec![order],
        hand_overs: Vec::new(),
        total,
        clerk: Some("Sami".into()),
        created_at: AT,
    }
}

/// A dark disc with a bright sector: greys, so that dithering shows.
fn logo() -> Picture {
    const SIDE: i32 = 220;
    let greys: Vec<u8> = (0..SIDE * SIDE)
        .map(|at| {
            let (x, y) = (at % SIDE - SIDE / 2, at / SIDE - SIDE / 2);
            let inside = x * x + y * y < (SIDE / 2 - 2) * (SIDE / 2 - 2);
            let sector = x > 0 && y.abs() < x;
            if !inside {
                255
            } else if sector {
                170
            } else {
                20
            }
        })
        .collect();
    Picture::new(usize::try_from(SIDE).unwrap(), &greys).unwrap()
}

/// Every kind of slip, with its name.
fn all(language: Language) -> Vec<(&'static str, Receipt)> {
    let copy = |mut desk: Desk| {
        desk.sale.orders[0].copies = 1;
        desk
    };
    let mut training = Desk::voucher(language);
    training.shop.practice = true;
    let mut bare = Desk::voucher(language);
    (bare.texts, bare.own, bare.logo) = (ReceiptTexts::default(), SlipTexts::default(), None);
    bare.secrets = vec![secret("code", "XBZQ-7K2M-PLQ8-9RT0-AA3F")];
    let printer =
        PrinterConfig::new("counter", PrinterKind::EscposTcp, "192.168.1.50:9100", Paper::Mm80);
    let words = Words::of(language, Isolation::On);
    let shop = Desk::voucher(language).shop;
    let mut slips = vec![
        ("voucher", Desk::voucher(language).receipt()),
        ("bare", bare.receipt()),
        ("copy", copy(Desk::voucher(language)).receipt()),
        ("training", training.receipt()),
        ("topup", Desk::top_up(language).receipt()),
        ("pay", on_page(language, OrderState::Prepared).receipt()),
        ("claim", Desk::top_up(language).in_state(OrderState::Unknown).receipt()),
        ("failure", Desk::voucher(language).in_state(OrderState::Refused).receipt()),
        ("test", trial::slip(&printer, &shop, &words, AT)),
    ];
    slips.extend(report_tests::samples(language));
    slips
}

/// All words on a slip, a line each, without direction marks.
fn read(receipt: &Receipt) -> String {
    let lines: Vec<String> = receipt
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Text { text, .. } | Block::Banner(text) => Some(text.clone()),
            Block::Pair { label, value, .. } => Some(format!("{label}: {value}")),
            Block::Code { label, value } => Some(format!("{label} [{}]", value.reveal())),
            Block::Number(number) => Some(number.clone()),
            Block::Qr(text) => Some(format!("QR [{}]", text.reveal())),
            Block::Barcode(text) => Some(format!("barcode [{}]", text.reveal())),
            Block::Logo(_) | Block::Ruler | Block::Rule | Block::Gap => None,
        })
        .collect();
    lines.join("\n").replace(['\u{2066}', '\u{2068}', '\u{2069}'], "")
}

#[test]
fn a_voucher_s_slip_says_everything_that_is_asked_for_later() {
    let english = read(&Desk::voucher(Language::English).receipt());
    for words in [
        "Abu Ali Mobile",
        "Main street 14, Nablus",
        "worth 20.00 USD · United States accounts only",
        "Code [4821773901562284]",
        "QR [4821773901562284]",
        "barcode [4821773901562284]",
        "PIN [739204]",
        "Serial number: PSN-2026-11-0048213",
        "Valid until: 2027-11-20",
        "choose Redeem Code",
        "Price: 76.00 ILS",
        "Received: 100.00 ILS",
        "Change: 24.00 ILS",
        "Till: K7M2PX",
        "Supplier's order: 90017342",
        "Our reference: K7M2PX-01a1fe2d2c6f722bafa3397023a0d44f",
        "A code that was shown is not taken back.",
        "Journal 812-9f0c41d2",
    ] {
        assert!(english.contains(words), "{words} is missing in\n{english}");
    }
    assert!(!english.contains("COPY") && !english.contains("TRAINING"));
}

#[test]
fn each_block_can_be_left_out_and_the_code_never() {
    type Leave = fn(&mut SlipBlocks);
    let cases: [(&str, Leave); 7] = [
        ("Serial number: PSN-2026-11-0048213", |show| show.serial = false),
        ("Valid until: 2027-11-20", |show| show.expiry = false),
        ("United States accounts only", |show| show.region = false),
        ("choose Redeem Code", |show| show.redeem = false),
        ("A code that was shown is not taken back.", |show| show.refund = false),
        ("QR [4821773901562284]", |show| show.qr = false),
        ("barcode [4821773901562284]", |show| show.barcode = false),
    ];
    let whole = read(&Desk::voucher(Language::English).receipt());
    let mut bare = Desk::voucher(Language::English);
    for (words, leave) in cases {
        let mut desk = Desk::voucher(Language::English);
        leave(&mut desk.texts.show);
        leave(&mut bare.texts.show);
        let said = read(&desk.receipt());
        assert!(whole.contains(words) && !said.contains(words), "{words} in\n{said}");
        let lost = whole.lines().filter(|line| !said.contains(*line)).count();
        assert!(lost <= 2, "more than {words} is gone in\n{said}");
    }
    let said = read(&bare.receipt());
    for words in ["Code [4821773901562284]", "PIN [739204]", "worth 20.00 USD"] {
        assert!(said.contains(words), "{words} is missing in\n{said}");
    }
    // A pay page's code and a claim's are not the voucher's: without them nobody could pay or ask.
    let mut page = on_page(Language::English, OrderState::Prepared);
    page.texts.show.qr = false;
    assert!(read(&page.receipt()).contains("QR [https://pay.example/o/7]"));
}

#[test]
fn a_taxed_sale_says_to_whom_and_how_much_and_another_says_nothing_of_it() {
    let mut desk = Desk::voucher(Language::English);
    assert!(!read(&desk.receipt()).contains("tax"), "nothing is taxed here");
    desk.sale.orders[0].tax_rate = Some(TaxRate::percent(Decimal::from(16)).unwrap());
    let said = read(&desk.receipt());
    assert!(said.contains("incl. tax 16%") && said.contains("10.48 ILS"), "{said}");
    desk.tax = TaxIdentity { name: Some("VAT".into()), number: Some("562 001 877".into()) };
    let said = read(&desk.receipt());
    assert!(said.contains("incl. VAT 16%") && said.contains("Tax no. 562 001 877"), "{said}");
    desk.sale.orders[0].tax_rate = Some(TaxRate::percent(Decimal::ZERO).unwrap());
    let said = read(&desk.receipt());
    assert!(said.contains("incl. VAT 0%") && said.contains("0.00 ILS"), "{said}");
}

#[test]
fn a_sample_is_made_of_the_same_blocks_and_opens_nothing() {
    let desk = Desk::voucher(Language::English);
    let read_sample = |language, sample| {
        let setting = Setting {
            shop: &desk.shop,
            language,
            texts: &desk.texts,
            logo: None,
            tax: (&desk.tax, None),
            clerk: Some("Sami".into()),
            at: AT,
        };
        read(&setting.receipt(sample))
    };
    let voucher = read_sample(Language::English, Sample::Voucher);
    for words in
        ["Main street 14, Nablus", "Code [0123456789012345]", "Open every day", "76.00 ILS"]
    {
        assert!(voucher.contains(words), "{words} is missing in\n{voucher}");
    }
    assert!(read_sample(Language::Arabic, Sample::Voucher).contains("نابلس، الشارع الرئيسي 14"));
    for (sample, words) in [
        (Sample::Topup, "State: Delivered"),
        (Sample::Claim, "NOT FINISHED YET"),
        (Sample::Failure, "NOT DELIVERED"),
    ] {
        let said = read_sample(Language::English, sample);
        assert!(said.contains(words) && !said.contains("Code ["), "{said}");
    }
}

#[test]
fn a_copy_says_which_and_who_printed_it() {
    let mut desk = Desk::voucher(Language::English);
    desk.sale.orders[0].copies = 2;
    let slip = desk.receipt();
    assert!(matches!(&slip.blocks[0], Block::Banner(words) if words.contains('3')));
    let words = read(&slip);
    assert!(words.starts_with("COPY 3\nPrinted again 2026-11-20"), "{words}");
    // The name never stands alone on a line of its own.
    assert!(words.contains("\u{a0}·\u{a0}Sami\n"), "{words}");
}

#[test]
fn a_practice_slip_is_headed_and_footed_whatever_it_is() {
    for state in [OrderState::Delivered, OrderState::Unknown, OrderState::Refused] {
        let mut desk = Desk::voucher(Language::Arabic).in_state(state);
        desk.shop.practice = true;
        let blocks = desk.receipt().blocks;
        for block in [blocks.first(), blocks.last()] {
            assert!(matches!(block, Some(Block::Banner(words)) if words.contains("تدريب")));
        }
    }
}

#[test]
fn a_note_holds_no_code_and_finds_its_order() {
    for state in [OrderState::Waiting, OrderState::Unknown, OrderState::NeedsAttention] {
        let slip = Desk::top_up(Language::English).in_state(state).receipt();
        let words = read(&slip);
        for said in ["NOT FINISHED YET", "A0D 44F", "Do not pay again", "Player ID: 5123 4488 01"] {
            assert!(words.contains(said), "{said} is missing in\n{words}");
        }
        assert!(words.contains("QR [K7M2PX-01a1fe2d2c6f722bafa3397023a0d44f]"));
        assert!(!slip.blocks.iter().any(|block| matches!(block, Block::Code { .. })));
    }
    assert_eq!(short_number(&Reference::new("ab")), "AB");
}

#[test]
fn whoever_has_not_paid_is_shown_where_to_and_never_told_that_they_did() {
    for (language, banner) in [(Language::English, "PLEASE PAY"), (Language::Arabic, "للدفع")]
    {
        let slip = on_page(language, OrderState::Prepared).receipt();
        let words = read(&slip);
        for said in [banner, "20.54 USD", "QR [https://pay.example/o/7]"] {
            assert!(words.contains(said), "{said} is missing in\n{words}");
        }
        assert!(!words.contains("Paid") && !words.contains("المدفوع"), "{words}");
    }
    // Paid since, and not delivered yet: a claim, and it says so.
    let mut paid = on_page(Language::English, OrderState::Waiting);
    paid.sale.tender.state = TenderState::Paid;
    assert!(read(&paid.receipt()).contains("Paid: 76.00 ILS"));
    // A keyed card of unknown fate.
    let mut unknown = on_page(Language::English, OrderState::Prepared);
    unknown.sale.tender.card = None;
    unknown.sale.tender.state = TenderState::Unknown;
    let words = read(&unknown.receipt());
    assert!(words.contains("Do not pay again") && words.contains("Price: 76.00 ILS"), "{words}");
}

/// A sale that waits for its customer to pay on a page.
fn on_page(language: Language, state: OrderState) -> Desk {
    let mut desk = Desk::voucher(language).in_state(state);
    desk.sale.tender = Tender {
        kind: TenderKind::Payerly,
        processor: Some("payerly".into()),
        state: TenderState::Pending,
        amount: money("20.54 USD"),
        received: None,
        card: Some(CardTender {
            pay_url: Some("https://pay.example/o/7".into()),
            asked: true,
            closed: false,
            needs_person: false,
        }),
    };
    desk
}

#[test]
fn a_failure_s_slip_claims_only_what_is_known_of_the_money() {
    let said = |kind, state| {
        let mut desk = Desk::voucher(Language::English).in_state(OrderState::Refused);
        (desk.sale.tender.kind, desk.sale.tender.state) = (kind, state);
        read(&desk.receipt())
    };
    let cash = said(TenderKind::Cash, TenderState::Paid);
    assert!(
        cash.contains("NOT DELIVERED") && cash.contains("Given back in cash: 76.00 ILS"),
        "{cash}"
    );
    for (state, words) in [
        (TenderState::Refunding, "Goes back the way it was paid: 76.00 ILS"),
        (TenderState::Unknown, "Goes back the way it was paid: 76.00 ILS"),
        (TenderState::Refunded, "Given back: 76.00 ILS"),
        (TenderState::Voided, "Given back: 76.00 ILS"),
        (TenderState::Failed, "Was not charged: 76.00 ILS"),
    ] {
        let slip = said(TenderKind::Mpg, state);
        assert!(slip.contains(words) && slip.contains("Paid by: bank card"), "{state:?}: {slip}");
    }
}

#[test]
fn one_of_several_slips_says_which_it_is() {
    let mut desk = Desk::voucher(Language::English);
    let mut second = desk.sale.orders[0].clone();
    second.id = OrderId::new("o2");
    desk.sale.orders.push(second);
    assert!(read(&desk.receipt()).contains("Slip: 1/2"));
}

/// `RASEED_SLIPS=FOLDER` keeps the pictures, to be looked at.
#[test]
fn every_slip_can_be_drawn_in_both_languages_and_widths() {
    let folder = std::env::var_os("RASEED_SLIPS");
    for language in [Language::English, Language::Arabic] {
        for (name, receipt) in all(language) {
            for paper in [Paper::Mm80, Paper::Mm58] {
                let slip = layout::render(&receipt, paper.dots());
                assert!(slip.height() > 300, "{name}");
                let Some(folder) = folder.as_ref().map(Path::new) else { continue };
                fs::create_dir_all(folder).unwrap();
                let file = format!("{name}-{}-{paper}.png", language.as_str());
                fs::write(folder.join(file), preview_png(&slip)).unwrap();
            }
            let Some(folder) = folder.as_ref().map(Path::new) else { continue };
            let sheet = layout::render(&receipt, Paper::A4.dots());
            let file = pdf::encode(&[sheet], Paper::A4).unwrap();
            fs::write(folder.join(format!("{name}-{}-a4.pdf", language.as_str())), file).unwrap();
        }
    }
}
