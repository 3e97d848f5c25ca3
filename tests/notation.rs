//! The traffic notation: what is written reads back, what people type is understood, and nothing makes it panic.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::analysis::{Analysis, Packet, PacketKind, PacketSet, Payload, Region, Span, TrafficExpected};
use sekimori::filter::{Action, Expected};
use support::packets::{everything, same};
use support::rules::CROSSING;

fn parse(text: &str) -> PacketSet {
    PacketSet::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

#[test]
fn what_people_type_is_understood() {
    for (text, canonical) in [
        ("udp 192.0.2.1:67 -> 68", "udp 192.0.2.1:67 -> 68"),
        ("tcp 203.0.113.0/24:any -> 32768-60999", "tcp 203.0.113.0/24 -> 32768-60999"),
        ("tcp", "tcp any -> any"),
        ("TCP Any", "tcp any -> any"),
        ("tcp -> 22", "tcp any -> 22"),
        ("tcp->22", "tcp any -> 22"),
        ("tcp any:53", "tcp any:53 -> any"),
        ("udp :53 ->", "udp any:53 -> any"),
        ("6 10.0.0.1 -> 22", "tcp 10.0.0.1 -> 22"),
        ("ｕｄｐ　１９２．０．２．１：６７　→　６８", "udp 192.0.2.1:67 -> 68"),
        ("udp すべて:67 －＞ 68", "udp any:67 -> 68"),
        ("tcp 192.0.2.1 - 192.0.2.9 : 1 - 5 -> 0 - 65535", "tcp 192.0.2.1-192.0.2.9:1-5 -> any"),
        ("tcp 192.0.2.0-192.0.2.255 -> 22", "tcp 192.0.2.0/24 -> 22"),
        ("tcp 192.0.2.7/24 -> 22", "tcp 192.0.2.0/24 -> 22"),
        ("icmp any", "icmp any"),
        ("fragment any", "fragment any"),
        ("fragment udp 198.51.100.1", "fragment udp 198.51.100.1"),
        ("fragment 17", "fragment udp any"),
        ("fragment 0-5 10.0.0.0/8", "fragment 0-5 10.0.0.0/8"),
        ("ip any", "ip any"),
        ("ip 10.0.0.0/8", "ip 10.0.0.0/8"),
        ("gre any", "gre any"),
        ("47 any", "gre any"),
        ("other", "other any"),
        ("other 0-255", "other any"),
        ("other 5-20 any", "other 5-20 any"),
        ("tcp -> 80; udp -> 53;", "tcp any -> 80; udp any -> 53"),
        ("none", "none"),
    ] {
        assert_eq!(parse(text).to_string(), canonical, "{text}");
        assert!(same(&parse(text), &parse(canonical)), "{text}");
    }
}

#[test]
fn errors_point_at_the_character() {
    use TrafficExpected::{Arrow, Field, NoPorts, Protocol};
    for (text, expected, at) in [
        ("", Protocol, 0),
        ("  tpc any", Protocol, 2),
        ("300 any", Protocol, 0),
        ("other 6 any", Protocol, 6),
        ("fragment 256", Protocol, 9),
        ("tcp 192.0.2.1 22", Arrow, 14),
        ("tcp 192.0.256.1 -> 22", Field(Expected::Address), 10),
        ("tcp 2001:db8::1 -> 22", Field(Expected::AddressNotIpv6), 4),
        ("tcp example.jp -> 22", Field(Expected::AddressNotName), 4),
        ("tcp 192.0.2.9-192.0.2.1", Field(Expected::RangeInOrder), 14),
        ("tcp 192.0.2.0/24-192.0.3.1", Field(Expected::Address), 4),
        ("tcp 192.0.2.1:70000 -> 22", Field(Expected::Port), 14),
        ("tcp any -> 80,443", Field(Expected::NoList), 13),
        ("udp any → 68x", Field(Expected::Port), 12),
        ("icmp any -> 1", NoPorts, 12),
        ("ip 192.0.2.1:5", NoPorts, 13),
        ("tcp -> 1; ucp", Protocol, 10),
    ] {
        let error = PacketSet::parse(text).unwrap_err();
        assert_eq!((error.expected, error.at), (expected, at), "{text:?}");
    }
}

fn span(high: u32) -> impl Strategy<Value = Span> {
    let number = move || prop_oneof![0..=high, Just(0), Just(high)];
    (number(), number()).prop_map(|(a, b)| Span { low: a.min(b), high: a.max(b) })
}

fn region() -> impl Strategy<Value = Region> {
    let source = || prop_oneof![span(u32::MAX), any::<u32>().prop_map(Span::one), Just(Span::ADDRESSES)];
    prop_oneof![
        (any::<bool>(), source(), span(65535), span(65535)).prop_map(|(tcp, source, from, to)| {
            Region::with_ports(if tcp { PacketKind::Tcp } else { PacketKind::Udp }, source, from, to)
        }),
        source().prop_map(|source| Region::of_kind(PacketKind::Icmp, source)),
        (source(), span(252))
            .prop_map(|(source, numbers)| Region { kind: PacketKind::Other, spans: [source, numbers, Span::one(0)] }),
        (source(), span(255)).prop_map(|(source, numbers)| Region {
            kind: PacketKind::Fragment,
            spans: [source, numbers, Span::one(0)]
        }),
    ]
}

fn packet() -> impl Strategy<Value = Packet> {
    let payload = prop_oneof![
        any::<(u16, u16)>().prop_map(|(source_port, destination_port)| Payload::Tcp { source_port, destination_port }),
        any::<(u16, u16)>().prop_map(|(source_port, destination_port)| Payload::Udp { source_port, destination_port }),
        Just(Payload::Icmp),
        any::<u8>().prop_filter("no name of its own", |n| ![1, 6, 17].contains(n)).prop_map(Payload::Other),
        any::<u8>().prop_map(Payload::LaterFragment),
    ];
    (any::<u32>(), payload).prop_map(|(source, payload)| Packet { source: source.into(), payload })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_region_reads_back(region in region()) {
        let text = region.to_string();
        let read = parse(&text);
        prop_assert_eq!(read.regions(), [region], "{}", text);
    }

    #[test]
    fn a_packet_reads_back(packet in packet()) {
        prop_assert_eq!(parse(&packet.to_string()).only_packet(), Some(packet));
    }

    #[test]
    fn a_set_reads_back(filter in CROSSING.filter(5), allowed in any::<bool>()) {
        let action = if allowed { Action::Allow } else { Action::Deny };
        let answer = Analysis::new(&filter).answer(&everything());
        let set = answer.outcomes[0].packets(action);
        let text = set.to_string();
        prop_assert!(same(&parse(&text), &set), "{}", text);
        prop_assert_eq!(parse(&text).to_string(), text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        let _any_answer = PacketSet::parse(&text);
    }

    #[test]
    fn no_words_make_it_panic(words in prop::collection::vec(prop::sample::select(vec![
        "tcp", "fragment", "other", "ip", "any", " ", "→", "->", "-", ":", ";", "/", ".", "0", "255", "47", "10.0.0.1",
        "65535", "：", "すべて", "0x1/0x1", "none", "\u{3000}",
    ]), 0..9)) {
        let text = words.concat();
        match PacketSet::parse(&text) {
            Ok(set) => prop_assert!(same(&parse(&set.to_string()), &set), "{}", text),
            Err(error) => prop_assert!(error.at <= text.chars().count(), "{}", text),
        }
    }
}
