//! A filter behind a profile with every row judged: what findings are read from, and what a proposed edit is measured by.

use super::addresses::Addresses;
use super::exposure::{Exposure, Outside, excused, verdict};
use super::flows::{Exchange, FlowRow, strangers, table};
use super::intent::{Intent, is_ban_list, is_named_ban, names_somebody};
use super::judge::{Judged, ascending, is_beyond, judge, rule_of};
use super::loss::{ClassLoss, Level, Pain};
use super::moment::{What, When};
use super::severity::Severity;
use super::witness::Witnesses;
use crate::analysis::{Analysis, Answer, Decider, Interpretation, Outcome, Packet, PacketSet, Share, Span, Verdict};
use crate::filter::{Action, Filter, MAX_RULES, PortRange, Rule, Source};
use crate::profile::{Flow, FlowId, Profile};
use std::cell::OnceCell;

/// Shares that differ by less are told as one.
const SAME: f64 = 0.001;

/// A flow and what the filter does to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowVerdict {
    /// The question.
    pub flow: Flow,
    /// What becomes of every packet that could be asked for.
    pub answer: Answer,
    /// What that means for those who really send it.
    pub verdict: Verdict,
    /// How bad it is; nothing if all is as it should be, or if the flow is not needed.
    pub severity: Option<Severity>,
    /// What each class of senders loses, in the default reading.
    pub losses: Vec<ClassLoss>,
    /// When a loss is felt.
    pub(crate) pain: Pain,
    /// When something happens that depends on it, and what.
    pub(crate) moments: Vec<(When, What)>,
    /// How the flow begins.
    pub(crate) exchange: Exchange,
    /// Who decides: the rules that let it pass; if something is lost, those that deny it. Ascending, the default last.
    pub deciders: Vec<Decider>,
    /// Sources that rules name and that pass, although the flow is blocked.
    pub(crate) except: Vec<Source>,
    /// Destination ports that nobody but named senders reaches, if others are reached.
    pub(crate) missing: Vec<PortRange>,
    /// The verdict in each reading, where they differ.
    pub(crate) readings: Vec<(Interpretation, Verdict)>,
    /// If something is wrong: a packet that shows it.
    pub(crate) witness: Option<Packet>,
}

/// How a flow stands, in the way that colours and marks tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// As it should be.
    Fine,
    /// Something is wrong.
    Wrong(Severity),
    /// Not needed, and it does not pass.
    Idle,
}

impl FlowVerdict {
    /// Whether the verdict depends on what the documents leave open, and not on what the file does.
    pub(super) fn hangs_on_documents(&self) -> bool {
        let known = |reading: &Interpretation| !reading.unresolved_denies && !reading.unresolved_allows;
        let mut verdicts = self.readings.iter().filter(|(reading, _)| known(reading)).map(|(_, verdict)| verdict);
        let first = verdicts.next();
        verdicts.any(|verdict| Some(verdict) != first)
    }

    /// The practical verdict, over all readings.
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// How it stands.
    pub fn status(&self) -> Status {
        match self.severity {
            Some(severity) => Status::Wrong(severity),
            None if self.flow.needed || self.verdict == Verdict::Allowed => Status::Fine,
            None => Status::Idle,
        }
    }

    /// Whether an expectation, a login or a service: somebody else begins.
    pub(super) fn is_request(&self) -> bool {
        matches!(self.exchange, Exchange::Request | Exchange::Unwanted)
    }
}

/// A filter, a profile and the answers.
pub(super) struct Situation<'a> {
    pub(super) filter: &'a Filter,
    pub(super) profile: &'a Profile,
    pub(super) analysis: &'a Analysis,
    pub(super) intent: Intent,
    pub(super) rows: Vec<FlowRow>,
    /// One for each row, and "everything else" last.
    pub(super) flows: Vec<FlowVerdict>,
    pub(super) exposure: Exposure,
    ban_list: OnceCell<bool>,
}

