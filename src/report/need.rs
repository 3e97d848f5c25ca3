//! What a finding asks for.

use crate::filter::Source;
use crate::profile::{ProfileField, Service};

/// What a finding asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// The networks of the administrators (`admin`), with suggestions.
    Admin(Vec<Source>),
    /// What is offered (`service`), with suggestions.
    Service(Vec<Service>),
    /// The resolvers that the server asks (`resolver`), with suggestions.
    Resolver(Vec<std::net::Ipv4Addr>),
    /// This rule (0-based) is in the way, and its author must change it.
    Rule(usize),
    /// The list is as long as the cloud takes: a rule must go first.
    Room,
}

impl Need {
    /// The entry of the profile that it asks for; none, if it is a rule.
    pub const fn field(&self) -> Option<ProfileField> {
        match self {
            Self::Admin(_) => Some(ProfileField::Admin),
            Self::Service(_) => Some(ProfileField::Service),
            Self::Resolver(_) => Some(ProfileField::Resolver),
            Self::Rule(_) | Self::Room => None,
        }
    }

    /// The texts of the suggestions, as the entry takes them.
    pub(crate) fn suggestions(&self) -> Vec<String> {
        match self {
            Self::Admin(sources) => sources.iter().map(ToString::to_string).collect(),
            Self::Service(services) => services.iter().map(ToString::to_string).collect(),
            Self::Resolver(hosts) => hosts.iter().map(ToString::to_string).collect(),
            Self::Rule(_) | Self::Room => Vec::new(),
        }
    }
}
