//! What the commands say.

use super::grammar::counted;
use super::{Lang, condition, decider, no_findings};
use crate::analysis::{Condition, PacketChange};
use crate::filter::Action;
use crate::report::Severity;
use std::fmt::Display;

messages! {
    /// Above the expectations that only one of two filters meets.
    expectations() en "Expectations" ja "要件";

    /// What standard input is called where a file's name would stand.
    stdin() en "standard input" ja "標準入力";

    /// The editor was started without a terminal.
    no_terminal()
        en "The editor needs a terminal. Without one, use: sekimori check FILE, or sekimori --plain"
        ja "編集画面には端末が要ります。端末なしで調べるには sekimori check ファイル名、編集するには sekimori --plain を使います。";

    /// The terminal can show no screen.
    dumb_terminal()
        en "This terminal (TERM=dumb) can show no screen: editing by lines, as with --plain."
        ja "この端末 (TERM=dumb) は画面を表示できないので、行ごとに編集します (--plain)。";

    /// What takes so long.
    analysing(rules: usize) {count = rules "rule"}
        en "sekimori: still analysing {count} ..."
        ja "sekimori: ルール {rules} 個を解析しています ...";

    /// The report could not be written; the reason is the operating system's.
    unwritten(reason: &impl Display)
        en "The report could not be written: {reason}"
        ja "報告を出力できませんでした: {reason}";

    /// The limit of every report.
    ipv6()
        en "IPv6 is never filtered; this report speaks of IPv4 only."
        ja "IPv6 はパケットフィルタの対象外です。この報告も IPv4 だけについて述べています。";


    /// The heading over rules that are worth less than they seem.
    rules() en "Rules" ja "ルール";

    /// The heading over what a save would spell differently.
    notes() en "Spelling" ja "表記";

    /// The file has no second filter.
    only_filter() en "There is only one filter in it." ja "フィルタは 1 個だけです。";

    /// A directory in which several files have filters.
    which_file(names: &str)
        en "Several files in it have filters. Please name one: {names}"
        ja "フィルタのあるファイルが複数あります。どれかを指定してください: {names}";

    /// A line of standard input that could not be read.
    unread_line(line: usize, reason: &impl Display)
        en "standard input: line {line}: not readable: {reason}"
        ja "標準入力: {line} 行目: 読めませんでした: {reason}";

    /// What would be written is not proved to do the same.
    unproved()
        en "Nothing was written: it is not proved that the result does the same."
        ja "動作が同じことを証明できなかったため、何も書き込みませんでした。";

    /// The heading over what is not repaired.
    left() en "Left to repair:" ja "まだ残っているもの:";

    /// Nothing is left that a repair would be for.
    nothing_left() en "Nothing left to repair." ja "直すべきものは残っていません。";

    /// A finding that nobody knows a repair for.
    no_repair() en "No repair of it can be proved." ja "証明できる修正はありません。";

    /// How a question is answered: with the options that would say what is suggested.
    answer(options: &str) en "Answer with options, as in: {options}" ja "オプションで答えます (例: {options})";

    /// The repaired text does not say what was proved.
    unrepaired()
        en "Nothing was written: the repaired file would not say what was proved."
        ja "修正したフィルタを証明どおりに書けなかったため、何も書き込みませんでした。";

    /// The file to write is there already.
    exists() en "The file exists already and was not overwritten." ja "すでに存在するファイルです。上書きはしません。";

    /// The name of the output ends as that of no format.
    no_format_named(ids: &str)
        en "The name of the output tells no format. Choose one with --to: {ids}."
        ja "出力の名前から形式が分かりません。--to で選んでください: {ids}。";

    /// The name of the output may be that of several formats.
    several_formats_named(ids: &str)
        en "Several formats end so. Choose one with --to: {ids}."
        ja "この名前で終わる形式は複数あります。--to で選んでください: {ids}。";

    /// What was converted.
    converted(file: &str, count: usize, from: &str, to: &str) {rules = count "rule"}
        en "{file}: {rules}, from {from} to {to}; the same packets get through."
        ja "{file}: ルール {count} 個を {from} から {to} に変換しました。通るパケットは同じです。";

    /// A name or description that is not in the new file.
    without_place(format: &str, text: &str)
        en "Left out, since {format} has no place for it: {text}"
        ja "{format} に書く場所がないため省きました: {text}";

    /// What the report on the new file would say.
    errors_left(count: usize) {errors = count "error"}
        en "This filter has {errors} for such a server. To see them, use: sekimori check"
        ja "このサーバにとって、このフィルタにはエラーが {count} 件あります。内容は sekimori check で確認できます。";

    /// The output would not hold what the filter says.
    not_printed()
        en "Nothing was written: a text of this filter has characters that a terminal or a log would obey, and this \
            format has no other way to write them. Name a file with -o."
        ja "何も書き込みませんでした。端末やログを操作する文字が含まれていて、この形式では別の書き方ができません。\
            -o でファイル名を指定してください。";

    /// The file that was read is of a format of which only new files are written.
    not_in_place()
        en "Nothing was written: a file of this format is not written over. Name another one with -o."
        ja "何も書き込みませんでした。この形式のファイルには上書きしません。-o で別の名前を指定してください。";

    /// The heading over who reaches what.
    reached() en "What can be reached, and from where:" ja "届く宛先と、その送信元:";

    /// Everything is blocked.
    nobody() en "Nothing can be reached." ja "届くものはありません。";

    /// Every IP protocol but tcp, udp and icmp.
    other_protocols() en "other protocols" ja "その他のプロトコル";

    /// Senders that must use certain ports.
    from_ports(addresses: &str, ports: &str) en "{addresses} from port {ports}" ja "{addresses} (送信元ポート {ports})";

    /// A file name that is no text.
    odd_name(path: &impl Display)
        en "{path}: a file name must be UTF-8. Rename the file first."
        ja "{path}: UTF-8 でないファイル名は扱えません。名前を変えてから開いてください。";

    /// How many rules there were, and are after all repairs.
    repaired(before: usize, after: usize) {rules = before "rule"}
        en "{rules} before, {after} after."
        ja "ルールは修正前 {before} 個、修正後 {after} 個。";

    /// Nothing was repaired.
    unchanged(count: usize) {rules = count "rule"}
        en "Nothing was changed: {rules}."
        ja "何も変えていません (ルール {count} 個)。";

    progress_forgotten() en "The progress in the lessons is forgotten." ja "レッスンの進み具合を消しました。";

    /// The progress could not be understood.
    progress_set_aside(file: &impl Display, aside: &impl Display)
        en "{file}: the progress in the lessons cannot be understood. It was moved to {aside}, and begins anew."
        ja "{file}: レッスンの進み具合を読めないので、{aside} に移して最初から始めます。";

    no_such_lesson(id: &str, known: &str)
        en "There is no lesson \"{id}\". There are: {known}."
        ja "「{id}」というレッスンはありません。あるのは {known} です。";

    no_lessons_in(directory: &impl Display)
        en "{directory}: there is no lesson file (*.toml)."
        ja "{directory}: レッスンのファイル (*.toml) がありません。";

    /// Every lesson keeps what it promises.
    lessons_proved(count: usize) {lessons = count "lesson"}
        en "{lessons}: nothing is wrong."
        ja "{count} 個のレッスンに問題はありません。";
}

