//! `sekimori repair`: everything repaired that has a proved repair, in the format of the file.
//!
//! What is written is read again and compared with what was proved. It goes to standard output, to a new file, or over
//! the file itself; a file in which nothing was to be repaired is written as it was read, and not written over. What was
//! done goes to standard error, or, where nothing is written (`--dry-run`), to standard output. The exit code is 0 if no
//! error is left, 1 if one is, and 2 if nothing could be written.

mod done;
mod json;
mod text;

use super::arguments::{Choice, InputFile, OutputFormat};
use super::input::{Chosen, choose};
use super::output::{is_same_file, rewritten, write};
use super::progress::analysing;
use super::streams::{UNUSABLE, complain, print};
use crate::analysis::{CancelToken, difference};
use crate::filter::Filter;
use crate::formats::Writes;
use crate::lang::Lang;
use crate::language::commands;
use crate::output;
use crate::profile::Profile;
use crate::report::{Repaired, repair_all};
use done::Done;
use std::path::Path;
use std::process::ExitCode;

/// Repairs, proves, writes, and tells what was done.
pub(super) fn run(
    choice: &Choice,
    output: Option<&Path>,
    dry_run: bool,
    format: OutputFormat,
    profile: &Profile,
    lang: Lang,
) -> ExitCode {
    let Some(chosen) = choose(choice, lang) else { return ExitCode::from(UNUSABLE) };
    let repaired = analysing(chosen.filter.rules.len(), lang, || repaired(&chosen, profile, dry_run, lang));
    let (text, repaired) = match repaired {
        Ok(repaired) => repaired,
        Err(why) => {
            complain(&format!("{}: {why}", chosen.file.name));
            return ExitCode::from(UNUSABLE);
        }
    };
    let path = path(&choice.input);
    let done = Done { chosen: &chosen, path: path.as_deref(), profile, repaired: &repaired };
    let told = match format {
        OutputFormat::Text => text::write(&done, lang),
        OutputFormat::Json => json::write(&done, lang),
    };
    let stays = repaired.edit.is_none() && output.is_some_and(|output| is_itself(&choice.input, output));
    let written = match (dry_run, stays) {
        (true, _) => print(&told, format.form()).map_err(|error| commands::unwritten(&error, lang)),
        (false, true) => Ok(()),
        (false, false) => write((&text, chosen.file.document.format()), &choice.input, &chosen, output, lang),
    };
    if let Err(why) = written {
        complain(&why);
        return ExitCode::from(UNUSABLE);
    }
    if !dry_run {
        output::err(&told, format.form());
    }
    ExitCode::from(u8::from(repaired.has_errors()))
}

fn path(input: &InputFile) -> Option<String> {
    match input {
        InputFile::Stdin => None,
        InputFile::File(path) => Some(path.to_string_lossy().into_owned()),
    }
}

fn is_itself(input: &InputFile, output: &Path) -> bool {
    matches!(input, InputFile::File(file) if is_same_file(file, output))
}

/// The text of the file with the repaired filter in it, if that text says what was proved. Of what is only looked at,
/// nothing needs to be said in a text.
fn repaired(chosen: &Chosen, profile: &Profile, dry_run: bool, lang: Lang) -> Result<(String, Repaired), String> {
    let unrepaired = || commands::unrepaired(lang).to_owned();
    let repaired = repair_all(&chosen.filter, profile, &CancelToken::default()).ok_or_else(unrepaired)?;
    let is_only_read = chosen.file.document.format().writes() == Writes::Nothing;
    if repaired.edit.is_none() || (dry_run && is_only_read) {
        return Ok((chosen.file.contents.text.clone(), repaired));
    }
    let (text, written) = rewritten(chosen, &repaired.filter, lang)?;
    let same = |written: &Filter| {
        written.rules.len() == repaired.filter.rules.len() && difference(&repaired.filter, written).is_empty()
    };
    written.filter(same).ok_or_else(unrepaired)?;
    Ok((text, repaired))
}
