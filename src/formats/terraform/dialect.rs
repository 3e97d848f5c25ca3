//! The three generations of the provider, and what they call things.

use crate::filter::Field;

/// A generation of the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// `sakuracloud_packet_filter` with `expressions`.
    V1,
    /// `sakuracloud_packet_filter` or `sakuracloud_packet_filter_rules` with blocks `expression`.
    V2,
    /// `sakura_packet_filter_rules` with a list `expression`.
    V3,
}

/// The order in which the providers' documents name the arguments of a rule.
pub(super) const ORDER: [Field; 6] =
    [Field::Protocol, Field::Source, Field::SourcePort, Field::DestinationPort, Field::Action, Field::Description];

impl Dialect {
    /// The argument of a rule for a field.
    pub(crate) const fn argument(self, field: Field) -> &'static str {
        match (field, self) {
            (Field::Action, _) => "allow",
            (Field::Protocol, _) => "protocol",
            (Field::Source, Self::V1) => "source_nw",
            (Field::Source, _) => "source_network",
            (Field::SourcePort, _) => "source_port",
            (Field::DestinationPort, Self::V1) => "dest_port",
            (Field::DestinationPort, _) => "destination_port",
            (Field::Description, _) => "description",
        }
    }

    /// The field that an argument of a rule is.
    pub(super) fn field(self, argument: &str) -> Option<Field> {
        ORDER.into_iter().find(|field| self.argument(*field) == argument)
    }

    /// What its rules stand in.
    pub(super) const fn rules(self) -> &'static str {
        match self {
            Self::V1 => "expressions",
            Self::V2 | Self::V3 => "expression",
        }
    }
}
