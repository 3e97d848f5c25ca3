//! One rule.

use super::{Action, Expected, Field, FieldError, Ports, Protocol, Source, Unresolved};

/// One entry of a filter: a packet that fits every field is decided by `action`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What happens to the packets that match.
    pub action: Action,
    /// Which packets the other fields speak of.
    pub protocol: Protocol,
    /// Where they come from.
    pub source: Source,
    /// The sender's port; ignored unless [`Protocol::has_ports`].
    pub source_port: Ports,
    /// The server's port; ignored unless [`Protocol::has_ports`].
    pub destination_port: Ports,
    /// Free text.
    pub description: String,
    /// What its file leaves open.
    pub open: Unresolved,
}

impl Rule {
    /// A rule that speaks of every packet of a protocol.
    pub fn new(action: Action, protocol: Protocol) -> Self {
        Self {
            action,
            protocol,
            source: Source::Any,
            source_port: Ports::Any,
            destination_port: Ports::Any,
            description: String::new(),
            open: Unresolved::default(),
        }
    }

    /// The same rule with a source.
    #[must_use]
    pub fn from(mut self, source: Source) -> Self {
        self.source = source;
        self
    }

    /// The same rule with ports: the sender's and the server's.
    #[must_use]
    pub fn ports(mut self, source: Ports, destination: Ports) -> Self {
        self.source_port = source;
        self.destination_port = destination;
        self
    }

    /// The same rule with a description.
    #[must_use]
    pub fn described(mut self, text: impl Into<String>) -> Self {
        self.description = text.into();
        self
    }

    /// Whether it denies whatever reaches it.
    pub(crate) fn denies_everything(&self) -> bool {
        self.action == Action::Deny && self.protocol == Protocol::Ip && self.source.is_any() && !self.is_unresolved()
    }

    /// Whether ports are written where the protocol has none.
    pub(crate) fn has_ignored_ports(&self) -> bool {
        let known = !self.is_fixed(Field::Protocol);
        known && !self.protocol.has_ports() && (self.source_port != Ports::Any || self.destination_port != Ports::Any)
    }

    /// Whether both port fields hold a range, which the manual forbids.
    pub fn has_two_ranges(&self) -> bool {
        self.protocol.has_ports() && self.source_port.is_range() && self.destination_port.is_range()
    }

    /// The text of a field as the API takes it, or what stands in its place.
    pub fn text(&self, field: Field) -> String {
        if let Some(text) = self.open.text(field) {
            return text.to_owned();
        }
        match field {
            Field::Action => self.action.as_str().into(),
            Field::Protocol => self.protocol.as_str().into(),
            Field::Source => self.source.to_string(),
            Field::SourcePort => self.source_port.to_string(),
            Field::DestinationPort => self.destination_port.to_string(),
            Field::Description => self.description.clone(),
        }
    }

    /// The text a save writes for a field: ports only where the cloud takes them (a value there is refused; reported by a
    /// third-party client). What `http` and `https` mean is unknown, so theirs stay.
    pub(crate) fn written(&self, field: Field) -> String {
        let port = matches!(field, Field::SourcePort | Field::DestinationPort);
        let portless = matches!(self.protocol, Protocol::Icmp | Protocol::Fragment | Protocol::Ip);
        let known = !self.is_fixed(Field::Protocol);
        if port && portless && known { String::new() } else { self.text(field) }
    }

    /// The rule with one field set from text, as a person types it.
    ///
    /// # Errors
    /// What the field would have accepted; [`Expected::OneRangeOnly`] when this would make the second range.
    pub fn with_text(&self, field: Field, text: &str) -> Result<Self, FieldError> {
        let mut rule = self.clone();
        if self.is_fixed(field) {
            let same = text.trim() == self.text(field);
            return if same { Ok(rule) } else { Err(FieldError::whole(Expected::Literal)) };
        }
        match field {
            Field::Action => rule.action = Action::parse(text)?,
            Field::Protocol => rule.protocol = Protocol::parse(text)?,
            Field::Source => rule.source = Source::parse(text)?,
            Field::SourcePort => rule.source_port = Ports::parse(text)?,
            Field::DestinationPort => rule.destination_port = Ports::parse(text)?,
            Field::Description => rule.description = text.trim().to_owned(),
        }
        if rule.has_two_ranges() && !self.has_two_ranges() {
            return Err(FieldError::whole(Expected::OneRangeOnly));
        }
        Ok(rule)
    }
}
