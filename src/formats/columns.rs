//! Tables of rules: the words over their columns and in their cells, as people write them.

use crate::filter::{Action, Field, FieldError, Ports, Protocol, Rule, Source, half_width};
use crate::lang::read::COLUMNS;

/// The fields that a heading names, by column; none if the line is no heading.
pub(crate) fn heading<T: AsRef<str>>(cells: &[T]) -> Option<Vec<Option<Field>>> {
    let fields: Vec<Option<Field>> = cells.iter().map(|cell| field_named(cell.as_ref())).collect();
    (fields.iter().flatten().count() >= 2).then_some(fields)
}

/// The field that a word over a column means.
pub(crate) fn field_named(text: &str) -> Option<Field> {
    let wanted = plain(text);
    let is_meant = |(field, names): &(Field, &[&str])| {
        plain(field.key()) == wanted || names.iter().any(|name| plain(name) == wanted)
    };
    Field::ALL.into_iter().zip(COLUMNS).find(is_meant).map(|(field, _)| field)
}

/// A word without what people write differently.
fn plain(text: &str) -> String {
    half_width(text).to_lowercase().chars().filter(|c| !c.is_whitespace() && !"_-".contains(*c)).collect()
}

/// A rule with what stands in a cell. A port may be the name of a service, and a dash leaves a field open.
pub(crate) fn with_cell(rule: Rule, field: Field, text: &str) -> Result<Rule, FieldError> {
    let meant = field.meant(text);
    Ok(match field {
        Field::Action => Rule { action: Action::of_word(text)?, ..rule },
        Field::Protocol => Rule { protocol: Protocol::parse(text)?, ..rule },
        Field::Source => Rule { source: Source::parse(&meant)?, ..rule },
        Field::SourcePort => Rule { source_port: Ports::parse(&meant)?, ..rule },
        Field::DestinationPort => Rule { destination_port: Ports::parse(&meant)?, ..rule },
        Field::Description => rule.described(text),
    })
}
