//! Everything that can go wrong with a sale, by name: the list the coverage table is held against.
//! What a supplier does wrong in its own words stands beside that supplier.
//!
//! It must never know: how a fault is carried out.

use crate::{
    chance::Chance,
    processors,
    suppliers::{self, replies::REPLIES},
};
use serde_json::Value;

/// One kind of fault.
#[derive(Debug)]
pub(crate) struct Fault {
    /// Its line in the coverage table.
    pub(crate) name: &'static str,
    pub(crate) act: Act,
    /// How often it is drawn, beside the others of its supplier.
    pub(crate) weight: u64,
}

/// Words for a fake supplier's lever, drawn anew each time.
pub(crate) type Lever = fn(&mut Chance) -> Value;

/// What happens.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// No connection for the purchase: this is all that is known about it.
    NeverSent(&'static str),
    /// The purchase is gone before the supplier sees it.
    LostBefore,
    /// The purchase reaches the supplier when the till has given up waiting.
    ArrivesLate,
    /// The purchase arrives twice (only where that is harmless by the supplier's own rules).
    ArrivesTwice,
    /// The fake does this to the very request that buys.
    Purchase(Lever),
    /// The fake does these two to the very request that buys.
    PurchaseBoth(Lever, Lever),
    /// The fake does this to one of the next look-ups.
    Look(Lever),
    /// No connection for one of the next look-ups.
    LookNeverSent,
    /// One of the next look-ups arrives twice.
    LookTwice,
    /// The fake does this to a question asked before the purchase.
    Check(Lever),
    /// The disk.
    Disk(Disk),
    /// `kill -9` of the process at one of the order's boundaries.
    Kill,
    /// The same, and once more while the order is being recovered.
    KillTwice,
    /// The shop's machine loses power.
    PowerCut,
    /// The shop's clock jumps.
    Clock(Jump),
    /// What the clerk does.
    Clerk(Clerk),
    /// What the supplier says long after the end.
    Late(Late),
    /// The customer's money.
    Money(Money),
    /// A person decides "nothing was bought" while the supplier's list does not show the order yet.
    WrongPerson(Lever, Lever),
}

/// What goes wrong with a customer's money, at its processor or on the way there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Money {
    /// No connection for the request that asks for it.
    NeverSent,
    /// That request is gone before the processor sees it.
    LostBefore,
    /// That request arrives when the till has given up waiting.
    ArrivesLate,
    /// The fake does this to the very request that asks for it.
    Charge(Lever),
    /// No connection for one of the next look-ups.
    LookNeverSent,
    /// The fake does this to one of the next look-ups.
    Look(Lever),
    /// No connection for a movement.
    MoveNeverSent(Moving),
    /// A movement's request is gone.
    MoveLost(Moving),
    /// A movement's request arrives when the till has given up waiting.
    MoveLate(Moving),
    /// The fake does this to a movement's request.
    Move(Moving, Lever),
    /// What the customer does on the page.
    Customer(Customer),
    /// A keyed card that behaves like one of these.
    Cards(&'static [&'static str]),
    /// A person gives the money of an ended sale back, and presses twice.
    GivesBack,
}

/// Which way money moves after it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moving {
    Capture,
    Void,
    Refund,
}

/// What a customer does on a pay page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Customer {
    /// Pays what is asked for.
    Pays,
    /// Half of it.
    Short,
    /// More than that.
    TooMuch,
    /// Half of it, and soon the other half.
    InParts,
    /// Does nothing.
    Never,
    /// Pays when the page's time is over.
    Late,
    /// With a card that is declined, then with another.
    SecondTry,
}

/// What a disk does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disk {
    Fails,
    FailsAfter,
    Full,
    ReadFails,
}

/// How a clock is wrong, for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Jump {
    Ahead400Days,
    Back1Day,
    To1970,
    BackAndForth,
}

/// What a clerk does besides selling once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clerk {
    /// Presses twice: the same request id, at once.
    PressesTwice,
    /// The command line repeats the request id from another process.
    Repeats,
    /// Sells the same to the same customer again while the first is unfinished.
    SellsAgain,
    /// The command line process ends while the sale is under way.
    Leaves,
    /// Another process runs `recover` at the same time.
    Recovers,
    /// Prints what was delivered, on a printer that fails the first time.
    Prints,
}

