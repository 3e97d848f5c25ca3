//! What a proved repair is.

use crate::analysis::PacketSet;
use crate::filter::{Edit, MAX_RULES};
use crate::profile::FlowId;

/// A repair that the analysis has proved by the laws: the finding goes away or gets milder, nothing that is protected is
/// opened, nothing that is needed is lost, and what the author said still stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The change.
    pub edit: Edit,
    /// What passes afterwards that did not (tidied boxes).
    pub opens: PacketSet,
    /// What passed and does not any more (tidied boxes).
    pub(crate) closes: PacketSet,
    /// Other findings that go with it, by code and flow.
    pub(crate) cures: Vec<(String, Option<FlowId>)>,
}

/// The longest list for which repairs are sought. The cloud takes no list that is much longer than its limit, and the
/// proofs would cost more than everything else: such a list must become shorter first.
pub(super) const REPAIRABLE: usize = 4 * MAX_RULES;
