//! The command line: the till without a window, for scripts, installers and support. Thin: each
//! command reads its arguments, asks the engine, and says what came of it.

mod access;
mod args;
mod attention;
mod backup;
mod card;
mod catalog;
mod check;
mod customer;
mod debt;
mod dispute;
mod doctor;
mod drawer;
mod export;
mod orders;
mod output;
mod prices;
mod print;
mod progress_line;
mod provision;
mod recover;
mod refund;
mod refunds;
mod report;
mod resolve;
mod sell;
mod shift;
mod simulate;
mod sms;
mod stock;
mod taxes;
mod verify;
mod wallet;

use crate::{
    error::{ErrorCode, Exit, Failure},
    session::{self, FIRST_LANGUAGE, Session},
    window,
    words::{Isolation, Words},
};
use args::{Cli, Command};
pub(crate) use backup::unread;
use clap::Parser as _;
pub(crate) use doctor::{Finding, findings};
use domain::clerk::{Clerk, Right, Role};
pub(crate) use export::Place;
use output::Output;
use std::{ffi::OsString, path::PathBuf, process::ExitCode};
use storage::Storage;
pub(crate) use wallet::signed_amount;

/// Runs one call of the program.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    keep_files_private();
    let arguments: Vec<OsString> = arguments.collect();
    let json = arguments.iter().any(|argument| argument == "--json");
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, json),
    };
    let Some(command) = cli.command else {
        return window(cli.data_dir, json);
    };
    let runtime =
        match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return fail(&Failure::about(ErrorCode::InternalFault, error), json),
        };
    let mut output = Output::new(json);
    let ended = runtime.block_on(dispatch(command, cli.data_dir, cli.clerk, &mut output));
    // Whatever is still in the air dies with the process; its order is then found and looked up.
    runtime.shutdown_background();
    let exit = ended.unwrap_or_else(|failure| {
        output.failure(&failure);
        failure.code.exit()
    });
    ExitCode::from(exit as u8)
}

async fn dispatch(
    command: Command,
    data_dir: Option<PathBuf>,
    clerk: Option<String>,
    output: &mut Output,
) -> Result<Exit, Failure> {
    if let Command::Simulate(args) = command {
        return simulate::run(args, output).await;
    }
    let data_dir = data_dir_or_default(data_dir)?;
    // Where nothing is, there are no clerks to ask, and nothing may be made before it is restored.
    if let Command::Restore { file, look } = &command {
        return match look {
            true => backup::look_into(&data_dir, file, output).await,
            false => backup::restore(&data_dir, file, output).await,
        };
    }
    if let Command::Provision { file } = &command {
        provision::judge_first(&data_dir, file).await?;
    }
    let storage = session::open_storage(&data_dir).await?;
    let ended = serve(command, storage.clone(), clerk, output).await;
    // Last of all, so that nobody waits for it: what it cannot keep, the next call keeps.
    if let Err(error) = storage.keep_anchor().await {
        tracing::warn!(%error, "the journal's head was not kept");
    }
    ended
}

