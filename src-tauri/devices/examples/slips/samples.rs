//! Slips a shop would print, for eyes and tests. Names and codes are invented.

use domain::receipt::{Align, Block, Direction, Receipt, Size};

/// The code on the sample vouchers.
pub(crate) const CODE: &str = "4821-7739-0156-2284";

/// What the voucher's QR says.
pub(crate) const QR: &str = "https://redeem.example/?code=4821773901562284";

/// Every sample with its name.
pub(crate) fn all() -> Vec<(&'static str, Receipt)> {
    vec![
        ("voucher-en", voucher_en(None)),
        ("voucher-ar", voucher_ar(None)),
        ("copy-en", voucher_en(Some("COPY 2"))),
        ("copy-ar", voucher_ar(Some("نسخة 2"))),
        ("training-en", training(voucher_en(None), "TRAINING – NOT A SALE")),
        ("training-ar", training(voucher_ar(None), "تدريب – ليست عملية بيع")),
        ("topup-en", top_up_en()),
        ("topup-ar", top_up_ar()),
    ]
}

fn text(text: &str, size: Size, bold: bool, align: Align) -> Block {
    Block::Text { text: text.into(), size, bold, align }
}

fn pair(label: &str, value: &str, ltr: bool, bold: bool) -> Block {
    Block::Pair { label: label.into(), value: value.into(), ltr, bold }
}

/// An English voucher.
pub(crate) fn voucher_en(banner: Option<&str>) -> Receipt {
    let mut blocks: Vec<Block> =
        banner.map(|words| Block::Banner(words.into())).into_iter().collect();
    blocks.extend([
        text("Al-Noor Mobile", Size::Large, true, Align::Center),
        text("Main street 14, Nablus · 09 238 1234", Size::Small, false, Align::Center),
        Block::Rule,
        text("PlayStation Store 20 USD", Size::Large, true, Align::Center),
        text("United States accounts only", Size::Small, false, Align::Center),
        Block::Code { label: "Code".into(), value: CODE.into() },
        pair("PIN", "739 204", true, true),
        pair("Serial", "PSN-2026-11-0048213", true, false),
        pair("Expires", "20/11/2027", true, false),
        Block::Rule,
        pair("Price", "76.00 ₪", true, false),
        pair("Paid (cash)", "100.00 ₪", true, false),
        pair("Change", "24.00 ₪", true, true),
        Block::Rule,
        pair("Order", "R-000417 · 2/5", true, false),
        pair("Date", "20/11/2026 17:30 +02:00", true, false),
        pair("Clerk", "Sami, till 1", false, false),
        pair("Supplier reference", "8d1f6c52-0e0b-4a57-9a31-5d1b2f0c7e44", true, false),
        Block::Gap,
        text(
            "Open PlayStation Store, choose Redeem Code and type the code without spaces. \
             Treat this slip as cash: a used code cannot be given back.",
            Size::Small,
            false,
            Align::Start,
        ),
        Block::Qr(QR.into()),
        text("Help: +970 599 123 456", Size::Small, false, Align::Center),
    ]);
    Receipt { direction: Direction::LeftToRight, blocks }
}

