//! What an answer assumes where the documents leave something open.

use super::Lang;
use crate::analysis::{Choices, Condition, Interpretation};

/// What a reading assumes about the undocumented cases it settles.
pub(crate) fn reading(reading: Interpretation, lang: Lang) -> String {
    let Interpretation {
        portless_matches_fragments,
        http_is_tcp,
        netmask_is_range,
        unresolved_denies,
        unresolved_allows,
    } = reading;
    let parts = [
        Some(fragments(portless_matches_fragments, lang)),
        http_is_tcp.then(|| http(true, lang)),
        netmask_is_range.then(|| netmask(true, lang)),
        unresolved_denies.then(|| denies(true, lang)),
        unresolved_allows.then(|| allows(true, lang)),
    ];
    joined(parts, lang)
}

/// On what it depends: `if rules without ports match later fragments`; nothing, if on nothing.
pub(crate) fn condition(condition: &Condition, lang: Lang) -> Option<String> {
    let way = |way: &Choices| {
        let Choices { portless_matches_fragments, http_is_tcp, netmask_is_range, unresolved_denies, unresolved_allows } =
            *way;
        let parts = [
            portless_matches_fragments.map(|value| fragments(value, lang)),
            http_is_tcp.map(|value| http(value, lang)),
            netmask_is_range.map(|value| netmask(value, lang)),
            unresolved_denies.map(|value| denies(value, lang)),
            unresolved_allows.map(|value| allows(value, lang)),
        ];
        joined(parts, lang)
    };
    let ways: Vec<String> = condition.ways().iter().map(way).collect();
    (!ways.is_empty()).then(|| ways.join(pick!(lang, en = ", or ", ja = "、または")))
}

fn joined(parts: [Option<&str>; 5], lang: Lang) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(pick!(lang, en = " and ", ja = "、"))
}

const fn fragments(matched: bool, lang: Lang) -> &'static str {
    pick!(lang, match matched {
        true =>
            en "if rules without ports match later fragments"
            ja "ポートなしのルールが後続フラグメントにも一致するなら";
        false =>
            en "if rules without ports do not match later fragments"
            ja "ポートなしのルールが後続フラグメントに一致しないなら";
    })
}

const fn http(is_tcp: bool, lang: Lang) -> &'static str {
    pick!(lang, match is_tcp {
        true => en "if http and https mean tcp 80 and 443" ja "http・https が tcp の 80・443 なら";
        false => en "if http and https match nothing" ja "http・https が何にも一致しないなら";
    })
}

const fn netmask(is_range: bool, lang: Lang) -> &'static str {
    pick!(lang, match is_range {
        true => en "if the mask is read as the end of a range" ja "マスクを範囲の終わりとして読むなら";
        false => en "if the mask is read as a netmask" ja "ネットマスクとして読むなら";
    })
}

const fn denies(it_does: bool, lang: Lang) -> &'static str {
    pick!(lang, match it_does {
        true => en "if a rule that is not resolved denies them" ja "値の決まっていないルールが拒否するなら";
        false => en "if no rule that is not resolved denies them" ja "値の決まっていないルールが拒否しないなら";
    })
}

const fn allows(it_does: bool, lang: Lang) -> &'static str {
    pick!(lang, match it_does {
        true => en "if a rule that is not resolved allows them" ja "値の決まっていないルールが許可するなら";
        false => en "if no rule that is not resolved allows them" ja "値の決まっていないルールが許可しないなら";
    })
}
