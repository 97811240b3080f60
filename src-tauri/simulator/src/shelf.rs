//! Orders by number, with what it takes to answer a page of a list without walking through all
//! that ever were.
//!
//! It must never know: a particular supplier.

use std::collections::{BTreeMap, BTreeSet};

/// An order that can stand on a [`Shelf`].
pub trait Shelved {
    /// What lists are narrowed by, such as the status.
    type Group: Ord + Clone;

    /// Its number; later orders have higher ones, and it never changes.
    fn number(&self) -> u64;

    /// Where it belongs now.
    fn group(&self) -> Self::Group;

    /// From when on lists show it; this never changes either.
    fn listed_from(&self) -> u64;
}

/// The orders of one supplier.
#[derive(Debug)]
pub struct Shelf<O: Shelved> {
    orders: BTreeMap<u64, O>,
    groups: BTreeMap<O::Group, BTreeSet<u64>>,
    /// Those that lists do not show yet, by the time they will.
    hidden: BTreeSet<(u64, u64)>,
}

impl<O: Shelved> Default for Shelf<O> {
    fn default() -> Self {
        Self { orders: BTreeMap::new(), groups: BTreeMap::new(), hidden: BTreeSet::new() }
    }
}

impl<O: Shelved> Shelf<O> {
    /// Adds a new order, hidden from lists as long as it says.
    pub fn put(&mut self, order: O, now: u64) {
        let number = order.number();
        if order.listed_from() > now {
            self.hidden.insert((order.listed_from(), number));
        }
        self.groups.entry(order.group()).or_default().insert(number);
        self.orders.insert(number, order);
    }

    /// One order.
    #[must_use]
    pub fn get(&self, number: u64) -> Option<&O> {
        self.orders.get(&number)
    }

    /// Changes one order; nothing happens where there is none.
    pub fn change(&mut self, number: u64, change: impl FnOnce(&mut O)) {
        let Some(order) = self.orders.get_mut(&number) else { return };
        let before = order.group();
        change(order);
        let after = order.group();
        if before == after {
            return;
        }
        if let Some(members) = self.groups.get_mut(&before) {
            members.remove(&number);
        }
        self.groups.entry(after).or_default().insert(number);
    }

    /// Lets lists show what they have to show by now.
    pub fn show_until(&mut self, now: u64) {
        while self.hidden.first().is_some_and(|(from, _)| *from <= now) {
            self.hidden.pop_first();
        }
    }

    /// All orders, those hidden from lists too.
    pub fn oldest_first(&self) -> impl DoubleEndedIterator<Item = &O> {
        self.orders.values()
    }

    /// How many orders lists have of the groups that are wanted.
    pub fn total(&self, wanted: impl Fn(&O::Group) -> bool) -> u64 {
        let groups = self.groups.iter().filter(|(group, _)| wanted(group));
        let all: usize = groups.map(|(_, members)| members.len()).sum();
        let hidden = self.hidden.iter().filter_map(|(_, number)| self.orders.get(number));
        let hidden = hidden.filter(|order| wanted(&order.group())).count();
        u64::try_from(all.saturating_sub(hidden)).unwrap_or(u64::MAX)
    }

    /// What lists have of the groups that are wanted, newest first.
    pub fn listed(&self, wanted: impl Fn(&O::Group) -> bool) -> impl Iterator<Item = &O> {
        let groups = self.groups.iter().filter(|(group, _)| wanted(group));
        let mut newest: Vec<_> =
            groups.map(|(_, members)| members.iter().rev().peekable()).collect();
        // Each group is in order, so the newest of all is at the head of one of them.
        let merged = std::iter::from_fn(move || {
            let heads = newest.iter_mut().filter_map(|group| Some((**group.peek()?, group)));
            heads.max_by_key(|(number, _)| *number)?.1.next()
        });
        merged
            .filter_map(|number| self.orders.get(number))
            .filter(|order| !self.hidden.contains(&(order.listed_from(), order.number())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number, group, listed from.
    type Plain = (u64, u8, u64);

    impl Shelved for Plain {
        type Group = u8;

        fn number(&self) -> u64 {
            self.0
        }

        fn group(&self) -> u8 {
            self.1
        }

        fn listed_from(&self) -> u64 {
            self.2
        }
    }

    fn numbers(shelf: &Shelf<Plain>, groups: &[u8]) -> Vec<u64> {
        let wanted = |group: &u8| groups.contains(group);
        let listed: Vec<_> = shelf.listed(wanted).map(|order| order.0).collect();
        assert_eq!(u64::try_from(listed.len()), Ok(shelf.total(wanted)));
        listed
    }

    #[test]
    fn groups_are_merged_newest_first_and_hidden_orders_appear_in_their_place() {
        let mut shelf = Shelf::default();
        for number in 0..9 {
            let listed_from = if number == 4 { 50 } else { 0 };
            shelf.put((number, u8::try_from(number % 3).unwrap(), listed_from), 0);
        }
        assert_eq!(numbers(&shelf, &[0, 1, 2]), [8, 7, 6, 5, 3, 2, 1, 0]);
        assert_eq!(numbers(&shelf, &[1]), [7, 1]);
        shelf.change(7, |order| order.1 = 2);
        assert_eq!(numbers(&shelf, &[1]), [1]);
        assert_eq!(numbers(&shelf, &[0, 2]), [8, 7, 6, 5, 3, 2, 0]);
        shelf.show_until(50);
        assert_eq!(numbers(&shelf, &[1]), [4, 1]);
        assert_eq!(numbers(&shelf, &[7]), [0_u64; 0]);
    }
}