/// An Arabic voucher, its values isolated as the catalogue does.
pub(crate) fn voucher_ar(banner: Option<&str>) -> Receipt {
    let mut blocks: Vec<Block> =
        banner.map(|words| Block::Banner(words.into())).into_iter().collect();
    blocks.extend([
        text("النور موبايل", Size::Large, true, Align::Center),
        text("نابلس، الشارع الرئيسي 14 · \u{2068}09 238 1234\u{2069}", Size::Small, false, Align::Center),
        Block::Rule,
        text("بطاقة \u{2068}PlayStation Store\u{2069} بقيمة \u{2068}20 $\u{2069}", Size::Large, true, Align::Center),
        text("للحسابات الأمريكية فقط", Size::Small, false, Align::Center),
        Block::Code { label: "رمز الشحن".into(), value: CODE.into() },
        pair("الرقم السري", "739 204", true, true),
        pair("الرقم التسلسلي", "PSN-2026-11-0048213", true, false),
        pair("صالحة حتى", "20/11/2027", true, false),
        Block::Rule,
        pair("السعر", "76.00 ₪", true, false),
        pair("المدفوع (نقداً)", "100.00 ₪", true, false),
        pair("الباقي", "24.00 ₪", true, true),
        Block::Rule,
        pair("الطلب", "R-000417 · 2/5", true, false),
        pair("التاريخ", "20/11/2026 17:30 +02:00", true, false),
        pair("البائع", "سامي، الصندوق 1", false, false),
        pair("مرجع المزوّد", "8d1f6c52-0e0b-4a57-9a31-5d1b2f0c7e44", true, false),
        Block::Gap,
        text(
            "افتح متجر \u{2068}PlayStation Store\u{2069}، اختر «استرداد الرموز» واكتب الرمز بلا فراغات. \
             عامِل هذه القسيمة كالنقد: الرمز المستخدم لا يُرَدّ.",
            Size::Small,
            false,
            Align::Start,
        ),
        Block::Qr(QR.into()),
        text("هل تحتاج مساعدة؟ \u{2068}+970 599 123 456\u{2069}", Size::Small, false, Align::Center),
    ]);
    Receipt { direction: Direction::RightToLeft, blocks }
}

fn training(mut receipt: Receipt, words: &str) -> Receipt {
    for block in &mut receipt.blocks {
        if let Block::Code { value, .. } = block {
            *value = "XXXX-XXXX-XXXX-XXXX".into();
        }
    }
    receipt.blocks.retain(|block| !matches!(block, Block::Qr(_)));
    receipt.blocks.insert(0, Block::Banner(words.into()));
    receipt.blocks.push(Block::Banner(words.into()));
    receipt
}

fn top_up_en() -> Receipt {
    Receipt {
        direction: Direction::LeftToRight,
        blocks: vec![
            text("Al-Noor Mobile", Size::Large, true, Align::Center),
            text("Main street 14, Nablus · 09 238 1234", Size::Small, false, Align::Center),
            Block::Rule,
            text("Jawwal top-up 50.00 ₪", Size::Large, true, Align::Center),
            Block::Gap,
            pair("Number", "059 912 3456", true, true),
            pair("Name", "Umm Khaled", false, false),
            pair("Arrives", "46.50 ₪", true, false),
            pair("State", "Delivered", false, true),
            pair("Operator reference", "ZR-99120345", true, false),
            Block::Rule,
            pair("Price", "50.00 ₪", true, false),
            pair("Paid (card)", "50.00 ₪", true, false),
            Block::Rule,
            pair("Order", "R-000418", true, false),
            pair("Date", "20/11/2026 17:41 +02:00", true, false),
            pair("Clerk", "Sami, till 1", false, false),
            Block::Gap,
            text("Not received in 15 minutes? Bring this slip.", Size::Small, false, Align::Center),
        ],
    }
}

fn top_up_ar() -> Receipt {
    Receipt {
        direction: Direction::RightToLeft,
        blocks: vec![
            text("النور موبايل", Size::Large, true, Align::Center),
            text(
                "نابلس، الشارع الرئيسي 14 · \u{2068}09 238 1234\u{2069}",
                Size::Small,
                false,
                Align::Center,
            ),
            Block::Rule,
            text("شحن جوال \u{2068}50.00 ₪\u{2069}", Size::Large, true, Align::Center),
            Block::Gap,
            pair("الرقم", "059 912 3456", true, true),
            pair("الاسم", "أم خالد", false, false),
            pair("الرصيد الواصل", "46.50 ₪", true, false),
            pair("الحالة", "تم التسليم", false, true),
            pair("مرجع المشغّل", "ZR-99120345", true, false),
            Block::Rule,
            pair("السعر", "50.00 ₪", true, false),
            pair("المدفوع (بطاقة)", "50.00 ₪", true, false),
            Block::Rule,
            pair("الطلب", "R-000418", true, false),
            pair("التاريخ", "20/11/2026 17:41 +02:00", true, false),
            pair("البائع", "سامي، الصندوق 1", false, false),
            Block::Gap,
            text(
                "لم يصل الرصيد خلال 15 دقيقة؟ أحضِر هذه القسيمة.",
                Size::Small,
                false,
                Align::Center,
            ),
        ],
    }
}
