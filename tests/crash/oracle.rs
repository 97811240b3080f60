//! The judge: what the till says about its orders against what the supplier's ledger says.
//!
//! It must never know: how either came about.

/// An order as the till shows it, its code revealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) sale_id: String,
    pub(crate) state: String,
    pub(crate) reference: String,
    pub(crate) provider_order_id: Option<String>,
    pub(crate) code: Option<String>,
}

/// An order as the supplier has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Charge {
    pub(crate) id: String,
    /// Ours, echoed; a supplier without such a field has none.
    pub(crate) reference: Option<String>,
    /// How often it was charged.
    pub(crate) times: u64,
    /// Whether the money is still taken.
    pub(crate) is_kept: bool,
    /// What it brought.
    pub(crate) code: Option<String>,
}

impl Charge {
    /// What to look for in what the till sends.
    pub(crate) fn known_as(&self) -> &str {
        self.reference.as_deref().unwrap_or(&self.id)
    }

    pub(crate) fn is_of(&self, order: &Order) -> bool {
        match &self.reference {
            Some(reference) => *reference == order.reference,
            None => order.provider_order_id.as_deref() == Some(&self.id),
        }
    }
}

/// Both sides, after everything that could be followed up has been.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Books<'a> {
    pub(crate) orders: &'a [Order],
    pub(crate) charges: &'a [Charge],
    /// Orders as the till once showed them to its caller, oldest first.
    pub(crate) shown: &'a [Order],
}

