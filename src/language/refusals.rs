//! Why something does not happen, and what to do first.

use super::grammar::first_of;
use crate::lang::{ActionId, Voice};

messages! {
    no_such_key() [help = Help, save = Save, quit = Quit]
        en "No such key: {help} lists them, {save} saves, {quit} quits."
        ja "このキーに動作はありません。{help} 一覧、{save} 保存、{quit} 終了。";
    keys_behind_escape()
        en "Keys that arrived together with Esc were left out."
        ja "Esc と同時に届いたキーは実行していません。";
    no_command(text: &str) en "There is no command \"{text}\"." ja "「{text}」という操作はありません。";
    paste_needs_filter()
        en "Open a filter before pasting. Nothing was changed."
        ja "フィルタを開いてから貼り付けてください。何も変えていません。";
    no_place_for_texts() [save_as = SaveAs]
        en "The format of this file has no place for that; {save_as} offers others."
        ja "このファイルの形式には書く場所がありません。{save_as} で別の形式を選べます。";
    no_preset(id: &str) en "There is no preset \"{id}\"." ja "「{id}」というプリセットはありません。";
    /// A click elsewhere while a field is typed.
    finish_first()
        en "First finish this field: Enter commits, Esc cancels."
        ja "先に Enter で確定するか、Esc で取り消してください。";
    /// Leaving the text of all rules with changes in it.
    leaving_raw()
        en "Esc again drops these changes; Ctrl-S applies them."
        ja "変更を捨てるなら、もう一度 Esc。確定するなら Ctrl-S。";
    import_port()
        en "The port is a number, a range or a name: 22, 32768-60999, ssh."
        ja "ポートは 22 や 32768-60999、ssh のように書きます。";
    fit_needs_deny()
        en "Without a final deny every allow rule is needless. Add the deny first."
        ja "最後の拒否がないので、許可のルールはどれも余分になってしまいます。先に拒否を足してください。";
    expected_already() en "That is expected already." ja "その要件はすでにあります。";
    no_shell() en "There is no shell to go back to." ja "戻るシェルがありません。";
    /// Save-as on a screen too small to type.
    too_small_to_name() en "Enlarge the window to name the file." ja "名前を付けるには画面を広げてください。";
}

/// A paste of which not every line was read.
pub(crate) fn partly_read(lines: Vec<usize>, voice: Voice<'_>) -> String {
    let (count, apply) = (lines.len(), voice.name(ActionId::Apply));
    let numbers = first_of(lines.iter().map(ToString::to_string).collect(), 6, voice.lang);
    say!(voice.lang, match count {
        1 => en "Nothing was inserted: line {numbers} was not read. {apply} inserts the rest."
             ja "何も取り込んでいません。{numbers} 行目を読めません。{apply} で残りを取り込みます。";
        _ => en "Nothing was inserted: lines {numbers} were not read. {apply} inserts the rest."
             ja "何も取り込んでいません。{numbers} 行目を読めません。{apply} で残りを取り込みます。";
    })
}
