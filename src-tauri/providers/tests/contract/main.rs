//! One set of scenarios over all suppliers' adapters, each against its fake in process; and what only
//! one of them has.
//!
//! It must never know: what an adapter looks like inside.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test, and JSON is read by key"
)]

mod bench;
mod cardpluspay;
#[path = "../../../../tests/shared/in_process.rs"]
mod in_process;
mod plexy;
mod scenarios;

/// Runs each scenario over each supplier, as a test of its own.
macro_rules! contract {
    ($($supplier:ident: $scenarios:tt;)*) => {
        $(mod $supplier { contract!(@each $supplier $scenarios); })*
    };
    (@each $supplier:ident [$($scenario:ident)*]) => {
        $(#[tokio::test]
        async fn $scenario() {
            crate::scenarios::$scenario(contract!(@bench $supplier)).await;
        })*
    };
    (@bench every_palcards) => { crate::bench::palcards() };
    (@bench every_plexy) => { crate::bench::plexy() };
    (@bench every_cardpluspay) => { crate::bench::cardpluspay() };
}

macro_rules! over_all_suppliers {
    ($($scenario:ident)*) => {
        contract! {
            every_palcards: [$($scenario)*];
            every_plexy: [$($scenario)*];
            every_cardpluspay: [$($scenario)*];
        }
    };
}

over_all_suppliers! {
    a_purchase_is_accepted_and_then_delivers_what_the_supplier_sold
    what_is_booked_is_what_the_supplier_charged
    a_lost_reply_is_unknown_then_found_and_costs_one_charge
    every_broken_reply_is_unknown_and_the_order_behind_it_is_found
    a_reply_in_pieces_or_with_a_byte_order_mark_is_the_same_reply
    a_request_that_never_arrived_is_absent_once_all_was_read
    without_a_connection_no_byte_left
    a_listed_refusal_in_the_suppliers_own_form_is_refused
    a_wallet_that_is_too_small_refuses_and_charges_nothing
    a_readable_429_is_throttled_and_says_how_long
    a_look_that_breaks_off_proves_nothing
    a_list_that_ends_before_its_own_total_proves_nothing
    an_order_that_is_listed_late_is_found_late
    the_orders_of_another_till_are_never_taken_for_ours
    an_order_is_found_among_hundreds
    no_wrong_clock_of_ours_hides_an_order
    a_supplier_that_tells_no_time_is_read_whole
    an_unknown_word_settles_nothing
    an_end_without_a_code_is_neither_delivered_nor_failed
    a_code_of_digits_keeps_every_one
    an_order_that_comes_to_nothing_is_declined_only_by_a_known_word
    balances_are_the_suppliers_to_the_last_digit
    a_wrong_key_is_told_from_every_other_fault
    a_redirect_of_a_purchase_is_not_followed
    the_same_intent_is_always_the_same_bytes
    a_check_buys_nothing
    a_catalogue_holds_every_product_once_with_its_progress
}