/// Carries a command out on an open data dir.
async fn serve(
    command: Command,
    storage: Storage,
    clerk: Option<String>,
    output: &mut Output,
) -> Result<Exit, Failure> {
    let needed = command.needs();
    if let Some(shop) = storage.shop().await? {
        output.speak(shop.language);
    }
    let clerk = access::admit(&storage, clerk.as_deref(), needed).await?;
    if let Command::Provision { file } = command {
        return provision::run(&storage, &file, output).await;
    }
    // Judged before anything is made of what the database says.
    if let Command::Verify { slip } = command {
        return verify::run(&storage, slip, output).await;
    }
    if let Command::Backup { out } = &command {
        return match out {
            Some(out) => backup::back_up(&storage, out, clerk.as_ref(), output).await,
            None => backup::to_folder(&storage, clerk.as_ref(), output).await,
        };
    }
    let session = session::open(storage).await?;
    let call = Call { session, clerk, words: output.words().clone() };
    match command {
        Command::Catalog { command } => catalog::run(&call, command, output).await,
        Command::Wallet(args) => wallet::run(&call, &args, output).await,
        Command::Prices(args) => prices::run(&call, *args, output).await,
        Command::Check(line) => check::run(&call, &line, output).await,
        Command::Sell(args) => sell::run(&call, args, output).await,
        Command::Orders(args) => orders::list(&call, args, output).await,
        Command::Order { id, reveal } => orders::one(&call, &id, reveal, output).await,
        Command::Recover { wait } => recover::run(&call, wait, output).await,
        Command::Attention { command } => attention::run(&call, command, output).await,
        Command::Resolve(args) => resolve::run(&call, args, output).await,
        Command::Refund(args) => refund::run(&call, args, output).await,
        Command::Refunds { command } => refunds::run(&call, command, output).await,
        Command::Taxes { command } => taxes::run(&call, command, output).await,
        Command::Dispute(args) => dispute::run(&call, &args, output).await,
        Command::Print(args) => print::run(&call, &args, output).await,
        Command::Drawer { printer, reason } => {
            drawer::run(&call, printer.as_deref(), reason.as_deref(), output).await
        }
        Command::Sms { id, to } => sms::run(&call, &id, &to, output).await,
        Command::Customer { command } => customer::run(&call, command, output).await,
        Command::Debt { command } => debt::run(&call, command, output).await,
        Command::Shift { command } => shift::run(&call, command, output).await,
        Command::Stock { command } => stock::run(&call, command, output).await,
        Command::Export(args) => export::run(&call, args, output).await,
        Command::Report(args) => report::run(&call, args, output).await,
        Command::Doctor { bundle } => doctor::run(&call, bundle.as_deref(), output).await,
        // Answered above, before a till is opened.
        command @ (Command::Provision { .. }
        | Command::Simulate(_)
        | Command::Backup { .. }
        | Command::Restore { .. }
        | Command::Verify { .. }) => Err(Failure::about(ErrorCode::NotBuiltYet, command.name())),
    }
}

/// Whatever this process writes (database, logs, slips with codes) is readable by its owner alone.
#[cfg(unix)]
fn keep_files_private() {
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}

/// On Windows the profile folder's own rights say so.
#[cfg(not(unix))]
fn keep_files_private() {}

/// What a command works with.
struct Call {
    session: Session,
    clerk: Option<Clerk>,
    words: Words,
}

impl Call {
    fn clerk_name(&self) -> Option<String> {
        self.clerk.as_ref().map(|clerk| clerk.name.clone())
    }
}

fn window(data_dir: Option<PathBuf>, json: bool) -> ExitCode {
    let opened = data_dir_or_default(data_dir).and_then(|data_dir| window::open(&data_dir));
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => fail(&failure, json),
    }
}

fn fail(failure: &Failure, json: bool) -> ExitCode {
    Output::new(json).failure(failure);
    ExitCode::from(failure.code.exit() as u8)
}

fn usage(error: &clap::Error, json: bool) -> ExitCode {
    if !error.use_stderr() {
        output::plain(&error.render().to_string());
        return ExitCode::SUCCESS;
    }
    if json {
        let words = what_is_wrong(&error.render().to_string());
        return fail(&Failure::about(ErrorCode::BadUsage, words), true);
    }
    output::plain_error(&error.render().ansi().to_string());
    ExitCode::from(Exit::BadInput as u8)
}

/// What is wrong with a command line, in one sentence: what is missing or possible stands on lines of its
/// own, up to the first blank one.
fn what_is_wrong(rendered: &str) -> String {
    let text = rendered.strip_prefix("error: ").unwrap_or(rendered);
    let mut lines = text.lines().map(str::trim).take_while(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default().to_owned();
    let rest = lines.collect::<Vec<_>>().join(", ");
    if rest.is_empty() { first } else { format!("{first} {rest}") }
}

/// The folder asked for, or the platform's local app-data folder.
fn data_dir_or_default(asked: Option<PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(asked) = asked {
        return Ok(asked);
    }
    let variable =
        |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        variable("XDG_DATA_HOME").or_else(|| variable("HOME").map(|home| home.join(".local/share")))
    };
    let nowhere = || Failure::about(ErrorCode::DataDirUnusable, "no home folder");
    base.map(|base| base.join("raseed")).ok_or_else(nowhere)
}

