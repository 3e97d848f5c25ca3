//! Who can come in, and to what.

use super::Lang;
use super::grammar::counted;
use crate::analysis::{PacketKind, Span};
use crate::filter::{Ports, Protocol, service_on};
use crate::report::{Reachable, Severity, Standing, Visitor, VisitorRow};

/// So many ranges of a row are told.
const TOLD: usize = 3;

messages! {
    /// The title of the list.
    title() en "Who can come in, and to what?" ja "外部からのアクセス";
    /// The same where there is less room.
    short_title() en "Who can come in?" ja "外部からのアクセス";
    /// The head over the senders.
    who_head() en "who" ja "接続元";
    /// The head over what they reach.
    reaches_head() en "reaches" ja "アクセス先";
    /// Below the list.
    ipv4_only() en "IPv4 only: the cloud filters no IPv6." ja "IPv4 のみ。IPv6 はフィルタの対象外です。";
    /// Instead of the list of a very long filter.
    on_demand()
        en "Too many rules for every key: sekimori exposure" ja "ルールが多いため sekimori exposure で確認";
    /// More rules than the cloud takes.
    too_many(count: usize) {rules = count "rule"} en "{rules} too many" ja "{count} ルール超過";
}

/// Who comes in.
pub(crate) fn who(visitor: Visitor, lang: Lang) -> String {
    let ports = |ports: Ports| ports.to_string();
    say!(lang, match visitor {
        Visitor::Named(source) => en "{source}" ja "{source}";
        Visitor::Everyone => en "everyone" ja "誰でも";
        Visitor::Part => en "many, not all" ja "多数の接続元";
        Visitor::Answers => en "everyone (answers)" ja "誰でも (戻りに必要)";
        Visitor::From(None, from) => en "anyone from {from}" ja "誰でも ({from} 番から)", from = ports(from);
        Visitor::From(Some(source), from) =>
            en "{source} from {from}" ja "{source} ({from} 番から)", from = ports(from);
        Visitor::Nobody => en "nobody" ja "誰も届かない";
        Visitor::NobodyElse => en "nobody else" ja "ほかは誰も";
        Visitor::Unknown => en "everyone or nobody" ja "不明";
    })
}

/// Who comes in, in the row of all that no other row speaks of.
pub(crate) fn who_of(row: &VisitorRow, lang: Lang) -> String {
    match (row.who, row.standing) {
        (Visitor::NobodyElse, Standing::Fine) => pick!(lang, en = "nobody", ja = "それ以外は").to_owned(),
        (Visitor::NobodyElse, _) => pick!(lang, en = "nobody else", ja = "それ以外は").to_owned(),
        (visitor, _) => who(visitor, lang),
    }
}

/// What is reached, with the names of services or without.
pub(crate) fn what(row: &VisitorRow, named: bool, lang: Lang) -> String {
    say!(lang, match row.what {
        Reachable::Ports(kind, ref spans) => { ports(kind, spans, named, lang) };
        Reachable::Without(kind, ref spans) =>
            en "not {ports}" ja "{ports} を除く", ports = ports(kind, spans, named, lang);
        Reachable::Login(port) => { port_name(PacketKind::Tcp, port, named) };
        Reachable::Offered(service) =>
            en "{port}, offered" ja "{port} 公開サービス", port = service.port;
        Reachable::Ping => en "ping" ja "ping";
        Reachable::Fragments => en "fragments" ja "フラグメント";
        Reachable::OtherProtocols => en "other protocols" ja "その他のプロトコル";
        Reachable::Everything => en "everything" ja "すべて";
        Reachable::Nothing => en "nothing (ban)" ja "すべて拒否";
        Reachable::Rest if matches!(row.who, Visitor::NobodyElse) => en "the rest" ja "すべて拒否";
        Reachable::Rest => en "the rest" ja "それ以外すべて";
    })
}

