//! Where rules stand, with the comments that belong to them.

use super::find::{Entry, Home, Rules};
use super::item;
use super::parts::newline;
use crate::formats::{Room, Slot};
use hcl_edit::Span;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Structure};
use std::ops::Range;

/// The span of every rule with its comments, and the room that they stand in.
pub(super) fn places(text: &str, home: &Home<'_>, entries: &[Entry<'_>]) -> (Vec<Range<usize>>, Room) {
    match home.rules {
        Rules::Blocks => blocks(text, home, entries),
        Rules::List(list) => {
            let inside = list.span().map_or(0..0, |span| span.start + 1..span.end.saturating_sub(1));
            in_list(text, &inside, entries)
        }
        Rules::Open(_) | Rules::Resources(_) => {
            (entries.iter().map(|entry| entry.span.clone()).collect(), Room::default())
        }
    }
}

/// The place of an argument that is a text and stands there.
pub(super) fn slot(block: Option<&Block>, argument: &str, needed: bool) -> Option<Slot> {
    let value = &block?.body.get_attribute(argument)?.value;
    let Expression::String(text) = value else { return None };
    Some(Slot { span: text.span()?, open: String::new(), close: String::new(), needed })
}

fn blocks(text: &str, home: &Home<'_>, entries: &[Entry<'_>]) -> (Vec<Range<usize>>, Room) {
    let inside = inside(text, home.block);
    let ends: Vec<usize> = home.block.body.iter().filter_map(end_of).collect();
    let before = |at: usize| ends.iter().copied().filter(|end| *end <= at).max().unwrap_or(inside.start);
    let comments = |entry: &Entry<'_>| {
        let start = with_comments_above(text, entry.span.start, before(entry.span.start));
        start..with_comment_behind(text, entry.span.end, inside.end)
    };
    let items: Vec<Range<usize>> = entries.iter().map(comments).collect();
    let indent = format!("{}  ", indent_of(text, home.block.span().map_or(0, |span| span.start)));
    let line = newline(text);
    let last = ends.iter().copied().max();
    let begin = entries.first().map_or_else(
        || with_comment_behind(text, last.unwrap_or(inside.start), inside.end),
        |first| {
            with_comment_behind(text, before(first.span.start), items.first().map_or(inside.end, |item| item.start))
        },
    );
    let end = items.last().map_or(begin, |item| item.end);
    let is_alone = last.is_none();
    let closes_on_the_line = is_alone && text.get(begin..inside.end).is_some_and(|rest| !rest.contains('\n'));
    let room = Room {
        span: begin..end,
        empty: String::new(),
        open: format!("{line}{}{indent}", if is_alone { "" } else { line }),
        between: blank_gap(text, &items).unwrap_or_else(|| format!("{line}{line}{indent}")),
        close: if closes_on_the_line { line.to_owned() } else { String::new() },
        model: item::model(home.dialect, &indent, line),
        ..Room::default()
    };
    (items, room)
}

fn in_list(text: &str, inside: &Range<usize>, entries: &[Entry<'_>]) -> (Vec<Range<usize>>, Room) {
    let mut items: Vec<Range<usize>> = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let from = items.last().map_or(inside.start, |item| item.end);
        let to = entries.get(at + 1).map_or(inside.end, |next| next.span.start);
        let start = with_comments_above(text, entry.span.start, from);
        items.push(start..with_comment_behind(text, with_comma(text, entry.span.end, to), to));
    }
    let indent = indent_of(text, inside.start);
    let line = newline(text);
    let begins = text.get(inside.clone()).unwrap_or_default();
    let is_blank = items.is_empty() && begins.trim().is_empty();
    let room = Room {
        span: inside.clone(),
        empty: if is_blank { begins.to_owned() } else { String::new() },
        open: format!("{line}{indent}  "),
        between: blank_gap(text, &items).unwrap_or_else(|| format!("{line}{indent}  ")),
        close: format!("{line}{indent}"),
        model: item::model(super::dialect::Dialect::V3, &format!("{indent}  "), line),
        ..Room::default()
    };
    (items, room)
}

/// What stands between the last two rules, if that is no more than blanks and a line break.
fn blank_gap(text: &str, items: &[Range<usize>]) -> Option<String> {
    let gap = |pair: &[Range<usize>]| match pair {
        [upper, lower] => text.get(upper.end..lower.start).filter(|gap| gap.trim().is_empty()),
        _ => None,
    };
    items.windows(2).rev().find_map(gap).filter(|gap| !gap.is_empty()).map(str::to_owned)
}

/// What stands between the braces of a block.
fn inside(text: &str, block: &Block) -> Range<usize> {
    let span = block.span().unwrap_or(0..0);
    let head = block.labels.last().and_then(hcl_edit::structure::BlockLabel::span).or_else(|| block.ident.span());
    let from = head.map_or(span.start, |head| head.end);
    let open = text.get(from..span.end).and_then(|rest| rest.find('{')).map_or(span.end, |at| from + at + 1);
    open..span.end.saturating_sub(1).max(open)
}

fn end_of(structure: &Structure) -> Option<usize> {
    match structure {
        Structure::Attribute(attribute) => attribute.value.span().map(|span| span.end),
        Structure::Block(block) => block.span().map(|span| span.end),
    }
}

/// The start of the lines of comments that stand directly above.
fn with_comments_above(text: &str, at: usize, limit: usize) -> usize {
    let mut start = at;
    loop {
        let line = line_start(text, start);
        let is_first = line >= limit && text.get(line..start).is_some_and(|lead| lead.trim().is_empty());
        if !is_first || line == 0 {
            return start;
        }
        let above = line_start(text, line - 1);
        let comment = text.get(above..line).unwrap_or_default();
        let words = comment.trim_start();
        let begin = above + (comment.len() - words.len());
        if above < limit {
            return start;
        }
        if words.starts_with('#') || words.starts_with("//") || is_whole_comment(words) {
            start = begin;
        } else if words.trim_end().ends_with("*/") {
            // The end of a comment of several lines.
            match text.get(limit..line).and_then(|before| before.rfind("/*")) {
                Some(open) if starts_its_line(text, limit + open, limit) => start = limit + open,
                _ => return start,
            }
        } else {
            return start;
        }
    }
}

fn is_whole_comment(line: &str) -> bool {
    line.starts_with("/*") && line.trim_end().ends_with("*/") && line.matches("*/").count() == 1
}

fn starts_its_line(text: &str, at: usize, limit: usize) -> bool {
    let line = line_start(text, at);
    line >= limit && text.get(line..at).is_some_and(|lead| lead.trim().is_empty())
}

/// The end of a comma that follows on the same line.
fn with_comma(text: &str, at: usize, limit: usize) -> usize {
    let rest = text.get(at..limit.max(at)).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    if rest.get(blanks..).is_some_and(|rest| rest.starts_with(',')) { at + blanks + 1 } else { at }
}

/// The end of a comment that follows on the same line and takes the rest of it.
fn with_comment_behind(text: &str, at: usize, limit: usize) -> usize {
    let rest = text.get(at..limit.max(at)).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default().trim_end();
    let words = line.trim_start();
    let is_comment = words.starts_with('#') || words.starts_with("//") || is_whole_comment(words);
    if is_comment { at + line.len() } else { at }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// The blanks that the line of a place begins with.
fn indent_of(text: &str, at: usize) -> &str {
    let line = text.get(line_start(text, at)..).unwrap_or_default();
    let end = line.find(|c| c != ' ' && c != '\t').unwrap_or(line.len());
    line.get(..end).unwrap_or_default()
}
