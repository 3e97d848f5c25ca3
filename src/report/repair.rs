//! Repairs. Each is guessed from what the finding says, then proved by the laws on the filter it would make. What cannot
//! be proved is not offered; what is missing for a proof is asked.

use super::exposure::{has_range_of_senders, named_only, protocol_of};
use super::finding::{Finding, FindingKind, Severity};
use super::flows::{Row, is_useless_dhcp};
use super::insertion::before_final_deny;
use super::intent::{
    count, destinations, is_ban, is_deny_all, is_everyone, is_named_allow, is_named_deny, names_somebody,
};
use super::laws::{Broken, Key, Step, it_cures, keeps_names, key, keys};
use super::loss::{Level, loss};
use super::openness::names_an_offer;
use super::question::{Need, needs};
use super::situation::{FlowVerdict, Situation};
use super::{findings, shorter};
use crate::analysis::{
    Analysis, Decider, Kind, PacketSet, Reading, RuleStatus, Span, Verdict, packets_of, rule_set, rule_statuses_after,
};
use crate::filter::{Action, AddressRange, Edit, Filter, MAX_RULES, PortRange, Ports, Protocol, Rule, Source};
use crate::profile::{Expectation, FlowId, Use};

/// The longest list for which repairs are sought. The cloud takes no list that is much longer than its limit, and the
/// proofs would cost more than everything else: such a list must become shorter first.
pub(super) const REPAIRABLE: usize = 4 * MAX_RULES;

/// So many rules may stand behind each other that open the same.
const MOST_CULPRITS: usize = 6;

/// A repair that the analysis has proved by the laws: the finding goes away or gets milder, nothing that is protected is
/// opened, nothing that is needed is lost, and what the author said still stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The change.
    pub edit: Edit,
    /// What passes afterwards that did not (tidied boxes).
    pub opens: PacketSet,
    /// What passed and does not any more (tidied boxes).
    pub closes: PacketSet,
    /// Other findings that go with it, by code and flow.
    pub cures: Vec<(String, Option<FlowId>)>,
}

/// Cures, then denies.
const MOST_IMPROVEMENTS: usize = 2;

