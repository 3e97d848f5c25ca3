//! What is said in lines only.

use super::edits::Label;
use super::grammar::{counted, sentences};
use super::{Lang, any, decider, edits, list};
use crate::analysis::Decider;
use crate::filter::Action;

messages! {
    default_rule() en "Default: whatever no rule matched is allowed." ja "既定: どのルールにも一致しないものは許可。";
    no_expectations()
        en "Nothing is expected. One is added as: expect pass tcp 203.0.113.0/24 -> 22"
        ja "要件はありません。expect pass tcp 203.0.113.0/24 -> 22 のように加えます。";
    /// An expectation by its id, and whether it is met.
    expectation(id: &str, one: &str, how: &str) en "{id}: {one}. {how}" ja "{id}: {one}。{how}";
    finding(number: usize, severity: &str, sentence: &str)
        en "Finding {number}, {severity}: {sentence}"
        ja "指摘 {number}、{severity}: {sentence}";
    answer_command(entry: &str, sample: &str, what: &str)
        en "{what} (answer it as: answer {entry} {sample})"
        ja "{what} (answer {entry} {sample} のように答えます)";
    fix_command(number: usize, what: &str)
        en "fix: {what} (fix {number} does it)"
        ja "修正: {what} (fix {number} で実行)";
    replies(list: &str)
        en "Answer: {list}."
        ja "答え: {list}。";
    /// A line that is no answer to what is asked.
    no_answer(line: &str, how: &str)
        en "\"{line}\" is no answer, and nothing was done. {how}"
        ja "「{line}」は答えになりません (何もしていません)。{how}";
    file_name(command: &str)
        en "Which file name? One that has blanks or is a command is written behind {command}; an empty line gives up."
        ja "ファイル名を書いてください。空白を含む名前と命令と同じ名前は {command} に続けて書きます。空行でやめます。";
    which_filter(count: usize)
        en "Which number, 1 to {count}? An empty line gives up."
        ja "1 から {count} の番号を書いてください。空行でやめます。";
    /// A file that was open lately: its number, what it is called, how it stands, and where it is.
    recent(number: usize, name: &str, state: &str, place: &str)
        en "{number}: {name}, {state} ({place})"
        ja "{number}: {name}、{state} ({place})";
    which_one() en "Which number?" ja "番号を書いてください。";
    opened(name: &str, rules: usize, profile: &str) {count = rules "rule"}
        en "{name}: {count}; {profile}."
        ja "{name}: ルール {rules} 個。{profile}。";
    preset_line(id: &str, name: &str, rules: usize) {count = rules "rule"}
        en "{id}: {name}, {count}"
        ja "{id}: {name}、ルール {rules} 個";
    insert_usage(command: &str) en "To insert it: {command}" ja "挿入するには: {command}";
    /// A parameter that must be given.
    needed() en "needed" ja "必須";
    unknown(word: &str)
        en "There is no command \"{word}\"; help lists them."
        ja "「{word}」という命令はありません。help で一覧します。";
    usage(how: &str) en "Usage: {how}" ja "書き方: {how}";
    no_rule(number: usize, rules: usize)
        en "There is no rule {number}; the filter has {rules}."
        ja "ルール {number} はありません (全 {rules} 個)。";
    no_finding(number: usize) en "There is no finding {number}." ja "指摘 {number} はありません。";
    wrong_traffic(at: usize, why: &str) en "Character {at}: {why}" ja "{at} 文字目: {why}";
    no_flow(name: &str, known: &str)
        en "There is no flow \"{name}\"; there are {known}."
        ja "「{name}」という通信はありません: {known}";
    no_field(name: &str, known: &str)
        en "There is no field \"{name}\"; there are {known}."
        ja "「{name}」という欄はありません: {known}";
    needs_screen()
        en "That is for the screen; help lists the commands for lines."
        ja "これは画面での操作です。help で行での命令を一覧します。";
    /// The first hint.
    hint() en "help lists the commands." ja "help で命令の一覧。";
    ended_unsaved()
        en "The input has ended. The changes were not saved."
        ja "入力が終わりました。変更は保存していません。";
    /// The same at a keyboard.
    ended_and_kept()
        en "The input has ended. Nothing was saved; the next start offers the changes back."
        ja "入力が終わりました。変更は保存していません。次に開くときに復元できます。";
    /// A verdict, and what it was before an edit.
    changed_verdict(name: &str, verdict: &str, by: &str, was: &str)
        en "Now {verdict}: {name}{by} (was {was})"
        ja "変化: {name}: {verdict}{by} (前は{was})";
    /// Who decides, behind a verdict.
    by(who: &str) en ", by {who}" ja "、{who}";
    no_lesson(name: &str) en "There is no lesson \"{name}\"." ja "「{name}」というレッスンはありません。";
    source(url: &str) en "Source: {url}" ja "出典: {url}";
    after_lesson() en "next goes on to the next lesson." ja "next で次のレッスン。";
    no_word(query: &str)
        en "The glossary has no \"{query}\"; words lists its terms."
        ja "「{query}」は用語集にありません。words で一覧します。";
    see(names: &str) en "See: {names}" ja "関連: {names}";
    also(names: &str) en "Also found: {names}" ja "ほかに見つかった語: {names}";
    theatre(flow: &str) en "Theatre: {flow}" ja "パケット劇場: {flow}";
    server_sends(what: &str) en "From the server: {what}" ja "サーバから: {what}";
    comes_in(packet: &str) en "To the server: {packet}" ja "サーバへ: {packet}";
}

