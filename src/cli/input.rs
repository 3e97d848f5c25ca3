//! What a command reads: filters from files and from standard input.

use super::arguments::{Choice, InputFile};
use super::streams::complain;
use crate::filter::Filter;
use crate::formats::Document;
use crate::lang::Lang;
use crate::language::{self, commands};
use crate::store::{self, Contents};
use crate::text::visible;
use std::io;

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

/// Reads a file, or says on standard error every reason why that was not possible.
pub(super) fn open(input: &InputFile, lang: Lang) -> Option<OpenedInput> {
    let name = name(input, lang);
    let contents = match input {
        InputFile::Stdin => store::read_from(io::stdin().lock()),
        InputFile::File(path) => store::read(path),
    };
    let contents = contents.map_err(|error| vec![language::read_error(&error, lang)]);
    let opened = contents.and_then(|contents| match Document::read(&contents.text) {
        Ok(document) => Ok(OpenedInput { name: name.clone(), contents, document }),
        Err(problems) => Err(problems.iter().map(|problem| language::problem(problem, lang)).collect()),
    });
    opened.map_err(|why| why.iter().for_each(|problem| complain(&format!("{name}: {problem}")))).ok()
}

/// Reads the filter that is meant, or says on standard error why there is none.
pub(super) fn choose(choice: &Choice, lang: Lang) -> Option<Chosen> {
    let file = open(&choice.input, lang)?;
    let filters = file.document.filters();
    let index = match (choice.number, filters.len()) {
        (None, 1) => Some(0),
        (number, count) => number.filter(|number| *number <= count).map(|number| number - 1),
    };
    let chosen = index.and_then(|index| filters.get(index).cloned().map(|filter| (index, filter)));
    if chosen.is_none() {
        complain(&format!("{}: {}", file.name, commands::which_filter(filters.len(), lang)));
    }
    let (index, filter) = chosen?;
    Some(Chosen { file, index, filter })
}
