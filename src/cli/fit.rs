//! `sekimori fit`: a smaller filter that does the same, in the format of the file.
//!
//! What is written is read again and compared with what was read: only a text that is proved to do the same is given
//! out. It goes to standard output, or to a file: to a new one, or, if it is named, to the one that was read. Another
//! file that exists already is not overwritten. Standard error says what was done. The exit code is 0, or 2 if nothing
//! was written.

use super::arguments::Choice;
use super::input::{Chosen, choose};
use super::output::{rewritten, write};
use super::progress::analysing;
use super::streams::{UNUSABLE, complain};
use crate::analysis::{difference, fit, readings};
use crate::filter::Filter;
use crate::lang::Lang;
use crate::language::commands;
use std::path::Path;
use std::process::ExitCode;

/// Fits, proves, writes.
pub(super) fn run(choice: &Choice, output: Option<&Path>, lang: Lang) -> ExitCode {
    let Some(chosen) = choose(choice, lang) else { return ExitCode::from(UNUSABLE) };
    let fitted = analysing(chosen.filter.rules.len(), lang, || fitted(&chosen, lang));
    let (text, after) = match fitted {
        Ok(fitted) => fitted,
        Err(why) => {
            complain(&format!("{}: {why}", chosen.file.name));
            return ExitCode::from(UNUSABLE);
        }
    };
    match write((&text, chosen.file.document.format()), &choice.input, &chosen, output, lang) {
        Ok(()) => {
            let [before, after] = [&chosen.filter, &after].map(|filter| filter.rules.len());
            complain(&commands::fitted(&chosen.file.name, before, after, readings(&chosen.filter).len(), lang));
            ExitCode::SUCCESS
        }
        Err(why) => {
            complain(&why);
            ExitCode::from(UNUSABLE)
        }
    }
}

/// The text of the file with the fitted filter in it, and the filter as that text says it, if it is proved to do the same.
fn fitted(chosen: &Chosen, lang: Lang) -> Result<(String, Filter), String> {
    let small = fit(&chosen.filter).filter;
    let (text, written) = rewritten(chosen, &small, lang)?;
    let proved = |written: &Filter| {
        difference(&chosen.filter, written).is_empty() && written.rules.len() <= chosen.filter.rules.len()
    };
    let written = written.filter(proved).ok_or_else(|| commands::unproved(lang).to_owned())?;
    Ok((text, written))
}