/// A rule by its number; 0 is the default.
pub(crate) fn rule(number: usize, lang: Lang) -> String {
    decider(number.checked_sub(1).map_or(Decider::Default, Decider::Rule), lang)
}

/// Packets whose fate an edit has changed.
pub(crate) fn newly(action: Action, traffic: &str, lang: Lang) -> String {
    say!(lang, match action {
        Action::Allow => en "Newly allowed: {traffic}" ja "新たに許可: {traffic}";
        Action::Deny => en "Newly blocked: {traffic}" ja "新たに遮断: {traffic}";
    })
}

/// A parameter that may be left out.
pub(crate) fn optional(default: &str, lang: Lang) -> String {
    let default = if default.is_empty() { any(lang) } else { default };
    say!(lang, en = "{default} if not given", ja = "既定は {default}")
}

pub(crate) fn version(number: usize, label: &Label, here: bool, saved: bool, lang: Lang) -> String {
    let label = edits::label(label, lang);
    let here = if here { pick!(lang, en = ", here", ja = "、現在") } else { "" };
    let saved = if saved { pick!(lang, en = ", saved", ja = "、保存済み") } else { "" };
    say!(lang, en = "Version {number}: {label}{here}{saved}", ja = "版 {number}: {label}{here}{saved}")
}

/// A rule that has gone or come since the save.
pub(crate) fn change(added: bool, number: usize, rule: &str, lang: Lang) -> String {
    say!(lang, match added {
        true => en "Added as rule {number}: {rule}" ja "追加、ルール {number}: {rule}";
        false => en "Gone, once rule {number}: {rule}" ja "削除、前のルール {number}: {rule}";
    })
}

pub(crate) fn lesson(number: usize, id: &str, title: &str, done: bool, state: &str, lang: Lang) -> String {
    let done = if done { pick!(lang, en = "done", ja = "完了") } else { "" };
    let states: Vec<&str> = [done, state].into_iter().filter(|text| !text.is_empty()).collect();
    let state = if states.is_empty() { String::new() } else { format!(" ({})", list(states, lang)) };
    format!("{number}: {id}: {title}{state}")
}

/// A goal, and why it is not met.
pub(crate) fn goal(number: usize, text: &str, why: Option<&str>, lang: Lang) -> String {
    say!(lang, match why {
        None => en "Goal {number}, met: {text}" ja "目標 {number}、達成: {text}";
        Some(why) =>
            en "Goal {number}, not met: {text}" ja "目標 {number}、未達成: {text}",
            text = sentences(text.trim_end_matches(['。', '.']), why, lang);
    })
}
