//! Who may do what at the till, and a manager's approval of one action. Every command that takes more
//! than selling asks here.

use super::face::Face;
use crate::{
    clock::SystemClock,
    error::{ErrorCode, Failure},
};
use domain::{
    clerk::{Right, Role},
    ids::OrderId,
};
use engine::ports::Clock as _;
use storage::Approval;

/// Who does something that takes a right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Authority {
    /// Who stands at the till; nobody in particular where no clerk is set up.
    pub(crate) clerk: Option<String>,
    /// Whose PIN approved it, where the clerk's own role does not cover it.
    pub(crate) approver: Option<String>,
}

impl Authority {
    /// Who answers for it.
    pub(crate) fn name(self) -> Option<String> {
        self.approver.or(self.clerk)
    }
}

impl Face {
    /// Whether who stands at the till has a right; where no clerk is set up, everybody does.
    pub(crate) fn has(&self, right: Right) -> bool {
        self.clerk().is_none_or(|clerk| clerk.role.covers(right.least()))
    }

    /// Refuses whoever does not have a right themselves: not everything can be approved from the side.
    ///
    /// # Errors
    /// If their role does not cover it.
    pub(crate) fn needs(&self, right: Right) -> Result<(), Failure> {
        if self.has(right) {
            return Ok(());
        }
        Err(Failure::about(ErrorCode::NotAllowed, self.clerk_name().unwrap_or_default()))
    }

    /// Who gives an order's code out: who stands at the till, or whose PIN lets one more pass beyond what
    /// a clerk may within an hour. The journal says it of them, since they answer for it.
    ///
    /// # Errors
    /// As [`Face::authority`], where a PIN is given.
    pub(crate) async fn giver(
        &self,
        pin: Option<&str>,
        order: &OrderId,
    ) -> Result<Option<String>, Failure> {
        let Some(pin) = pin.filter(|pin| !pin.trim().is_empty()) else {
            return Ok(self.clerk_name());
        };
        Ok(self.authority(Right::GiveOut, Some(pin), Some(order)).await?.name())
    }

    /// Who does something that takes a right: whoever has it, or whoever is granted it for this one
    /// action by the PIN of somebody who has it. An approval is in the journal, with both names, before
    /// this answers.
    ///
    /// # Errors
    /// `approval_needed` where the right is missing and no PIN was given; what is wrong with the PIN;
    /// `not_allowed` if its owner does not have the right either.
    pub(crate) async fn authority(
        &self,
        right: Right,
        pin: Option<&str>,
        order: Option<&OrderId>,
    ) -> Result<Authority, Failure> {
        let Some(clerk) = self.clerk().filter(|clerk| !clerk.role.covers(right.least())) else {
            return Ok(Authority { clerk: self.clerk_name(), approver: None });
        };
        let Some(pin) = pin.filter(|pin| !pin.trim().is_empty()) else {
            let code = match right.least() {
                Role::Owner => ErrorCode::OwnerApprovalNeeded,
                Role::Manager | Role::Clerk => ErrorCode::ApprovalNeeded,
            };
            return Err(Failure::plain(code));
        };
        let approver = self.whose_pin(pin, None).await?;
        if !approver.role.covers(right.least()) {
            return Err(Failure::about(ErrorCode::NotAllowed, approver.name));
        }
        let approval = Approval { right, clerk: &clerk.name, approver: &approver.name, order };
        self.storage().note_approval(&approval, SystemClock.now()).await?;
        Ok(Authority { clerk: Some(clerk.name), approver: Some(approver.name) })
    }
}
