//! Random rules and filters. A [`Mix`] says which kinds of rules there are and how often: a test takes the one in which
//! what it is about happens often enough.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use sekimori::filter::{Action, Filter, PortRange, Ports, Protocol, Rule, Source};
use {Action::*, Protocol::*};

/// What filters are made of.
#[derive(Clone, Copy)]
pub struct Mix {
    kinds: &'static [Kind],
    /// Where it is not 0, every fourth port is a range of ports up to this one.
    low: u16,
    /// Rules are as the cloud takes them: ports only where the protocol has some, and at most one range.
    tidy: bool,
    /// So many filters of a hundred end with a deny for everything.
    closed: u32,
}

/// So many of these among the others, with one of these actions, protocols, sources, source ports and destination ports.
#[derive(Clone, Copy)]
struct Kind(u32, &'static [Action], &'static [Protocol], Texts, Texts, Texts);

/// So many of a hundred are blank, the others one of these words.
#[derive(Clone, Copy)]
struct Texts(u32, &'static str);

/// A small universe of values in which rules collide: nested and adjacent networks, touching ranges, the outermost ports.
pub const CROSSING: Mix = Mix { kinds: &[Kind(1, BOTH, ALL, SOURCES, PORTS, PORTS)], low: 80, tidy: false, closed: 0 };

/// The same with fewer source ports, so that more rules hide others; long lists of such rules have all kinds of worth.
pub const SPARSE: Mix = Mix { kinds: &[Kind(1, MOSTLY, ALL, SOURCES, FEW_HALVES, HALVES)], low: 11, ..CROSSING };

/// One protocol and wide networks only: nearly every rule meets nearly every other.
pub const DENSE: Mix = Mix { kinds: &[Kind(1, MOSTLY, &[Tcp], WIDE, FEW_HALVES, HALVES)], ..SPARSE };

/// Much is open, and it depends on the reading what: rules without ports, masks, http.
pub const OPEN: Mix = Mix {
    kinds: &[
        Kind(2, BOTH, ALL, SOURCES, PORTS, PORTS),
        Kind(1, BOTH, ALL, MASKS, PORTS, PORTS),
        Kind(1, BOTH, ALL, MASKS, BLANK, BLANK),
    ],
    ..CROSSING
};

/// Nearly every rule has a neighbour to merge with: a few ports in a row, networks side by side, mostly allowed.
pub const CROWDED: Mix = Mix {
    kinds: &[Kind(1, &[Allow, Allow, Allow, Allow, Deny], &[Tcp], NEIGHBOURS, BLANK, ROW)],
    low: 0,
    tidy: true,
    closed: 100,
};

/// As people write them, good and bad: services for somebody and for everyone, ranges for answers, rules by the sender's
/// port, bans.
pub const USUAL: Mix = Mix {
    kinds: &[
        Kind(3, &[Allow], MOSTLY_TCP, SOMEBODY, BLANK, SERVICES),
        Kind(3, &[Allow], MOSTLY_TCP, EVERYONE, BLANK, SERVICES),
        Kind(3, &[Allow], &[Tcp, Udp], EVERYONE, BLANK, RETURNS),
        Kind(1, &[Allow], &[Tcp, Udp], EVERYONE, Texts(0, "53 67 80 123 443 2049"), BLANK),
        Kind(1, &[Allow], &[Tcp, Udp, Udp], EVERYONE, SENDERS, TAKERS),
        Kind(1, &[Allow], &[Udp], EVERYONE, Texts(50, "67"), Texts(0, "68 67 67-68")),
        Kind(1, &[Allow], &[Icmp, Fragment], EVERYONE, BLANK, BLANK),
        Kind(1, &[Deny], &[Ip, Ip, Tcp], SOMEBODY, BLANK, BLANK),
        Kind(1, &[Deny], MOSTLY_TCP, EVERYONE, BLANK, SERVICES),
        Kind(1, &[Deny], &[Tcp, Udp], BLANK, BLANK, Texts(0, "1-1023 32768-60999 60000-61000 3306")),
        Kind(1, &[Deny], &[Ip, Ip, Tcp, Udp, Icmp], EVERYONE, BLANK, BLANK),
        Kind(1, &[Allow], &[Ip, Ip, Tcp, Udp], SOMEBODY, BLANK, BLANK),
        Kind(1, &[Allow], &[Ip, Tcp, Udp], EVERYONE, BLANK, BLANK),
        Kind(1, &[Allow], &[Tcp, Udp], EVERYONE, Texts(0, "32768-61000 1024-65535"), BLANK),
        Kind(1, MOSTLY, &[Http, Https], EVERYONE, BLANK, BLANK),
        Kind(1, &[Allow], &[Udp], HOSTS, Texts(0, "53 123"), Texts(33, "123 32768-60999")),
    ],
    low: 0,
    tidy: true,
    closed: 70,
};

impl Mix {
    /// One rule.
    pub fn rule(self) -> impl Strategy<Value = Rule> {
        Union::new_weighted(self.kinds.iter().map(|kind| (kind.0, kind.rule(self))).collect())
    }

    /// A filter of fewer than so many rules, and perhaps one more that denies everything.
    pub fn filter(self, rules: usize) -> impl Strategy<Value = Filter> {
        (prop::collection::vec(self.rule(), 0..rules), 0u32..100).prop_map(move |(mut rules, chance)| {
            rules.extend((chance < self.closed).then(|| Rule::new(Deny, Ip)));
            list(rules)
        })
    }
}

impl Kind {
    fn rule(self, mix: Mix) -> impl Strategy<Value = Rule> {
        let Self(_, actions, protocols, source, from, to) = self;
        let fields = (select(actions), select(protocols), source.any(), from.ports(mix.low), to.ports(mix.low));
        fields.prop_map(move |(action, protocol, source, from, to)| {
            let rule = Rule::new(action, protocol).from(Source::parse(source).unwrap());
            match mix.tidy {
                true if !protocol.has_ports() => rule,
                true if from.is_range() && to.is_range() => rule.ports(Ports::Any, to),
                _ => rule.ports(from, to),
            }
        })
    }
}

impl Texts {
    fn any(self) -> impl Strategy<Value = &'static str> {
        let words: Vec<&str> = self.1.split(' ').collect();
        (0u32..100, select(words)).prop_map(move |(chance, word)| if chance < self.0 { "" } else { word })
    }

    fn ports(self, low: u16) -> impl Strategy<Value = Ports> {
        (self.any(), 0u32..4, 0..=low, 0..=low).prop_map(move |(text, chance, first, last)| match chance {
            3 if low > 0 && !text.is_empty() => PortRange::new(first, last).into(),
            _ => Ports::parse(text).unwrap(),
        })
    }
}

