//! What only the command line says.

use crate::analysis::{Change, Condition};
use crate::filter::Action;
use crate::lang::Lang;
use crate::language;
use crate::plain::words::counted;
pub(super) use crate::plain::words::{ipv6, profile};
use crate::report::Severity;
use std::path::Path;

/// Above the expectations that only one of two filters meets.
pub(super) const fn expectations(lang: Lang) -> &'static str {
    lang.pick("期待", "Expectations")
}

/// What standard input is called where a file's name would stand.
pub(super) const fn stdin(lang: Lang) -> &'static str {
    lang.pick("標準入力", "standard input")
}

/// The editor was started without a terminal.
pub(super) const fn no_terminal(lang: Lang) -> &'static str {
    lang.pick(
        "編集画面には端末が要ります。端末なしで調べるには sekimori check ファイル名、編集するには sekimori --plain を使います。",
        "The editor needs a terminal. Without one, use: sekimori check FILE, or sekimori --plain",
    )
}

/// The terminal can show no screen.
pub(super) const fn dumb_terminal(lang: Lang) -> &'static str {
    lang.pick(
        "この端末 (TERM=dumb) は画面を表示できないので、行ごとに編集します (--plain)。",
        "This terminal (TERM=dumb) can show no screen: editing by lines, as with --plain.",
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

/// What takes so long.
pub(super) fn analysing(rules: usize, lang: Lang) -> String {
    say!(lang, "sekimori: ルール {rules} 個を解析しています ...", "sekimori: still analysing {rules} rules ...")
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

/// The heading over the flows.
pub(super) const fn flows(lang: Lang) -> &'static str {
    lang.pick("通信", "Traffic")
}

/// The heading over rules that are worth less than they seem.
pub(super) const fn rules(lang: Lang) -> &'static str {
    lang.pick("ルール", "Rules")
}

/// The heading over what a save would spell differently.
pub(super) const fn notes(lang: Lang) -> &'static str {
    lang.pick("表記", "Spelling")
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

/// The file has several filters, or not as many.
pub(super) fn which_filter(count: usize, lang: Lang) -> String {
    say!(
        lang,
        "フィルタが {count} 個あります。--filter に 1 から {count} までの番号を指定してください。",
        "There are {count} filters in it. Please choose one by number: --filter 1 to {count}."
    )
}

/// Traffic that was not understood: where it stands, the character from 1, and what was expected there.
pub(super) fn wrong_traffic(line: Option<usize>, text: &str, at: usize, why: &str, lang: Lang) -> String {
    match line {
        Some(line) => {
            say!(lang, "標準入力: {line} 行目 {at} 文字目: {why}", "standard input: line {line}, column {at}: {why}")
        }
        None => say!(lang, "「{text}」の {at} 文字目: {why}", "\"{text}\", column {at}: {why}"),
    }
}

/// A line of standard input that could not be read.
pub(super) fn unread_line(line: usize, reason: &str, lang: Lang) -> String {
    say!(
        lang,
        "標準入力: {line} 行目: 読めませんでした: {reason}",
        "standard input: line {line}: not readable: {reason}"
    )
}

/// The first line of a comparison.
pub(super) fn compared(before: &str, after: &str, equal: bool, lang: Lang) -> String {
    if equal {
        say!(
            lang,
            "{before} -> {after}: 動作は同じです。すべてのパケットの扱いが一致します。",
            "{before} -> {after}: equal. Every packet meets the same action."
        )
    } else {
        say!(lang, "{before} -> {after}: 動作が違います。", "{before} -> {after}: not equal.")
    }
}

/// The heading over what changes, with the flows among it and what it depends on.
pub(super) fn newly(becomes: Action, flows: &str, only_if: &Condition, lang: Lang) -> String {
    let doubt = if only_if.is_certain() { String::new() } else { format!(" {}", uncertain(only_if, lang)) };
    let flows = if flows.is_empty() { String::new() } else { format!(" {flows}") };
    match becomes {
        Action::Deny => say!(lang, "新たに遮断{doubt}:{flows}", "Newly blocks{flows}{doubt}:"),
        Action::Allow => say!(lang, "新たに許可{doubt}:{flows}", "Newly allows{flows}{doubt}:"),
    }
}

/// Who decided before and who decides now.
pub(super) fn pair(change: &Change, lang: Lang) -> String {
    let [before, after] = [change.before, change.after].map(|decider| language::decider(decider, lang));
    match change.becomes {
        Action::Deny => say!(
            lang,
            "変更前: {before} が許可、変更後: {after} が拒否",
            "allowed by {before} before, denied by {after} after"
        ),
        Action::Allow => say!(
            lang,
            "変更前: {before} が拒否、変更後: {after} が許可",
            "denied by {before} before, allowed by {after} after"
        ),
    }
}

/// What `fit` did.
pub(super) fn fitted(file: &str, before: usize, after: usize, readings: usize, lang: Lang) -> String {
    let rules = counted(before, "rule", "rules");
    if before == after {
        return say!(
            lang,
            "{file}: ルール {before} 個より減らす方法は見つかりませんでした。",
            "{file}: no way was found to do the same with fewer than {rules}."
        );
    }
    let done =
        say!(lang, "{file}: ルール {before} 個を {after} 個にしました。", "{file}: {rules} before, {after} after.");
    let proved = match readings {
        1 => lang.pick("動作が同じことは証明済みです。", " It is proved that both treat every packet alike."),
        _ => lang.pick(
            "文書にない点をどう読んでも動作が同じことは証明済みです。",
            " It is proved that both treat every packet alike, however the documents are read.",
        ),
    };
    done + proved
}

