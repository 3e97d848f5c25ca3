//! Repairs. Each is guessed from what the finding says, then proved by the laws on the filter it would make. What cannot
//! be proved is not offered; what is missing for a proof is asked.

mod closing;
mod cures;
mod guard;
mod guesses;
mod work;

use super::finding::{Finding, FindingKind};
use super::findings::findings;
use super::fix::{Fix, REPAIRABLE};
use super::laws::{Broken, LawKey, Step, it_cures, keeps_names, key, keys};
use super::need::Need;
use super::question::needs;
use super::severity::Severity;
use super::situation::Situation;
use crate::analysis::{PacketSet, RuleStatus, rule_statuses_after};
use crate::filter::{Edit, Filter, MAX_RULES};
use work::Work;

/// So many rules may stand behind each other that open the same.
const MOST_CULPRITS: usize = 6;

/// Cures, then denies.
const MOST_IMPROVEMENTS: usize = 2;

/// An edit that might be a repair.
struct Guess {
    edit: Edit,
    /// What it may open, if it inserts cures; otherwise its text tells what it opens.
    cures: Option<PacketSet>,
    /// Rules (0-based) that it narrows on purpose.
    narrowed: Vec<usize>,
    /// Whether it closes ports that somebody alone may reach.
    guards: bool,
}

impl Guess {
    fn rewriting(edit: Edit) -> Self {
        Self { edit, cures: None, narrowed: Vec::new(), guards: false }
    }

    fn narrowing(edit: Edit, narrowed: Vec<usize>) -> Self {
        Self { narrowed, ..Self::rewriting(edit) }
    }
}

/// A filter whose findings are being repaired.
pub(super) struct Workshop<'a> {
    situation: &'a Situation<'a>,
    statuses: &'a [RuleStatus],
    keys: Vec<(LawKey, Severity)>,
    /// The version that a chain of repairs began with, if it was another one.
    first: &'a Situation<'a>,
}

impl<'a> Workshop<'a> {
    pub(super) fn new(
        situation: &'a Situation<'a>,
        statuses: &'a [RuleStatus],
        list: &[Finding],
        first: Option<&'a Situation<'a>>,
    ) -> Self {
        Self { situation, statuses, keys: keys(list), first: first.unwrap_or(situation) }
    }

    /// Every finding with its repair or its question; apart from them those that a repair above cures too.
    pub(super) fn proved(&self, list: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>) {
        let mut open: Vec<Finding> = list;
        let (mut done, mut folded): (Vec<Finding>, Vec<Finding>) = (Vec::new(), Vec::new());
        while !open.is_empty() && !self.situation.analysis.is_stopped() {
            let mut finding = open.remove(0);
            let mut broken = Vec::new();
            match self.repair(&finding, &mut broken) {
                Some((mut fix, after)) => {
                    let told = self.cured_too(&open, &after);
                    fix.cures =
                        told.iter().filter_map(|at| open.get(*at)).map(|one| (one.code(), one.flow())).collect();
                    told.into_iter().rev().for_each(|at| folded.push(open.remove(at)));
                    finding.fix = Some(fix);
                }
                None => finding.needs = needs(self.situation, &finding, &broken),
            }
            let asks_already = |kind: &FindingKind| {
                matches!(kind, FindingKind::LoginClosed(_))
                    && done.iter().any(|one| one.needs.iter().any(|need| matches!(need, Need::Admin(_))))
            };
            if !asks_already(&finding.kind) {
                done.push(finding);
            }
        }
        done.extend(open);
        (done, folded)
    }

    /// The worst finding that has a repair, with it; notes are left alone.
    pub(super) fn worst_repaired(&self, list: Vec<Finding>) -> Option<Finding> {
        let mut worth = list.into_iter().filter(|finding| finding.severity < Severity::Note);
        worth.find_map(|finding| {
            let (fix, _) = self.repair(&finding, &mut Vec::new())?;
            Some(Finding { fix: Some(fix), ..finding })
        })
    }

    /// The places of findings that are not among those of the version that a repair makes.
    fn cured_too(&self, open: &[Finding], after: &[(LawKey, Severity)]) -> Vec<usize> {
        let stays = |finding: &Finding| {
            let key = key(finding);
            after.iter().any(|(other, _)| *other == key)
        };
        open.iter().enumerate().filter(|(_, finding)| !stays(finding)).map(|(at, _)| at).collect()
    }

    fn repair(&self, finding: &Finding, broken: &mut Vec<Broken>) -> Option<(Fix, Vec<(LawKey, Severity)>)> {
        if self.situation.filter.rules.len() > REPAIRABLE {
            return None;
        }
        for guess in self.guesses(finding) {
            match self.improved(finding, guess) {
                Ok(found) => return Some(found),
                Err(why) => broken.push(why),
            }
        }
        None
    }

