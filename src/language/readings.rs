//! What an answer assumes where the documents leave something open.

use super::Lang;
use crate::analysis::{Choices, Condition, Reading};

/// What a reading assumes about the undocumented cases it settles.
pub fn reading(reading: Reading, lang: Lang) -> String {
    let Reading { portless_matches_fragments, http_is_tcp, netmask_is_range } = reading;
    let parts = [
        Some(fragments(portless_matches_fragments, lang)),
        http_is_tcp.then(|| http(true, lang)),
        netmask_is_range.then(|| netmask(true, lang)),
    ];
    joined(parts, lang)
}

/// On what it depends: `if rules without ports match later fragments`; nothing, if on nothing.
pub fn condition(condition: &Condition, lang: Lang) -> Option<String> {
    let way = |way: &Choices| {
        let Choices { portless_matches_fragments, http_is_tcp, netmask_is_range } = *way;
        let parts = [
            portless_matches_fragments.map(|value| fragments(value, lang)),
            http_is_tcp.map(|value| http(value, lang)),
            netmask_is_range.map(|value| netmask(value, lang)),
        ];
        joined(parts, lang)
    };
    let ways: Vec<String> = condition.ways().iter().map(way).collect();
    (!ways.is_empty()).then(|| ways.join(lang.pick("、または", ", or ")))
}

fn joined(parts: [Option<&str>; 3], lang: Lang) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(lang.pick("、", " and "))
}

fn fragments(matched: bool, lang: Lang) -> &'static str {
    if matched {
        lang.pick(
            "ポートなしのルールが後続フラグメントにも一致するなら",
            "if rules without ports match later fragments",
        )
    } else {
        lang.pick(
            "ポートなしのルールが後続フラグメントに一致しないなら",
            "if rules without ports do not match later fragments",
        )
    }
}

fn http(is_tcp: bool, lang: Lang) -> &'static str {
    if is_tcp {
        lang.pick("http・https が tcp の 80・443 なら", "if http and https mean tcp 80 and 443")
    } else {
        lang.pick("http・https が何にも一致しないなら", "if http and https match nothing")
    }
}

fn netmask(is_range: bool, lang: Lang) -> &'static str {
    if is_range {
        lang.pick("ネットマスクが範囲の終わりなら", "if the netmask is the end of a range")
    } else {
        lang.pick("ネットマスクがネットマスクなら", "if the netmask is a netmask")
    }
}
