//! Who can log in, and who no longer could: the branch that a save might cut off.
//!
//! The packets are those that law 2 of repairs counts: from the ports of clients to login ports. A rule that changes
//! little, or is said to change nothing elsewhere, may be the last way in; so nothing but these packets is asked.

use super::intent::{CLIENT_PORTS, Intent, names_somebody};
use super::judge::rule_of;
use super::loss::Level;
use super::reach::Who;
use super::situation::Situation;
use crate::analysis::{Analysis, Decider, Outcome, PacketKind, PacketSet, Region, Share, Span};
use crate::filter::{Action, Filter, Source};
use crate::profile::{Profile, plausible_sources};
use std::borrow::Cow;
use std::net::Ipv4Addr;

/// A sender that can log in, and by which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WayIn {
    pub(crate) who: Who,
    /// Who lets it in.
    pub(crate) by: Decider,
}

/// What an edit takes away from those who could log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LockOut {
    /// Nobody can log in any more.
    pub(crate) last: bool,
    /// Of the administrators that the profile names, and of the person's own address, those that no longer can.
    pub(crate) lost: Vec<Source>,
    /// Who still can, in the order of the rules.
    pub(crate) still: Vec<WayIn>,
}

/// Whether the filter as it is now takes the last way in, or that of somebody known. Nothing, if nobody could log in by
/// the saved one either. An empty filter lets everybody in.
pub(crate) fn lock_out(saved: &Filter, now: &Filter, profile: &Profile, own: Option<Ipv4Addr>) -> Option<LockOut> {
    let [old, new] = [saved, now].map(|filter| Intent::of(filter, profile).logins);
    // Whoever moves a login to another port still has it: what either version shows is a login now.
    let mut either: Vec<u16> = old.iter().chain(&new).copied().collect();
    either.sort_unstable();
    either.dedup();
    let (before, after) = (Logins::of(saved, old), Logins::of(now, either));
    if before.ways().is_empty() {
        return None;
    }
    let mut known: Vec<Source> = profile.admin.iter().map(|net| Source::from(*net)).collect();
    let own_source = own.map(|address| Source::from(ipnet::Ipv4Net::from(address)));
    let is_covered =
        |one: &Source| profile.admin.iter().any(|net| own.is_some_and(|own| net.contains(&own))) || known.contains(one);
    known.extend(own_source.filter(|one| !is_covered(one)).into_iter().collect::<Vec<_>>());
    let lost: Vec<Source> = known.into_iter().filter(|who| before.lets_in(*who) && !after.lets_in(*who)).collect();
    let still = after.ways();
    let last = still.is_empty();
    (last || !lost.is_empty()).then_some(LockOut { last, lost, still })
}

struct Logins<'a> {
    filter: &'a Filter,
    ports: Vec<u16>,
    analysis: Cow<'a, Analysis>,
}

/// Everybody who can log in.
pub(super) fn ways_in(situation: &Situation<'_>) -> Vec<WayIn> {
    let ports = situation.intent.used_logins.clone();
    Logins { filter: situation.filter, ports, analysis: Cow::Borrowed(situation.analysis) }.ways()
}

impl<'a> Logins<'a> {
    fn of(filter: &'a Filter, ports: Vec<u16>) -> Self {
        Self { filter, ports, analysis: Cow::Owned(Analysis::new(filter)) }
    }

    /// What becomes of clients from there at a login port, in the default reading.
    fn outcome(&self, from: Span, port: u16) -> Option<(PacketSet, Outcome)> {
        let packets = PacketSet::from(Region::with_ports(PacketKind::Tcp, from, CLIENT_PORTS, Span::one(port.into())));
        let outcome = self.analysis.answer(&packets).outcome().cloned()?;
        Some((packets, outcome))
    }

    /// Whether less than nine tenths of somebody's packets are lost at some port.
    fn lets_in(&self, who: Source) -> bool {
        let lets = |port: &u16| {
            let Some((packets, outcome)) = self.outcome(who.addresses().into(), *port) else { return false };
            Level::of(outcome.packets(Action::Deny).count(), packets.count()) < Level::All
        };
        self.ports.iter().any(lets)
    }

    /// Everybody who can log in. Who would need one of few ports to send from cannot: no client chooses it.
    fn ways(&self) -> Vec<WayIn> {
        let mut all: Vec<WayIn> = Vec::new();
        for (packets, outcome) in self.ports.iter().filter_map(|port| self.outcome(plausible_sources(), *port)) {
            let open = outcome.shares.iter().filter(|share| share.action == Action::Allow && is_usable(share));
            for share in open {
                let way = WayIn { who: self.who(share, packets.count()), by: share.decider };
                if !all.contains(&way) {
                    all.push(way);
                }
            }
        }
        all.sort_by_key(|way| way.by);
        all.dedup_by_key(|way| way.by);
        all
    }

    fn who(&self, share: &Share, total: u128) -> Who {
        let somebody =
            rule_of(share.decider, &self.filter.rules).map(|rule| rule.source).filter(|one| names_somebody(*one));
        match somebody {
            Some(source) => Who::Named(source),
            None if Level::of(share.packets.count(), total) == Level::All => Who::Anyone,
            None => Who::Part,
        }
    }
}

