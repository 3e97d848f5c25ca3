//! What the editor says in a lesson.

use crate::editor::action::Act;
use crate::editor::keymap::Keymap;
use crate::lang::Lang;

/// A lesson goes on where it was left.
pub fn lesson_goes_on(keymap: &Keymap, lang: Lang) -> String {
    let key = key(Act::RestartLesson, keymap);
    say!(lang, "前回の続きです。{key} で最初からやり直せます。", "You left off here. {key} begins again.")
}

/// Every lesson is done.
pub fn course_done(lang: Lang) -> String {
    say!(lang, "すべてのレッスンを終えました。", "Every lesson is done.")
}

/// Saving is not needed.
pub fn lesson_keeps_itself(keymap: &Keymap, lang: Lang) -> String {
    let key = key(Act::SaveAs, keymap);
    say!(
        lang,
        "レッスンの途中経過は自動で残ります。ファイルにするには {key} です。",
        "A lesson is kept by itself. {key} writes it into a file."
    )
}

/// The key that runs an action.
fn key(act: Act, keymap: &Keymap) -> String {
    keymap.keys(act).first().map(ToString::to_string).unwrap_or_default()
}
