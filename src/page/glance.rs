//! A filter at a glance: one verdict in a few words.

use super::Tone;
use crate::filter::MAX_RULES;
use crate::lang::Lang;
use crate::language::{server, visitors};
use crate::report::{ServerRow, Standing, VisitorRow};

/// Whether the server works; where it does, the danger that comes from outside, if there is one.
pub(crate) fn glance(rows: &[ServerRow], visitors: &[VisitorRow], rules: usize, lang: Lang) -> (Tone, String) {
    let tone = tone(rows);
    match danger(visitors, rules, lang) {
        Some(danger) if matches!(tone, Tone::Ok | Tone::Note | Tone::Text) => danger,
        _ => (tone, server::verdict(rows, true, lang)),
    }
}

/// Whether the server works, with the question.
pub(crate) fn works(rows: &[ServerRow], lang: Lang) -> (Tone, String) {
    (tone(rows), server::asked_and_answered(&server::verdict(rows, false, lang), lang))
}

pub(super) fn tone(rows: &[ServerRow]) -> Tone {
    let worst = rows.iter().map(|row| row.standing).min_by_key(|standing| standing.rank());
    worst.filter(|standing| *standing != Standing::Idle).map_or(Tone::Ok, Tone::from)
}

pub(super) fn danger(visitors: &[VisitorRow], rules: usize, lang: Lang) -> Option<(Tone, String)> {
    let (severity, words) = visitors::danger(visitors, rules.saturating_sub(MAX_RULES), lang)?;
    Some((severity.into(), words))
}
