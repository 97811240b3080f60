//! Adapters and networks that break one promise each, for the judge to find out.
//!
//! It must never know: the judge.

use super::{Row, palcards};
use async_trait::async_trait;
use domain::{
    account::{SupplierAccount, Wallet},
    ids::ProviderOrderId,
    money::Currency,
    product::Product,
    time::Timestamp,
};
use engine::ports::{
    Supplier,
    supplier::{
        Checked, Exchange, Fate, Intent, Look, PlaceTicket, Placed, Recovery, Report,
        SupplierError, WireReply, WireRequest, Wish,
    },
};
use providers::{
    palcards::PalCards,
    transport::{Call, Wire},
};
use std::sync::Arc;

/// Says "refused" where the reply was lost.
pub(crate) const LOST_IS_REFUSED: &[Row] = &[Row {
    adapter: |account, wire| Liar::of(account, wire, Lie::LostIsRefused),
    ..palcards::ROW
}];

/// Loses the codes of what was delivered.
pub(crate) const CODES_ARE_LOST: &[Row] =
    &[Row { adapter: |account, wire| Liar::of(account, wire, Lie::CodesAreLost), ..palcards::ROW }];

/// Sends a purchase again where no reply came, as HTTP libraries do by themselves.
pub(crate) const SENT_AGAIN: &[Row] = &[Row {
    adapter: |account, wire| Arc::new(PalCards::new(account, Arc::new(Stubborn(wire)))),
    ..palcards::ROW
}];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lie {
    LostIsRefused,
    CodesAreLost,
}

struct Liar {
    honest: PalCards,
    lie: Lie,
}

impl Liar {
    fn of(account: SupplierAccount, wire: Arc<dyn Wire>, lie: Lie) -> Arc<dyn Supplier> {
        Arc::new(Self { honest: PalCards::new(account, wire), lie })
    }

    fn told(&self, report: Report) -> Report {
        match report.fate {
            Fate::Fulfilled(_) if self.lie == Lie::CodesAreLost => {
                Report { fate: Fate::Fulfilled(Vec::new()), ..report }
            }
            _ => report,
        }
    }
}

#[async_trait]
impl Supplier for Liar {
    fn has_preflight(&self, product: &Product) -> bool {
        self.honest.has_preflight(product)
    }

    fn needs_phone(&self) -> bool {
        self.honest.needs_phone()
    }

    fn currency(&self) -> Option<Currency> {
        self.honest.currency()
    }

    fn recovery(&self) -> Recovery {
        self.honest.recovery()
    }

    fn write_order(&self, intent: &Intent) -> WireRequest {
        self.honest.write_order(intent)
    }

    async fn place(&self, ticket: PlaceTicket) -> Exchange {
        self.honest.place(ticket).await
    }

    fn read_placed(&self, intent: &Intent, reply: &WireReply) -> Placed {
        match self.honest.read_placed(intent, reply) {
            Placed::Lost(reason) if self.lie == Lie::LostIsRefused => Placed::Refused(reason),
            Placed::Accepted(report) => Placed::Accepted(self.told(report)),
            told => told,
        }
    }

    async fn look_up(
        &self,
        intent: &Intent,
        known: Option<&ProviderOrderId>,
        now: Timestamp,
    ) -> Look {
        match self.honest.look_up(intent, known, now).await {
            Look::Found { report, reply } => Look::Found { report: self.told(report), reply },
            told => told,
        }
    }

    async fn check(&self, wish: &Wish<'_>) -> Result<Checked, SupplierError> {
        self.honest.check(wish).await
    }

    async fn wallets(&self, now: Timestamp) -> Result<Vec<Wallet>, SupplierError> {
        self.honest.wallets(now).await
    }
}

#[derive(Debug)]
struct Stubborn(Arc<dyn Wire>);

#[async_trait]
impl Wire for Stubborn {
    async fn purchase(&self, call: Call<'_>) -> Exchange {
        let again = Call {
            method: call.method.clone(),
            url: call.url,
            key: call.key,
            headers: call.headers,
            body: call.body.clone(),
        };
        match self.0.purchase(call).await {
            Exchange::Lost(_) => self.0.purchase(again).await,
            told => told,
        }
    }

    async fn ask(&self, call: Call<'_>) -> Exchange {
        self.0.ask(call).await
    }
}