/// Whether a client's system may pick a port to send from that passes.
fn is_usable(share: &Share) -> bool {
    share.packets.regions().iter().any(|region| {
        let [_, from, _] = region.spans;
        from.length() * 10 >= CLIENT_PORTS.length()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Ports, Protocol, Rule};

    fn rule(action: Action, protocol: Protocol, source: &str, ports: [&str; 2]) -> Rule {
        let [from, to] = ports.map(|text| Ports::parse(text).unwrap());
        Rule::new(action, protocol).from(Source::parse(source).unwrap()).ports(from, to)
    }

    fn ssh(source: &str) -> Rule {
        rule(Action::Allow, Protocol::Tcp, source, ["", "22"])
    }

    /// Rules, then a deny for all.
    fn closed(rules: &[Rule]) -> Filter {
        Filter { rules: [rules, &[Rule::new(Action::Deny, Protocol::Ip)]].concat(), ..Filter::default() }
    }

    fn admin(text: &str) -> Profile {
        Profile::default().with_text(crate::profile::ProfileField::Admin, text).unwrap()
    }

    fn source(text: &str) -> Source {
        Source::parse(text).unwrap()
    }

    #[test]
    fn the_last_way_in_is_told_and_others_are_not() {
        let none = Profile::default();
        let [both, one, nobody] =
            [&[ssh("203.0.113.0/24"), ssh("192.0.2.7")][..], &[ssh("203.0.113.0/24")], &[]].map(closed);
        assert_eq!(lock_out(&both, &one, &none, None), None, "somebody can still log in, and nobody is known");
        let told = lock_out(&both, &nobody, &none, None).unwrap();
        assert!(told.last && told.lost.is_empty() && told.still.is_empty());
        assert_eq!(lock_out(&nobody, &nobody, &none, None), None, "nobody ever could");
        assert_eq!(lock_out(&nobody, &one, &none, None), None);
        // Nothing saved is an empty filter: everybody gets in.
        assert!(lock_out(&Filter::default(), &nobody, &none, None).unwrap().last);
    }

    #[test]
    fn whoever_is_known_is_missed() {
        let [both, one] = [&[ssh("203.0.113.0/24"), ssh("192.0.2.7")][..], &[ssh("192.0.2.7")]].map(closed);
        let told = lock_out(&both, &one, &admin("203.0.113.0/24, 192.0.2.7"), None).unwrap();
        assert_eq!((told.last, told.lost), (false, vec![source("203.0.113.0/24")]));
        assert_eq!(told.still, [WayIn { who: Who::Named(source("192.0.2.7")), by: Decider::Rule(0) }]);
        let own = Some(Ipv4Addr::new(203, 0, 113, 9));
        assert_eq!(lock_out(&both, &one, &Profile::default(), own).unwrap().lost, [source("203.0.113.9")]);
        let told = lock_out(&both, &one, &admin("203.0.113.0/24"), own).unwrap();
        assert_eq!(told.lost, [source("203.0.113.0/24")], "the own address is one of them");
        let elsewhere = Some(Ipv4Addr::new(198, 51, 100, 9));
        assert_eq!(lock_out(&both, &one, &Profile::default(), elsewhere), None, "it never could");
    }

    #[test]
    fn a_tenth_of_a_network_that_is_left_still_counts() {
        let before = closed(&[ssh("203.0.113.0/24")]);
        for (left, is_lost) in [("203.0.113.0/26", false), ("203.0.113.0/29", true)] {
            let told = lock_out(&before, &closed(&[ssh(left)]), &admin("203.0.113.0/24"), None);
            assert_eq!(told.is_some(), is_lost, "{left}");
        }
    }

    #[test]
    fn a_login_that_moves_to_another_port_is_still_one() {
        let moved = rule(Action::Allow, Protocol::Tcp, "203.0.113.0/24", ["", "2222"]);
        let [here, there] = [ssh("203.0.113.0/24"), moved].map(|rule| closed(&[rule]));
        for (before, after) in [(&here, &there), (&there, &here)] {
            assert_eq!(lock_out(before, after, &admin("203.0.113.0/24"), None), None);
        }
    }

    #[test]
    fn a_port_that_no_client_picks_is_no_way_in() {
        let door = rule(Action::Allow, Protocol::Tcp, "", ["3306", ""]);
        let told = lock_out(&closed(&[ssh(""), door.clone()]), &closed(&[door]), &Profile::default(), None);
        assert!(told.unwrap().last);
    }

    #[test]
    fn a_ban_of_everybody_known_is_no_part_of_anyone() {
        let ban = rule(Action::Deny, Protocol::Ip, "203.0.113.0/24", ["", ""]);
        let (before, after) = (closed(&[ssh("")]), closed(&[ban, ssh("")]));
        let told = lock_out(&before, &after, &admin("203.0.113.0/24"), None).unwrap();
        assert_eq!(told.still, [WayIn { who: Who::Anyone, by: Decider::Rule(1) }]);
        assert_eq!((told.last, told.lost), (false, vec![source("203.0.113.0/24")]));
    }
}
