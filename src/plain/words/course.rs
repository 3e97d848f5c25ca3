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
