//! What people did out of the ordinary in a period, as both faces show it.

use crate::views::{export::Row, rfc3339};
use domain::exception::ExceptionKind;
use serde::Serialize;
use specta::Type;
use std::collections::BTreeMap;
use storage::{Days, Exceptions, OverShort, ProvedRefund};

/// What people did out of the ordinary in a period.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ExceptionsView {
    /// The first day.
    pub(crate) from: String,
    /// The last day.
    pub(crate) to: String,
    /// Each person who did something of it; an empty name is nobody in particular.
    pub(crate) clerks: Vec<ExceptionLineView>,
    /// The refunds for which a proof was kept. The window reads them one by one, behind their count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[specta(skip)]
    pub(crate) proofs: Vec<ProvedRefundView>,
}

/// A refund for which somebody had to see a proof.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProvedRefundView {
    /// Who gave the money back.
    pub(crate) clerk: String,
    /// When.
    pub(crate) refunded_at: String,
    /// One of the sale's orders.
    pub(crate) order_id: String,
    /// What the customer brought, behind what the table asked for.
    pub(crate) proof: String,
}

/// What one person did.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct ExceptionLineView {
    /// Who.
    pub(crate) clerk: String,
    /// How often what.
    pub(crate) counts: ExceptionCounts,
    /// How many shifts they closed.
    pub(crate) shifts: u32,
    /// What was too much and too little in the drawer then, where there was a difference.
    pub(crate) drawers: Vec<OverShortView>,
}

/// How often what was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
pub(crate) struct ExceptionCounts {
    /// Sales given up that waited for their money.
    pub(crate) voids: u32,
    /// Sales whose money was given back.
    pub(crate) refunds: u32,
    /// Codes shown.
    pub(crate) reveals: u32,
    /// Codes printed or sent once more.
    pub(crate) reprints: u32,
    /// The drawer opened without a sale.
    pub(crate) no_sales: u32,
    /// Guards answered for, and the same sold again.
    pub(crate) overrides: u32,
    /// Decisions about orders.
    pub(crate) decisions: u32,
    /// What somebody with the right let them do.
    pub(crate) approvals: u32,
    /// Wrong PINs.
    pub(crate) wrong_pins: u32,
}

/// What was too much and too little in a drawer.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct OverShortView {
    /// Of this currency.
    pub(crate) currency: String,
    /// Too much.
    pub(crate) over: String,
    /// Too little.
    pub(crate) short: String,
}

impl ExceptionsView {
    /// Of what was read.
    pub(crate) fn new(
        people: BTreeMap<String, Exceptions>,
        proved: Vec<ProvedRefund>,
        days: &Days,
    ) -> Self {
        let line = |(clerk, one): (String, Exceptions)| ExceptionLineView {
            clerk,
            counts: counts(&one.counts),
            shifts: one.shifts,
            drawers: one.drawers.iter().map(OverShortView::from).collect(),
        };
        Self {
            from: days.from.clone(),
            to: days.to.clone(),
            clerks: people.into_iter().map(line).collect(),
            proofs: proved.into_iter().map(ProvedRefundView::from).collect(),
        }
    }

    /// Every line as rows of a file: one for each person, and one more for each further currency and for
    /// each refund with a proof.
    pub(crate) fn rows<'a>(&'a self) -> Vec<ExceptionRow<'a>> {
        let rows = self.clerks.iter().flat_map(|line| {
            let further = |drawer, proved: Option<&'a ProvedRefundView>| ExceptionRow {
                clerk: &line.clerk,
                counts: ExceptionCounts::default(),
                shifts: 0,
                drawer,
                refunded_at: proved.map(|it| it.refunded_at.as_str()),
                order_id: proved.map(|it| it.order_id.as_str()),
                proof: proved.map(|it| it.proof.as_str()),
            };
            let (counts, shifts) = (line.counts, line.shifts);
            let first = ExceptionRow { counts, shifts, ..further(line.drawers.first(), None) };
            let drawers = line.drawers.iter().skip(1).map(move |it| further(Some(it), None));
            let proofs = self.proofs.iter().filter(|it| it.clerk == line.clerk);
            let proofs = proofs.map(move |it| further(None, Some(it)));
            std::iter::once(first).chain(drawers).chain(proofs)
        });
        rows.collect()
    }
}

fn counts(of: &BTreeMap<ExceptionKind, u32>) -> ExceptionCounts {
    let mut counts = ExceptionCounts::default();
    for (kind, count) in of {
        *counts.place(*kind) = *count;
    }
    counts
}

impl ExceptionCounts {
    fn place(&mut self, kind: ExceptionKind) -> &mut u32 {
        match kind {
            ExceptionKind::Void => &mut self.voids,
            ExceptionKind::Refund => &mut self.refunds,
            ExceptionKind::Reveal => &mut self.reveals,
            ExceptionKind::Reprint => &mut self.reprints,
            ExceptionKind::NoSale => &mut self.no_sales,
            ExceptionKind::Override => &mut self.overrides,
            ExceptionKind::Decision => &mut self.decisions,
            ExceptionKind::Approval => &mut self.approvals,
            ExceptionKind::WrongPin => &mut self.wrong_pins,
        }
    }