/// Ports with the protocol where it is not plain, a single one with its service.
fn ports(kind: PacketKind, spans: &[Span], named: bool, lang: Lang) -> String {
    let protocol = if kind == PacketKind::Udp { "udp" } else { "tcp" };
    if let [Span { low: 0 | 1, high: 65535 }] = spans {
        return say!(lang, en = "every {protocol} port", ja = "{protocol} 全ポート");
    }
    let single = spans.iter().all(|span| span.low == span.high);
    if let ([Span { low, .. }], true) = (spans, single) {
        return port_name(kind, u16::try_from(*low).unwrap_or_default(), named);
    }
    let mut list: Vec<String> = spans.iter().map(ToString::to_string).collect();
    let more = list.len().saturating_sub(TOLD);
    list.truncate(TOLD);
    let text = list.join(" ");
    let lead = if single && kind != PacketKind::Udp { String::new() } else { format!("{protocol} ") };
    match more {
        0 => format!("{lead}{text}"),
        _ => say!(lang, en = "{lead}{text} +{more}", ja = "{lead}{text} ほか {more}"),
    }
}

/// A port, with the name that people know it by if that is wanted.
fn port_name(kind: PacketKind, port: u16, named: bool) -> String {
    let (protocol, lead) = if kind == PacketKind::Udp { (Protocol::Udp, "udp ") } else { (Protocol::Tcp, "") };
    match service_label(port, protocol).filter(|_| named) {
        Some(name) => format!("{port} {name}"),
        None => format!("{lead}{port}"),
    }
}

/// What listens at a port, by the name that people know it by.
pub(super) fn service_label(port: u16, protocol: Protocol) -> Option<String> {
    service_on(port, protocol).map(|service| spoken(service.name))
}

/// The name of a service as people write it: short ones are initials.
fn spoken(name: &str) -> String {
    match name {
        "domain" => "DNS".to_owned(),
        "bootps" | "bootpc" => "DHCP".to_owned(),
        "ms-wbt-server" => "RDP".to_owned(),
        "rfb" => "VNC".to_owned(),
        "postgresql" => "PostgreSQL".to_owned(),
        "mysql" => "MySQL".to_owned(),
        "mongodb" => "MongoDB".to_owned(),
        "redis" => "Redis".to_owned(),
        name if name.len() <= 5 && name.chars().all(|c| c.is_ascii_alphanumeric()) => name.to_ascii_uppercase(),
        name => name.to_owned(),
    }
}

/// The danger that the title names: the worst row with an error or a warning.
pub(crate) fn danger(rows: &[VisitorRow], rules_too_many: usize, lang: Lang) -> Option<(Severity, String)> {
    let severity = |row: &VisitorRow| match row.standing {
        Standing::Wrong(severity) if severity < Severity::Note => Some(severity),
        _ => None,
    };
    let worst = rows.iter().filter_map(|row| Some((severity(row)?, row))).min_by_key(|(severity, _)| *severity);
    match worst {
        Some((severity, row)) => Some((severity, sentence(row, lang))),
        None if rules_too_many > 0 => Some((Severity::Error, too_many(rules_too_many, lang))),
        None => None,
    }
}

fn sentence(row: &VisitorRow, lang: Lang) -> String {
    match (row.who, &row.what) {
        (Visitor::Nobody, Reachable::Login(port)) => {
            say!(lang, en = "nobody reaches {port}", ja = "{port} に誰も届かない")
        }
        (Visitor::Nobody, Reachable::Offered(service)) => {
            say!(lang, en = "nobody reaches {port}", ja = "{port} に誰も届かない", port = service.port)
        }
        (Visitor::Everyone, Reachable::Everything) => {
            pick!(lang, en = "everyone reaches everything", ja = "全ポート公開").to_owned()
        }
        _ => {
            let (who, what) = (who_of(row, lang), what(row, false, lang));
            say!(lang, en = "{who}: {what}", ja = "{who}: {what}")
        }
    }
}
