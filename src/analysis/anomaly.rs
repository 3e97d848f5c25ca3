//! Rules that decide less than they say.
//!
//! *Shadowed*: every packet of the rule is decided before it, by one rule or by several together. *Redundant*: without
//! the rule every packet would meet the same action. *Correlated* and *generalising*: rules of different action share
//! packets that the earlier one really decides. All are claimed only if they hold in every reading.

mod blame;
mod inherited;
mod relations;
mod status;

pub use status::{Liveness, Portion, Relation, RuleStatus};

use super::index::Tally;
use super::prepared::{Entry, Prepared};
use super::question::{Analysis, Engine};
use super::set::{PacketSet, Span};
use crate::filter::Filter;
use blame::Blame;
use inherited::Inherited;

/// The longest list whose rules are compared as boxes.
const SHORT: usize = 0;

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
