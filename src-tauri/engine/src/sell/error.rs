//! Why a sale is not begun.

use super::QUANTITY_MAX;
use crate::{
    cover::Short,
    ports::{journal::JournalError, supplier::SupplierError},
    records::SaleRecord,
};
use domain::{
    debt::CreditStop,
    ids::{ProcessorId, ProductId},
    money::{Currency, MoneyError},
    product::{AmountError, FieldError},
};

/// Why a sale was not begun. Nothing was sent, nothing was written down.
#[derive(Debug, thiserror::Error)]
pub enum SellError {
    /// Nothing in the basket, none of something, or too many.
    #[error("the quantity must be 1 to {QUANTITY_MAX}")]
    Quantity,
    /// No such product.
    #[error("there is no product {0}")]
    UnknownProduct(ProductId),
    /// It is not sold any more.
    #[error("the product {0} is not sold")]
    Inactive(ProductId),
    /// A wallet does not cover it.
    #[error("{} has too little in its wallet", .0.supplier)]
    Short(Short),
    /// Its supplier's adapter is not built yet.
    #[error("selling from {0} is not built yet")]
    NotBuilt(String),
    /// Neither a price nor a cost with a rate.
    #[error("the product {0} has no price")]
    PriceMissing(ProductId),
    /// A fact about the customer is missing or malformed.
    #[error("a field is missing or malformed")]
    Field(#[source] FieldError),
    /// Not a phone number.
    #[error("{0:?} cannot be a phone number")]
    Phone(String),
    /// The supplier demands a phone, the customer gave none, and the shop has none or may not lend it.
    #[error("{0} needs a phone number")]
    PhoneMissing(String),
    /// An amount where none is possible, none where one is needed, or one outside its bounds.
    #[error("the amount is not possible")]
    Amount(#[source] AmountError),
    /// The supplier could not be asked which amounts are possible.
    #[error("the supplier could not be asked for the product")]
    Details(#[source] SupplierError),
    /// Less cash than the total.
    #[error("{received} is less than {total}")]
    ReceivedTooLittle {
        /// What was handed over.
        received: String,
        /// What is due.
        total: String,
    },
    /// No such processor.
    #[error("there is no processor {0}")]
    UnknownTender(ProcessorId),
    /// Cards are keyed in at this processor, and none was given.
    #[error("{0} needs a card")]
    CardNeeded(ProcessorId),
    /// Cards are not keyed in at this processor, and one was given.
    #[error("{0} takes no card keyed in by hand")]
    CardNotTaken(ProcessorId),
    /// The processor collects in a currency to which the shop has no rate.
    #[error("there is no rate from {from} to {to}")]
    RateMissing {
        /// The shop's currency.
        from: Currency,
        /// The processor's.
        to: Currency,
    },
    /// Less than the processor takes.
    #[error("{amount} is less than {least}")]
    TenderTooSmall {
        /// What is due.
        amount: String,
        /// The least it takes.
        least: String,
    },
    /// Amounts that do not add up.
    #[error("the amounts do not add up")]
    Money(#[from] MoneyError),
    /// The request id stands for another request.
    #[error("this request id was used for something else")]
    RequestIdReused,
    /// It is not sold on account.
    #[error("it is not sold on account")]
    NoCredit(#[source] CreditStop),
    /// The same product to the same customer is still open.
    #[error("the same product for the same customer is not finished yet")]
    Unfinished(Box<SaleRecord>),
    /// Only so many more of it may lie on the shop's shelf.
    #[error("only {0} more may lie on the shelf")]
    NoRoom(u32),
    /// It cannot be bought before its customer is there.
    #[error("the product {0} cannot be bought ahead")]
    NotForShelf(ProductId),
    /// The journal could not write it down.
    #[error("the sale could not be written down")]
    Journal(#[from] JournalError),
}
