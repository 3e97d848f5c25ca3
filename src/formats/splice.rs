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
        let changed = slot.as_ref().filter(|_| old != new);
        changed.map(|slot| (slot.span.clone(), format!("{}{}{}", slot.open, format.text(new), slot.close)))
    };
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    changes.extend(slot(&listing.name, &before.name, &after.name));
    changes.extend(slot(&listing.description, &before.description, &after.description));
    changes.push((listing.room.span.clone(), list(text, listing, &items)));
    // Where several come to the same place, they stay in this order.
    changes.sort_by_key(|(span, _)| span.start);
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (span, new) in changes {
        out.push_str(text.get(from..span.start).unwrap_or_default());
        out.push_str(&new);
        from = span.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Ok(out)
}

/// The text of every rule.
fn items(
    format: &dyn Format,
    text: &str,
    listing: &Listing,
    filter: &Filter,
    origins: &[Option<usize>],
) -> Result<Vec<String>, Vec<Unsayable>> {
    let mut old: Vec<Option<&str>> = listing.items.iter().map(|span| text.get(span.clone())).collect();
    let model = old.first().copied().flatten().unwrap_or(&listing.room.model);
    let (mut items, mut unsayable) = (Vec::with_capacity(filter.rules.len()), Vec::new());
    for (at, rule) in filter.rules.iter().enumerate() {
        let origin = origins.get(at).copied().flatten();
        let own = origin.and_then(|origin| old.get_mut(origin)).and_then(Option::take);
        match format.item(rule, own.map_or(Like::Neighbour(model), Like::Itself), &listing.room) {
            Ok(item) => items.push(item),
            Err(field) => unsayable.push(Unsayable { rule: at + 1, field }),
        }
    }
    if unsayable.is_empty() { Ok(items) } else { Err(unsayable) }
}

/// What stands in the room of the list.
fn list(text: &str, listing: &Listing, items: &[String]) -> String {
    let room = &listing.room;
    let (Some(first), Some(last)) = (listing.items.first(), listing.items.last()) else {
        let all = items.join(&room.between);
        return if items.is_empty() { room.empty.clone() } else { format!("{}{all}{}", room.open, room.close) };
    };
    if items.is_empty() {
        return room.empty.clone();
    }
    let mut out = text.get(room.span.start..first.start).unwrap_or_default().to_owned();
    let gaps = listing.items.windows(2).map(|pair| match pair {
        [upper, lower] => text.get(upper.end..lower.start).unwrap_or_default(),
        _ => &room.between,
    });
    let gaps = std::iter::once("").chain(gaps).chain(std::iter::repeat(room.between.as_str()));
    for (item, gap) in items.iter().zip(gaps) {
        out.push_str(gap);
        out.push_str(item);
    }
    out.push_str(text.get(last.end..room.span.end).unwrap_or_default());
    out
}
