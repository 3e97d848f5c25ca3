//! Rules that are worth less than they seem.

use crate::lang::Lang;
use crate::language::{self, pages};
use crate::report::Report;

/// So many rules are listed.
const SHOWN: usize = 12;

/// Rules that overlap in a way that is easily overlooked: correlated ones, and redundant ones. (Rules that never decide
/// are findings; and while everything is allowed in the end, every allow rule is redundant.)
pub(crate) fn overlaps(report: &Report, lang: Lang) -> Vec<String> {
    let open = report.is_open();
    let mut all: Vec<(Vec<usize>, String)> = Vec::new();
    for (index, status) in report.rules.iter().enumerate().filter(|(_, status)| !status.is_shadowed()) {
        if status.redundant && !open {
            all.push((vec![index], language::redundancy(lang).to_owned()));
        } else if let Some(said) = language::correlations(status, lang) {
            match all.iter_mut().find(|(_, known)| *known == said) {
                Some((rules, _)) => rules.push(index),
                None => all.push((vec![index], said)),
            }
        }
    }
    let rest = all.len().saturating_sub(SHOWN);
    let lines = all.iter().map(|(rules, said)| format!("{}: {said}", language::rule_numbers(rules, lang)));
    lines.take(SHOWN).chain((rest > 0).then(|| pages::more(rest, lang))).collect()
}
