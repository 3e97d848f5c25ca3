//! What a flow loses, in words: by ports, by senders, by shares.

use super::Lang;
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
    say!(lang, " ({names} からは届く)", ", except from {names}")
}

/// What is lost of a flow that passes in part.
pub(super) fn lost(lost: &Lost, lang: Lang) -> String {
    let Some(worst) = lost.classes.iter().max_by(|a, b| a.share().total_cmp(&b.share())) else { return String::new() };
    let ports = lost.missing.iter().map(ToString::to_string).collect::<Vec<_>>();
    let same = |one: &&ClassLoss| one.level() == worst.level();
    if !ports.is_empty() && lost.classes.iter().filter(same).count() == lost.classes.len() {
        let (ports, share) = (some(ports, lang), share(worst, lang));
        return say!(lang, "ポート {ports} に届かず、{share}", "port {ports} is missing, {share}");
    }
    let gone = lost.classes.iter().filter(|one| one.level() >= Level::Large);
    let names: Vec<String> = gone.filter_map(|one| sender(one.class, lang)).collect();
    if names.is_empty() {
        return share(worst, lang);
    }
    let names = names.join(lang.pick("、", ", "));
    say!(lang, "{names} が届きません", "{names} do not arrive")
}

/// A share of packets that fail.
fn share(loss: &ClassLoss, lang: Lang) -> String {
    if loss.denied == 0 || loss.denied >= loss.total {
        return lang.pick("届きません", "nothing arrives").to_owned();
    }
    let one_in = loss.total / loss.denied;
    if one_in >= 10 {
        let count = grouped(one_in);
        return say!(lang, "{count} 回に 1 回失敗します", "1 in {count} fails");
    }
    let percent = (loss.denied * 100 + loss.total / 2) / loss.total;
    say!(lang, "{percent} % が失敗します", "{percent} % fail")
}

/// Whose answers they are, and what they are for.
fn sender(class: ClassId, lang: Lang) -> Option<String> {
    let fixed = match class {
        ClassId::From(443) => lang.pick("443 (HTTPS) からの応答", "answers from 443 (HTTPS)"),
        ClassId::From(80) => lang.pick("80 (HTTP での apt) からの応答", "answers from 80 (apt over HTTP)"),
        ClassId::From(22) => lang.pick("22 (git、scp) からの応答", "answers from 22 (git, scp)"),
        ClassId::From(25) => lang.pick("25 (メール) からの応答", "answers from 25 (mail)"),
        ClassId::From(port) => return Some(say!(lang, "{port} からの応答", "answers from {port}")),
        ClassId::Rest => lang.pick("ほかのポートからの応答", "answers from other ports"),
        ClassId::UdpFragments => lang.pick("udp の後続フラグメント", "later fragments of udp"),
        ClassId::TcpFragments => lang.pick("tcp の後続フラグメント", "later fragments of tcp"),
        _ => return None,
    };
    Some(fixed.to_owned())
}

/// The first of a list, and how many more there are.
fn some(mut list: Vec<String>, lang: Lang) -> String {
    let more = list.len().saturating_sub(TOLD);
    list.truncate(TOLD);
    let told = list.join(", ");
    if more == 0 { told } else { say!(lang, "{told} ほか {more} 件", "{told} and {more} more") }
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
