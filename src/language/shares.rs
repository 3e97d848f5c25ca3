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
    let names = names.join(pick!(lang, en = ", ", ja = "、"));
    say!(lang, en = "{names} do not arrive", ja = "{names} が届きません")
}

/// A share of packets that fail.
fn share(loss: &ClassLoss, lang: Lang) -> String {
    if loss.denied == 0 || loss.denied >= loss.total {
        return pick!(lang, en = "nothing arrives", ja = "届きません").to_owned();
    }
    let one_in = loss.total / loss.denied;
    if one_in >= 10 {
        let count = grouped(one_in);
        return say!(lang, en = "1 in {count} fails", ja = "{count} 回に 1 回失敗します");
    }
    let percent = (loss.denied * 100 + loss.total / 2) / loss.total;
    say!(lang, en = "{percent} % fail", ja = "{percent} % が失敗します")
}

/// Whose answers they are, and what they are for.
fn sender(class: ClassId, lang: Lang) -> Option<String> {
    let fixed = match class {
        ClassId::From(443) => pick!(lang, en = "answers from 443 (HTTPS)", ja = "443 (HTTPS) からの応答"),
        ClassId::From(80) => pick!(lang, en = "answers from 80 (apt over HTTP)", ja = "80 (HTTP での apt) からの応答"),
        ClassId::From(22) => pick!(lang, en = "answers from 22 (git, scp)", ja = "22 (git、scp) からの応答"),
        ClassId::From(25) => pick!(lang, en = "answers from 25 (mail)", ja = "25 (メール) からの応答"),
        ClassId::From(port) => return Some(say!(lang, en = "answers from {port}", ja = "{port} からの応答")),
        ClassId::Rest => pick!(lang, en = "answers from other ports", ja = "ほかのポートからの応答"),
        ClassId::UdpFragments => pick!(lang, en = "later fragments of udp", ja = "udp の後続フラグメント"),
        ClassId::TcpFragments => pick!(lang, en = "later fragments of tcp", ja = "tcp の後続フラグメント"),
        _ => return None,
    };
    Some(fixed.to_owned())
}

/// The first of a list, and how many more there are.
fn some(mut list: Vec<String>, lang: Lang) -> String {
    let more = list.len().saturating_sub(TOLD);
    list.truncate(TOLD);
    let told = list.join(", ");
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
