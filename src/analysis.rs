//! What a filter does, decided for whole sets of packets at once.
//!
//! [`evaluate`](first_match) walks the rules for one packet, short enough to be obviously right. [`Analysis`] cuts a
//! [`PacketSet`] into the exact parts that each rule decides: sampling would miss the one port that a return range leaves
//! out, the sets do not. It has two [`Engine`]s, one that cuts boxes and one with an index by source, and chooses by what
//! was measured: boxes answer questions about up to some thirty rules faster, the index all others, and it knows the worth
//! of rules sooner at any length. Tests hold all three against each other.
//!
//! Where the cloud's behaviour is undocumented, a filter has several [`Interpretation`]s. All are computed; a verdict that
//! depends on the reading is [`Verdict::Uncertain`].

mod anomaly;
mod answer;
mod cancel;
mod change;
mod common;
mod compare;
mod condition;
mod evaluate;
mod exposure;
mod fit;
mod incremental;
mod index;
mod interpretation;
mod notation;
mod packet;
mod prepared;
mod present;
mod question;
mod rule_set;
mod set;
mod trace;
mod witness;

pub use anomaly::{Liveness, Portion, Relation, RuleStatus, rule_statuses, rule_statuses_after};
pub use answer::{Answer, Outcome, Share, Verdict};
pub use cancel::CancelToken;
pub use change::{PacketChange, changes};
pub use compare::{Dependent, Difference, difference};
pub use condition::{Choices, Condition};
pub use evaluate::{Decider, first_match, matches};
pub use exposure::{Exposure, Senders, exposure};
pub use fit::{Fit, fit};
pub use incremental::IncrementalAnalysis;
pub use index::Mark;
pub use interpretation::{Interpretation, readings};
pub use notation::{NotationError, TrafficExpected};
pub use packet::{Packet, Payload};
pub use question::{Analysis, Engine};
pub use rule_set::rule_set;
pub use set::{PacketKind, PacketSet, Region, Span};
pub use trace::{Trace, Traced, trace};

pub(crate) use compare::packets_of;
pub(crate) use fit::fit_while;
pub(crate) use packet::protocol_name;
pub(crate) use set::number_at;
