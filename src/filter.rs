//! The rule model: what a packet filter *is*, before anyone asks what it does.
//!
//! A filter is an ordered list of rules; the first match decides and what no rule matches is allowed. Everything here
//! is a plain value: a rule holds only fields that were understood, so the rest of the program never meets text that
//! means nothing. Facts about the cloud carry their source: *manual* is
//! <https://manual.sakura.ad.jp/cloud/en/network/packet-filter.html>, *client* is the official Go client
//! <https://github.com/sacloud/iaas-api-go>.

mod changes;
mod edit;
mod field;
mod limits;
mod notation;
mod partial;
mod ports;
mod protocol;
mod rule;
mod services;
mod source;
mod texts;
mod unresolved;

pub use edit::Edit;
pub use field::{Expected, Field, FieldError};
pub use limits::MAX_RULES;
pub use ports::{PortRange, Ports};
pub use protocol::{Action, Protocol};
pub use rule::Rule;
pub use source::{AddressRange, Source};
pub use texts::FilterText;
pub use unresolved::Unresolved;

pub(crate) use changes::{Change, changes, predecessors};
pub(crate) use field::half_width;
pub(crate) use limits::{DESCRIPTION_CHARS, NAME_CHARS};
pub(crate) use services::{NamedService, service_named, service_on, services};

/// An ordered list of rules with its name and description.
///
/// Rules are addressed by 0-based index in code and by 1-based number wherever a person or a file reads them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The filter's name in the control panel.
    pub name: String,
    /// Free text about the filter.
    pub description: String,
    /// First match decides, from the top.
    pub rules: Vec<Rule>,
}

impl Filter {
    /// How many rules stand down to the last one that is not resolved. What comes below them can be changed without
    /// knowing what they are.
    pub(crate) fn unresolved_head(&self) -> usize {
        self.rules.iter().rposition(Rule::is_unresolved).map_or(0, |last| last + 1)
    }

    /// Whether another version leaves everything alone that stands down to the last rule that is not resolved.
    pub(crate) fn keeps_unresolved(&self, after: &Self) -> bool {
        let head = self.unresolved_head();
        self.rules.get(..head) == after.rules.get(..head)
    }

    /// A filter without a rule: everything passes.
    pub fn empty(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}