/// How the truth changes after the end.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Late {
    /// What failed is delivered after all; the lever makes it fail first.
    Delivery { first: Lever, word: &'static str },
    /// What was delivered is taken back.
    TakenBack { word: &'static str },
}

/// Faults that have nothing to do with which supplier it is.
pub(crate) const EVERYWHERE: &[Fault] = &[
    Fault {
        name: "purchase: connection refused",
        act: Act::NeverSent("connection refused"),
        weight: 3,
    },
    Fault { name: "purchase: name not found", act: Act::NeverSent("dns error"), weight: 3 },
    Fault {
        name: "purchase: TLS handshake failed",
        act: Act::NeverSent("certificate expired"),
        weight: 3,
    },
    Fault { name: "purchase: lost before the supplier saw it", act: Act::LostBefore, weight: 3 },
    Fault { name: "purchase: arrives after the till gave up", act: Act::ArrivesLate, weight: 3 },
    Fault { name: "look-up: no connection", act: Act::LookNeverSent, weight: 3 },
    Fault { name: "look-up: delivered twice", act: Act::LookTwice, weight: 3 },
    Fault { name: "disk: a write fails", act: Act::Disk(Disk::Fails), weight: 3 },
    Fault { name: "disk: a write fails and is there", act: Act::Disk(Disk::FailsAfter), weight: 3 },
    Fault { name: "disk: full for a while", act: Act::Disk(Disk::Full), weight: 3 },
    Fault { name: "disk: a read fails", act: Act::Disk(Disk::ReadFails), weight: 3 },
    Fault { name: "process: killed", act: Act::Kill, weight: 6 },
    Fault { name: "process: killed, and in recovery again", act: Act::KillTwice, weight: 4 },
    Fault { name: "machine: power cut", act: Act::PowerCut, weight: 4 },
    Fault {
        name: "clock: 400 days ahead for a while",
        act: Act::Clock(Jump::Ahead400Days),
        weight: 3,
    },
    Fault { name: "clock: a day back for a while", act: Act::Clock(Jump::Back1Day), weight: 3 },
    Fault { name: "clock: 1970 for a while", act: Act::Clock(Jump::To1970), weight: 3 },
    Fault {
        name: "clock: back and forth in one sale",
        act: Act::Clock(Jump::BackAndForth),
        weight: 3,
    },
    Fault { name: "clerk: presses twice", act: Act::Clerk(Clerk::PressesTwice), weight: 3 },
    Fault {
        name: "clerk: repeats from another process",
        act: Act::Clerk(Clerk::Repeats),
        weight: 3,
    },
    Fault { name: "clerk: sells the same again", act: Act::Clerk(Clerk::SellsAgain), weight: 3 },
    Fault { name: "clerk: ends the process at --wait", act: Act::Clerk(Clerk::Leaves), weight: 12 },
    Fault {
        name: "clerk: recovers beside a living process",
        act: Act::Clerk(Clerk::Recovers),
        weight: 3,
    },
    Fault { name: "printer: fails", act: Act::Clerk(Clerk::Prints), weight: 3 },
];

/// Every fault of every supplier, once.
pub(crate) fn names() -> Vec<&'static str> {
    let own = suppliers::ROWS.iter().flat_map(|row| row.faults);
    let money = processors::ROWS.iter().flat_map(processors::Row::all_faults);
    let mut names: Vec<&str> = Vec::new();
    for fault in EVERYWHERE.iter().chain(REPLIES).chain(own).chain(money) {
        if !names.contains(&fault.name) {
            names.push(fault.name);
        }
    }
    names
}

/// What makes a supplier's order fail, so that there is money to give back.
pub(crate) fn order_fails() -> &'static Fault {
    REPLIES.iter().find(|fault| fault.name == "order: fails").expect("it is in the list")
}

/// A fault that waits for its moment.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) fault: &'static Fault,
    /// How many moments it lets pass.
    pub(crate) skip: u32,
    /// How many it then strikes.
    pub(crate) times: u32,
}

/// What is to go wrong with one order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) is_faulty: bool,
    pub(crate) faults: Vec<Planned>,
}

impl Plan {
    /// Takes out all of a kind, whenever their moment would be.
    pub(crate) fn take_out<T>(
        &mut self,
        of_kind: impl Fn(&Fault) -> Option<T>,
    ) -> Vec<(&'static Fault, T)> {
        let found = self
            .faults
            .iter()
            .filter_map(|it| of_kind(it.fault).map(|kind| (it.fault, kind)))
            .collect();
        self.faults.retain(|it| of_kind(it.fault).is_none());
        found
    }

