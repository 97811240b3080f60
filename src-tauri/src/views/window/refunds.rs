//! The refund table, as the window's screen asks and is answered.

use crate::views::price::RuleScope;
use domain::{clerk::Role, refund_rule};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What the customer has to bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RefundProof {
    /// Nothing.
    Nothing,
    /// The slip.
    Slip,
    /// The supplier's own answer.
    Supplier,
}

/// What speaks against a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Breach {
    /// It is asked for too late.
    TooLate,
    /// The code was shown.
    CodeShown,
}

/// On what terms some products' money goes back.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct RefundRuleView {
    /// Whose.
    pub(crate) scope: RuleScope,
    /// The supplier, brand or product; empty for everything.
    pub(crate) target: String,
    /// Until how many hours after the sale; `None` is at any time.
    pub(crate) within_hours: Option<u32>,
    /// Whether also after the code was shown.
    pub(crate) after_shown: bool,
    /// Whether only the owner may give it.
    pub(crate) owner: bool,
    /// What the customer has to bring.
    pub(crate) proof: RefundProof,
}

/// The refund table.
#[derive(Clone, Debug, Serialize, Type)]
pub(crate) struct RefundTableView {
    /// The rules, the widest first.
    pub(crate) rules: Vec<RefundRuleView>,
    /// Whose products there are.
    pub(crate) suppliers: Vec<String>,
    /// Which brands there are.
    pub(crate) brands: Vec<String>,
    /// Whether who stands here may change it.
    pub(crate) may_change: bool,
}

/// Sets a rule, or takes it back.
#[derive(Clone, Deserialize, Type)]
pub(crate) struct RefundRuleRequest {
    /// Whose.
    pub(crate) scope: RuleScope,
    /// The supplier, brand or product; empty for everything.
    pub(crate) target: String,
    /// The terms; `None` takes the rule back.
    pub(crate) terms: Option<RefundTermsRequest>,
}

/// On what terms money goes back.
#[derive(Clone, Copy, Deserialize, Type)]
pub(crate) struct RefundTermsRequest {
    /// Until how many hours after the sale.
    pub(crate) within_hours: Option<u32>,
    /// Whether also after the code was shown.
    pub(crate) after_shown: bool,
    /// Whether only the owner may give it.
    pub(crate) owner: bool,
    /// What the customer has to bring.
    pub(crate) proof: RefundProof,
}

impl From<refund_rule::RefundProof> for RefundProof {
    fn from(proof: refund_rule::RefundProof) -> Self {
        match proof {
            refund_rule::RefundProof::Nothing => Self::Nothing,
            refund_rule::RefundProof::Slip => Self::Slip,
            refund_rule::RefundProof::Supplier => Self::Supplier,
        }
    }
}

impl From<RefundProof> for refund_rule::RefundProof {
    fn from(proof: RefundProof) -> Self {
        match proof {
            RefundProof::Nothing => Self::Nothing,
            RefundProof::Slip => Self::Slip,
            RefundProof::Supplier => Self::Supplier,
        }
    }
}

impl From<refund_rule::Breach> for Breach {
    fn from(breach: refund_rule::Breach) -> Self {
        match breach {
            refund_rule::Breach::TooLate => Self::TooLate,
            refund_rule::Breach::CodeShown => Self::CodeShown,
        }
    }
}

impl From<&refund_rule::RefundRule> for RefundRuleView {
    fn from(rule: &refund_rule::RefundRule) -> Self {
        let hours = |within: std::time::Duration| within.as_secs().div_euclid(3600);
        Self {
            scope: rule.scope.into(),
            target: rule.target.clone(),
            within_hours: rule.terms.within.and_then(|within| u32::try_from(hours(within)).ok()),
            after_shown: rule.terms.after_shown,
            owner: rule.terms.least == Role::Owner,
            proof: rule.terms.proof.into(),
        }
    }
}

impl From<RefundTermsRequest> for refund_rule::RefundTerms {
    fn from(asked: RefundTermsRequest) -> Self {
        let hours = |hours: u32| std::time::Duration::from_secs(u64::from(hours) * 3600);
        Self {
            within: asked.within_hours.map(hours),
            after_shown: asked.after_shown,
            least: if asked.owner { Role::Owner } else { Role::Manager },
            proof: asked.proof.into(),
        }
    }
}
