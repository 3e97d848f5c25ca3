//! What a file leaves open about a rule.

use super::Field;

/// The fields of a rule that its file gives no value for, but says where one comes from: a variable, another resource, a
/// loop. Any value may come of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unresolved {
    pub(super) fields: Vec<(Field, String)>,
    pub(super) repeated: Option<String>,
}

impl Unresolved {
    /// What stands in a field instead of a value.
    pub fn text(&self, field: Field) -> Option<&str> {
        self.fields.iter().find(|(known, _)| *known == field).map(|(_, text)| text.as_str())
    }

    /// What says how often the rule stands here, which may be never; none if it stands here once.
    pub fn repeated(&self) -> Option<&str> {
        self.repeated.as_deref()
    }

    /// Whether nothing is left open.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.repeated.is_none()
    }

    /// The first field that no value is known for.
    pub(crate) fn first(&self) -> Option<Field> {
        Field::ALL.into_iter().find(|field| self.text(*field).is_some() || self.repeated.is_some())
    }
}