    /// The guess, or the same with the denies and the cures that it turns out to need.
    fn improved(&self, finding: &Finding, guess: Guess) -> Result<(Fix, Vec<(LawKey, Severity)>), Broken> {
        let mut guess = guess;
        for _ in 0..MOST_IMPROVEMENTS {
            let why = match self.prove(finding, &guess) {
                Ok(found) => return Ok(found),
                Err(why) => why,
            };
            let better = match why {
                Broken::OpensNamed | Broken::OpensLogin | Broken::OpensBlocked if !guess.guards => self.guarded(&guess),
                Broken::Breaks | Broken::EndsLogins if finding.severity < Severity::Note => self.completed(&guess),
                _ => None,
            };
            guess = better.ok_or(why)?;
        }
        self.prove(finding, &guess)
    }

    /// Whether an edit is a repair of this finding; the findings afterwards.
    fn prove(&self, finding: &Finding, guess: &Guess) -> Result<(Fix, Vec<(LawKey, Severity)>), Broken> {
        let before = self.situation;
        let filter = guess.edit.apply(before.filter);
        let analysis = before.analysis.next(before.filter, &filter);
        let (edit, filter, analysis) = match filter.rules.len() > MAX_RULES.max(before.filter.rules.len()) {
            true => {
                let edit = self.with_room(&guess.edit, &filter).ok_or(Broken::TooLong)?;
                let filter = edit.apply(before.filter);
                let analysis = before.analysis.next(before.filter, &filter);
                (edit, filter, analysis)
            }
            false => (guess.edit.clone(), filter, analysis),
        };
        let after = Situation::new(&filter, before.profile, &analysis);
        let step = Step::new(before, &after);
        step.unresolved_stays()?;
        if matches!(finding.kind, FindingKind::BeyondLimit(_) | FindingKind::CouldBeShorter { .. }) {
            return self.same_with_fewer(finding, edit, &step);
        }
        let is_note = finding.severity == Severity::Note;
        let nothing = PacketSet::empty();
        step.it_fits()?;
        step.no_way_in(self.first)?;
        step.opens_what_it_says(if is_note { Some(&nothing) } else { guess.cures.as_ref() })?;
        step.nothing_breaks(self.first, &guess.narrowed, guess.guards)?;
        step.statements_stay(self.first)?;
        let statuses = rule_statuses_after((before.filter, self.statuses), &filter, &analysis);
        let found = keys(&findings(&after, &statuses));
        it_cures(finding, &self.keys, &found)?;
        let (opens, closes) = step.traffic();
        Ok((Fix { edit, opens: opens.tidied(), closes: closes.tidied(), cures: Vec::new() }, found))
    }

    /// An edit after which every packet is treated alike and all names still stand: nothing else can be worse, though what
    /// hung on rules that are not in force is certain now.
    fn same_with_fewer(
        &self,
        finding: &Finding,
        edit: Edit,
        step: &Step<'_>,
    ) -> Result<(Fix, Vec<(LawKey, Severity)>), Broken> {
        let (before, after) = (self.situation, step.after);
        if !step.difference.is_empty() || !keeps_names(before.filter, after.filter) {
            return Err(Broken::DropsStatement);
        }
        let statuses = rule_statuses_after((before.filter, self.statuses), after.filter, after.analysis);
        let found = keys(&findings(after, &statuses));
        if found.iter().any(|(other, _)| *other == key(finding)) {
            return Err(Broken::CuresNothing);
        }
        Ok((Fix { edit, opens: PacketSet::empty(), closes: PacketSet::empty(), cures: Vec::new() }, found))
    }

    /// The edit with the cures of flows that it harms.
    fn completed(&self, guess: &Guess) -> Option<Guess> {
        let mut work = Work::new(self.situation.filter);
        work.push(guess.edit.clone());
        let mut cures = self.complete(&mut work);
        if let Some(own) = &guess.cures {
            cures.add(own);
        }
        (work.edits.len() > 1).then(|| Guess {
            edit: work.edit(),
            cures: guess.cures.is_some().then_some(cures),
            narrowed: guess.narrowed.clone(),
            guards: guess.guards,
        })
    }

    /// The edit, made to fit into the cloud's limit by dropping rules that never decide and say nothing of their own.
    fn with_room(&self, edit: &Edit, after: &Filter) -> Option<Edit> {
        let limit = MAX_RULES.max(self.situation.filter.rules.len());
        let surplus = after.rules.len().saturating_sub(limit);
        let analysis = self.situation.analysis.next(self.situation.filter, after);
        let marks = analysis.marks().iter().zip(&after.rules).enumerate();
        let idle = marks.filter(|(_, (mark, rule))| !mark.decides && !self.situation.intent.is_statement(rule));
        let idle = idle.map(|(at, _)| at).take(surplus);
        let removals: Vec<Edit> = idle.enumerate().map(|(gone, at)| Edit::Remove { at: at - gone }).collect();
        (removals.len() == surplus).then(|| Edit::Batch([edit.clone()].into_iter().chain(removals).collect()))
    }
}
