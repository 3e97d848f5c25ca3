//! What is said in lines about the course, the words, and packets on their way.

use crate::lang::Lang;

messages! {
    /// There is no such lesson.
    no_lesson(name: &str)
        en "There is no lesson \"{name}\"."
        ja "「{name}」というレッスンはありません。";

    /// Where something can be read.
    source(url: &str)
        en "Source: {url}"
        ja "出典: {url}";

    /// How it goes on when a lesson is done.
    after_lesson()
        en "next goes on to the next lesson."
        ja "next で次のレッスン。";

    /// No word of the glossary.
    no_word(query: &str)
        en "No word for \"{query}\"; words lists them."
        ja "「{query}」は用語集にありません。words で一覧します。";

    /// Words to read next.
    see(names: &str)
        en "See: {names}"
        ja "関連: {names}";

    /// Other words that were found.
    also(names: &str)
        en "Also found: {names}"
        ja "ほかに見つかった語: {names}";

    /// Whose conversation is played.
    theatre(flow: &str)
        en "Theatre: {flow}"
        ja "パケット劇場: {flow}";

    /// What leaves the server.
    server_sends(what: &str)
        en "From the server: {what}"
        ja "サーバから: {what}";

    /// What comes towards the server.
    comes_in(packet: &str)
        en "To the server: {packet}"
        ja "サーバへ: {packet}";
}

/// A lesson in the list.
pub fn lesson(number: usize, id: &str, title: &str, done: bool, state: &str, lang: Lang) -> String {
    let comma = pick!(lang, en = ", ", ja = "、");
    let done = if done { pick!(lang, en = "done", ja = "完了") } else { "" };
    let states: Vec<&str> = [done, state].into_iter().filter(|text| !text.is_empty()).collect();
    let state = if states.is_empty() { String::new() } else { format!(" ({})", states.join(comma)) };
    format!("{number}: {id}: {title}{state}")
}

/// A goal, and why it is not met.
pub fn goal(number: usize, text: &str, why: Option<&str>, lang: Lang) -> String {
    match why {
        None => say!(lang, en = "Goal {number}, met: {text}", ja = "目標 {number}、達成: {text}"),
        Some(why) => {
            let text = super::sentences(text.trim_end_matches(['。', '.']), why, lang);
            say!(lang, en = "Goal {number}, not met: {text}", ja = "目標 {number}、未達成: {text}")
        }
    }
}