impl Books<'_> {
    /// Every broken promise, in words; no code stands in them.
    pub(crate) fn violations(&self) -> Vec<String> {
        let mut found = self.unrecorded();
        for order in self.orders {
            found.extend(self.wrong_with(order));
        }
        found.extend(self.lost());
        found
    }

    /// What was shown and is not so any more; whatever the supplier says.
    pub(crate) fn lost(&self) -> Vec<String> {
        self.shown.iter().filter_map(|shown| self.forgotten(shown)).collect()
    }

    /// Charges that no order of ours explains, or more than one, or that were made twice.
    fn unrecorded(&self) -> Vec<String> {
        let mut found = Vec::new();
        // Without a reference a lost reply is a person's matter: so many orders wait for one.
        let mut for_a_person =
            self.orders.iter().filter(|order| order.state == "needs_attention").count();
        for charge in self.charges {
            if charge.times > 1 {
                found.push(format!("{} was charged {} times", charge.id, charge.times));
            }
            match self.orders.iter().filter(|order| charge.is_of(order)).count() {
                1 => {}
                0 if charge.reference.is_none() && for_a_person > 0 => for_a_person -= 1,
                0 => found.push(format!("{} is charged and on no record", charge.id)),
                many => found.push(format!("{} belongs to {many} orders", charge.id)),
            }
        }
        found
    }

    fn wrong_with(&self, order: &Order) -> Vec<String> {
        let charges: Vec<&Charge> =
            self.charges.iter().filter(|charge| charge.is_of(order)).collect();
        let mut found = Vec::new();
        let mut say = |what: &str| {
            found.push(format!("{} ({}) {what}", order.reference, order.state));
        };
        if charges.len() > 1 {
            say("was bought more than once");
        }
        let kept = charges.iter().find(|charge| charge.is_kept);
        match (order.state.as_str(), kept) {
            ("delivered", Some(charge)) if charge.code == order.code => {}
            ("delivered", Some(_)) => say("has another code than the supplier gave"),
            ("delivered", None) => say("was never charged"),
            ("refused", None) => {}
            ("refused", Some(_)) => say("is charged all the same"),
            ("needs_attention", None) => {}
            ("needs_attention", Some(_)) => say("is charged and was not found"),
            (_, _) => say("was not followed up to its end"),
        }
        found
    }

    /// What was shown once must still be so.
    fn forgotten(&self, shown: &Order) -> Option<String> {
        let now = self.orders.iter().find(|order| order.id == shown.id);
        let Some(now) = now else {
            return Some(format!("{} was shown ({}) and is gone", shown.reference, shown.state));
        };
        let is_final = matches!(shown.state.as_str(), "delivered" | "refused" | "refunded");
        let same_state = !is_final || now.state == shown.state;
        let same_code = shown.code.is_none() || now.code == shown.code;
        let same_id =
            shown.provider_order_id.is_none() || now.provider_order_id == shown.provider_order_id;
        let is_same = same_state && same_code && same_id && now.reference == shown.reference;
        (!is_same).then(|| {
            format!("{} was shown {} and is {} now", shown.reference, shown.state, now.state)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(state: &str) -> Order {
        let is_delivered = state == "delivered";
        Order {
            id: "o1".to_owned(),
            sale_id: "s1".to_owned(),
            state: state.to_owned(),
            reference: "R1".to_owned(),
            provider_order_id: is_delivered.then(|| "9001".to_owned()),
            code: is_delivered.then(|| "CODE".to_owned()),
        }
    }

    fn charge() -> Charge {
        Charge {
            id: "9001".to_owned(),
            reference: Some("R1".to_owned()),
            times: 1,
            is_kept: true,
            code: Some("CODE".to_owned()),
        }
    }

    /// So many violations are found.
    #[track_caller]
    fn check(orders: &[Order], charges: &[Charge], shown: &[Order], expected: usize) {
        let found = Books { orders, charges, shown }.violations();
        assert_eq!(found.len(), expected, "{found:#?}");
    }

    #[test]
    fn books_that_agree_break_no_promise() {
        check(&[order("delivered")], &[charge()], &[order("waiting"), order("delivered")], 0);
        let returned = Charge { is_kept: false, code: None, ..charge() };
        check(&[order("refused")], &[returned], &[], 0);
        check(&[order("refused")], &[], &[order("refused")], 0);
        check(&[order("needs_attention")], &[], &[order("unknown")], 0);
        check(&[], &[], &[], 0);
    }

    #[test]
    fn a_lost_purchase_is_seen() {
        check(&[], &[charge()], &[], 1);
        check(&[order("refused")], &[charge()], &[], 1);
        check(&[order("needs_attention")], &[charge()], &[], 1);
        let another = Charge { reference: Some("R2".to_owned()), ..charge() };
        check(&[order("refused")], &[another], &[], 1);
    }

    #[test]
    fn a_double_purchase_is_seen() {
        check(&[order("delivered")], &[Charge { times: 2, ..charge() }], &[], 1);
        let again = Charge { id: "9002".to_owned(), ..charge() };
        check(&[order("delivered")], &[charge(), again], &[], 1);
        let twin = Order { id: "o2".to_owned(), ..order("delivered") };
        check(&[order("delivered"), twin], &[charge()], &[], 1);
    }

    #[test]
    fn a_wrong_code_or_an_invented_delivery_is_seen() {
        check(&[order("delivered")], &[Charge { code: None, ..charge() }], &[], 1);
        check(&[order("delivered")], &[], &[], 1);
    }

    #[test]
    fn an_acknowledged_sale_that_is_gone_or_changed_is_seen() {
        check(&[], &[], &[order("delivered")], 1);
        check(&[], &[], &[order("waiting")], 1);
        check(&[order("refused")], &[], &[order("delivered")], 1);
        let another = Order { code: Some("ANOTHER".to_owned()), ..order("delivered") };
        check(&[order("delivered")], &[charge()], &[another], 1);
    }

    #[test]
    fn an_order_left_in_the_air_is_seen() {
        for state in ["prepared", "unknown", "waiting"] {
            check(&[order(state)], &[], &[], 1);
        }
    }

    #[test]
    fn without_a_reference_a_lost_reply_waits_for_a_person() {
        let nameless = Charge { reference: None, ..charge() };
        check(&[order("delivered")], std::slice::from_ref(&nameless), &[], 0);
        check(&[order("needs_attention")], std::slice::from_ref(&nameless), &[], 0);
        check(&[], &[nameless], &[], 1);
    }
}
