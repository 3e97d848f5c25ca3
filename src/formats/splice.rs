//! Saving, for every format: rules are replaced in the text that was read, and the rest of it stays byte for byte.

use super::{Format, Like, Listing, Slot, Unsayable};
use crate::filter::Filter;
use std::ops::Range;

/// The text with `after` in the place of one of its filters, `before`. `origins` says which rule of the text each rule was;
/// one without an origin, or with one that an earlier rule took, is new.
pub(super) fn splice(
    format: &dyn Format,
    text: &str,
    listing: &Listing,
    (before, after): (&Filter, &Filter),
    origins: &[Option<usize>],
) -> Result<String, Vec<Unsayable>> {
    let items = items(format, text, listing, after, origins)?;
    let slot = |slot: &Option<Slot>, old: &str, new: &str| {
        let changed = slot.as_ref().filter(|slot| old != new && !(slot.needed && new.is_empty()));
        changed.map(|slot| (slot.span.clone(), format!("{}{}{}", slot.open, format.text(new), slot.close)))
    };
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    changes.extend(slot(&listing.name, &before.name, &after.name));
    changes.extend(slot(&listing.description, &before.description, &after.description));
    changes.push((listing.room.span.clone(), list(format, text, listing, &items)));
    Ok(replaced(text, changes))
}

