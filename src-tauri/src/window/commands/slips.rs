//! The slips' designer: what stands on them, and a picture that is dot for dot what the printer gets.

use super::printing::printer_views;
use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
    slips::{LOGO_BYTES_MAX, Sample, Setting, config, preview},
    views::window::{
        Language,
        slips::{
            BothTexts, DesignRequest, DesignView, LogoChoice, LogoRequest, PreviewRequest,
            PreviewView, SampleWord, SlipDesign,
        },
    },
    window::face::{Answer, Face},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use devices::{PrinterConfig, PrinterKind};
use domain::{clerk::Right, price::RuleScope, product::LocalName, receipt::Picture, shop};
use engine::ports::Clock as _;
use storage::{Paper, Printer, ReceiptTexts, SlipPaper};
use tauri::State;

/// Longer texts make slips that nobody reads.
const TEXT_MAX: usize = 600;
const LINES_MAX: usize = 12;
/// As in the provisioning file.
const DOTS: std::ops::RangeInclusive<u16> = 128..=2_048;

/// A logo as it was given, and its greys: unpacking it takes longer than drawing a slip.
#[derive(Clone, Debug)]
pub(crate) struct Logo {
    png: Vec<u8>,
    picture: Picture,
}

/// The logos a designer at work needs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Logos {
    /// The one on slips now.
    kept: Option<Logo>,
    /// The one that was picked, and not kept yet.
    picked: Option<Logo>,
}

/// How slips look now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn slip_design(face: State<'_, Face>) -> Answer<DesignView> {
    face.answer(design_now(&face).await)
}

async fn design_now(face: &Face) -> Result<DesignView, Failure> {
    let session = face.admitted().await?;
    let printers = session.storage.printers().await?;
    let texts = session.storage.receipt_texts().await?;
    let printer = printers.first();
    let design = SlipDesign {
        header: both(texts.header.as_ref()),
        footer: both(texts.footer.as_ref()),
        refund_rule: both(texts.refund_rule.as_ref()),
        show: texts.show.into(),
        logo: if texts.logo.is_some() { LogoChoice::Kept } else { LogoChoice::None },
        printer: printer.map(|printer| printer.id.clone()),
        paper: printer.map_or(Paper::Mm80, |printer| printer.paper).into(),
        dots: printer.and_then(|printer| printer.profile.dots),
    };
    let printers = printer_views(session, printers);
    Ok(DesignView { design, printers, decides: face.has(Right::SlipDesign) })
}

/// A slip as it would be printed. Nothing is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn slip_preview(
    face: State<'_, Face>,
    request: PreviewRequest,
) -> Answer<PreviewView> {
    face.answer(picture(&face, request).await)
}

async fn picture(face: &Face, request: PreviewRequest) -> Result<PreviewView, Failure> {
    let session = face.admitted().await?;
    let design = request.design;
    let printers = session.storage.printers().await?;
    let printer = printers.into_iter().find(|one| Some(&one.id) == design.printer.as_ref());
    let logo = logo(face, design.logo).await?;
    let (texts, width) = judged(&design, None)?;
    let identity = session.storage.tax_identity().await?;
    let rules = session.storage.tax_rules().await?;
    let usual = rules.iter().find(|rule| rule.scope == RuleScope::All);
    let setting = Setting {
        tax: (&identity, usual.map(|rule| rule.rate)),
        shop: session.shop(),
        language: match request.language {
            Language::En => shop::Language::English,
            Language::Ar => shop::Language::Arabic,
        },
        texts: &texts,
        logo: logo.as_ref().map(|logo| &logo.picture),
        clerk: face.clerk_name(),
        at: SystemClock.now(),
    };
    let sample = match request.sample {
        SampleWord::Voucher => Sample::Voucher,
        SampleWord::Topup => Sample::Topup,
        SampleWord::Claim => Sample::Claim,
        SampleWord::Failure => Sample::Failure,
    };
    let config = match printer {
        Some(printer) => config(session, &width.of(printer)),
        None => width.alone(),
    };
    let drawn = preview(&config, &setting, sample).await;
    let drawn = drawn.ok_or_else(|| Failure::plain(ErrorCode::InternalFault))?;
    Ok(PreviewView {
        png: STANDARD.encode(&drawn.png),
        width: u32::try_from(drawn.width).unwrap_or_default(),
        height: u32::try_from(drawn.height).unwrap_or_default(),
    })
}

/// Takes a logo from the page, for pictures and to be kept with the design.
#[tauri::command]
#[specta::specta]
pub(crate) async fn slip_logo(face: State<'_, Face>, request: LogoRequest) -> Answer<()> {
    let taken = match face.admitted().await {
        Ok(_) => take_logo(&face, &request.png).await,
        Err(failure) => Err(failure),
    };
    face.answer(taken)
}

