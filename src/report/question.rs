//! What is missing for a repair: an entry of the profile, or a rule that only a person may change.

use super::culprits::wide_culprits;
use super::exposure::LISTENERS;
use super::finding::{Finding, FindingKind};
use super::flows::REGIONS;
use super::intent::{destinations, is_ban, is_deny_all, is_named_ban, is_named_deny, names_somebody};
use super::laws::Broken;
use super::loss::ClassId;
use super::need::Need;
use super::openness::names_an_offer;
use super::severity::Severity;
use super::situation::Situation;
use crate::analysis::{Interpretation, PacketKind, Span, rule_set};
use crate::filter::{Action, Ports, Protocol, Rule, Source};
use crate::profile::Service;

/// What a finding without a repair asks for, if anything; `broken` are the laws that stopped its repairs.
pub(super) fn needs(situation: &Situation<'_>, finding: &Finding, broken: &[Broken]) -> Vec<Need> {
    let unknown = situation.profile.admin.is_empty();
    let admin = || vec![Need::Admin(login_sources(situation))];
    match &finding.kind {
        FindingKind::LoginOpen(_) | FindingKind::LoginClosed(_) if unknown => admin(),
        FindingKind::BareZero | FindingKind::TrustsSourcePort(..) | FindingKind::ServiceInSourcePort(..)
            if unknown && has_login(situation, finding) =>
        {
            admin()
        }
        // What would be shut by a deny for http is offered: which of both is meant, only its author knows.
        FindingKind::UndocumentedProtocol(_) => finding.rules.first().copied().map(Need::Rule).into_iter().collect(),
        FindingKind::ResolversBanned(_) => vec![Need::Resolver(REGIONS.concat())],
        FindingKind::NoFinalDeny | FindingKind::RestOpen(_) => {
            if situation.is_ban_list() {
                return Vec::new();
            }
            let wide = wide_culprits(situation);
            let nothing_known = !wide.is_empty() || !names_an_offer(situation) || broken.is_empty();
            if situation.profile.services.is_empty() && nothing_known {
                return vec![Need::Service(listeners_in(situation, &wide))];
            }
            let login = broken.iter().any(|one| matches!(one, Broken::EndsLogins | Broken::OpensLogin));
            if unknown && login { admin() } else { Vec::new() }
        }
        FindingKind::DenyAllFirst if !unknown || broken.iter().all(|one| *one == Broken::Exposes) => {
            let at = finding.rules.first().copied().unwrap_or_default();
            too_wide_below(situation, at).map(Need::Rule).into_iter().collect()
        }
        _ if finding.severity == Severity::Note => Vec::new(),
        _ if unknown && broken.iter().any(|one| matches!(one, Broken::OpensLogin | Broken::EndsLogins)) => admin(),
        // The rule that takes its packets first.
        FindingKind::NeverDecides { by, .. } => by.first().copied().map(Need::Rule).into_iter().collect(),
        _ => match in_the_way(situation, finding, broken) {
            none if none.is_empty() && broken.contains(&Broken::TooLong) => vec![Need::Room],
            found => found,
        },
    }
}

/// An allow rule below a deny that would open what nobody meant, if the deny stood at the end.
fn too_wide_below(situation: &Situation<'_>, deny: usize) -> Option<usize> {
    let rules = situation.filter.rules.iter().enumerate().skip(deny + 1);
    let wide = |rule: &Rule| {
        let door = rule.source_port != Ports::Any;
        !names_somebody(rule.source) && (door || !situation.intent.means_its_ports(rule))
    };
    let logs_in = |rule: &Rule| {
        let tcp = matches!(rule.protocol, Protocol::Ip | Protocol::Tcp) && names_somebody(rule.source);
        let ports = destinations(rule);
        tcp && situation
            .intent
            .logins
            .iter()
            .any(|port| ports.is_empty() || ports.iter().any(|range| range.contains(*port)))
    };
    let portless = |rule: &Rule| matches!(rule.protocol, Protocol::Icmp | Protocol::Fragment);
    let answers = Span::from(situation.profile.ephemeral_ports());
    let comes_back = |rule: &Rule| {
        let ports = destinations(rule);
        !ports.is_empty()
            && ports
                .iter()
                .all(|range| Span::from(*range).intersect(answers).is_some_and(|own| own == Span::from(*range)))
    };
    let opens = |rule: &Rule| (wide(rule) && !portless(rule) && !comes_back(rule)) || logs_in(rule);
    rules.filter(|(_, rule)| rule.action == Action::Allow && opens(rule)).map(|(at, _)| at).next()
}