impl<'a> Situation<'a> {
    pub(super) fn new(filter: &'a Filter, profile: &'a Profile, analysis: &'a Analysis) -> Self {
        let intent = Intent::of(filter, profile);
        let rows = table(filter, profile, &intent);
        let exposure = Outside::new(filter, profile, &intent, analysis).exposure();
        let flows = judged(&rows, analysis, &filter.rules);
        let mut situation =
            Self { filter, profile, analysis, intent, rows, flows, exposure, ban_list: OnceCell::new() };
        situation.flows.push(situation.everything_else());
        situation
    }

    pub(super) fn flow(&self, id: FlowId) -> Option<&FlowVerdict> {
        self.flows.iter().find(|verdict| verdict.flow.id == id)
    }

    pub(super) fn row(&self, id: FlowId) -> Option<&FlowRow> {
        self.rows.iter().find(|row| row.flow.id == id)
    }

    /// Whether the filter only bans; asked where something is open.
    pub(super) fn is_ban_list(&self) -> bool {
        *self.ban_list.get_or_init(|| is_ban_list(self.filter, self.analysis))
    }

    /// How bad it is that strangers reach what nobody meant.
    pub(super) fn openness(&self) -> Option<Severity> {
        let ban_list = self.exposure.severity.is_some() && self.is_ban_list();
        excused(self.exposure.severity, ban_list, self.profile)
    }

    fn everything_else(&self) -> FlowVerdict {
        let exposure = &self.exposure;
        let openness = self.openness();
        let ban_list = exposure.severity.is_some() && self.is_ban_list();
        let beyond = lies_beyond(&exposure.answer, self.filter);
        let verdict = match exposure.differs || beyond {
            true => Verdict::Uncertain,
            false => verdict(exposure, ban_list, openness),
        };
        let doors = exposure.doors.iter().map(|door| door.severity).min();
        let severity = openness.into_iter().chain(doors).min();
        let mut deciders = exposure.culprits();
        deciders.extend(exposure.doors.iter().map(|door| Decider::Rule(door.rule)));
        if deciders.is_empty() {
            deciders = exposure.answer.deciders_of(Action::Deny);
        }
        let flow = Flow { id: FlowId::EverythingElse, packets: exposure.packets.clone(), needed: true };
        FlowVerdict {
            flow,
            answer: exposure.answer.clone(),
            verdict,
            severity: if beyond { None } else { severity },
            losses: Vec::new(),
            pain: Pain::AtOnce,
            moments: vec![(When::Later, What::Strangers)],
            exchange: Exchange::Unwanted,
            deciders: ascending(deciders),
            except: Vec::new(),
            missing: Vec::new(),
            readings: Vec::new(),
            witness: severity.and_then(|_| self.witnesses().of(exposure)),
        }
    }

    pub(super) fn witnesses(&self) -> Witnesses<'a> {
        Witnesses { rules: &self.filter.rules, analysis: self.analysis, strangers: self.strangers() }
    }

    /// Packets of clients that neither a rule nor the profile names.
    pub(super) fn strangers(&self) -> Addresses {
        let gaps = |span: &Span| self.intent.named.gaps_in(*span);
        Addresses::of(strangers(self.profile).iter().flat_map(gaps))
    }
}

/// Whether a rule that is not in force decides something of it.
fn lies_beyond(answer: &Answer, filter: &Filter) -> bool {
    filter.rules.len() > MAX_RULES && answer.deciders().into_iter().any(is_beyond)
}

/// The verdicts on rows that were made for this filter or for another version of it.
pub(super) fn judged(rows: &[FlowRow], analysis: &Analysis, rules: &[Rule]) -> Vec<FlowVerdict> {
    let answers: Vec<Answer> = rows.iter().map(|row| analysis.answer(&row.flow.packets)).collect();
    let in_readings = |(row, answer): (&FlowRow, &Answer)| -> Vec<Judged> {
        answer.outcomes.iter().map(|outcome| judge(row, outcome, rules)).collect()
    };
    let mut all: Vec<Vec<Judged>> = rows.iter().zip(&answers).map(in_readings).collect();
    parts_pass(rows, &mut all);
    let filter_is_long = rules.len() > MAX_RULES;
    let mut flows = rows
        .iter()
        .zip(answers)
        .zip(all)
        .map(|((row, answer), judged)| {
            let beyond = filter_is_long && answer.deciders().into_iter().any(is_beyond);
            combined(row, answer, judged, rules, beyond)
        })
        .collect::<Vec<FlowVerdict>>();
    one_voice(rows, &mut flows);
    flows
}