/// What a class loses in the mildest and in the worst reading.
type Levels = (Level, Level);

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
    keys: Vec<(Key, Severity)>,
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
    fn cured_too(&self, open: &[Finding], after: &[(Key, Severity)]) -> Vec<usize> {
        let stays = |finding: &Finding| {
            let key = key(finding);
            after.iter().any(|(other, _)| *other == key)
        };
        open.iter().enumerate().filter(|(_, finding)| !stays(finding)).map(|(at, _)| at).collect()
    }

    fn repair(&self, finding: &Finding, broken: &mut Vec<Broken>) -> Option<(Fix, Vec<(Key, Severity)>)> {
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
    fn improved(&self, finding: &Finding, guess: Guess) -> Result<(Fix, Vec<(Key, Severity)>), Broken> {
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
    fn prove(&self, finding: &Finding, guess: &Guess) -> Result<(Fix, Vec<(Key, Severity)>), Broken> {
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
    ) -> Result<(Fix, Vec<(Key, Severity)>), Broken> {
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

    /// The edit with a deny before each wide rule for the ports in it that somebody alone may reach, and for login ports.
    fn guarded(&self, guess: &Guess) -> Option<Guess> {
        let first = self.first;
        let after = guess.edit.apply(self.situation.filter);
        let mut edits = vec![guess.edit.clone()];
        let mut now = after;
        for kind in [Kind::Tcp, Kind::Udp] {
            let mut guarded = named_only(&first.filter.rules, &first.intent, kind);
            if kind == Kind::Tcp {
                guarded.extend(first.intent.logins.iter().map(|port| Span::one((*port).into())));
            }
            guarded.extend(blocked_ports(&first.profile.expectations, kind));
            for port in super::addresses::merged(guarded) {
                let mut protect = Protect { kind, port, edits: &mut edits };
                now = protect.in_filter(now, self.situation);
            }
        }
        (edits.len() > 1).then(|| Guess {
            edit: Edit::of(edits),
            cures: guess.cures.clone(),
            narrowed: guess.narrowed.clone(),
            guards: true,
        })
    }

    /// Edits that might cure the finding, the plainest first.
    fn guesses(&self, finding: &Finding) -> Vec<Guess> {
        let at = finding.rules.first().copied();
        let rule = at.and_then(|at| Some((at, self.situation.filter.rules.get(at)?)));
        let replaced = |change: &dyn Fn(&Rule) -> Option<Rule>| -> Vec<Guess> {
            let new = rule.and_then(|(at, rule)| Some(Edit::Replace { at, rule: change(rule)? }));
            new.map(Guess::rewriting).into_iter().collect()
        };
        let any = Ports::Any;
        match &finding.kind {
            FindingKind::FlowBlocked(id) | FindingKind::FlowPartly(id) | FindingKind::FlowUncertain(id) => {
                self.situation.row(*id).map(|row| self.cure(row)).unwrap_or_default()
            }
            FindingKind::Unmet(id) => self.situation.row(*id).map(|row| self.expected(row)).unwrap_or_default(),
            FindingKind::NoFinalDeny | FindingKind::RestOpen(_) => self.closing(),
            FindingKind::NamedPortOpen(kind, ports) => self.denied(*kind, ports, at).into_iter().collect(),
            FindingKind::LoginOpen(_) => {
                let open = |with_deny| self.narrowed_logins(&finding.rules, with_deny);
                let closed = || self.closed_with_logins(&finding.rules);
                open(false).into_iter().chain(open(true)).chain(closed()).collect()
            }
            FindingKind::LoginClosed(_) | FindingKind::ResolversBanned(_) => Vec::new(),
            FindingKind::DenyAllFirst => at.map(|at| self.deny_all_moved(at)).unwrap_or_default(),
            FindingKind::RangeInSourcePort => rule.map(|(at, rule)| self.moved_range(at, rule)).unwrap_or_default(),
            FindingKind::BareZero => {
                let mended = |shut| self.bare_zero(&finding.rules, shut);
                mended(false).into_iter().chain(mended(true)).collect()
            }
            FindingKind::NeverDecides { by, contradicted } => {
                rule.map(|(at, rule)| self.dead(at, rule, by, *contradicted)).unwrap_or_default()
            }
            FindingKind::ServiceInSourcePort(..) => {
                let meant = |rule: &Rule| Some(rule.clone().ports(any, rule.destination_port));
                let blank = replaced(&meant);
                let login = at.and_then(|at| self.blank_login(at));
                let narrow = rule.map(|(at, rule)| self.behind_the_door(at, rule)).unwrap_or_default();
                blank.into_iter().chain(login).chain(narrow).collect()
            }
            FindingKind::TrustsSourcePort(..) => {
                let login = at.and_then(|at| self.blank_login(at));
                let narrow = rule.map(|(at, rule)| self.behind_the_door(at, rule)).unwrap_or_default();
                login.into_iter().chain(narrow).collect()
            }
            FindingKind::UselessDhcp67 => {
                at.map(|at| Guess::narrowing(Edit::Remove { at }, vec![at])).into_iter().collect()
            }
            FindingKind::UndocumentedProtocol(_) => replaced(&|rule| {
                let port = if rule.protocol == Protocol::Http { 80 } else { 443 };
                let rule = Rule { protocol: Protocol::Tcp, ..rule.clone() };
                Some(rule.ports(any, Ports::One(port)))
            }),
            FindingKind::AmbiguousMask(_) => replaced(&|rule| {
                rule.source.addresses().as_network()?;
                Some(rule.clone().from(rule.source.plain()))
            }),
            FindingKind::HostBits => replaced(&|rule| Some(rule.clone().from(rule.source.plain()))),
            FindingKind::IgnoredPorts => replaced(&|rule| Some(rule.clone().ports(any, any))),
            FindingKind::AllPortsWritten => replaced(&|rule| {
                let blank = |ports: Ports| if ports.covers_everything() { any } else { ports };
                Some(rule.clone().ports(blank(rule.source_port), blank(rule.destination_port)))
            }),
            FindingKind::BeyondLimit(_) => {
                shorter::smaller(self.situation.filter).map(Guess::rewriting).into_iter().collect()
            }
            FindingKind::ListenersInReturnRange(_)
            | FindingKind::TwoRanges
            | FindingKind::HexPorts
            | FindingKind::PortZero
            | FindingKind::LongName
            | FindingKind::LongDescription
            | FindingKind::CouldBeShorter { .. } => Vec::new(),
        }
    }

    /// Mends or widens the rules that were meant for a flow, or inserts those it needs.
    fn cure(&self, row: &Row) -> Vec<Guess> {
        let situation = self.situation;
        let missing = missing_of(situation.analysis, row);
        let cures = || Some(packets_of(&row.cures));
        let flow = situation.flow(row.flow.id);
        let mut all = Vec::new();
        if let Some(is_missed) = row.is_missed_by {
            let rules = situation.filter.rules.iter().enumerate();
            let meant = rules.filter(|(_, rule)| is_missed(rule) && is_everyone(rule.source)).zip(&missing);
            all.extend(meant.map(|((at, rule), cure)| {
                let mended = rule.clone().from(cure.source).ports(cure.source_port, cure.destination_port);
                Guess { cures: cures(), ..Guess::narrowing(Edit::Replace { at, rule: mended }, vec![at]) }
            }));
        }
        let at = flow.and_then(|flow| place(situation, row, flow));
        all.extend(at.and_then(|at| moved_up(situation.filter, &missing, at)));
        let widened: Option<Vec<Edit>> = missing.iter().map(|cure| widened(situation.filter, cure)).collect();
        if let Some(edits) = widened.filter(|edits| !edits.is_empty()) {
            all.push(Guess { cures: cures(), ..Guess::rewriting(Edit::of(edits)) });
        }
        if let Some(at) = at {
            let insert = |(offset, rule): (usize, &&Rule)| Edit::Insert { at: at + offset, rule: (*rule).clone() };
            let edits: Vec<Edit> = missing.iter().enumerate().map(insert).collect();
            if !edits.is_empty() {
                all.push(Guess { cures: cures(), ..Guess::rewriting(Edit::of(edits)) });
            }
        }
        all
    }

    /// Rules for exactly what an expectation asks: what must pass before the first deny that takes some of it; what must
    /// not before the first rule that lets some of it in, with its exceptions above.
    fn expected(&self, row: &Row) -> Vec<Guess> {
        let FlowId::Expected { index, wants } = row.flow.id else { return Vec::new() };
        let Some(one) = self.situation.profile.expectations.get(index) else { return Vec::new() };
        let Some(flow) = self.situation.flow(row.flow.id) else { return Vec::new() };
        let wrong = flow.answer.deciders_of(wants.toggled()).into_iter();
        let at = wrong.map(|decider| decider_place(decider, self.situation.filter)).min();
        let Some(at) = at else { return Vec::new() };
        let rules = match wants {
            Action::Allow => rules_for(&one.packets(), Action::Allow),
            Action::Deny => {
                let passing = self.situation.analysis.answer(&one.except).certainly(Action::Allow);
                let shut = rules_for(&one.traffic, Action::Deny);
                rules_for(&passing, Action::Allow).zip(shut).map(|(open, shut)| [open, shut].concat())
            }
        };
        let inserts = rules.map(|rules| {
            let insert = |(offset, rule)| Edit::Insert { at: at + offset, rule };
            Edit::of(rules.into_iter().enumerate().map(insert).collect())
        });
        let letting_in: Vec<usize> = match wants {
            Action::Allow => Vec::new(),
            Action::Deny => {
                flow.answer.deciders_of(Action::Allow).into_iter().filter_map(super::traffic::index).collect()
            }
        };
        let guess = |edit: Edit| Guess { guards: true, ..Guess::narrowing(edit, letting_in.clone()) };
        inserts.into_iter().flat_map(|edit| [self.without_dead(&edit, &letting_in), edit]).map(guess).collect()
    }

    /// An edit, and those of these rules gone that decide nothing afterwards.
    fn without_dead(&self, edit: &Edit, rules: &[usize]) -> Edit {
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
    fn closing(&self) -> Vec<Guess> {
        let with_doors = |choice: usize| {
            let (mut work, mut narrowed) = self.closed()?;
            narrowed.extend(self.close_doors(&mut work, choice));
            let cures = self.complete(&mut work);
            Some(Guess { edit: work.edit(), cures: Some(cures), narrowed, guards: false })
        };
        [0, 1].into_iter().filter_map(with_doors).chain(self.closing_in_order()).collect()
    }

    /// The same where a rule that goes had stood above a deny-all in the middle: that moves to the end.
    fn closing_in_order(&self) -> Option<Guess> {
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
    fn shut(&self, work: &mut Work) -> Option<Vec<usize>> {
        let situation = self.situation;
        let mut narrowed = Vec::new();
        // Behind a rule that goes, another one may open the same.
        for _ in 0..MOST_CULPRITS {
            let analysis = situation.analysis.next(situation.filter, &work.filter);
            let now = Situation::new(&work.filter, situation.profile, &analysis);
            let culprits: Vec<usize> = now.exposure.culprits().into_iter().filter_map(super::traffic::index).collect();
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
    fn close_doors(&self, work: &mut Work, choice: usize) -> Vec<usize> {
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
    fn closed(&self) -> Option<(Work, Vec<usize>)> {
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
    fn named_services(&self, work: &mut Work, at: usize, rule: &Rule) -> Option<()> {
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
    fn complete(&self, work: &mut Work) -> PacketSet {
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
                denying.iter().copied().filter_map(super::traffic::index).find(|at| !ban(at))
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
    fn keep_expectations(&self, work: &mut Work) -> PacketSet {
        let situation = self.situation;
        let mut cures = PacketSet::empty();
        let guarded = situation.profile.expectations.iter().map(|one| match one.wants {
            Action::Allow => one.packets(),
            Action::Deny => one.except.clone(),
        });
        for packets in guarded.map(|packets| situation.analysis.answer(&packets).certainly(Action::Allow)) {
            let analysis = situation.analysis.next(situation.filter, &work.filter);
            let denying = analysis.answer(&packets).deciders_of(Action::Deny);
            let Some(at) = denying.into_iter().find_map(super::traffic::index) else { continue };
            for (offset, rule) in rules_for(&packets, Action::Allow).into_iter().flatten().enumerate() {
                work.push(Edit::Insert { at: at + offset, rule });
            }
            cures.add(&packets);
        }
        cures
    }

    /// A deny for these ports directly before the rule that opens them; named allows below it move up.
    fn denied(&self, kind: Kind, ports: &[Span], at: Option<usize>) -> Option<Guess> {
        let mut work = Work::new(self.situation.filter);
        let mut at = at?;
        for port in ports {
            at = deny_port(&mut work, self.situation.analysis, kind, *port, at);
        }
        Some(Guess { edit: work.edit(), cures: Some(PacketSet::empty()), narrowed: Vec::new(), guards: true })
    }

    /// Rules for a login from everyone, narrowed to the administrators; with a deny below them, where a range further down
    /// has the port in it.
    fn narrowed_logins(&self, rules: &[usize], with_deny: bool) -> Option<Guess> {
        let mut work = Work::new(self.situation.filter);
        for at in rules.iter().rev() {
            let rule = work.filter.rules.get(*at)?.clone();
            if with_deny {
                let deny = Rule::new(Action::Deny, rule.protocol).ports(Ports::Any, rule.destination_port);
                work.push(Edit::Insert { at: at + 1, rule: deny });
            }
            self.narrow(&mut work, *at)?;
        }
        Some(Guess { guards: with_deny, ..Guess::narrowing(work.edit(), rules.to_vec()) })
    }

    /// A login beside a sender's port, for the administrators from any.
    fn blank_login(&self, at: usize) -> Option<Guess> {
        let mut work = Work::new(self.situation.filter);
        let rule = work.filter.rules.get(at)?.clone();
        if !self.situation.intent.means_a_login(&rule) {
            return None;
        }
        work.push(Edit::Replace { at, rule: rule.clone().ports(Ports::Any, rule.destination_port) });
        self.narrow(&mut work, at)?;
        Some(Guess::narrowing(work.edit(), vec![at]))
    }

    /// The same where strangers would come in by another rule, or by the default: closed as well.
    fn closed_with_logins(&self, rules: &[usize]) -> Option<Guess> {
        self.situation.exposure.severity?;
        let (mut work, mut narrowed) = self.closed()?;
        narrowed.extend(self.close_doors(&mut work, 0));
        for rule in rules.iter().filter_map(|at| self.situation.filter.rules.get(*at)) {
            let at = work.filter.rules.iter().position(|other| other == rule)?;
            self.narrow(&mut work, at)?;
        }
        narrowed.extend(rules);
        let cures = self.complete(&mut work);
        let logins = self.situation.rows.iter().filter(|row| row.flow.id.is_login()).flat_map(|row| row.cures.clone());
        let mut opens = packets_of(&logins.collect::<Vec<Rule>>());
        opens.add(&cures);
        Some(Guess { edit: work.edit(), cures: Some(opens), narrowed, guards: false })
    }

    /// In place of a rule for everyone one for each network of the administrators that has none yet.
    fn narrow(&self, work: &mut Work, at: usize) -> Option<()> {
        let profile = self.situation.profile;
        let rule = work.filter.rules.get(at)?.clone();
        if profile.admin.is_empty() {
            return None;
        }
        let others = work.filter.rules.clone();
        let wanted = ipnet::Ipv4Net::aggregate(&profile.admin).into_iter().map(|net| rule.clone().from(net.into()));
        let is_there = |wanted: &Rule| {
            others.iter().enumerate().any(|(other, known)| {
                let same = (known.action, known.protocol, known.source, known.source_port, known.destination_port)
                    == (wanted.action, wanted.protocol, wanted.source, wanted.source_port, wanted.destination_port);
                other != at && same
            })
        };
        let missing: Vec<Rule> = wanted.filter(|rule| !is_there(rule)).collect();
        match missing.split_first() {
            None => work.push(Edit::Remove { at }),
            Some((first, more)) => {
                work.push(Edit::Replace { at, rule: first.clone() });
                for (offset, rule) in more.iter().enumerate() {
                    work.push(Edit::Insert { at: at + 1 + offset, rule: rule.clone() });
                }
            }
        }
        Some(())
    }

    /// The deny at the end; if that would let everyone log in, with the logins narrowed.
    fn deny_all_moved(&self, at: usize) -> Vec<Guess> {
        // Of the denies that close the list it becomes the first.
        let last = before_final_deny(self.situation.filter).max(at + 1) - 1;
        let plain = Edit::Move { from: at, to: last };
        let mut work = Work::new(self.situation.filter);
        work.push(plain.clone());
        let open = |(at, rule): (usize, &Rule)| {
            (!names_somebody(rule.source) && self.situation.intent.means_a_login(rule)).then_some(at)
        };
        let logins: Vec<usize> = work.filter.rules.iter().enumerate().filter_map(open).collect();
        let narrowed = logins.iter().rev().try_for_each(|at| self.narrow(&mut work, *at));
        let careful = narrowed.filter(|()| !logins.is_empty()).map(|()| Guess::rewriting(work.edit()));
        [Guess::rewriting(plain)].into_iter().chain(careful).collect()
    }

    /// The range in the column it belongs into; or the return range there; or nothing, if replies pass without it.
    fn moved_range(&self, at: usize, rule: &Rule) -> Vec<Guess> {
        let answers = self.situation.profile.ephemeral_ports();
        let to = |ports| Guess::narrowing(Edit::Replace { at, rule: rule.clone().ports(Ports::Any, ports) }, vec![at]);
        let gone = || Guess::narrowing(Edit::Remove { at }, vec![at]);
        let replies = if rule.protocol == Protocol::Tcp { FlowId::TcpReplies } else { FlowId::UdpReplies };
        // Servers do not answer from such ports: what passes does so by other rules.
        let pass = self.situation.flow(replies).is_some_and(|flow| flow.verdict == Verdict::Allowed);
        let move_it = [to(rule.source_port), to(answers.into())];
        pass.then(gone).into_iter().chain(move_it).chain([gone()]).collect()
    }

    /// Every bare 0.0.0.0 as "any", logins as the administrators, with what is then needed; and, if that is to be shut,
    /// without what would be open to everyone though nobody meant it.
    fn bare_zero(&self, rules: &[usize], shut: bool) -> Option<Guess> {
        let mut work = Work::new(self.situation.filter);
        for at in rules.iter().rev() {
            let rule = work.filter.rules.get(*at)?.clone().from(Source::Any);
            let is_login = self.situation.intent.means_a_login(&rule);
            work.push(Edit::Replace { at: *at, rule });
            if is_login {
                self.narrow(&mut work, *at)?;
            }
        }
        let mut narrowed = rules.to_vec();
        if shut {
            narrowed.extend(self.shut(&mut work).filter(|_| names_an_offer(self.situation))?);
            narrowed.extend(self.close_doors(&mut work, 0));
        }
        self.complete(&mut work);
        Some(Guess::narrowing(work.edit(), narrowed))
    }

    /// A rule that never decides: moved up where its order is wrong, else removed if it says nothing of its own.
    fn dead(&self, at: usize, rule: &Rule, by: &[usize], contradicted: bool) -> Vec<Guess> {
        if !contradicted {
            let goes = !self.situation.intent.is_statement(rule);
            return goes.then(|| Guess::rewriting(Edit::Remove { at })).into_iter().collect();
        }
        let set = rule_set(rule, Reading::default());
        let wider = |other: &&usize| {
            self.situation.filter.rules.get(**other).is_some_and(|other| {
                let theirs = rule_set(other, Reading::default());
                other.action != rule.action && set.subtract(&theirs).is_empty() && !theirs.subtract(&set).is_empty()
            })
        };
        by.iter().find(wider).map(|to| Guess::rewriting(Edit::Move { from: at, to: *to })).into_iter().collect()
    }

    /// The destination of a rule that trusts a sender's port, narrowed to where answers from that port go.
    fn behind_the_door(&self, at: usize, rule: &Rule) -> Vec<Guess> {
        let profile = self.situation.profile;
        let nat = profile.uses.contains(&Use::Nat)
            || (rule.source_port == Ports::One(53) && profile.uses.contains(&Use::Unbound));
        let answers = if nat { PortRange::new(1024, 65535) } else { profile.ephemeral_ports() };
        let to = |ports: Ports| rule.clone().ports(rule.source_port, ports);
        let replace = |rule| Edit::Replace { at, rule };
        let pair = match (rule.protocol, rule.source_port) {
            (Protocol::Udp, Ports::One(67)) => Some(68),
            (Protocol::Udp, Ports::One(123)) => Some(123),
            _ => None,
        };
        let mut edits = Vec::new();
        if let Some(port) = pair {
            edits.push(replace(to(Ports::One(port))));
            let both = vec![replace(to(Ports::One(port))), Edit::Insert { at: at + 1, rule: to(answers.into()) }];
            edits.push(Edit::Batch(both));
        }
        let inside = rule.destination_port.ranges().into_iter();
        let inside =
            inside.filter_map(|range| Span::from(range).intersect(answers.into())).max_by_key(|span| span.length());
        if let Some(inside) = inside.filter(|_| !rule.source_port.is_range()) {
            edits.push(replace(to(Ports::from(range_of(inside)))));
        }
        edits.push(Edit::Remove { at });
        edits
            .into_iter()
            .map(|edit| Guess { cures: Some(PacketSet::empty()), ..Guess::narrowing(edit, vec![at]) })
            .collect()
    }
}

/// Allow rules with a wide range of ports that open what nobody meant: only their owner knows what of it is offered.
pub(super) fn wide_culprits(situation: &Situation<'_>) -> Vec<usize> {
    let culprits = situation.exposure.culprits().into_iter().filter_map(super::traffic::index);
    let wide = |at: &usize| {
        situation.filter.rules.get(*at).is_some_and(|rule| !has_all_ports(rule) && !has_range_of_senders(rule))
    };
    culprits.filter(wide).collect()
}

/// Whether an allow rule names no port of the server.
fn has_all_ports(rule: &Rule) -> bool {
    !rule.protocol.has_ports() || rule.destination_port == Ports::Any || rule.destination_port.covers_everything()
}

/// A filter while edits are added one after another.
struct Work {
    filter: Filter,
    edits: Vec<Edit>,
}

impl Work {
    fn new(filter: &Filter) -> Self {
        Self { filter: filter.clone(), edits: Vec::new() }
    }

    fn push(&mut self, edit: Edit) {
        self.filter = edit.apply(&self.filter);
        self.edits.push(edit);
    }

    fn edit(self) -> Edit {
        Edit::of(self.edits)
    }
}

/// Puts a deny for a port before the rule at a place; rules that open it to somebody and stand below move above it. The
/// place of that rule afterwards.
fn deny_port(work: &mut Work, before: &Analysis, kind: Kind, port: Span, at: usize) -> usize {
    let mut at = at;
    let names = |rule: &Rule| {
        let ranges = destinations(rule);
        is_named_allow(rule)
            && rule.protocol == protocol_of(kind)
            && count(&ranges) <= 16
            && ranges.iter().any(|range| Span::from(*range).intersect(port).is_some())
    };
    // Those that do not reach it now, below a deny, are not opened by the way.
    let reaches = |rule: &Rule| names(rule) && before.allows(&rule_set(rule, Reading::default()));
    for from in at + 1..work.filter.rules.len() {
        if work.filter.rules.get(from).is_some_and(reaches) {
            work.push(Edit::Move { from, to: at });
            at += 1;
        }
    }
    let deny = Rule::new(Action::Deny, protocol_of(kind)).ports(Ports::Any, Ports::from(range_of(port)));
    work.push(Edit::Insert { at, rule: deny });
    at + 1
}

/// The ports that expectations shut, other than all of them.
fn blocked_ports(expectations: &[Expectation], kind: Kind) -> Vec<Span> {
    let shut = expectations.iter().filter(|one| one.wants == Action::Deny);
    let regions = shut.flat_map(|one| one.traffic.regions()).filter(|region| region.kind == kind);
    regions.map(|region| region.spans[2]).filter(|ports| *ports != Span::PORTS).collect()
}

/// Protects one port in a filter that an edit has made.
struct Protect<'a> {
    kind: Kind,
    port: Span,
    edits: &'a mut Vec<Edit>,
}

impl Protect<'_> {
    /// The filter with a deny before the first wide rule that lets somebody reach the port who did not before.
    fn in_filter(&mut self, filter: Filter, before: &Situation<'_>) -> Filter {
        let from = super::addresses::everyone();
        let packets: PacketSet =
            crate::analysis::Region::with_ports(self.kind, from, super::intent::CLIENT_PORTS, self.port).into();
        let analysis = before.analysis.next(before.filter, &filter);
        let opened =
            analysis.answer(&packets).outcome().map(|outcome| outcome.packets(Action::Allow)).unwrap_or_default();
        let known = before.analysis.answer(&packets).outcome().map(|outcome| outcome.packets(Action::Allow));
        if opened.subtract(&known.unwrap_or_default()).is_empty() {
            return filter;
        }
        let answer = analysis.answer(&opened);
        let careless = |decider: &Decider| {
            super::traffic::index(*decider)
                .and_then(|at| filter.rules.get(at))
                .is_some_and(|rule| !before.intent.means_its_ports(rule))
        };
        let Some(Decider::Rule(at)) = answer.deciders_of(Action::Allow).into_iter().find(careless) else {
            return filter;
        };
        let mut work = Work::new(&filter);
        deny_port(&mut work, before.analysis, self.kind, self.port, at);
        self.edits.extend(work.edits);
        work.filter
    }
}

fn range_of(span: Span) -> PortRange {
    let port = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    PortRange::new(port(span.low), port(span.high))
}

/// The cures of a row that do not pass already. Those for networks that nobody but the rules themselves would name belong
/// together: a part of them would say that the others are nobody.
fn missing_of<'r>(analysis: &Analysis, row: &'r Row) -> Vec<&'r Rule> {
    let passes = |rule: &&Rule| analysis.allows(&rule_set(rule, Reading::default()));
    let together = !row.cures_are_named && row.cures.iter().all(|rule| names_somebody(rule.source));
    match together && !row.cures.iter().all(|rule| passes(&rule)) {
        true => row.cures.iter().collect(),
        false => row.cures.iter().filter(|rule| !passes(rule)).collect(),
    }
}

/// Rules that say just what is needed and stand too low, moved up.
fn moved_up(filter: &Filter, missing: &[&Rule], at: usize) -> Option<Guess> {
    let mut work = Work::new(filter);
    let mut moved = Vec::new();
    for (offset, cure) in missing.iter().enumerate() {
        let wanted = rule_set(cure, Reading::default());
        let says_so = |rule: &Rule| {
            let same =
                (rule.action, rule.protocol) == (cure.action, cure.protocol) && rule.source_port == cure.source_port;
            let alike = rule.source == cure.source || (is_everyone(rule.source) && is_everyone(cure.source));
            same && alike && wanted.subtract(&rule_set(rule, Reading::default())).is_empty()
        };
        let rules = work.filter.rules.iter().enumerate().skip(at + offset);
        let (from, rule) = rules.filter(|(_, rule)| says_so(rule)).map(|(from, rule)| (from, rule.clone())).next()?;
        moved.push(rule);
        work.push(Edit::Move { from, to: at + offset });
    }
    (!moved.is_empty()).then(|| Guess { cures: Some(packets_of(&moved)), ..Guess::rewriting(work.edit()) })
}

/// An existing return range, or part of one, made wide enough for a rule that is needed.
fn widened(filter: &Filter, cure: &Rule) -> Option<Edit> {
    let wanted = *cure.destination_port.ranges().first().filter(|range| range.first < range.last)?;
    let touches = |range: &PortRange| {
        range.first <= wanted.last.saturating_add(1) && wanted.first <= range.last.saturating_add(1)
    };
    let alike = |rule: &Rule| {
        let source = rule.source == cure.source || (is_everyone(rule.source) && is_everyone(cure.source));
        (rule.action, rule.protocol, rule.source_port) == (cure.action, cure.protocol, cure.source_port) && source
    };
    let rules = filter.rules.iter().enumerate().filter(|(_, rule)| alike(rule));
    let candidates = rules.filter_map(|(at, rule)| {
        let range = match rule.destination_port {
            Ports::Range(range) => range,
            Ports::One(port) => PortRange::new(port, port),
            Ports::Any | Ports::Masked { .. } => return None,
        };
        let both = PortRange::new(range.first.min(wanted.first), range.last.max(wanted.last));
        let rule = rule.clone().ports(rule.source_port, both.into());
        let common = Span::from(range).intersect(wanted.into()).map_or(0, Span::length);
        let is_one = touches(&range) && !is_useless_dhcp(&rule) && both != range;
        is_one.then_some((common, Edit::Replace { at, rule }))
    });
    // The return range itself, not a service that stands beside it.
    candidates.rev().max_by_key(|(common, _)| *common).map(|(_, edit)| edit)
}

/// Where the rules that a flow needs are inserted.
fn place(situation: &Situation<'_>, row: &Row, flow: &FlowVerdict) -> Option<usize> {
    let denying = flow.answer.deciders_of(Action::Deny);
    place_in(situation.filter, &denying, row.cures_are_named)
}

/// Before the first deny-all that denies some of it, so below bans and named denies; for senders that the profile names,
/// before the first deny that does.
fn place_in(filter: &Filter, denying: &[Decider], named: bool) -> Option<usize> {
    let denies = denying.iter().copied().filter_map(super::traffic::index);
    let stops = |at: &usize| {
        let shuts = |rule: &Rule| !named && (is_ban(rule) || is_named_deny(rule));
        filter.rules.get(*at).is_some_and(|rule| !shuts(rule))
    };
    denies.into_iter().find(stops)
}

fn decider_place(decider: Decider, filter: &Filter) -> usize {
    super::traffic::index(decider).unwrap_or(filter.rules.len())
}

/// Rules that match exactly these packets, if there are few.
fn rules_for(packets: &PacketSet, action: Action) -> Option<Vec<Rule>> {
    let packets = packets.tidied();
    let whole =
        packets.regions().iter().all(|region| Span::ADDRESSES == region.spans[0] && region.covers_every_number());
    let kinds: Vec<Kind> = packets.regions().iter().map(|region| region.kind).collect();
    if whole && Kind::ALL.iter().all(|kind| kinds.contains(kind)) {
        return Some(vec![Rule::new(action, Protocol::Ip)]);
    }
    let rules: Option<Vec<Rule>> = packets.regions().iter().map(|region| rule_for(region, action)).collect();
    rules.filter(|rules| rules.len() <= MAX_RULES)
}

fn rule_for(region: &crate::analysis::Region, action: Action) -> Option<Rule> {
    let [source, from, to] = region.spans;
    let range = AddressRange { first: source.low.into(), last: source.high.into() };
    let protocol = match region.kind {
        Kind::Tcp => Protocol::Tcp,
        Kind::Udp => Protocol::Udp,
        Kind::Icmp => Protocol::Icmp,
        Kind::Fragment if region.covers_every_number() => Protocol::Fragment,
        Kind::Fragment | Kind::Other => return None,
    };
    let rule = Rule::new(action, protocol).from(range.as_network()?.into());
    if !protocol.has_ports() {
        return Some(rule);
    }
    let ports = |span: Span| if span == Span::PORTS { Ports::Any } else { Ports::from(range_of(span)) };
    let rule = rule.ports(ports(from), ports(to));
    (!rule.has_two_ranges()).then_some(rule)
}
