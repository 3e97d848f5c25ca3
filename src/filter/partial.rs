//! Rules of which a file leaves something open.

use super::{Action, Field, Ports, Protocol, Rule, Source, Unresolved};

impl Rule {
    /// A rule of which nothing is known but where it stands.
    pub(crate) fn anything(text: &str) -> Self {
        Field::ALL.into_iter().fold(Self::new(Action::Deny, Protocol::Ip), |rule, field| rule.unresolved(field, text))
    }

    /// The same rule with a field that may be anything. It holds the widest value there is.
    #[must_use]
    pub fn unresolved(mut self, field: Field, text: impl Into<String>) -> Self {
        match field {
            Field::Action | Field::Description => {}
            Field::Protocol => self.protocol = Protocol::Ip,
            Field::Source => self.source = Source::Any,
            Field::SourcePort => self.source_port = Ports::Any,
            Field::DestinationPort => self.destination_port = Ports::Any,
        }
        self.open.fields.retain(|(known, _)| *known != field);
        self.open.fields.push((field, text.into()));
        self.open.fields.sort_by_key(|(field, _)| Field::ALL.iter().position(|known| known == field));
        self
    }

    /// The same rule with a value in every field: the widest where none is known.
    #[must_use]
    pub(crate) fn widest(&self) -> Self {
        Self { open: Unresolved::default(), ..self.clone() }
    }

    /// The same rule, standing there as often as something unknown says.
    #[must_use]
    pub fn repeated(mut self, text: impl Into<String>) -> Self {
        self.open.repeated = Some(text.into());
        self
    }

    /// Whether it is not known which packets the rule decides about, or how.
    pub fn is_unresolved(&self) -> bool {
        let matters = |field: Field| match field {
            Field::Action | Field::Protocol | Field::Source => true,
            Field::SourcePort | Field::DestinationPort => self.protocol.has_ports(),
            Field::Description => false,
        };
        self.open.repeated.is_some() || self.open.fields.iter().any(|(field, _)| matters(*field))
    }

    /// Whether a person may not give a field another value here.
    pub fn is_fixed(&self, field: Field) -> bool {
        self.open.repeated.is_some() || self.open.text(field).is_some()
    }
}