/// Whether one of the finding's rules would let everyone log in, if it said what was meant.
fn has_login(situation: &Situation<'_>, finding: &Finding) -> bool {
    let rules = finding.rules.iter().filter_map(|at| situation.filter.rules.get(*at));
    rules.into_iter().any(|rule| situation.intent.means_a_login(rule))
}

/// The rule that shuts out what a flow needs; for a sender that only the profile can name, that entry.
fn in_the_way(situation: &Situation<'_>, finding: &Finding, broken: &[Broken]) -> Vec<Need> {
    let rules = &situation.filter.rules;
    let shut = broken.iter().find_map(|one| match one {
        Broken::OpensShut(at) => Some(*at),
        _ => None,
    });
    let shuts = |at: &usize| {
        rules.get(*at).is_some_and(|rule| {
            let one_protocol = is_deny_all(rule) && rule.protocol != Protocol::Ip;
            is_ban(rule) || is_named_deny(rule) || one_protocol
        })
    };
    let of_flow = finding.flow().and_then(|id| {
        let flow = situation.flow(id)?;
        flow.deciders.iter().copied().filter_map(super::traffic::index).find(shuts)
    });
    // A ban does not count for the flow, but its cure may be for just the banned.
    let of_cures = || {
        let row = finding.flow().and_then(|id| situation.row(id))?;
        let denying = row.cures.iter().flat_map(|cure| {
            let answer = situation.analysis.answer(&rule_set(cure, Interpretation::default()));
            answer.deciders_of(Action::Deny)
        });
        denying.filter_map(super::traffic::index).find(shuts)
    };
    let Some(at) = of_flow.or(shut).or_else(of_cures) else { return Vec::new() };
    let asks_resolver = finding.flow().and_then(|id| situation.row(id)).is_some_and(|row| {
        row.classes.iter().any(|class| class.id == ClassId::Resolvers) && situation.profile.resolvers.is_empty()
    });
    if asks_resolver && rules.get(at).is_some_and(is_named_ban) {
        return vec![Need::Resolver(REGIONS.concat())];
    }
    vec![Need::Rule(at)]
}

/// The sources that rules for logins name.
fn login_sources(situation: &Situation<'_>) -> Vec<Source> {
    let spans = situation.intent.admins.iter().flat_map(|admins| admins.spans());
    let network = |span: &Span| {
        let range = crate::filter::AddressRange { first: span.low.into(), last: span.high.into() };
        range.as_network().map(Source::from)
    };
    spans.filter_map(network).collect()
}

/// The well-known listeners, and the usual services, inside of what is open.
fn listeners_in(situation: &Situation<'_>, wide: &[usize]) -> Vec<Service> {
    let usual = [22, 25, 53, 80, 443, 465, 587, 993, 995];
    let rules = wide.iter().filter_map(|at| situation.filter.rules.get(*at));
    let ranges: Vec<_> = rules.flat_map(destinations).collect();
    let own = situation.intent.logins.clone();
    let ports = usual
        .into_iter()
        .chain(LISTENERS)
        .filter(|port| ranges.iter().any(|range| range.contains(*port)) && !own.contains(port));
    let tcp = crate::filter::Protocol::Tcp;
    let open = situation.exposure.ports(PacketKind::Tcp, super::loss::Level::Large);
    let reached = |port: &u16| open.iter().any(|span| span.contains((*port).into()));
    ports.filter(reached).map(|port| Service { protocol: tcp, port }).collect()
}