/// A row that speaks for its parts is as bad as the worst of them.
fn one_voice(rows: &[FlowRow], flows: &mut [FlowVerdict]) {
    for at in 0..rows.len() {
        if !speaks_for_parts(rows, flows, at) {
            continue;
        }
        let worst = parts(rows, flows, at).filter_map(|part| part.severity).min();
        if let Some(flow) = flows.get_mut(at).filter(|flow| flow.severity.is_some()) {
            flow.severity = flow.severity.min(worst.or(flow.severity));
        }
    }
}

/// The needed parts of a row.
fn parts<'a>(rows: &'a [FlowRow], flows: &'a [FlowVerdict], at: usize) -> impl Iterator<Item = &'a FlowVerdict> {
    let id = rows.get(at).map(|row| row.flow.id);
    let pairs = rows.iter().zip(flows);
    pairs
        .filter(move |(part, _)| part.part_of.is_some() && part.part_of == id && part.flow.needed)
        .map(|(_, flow)| flow)
}

/// Whether a row and all its parts lose the same share, so that it speaks for all.
pub(super) fn speaks_for_parts(rows: &[FlowRow], flows: &[FlowVerdict], at: usize) -> bool {
    let Some((row, share)) = flows.get(at).and_then(|flow| Some((flow, uniform_share(flow)?))) else { return false };
    // One cure is for all: none of them may come from elsewhere.
    let inside = |part: &FlowVerdict| part.flow.packets.subtract(&row.flow.packets).is_empty();
    parts(rows, flows, at).all(|part| inside(part) && uniform_share(part).is_some_and(|own| (own - share).abs() < SAME))
}

/// The share that every class of a flow loses, if they all lose the same.
fn uniform_share(flow: &FlowVerdict) -> Option<f64> {
    let mut shares = flow.losses.iter().map(ClassLoss::share);
    let first = shares.next()?;
    shares.all(|share| (share - first).abs() < SAME).then_some(first)
}

/// A row with parts is blocked only if they are.
fn parts_pass(rows: &[FlowRow], all: &mut [Vec<Judged>]) {
    for (at, row) in rows.iter().enumerate() {
        let parts: Vec<usize> = rows
            .iter()
            .enumerate()
            .filter(|(_, part)| part.flow.needed && part.part_of == Some(row.flow.id))
            .map(|(at, _)| at)
            .collect();
        let readings = all.get(at).map_or(0, Vec::len);
        for reading in 0..readings {
            let verdict_of = |row: usize| all.get(row)?.get(reading).map(|judged| judged.verdict);
            let passes = parts.iter().any(|part| verdict_of(*part) != Some(Verdict::Blocked));
            let own = all.get_mut(at).and_then(|judged| judged.get_mut(reading));
            if let Some(own) = own.filter(|own| passes && own.verdict == Verdict::Blocked) {
                own.verdict = Verdict::Partly;
            }
        }
    }
}

