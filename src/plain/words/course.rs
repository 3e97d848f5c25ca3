//! What is said in lines about the course, the words, and packets on their way.

use crate::lang::Lang;

/// There is no such lesson.
pub fn no_lesson(name: &str, lang: Lang) -> String {
    say!(lang, "「{name}」というレッスンはありません。", "There is no lesson \"{name}\".")
}

/// A lesson in the list.
pub fn lesson(number: usize, id: &str, title: &str, done: bool, state: &str, lang: Lang) -> String {
    let comma = lang.pick("、", ", ");
    let done = if done { lang.pick("完了", "done") } else { "" };
    let states: Vec<&str> = [done, state].into_iter().filter(|text| !text.is_empty()).collect();
    let state = if states.is_empty() { String::new() } else { format!(" ({})", states.join(comma)) };
    format!("{number}: {id}: {title}{state}")
}

/// A goal, and why it is not met.
pub fn goal(number: usize, text: &str, why: Option<&str>, lang: Lang) -> String {
    match why {
        None => say!(lang, "目標 {number}、達成: {text}", "Goal {number}, met: {text}"),
        Some(why) => {
            let text = super::sentences(text.trim_end_matches(['。', '.']), why, lang);
            say!(lang, "目標 {number}、未達成: {text}", "Goal {number}, not met: {text}")
        }
    }
}

/// Where something can be read.
pub fn source(url: &str, lang: Lang) -> String {
    say!(lang, "出典: {url}", "Source: {url}")
}

/// How it goes on when a lesson is done.
pub fn after_lesson(lang: Lang) -> &'static str {
    lang.pick("next で次のレッスン。", "next goes on to the next lesson.")
}

/// No word of the glossary.
pub fn no_word(query: &str, lang: Lang) -> String {
    say!(lang, "「{query}」は用語集にありません。words で一覧します。", "No word for \"{query}\"; words lists them.")
}

/// Words to read next.
pub fn see(names: &str, lang: Lang) -> String {
    say!(lang, "関連: {names}", "See: {names}")
}

/// Other words that were found.
pub fn also(names: &str, lang: Lang) -> String {
    say!(lang, "ほかに見つかった語: {names}", "Also found: {names}")
}

/// Whose conversation is played.
pub fn theatre(flow: &str, lang: Lang) -> String {
    say!(lang, "パケット劇場: {flow}", "Theatre: {flow}")
}

/// What leaves the server.
pub fn server_sends(what: &str, lang: Lang) -> String {
    say!(lang, "サーバから: {what}", "From the server: {what}")
}

/// What comes towards the server.
pub fn comes_in(packet: &str, lang: Lang) -> String {
    say!(lang, "サーバへ: {packet}", "To the server: {packet}")
}