    /// How often something of this kind was done.
    pub(crate) fn of(mut self, kind: ExceptionKind) -> u32 {
        *self.place(kind)
    }
}

impl From<&OverShort> for OverShortView {
    fn from(drawer: &OverShort) -> Self {
        Self {
            currency: drawer.currency.to_string(),
            over: drawer.over.to_price(),
            short: drawer.short.to_price(),
        }
    }
}

impl From<ProvedRefund> for ProvedRefundView {
    fn from(refund: ProvedRefund) -> Self {
        Self {
            clerk: refund.clerk,
            refunded_at: rfc3339(refund.at),
            order_id: refund.order.to_string(),
            proof: refund.proof,
        }
    }
}

/// A line of the report in a file.
#[derive(Debug, Serialize)]
pub(crate) struct ExceptionRow<'a> {
    clerk: &'a str,
    #[serde(flatten)]
    counts: ExceptionCounts,
    shifts: u32,
    #[serde(flatten)]
    drawer: Option<&'a OverShortView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refunded_at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<&'a str>,
}

impl Row for ExceptionRow<'_> {
    const HEADER: &'static [&'static str] = &[
        "clerk",
        "voids",
        "refunds",
        "reveals",
        "reprints",
        "no_sales",
        "overrides",
        "decisions",
        "approvals",
        "wrong_pins",
        "shifts",
        "over",
        "short",
        "currency",
        "refunded_at",
        "order_id",
        "proof",
    ];

    fn cells(&self) -> Vec<String> {
        let counts = ExceptionKind::ALL.iter().map(|kind| self.counts.of(*kind).to_string());
        let drawer = |pick: fn(&OverShortView) -> &String| {
            self.drawer.map(pick).cloned().unwrap_or_default()
        };
        let mut cells = vec![self.clerk.to_owned()];
        cells.extend(counts);
        cells.push(self.shifts.to_string());
        cells.extend([drawer(|it| &it.over), drawer(|it| &it.short), drawer(|it| &it.currency)]);
        let proved = [self.refunded_at, self.order_id, self.proof];
        cells.extend(proved.map(|cell| cell.unwrap_or_default().to_owned()));
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        ids::OrderId,
        money::{Money, parse_decimal},
        time::Timestamp,
    };

    #[test]
    fn a_row_has_a_cell_for_each_column_and_a_further_currency_a_row_of_its_own() {
        let drawer = |code: &str| {
            let money = |amount| Money::new(parse_decimal(amount).unwrap(), code.parse().unwrap());
            OverShort { currency: code.parse().unwrap(), over: money("5"), short: money("3.5") }
        };
        let sami = Exceptions {
            counts: BTreeMap::from([(ExceptionKind::Reveal, 7)]),
            shifts: 2,
            drawers: vec![drawer("ILS"), drawer("USD")],
        };
        let people =
            BTreeMap::from([("Sami".to_owned(), sami), (String::new(), Exceptions::default())]);
        let days = Days { from: "2026-11-01".to_owned(), to: "2026-11-30".to_owned() };
        let proved = ProvedRefund {
            clerk: "Sami".to_owned(),
            at: Timestamp(1_795_188_600_000),
            order: OrderId::new("7"),
            proof: "supplier: ticket-77".to_owned(),
        };
        let view = ExceptionsView::new(people, vec![proved], &days);
        let rows: Vec<Vec<String>> = view.rows().iter().map(Row::cells).collect();
        assert_eq!(rows.len(), 4);
        for row in &rows {
            assert_eq!(row.len(), ExceptionRow::HEADER.len());
        }
        let at = |name: &str| ExceptionRow::HEADER.iter().position(|it| *it == name).unwrap();
        assert_eq!((rows[1][at("reveals")].as_str(), rows[1][at("short")].as_str()), ("7", "3.50"));
        // What is summed up in a spreadsheet is not summed up twice.
        assert_eq!(
            (rows[2][at("reveals")].as_str(), rows[2][at("currency")].as_str()),
            ("0", "USD")
        );
        let told = serde_json::to_value(&view.rows()[1]).unwrap();
        assert_eq!((&told["reveals"], &told["currency"]), (&7.into(), &"ILS".into()));
        assert!(told.get("proof").is_none() && told.get("order_id").is_none());
        assert_eq!(rows[3].last().map(String::as_str), Some("supplier: ticket-77"));
        assert_eq!((rows[3][0].as_str(), rows[3][at("refunds")].as_str()), ("Sami", "0"));
        let told = serde_json::to_value(&view.rows()[3]).unwrap();
        assert_eq!(
            (&told["order_id"], &told["proof"]),
            (&"7".into(), &"supplier: ticket-77".into())
        );
        assert!(told.get("currency").is_none());
        for (kind, name) in ExceptionKind::ALL.iter().zip(ExceptionRow::HEADER.iter().skip(1)) {
            assert_eq!(kind.as_str(), *name);
        }
    }
}
