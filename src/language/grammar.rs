//! What sentences are made of: things that are counted, lists, one sentence behind another.

use super::{Lang, list};
use std::fmt::Display;

/// So many things, as English counts them: `1 rule`, `2 rules`.
pub(super) fn counted<T: Display + PartialEq + From<u8>>(count: T, thing: &str) -> String {
    let plural = if count == T::from(1) { "" } else { "s" };
    format!("{count} {thing}{plural}")
}

messages! {
    /// Between the steps of a proposal.
    semicolon() en "; " ja "、";
    /// Between two whole sentences.
    gap() en " " ja "";
    /// The place of a character, from 1, and what is wrong there.
    character(number: usize, what: &str) en "character {number}: {what}" ja "{number} 文字目: {what}";
    /// The end of a list that is too long.
    more(count: usize) en "{count} more" ja "ほか {count} 件";
}

/// The first few of a list, and how many more there are.
pub(super) fn first_of(all: Vec<String>, told: usize, lang: Lang) -> String {
    let rest = all.len().saturating_sub(told);
    let rest = (rest > 0).then(|| more(rest, lang));
    list(all.into_iter().take(told).chain(rest), lang)
}

/// Two sentences as one text; the first may have no full stop.
pub(crate) fn sentences(first: &str, second: &str, lang: Lang) -> String {
    match second {
        "" => first.to_owned(),
        _ => say!(lang, en = "{first}. {second}", ja = "{first}。{second}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_no_plural() {
        assert_eq!([0, 1, 2].map(|count| counted(count, "rule")), ["0 rules", "1 rule", "2 rules"]);
    }
}
