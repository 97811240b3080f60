//! `shift`: the drawer's shift is opened, read, paid in and out of, and closed.

mod owner_report;

use super::{
    Call,
    args::{Cash, Payment, ShiftCommand},
    output::Output,
};
use crate::{
    clock::SystemClock,
    error::{Exit, Failure},
    slips::{
        find_printer, print_report,
        report::{Sheet, as_text},
    },
    views::report::ReportView,
    words::args,
};
use domain::{
    clerk::Role,
    money::{Currency, Money},
    shift::Way,
};
use engine::{ports::Clock as _, shift::Count};

pub(super) async fn run(
    call: &Call,
    command: ShiftCommand,
    output: &Output,
) -> Result<Exit, Failure> {
    let drawer = call.session.drawer();
    let clerk = call.clerk_name();
    let (mut told, mut paid_out) = (None, None);
    let (report, print) = match command {
        ShiftCommand::Open { float } => {
            let report = drawer.open(Count { clerk, cash: call.cash(&float), note: None }).await?;
            (call.session.report_view(&report), None)
        }
        ShiftCommand::X { print } => {
            let report = drawer.x(clerk.as_deref()).await?;
            (call.session.report_view(&report), print)
        }
        ShiftCommand::Close { counted, note, print } => {
            let count = Count { clerk, cash: call.cash(&counted), note };
            let (report, message) = call.session.close_shift(count).await?;
            told = message;
            (report, print)
        }
        ShiftCommand::PayIn(payment) => (pay(call, Way::In, &payment).await?, None),
        ShiftCommand::PayOut(payment) => {
            paid_out = Some(call.money(&payment.amount).currency());
            (pay(call, Way::Out, &payment).await?, None)
        }
        ShiftCommand::Report { number, send } => {
            return owner_report::run(call, number, send, output).await;
        }
        ShiftCommand::List { limit } => {
            for report in call.session.kept_zs(None, limit).await? {
                show(call, &call.for_its_reader(report), output);
            }
            return Ok(Exit::Done);
        }
    };
    let report = call.for_its_reader(report);
    show(call, &report, output);
    if let Some(paid) = paid_out {
        warn_of_overdraw(call, &report, paid, output);
    }
    if let Some(printer) = print {
        print_it(call, &report, printer.as_deref(), output).await;
    }
    if let Some(id) = told {
        owner_report::carry(call, &id, output).await;
    }
    Ok(Exit::Done)
}

async fn pay(call: &Call, way: Way, payment: &Payment) -> Result<ReportView, Failure> {
    let drawer = call.session.drawer();
    let amount = call.money(&payment.amount);
    drawer.pay(way, amount, &payment.reason, call.clerk_name()).await?;
    Ok(call.session.report_view(&drawer.glance().await?))
}

/// A real drawer may hold more than the books know of, so nothing is refused; an amount with two digits too
/// many is seen at once all the same.
fn warn_of_overdraw(call: &Call, report: &ReportView, paid: Currency, output: &Output) {
    let drawer = report.drawer.iter().find(|it| it.currency == paid.code());
    let Some(drawer) = drawer.filter(|it| it.expected.starts_with('-')) else { return };
    let expected = format!("{} {}", drawer.expected, drawer.currency);
    output.warn(&call.words.say_with("pay-out-overdraws", &args([("expected", expected)])));
}

/// The shift is read or closed whatever becomes of its paper.
async fn print_it(call: &Call, report: &ReportView, printer: Option<&str>, output: &Output) {
    let printed = async {
        let printer = find_printer(&call.session, printer).await?;
        print_report(&call.session, report, &printer, call.clerk_name(), false).await
    };
    let failure = match printed.await {
        Ok(printed) => printed.failure(&call.words),
        Err(failure) => Some(failure),
    };
    if let Some(failure) = failure {
        let wire = failure.to_wire(&call.words);
        output.warn(&format!("{} {}", wire.message, wire.hint));
    }
}

fn show(call: &Call, report: &ReportView, output: &Output) {
    let sheet = Sheet {
        shop: call.session.shop(),
        words: &call.words,
        report,
        copy: 0,
        at: SystemClock.now(),
        clerk: call.clerk.as_ref().map(|clerk| clerk.name.as_str()),
        blind: false,
    };
    output.result(report, || as_text(&sheet.slip()));
}

impl Call {
    fn money(&self, cash: &Cash) -> Money {
        Money::new(cash.amount, cash.currency.unwrap_or(self.session.shop().currency))
    }

    fn cash(&self, cash: &[Cash]) -> Vec<Money> {
        cash.iter().map(|cash| self.money(cash)).collect()
    }

    /// What the shop earns is for its owner alone; where no clerk is set up, that is whoever is here.
    pub(super) fn for_its_reader(&self, report: ReportView) -> ReportView {
        let is_owner = self.clerk.as_ref().is_none_or(|clerk| clerk.role.covers(Role::Owner));
        ReportView { profit: report.profit.filter(|_| is_owner), ..report }
    }
}
