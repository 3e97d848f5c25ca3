//! Tables of rules: the words over their columns and in their cells, as people write them.

use crate::filter::{Action, Expected, Field, FieldError, Rule, half_width, service_named};
use crate::lang::read::{ACTIONS, COLUMNS};

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

/// allow or deny, as the API or as either language writes it.
pub(crate) fn action_named(text: &str) -> Result<Action, FieldError> {
    let word = half_width(text).trim().to_lowercase();
    let mut known = [Action::Allow, Action::Deny].into_iter().zip(ACTIONS);
    let found = known.find(|(_, words)| words.contains(&word.as_str())).map(|(action, _)| action);
    found.map_or_else(|| Action::parse(text).map_err(|_word| FieldError::whole(Expected::Action)), Ok)
}

/// A rule with what stands in a cell. A port may be the name of a service, and a dash leaves a field open.
pub(crate) fn with_cell(rule: Rule, field: Field, text: &str) -> Result<Rule, FieldError> {
    match (field, service_named(text)) {
        (Field::Description, _) => rule.with_text(field, text),
        (Field::SourcePort | Field::DestinationPort, Some(service)) => {
            rule.with_text(field, &service.ports.to_string())
        }
        _ => rule.with_text(field, if text == "-" { "" } else { text }),
    }
}
