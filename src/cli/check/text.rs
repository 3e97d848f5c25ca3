//! The report for people: no wider than its sentences, without colours, and in the order in which one would act on it.
//!
//! ```text
//! web.json: filter "web", 6 rules
//! shared segment, Linux, return ports 32768-60999
//!
//! error: The server loses its address
//!   DHCP lease: blocked by rule 6. It shows at the next reboot or the end of the lease only: ...
//!   fix: insert "allow udp any:67 -> 68" as rule 6
//!     It opens udp any:67 -> 68
//!   packet: udp 198.51.100.1:67 -> 68
//!
//! Does my server work?  NO, 1 of 6 fail
//!   ok     you can log in  from 203.0.113.7  rule 1
//!   error  address (DHCP)  lost at a reboot  rule 6
//!
//! Who can come in, and to what?
//!       203.0.113.7  22 SSH    rule 1
//!   ok  nobody       the rest  rule 6
//!
//! IPv6 is never filtered; this report speaks of IPv4 only.
//! 1 error, 0 warnings, 1 note.
//! ```

use super::Checked;
use crate::cli::page;
use crate::lang::Lang;
use crate::language::{self, commands};
use crate::page::{self as facts, Block, Summary, SummaryRow, Tone};
use crate::profile::{Contradiction, Profile, contradictions};
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
    parts.push(list(&facts::server(&checked.report, None, checked.profile, lang)));
    parts.push(list(&facts::visitors(&checked.report, None, lang)));
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

/// A list under its title: columns as wide as their widest entry.
fn list(Summary { title, verdict, rows, .. }: &Summary) -> String {
    let widest = |cell: fn(&SummaryRow) -> &String| rows.iter().map(|row| width(cell(row))).max().unwrap_or_default();
    let words = widest(|row| &row.word);
    let (names, verdicts) = (widest(|row| &row.name), widest(|row| &row.verdict));
    let line = |SummaryRow { word, name, verdict, by, note, .. }: &SummaryRow| {
        let line = format!("{}  {}  {}  {by}  {note}", pad(word, words), pad(name, names), pad(verdict, verdicts));
        line.trim_end().to_owned()
    };
    let verdict = verdict.iter().map(|(_, words)| words.as_str());
    let title = std::iter::once(*title).chain(verdict).collect::<Vec<_>>().join("  ");
    titled(&title, rows.iter().map(line).collect())
}

/// A line with indented lines under it.
fn titled(title: &str, lines: Vec<String>) -> String {
    std::iter::once(title.to_owned())
        .chain(lines.into_iter().map(|line| format!("  {line}")))
        .collect::<Vec<_>>()
        .join("\n")
}
