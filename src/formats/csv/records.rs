//! From text to cells, with the place of each.

use crate::formats::Syntax;
use std::ops::Range;

/// A cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    /// Where it stands, with its quotation marks.
    pub(super) span: Range<usize>,
    /// What it says.
    pub(super) value: String,
}

/// A line; cells in quotation marks may hold line breaks.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    /// Where it stands, without the line break behind it.
    pub(super) span: Range<usize>,
    pub(super) cells: Vec<Cell>,
}

impl Record {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.value.trim().is_empty())
    }

    /// The line break behind it; nothing at the end of a text.
    pub(super) fn line_end<'a>(&self, text: &'a str) -> &'a str {
        let rest = text.get(self.span.end..).unwrap_or_default();
        let found = ["\r\n", "\n", "\r"].into_iter().find(|end| rest.starts_with(end));
        found.and_then(|end| rest.get(..end.len())).unwrap_or_default()
    }
}

/// The lines of a text.
///
/// # Errors
/// The byte offset and the kind of the first fault.
pub(super) fn records(text: &str, delimiter: u8) -> Result<Vec<Record>, (usize, Syntax)> {
    let bytes = text.as_bytes();
    let mut at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut records = Vec::new();
    while at < bytes.len() {
        let start = at;
        let mut cells = Vec::new();
        loop {
            let cell = cell(text, at, delimiter)?;
            at = cell.span.end;
            cells.push(cell);
            match bytes.get(at) {
                Some(byte) if *byte == delimiter => at += 1,
                _ => break,
            }
        }
        let record = Record { span: start..at, cells };
        at += record.line_end(text).len();
        records.push(record);
    }
    Ok(records)
}

/// The cell that begins at a place.
fn cell(text: &str, at: usize, delimiter: u8) -> Result<Cell, (usize, Syntax)> {
    let bytes = text.as_bytes();
    let ends = |byte: u8| byte == delimiter || byte == b'\n' || byte == b'\r';
    if bytes.get(at) != Some(&b'"') {
        let rest = bytes.get(at..).unwrap_or_default();
        let end = at + rest.iter().position(|byte| ends(*byte)).unwrap_or(rest.len());
        let value = text.get(at..end).unwrap_or_default().to_owned();
        return Ok(Cell { span: at..end, value });
    }
    let (mut value, mut from) = (String::new(), at + 1);
    loop {
        let rest = bytes.get(from..).unwrap_or_default();
        let Some(mark) = rest.iter().position(|byte| *byte == b'"').map(|mark| from + mark) else {
            return Err((at, Syntax::EndsEarly));
        };
        value.push_str(text.get(from..mark).unwrap_or_default());
        match bytes.get(mark + 1) {
            Some(b'"') => {
                value.push('"');
                from = mark + 2;
            }
            Some(byte) if !ends(*byte) => {
                let found = text.get(mark + 1..).and_then(|rest| rest.chars().next()).unwrap_or_default();
                return Err((mark + 1, Syntax::Character(found)));
            }
            _ => return Ok(Cell { span: at..mark + 1, value }),
        }
    }
}
