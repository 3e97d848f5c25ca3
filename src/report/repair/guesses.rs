//! Edits that might cure a finding, the plainest first: mended, narrowed, moved, removed rules.

use super::super::finding::{Finding, FindingKind};
use super::super::insertion::before_final_deny;
use super::super::intent::names_somebody;
use super::super::openness::names_an_offer;
use super::super::shorter;
use super::guard::deny_port;
use super::work::{Work, range_of};
use super::{Guess, Workshop};
use crate::analysis::{Interpretation, PacketKind, PacketSet, Span, Verdict, packets_of, rule_set};
use crate::filter::{Action, Edit, PortRange, Ports, Protocol, Rule, Source};
use crate::profile::{FlowId, Use};

impl Workshop<'_> {
    /// Edits that might cure the finding, the plainest first.
    pub(super) fn guesses(&self, finding: &Finding) -> Vec<Guess> {
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
            | FindingKind::Unresolved(_)
            | FindingKind::TwoRanges
            | FindingKind::HexPorts
            | FindingKind::PortZero
            | FindingKind::LongName
            | FindingKind::LongDescription
            | FindingKind::CouldBeShorter { .. } => Vec::new(),
        }
    }

    /// A deny for these ports directly before the rule that opens them; named allows below it move up.
    pub(super) fn denied(&self, kind: PacketKind, ports: &[Span], at: Option<usize>) -> Option<Guess> {
        let mut work = Work::new(self.situation.filter);
        let mut at = at?;
        for port in ports {
            at = deny_port(&mut work, self.situation.analysis, kind, *port, at);
        }
        Some(Guess { edit: work.edit(), cures: Some(PacketSet::empty()), narrowed: Vec::new(), guards: true })
    }

    /// Rules for a login from everyone, narrowed to the administrators; with a deny below them, where a range further down
    /// has the port in it.
    pub(super) fn narrowed_logins(&self, rules: &[usize], with_deny: bool) -> Option<Guess> {
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
    pub(super) fn blank_login(&self, at: usize) -> Option<Guess> {
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
    pub(super) fn closed_with_logins(&self, rules: &[usize]) -> Option<Guess> {
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
    pub(super) fn narrow(&self, work: &mut Work, at: usize) -> Option<()> {
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
    pub(super) fn deny_all_moved(&self, at: usize) -> Vec<Guess> {
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
    pub(super) fn moved_range(&self, at: usize, rule: &Rule) -> Vec<Guess> {
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
    pub(super) fn bare_zero(&self, rules: &[usize], shut: bool) -> Option<Guess> {
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
    pub(super) fn dead(&self, at: usize, rule: &Rule, by: &[usize], contradicted: bool) -> Vec<Guess> {
        if !contradicted {
            let goes = !self.situation.intent.is_statement(rule);
            return goes.then(|| Guess::rewriting(Edit::Remove { at })).into_iter().collect();
        }
        let set = rule_set(rule, Interpretation::default());
        let wider = |other: &&usize| {
            self.situation.filter.rules.get(**other).is_some_and(|other| {
                let theirs = rule_set(other, Interpretation::default());
                other.action != rule.action && set.subtract(&theirs).is_empty() && !theirs.subtract(&set).is_empty()
            })
        };
        by.iter().find(wider).map(|to| Guess::rewriting(Edit::Move { from: at, to: *to })).into_iter().collect()
    }

    /// The destination of a rule that trusts a sender's port, narrowed to where answers from that port go.
    pub(super) fn behind_the_door(&self, at: usize, rule: &Rule) -> Vec<Guess> {
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
