//! What a command reads: filters from files and from standard input.

use super::arguments::{Choice, InputFile};
use super::streams::complain;
use crate::filter::Filter;
use crate::formats::{Document, Format, KNOWN, Problem};
use crate::lang::Lang;
use crate::language::{self, commands};
use crate::store::{self, Contents};
use crate::text::visible;
use std::io;
use std::path::Path;

/// A file that was understood.
pub(super) struct OpenedInput {
    /// What messages call it.
    pub(super) name: String,
    pub(super) contents: Contents,
    pub(super) document: Document,
}

/// One filter of a file.
pub(super) struct Chosen {
    pub(super) file: OpenedInput,
    /// Its place in the file, from 0.
    pub(super) index: usize,
    pub(super) filter: Filter,
}

/// What messages call the input.
pub(super) fn name(input: &InputFile, lang: Lang) -> String {
    match input {
        InputFile::Stdin => commands::stdin(lang).to_owned(),
        InputFile::File(path) => visible(&path.to_string_lossy()),
    }
}

/// The file as it was given; nothing for standard input.
pub(super) fn path(input: &InputFile) -> Option<&Path> {
    match input {
        InputFile::Stdin => None,
        InputFile::File(path) => Some(path),
    }
}

/// Why a file is no filter.
pub(super) struct Unusable {
    /// The line, from 1, where one is to blame.
    pub(super) line: Option<usize>,
    pub(super) why: String,
}

/// Reads a file, or says on standard error every reason why that was not possible.
fn open(input: &InputFile, format: Option<&'static dyn Format>, lang: Lang) -> Option<OpenedInput> {
    read(input, format, lang).map_err(|reasons| complain_about(input, &reasons, lang)).ok()
}

/// Says on standard error why a file cannot be used.
pub(super) fn complain_about(input: &InputFile, reasons: &[Unusable], lang: Lang) {
    let name = name(input, lang);
    reasons.iter().for_each(|reason| complain(&format!("{name}: {}", reason.why)));
}

/// Reads a file: of a format, if there is one to go by, else of what its text and its name tell.
///
/// # Errors
/// Every reason why that was not possible.
pub(super) fn read(
    input: &InputFile,
    format: Option<&'static dyn Format>,
    lang: Lang,
) -> Result<OpenedInput, Vec<Unusable>> {
    let name = name(input, lang);
    let contents = match input {
        InputFile::Stdin => store::read_from(io::stdin().lock()),
        InputFile::File(path) => store::read_any(path),
    };
    let contents = contents.map_err(|error| vec![Unusable { line: None, why: language::read_error(&error, lang) }])?;
    let unusable =
        |problem: &Problem| Unusable { line: Some(problem.place.line), why: language::problem(problem, lang) };
    let document = match format {
        Some(format) => Document::read_as(format, &contents.text),
        None => Document::read_named(&contents.text, &name),
    };
    match document {
        Ok(document) => Ok(OpenedInput { name, contents, document }),
        Err(problems) => Err(problems.iter().map(unusable).collect()),
    }
}

/// Says on standard error what a person should know about a filter before trusting it.
pub(super) fn tell_remarks(file: &OpenedInput, index: usize, lang: Lang) {
    for remark in file.document.remarks(index) {
        complain(&format!("{}: {}", file.name, language::remark(remark, lang)));
    }
}

/// The files that are meant: a directory stands for the configurations in it that have filters.
pub(super) fn expanded(input: &InputFile) -> Vec<InputFile> {
    let InputFile::File(path) = input else { return vec![input.clone()] };
    let files = store::files_in(path).into_iter().filter(|path| path.extension().is_some_and(|end| end == "tf"));
    let has_filter = |path: &std::path::PathBuf| {
        let text = store::read(path).map(|contents| contents.text);
        // What cannot be read is said.
        text.map_or(true, |text| KNOWN.is_file(&text))
    };
    let files: Vec<InputFile> = files.filter(has_filter).map(InputFile::File).collect();
    if files.is_empty() { vec![input.clone()] } else { files }
}

/// Reads the filter that is meant, or says on standard error why there is none.
pub(super) fn choose(choice: &Choice, lang: Lang) -> Option<Chosen> {
    choose_as(choice, None, lang)
}

/// The same of a file of a format.
pub(super) fn choose_as(choice: &Choice, format: Option<&'static dyn Format>, lang: Lang) -> Option<Chosen> {
    let inputs = expanded(&choice.input);
    let [input] = inputs.as_slice() else {
        let names: Vec<String> = inputs.iter().map(|input| name(input, lang)).collect();
        complain(&format!("{}: {}", name(&choice.input, lang), commands::which_file(&names.join(", "), lang)));
        return None;
    };
    let file = open(input, format, lang)?;
    let filters = file.document.filters();
    let index = match (choice.number, filters.len()) {
        (None, 1) => Some(0),
        (number, count) => number.filter(|number| *number <= count).map(|number| number - 1),
    };
    let chosen = index.and_then(|index| filters.get(index).cloned().map(|filter| (index, filter)));
    if chosen.is_none() {
        let why = match filters.len() {
            1 => commands::only_filter(lang).to_owned(),
            count => commands::which_filter(count, lang),
        };
        complain(&format!("{}: {why}", file.name));
    }
    let (index, filter) = chosen?;
    tell_remarks(&file, index, lang);
    Some(Chosen { file, index, filter })
}