impl Command {
    /// The least role that may run it (contract §1).
    fn needs(&self) -> Role {
        match self {
            Command::Catalog { command: args::CatalogCommand::List { .. } }
            | Command::Check(_)
            | Command::Sell(_)
            | Command::Orders(_)
            | Command::Order { .. }
            | Command::Print(args::Print { z: None, .. })
            | Command::Sms { .. }
            | Command::Recover { .. }
            | Command::Simulate(_) => Role::Clerk,
            // Handing a code over is every clerk's work, and so is saying how; the rest decides.
            Command::Attention { command } => match command {
                args::AttentionCommand::List | args::AttentionCommand::Texted(_) => Role::Clerk,
                args::AttentionCommand::Seen { .. } | args::AttentionCommand::Candidate(_) => {
                    Right::Decide.least()
                }
            },
            Command::Wallet(args) if args.is_look() => Role::Clerk,
            Command::Shift { command } => match command {
                args::ShiftCommand::Report { send: true, .. } => Role::Owner,
                args::ShiftCommand::Close { .. }
                | args::ShiftCommand::Report { send: false, .. }
                | args::ShiftCommand::PayOut(_)
                | args::ShiftCommand::List { .. } => Role::Manager,
                args::ShiftCommand::Open { .. }
                | args::ShiftCommand::X { .. }
                | args::ShiftCommand::PayIn(_) => Role::Clerk,
            },
            Command::Debt { command } => match command {
                args::DebtCommand::List
                | args::DebtCommand::Show { .. }
                | args::DebtCommand::Repay { .. } => Role::Clerk,
                args::DebtCommand::Add { .. } | args::DebtCommand::Limit { .. } => {
                    Right::KeepDebtors.least()
                }
                args::DebtCommand::Forgive { .. } => Right::ForgiveDebt.least(),
            },
            Command::Taxes { command } => match command {
                args::TaxesCommand::List => Role::Manager,
                args::TaxesCommand::Set { .. }
                | args::TaxesCommand::Remove { .. }
                | args::TaxesCommand::Identity { .. } => Role::Owner,
            },
            Command::Refunds { command } => match command {
                args::RefundsCommand::List => Role::Manager,
                args::RefundsCommand::Set(_) | args::RefundsCommand::Remove { .. } => Role::Owner,
            },
            Command::Stock { command: args::StockCommand::List }
            | Command::Catalog { command: args::CatalogCommand::Sync { .. } }
            | Command::Resolve(_)
            | Command::Refund(_)
            | Command::Dispute(_)
            | Command::Drawer { .. }
            | Command::Print(_)
            | Command::Export(_)
            | Command::Report(_)
            | Command::Wallet(_)
            | Command::Prices(_)
            | Command::Doctor { .. }
            | Command::Verify { .. } => Role::Manager,
            Command::Provision { .. }
            | Command::Stock { .. }
            | Command::Backup { .. }
            | Command::Restore { .. }
            | Command::Customer { .. } => Role::Owner,
        }
    }
}

/// Words without direction marks: a terminal and a script show them as junk.
pub(crate) fn terminal_words(language: domain::shop::Language) -> Words {
    Words::of(language, Isolation::Off)
}

/// The words before a shop is known.
pub(crate) fn first_words() -> Words {
    terminal_words(FIRST_LANGUAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usage_error_says_in_one_sentence_what_is_missing() {
        let said = |line: &str| {
            let error = Cli::try_parse_from(line.split(' ')).expect_err("it is wrong");
            what_is_wrong(&error.render().to_string())
        };
        let missing = said("raseed debt repay");
        assert!(missing.contains("--amount <DEC>, <DEBTOR>"), "{missing}");
        assert!(!missing.contains('\n') && !missing.contains("Usage"), "{missing}");
        let one_of = said("raseed export --what money --format csv --out x");
        assert!(one_of.contains("'money'") && one_of.contains("[possible values"), "{one_of}");
        assert!(said("raseed sel").starts_with("unrecognized subcommand 'sel'"));
    }
}
