//! Print jobs: written down before a byte leaves, ended with what became of them. A job whose process
//! died is ended as failed and told; nobody prints it again by itself.

use crate::{
    custody::{self, Giving},
    events::{self, More},
    open::{Storage, journal_error},
    print_copies::{next_copy, next_report_copy},
    print_turn::{InHand, TURN_LOOK, TURN_MAX},
    rows::word,
    sales::hand_over,
};
use domain::{
    custody::Way,
    ids::{OrderId, OwnerId},
    print_job::{PrintEvent, PrintState},
    time::Timestamp,
};
use engine::{
    ports::journal::{JournalError, Note},
    records::{EventKind, HandOver, OrderRecord},
};
use sqlx::SqliteConnection;

/// What a job prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintKind {
    /// A delivered order's slip; counted.
    Slip,
    /// Where an order stands.
    Note,
    /// A test print.
    Test,
    /// A reading of this shift.
    X(u32),
    /// This shift's report; counted.
    Z(u32),
}

/// A job to write down.
#[derive(Clone, Debug)]
pub struct NewPrintJob {
    /// On which printer.
    pub printer: String,
    /// What.
    pub kind: PrintKind,
    /// Of which order; none for a test.
    pub order: Option<OrderId>,
    /// Who asked for it.
    pub clerk: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A job that was written down. Whoever drops it without having ended it has left it lying: it ends as
/// failed when the next one is written down.
#[derive(Debug)]
pub struct QueuedPrint {
    /// Its number.
    pub id: i64,
    /// What its head says: 1 is the first slip, from 2 on it is a copy; 0 for what is not counted.
    /// Slips that may have come out although they failed count here.
    pub copy: u32,
    _in_hand: InHand,
}

/// What became of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintEnd {
    /// Every byte was taken; the printer said nothing.
    Taken,
    /// The printer says that it is done.
    Confirmed,
    /// It failed.
    Failed {
        /// What was the matter, as a stable word.
        trouble: &'static str,
        /// Whether some of it may be on paper.
        may_have_printed: bool,
    },
}

/// The word for a job whose process died.
pub const TILL_STOPPED: &str = "till-stopped";

impl NewPrintJob {
    /// The code it hands over, if it does.
    fn giving(&self) -> Option<Giving<'_>> {
        let order = self.order.as_ref().filter(|_| self.kind == PrintKind::Slip)?;
        let (clerk, at) = (self.clerk.as_deref(), self.at);
        Some(Giving { order: order.as_str(), way: Way::Print, clerk, at })
    }
}

impl PrintKind {
    /// The stable word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Slip => "slip",
            Self::Note => "note",
            Self::Test => "test",
            Self::X(_) | Self::Z(_) => "report",
        }
    }

    /// What a job prints, by how it is stored: a report is told by its shift, and a Z by its count.
    pub(crate) fn stored(text: &str, shift: Option<u32>, copy: u32) -> Option<Self> {
        match (text, shift) {
            (_, Some(shift)) if copy == 0 => Some(Self::X(shift)),
            (_, Some(shift)) => Some(Self::Z(shift)),
            ("slip", None) => Some(Self::Slip),
            ("note", None) => Some(Self::Note),
            ("test", None) => Some(Self::Test),
            (_, None) => None,
        }
    }

    /// The word it is stored with.
    fn word(self) -> &'static str {
        match self {
            Self::Slip => "slip",
            Self::Note | Self::X(_) | Self::Z(_) => "note",
            Self::Test => "test",
        }
    }
}

