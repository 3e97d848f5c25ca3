//! What a person expects of a filter: traffic that must pass, traffic that must not.

use crate::analysis::PacketSet;
use crate::filter::Action;

/// One expectation. It is met only if every packet fares so in every reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// Whether the packets must pass.
    pub wants: Action,
    /// The packets it speaks of.
    pub traffic: PacketSet,
    /// Those of them that it leaves open.
    pub except: PacketSet,
}

impl Expectation {
    /// The packets that must fare so.
    pub fn packets(&self) -> PacketSet {
        self.traffic.subtract(&self.except)
    }
}