/// A filter of these rules.
pub fn list(rules: Vec<Rule>) -> Filter {
    Filter { rules, ..Filter::default() }
}

const BOTH: &[Action] = &[Allow, Deny];
const MOSTLY: &[Action] = &[Allow, Allow, Deny];

const ALL: &[Protocol] = &[Tcp, Tcp, Udp, Udp, Icmp, Fragment, Ip, Http, Https];
const MOSTLY_TCP: &[Protocol] = &[Tcp, Tcp, Tcp, Tcp, Udp];

const BLANK: Texts = Texts(100, "");

const SOURCES: Texts = Texts(
    10,
    "0.0.0.0 0.0.0.0/1 128.0.0.0/1 10.0.0.0/8 10.1.0.0/16 10.1.2.0/24 10.1.2.0/25 10.1.2.128/25 10.1.2.128/26 \
     10.1.2.192/26 10.1.2.2 10.1.2.2/31 10.1.2.3 10.1.2.9/24 10.1.2.0/255.255.255.0 10.1.2.3/10.1.2.130 \
     255.255.255.254/31 255.255.255.255",
);
const WIDE: Texts = Texts(
    15,
    "0.0.0.0 0.0.0.0/1 128.0.0.0/1 10.0.0.0/8 10.1.0.0/16 10.1.2.0/24 10.1.2.0/25 10.1.2.128/25 10.1.2.128/26 \
     10.1.2.192/26",
);
const MASKS: Texts = Texts(25, "10.1.2.0/255.255.255.0 10.1.2.3/10.1.2.130 0.0.0.0/128.0.0.0");
const NEIGHBOURS: Texts = Texts(20, "10.0.0.0/25 10.0.0.128/25 10.0.0.0/24 10.0.1.0/24");

const PORTS: Texts = Texts(
    10,
    "0 65535 0-65535 1-65535 22 22-23 23-24 67 68 0-32767 32768-65535 32768-60999 32768-61000 61000-65535 \
     0x0010/0xfffc",
);
const HALVES: Texts = Texts(15, HALF);
const FEW_HALVES: Texts = Texts(70, HALF);
const HALF: &str = "0 65535 1-65535 22 22-23 23-24 68 0-32767 32768-65535 32768-60999 0x0010/0xfffc";
const ROW: Texts = Texts(0, "20 21 22 23 24 25 20-21 21-22 22-23 23-24 24-25 25-26");

const SOMEBODY: Texts = Texts(
    0,
    "203.0.113.0/24 203.0.113.7 198.51.100.7 198.51.100.0/25 192.0.2.0/24 126.0.0.0/8 133.242.0.0/16 \
     210.188.224.0/24 10.0.0.0/8 192.168.20.0/24 203.0.113.0/255.255.255.0",
);
const EVERYONE: Texts = Texts(88, "0.0.0.0/0 0.0.0.0 0.0.0.0/1 128.0.0.0/1 64.0.0.0/2 192.0.0.0/3");
const HOSTS: Texts = Texts(0, "210.188.224.14 210.188.224.10 10.0.0.2");
const SERVICES: Texts = Texts(
    0,
    "22 80 443 25 53 2222 3389 3306 5432 6443 8006 8443 9100 10250 25565 50000 50022 5900-5910 30000-32767 20-25",
);
const RETURNS: Texts = Texts(
    0,
    "32768-60999 32768-61000 32768-65535 1024-65535 49152-65535 10000-65535 32768-50000 40000-50000 32768-60998 \
     32768 0-65535 1-32767",
);
const SENDERS: Texts = Texts(0, "53 67 80 123 443 22 2049");
const TAKERS: Texts = Texts(0, "68 123 443 22 32768-60999 1024-65535");
