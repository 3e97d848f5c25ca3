//! What an edit leaves of the statuses that were known before.
//!
//! What a rule decides, and who takes the rest from it, depends on the rules before it that share packets with it. So the
//! rules above an edit keep their status, and those below it that share no packet with it keep theirs too.

use super::{Relation, RuleStatus};
use crate::analysis::common::{Common, decides_alike};
use crate::analysis::compare::packets_of;
use crate::analysis::interpretation::readings;
use crate::analysis::question::Analysis;
use crate::analysis::set::PacketSet;
use crate::filter::Filter;

/// Two versions of a filter, and the statuses of the first.
pub(super) struct Inherited<'a> {
    statuses: &'a [RuleStatus],
    common: Common,
    lengths: [usize; 2],
    /// The packets of the rules that only one version has in the middle.
    edited: PacketSet,
}

impl<'a> Inherited<'a> {
    pub(super) fn new((before, statuses): (&Filter, &'a [RuleStatus]), after: &Filter) -> Self {
        let lists = [before, after].map(|filter| filter.rules.as_slice());
        let common = if readings(before) == readings(after) && statuses.len() == before.rules.len() {
            Common::of(lists[0], lists[1], decides_alike)
        } else {
            Common { head: 0, tail: 0 }
        };
        let middles = lists.map(|list| common.middle(list));
        // A middle of many rules touches about everything.
        let common =
            if middles.iter().any(|middle| middle.len() > MANY) { Common { tail: 0, ..common } } else { common };
        let edited = if common.tail > 0 { packets_of(middles.into_iter().flatten()) } else { PacketSet::empty() };
        Self { statuses, common, lengths: lists.map(<[_]>::len), edited }
    }

    /// The status of a rule of the new version, if it is that of the old one.
    pub(super) fn status(&self, at: usize, analysis: &Analysis) -> Option<RuleStatus> {
        let [before, after] = self.lengths;
        if at < self.common.head {
            return self.statuses.get(at).cloned();
        }
        let untouched = || analysis.sets_of(at).all(|set| set.is_disjoint(&self.edited));
        if at + self.common.tail < after || !untouched() {
            return None;
        }
        let mut status = self.statuses.get((at + before).checked_sub(after)?)?.clone();
        // Whoever shares packets with it is not in the middle.
        let moved = |rule: &mut usize| {
            *rule = if *rule < self.common.head { *rule } else { (*rule + after).saturating_sub(before) }
        };
        status.blocked_by.iter_mut().for_each(moved);
        for relation in &mut status.relations {
            let (Relation::Correlated { with: rule } | Relation::Generalises { of: rule }) = relation;
            moved(rule);
        }
        Some(status)
    }
}

/// The longest middle whose packets are put together.
const MANY: usize = 8;