fn combined(row: &FlowRow, answer: Answer, judged: Vec<Judged>, rules: &[Rule], beyond: bool) -> FlowVerdict {
    let first = judged.first().map_or(Verdict::Allowed, |one| one.verdict);
    let differs = judged.iter().any(|one| one.verdict != first);
    let verdict = if differs || beyond { Verdict::Uncertain } else { first };
    let rank = |severity: Option<Severity>| severity.map_or(3, |one| one as u8);
    let severities = judged.iter().map(|one| one.severity);
    let severity = match row.expects {
        // Whoever writes an expectation means every reading.
        Some(_) => severities.min_by_key(|one| rank(*one)),
        None => severities.max_by_key(|one| rank(*one)),
    };
    let readings = match differs {
        true => answer.outcomes.iter().zip(&judged).map(|(outcome, one)| (outcome.reading, one.verdict)).collect(),
        false => Vec::new(),
    };
    let losses = judged.into_iter().next().map(|one| one.losses).unwrap_or_default();
    let outcome = answer.outcome();
    let deciders = outcome.map(|outcome| deciders(row, outcome, &losses, rules)).unwrap_or_default();
    let except = match (verdict, outcome) {
        (Verdict::Blocked, Some(outcome)) if row.expects.is_none() => named_that_pass(outcome, rules),
        _ => Vec::new(),
    };
    let missing = outcome.map(|outcome| missing_ports(outcome, rules)).unwrap_or_default();
    let mut flow = FlowVerdict {
        flow: row.flow.clone(),
        verdict,
        severity: severity.flatten().filter(|_| row.flow.needed && !beyond),
        losses,
        pain: row.pain,
        moments: row.moments.clone(),
        exchange: row.kind,
        deciders,
        except,
        missing,
        readings,
        answer,
        witness: None,
    };
    let unwanted = row.expects.unwrap_or(Action::Allow).toggled();
    let usual = |flow: &FlowVerdict| {
        let lost = row.classes.iter().zip(&flow.losses).find(|(_, loss)| loss.level() > Level::None)?.0;
        flow.answer.outcome()?.packets(unwanted).intersect(lost.groups.first()?).witness()
    };
    if flow.severity.is_some() || flow.verdict != Verdict::Allowed {
        flow.witness = usual(&flow).or_else(|| flow.example(unwanted));
    }
    flow
}

/// The rules that deny what counts, if something does not pass; else those that let it pass.
fn deciders(row: &FlowRow, outcome: &Outcome, losses: &[ClassLoss], rules: &[Rule]) -> Vec<Decider> {
    let counted = |share: &&Share| {
        let groups = || row.classes.iter().flat_map(|class| &class.groups);
        groups().any(|group| !share.packets.is_disjoint(group))
    };
    let all_of = |action: Action| -> Vec<Decider> {
        let shares = outcome.shares.iter().filter(|share| share.action == action).filter(counted);
        shares.map(|share| share.decider).collect()
    };
    let unwanted = row.expects.unwrap_or(Action::Allow).toggled();
    let lost = losses.iter().any(|loss| loss.level() > Level::None) || row.expects.is_some();
    let mut denying = if lost { all_of(unwanted) } else { Vec::new() };
    let not_bans = |decider: &Decider| rule_of(*decider, rules).is_none_or(|rule| !is_named_ban(rule));
    if denying.iter().any(not_bans) && row.expects.is_none() {
        denying.retain(not_bans);
    }
    if denying.is_empty() { all_of(unwanted.toggled()) } else { denying }
}

fn named_that_pass(outcome: &Outcome, rules: &[Rule]) -> Vec<Source> {
    let passing = outcome.shares.iter().filter(|share| share.action == Action::Allow);
    let sources = passing.filter_map(|share| rule_of(share.decider, rules)).map(|rule| rule.source);
    let mut named: Vec<Source> = Vec::new();
    for source in sources.filter(|source| names_somebody(*source)) {
        if !named.contains(&source) {
            named.push(source);
        }
    }
    named
}

/// The destination ports that nobody reaches, whatever named senders reach, of a flow whose other ports do pass.
fn missing_ports(outcome: &Outcome, rules: &[Rule]) -> Vec<PortRange> {
    let by_somebody = |share: &Share| rule_of(share.decider, rules).is_some_and(|rule| names_somebody(rule.source));
    let ports = |wanted: &dyn Fn(&Share) -> bool| {
        let sets: Vec<PacketSet> =
            outcome.shares.iter().filter(|one| wanted(one)).map(|one| one.packets.clone()).collect();
        PacketSet::destination_ports_of(&sets)
    };
    let passing = ports(&|share| share.action == Action::Allow && !by_somebody(share));
    let denied = ports(&|share| share.action == Action::Deny && !by_somebody(share));
    if passing.is_empty() {
        return Vec::new();
    }
    let port = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    let missing = super::addresses::subtract(&denied, &passing).into_iter();
    missing.map(|span| PortRange::new(port(span.low), port(span.high))).collect()
}
