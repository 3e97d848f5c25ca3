//! A rule in one sentence, for whoever does not read tables yet.

use super::Lang;
use super::visitors::service_label;
use crate::filter::{Action, Ports, Protocol, Rule};

messages! {
    /// The last row of the table.
    default_sentence()
        en "The rest: whatever no rule matches gets in." ja "上記以外: どのルールにも一致しない通信を許可 (既定)";
    /// The last row of the table where a rule denies everything before it.
    nothing_gets_this_far(rule: usize)
        en "The rest: nothing gets this far, rule {rule} denies it."
        ja "上記以外: 該当する通信なし (ルール {rule} がすべて拒否)";
    /// Behind the key that hides the sentence.
    hide_sentence() en "hide this sentence" ja "この説明を隠す";
    /// Before a note that the table cuts.
    whole_note(note: &str) en "Note: {note}" ja "説明: {note}";
}

/// What a rule does, with its number.
pub(crate) fn numbered_sentence(number: usize, rule: &Rule, lang: Lang) -> String {
    let sentence = sentence(rule, lang);
    say!(lang, en = "Rule {number}: {sentence}", ja = "ルール {number}: {sentence}")
}

/// What a rule does to the packets that no rule above has decided.
pub(crate) fn sentence(rule: &Rule, lang: Lang) -> String {
    match rule.protocol {
        Protocol::Tcp | Protocol::Udp => with_ports(rule, lang),
        Protocol::Http | Protocol::Https => pick!(
            lang,
            en = "what this protocol matches is not documented.",
            ja = "このプロトコルが何に一致するかは公開されていません"
        )
        .to_owned(),
        _ => without_ports(rule, lang),
    }
}

fn with_ports(rule: &Rule, lang: Lang) -> String {
    let (protocol, what, done) = (rule.protocol.as_str(), ports(rule, lang), done(rule.action, lang));
    let who = sender(rule, lang);
    let is_anyone = rule.source.is_any() && rule.source_port == Ports::Any;
    say!(lang, match (rule.action, rule.destination_port) {
        (Action::Allow, Ports::Any) => en "{who} reaches {what}." ja "{who}すべての {protocol} を{done}", who = of(&who, lang);
        (Action::Allow, _) => en "{who} reaches {what}." ja "{who}{what}への {protocol} を{done}", who = before(&who, lang);
        (Action::Deny, Ports::Any) if is_anyone => en "nobody reaches {what}." ja "すべての {protocol} を{done}";
        (Action::Deny, _) if is_anyone => en "nobody reaches {what}." ja "{what}への {protocol} を{done}";
        (Action::Deny, Ports::Any) =>
            en "{who} does not reach {what}." ja "{who}すべての {protocol} を{done}", who = of(&who, lang);
        (Action::Deny, _) =>
            en "{who} does not reach {what}." ja "{who}{what}への {protocol} を{done}", who = before(&who, lang);
    })
}

/// A sender before what it sends.
fn of(who: &str, lang: Lang) -> String {
    if who.is_empty() { String::new() } else { say!(lang, en = "{who}", ja = "{who}の") }
}

/// A sender before where it sends to.
fn before(who: &str, lang: Lang) -> String {
    if who.is_empty() { String::new() } else { say!(lang, en = "{who}", ja = "{who} ") }
}

/// Who sends, with the port it is sent from where that counts.
fn sender(rule: &Rule, lang: Lang) -> String {
    let (from, is_anyone) = (rule.source_port, rule.source.is_any());
    let source = rule.source;
    if !rule.protocol.has_ports() && lang == Lang::En && !is_anyone {
        return source.to_string();
    }
    match (is_anyone, from == Ports::Any) {
        (true, true) => pick!(lang, en = "anyone", ja = "").to_owned(),
        (false, true) => say!(lang, en = "whoever comes from {source}", ja = "{source} から"),
        (true, false) => say!(lang, en = "whoever sends from port {from}", ja = "送信元ポート {from} から"),
        (false, false) => {
            say!(lang, en = "whoever sends from port {from} of {source}", ja = "{source} の送信元ポート {from} から")
        }
    }
}

