//! Closing what nobody meant, around what is offered and needed.

use super::super::culprits::has_all_ports;
use super::super::exposure::has_range_of_senders;
use super::super::insertion::before_final_deny;
use super::super::intent::{destinations, is_ban, is_deny_all};
use super::super::judge::loss;
use super::super::loss::Level;
use super::super::openness::names_an_offer;
use super::super::situation::Situation;
use super::cures::{missing_of, place_in, rules_for};
use super::work::{Work, range_of};
use super::{Guess, MOST_CULPRITS, Workshop};
use crate::analysis::{PacketSet, Span, packets_of};
use crate::filter::{Action, Edit, Ports, Protocol, Rule};

/// What a class loses in the mildest and in the worst reading.
type Levels = (Level, Level);

impl Workshop<'_> {
    /// An edit, and those of these rules gone that decide nothing afterwards.
    pub(super) fn without_dead(&self, edit: &Edit, rules: &[usize]) -> Edit {
        let before = self.situation.filter;
        let mut work = Work::new(before);
        work.push(edit.clone());
        let grown = work.filter.rules.len() - before.rules.len();
        let analysis = self.situation.analysis.next(before, &work.filter);
        let dead = |at: &usize| analysis.marks().get(at + grown).is_some_and(|mark| !mark.decides);
        for at in rules.iter().rev().filter(|at| dead(at)) {
            work.push(Edit::Remove { at: at + grown });
        }
        work.edit()
    }

    /// Closes what nobody meant, around what is offered and needed.
    pub(super) fn closing(&self) -> Vec<Guess> {
        let with_doors = |choice: usize| {
            let (mut work, mut narrowed) = self.closed()?;
            narrowed.extend(self.close_doors(&mut work, choice));
            let cures = self.complete(&mut work);
            Some(Guess { edit: work.edit(), cures: Some(cures), narrowed, guards: false })
        };
        [0, 1].into_iter().filter_map(with_doors).chain(self.closing_in_order()).collect()
    }

    /// The same where a rule that goes had stood above a deny-all in the middle: that moves to the end.
    pub(super) fn closing_in_order(&self) -> Option<Guess> {
        let (mut work, narrowed) = self.closed()?;
        let last = before_final_deny(&work.filter);
        let early: Vec<usize> = (0..last).filter(|at| work.filter.rules.get(*at).is_some_and(is_deny_all)).collect();
        early.iter().rev().for_each(|at| work.push(Edit::Move { from: *at, to: last - 1 }));
        let mut cures = self.complete(&mut work);
        let below = self.situation.filter.rules.iter().filter(|rule| rule.action == Action::Allow);
        cures.add(&packets_of(&below.cloned().collect::<Vec<Rule>>()));
        (!early.is_empty()).then(|| Guess { edit: work.edit(), cures: Some(cures), narrowed, guards: false })
    }

    /// Takes away, or narrows, every rule that opens what nobody meant; the rules.
    pub(super) fn shut(&self, work: &mut Work) -> Option<Vec<usize>> {
        let situation = self.situation;
        let mut narrowed = Vec::new();
        // Behind a rule that goes, another one may open the same.
        for _ in 0..MOST_CULPRITS {
            let analysis = situation.analysis.next(situation.filter, &work.filter);
            let now = Situation::new(&work.filter, situation.profile, &analysis);
            let culprits: Vec<usize> =
                now.exposure.culprits().into_iter().filter_map(crate::report::traffic::index).collect();
            let rules: Vec<(usize, Rule)> =
                culprits.into_iter().rev().filter_map(|at| Some((at, work.filter.rules.get(at)?.clone()))).collect();
            if rules.is_empty() {
                break;
            }
            for (at, rule) in rules {
                narrowed.extend(situation.filter.rules.iter().position(|other| *other == rule));
                if has_range_of_senders(&rule) || has_all_ports(&rule) {
                    work.push(Edit::Remove { at });
                } else {
                    self.named_services(work, at, &rule)?;
                }
            }
        }
        Some(narrowed)
    }

    /// Narrows the doors that a closed filter would have, each in the first or second way that is known for it; the rules.
    pub(super) fn close_doors(&self, work: &mut Work, choice: usize) -> Vec<usize> {
        let analysis = self.situation.analysis.next(self.situation.filter, &work.filter);
        let doors = Situation::new(&work.filter.clone(), self.situation.profile, &analysis).exposure.doors;
        let mut narrowed = Vec::new();
        for door in doors.iter().rev() {
            let Some(rule) = work.filter.rules.get(door.rule).cloned() else { continue };
            narrowed.extend(self.situation.filter.rules.iter().position(|other| *other == rule));
            let mut ways = self.behind_the_door(door.rule, &rule);
            ways.truncate(choice + 1);
            if let Some(way) = ways.pop() {
                work.push(way.edit);
            }
        }
        narrowed
    }

    /// The same without what is then needed; the rules that it narrows.
    pub(super) fn closed(&self) -> Option<(Work, Vec<usize>)> {
        let situation = self.situation;
        if situation.is_ban_list() || !names_an_offer(situation) {
            return None;
        }
        let mut work = Work::new(situation.filter);
        let narrowed = self.shut(&mut work)?;
        let closes = |rule: &Rule| is_deny_all(rule) && rule.protocol == Protocol::Ip;
        if !work.filter.rules.last().is_some_and(closes) {
            let at = work.filter.rules.len();
            work.push(Edit::Insert { at, rule: Rule::new(Action::Deny, Protocol::Ip).described("deny all") });
        }
        Some((work, narrowed))
    }

    /// In place of a wide range of ports those in it that the profile offers, and answers. Nothing, if it offers none.
    pub(super) fn named_services(&self, work: &mut Work, at: usize, rule: &Rule) -> Option<()> {
        let profile = self.situation.profile;
        if profile.services.is_empty() {
            return None;
        }
        let ranges = destinations(rule);
        let inside = |port: u16| ranges.iter().any(|range| range.contains(port));
        let same = profile.services.iter().filter(|service| service.protocol == rule.protocol && inside(service.port));
        let mut pieces: Vec<Ports> = same.map(|service| Ports::One(service.port)).collect();
        let answers = Span::from(profile.ephemeral_ports());
        let kept = ranges.iter().filter_map(|range| Span::from(*range).intersect(answers));
        pieces.extend(kept.map(|span| Ports::from(range_of(span))));
        work.push(Edit::Remove { at });
        for (offset, ports) in pieces.into_iter().enumerate() {
            work.push(Edit::Insert { at: at + offset, rule: rule.clone().ports(rule.source_port, ports) });
        }
        Some(())
    }

    /// Adds the cures of needed flows that the edit so far makes worse, and what is expected to pass; their packets.
    pub(super) fn complete(&self, work: &mut Work) -> PacketSet {
        let situation = self.situation;
        let mut cures = self.keep_expectations(work);
        for row in situation.rows.iter().filter(|row| row.flow.needed && row.expects.is_none()) {
            let analysis = situation.analysis.next(situation.filter, &work.filter);
            let answers = [situation.analysis, &analysis].map(|one| one.answer(&row.flow.packets));
            let [old, new] = &answers;
            let lists = [(old, &situation.filter.rules), (new, &work.filter.rules)];
            // What passes in some reading is lost too.
            let levels = lists.map(|(answer, rules)| {
                let of_class = |class| {
                    let levels = answer.outcomes.iter().map(|outcome| loss(class, outcome, rules).level());
                    levels.clone().min().zip(levels.max()).unwrap_or((Level::None, Level::None))
                };
                row.classes.iter().map(of_class).collect::<Vec<Levels>>()
            });
            let [old, new] = levels;
            let is_worse = |(new, old): (&Levels, &Levels)| new.0 > old.0 || new.1 > old.1;
            let nobody = row.flow.id.is_login() && new.iter().all(|level| level.0 == Level::All);
            if !nobody && !new.iter().zip(&old).any(is_worse) {
                continue;
            }
            let passed = old.iter().all(|level| level.1 == Level::None);
            let missing: Vec<Rule> = missing_of(&analysis, row).into_iter().cloned().collect();
            let [_, answer] = &answers;
            let denying = answer.deciders_of(Action::Deny);
            // What passed before is not opened by a rule above the deny that a removed rule stood above.
            let not_bans = || {
                let ban = |at: &usize| work.filter.rules.get(*at).is_some_and(is_ban);
                denying.iter().copied().filter_map(crate::report::traffic::index).find(|at| !ban(at))
            };
            let usual = place_in(&work.filter, &denying, row.cures_are_named);
            let Some(at) = (if passed { not_bans() } else { usual }) else { continue };
            cures.add(&packets_of(&missing));
            for (offset, rule) in missing.into_iter().enumerate() {
                work.push(Edit::Insert { at: at + offset, rule });
            }
        }
        cures
    }

    /// Adds rules for what must pass, or is left open by what must not, and did; their packets.
    pub(super) fn keep_expectations(&self, work: &mut Work) -> PacketSet {
        let situation = self.situation;
        let mut cures = PacketSet::empty();
        let guarded = situation.profile.expectations.iter().map(|one| match one.wants {
            Action::Allow => one.packets(),
            Action::Deny => one.except.clone(),
        });
        for packets in guarded.map(|packets| situation.analysis.answer(&packets).certainly(Action::Allow)) {
            let analysis = situation.analysis.next(situation.filter, &work.filter);
            let denying = analysis.answer(&packets).deciders_of(Action::Deny);
            let Some(at) = denying.into_iter().find_map(crate::report::traffic::index) else { continue };
            for (offset, rule) in rules_for(&packets, Action::Allow).into_iter().flatten().enumerate() {
                work.push(Edit::Insert { at: at + offset, rule });
            }
            cures.add(&packets);
        }
        cures
    }
}
