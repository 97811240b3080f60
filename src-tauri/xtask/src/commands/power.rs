//! `cargo xtask power`: the power cut at hundreds of moments of recorded sales. The ordinary tests cut at
//! some of them.

use anyhow::Result;

use super::kill::campaign;

/// Runs the whole campaign, its control experiment included.
pub fn power() -> Result<()> {
    campaign("power::whole_campaign")
}
