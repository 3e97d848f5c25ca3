//! What was done, for people: each repair with what it opens and closes, then what is left and what it asks.
//!
//! ```text
//! web.json: filter "web", 5 rules
//! shared segment, Linux, return ports 32768-60999
//!
//! 1. error: DHCP lease: blocked by rule 5
//!   fix: insert "allow udp any:67 -> 68" as rule 5
//!   It opens udp any:67 -> 68
//!
//! Nothing left to repair.
//! 5 rules before, 6 after.
//! ```

use super::done::Done;
use crate::cli::check::text::titled;
use crate::cli::words;
use crate::lang::Lang;
use crate::language;
use crate::report::{Finding, Fix, Need};
use crate::text::visible;

/// So many suggestions show how a question is answered.
const SUGGESTIONS: usize = 4;

/// What was done. The rules of each step have the numbers that they had just before it.
pub(super) fn write(done: &Done, lang: Lang) -> String {
    let mut parts = vec![heading(done, lang)];
    parts.extend(done.repaired.steps.iter().enumerate().map(|(index, one)| step(index + 1, one, lang)));
    let left: Vec<String> = done.left().map(|one| left(one, lang)).collect();
    let mut end = vec![rules(done, lang)];
    if left.is_empty() {
        end.insert(0, words::nothing_left(lang).to_owned());
    } else {
        parts.push(std::iter::once(words::left(lang).to_owned()).chain(left).collect::<Vec<_>>().join("\n"));
    }
    parts.push(end.join("\n"));
    parts.join("\n\n") + "\n"
}

fn heading(done: &Done, lang: Lang) -> String {
    let chosen = done.chosen;
    let place = (chosen.index + 1, chosen.file.document.filters().len());
    let filter = words::filter_heading(place, &visible(&chosen.filter.name), chosen.filter.rules.len(), lang);
    format!("{}: {filter}\n{}", chosen.file.name, words::profile(done.profile, lang))
}

fn step(number: usize, finding: &Finding, lang: Lang) -> String {
    titled(&format!("{number}. {}", title(finding, lang)), finding.fix.iter().flat_map(|one| fix(one, lang)).collect())
}

fn left(finding: &Finding, lang: Lang) -> String {
    let asked =
        finding.needs.iter().flat_map(|need| std::iter::once(words::need(need, lang)).chain(answer(need, lang)));
    let mut lines: Vec<String> = finding.fix.iter().flat_map(|one| fix(one, lang)).chain(asked).collect();
    if lines.is_empty() {
        lines.push(words::no_repair(lang).to_owned());
    }
    titled(&title(finding, lang), lines)
}

/// What a repair does, a line for each step where there are several, and what that opens and closes.
fn fix(fix: &Fix, lang: Lang) -> Vec<String> {
    let steps = language::edit_steps(&fix.edit, lang);
    let repair = match steps.as_slice() {
        [only] => vec![format!("{}: {only}", words::fix(lang))],
        _ => {
            let lines = steps.into_iter().map(|step| format!("  {step}"));
            std::iter::once(format!("{}:", words::fix(lang))).chain(lines).collect()
        }
    };
    repair.into_iter().chain(language::traffic_of_fix(fix, lang)).collect()
}

fn title(finding: &Finding, lang: Lang) -> String {
    format!("{}: {}", language::severity(finding.severity, lang), language::finding_title(finding, lang))
}

/// The options that answer a question.
fn answer(need: &Need, lang: Lang) -> Option<String> {
    let field = need.field()?;
    let mut values: Vec<String> = need.suggestions();
    values.truncate(SUGGESTIONS);
    if values.is_empty() {
        values.push(language::profile_value(field).to_owned());
    }
    let options: Vec<String> = values.iter().map(|value| format!("--{} {value}", field.id())).collect();
    Some(words::answer(&options.join(" "), lang))
}

fn rules(done: &Done, lang: Lang) -> String {
    let [before, after] = [&done.chosen.filter, &done.repaired.filter].map(|filter| filter.rules.len());
    if done.repaired.edit.is_none() { words::unchanged(before, lang) } else { words::repaired(before, after, lang) }
}
