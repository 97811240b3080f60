//! The one list of what the page may call and hear, and the TypeScript made from it.

use super::commands::{
    accounts, attention, backup, counter, customer, debts, display, dispute, exceptions,
    favourites, guard, held, history, keys, owner_texts, people, prices, printing, reconcile,
    refunds, reports, restore, sale, setup, shift, slips, sms, start, stock, taxes, tender,
};
use crate::views::window::{
    AttentionChanged, SaleChanged,
    counter::{CustomerView, DisplayChanged},
    upstream::UpstreamsChanged,
};
use specta_typescript::Typescript;
use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

/// What the page may call, one by one.
macro_rules! every_command {
    () => {
        collect_commands![
            start::boot,
            start::unlock,
            start::lock,
            start::set_preferences,
            keys::set_keys,
            start::upstreams,
            accounts::accounts,
            accounts::account_test,
            accounts::account_key,
            accounts::catalogue_sync,
            accounts::catalogue_cancel,
            sale::search,
            sale::barcode,
            sale::tile,
            favourites::favourites,
            favourites::pin,
            held::hold,
            held::held,
            held::recall,
            sale::basket,
            sale::change,
            sale::parse_phone,
            sale::check,
            customer::customer,
            customer::customer_remember,
            customer::customer_erase,
            customer::top_ups,
            guard::guards,
            guard::guard_answer,
            sale::sell,
            sale::sale,
            tender::give_up,
            history::reveal,
            printing::print,
            printing::last_slip,
            printing::reprint,
            printing::printers,
            printing::printer_state,
            printing::test_print,
            printing::print_jobs,
            printing::print_again,
            slips::slip_design,
            slips::slip_preview,
            slips::slip_logo,
            slips::set_slip_design,
            sms::sms_draft,
            sms::sms,
            history::orders,
            history::order,
            history::waiting,
            history::refundable,
            history::refund,
            dispute::dispute_pack,
            attention::attention,
            attention::resolve,
            attention::attention_seen,
            attention::text_seen_to,
            display::set_display,
            display::display_show,
            display::display_code,
            counter::open_drawer,
            counter::whatsapp,
            setup::setup,
            setup::setup_go,
            restore::setup_backups,
            restore::setup_look,
            restore::setup_restore,
            restore::setup_restoring,
            restore::setup_restore_stop,
            setup::setup_shop,
            setup::setup_supplier,
            setup::setup_catalogue,
            setup::setup_product,
            setup::setup_printer,
            setup::setup_owner,
            setup::setup_done,
            shift::shift,
            shift::shift_count,
            shift::shift_open,
            shift::shift_pay,
            shift::shift_close,
            shift::shift_reports,
            shift::shift_print,
            owner_texts::owner_texts,
            owner_texts::set_owner_texts,
            owner_texts::owner_report,
            owner_texts::send_owner_report,
            owner_texts::whatsapp_owner_report,
            prices::prices,
            prices::price_set,
            prices::price_preview,
            prices::price_rule,
            prices::price_rise,
            stock::stock,
            stock::stock_signs,
            stock::stock_limit,
            stock::stock_quote,
            stock::stock_buy,
            taxes::taxes,
            taxes::tax_rule,
            taxes::tax_identity,
            refunds::refund_rules,
            refunds::refund_rule,
            reconcile::reconcile,
            reconcile::wallet_book,
            reconcile::stray_decide,
            reconcile::not_listed_explain,
            reconcile::import_price,
            backup::keeping,
            backup::backup_state,
            backup::set_backup,
            backup::backup_now,
            backup::support_bundle,
            people::people,
            people::person_add,
            people::person_change,
            people::set_custody,
            debts::debt_book,
            debts::debt_statement,
            debts::debt_trial,
            debts::debtor_add,
            debts::debtor_limit,
            debts::debt_repay,
            debts::debt_forgive,
            debts::debt_remind,
            debts::debt_usual,
            reports::report,
            reports::report_orders,
            reports::report_save,
            exceptions::exceptions,
            exceptions::exception_events,
        ]
    };
}

/// Every command and event of the window.
pub(super) fn commands() -> Builder<Wry> {
    Builder::<Wry>::new()
        .error_handling(ErrorHandlingMode::Result)
        // Each type of ours has one shape, whichever way it goes.
        .disable_serde_phases()
        .commands(every_command!())
        .events(collect_events![SaleChanged, AttentionChanged, UpstreamsChanged, DisplayChanged])
        // What the customer's window is shown; it comes by no command and no event.
        .typ::<CustomerView>()
}

/// Writes the TypeScript of the list; it is committed as `ui/src/ipc/bindings.ts`.
///
/// # Errors
/// If a type cannot be written in TypeScript, or the file cannot be written.
pub fn typescript(path: &std::path::Path) -> Result<(), String> {
    let header = "// Made from Rust by `cargo test --test window bindings`; never edited.\n";
    commands().export(Typescript::default().header(header), path).map_err(|error| error.to_string())
}