async fn take_logo(face: &Face, png: &str) -> Result<(), Failure> {
    let invalid = || Failure::plain(ErrorCode::LogoInvalid);
    let bytes_max = usize::try_from(LOGO_BYTES_MAX).unwrap_or(usize::MAX);
    // Four letters for three bytes.
    if png.len() / 4 * 3 > bytes_max.saturating_add(3) {
        return Err(invalid());
    }
    let png = STANDARD.decode(png).map_err(|_| invalid())?;
    if png.len() > bytes_max {
        return Err(invalid());
    }
    let logo = unpack(png).await.ok_or_else(invalid)?;
    face.with_logos(|logos| logos.picked = Some(logo));
    Ok(())
}

async fn unpack(png: Vec<u8>) -> Option<Logo> {
    let unpacked = tokio::task::spawn_blocking(move || {
        devices::picture_of_png(&png).map(|picture| Logo { png, picture })
    });
    unpacked.await.ok().flatten()
}

async fn logo(face: &Face, choice: LogoChoice) -> Result<Option<Logo>, Failure> {
    match choice {
        LogoChoice::None => Ok(None),
        LogoChoice::Picked => Ok(face.with_logos(|logos| logos.picked.clone())),
        LogoChoice::Kept => {
            let Some(png) = face.storage().receipt_texts().await?.logo else { return Ok(None) };
            let known = face.with_logos(|logos| logos.kept.clone().filter(|it| it.png == png));
            if known.is_some() {
                return Ok(known);
            }
            let logo = unpack(png).await;
            face.with_logos(|logos| logos.kept.clone_from(&logo));
            Ok(logo)
        }
    }
}

/// Keeps a design: it is on the next slip. Managers and owners only.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_slip_design(
    face: State<'_, Face>,
    request: DesignRequest,
) -> Answer<DesignView> {
    face.answer(keep(&face, &request.design).await)
}

async fn keep(face: &Face, design: &SlipDesign) -> Result<DesignView, Failure> {
    let session = face.admitted().await?;
    face.needs(Right::SlipDesign)?;
    let logo = logo(face, design.logo).await?;
    let (texts, width) = judged(design, logo.map(|logo| logo.png))?;
    let printers = session.storage.printers().await?;
    let printer = printers.into_iter().find(|one| Some(&one.id) == design.printer.as_ref());
    let is_file = printer.as_ref().is_some_and(|one| one.kind == storage::PrinterKind::Pdf);
    if width.paper == Paper::A4 && !is_file {
        return Err(Failure::plain(ErrorCode::SlipDesignInvalid));
    }
    let paper = printer.map(|printer| SlipPaper {
        printer: printer.id,
        paper: width.paper,
        dots: width.dots,
    });
    let (by, at) = (face.clerk_name(), SystemClock.now());
    session.storage.set_slip_design(&texts, paper.as_ref(), by.as_deref(), at).await?;
    face.with_logos(|logos| logos.picked = None);
    design_now(face).await
}

/// How wide a slip is.
#[derive(Clone, Copy, Debug)]
struct Width {
    paper: Paper,
    dots: Option<u16>,
}

impl Width {
    fn of(self, printer: Printer) -> Printer {
        let profile = storage::PrinterProfile { dots: self.dots, ..printer.profile };
        Printer { paper: self.paper, profile, ..printer }
    }

    /// Where there is no printer: what a picture needs of one.
    fn alone(self) -> PrinterConfig {
        let paper = match self.paper {
            Paper::Mm58 => devices::Paper::Mm58,
            Paper::Mm80 => devices::Paper::Mm80,
            Paper::A4 => devices::Paper::A4,
        };
        let mut config = PrinterConfig::new("", PrinterKind::Pdf, "", paper);
        config.profile.dots = self.dots.unwrap_or(config.profile.dots);
        config
    }
}

/// A design within its bounds, as it is stored.
fn judged(design: &SlipDesign, logo: Option<Vec<u8>>) -> Result<(ReceiptTexts, Width), Failure> {
    let texts = [&design.header, &design.footer, &design.refund_rule];
    let fits = |text: &str| text.chars().count() <= TEXT_MAX && text.lines().count() <= LINES_MAX;
    let all_fit = texts.iter().all(|text| fits(&text.en) && fits(&text.ar));
    if !all_fit || design.dots.is_some_and(|dots| !DOTS.contains(&dots)) {
        return Err(Failure::plain(ErrorCode::SlipDesignInvalid));
    }
    let [header, footer, refund_rule] = texts.map(name);
    let texts = ReceiptTexts { header, footer, refund_rule, show: design.show.into(), logo };
    Ok((texts, Width { paper: design.paper.into(), dots: design.dots }))
}

/// A text that is given in one language stands on slips of both, as in the provisioning file.
fn name(text: &BothTexts) -> Option<LocalName> {
    let of = |text: &str| Some(text.trim_end().to_owned()).filter(|text| !text.trim().is_empty());
    match (of(&text.en), of(&text.ar)) {
        (Some(en), Some(ar)) => Some(LocalName { en, ar }),
        (Some(one), None) | (None, Some(one)) => Some(LocalName { en: one.clone(), ar: one }),
        (None, None) => None,
    }
}

fn both(name: Option<&LocalName>) -> BothTexts {
    name.map_or_else(BothTexts::default, |name| BothTexts {
        en: name.en.clone(),
        ar: name.ar.clone(),
    })
}
