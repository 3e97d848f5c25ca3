//! What the editor says in a lesson.

use crate::editor::keymap::Keymap;
use crate::lang::ActionId;
use crate::lang::Lang;

/// A lesson goes on where it was left.
pub fn lesson_goes_on(keymap: &Keymap, lang: Lang) -> String {
    let key = key(ActionId::RestartLesson, keymap);
    say!(lang, en = "You left off here. {key} begins again.", ja = "前回の続きです。{key} で最初からやり直せます。")
}

/// Every lesson is done.
pub fn course_done(lang: Lang) -> String {
    say!(lang, en = "Every lesson is done.", ja = "すべてのレッスンを終えました。")
}

/// Saving is not needed.
pub fn lesson_keeps_itself(keymap: &Keymap, lang: Lang) -> String {
    let key = key(ActionId::SaveAs, keymap);
    say!(
        lang,
        en = "A lesson is kept by itself. {key} writes it into a file.",
        ja = "レッスンの途中経過は自動で残ります。ファイルにするには {key} です。"
    )
}

/// The key that runs an action.
fn key(act: ActionId, keymap: &Keymap) -> String {
    keymap.keys(act).first().map(ToString::to_string).unwrap_or_default()
}