    /// The first planned fault of this kind, if its moment is now.
    pub(crate) fn strike(&mut self, is_meant: impl Fn(&Planned) -> bool) -> Option<Planned> {
        let at = self.faults.iter().position(|planned| planned.times > 0 && is_meant(planned))?;
        let planned = &mut self.faults[at];
        if planned.skip > 0 {
            planned.skip -= 1;
            return None;
        }
        planned.times -= 1;
        Some(planned.clone())
    }

    /// Lets a second death wait for whoever recovers the order.
    pub(crate) fn kill_again(&mut self, skip: u32) {
        let again = EVERYWHERE.iter().find(|fault| matches!(fault.act, Act::Kill));
        self.faults.extend(again.map(|fault| Planned { fault, skip, times: 1 }));
    }

    /// Draws how a sale goes: 60 % clean, 30 % one fault, 10 % two or three.
    pub(crate) fn draw(chance: &mut Chance, own: &'static [Fault]) -> Self {
        let count = match chance.below(100) {
            0..60 => 0,
            60..90 => 1,
            90..97 => 2,
            _ => 3,
        };
        Self::of((0..count).map(|_| Self::draw_one(chance, own)).collect())
    }

    /// The same for a sale that a processor takes the money of: there most goes wrong with the money.
    pub(crate) fn draw_paid(
        chance: &mut Chance,
        own: &'static [Fault],
        processor: &processors::Row,
    ) -> Self {
        let count = match chance.below(100) {
            0..5 => 0,
            5..60 => 1,
            _ => 2,
        };
        let mut faults = Vec::new();
        for _ in 0..count {
            let planned = if chance.once_in(10) {
                Self::draw_one(chance, own)
            } else {
                Self::draw_from(chance, || processor.all_faults())
            };
            faults.extend(Self::needed_for(planned.fault));
            faults.push(planned);
        }
        Self::of(faults)
    }

    /// Money only goes back where something was not delivered.
    pub(crate) fn needed_for(fault: &Fault) -> Option<Planned> {
        let needs = |moving: Moving| moving != Moving::Capture;
        let goes_back = match fault.act {
            Act::Money(
                Money::MoveNeverSent(moving)
                | Money::MoveLost(moving)
                | Money::MoveLate(moving)
                | Money::Move(moving, _),
            ) => needs(moving),
            _ => false,
        };
        goes_back.then(|| Planned { fault: order_fails(), skip: 0, times: 1 })
    }

    /// The cards that a keyed sale is to be tried with.
    pub(crate) fn cards(&self) -> Option<&'static [&'static str]> {
        self.faults.iter().find_map(|planned| match planned.fault.act {
            Act::Money(Money::Cards(cards)) => Some(cards),
            _ => None,
        })
    }

    /// What goes wrong with one order.
    pub(crate) fn of(faults: Vec<Planned>) -> Self {
        Self { is_faulty: !faults.is_empty(), faults }
    }

    fn draw_one(chance: &mut Chance, own: &'static [Fault]) -> Planned {
        Self::draw_from(chance, || EVERYWHERE.iter().chain(REPLIES).chain(own))
    }

    fn draw_from<I: Iterator<Item = &'static Fault>>(
        chance: &mut Chance,
        all: impl Fn() -> I,
    ) -> Planned {
        let mut left = chance.below(all().map(|fault| fault.weight).sum());
        for fault in all() {
            if left < fault.weight {
                let (skip, times) = moments(chance, fault.act);
                return Planned { fault, skip, times };
            }
            left -= fault.weight;
        }
        unreachable!("the weights add up")
    }
}

fn moments(chance: &mut Chance, act: Act) -> (u32, u32) {
    let (skip, times) = match act {
        Act::Kill | Act::KillTwice | Act::PowerCut => (chance.below(30), 1),
        Act::Disk(Disk::Fails | Disk::FailsAfter) => (chance.below(5), chance.between(1, 2)),
        Act::Disk(Disk::Full) => (chance.below(4), 1),
        Act::Disk(Disk::ReadFails) => (chance.below(5), 1),
        Act::Look(_) | Act::LookNeverSent | Act::LookTwice => (0, chance.between(1, 4)),
        Act::Money(Money::Look(_) | Money::LookNeverSent) => (0, chance.between(1, 4)),
        Act::Clock(Jump::BackAndForth) => (chance.below(4), 5),
        Act::Clock(_) => (chance.below(12), 1),
        _ => (0, 1),
    };
    let small = |number: u64| u32::try_from(number).expect("small");
    (small(skip), small(times))
}
