//! The report for people: no wider than its sentences, without colours, and in the order in which one would act on it.
//!
//! ```text
//! web.json: filter "web", 6 rules
//! shared segment, Linux, return ports 32768-60999
//!
//! error: DHCP lease: blocked by rule 6
//!   All seems well until the next lease renewal or reboot: then the server loses its address.
//!   fix: insert "allow udp any:67 -> 68" as rule 6
//!     It opens udp any:67 -> 68
//!   packet: udp 198.51.100.1:67 -> 68
//!
//! Traffic
//!   DHCP lease        blocked      rule 6
//!   Ping out          allowed      rule 4  (not needed)
//!   Everything else   closed       rule 6
//!
//! IPv6 is never filtered; this report speaks of IPv4 only.
//! 1 error, 0 warnings, 1 note.
//! ```

use super::Checked;
use crate::cli::page;
use crate::lang::Lang;
use crate::language::{self, commands};
use crate::page::{self as facts, Block, Fact, Tone};
use crate::profile::{Contradiction, Profile, contradictions};
use crate::report::Report;
use crate::text::{pad, visible, width};

/// The reports on all filters.
pub(super) fn write(all: &[Checked], lang: Lang) -> String {
    let reports: Vec<String> = all.iter().map(|checked| report(checked, lang)).collect();
    reports.join("\n\n")
}

fn report(checked: &Checked, lang: Lang) -> String {
    let mut parts = vec![heading(checked, lang)];
    let contradictions = contradictions(&checked.profile.expectations);
    parts.extend(contradictions.iter().map(|one| contradiction(one, checked.profile, lang)));
    parts.extend(checked.report.findings.iter().map(|one| page::text(facts::finding(one, lang), lang)));
    parts.push(titled(commands::flows(lang), flows(&checked.report, lang)));
    let rules = facts::overlaps(&checked.report, lang);
    if !rules.is_empty() {
        parts.push(titled(commands::rules(lang), rules));
    }
    if !checked.notes.is_empty() {
        let notes = checked.notes.iter().map(|note| language::note(note, lang)).collect();
        parts.push(titled(commands::notes(lang), notes));
    }
    let count = |severity| checked.report.findings.iter().filter(|one| one.severity == severity).count();
    parts.push(format!("{}\n{}", commands::ipv6(lang), commands::summary(count, lang)));
    parts.join("\n\n") + "\n"
}

fn heading(checked: &Checked, lang: Lang) -> String {
    let name = visible(&checked.filter.name);
    let filter = commands::filter_heading(checked.place, &name, checked.filter.rules.len(), lang);
    format!("{}: {filter}\n{}", checked.name, language::profile_summary(checked.profile, lang))
}

/// What is wrong with the profile rather than the filter; at most one of the two can be met.
fn contradiction(found: &Contradiction, profile: &Profile, lang: Lang) -> String {
    let title = Block::head(Tone::Error, language::contradiction_title(found, profile, lang));
    page::text([title, Block::Packet(found.packet.to_string())], lang)
}

/// What becomes of each flow, and by which rules: columns as wide as their widest entry.
fn flows(report: &Report, lang: Lang) -> Vec<String> {
    let facts = facts::flows(report, None, lang);
    let widest = |cell: fn(&Fact) -> &String| facts.iter().map(|fact| width(cell(fact))).max().unwrap_or_default();
    let (names, verdicts) = (widest(|fact| &fact.name), widest(|fact| &fact.verdict));
    let line = |Fact { name, verdict, by, notes, .. }: &Fact| {
        let by = std::iter::once(by).chain(notes).map(String::as_str).collect::<Vec<_>>().join("  ");
        format!("{}  {}  {by}", pad(name, names), pad(verdict, verdicts))
    };
    facts.iter().map(line).collect()
}

/// A line with indented lines under it.
fn titled(title: &str, lines: Vec<String>) -> String {
    std::iter::once(title.to_owned())
        .chain(lines.into_iter().map(|line| format!("  {line}")))
        .collect::<Vec<_>>()
        .join("\n")
}
