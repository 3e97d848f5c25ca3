//! The report for people: no wider than its sentences, without colours, and in the order in which one would act on it.
//!
//! ```text
//! web.json: filter "web", 6 rules
//! shared segment, Linux, return ports 32768-60999
//!
//! error: DHCP lease: blocked by rule 6
//!   All seems well until the next lease renewal or reboot: then the server loses its address.
//!   packet: udp 198.51.100.1:67 -> 68
//!   fix: insert "allow udp any:67 → 68" as rule 6
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
use crate::cli::words;
use crate::lang::Lang;
use crate::language;
use crate::profile::FlowId;
use crate::report::{Finding, FlowVerdict};
use crate::screen::text::{pad, visible, width};

/// The reports on all filters.
pub(super) fn write(all: &[Checked], lang: Lang) -> String {
    let reports: Vec<String> = all.iter().map(|checked| report(checked, lang)).collect();
    reports.join("\n\n")
}

fn report(checked: &Checked, lang: Lang) -> String {
    let mut parts = vec![heading(checked, lang)];
    parts.extend(checked.report.findings.iter().map(|one| finding(one, lang)));
    parts.push(titled(words::flows(lang), flows(&checked.report.flows, lang)));
    if !checked.notes.is_empty() {
        let notes = checked.notes.iter().map(|note| language::note(note, lang)).collect();
        parts.push(titled(words::notes(lang), notes));
    }
    let count = |severity| checked.report.findings.iter().filter(|one| one.severity == severity).count();
    parts.push(format!("{}\n{}", words::ipv6(lang), words::summary(count, lang)));
    parts.join("\n\n") + "\n"
}

fn heading(checked: &Checked, lang: Lang) -> String {
    let name = visible(&checked.filter.name);
    let filter = words::filter_heading(checked.place, &name, checked.filter.rules.len(), lang);
    format!("{}: {filter}\n{}", checked.name, words::profile(checked.profile, lang))
}

fn finding(finding: &Finding, lang: Lang) -> String {
    let title = language::finding_title(finding, lang);
    let packet = finding.witness.map(|packet| format!("{}: {packet}", words::packet(lang)));
    let fix = finding.fix.as_ref().map(|fix| format!("{}: {}", words::fix(lang), language::edit(&fix.edit, lang)));
    let consequence = Some(language::finding_consequence(finding, lang)).filter(|sentence| !sentence.is_empty());
    let lines = [consequence, packet, fix].into_iter().flatten().collect();
    titled(&format!("{}: {title}", language::severity(finding.severity, lang)), lines)
}

/// What becomes of each flow, and by which rules: columns as wide as their widest entry.
fn flows(flows: &[FlowVerdict], lang: Lang) -> Vec<String> {
    let rows: Vec<[String; 3]> = flows.iter().map(|flow| row(flow, lang)).collect();
    let widest = |cell: fn(&[String; 3]) -> &String| rows.iter().map(|row| width(cell(row))).max().unwrap_or_default();
    let (names, verdicts) = (widest(|[name, _, _]| name), widest(|[_, verdict, _]| verdict));
    let line = |[name, verdict, by]: &[String; 3]| format!("{}  {}  {by}", pad(name, names), pad(verdict, verdicts));
    rows.iter().map(line).collect()
}

fn row(flow: &FlowVerdict, lang: Lang) -> [String; 3] {
    let rest = flow.flow.id == FlowId::EverythingElse;
    let verdict = if rest { language::closedness } else { language::verdict };
    let by = language::deciders(&flow.answer.deciders(), lang);
    let by = if flow.flow.needed || rest { by } else { format!("{by}  {}", words::not_needed(lang)) };
    [language::flow_name(flow.flow.id, lang), verdict(flow.verdict(), lang).to_owned(), by]
}

/// A line with indented lines under it.
fn titled(title: &str, lines: Vec<String>) -> String {
    std::iter::once(title.to_owned())
        .chain(lines.into_iter().map(|line| format!("  {line}")))
        .collect::<Vec<_>>()
        .join("\n")
}