impl Storage {
    /// Writes a job down, with the number that its head says. One slip of an order, or of a Z, is under
    /// way at a time, over all processes: until it has ended, nobody knows whether it counts, and so
    /// the next one waits. `None` if it did not end in time; nothing is written then.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn queue_print(
        &self,
        job: &NewPrintJob,
    ) -> Result<Option<QueuedPrint>, JournalError> {
        for _ in 0..TURN_MAX.as_millis() / TURN_LOOK.as_millis() {
            // What dead processes left never ends by itself.
            self.end_dead_prints(job.at).await?;
            if let Some(queued) = self.try_queue_print(job).await? {
                return Ok(Some(queued));
            }
            tokio::time::sleep(TURN_LOOK).await;
        }
        Ok(None)
    }

    /// The number is taken in the transaction that writes the job, so no two jobs have the same.
    async fn try_queue_print(
        &self,
        job: &NewPrintJob,
    ) -> Result<Option<QueuedPrint>, JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        let order = job.order.as_ref().map(OrderId::as_str);
        let copy = match (job.kind, order) {
            (PrintKind::Slip, Some(order)) => next_copy(&mut tx, order).await?,
            (PrintKind::Z(shift), _) => next_report_copy(&mut tx, shift).await?,
            (PrintKind::Slip | PrintKind::Note | PrintKind::Test | PrintKind::X(_), _) => Some(0),
        };
        let Some(copy) = copy else { return Ok(None) };
        let giving = job.giving();
        let counted = match giving {
            Some(giving) => custody::count(&mut tx, giving, &self.uptime()).await?,
            None => None,
        };
        let shift = match job.kind {
            PrintKind::X(shift) | PrintKind::Z(shift) => Some(shift),
            PrintKind::Slip | PrintKind::Note | PrintKind::Test => None,
        };
        let id: i64 = sqlx::query_scalar(
            "insert into print_jobs (printer, kind, order_id, copy, state, clerk, queued_at, owner,
                 shift)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
        )
        .bind(&job.printer)
        .bind(job.kind.word())
        .bind(order)
        .bind(copy)
        .bind(PrintState::Queued.as_str())
        .bind(&job.clerk)
        .bind(job.at.0)
        .bind(self.owner().as_str())
        .bind(shift)
        .fetch_one(&mut *tx)
        .await
        .map_err(journal_error)?;
        // Before anybody can see it: what is not in hand is taken for left lying.
        let in_hand = self.printing.take(id);
        match giving {
            Some(giving) => self.settle_giving(tx, giving, counted).await?,
            None => tx.commit().await.map_err(journal_error)?,
        }
        Ok(Some(QueuedPrint { id, copy, _in_hand: in_hand }))
    }

    /// From here on a byte may leave; it is on disk before one does.
    ///
    /// # Errors
    /// If it cannot be written; nothing may leave then.
    pub async fn begin_print(&self, id: i64, at: Timestamp) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        advance(&mut tx, id, PrintEvent::Begun).await?;
        sqlx::query("update print_jobs set sent_at = ? where id = ?")
            .bind(at.0)
            .bind(id)
            .execute(&mut *tx)
            .await
            .map_err(journal_error)?;
        tx.commit().await.map_err(journal_error)
    }

    /// Ends the job of a slip, and counts and journals the hand-over with it. Answers how many copies
    /// there are now.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn end_slip(
        &self,
        id: i64,
        order: &OrderRecord,
        end: PrintEnd,
        outcome: &HandOver,
        note: &Note,
    ) -> Result<u32, JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        end_row(&mut tx, id, end, note.at).await?;
        let kind = if outcome.ok { EventKind::Print } else { EventKind::PrintFailed };
        let (vault, whose) = (self.vault_needed()?, (&order.id, order.sale_id.as_str()));
        let (copies, link) = hand_over(&mut tx, vault, whose, kind, outcome, note).await?;
        self.settle(tx, &link).await?;
        Ok(copies)
    }

    /// Ends the job of a note or a test, which hand nothing over.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn end_print(
        &self,
        id: i64,
        end: PrintEnd,
        at: Timestamp,
    ) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        end_row(&mut tx, id, end, at).await?;
        tx.commit().await.map_err(journal_error)
    }

    /// Ends the jobs that nobody carries any more, because their process died or gave up: what was
    /// never sent did not come out, what was may have. Each is told in its order's history.
    ///
    /// # Errors
    /// If they cannot be read or written.
    pub async fn end_dead_prints(&self, at: Timestamp) -> Result<(), JournalError> {
        let query = "select distinct owner from print_jobs where ended_at is null";
        let owning = self.owners(query).await?;
        let mine = owning.contains(self.owner()).then(|| self.owner().clone());
        for owner in self.dead_among(owning, self.owner()).into_iter().chain(mine) {
            self.end_prints_of(&owner, at).await?;
        }
        Ok(())
    }

    async fn end_prints_of(&self, owner: &OwnerId, at: Timestamp) -> Result<(), JournalError> {
        let mut tx = self.writer.begin_with("begin immediate").await.map_err(journal_error)?;
        type Left = (i64, String, Option<String>, String, Option<String>);
        let left: Vec<Left> = sqlx::query_as(
            "select id, state, order_id, printer, clerk from print_jobs
             where owner = ? and ended_at is null order by id",
        )
        .bind(owner.as_str())
        .fetch_all(&mut *tx)
        .await
        .map_err(journal_error)?;
        let mut link = None;
        let is_carried = |id| owner == self.owner() && self.printing.has(id);
        for (id, state, order, printer, clerk) in left.into_iter().filter(|it| !is_carried(it.0)) {
            let may_have_printed = state == PrintState::Sent.as_str();
            let end = PrintEnd::Failed { trouble: TILL_STOPPED, may_have_printed };
            end_row(&mut tx, id, end, at).await?;
            if let Some(order) = order {
                let detail = Some(format!("{printer}: {TILL_STOPPED}"));
                let (order, note) = (OrderId::new(order), Note { at, clerk, detail });
                let (vault, kind) = (self.vault_needed()?, EventKind::PrintFailed);
                let more = More::default();
                link = Some(events::add(&mut tx, vault, &order, kind, &note, more).await?);
            }
        }
        match link {
            Some(link) => self.settle(tx, &link).await,
            None => tx.commit().await.map_err(journal_error),
        }
    }
}

