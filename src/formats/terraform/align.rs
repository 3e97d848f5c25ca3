//! The alignment of `terraform fmt`, for the arguments of one rule.

use super::item::{Piece, configuration};
use super::parts::Part;
use crate::formats::splice::replaced;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// One argument on a line of its own.
struct Line<'t> {
    number: usize,
    /// The name as it stands there, quotation marks and all.
    name: &'t str,
    /// What stands between the name and the value.
    sign: Range<usize>,
    /// The value with a comma behind it.
    value: &'t str,
    /// The blanks before a comment behind the value.
    gap: Option<Range<usize>>,
}

/// The new text of a rule, aligned if the old one was.
pub(super) fn kept(old: &str, new: String) -> String {
    if align(old).as_deref() == Some(old) { align(&new).unwrap_or(new) } else { new }
}

/// The text of a rule with its arguments aligned; none if it is no rule.
fn align(text: &str) -> Option<String> {
    let (body, shift) = configuration(text)?;
    let piece = Piece::of(&body, shift)?;
    let lines: Vec<Line<'_>> = piece.parts.iter().filter_map(|part| line(text, part)).collect();
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    for group in lines.chunk_by(|upper, lower| upper.number + 1 == lower.number) {
        let width = group.iter().map(|line| columns(line.name)).max().unwrap_or_default();
        for line in group {
            changes.push((line.sign.clone(), format!("{} = ", blanks(width - columns(line.name)))));
        }
        for commented in group.chunk_by(|upper, lower| upper.gap.is_some() == lower.gap.is_some()) {
            let longest = commented.iter().map(|line| columns(line.value)).max().unwrap_or_default();
            for line in commented {
                let new = blanks(longest - columns(line.value) + 1);
                changes.extend(line.gap.clone().map(|gap| (gap, new)));
            }
        }
    }
    Some(replaced(text, changes))
}

fn line<'t>(text: &'t str, part: &Part<'_>) -> Option<Line<'t>> {
    let start = text.get(..part.at)?.rfind('\n').map_or(0, |end| end + 1);
    let head = text.get(part.at..part.span.start)?;
    let name = head.split('=').next().filter(|name| name.len() < head.len())?.trim_end();
    let is_alone = text.get(start..part.at)?.trim().is_empty() && start > 0;
    let value = text.get(part.span.clone())?;
    if !is_alone || value.contains('\n') || head.contains('\n') {
        return None;
    }
    let rest = text.get(part.span.end..)?.split('\n').next()?;
    let comma = if rest.starts_with(',') { 1 } else { 0 };
    let behind = rest.get(comma..)?;
    let words = behind.trim_start();
    let end = part.span.end + comma;
    let gap = words.starts_with(['#', '/']).then(|| end..end + behind.len() - words.len());
    Some(Line {
        number: text.get(..part.at)?.matches('\n').count(),
        name,
        sign: part.at + name.len()..part.span.start,
        value: text.get(part.span.start..end)?,
        gap,
    })
}

fn columns(text: &str) -> usize {
    text.graphemes(true).count()
}

fn blanks(count: usize) -> String {
    " ".repeat(count)
}