/// What would be written is not proved to do the same.
pub(super) const fn unproved(lang: Lang) -> &'static str {
    lang.pick(
        "動作が同じことを証明できなかったため、何も書き込みませんでした。",
        "Nothing was written: it is not proved that the result does the same.",
    )
}

/// The heading over what is not repaired.
pub(super) const fn left(lang: Lang) -> &'static str {
    lang.pick("まだ残っているもの:", "Left to repair:")
}

/// Nothing is left that a repair would be for.
pub(super) const fn nothing_left(lang: Lang) -> &'static str {
    lang.pick("直すべきものは残っていません。", "Nothing left to repair.")
}

/// A finding that nobody knows a repair for.
pub(super) const fn no_repair(lang: Lang) -> &'static str {
    lang.pick("証明できる修正はありません。", "No repair of it can be proved.")
}

/// How a question is answered: with the options that would say what is suggested.
pub(super) fn answer(options: &str, lang: Lang) -> String {
    say!(lang, "オプションで答えます (例: {options})", "Answer with options, as in: {options}")
}

/// How many rules there were, and are after all repairs.
pub(super) fn repaired(before: usize, after: usize, lang: Lang) -> String {
    let rules = counted(before, "rule", "rules");
    say!(lang, "ルールは修正前 {before} 個、修正後 {after} 個。", "{rules} before, {after} after.")
}

/// Nothing was repaired.
pub(super) fn unchanged(rules: usize, lang: Lang) -> String {
    let counted = counted(rules, "rule", "rules");
    say!(lang, "何も変えていません (ルール {rules} 個)。", "Nothing was changed: {counted}.")
}

/// The repaired text does not say what was proved.
pub(super) const fn unrepaired(lang: Lang) -> &'static str {
    lang.pick(
        "修正したフィルタを証明どおりに書けなかったため、何も書き込みませんでした。",
        "Nothing was written: the repaired file would not say what was proved.",
    )
}

/// The file to write is there already.
pub(super) const fn exists(lang: Lang) -> &'static str {
    lang.pick("すでに存在するファイルです。上書きはしません。", "The file exists already and was not overwritten.")
}

/// The heading over who reaches what.
pub(super) const fn reached(lang: Lang) -> &'static str {
    lang.pick("届く宛先と、その送信元:", "What can be reached, and from where:")
}

/// Everything is blocked.
pub(super) const fn nobody(lang: Lang) -> &'static str {
    lang.pick("届くものはありません。", "Nothing can be reached.")
}

/// Behind what depends on undocumented behaviour: on which.
pub(super) fn uncertain(only_if: &Condition, lang: Lang) -> String {
    match language::condition(only_if, lang) {
        Some(condition) => say!(lang, "(不確か: {condition})", "(uncertain: {condition})"),
        None => say!(lang, "(不確か)", "(uncertain)"),
    }
}

/// Every IP protocol but tcp, udp and icmp.
pub(super) const fn other_protocols(lang: Lang) -> &'static str {
    lang.pick("その他のプロトコル", "other protocols")
}

/// Every address or port.
pub(super) const fn any(lang: Lang) -> &'static str {
    lang.pick("すべて", "any")
}

/// Senders that must use certain ports.
pub(super) fn from_ports(addresses: &str, ports: &str, lang: Lang) -> String {
    say!(lang, "{addresses} (送信元ポート {ports})", "{addresses} from port {ports}")
}

/// No lesson has this name.
pub(super) fn no_such_lesson(id: &str, known: &[&str], lang: Lang) -> String {
    let known = known.join(", ");
    say!(
        lang,
        "「{id}」というレッスンはありません。あるのは {known} です。",
        "There is no lesson \"{id}\". There are: {known}."
    )
}

/// The progress could not be understood.
pub(super) fn progress_set_aside(file: &Path, aside: &Path, lang: Lang) -> String {
    let (file, aside) = (file.display(), aside.display());
    say!(
        lang,
        "{file}: レッスンの進み具合を読めないので、{aside} に移して最初から始めます。",
        "{file}: the progress in the lessons cannot be understood. It was moved to {aside}, and begins anew."
    )
}

/// A directory without lessons.
pub(super) fn no_lessons_in(directory: &Path, lang: Lang) -> String {
    let directory = directory.display();
    say!(
        lang,
        "{directory}: レッスンのファイル (*.toml) がありません。",
        "{directory}: there is no lesson file (*.toml)."
    )
}

/// Every lesson keeps what it promises.
pub(super) fn lessons_proved(count: usize, lang: Lang) -> String {
    let lessons = counted(count, "lesson", "lessons");
    say!(lang, "{count} 個のレッスンに問題はありません。", "{lessons}: nothing is wrong.")
}

/// The progress is gone.
pub(super) fn progress_forgotten(lang: Lang) -> String {
    say!(lang, "レッスンの進み具合を消しました。", "The progress in the lessons is forgotten.")
}