/// Moves a job on; a step that cannot be is a fault of this program, and nothing is written.
async fn advance(
    connection: &mut SqliteConnection,
    id: i64,
    event: PrintEvent,
) -> Result<(), JournalError> {
    let now: String = sqlx::query_scalar("select state from print_jobs where id = ?")
        .bind(id)
        .fetch_one(&mut *connection)
        .await
        .map_err(journal_error)?;
    let state = word("print job", &now, PrintState::from_word)?;
    let next = state.apply(event).ok_or(JournalError::Conflict)?;
    sqlx::query("update print_jobs set state = ? where id = ?")
        .bind(next.as_str())
        .bind(id)
        .execute(connection)
        .await
        .map_err(journal_error)?;
    Ok(())
}

async fn end_row(
    connection: &mut SqliteConnection,
    id: i64,
    end: PrintEnd,
    at: Timestamp,
) -> Result<(), JournalError> {
    let (event, trouble, may_have_printed) = match end {
        PrintEnd::Taken => (PrintEvent::Taken, None, false),
        PrintEnd::Confirmed => (PrintEvent::Confirmed, None, false),
        PrintEnd::Failed { trouble, may_have_printed } => {
            (PrintEvent::Failed, Some(trouble), may_have_printed)
        }
    };
    advance(connection, id, event).await?;
    sqlx::query(
        "update print_jobs set trouble = ?, may_have_printed = ?, ended_at = ? where id = ?",
    )
    .bind(trouble)
    .bind(may_have_printed)
    .bind(at.0)
    .bind(id)
    .execute(connection)
    .await
    .map_err(journal_error)?;
    Ok(())
}

#[cfg(test)]
#[path = "print_jobs_tests.rs"]
pub(crate) mod tests;
