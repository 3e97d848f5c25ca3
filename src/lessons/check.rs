//! Whether a filter reaches the goals of a lesson.

use super::goal::{Failure, Goal, Predicate};
use super::lesson::Lesson;
use crate::analysis::{
    Analysis, Decider, Interpretation, Liveness, Verdict, difference, first_match, readings, rule_statuses,
};
use crate::filter::{Action, Filter};
use crate::profile::{Expectation, Unmet};
use crate::report::{FlowVerdict, verdict_on};

impl Goal {
    /// Whether the filter reaches the goal of this lesson.
    ///
    /// # Errors
    /// What it does instead.
    pub fn check(&self, filter: &Filter, lesson: &Lesson) -> Result<(), Failure> {
        self.check_with(&Analysis::new(filter), filter, lesson)
    }

    fn check_with(&self, analysis: &Analysis, filter: &Filter, lesson: &Lesson) -> Result<(), Failure> {
        match &self.wish {
            Predicate::Traffic(expectation) => Ok(expectation.check(analysis, filter)?),
            Predicate::Flow { id, wants } => verdict_on(*id, filter, analysis, &lesson.profile)
                .map_or(Ok(()), |flow| as_judged(&flow, filter, *wants)),
            Predicate::Unshadowed => rules(analysis, |status| status.liveness == Liveness::Shadowed, Failure::Shadowed),
            Predicate::Irredundant => rules(analysis, |status| status.redundant, Failure::Redundant),
            Predicate::Same => same(analysis, &lesson.start, filter),
            Predicate::AtMost(most) => match filter.rules.len() {
                rules if rules > *most => Err(Failure::TooMany { rules, most: *most }),
                _ => Ok(()),
            },
        }
    }
}

/// The flow fares so by the judgement that the report gives; a miss has the packet that shows it.
fn as_judged(flow: &FlowVerdict, filter: &Filter, wants: Action) -> Result<(), Failure> {
    let wanted = if wants == Action::Deny { Verdict::Blocked } else { Verdict::Allowed };
    if flow.verdict() == wanted {
        return Ok(());
    }
    let shown = flow.witness.filter(|packet| first_match(filter, packet, Interpretation::default()).1 != wants);
    let Some(packet) = shown.or_else(|| flow.example(wants.toggled())) else { return Ok(()) };
    let deciders = readings(filter).into_iter().map(|reading| first_match(filter, &packet, reading).0);
    let mut decided_by: Vec<Decider> = deciders.collect();
    decided_by.sort_unstable();
    decided_by.dedup();
    let is_uncertain = flow.verdict() == Verdict::Uncertain;
    if !is_uncertain {
        decided_by = vec![first_match(filter, &packet, Interpretation::default()).0];
    }
    Err(Unmet { packet, wants, decided_by, is_uncertain }.into())
}

fn rules(
    analysis: &Analysis,
    is_wrong: impl FnMut(&crate::analysis::RuleStatus) -> bool,
    miss: fn(usize) -> Failure,
) -> Result<(), Failure> {
    rule_statuses(analysis).iter().position(is_wrong).map_or(Ok(()), |index| Err(miss(index + 1)))
}

/// The packet that shows a change may meet the other action in one reading only.
fn same(analysis: &Analysis, start: &Filter, filter: &Filter) -> Result<(), Failure> {
    let changed = difference(start, filter);
    Expectation::of(Action::Allow, changed.possibly(Action::Deny)).check(analysis, filter)?;
    Ok(Expectation::of(Action::Deny, changed.possibly(Action::Allow)).check(analysis, filter)?)
}

impl Lesson {
    /// Which goals the filter reaches, and what it does instead, in the order of the goals.
    pub fn check(&self, filter: &Filter) -> Vec<Result<(), Failure>> {
        let analysis = Analysis::new(filter);
        self.goals.iter().map(|goal| goal.check_with(&analysis, filter, self)).collect()
    }

    /// Whether the filter reaches every goal.
    pub fn is_done(&self, filter: &Filter) -> bool {
        self.check(filter).iter().all(Result::is_ok)
    }
}
