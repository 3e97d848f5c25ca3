//! What a flow loses, in words: by ports, by senders, by shares.

use super::{Lang, list};
use crate::filter::Source;
use crate::report::{ClassId, ClassLoss, Level, Lost};

/// So many ranges or names are told.
const TOLD: usize = 4;

/// Who passes although nearly everybody is blocked.
pub(super) fn except_from(sources: &[Source], lang: Lang) -> String {
    if sources.is_empty() {
        return String::new();
    }
    let names = some(sources.iter().map(ToString::to_string).collect(), lang);
    say!(lang, en = ", except from {names}", ja = " ({names} からは届く)")
}

/// What is lost of a flow that passes in part.
pub(super) fn lost(lost: &Lost, lang: Lang) -> String {
    let Some(worst) = lost.classes.iter().max_by(|a, b| a.share().total_cmp(&b.share())) else { return String::new() };
    let ports = lost.missing.iter().map(ToString::to_string).collect::<Vec<_>>();
    let same = |one: &&ClassLoss| one.level() == worst.level();
    if !ports.is_empty() && lost.classes.iter().filter(same).count() == lost.classes.len() {
        let (ports, share) = (some(ports, lang), share(worst, lang));
        return say!(lang, en = "port {ports} is missing, {share}", ja = "ポート {ports} に届かず、{share}");
    }
    let gone = lost.classes.iter().filter(|one| one.level() >= Level::Large);
    let names: Vec<String> = gone.filter_map(|one| sender(one.class, lang)).collect();
    if names.is_empty() {
        return share(worst, lang);
    }
    let names = list(names, lang);
    say!(lang, en = "{names} do not arrive", ja = "{names} が届きません")
}

/// A share of packets that fail.
fn share(loss: &ClassLoss, lang: Lang) -> String {
    let ClassLoss { denied, total, .. } = *loss;
    say!(lang, match denied {
        _ if denied == 0 || denied >= total => en "nothing arrives" ja "届きません";
        _ if total / denied >= 10 =>
            en "1 in {count} fails" ja "{count} 回に 1 回失敗します", count = grouped(total / denied);
        _ => en "{percent} % fail" ja "{percent} % が失敗します", percent = (denied * 100 + total / 2) / total;
    })
}

/// Whose answers they are, and what they are for.
fn sender(class: ClassId, lang: Lang) -> Option<String> {
    Some(say!(lang, match class {
        ClassId::From(443) => en "answers from 443 (HTTPS)" ja "443 (HTTPS) からの応答";
        ClassId::From(80) => en "answers from 80 (apt over HTTP)" ja "80 (HTTP での apt) からの応答";
        ClassId::From(22) => en "answers from 22 (git, scp)" ja "22 (git、scp) からの応答";
        ClassId::From(25) => en "answers from 25 (mail)" ja "25 (メール) からの応答";
        ClassId::From(port) => en "answers from {port}" ja "{port} からの応答";
        ClassId::Rest => en "answers from other ports" ja "ほかのポートからの応答";
        ClassId::UdpFragments => en "later fragments of udp" ja "udp の後続フラグメント";
        ClassId::TcpFragments => en "later fragments of tcp" ja "tcp の後続フラグメント";
        _ => { return None };
    }))
}

/// The first of a list, and how many more there are.
fn some(mut all: Vec<String>, lang: Lang) -> String {
    let more = all.len().saturating_sub(TOLD);
    all.truncate(TOLD);
    let told = all.join(", ");
    if more == 0 { told } else { say!(lang, en = "{told} and {more} more", ja = "{told} ほか {more} 件") }
}

/// A number with separators, as people read it.
fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([1, 999, 1000, 28_232, 1_234_567].map(grouped), ["1", "999", "1,000", "28,232", "1,234,567"]);
    }
}
