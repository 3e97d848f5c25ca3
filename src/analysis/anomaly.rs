//! Rules that decide less than they say.
//!
//! *Shadowed*: every packet of the rule is decided before it, by one rule or by several together. *Redundant*: without
//! the rule every packet would meet the same action. *Correlated* and *generalising*: rules of different action share
//! packets that the earlier one really decides. All are claimed only if they hold in every reading.

mod blame;
mod inherited;
mod relations;

use super::index::Tally;
use super::prepared::{Entry, Prepared};
use super::question::{Analysis, Engine};
use super::set::{PacketSet, Span};
use crate::filter::Filter;
use blame::Blame;
use inherited::Inherited;

/// The longest list whose rules are compared as boxes.
const SHORT: usize = 0;

/// How much of what a rule matches it still decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Liveness {
    /// Nothing: it never decides.
    Shadowed,
    /// A part.
    PartlyShadowed,
    /// All of it.
    Live,
}

/// How many of its packets a rule decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portion {
    /// Those that no earlier rule takes.
    pub left: u128,
    /// All that it matches.
    pub total: u128,
}

impl Portion {
    /// The portion in words.
    pub const fn liveness(self) -> Liveness {
        if self.left == 0 {
            Liveness::Shadowed
        } else if self.left == self.total {
            Liveness::Live
        } else {
            Liveness::PartlyShadowed
        }
    }
}

/// How a rule stands to an earlier one of the other action that decides some of its packets, but not simply all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// Each matches packets that the other does not: their order decides about the common ones.
    Correlated {
        /// The earlier rule (0-based).
        with: usize,
    },
    /// This rule matches all packets of the earlier one, which is an exception to it.
    Generalises {
        /// The earlier rule (0-based).
        of: usize,
    },
}

/// What is known of one rule of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleStatus {
    /// The best over all readings.
    pub liveness: Liveness,
    /// In the reading in which it decides most.
    pub portion: Portion,
    /// Whether removing it would change nothing.
    pub redundant: bool,
    /// The 0-based indices of earlier rules that decide what this one does not, in the default reading, ascending: of
    /// those that overlap it most as many as take all of it that is taken, and the largest one of the other action.
    pub blocked_by: Vec<usize>,
    /// Whether earlier rules of the other action decide some of its packets.
    pub contradicted: bool,
    /// Its relations to earlier rules, ascending.
    pub relations: Vec<Relation>,
}

/// The status of every rule, in order.
pub fn rule_statuses(analysis: &Analysis) -> Vec<RuleStatus> {
    match analysis.engine(SHORT) {
        Engine::Boxes => by_boxes(analysis.prepared()),
        Engine::Index => by_index(analysis, |_| None),
    }
}

/// The same for a filter that has much in common with one whose statuses are at hand.
pub fn rule_statuses_after(before: (&Filter, &[RuleStatus]), filter: &Filter, analysis: &Analysis) -> Vec<RuleStatus> {
    let inherited = Inherited::new(before, filter);
    by_index(analysis, |at| inherited.status(at, analysis))
}

/// Every status, from the index where `known` does not have it. Whether rules are redundant is found anew.
fn by_index(analysis: &Analysis, known: impl Fn(usize) -> Option<RuleStatus>) -> Vec<RuleStatus> {
    let (index, marks) = (analysis.index(), analysis.marks());
    let Some((default, others)) = analysis.prepared().split_first() else { return Vec::new() };
    let mut all = Vec::with_capacity(default.rules.len());
    for (at, (mark, rule)) in marks.iter().zip(&default.rules).enumerate() {
        if analysis.is_stopped() {
            break;
        }
        if let Some(known) = known(at) {
            all.push(RuleStatus { redundant: !mark.needed, ..known });
            continue;
        }
        let mut combined = status(default, rule, &index.tally(default.reading, at, &rule.1), Names::ByIndex);
        for other in others {
            let Some(elsewhere) = other.rules.get(at) else { continue };
            // Where the rule meets the same rules, it fares the same.
            let readings = [default.reading, other.reading];
            if index.differs(readings, &rule.1) || index.differs(readings, &elsewhere.1) {
                let tally = index.tally(other.reading, at, &elsewhere.1);
                merge(&mut combined, status(other, elsewhere, &tally, Names::None));
            }
        }
        all.push(RuleStatus { redundant: !mark.needed, ..combined });
    }
    all
}

fn by_boxes(readings: &[Prepared]) -> Vec<RuleStatus> {
    let mut combined: Vec<RuleStatus> = Vec::new();
    for prepared in readings {
        let statuses = boxes_in_one_reading(prepared);
        if combined.is_empty() {
            combined = statuses;
        } else {
            combined.iter_mut().zip(statuses).for_each(|(status, other)| merge(status, other));
        }
    }
    combined
}

fn boxes_in_one_reading(prepared: &Prepared) -> Vec<RuleStatus> {
    let mut undecided = PacketSet::all_from(Span::ADDRESSES);
    let mut all = Vec::with_capacity(prepared.rules.len());
    for (index, rule) in prepared.rules.iter().enumerate() {
        let (action, set) = rule;
        let left = undecided.intersect(set);
        let redundant = prepared.shares_from(index + 1, &left).iter().all(|share| share.action == *action);
        let tally = Tally { left: left.count(), deciders: prepared.deciders_before(index, set) };
        all.push(RuleStatus { redundant, ..status(prepared, rule, &tally, Names::ByBoxes) });
        undecided = undecided.subtract(set);
    }
    all
}

/// How the rules to name are found, if they are of interest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    None,
    ByBoxes,
    ByIndex,
}

/// The status in one reading. Whether the rule is redundant is not known from the tally.
fn status(prepared: &Prepared, rule: &Entry, tally: &Tally, names: Names) -> RuleStatus {
    let total = rule.1.count();
    let portion = Portion { left: tally.left, total };
    let blame = Blame::new(prepared, rule, &tally.deciders);
    RuleStatus {
        liveness: portion.liveness(),
        portion,
        redundant: false,
        blocked_by: if names == Names::None { Vec::new() } else { blame.concise(names == Names::ByIndex) },
        contradicted: blame.contradicted(),
        relations: blame.relations(total),
    }
}

/// Takes another reading into account: what is claimed must hold in both.
fn merge(status: &mut RuleStatus, other: RuleStatus) {
    if (other.liveness, other.portion.left) > (status.liveness, status.portion.left) {
        status.portion = other.portion;
    }
    status.liveness = status.liveness.max(other.liveness);
    status.redundant &= other.redundant;
    status.contradicted &= other.contradicted;
    status.relations.retain(|relation| other.relations.contains(relation));
}
