//! `sekimori convert`: one filter of a file in another format.
//!
//! What is written is read again and compared with what was read: only a text that says the same is given out. It goes to
//! standard output or to a new file, whose name tells the format where `--to` does not. Standard error says what was done,
//! what has no place in the new format, and how many errors the filter has for the server that the options describe. The
//! exit code is 0, or 2 if nothing was written.

use super::arguments::Conversion;
use super::input::{Chosen, choose_as};
use super::output::write;
use super::progress::analysing;
use super::streams::{UNUSABLE, complain};
use crate::analysis::difference;
use crate::filter::Filter;
use crate::formats::{Document, Format, KNOWN, PLAIN};
use crate::lang::Lang;
use crate::language::{self, commands};
use crate::profile::Profile;
use crate::report::{Report, Severity};
use crate::text::visible;
use std::path::Path;
use std::process::ExitCode;

/// Reads, converts, proves, writes, and tells what was done.
pub(super) fn run(conversion: &Conversion, output: Option<&Path>, profile: &Profile, lang: Lang) -> ExitCode {
    let Conversion { filter, from, to } = conversion;
    let Some(chosen) = choose_as(filter, *from, lang) else { return ExitCode::from(UNUSABLE) };
    let output = output.filter(|path| path.as_os_str() != "-");
    let written = target(*to, output, chosen.file.document.format(), lang)
        .and_then(|to| Ok((to, converted(&chosen, to, lang)?)))
        .map_err(|why| format!("{}: {why}", chosen.file.name))
        .and_then(|(to, (text, after))| {
            write((&text, to), &filter.input, &chosen, output, lang)?;
            Ok((to, after))
        });
    match written {
        Ok((to, after)) => {
            tell(&chosen, to, &after, profile, lang);
            ExitCode::SUCCESS
        }
        Err(why) => {
            complain(&why);
            ExitCode::from(UNUSABLE)
        }
    }
}

/// The format to write: the one that was said, else the one that the name of the output tells, else the plain one.
fn target(
    said: Option<&'static dyn Format>,
    output: Option<&Path>,
    own: &'static dyn Format,
    lang: Lang,
) -> Result<&'static dyn Format, String> {
    let (None, Some(output)) = (said, output) else { return Ok(said.unwrap_or(PLAIN)) };
    let ends_so = KNOWN.by_name(&output.to_string_lossy());
    let possible: Vec<_> = KNOWN.writable().filter(|format| ends_so.contains(format)).collect();
    let ids = |formats: &[&'static dyn Format]| language::list(formats.iter().map(|format| format.id()), lang);
    match possible.as_slice() {
        [] => Err(commands::no_format_named(&ids(&KNOWN.writable().collect::<Vec<_>>()), lang)),
        [only] => Ok(*only),
        several if several.contains(&own) => Ok(own),
        several => several
            .iter()
            .copied()
            .find(|format| *format == PLAIN as &dyn Format)
            .ok_or_else(|| commands::several_formats_named(&ids(several), lang)),
    }
}

/// The text of a file of another format, and its filter, if that is proved to do the same.
fn converted(chosen: &Chosen, to: &'static dyn Format, lang: Lang) -> Result<(String, Filter), String> {
    let (document, index) = chosen.file.document.converted(chosen.index, to, lang);
    let text = document.write(index, &chosen.filter).map_err(|why| language::unwritable(&why, lang))?;
    let read = Document::read_as(to, &text).ok();
    let after = read.and_then(|document| document.filters().get(index).cloned());
    let same =
        |after: &Filter| after.rules.len() == chosen.filter.rules.len() && difference(&chosen.filter, after).is_empty();
    let after = analysing(chosen.filter.rules.len(), lang, || after.filter(same));
    Ok((text, after.ok_or_else(|| commands::unproved(lang).to_owned())?))
}

/// Says what was done, what has no place any more, and what is wrong with the filter for this server.
fn tell(chosen: &Chosen, to: &'static dyn Format, after: &Filter, profile: &Profile, lang: Lang) {
    let (file, before) = (&chosen.file, &chosen.filter);
    let from = file.document.format().id();
    complain(&commands::converted(&file.name, after.rules.len(), from, to.id(), lang));
    for (old, new) in [(&before.name, &after.name), (&before.description, &after.description)] {
        if old != new && !old.is_empty() {
            complain(&commands::without_place(to.id(), &visible(old), lang));
        }
    }
    let loss = file.document.loses(chosen.index, to, lang);
    for key in loss.into_iter().flat_map(|loss| loss.keys) {
        complain(&commands::without_place(to.id(), &visible(&key), lang));
    }
    let report = analysing(after.rules.len(), lang, || Report::proved(after, profile));
    let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if errors > 0 {
        complain(&commands::errors_left(errors, lang));
    }
}