/// The file has several filters, or not as many.
pub(crate) fn which_filter(count: usize, lang: Lang) -> String {
    say!(lang, match count {
        1 =>
            en "There is only one filter in it; leave out --filter."
            ja "フィルタは 1 個だけです。--filter を外してください。";
        _ =>
            en "There are {count} filters in it. Please choose one by number: --filter 1 to {count}."
            ja "フィルタが {count} 個あります。--filter に 1 から {count} までの番号を指定してください。";
    })
}

/// Which filter of the file it is, and how large.
pub(crate) fn filter_heading((number, count): (usize, usize), name: &str, rules: usize, lang: Lang) -> String {
    let filter = say!(lang, match (count, name) {
        (1, "") => en "filter without a name" ja "名前のないフィルタ";
        (1, _) => en "filter \"{name}\"" ja "フィルタ「{name}」";
        (_, "") => en "filter {number} of {count}, without a name" ja "{count} 個中 {number} 番目の名前のないフィルタ";
        _ => en "filter {number} of {count}, \"{name}\"" ja "{count} 個中 {number} 番目のフィルタ「{name}」";
    });
    let counted = counted(rules, "rule");
    say!(lang, en = "{filter}, {counted}", ja = "{filter}、ルール {rules} 個")
}

/// How many findings there are of each severity.
pub(crate) fn summary(count: impl Fn(Severity) -> usize, lang: Lang) -> String {
    let all @ [e, w, n] = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let (errors, warnings, notes) = (counted(e, "error"), counted(w, "warning"), counted(n, "note"));
    say!(lang, match all {
        [0, 0, 0] => { no_findings(lang).to_owned() };
        _ => en "{errors}, {warnings}, {notes}." ja "エラー {e} 件、警告 {w} 件、参考 {n} 件。";
    })
}