fn ports(rule: &Rule, lang: Lang) -> String {
    let protocol = rule.protocol.as_str();
    match rule.destination_port {
        Ports::Any if rule.action == Action::Deny => say!(lang, en = "any {protocol} port", ja = ""),
        Ports::Any => say!(lang, en = "every {protocol} port", ja = ""),
        Ports::One(port) => match service_label(port, rule.protocol) {
            Some(name) => say!(lang, en = "port {port} ({name}) by {protocol}", ja = "{port} 番ポート ({name}) "),
            None => say!(lang, en = "port {port} by {protocol}", ja = "{port} 番ポート"),
        },
        range => say!(lang, en = "ports {range} by {protocol}", ja = "{range} 番ポート"),
    }
}

fn without_ports(rule: &Rule, lang: Lang) -> String {
    let (done, from) = (done(rule.action, lang), sender(rule, lang));
    let who = of(&from, lang);
    let is_allow = rule.action == Action::Allow;
    say!(lang, match rule.protocol {
        Protocol::Ip if rule.source.is_any() && is_allow =>
            en "whatever no rule above decides gets in." ja "すべての通信を{done}";
        Protocol::Ip if rule.source.is_any() =>
            en "whatever no rule above decides is denied." ja "すべての通信を{done}";
        Protocol::Icmp => en "ping and other icmp from {who} {done}." ja "{who} icmp (ping など) を{done}", who = who.trim();
        Protocol::Fragment if is_allow => en "later fragments from {who} get in." ja "{who}後続フラグメントを{done}";
        Protocol::Fragment => en "later fragments from {who} are denied." ja "{who}後続フラグメントを{done}";
        _ => en "everything from {who} {done}." ja "{who}すべての通信を{done}";
    })
    .trim_start()
    .to_owned()
}

const fn done(action: Action, lang: Lang) -> &'static str {
    pick!(lang, match action {
        Action::Allow => en "gets in" ja "許可";
        Action::Deny => en "is denied" ja "拒否";
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_told_in_a_sentence() {
        for (text, en, ja) in [
            (
                "allow tcp 203.0.113.7 -> 22",
                "whoever comes from 203.0.113.7 reaches port 22 (SSH) by tcp.",
                "203.0.113.7 から 22 番ポート (SSH) への tcp を許可",
            ),
            (
                "allow udp any:67 -> 68",
                "whoever sends from port 67 reaches port 68 (DHCP) by udp.",
                "送信元ポート 67 から 68 番ポート (DHCP) への udp を許可",
            ),
            ("deny tcp any -> 33060", "nobody reaches port 33060 by tcp.", "33060 番ポートへの tcp を拒否"),
            (
                "allow tcp any -> 32768-60999",
                "anyone reaches ports 32768-60999 by tcp.",
                "32768-60999 番ポートへの tcp を許可",
            ),
            (
                "deny tcp 192.0.2.0/24",
                "whoever comes from 192.0.2.0/24 does not reach any tcp port.",
                "192.0.2.0/24 からのすべての tcp を拒否",
            ),
            ("deny ip any", "whatever no rule above decides is denied.", "すべての通信を拒否"),
            ("allow ip 192.0.2.0/24", "everything from 192.0.2.0/24 gets in.", "192.0.2.0/24 からのすべての通信を許可"),
            ("allow icmp any", "ping and other icmp from anyone gets in.", "icmp (ping など) を許可"),
            ("allow fragment any", "later fragments from anyone get in.", "後続フラグメントを許可"),
        ] {
            let rule = Rule::parse(text).unwrap();
            assert_eq!((sentence(&rule, Lang::En).as_str(), sentence(&rule, Lang::Ja).as_str()), (en, ja));
        }
    }
}