/// The text with these changes, which do not overlap. Where several come to one place, they stay in their order.
pub(super) fn replaced(text: &str, mut changes: Vec<(Range<usize>, String)>) -> String {
    changes.sort_by_key(|(span, _)| span.start);
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (span, new) in changes {
        out.push_str(text.get(from..span.start).unwrap_or_default());
        out.push_str(&new);
        from = span.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// The text of a rule, and which rule of the text it was.
struct Item {
    text: String,
    origin: Option<usize>,
}

/// The text of every rule.
fn items(
    format: &dyn Format,
    text: &str,
    listing: &Listing,
    filter: &Filter,
    origins: &[Option<usize>],
) -> Result<Vec<Item>, Vec<Unsayable>> {
    let mut old: Vec<Option<&str>> = listing.items.iter().map(|span| text.get(span.clone())).collect();
    let model = old.first().copied().flatten().unwrap_or(&listing.room.model);
    let (mut items, mut unsayable) = (Vec::with_capacity(filter.rules.len()), Vec::new());
    for (at, rule) in filter.rules.iter().enumerate() {
        let origin = origins.get(at).copied().flatten();
        let own = origin.and_then(|origin| old.get_mut(origin)).and_then(Option::take);
        let origin = origin.filter(|_| own.is_some());
        if let (None, Some(field)) = (own, rule.open.first()) {
            // What stands there instead of a value means nothing anywhere else.
            unsayable.push(Unsayable { rule: at + 1, field });
            continue;
        }
        match format.item(rule, own.map_or(Like::Neighbour(model), Like::Itself), &listing.room) {
            Ok(text) => items.push(Item { text, origin }),
            Err(field) => unsayable.push(Unsayable { rule: at + 1, field }),
        }
    }
    if unsayable.is_empty() { Ok(items) } else { Err(unsayable) }
}

/// What stands in the room of the list.
///
/// What stands between two rules stays where it is when rules move. A new rule brings its own gap; of the gaps around a
/// rule that is gone one stays, and whatever says more than blanks.
fn list(format: &dyn Format, text: &str, listing: &Listing, items: &[Item]) -> String {
    let room = &listing.room;
    let (Some(first), Some(last)) = (listing.items.first(), listing.items.last()) else {
        let all: Vec<String> = followed(format, items).collect();
        let all = all.join(&room.between);
        return if items.is_empty() { room.empty.clone() } else { format!("{}{all}{}", room.open, room.close) };
    };
    let between = |upper: usize, lower: usize| text.get(upper..lower).unwrap_or_default();
    let gaps = listing.items.windows(2).map(|pair| match pair {
        [upper, lower] => between(upper.end, lower.start),
        _ => &room.between,
    });
    let (head, tail) = (between(room.span.start, first.start), between(last.end, room.span.end));
    let gaps: Vec<&str> = std::iter::once(head).chain(gaps).chain([tail]).collect();
    let gaps = left(&gaps, &gone(listing.items.len(), items));
    if items.iter().all(|item| item.origin.is_none()) {
        let all = followed(format, items).collect::<Vec<_>>().join(&room.between);
        return match (items.is_empty(), gaps.concat()) {
            (true, gap) if says_something(&gap) => gap,
            (true, _) => room.empty.clone(),
            (false, gap) if says_something(&gap) => format!("{gap}{}{all}{}", room.open, room.close),
            (false, _) => format!("{head}{all}{tail}"),
        };
    }
    let mut gaps = gaps.into_iter();
    let mut out = gaps.next().unwrap_or_default();
    for (at, item) in followed(format, items).enumerate() {
        let is_new = items.get(at).is_some_and(|item| item.origin.is_none());
        if at > 0 {
            let is_old = items.get(..at).unwrap_or_default().iter().any(|item| item.origin.is_some());
            // A new rule at the top stands in the first one's place, and brings the gap behind it.
            let own = if is_new || !is_old { None } else { Some(gaps.next()) };
            out.push_str(&own.map_or_else(|| room.between.clone(), |gap| gap.unwrap_or_else(|| room.between.clone())));
        }
        out.push_str(&item);
    }
    out.push_str(&gaps.next().unwrap_or_else(|| tail.to_owned()));
    out
}

/// The texts of the items, each of them but the last as one that something follows.
fn followed<'a>(format: &'a dyn Format, items: &'a [Item]) -> impl Iterator<Item = String> + 'a {
    let last = items.len().saturating_sub(1);
    let text = move |(at, item): (usize, &Item)| match at < last {
        true => format.followed(item.text.clone()),
        false => item.text.clone(),
    };
    items.iter().enumerate().map(text)
}

/// Which of so many rules of the text are in it no more.
fn gone(count: usize, items: &[Item]) -> Vec<bool> {
    let mut gone = vec![true; count];
    for origin in items.iter().filter_map(|item| item.origin) {
        gone.get_mut(origin).into_iter().for_each(|gone| *gone = false);
    }
    gone
}

/// The gaps around the rules that are left, from before the first to behind the last. `gaps` has one more than there are
/// rules.
fn left(gaps: &[&str], gone: &[bool]) -> Vec<String> {
    let mut left: Vec<String> = vec![gaps.first().copied().unwrap_or_default().to_owned()];
    for (at, gone) in gone.iter().enumerate() {
        let gap = gaps.get(at + 1).copied().unwrap_or_default();
        let is_first = left.len() == 1;
        match left.last_mut().filter(|_| *gone) {
            Some(before) => *before = joined(before, gap, is_first, at + 2 == gaps.len()),
            None => left.push(gap.to_owned()),
        }
    }
    left
}

/// One gap of two, with all that either of them says.
fn joined(upper: &str, lower: &str, is_first: bool, is_last: bool) -> String {
    match (says_something(upper), says_something(lower)) {
        (true, true) => format!("{}{lower}", upper.trim_end()),
        (true, false) if is_last => format!("{}{lower}", upper.trim_end()),
        (false, true) if is_first => format!("{upper}{}", lower.trim_start()),
        (true, false) => upper.to_owned(),
        (false, true) => lower.to_owned(),
        (false, false) if is_first => upper.to_owned(),
        (false, false) if is_last => lower.to_owned(),
        (false, false) => if lines(lower) > lines(upper) { lower } else { upper }.to_owned(),
    }
}

fn says_something(gap: &str) -> bool {
    gap.chars().any(|c| !c.is_whitespace() && c != ',')
}

fn lines(gap: &str) -> usize {
    gap.matches('\n').count()
}