/// Traffic that was not understood: where it stands, the character from 1, and what was expected there.
pub(crate) fn wrong_traffic(line: Option<usize>, text: &str, at: usize, why: &str, lang: Lang) -> String {
    say!(lang, match line {
        Some(line) =>
            en "standard input: line {line}, column {at}: {why}"
            ja "標準入力: {line} 行目 {at} 文字目: {why}";
        None => en "\"{text}\", column {at}: {why}" ja "「{text}」の {at} 文字目: {why}";
    })
}

/// The first line of a comparison.
pub(crate) fn compared(before: &str, after: &str, equal: bool, lang: Lang) -> String {
    say!(lang, match equal {
        true =>
            en "{before} -> {after}: equal. Every packet meets the same action."
            ja "{before} -> {after}: 動作は同じです。すべてのパケットの扱いが一致します。";
        false => en "{before} -> {after}: not equal." ja "{before} -> {after}: 動作が違います。";
    })
}

/// The heading over what changes, with the flows among it and what it depends on.
pub(crate) fn newly(becomes: Action, flows: &str, only_if: &Condition, lang: Lang) -> String {
    let doubt = if only_if.is_certain() { String::new() } else { format!(" {}", uncertain(only_if, lang)) };
    let flows = if flows.is_empty() { String::new() } else { format!(" {flows}") };
    say!(lang, match becomes {
        Action::Deny => en "Newly blocks{flows}{doubt}:" ja "新たに遮断{doubt}:{flows}";
        Action::Allow => en "Newly allows{flows}{doubt}:" ja "新たに許可{doubt}:{flows}";
    })
}

/// Who decided before and who decides now.
pub(crate) fn pair(change: &PacketChange, lang: Lang) -> String {
    let [before, after] = [change.before, change.after].map(|one| decider(one, lang));
    say!(lang, match change.becomes {
        Action::Deny =>
            en "allowed by {before} before, denied by {after} after"
            ja "変更前: {before} が許可、変更後: {after} が拒否";
        Action::Allow =>
            en "denied by {before} before, allowed by {after} after"
            ja "変更前: {before} が拒否、変更後: {after} が許可";
    })
}

/// What `fit` did.
pub(crate) fn fitted(file: &str, before: usize, after: usize, readings: usize, lang: Lang) -> String {
    let rules = counted(before, "rule");
    say!(lang, match readings {
        _ if before == after =>
            en "{file}: no way was found to do the same with fewer than {rules}."
            ja "{file}: ルール {before} 個より減らす方法は見つかりませんでした。";
        1 =>
            en "{file}: {rules} before, {after} after. It is proved that both treat every packet alike."
            ja "{file}: ルール {before} 個を {after} 個にしました。動作が同じことは証明済みです。";
        _ =>
            en "{file}: {rules} before, {after} after. It is proved that both treat every packet alike, however the documents are read."
            ja "{file}: ルール {before} 個を {after} 個にしました。文書にない点をどう読んでも動作が同じことは証明済みです。";
    })
}

/// Behind what depends on undocumented behaviour: on which.
pub(crate) fn uncertain(only_if: &Condition, lang: Lang) -> String {
    let condition = condition(only_if, lang);
    say!(lang, match condition {
        Some(condition) => en "(uncertain: {condition})" ja "(不確か: {condition})";
        None => en "(uncertain)" ja "(不確か)";
    })
}
