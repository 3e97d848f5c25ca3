//! What only the command line says.

use crate::lang::Lang;
use crate::profile::Profile;
use crate::report::Severity;

/// What standard input is called where a file's name would stand.
pub(super) const fn stdin(lang: Lang) -> &'static str {
    lang.pick("標準入力", "standard input")
}

/// The editor was started without a terminal.
pub(super) const fn no_terminal(lang: Lang) -> &'static str {
    lang.pick(
        "編集画面には端末が要ります。端末なしで調べるには sekimori check ファイル名 を使います。",
        "The editor needs a terminal. Without one, use: sekimori check FILE",
    )
}

/// A file name that is no text.
pub(super) fn odd_name(path: &std::path::Path, lang: Lang) -> String {
    let shown = path.to_string_lossy();
    say!(
        lang,
        "{shown}: UTF-8 でないファイル名は扱えません。名前を変えてから開いてください。",
        "{shown}: a file name must be UTF-8. Rename the file first."
    )
}

/// The report could not be written; the reason is the operating system's.
pub(super) fn unwritten(reason: &str, lang: Lang) -> String {
    say!(lang, "報告を出力できませんでした: {reason}", "The report could not be written: {reason}")
}

/// Which filter of the file it is, and how large.
pub(super) fn filter_heading(place: (usize, usize), name: &str, rules: usize, lang: Lang) -> String {
    let (number, count) = place;
    let filter = match (count, name.is_empty()) {
        (1, true) => lang.pick("名前のないフィルタ", "filter without a name").to_owned(),
        (1, false) => say!(lang, "フィルタ「{name}」", "filter \"{name}\""),
        (_, true) => {
            say!(lang, "{count} 個中 {number} 番目の名前のないフィルタ", "filter {number} of {count}, without a name")
        }
        (_, false) => {
            say!(lang, "{count} 個中 {number} 番目のフィルタ「{name}」", "filter {number} of {count}, \"{name}\"")
        }
    };
    let rules = match lang {
        Lang::Ja => format!("ルール {rules} 個"),
        Lang::En => counted(rules, "rule", "rules"),
    };
    say!(lang, "{filter}、{rules}", "{filter}, {rules}")
}

/// What the filter is taken to protect.
pub(super) fn profile(profile: &Profile, lang: Lang) -> String {
    let attachment = crate::language::attachment(profile.attachment, lang);
    let (guest, ports) = (profile.guest.name(), profile.ephemeral_ports());
    let mut parts =
        vec![attachment.to_owned(), guest.to_owned(), say!(lang, "戻りのポート {ports}", "return ports {ports}")];
    if !profile.admin.is_empty() {
        let networks = listed(&profile.admin);
        parts.push(say!(lang, "管理者 {networks}", "admins {networks}"));
    }
    if !profile.services.is_empty() {
        let services = listed(&profile.services);
        parts.push(say!(lang, "公開 {services}", "services {services}"));
    }
    parts.join(lang.pick("、", ", "))
}

/// Before the packet that shows a finding.
pub(super) const fn packet(lang: Lang) -> &'static str {
    lang.pick("例", "packet")
}

/// Before a proved repair.
pub(super) const fn fix(lang: Lang) -> &'static str {
    lang.pick("修正案", "fix")
}

/// The heading over the flows.
pub(super) const fn flows(lang: Lang) -> &'static str {
    lang.pick("通信", "Traffic")
}

/// Beside a flow that the profile can do without.
pub(super) const fn not_needed(lang: Lang) -> &'static str {
    lang.pick("(なくてもよい)", "(not needed)")
}

/// The heading over what a save would spell differently.
pub(super) const fn notes(lang: Lang) -> &'static str {
    lang.pick("表記", "Spelling")
}

/// The limit of every report.
pub(super) const fn ipv6(lang: Lang) -> &'static str {
    lang.pick(
        "IPv6 はパケットフィルタの対象外です。この報告も IPv4 だけについて述べています。",
        "IPv6 is never filtered; this report speaks of IPv4 only.",
    )
}

/// How many findings there are of each severity.
pub(super) fn summary(count: impl Fn(Severity) -> usize, lang: Lang) -> String {
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let [errors, warnings, notes] = severities.map(count);
    if errors + warnings + notes == 0 {
        return say!(lang, "指摘はありません。", "No findings.");
    }
    match lang {
        Lang::Ja => format!("エラー {errors} 件、警告 {warnings} 件、参考 {notes} 件。"),
        Lang::En => {
            let [errors, warnings] = [counted(errors, "error", "errors"), counted(warnings, "warning", "warnings")];
            format!("{errors}, {warnings}, {}.", counted(notes, "note", "notes"))
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn listed<T: ToString>(list: &[T]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
