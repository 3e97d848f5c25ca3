//! What the editor says: notices and questions; the words of actions, of the newer hands and of recovery stand beside.

mod actions;
mod guard;
mod hands;
mod lesson;
mod recovery;

pub use actions::*;
pub use guard::*;
pub use hands::*;
pub use lesson::*;
pub use recovery::*;

use super::history::Label;
use super::question::{Question, Reply};
use super::save::Then;
use super::start::Entry;
use crate::editor::location::Location;
use crate::filter::{Edit, Field, MAX_RULES};
use crate::lang::Lang;
use crate::language::{edit as edit_text, field_name, profile_entry};
use crate::presets::Catalogue;
use crate::profile::{Profile, ProfileField};

/// What a revision did, as a noun.
pub fn label(label: &Label, lang: Lang) -> String {
    let (ja, en) = match label {
        Label::Opened => ("開く", "opening"),
        Label::Added => ("ルールの追加", "adding a rule"),
        Label::Duplicated(1) => ("ルールの複製", "duplicating a rule"),
        Label::Deleted(1) => ("ルールの削除", "deleting a rule"),
        Label::Moved(1) => ("ルールの移動", "moving a rule"),
        Label::Toggled(1) => ("許可と拒否の入れ替え", "exchanging allow and deny"),
        Label::Rewritten => ("ルールの書き換え", "rewriting a rule"),
        Label::Fixed => ("修正", "a fix"),
        Label::Repaired => ("すべて修正", "repairing everything"),
        Label::Fitted => ("ルールの削減", "fitting"),
        Label::Pasted(1) => ("ルールの貼り付け", "pasting a rule"),
        Label::Imported => ("貼り付けからの取り込み", "importing what was pasted"),
        Label::Retyped => ("テキスト編集", "editing the text"),
        Label::Duplicated(n) => return say!(lang, "ルール {n} 個の複製", "duplicating {n} rules"),
        Label::Deleted(n) => return say!(lang, "ルール {n} 個の削除", "deleting {n} rules"),
        Label::Moved(n) => return say!(lang, "ルール {n} 個の移動", "moving {n} rules"),
        Label::Toggled(n) => {
            return say!(lang, "ルール {n} 個の許可と拒否の入れ替え", "exchanging allow and deny in {n} rules");
        }
        Label::Pasted(n) => return say!(lang, "ルール {n} 個の貼り付け", "pasting {n} rules"),
        Label::Changed(field) => {
            let field = field_name(*field, lang);
            return say!(lang, "{field}の変更", "changing {field}");
        }
        Label::Preset(name) => return say!(lang, "プリセット「{name}」", "the preset \"{name}\""),
    };
    lang.pick(ja, en).to_owned()
}

/// After an undo.
pub fn undone(what: &Label, lang: Lang) -> String {
    let what = label(what, lang);
    say!(lang, "元に戻しました: {what}", "Undone: {what}")
}

/// After a redo.
pub fn redone(what: &Label, lang: Lang) -> String {
    let what = label(what, lang);
    say!(lang, "やり直しました: {what}", "Redone: {what}")
}

/// After a move: whether it changed what gets through.
pub fn moved(harmless: bool, lang: Lang) -> &'static str {
    if harmless {
        lang.pick(
            "この移動で届くものは何も変わりません (証明済み)。",
            "Proved: this move changes nothing about what gets through.",
        )
    } else {
        lang.pick(
            "この移動で届くものが変わります。v で違いを見られます。",
            "This move changes what gets through; v shows how.",
        )
    }
}

/// After a rule was added.
pub fn added(number: usize, rule: &str, lang: Lang) -> String {
    say!(
        lang,
        "ルール {number} を追加しました: {rule}。u で戻せます。",
        "Rule {number} added: {rule}; u takes it back."
    )
}

/// After a rule was deleted.
pub fn deleted(number: usize, lang: Lang) -> String {
    say!(lang, "ルール {number} を削除しました。u で戻せます。", "Rule {number} deleted; u brings it back.")
}

/// Why rules are not merged and dropped here, if they are not.
pub fn why_not_fit(open: bool, rules: usize, lang: Lang) -> Option<&'static str> {
    const MOST: usize = 300;
    match (open, rules) {
        (true, _) => Some(lang.pick(
            "最後の拒否がないので、許可のルールはどれも余分になってしまいます。先に拒否を足してください。",
            "Without a final deny every allow rule is needless. Add the deny first.",
        )),
        (false, MOST..) => {
            Some(lang.pick(
                "この数のルールは sekimori fit で減らしてください。",
                "For a list of this length use: sekimori fit",
            ))
        }
        _ => None,
    }
}

/// After an attempt to do with fewer rules.
pub fn fitted(before: usize, after: usize, lang: Lang) -> String {
    if after < before {
        say!(
            lang,
            "{before} 個から {after} 個に減らしました。どのパケットの扱いも変わらないことを証明済みです。u で戻せます。",
            "{before} rules became {after}, proved to treat every packet alike; u takes it back."
        )
    } else {
        say!(lang, "これ以上減らせるルールは見つかりません。", "No way to do with fewer rules was found.")
    }
}

/// After a finding was dismissed.
pub fn dismissed(lang: Lang) -> &'static str {
    lang.pick(
        "隠しました。ルールが変われば、また出ます。X ですべて戻します。",
        "Hidden until its rules change. X brings all back.",
    )
}

/// After a fix.
pub fn fixed(edit: &Edit, lang: Lang) -> String {
    let what = edit_text(edit, lang);
    say!(lang, "修正しました: {what}", "Fixed: {what}")
}

/// After a preset was inserted.
pub fn inserted(name: &str, inserted: usize, skipped: usize, lang: Lang) -> String {
    match (inserted, skipped) {
        (0, _) => say!(lang, "「{name}」はすでにすべて有効です。", "\"{name}\" is in effect already."),
        (_, 0) => {
            let rules = plural(inserted);
            say!(lang, "「{name}」のルールを {inserted} 個挿入しました。", "\"{name}\": {rules} inserted.")
        }
        _ => {
            let rules = plural(inserted);
            say!(
                lang,
                "「{name}」: ルールを {inserted} 個挿入し、すでに有効な {skipped} 個は省きました。",
                "\"{name}\": {rules} inserted, {skipped} already in effect."
            )
        }
    }
}

/// A number of rules in English.
fn plural(rules: usize) -> String {
    if rules == 1 { "1 rule".to_owned() } else { format!("{rules} rules") }
}

/// After a save.
pub fn saved(path: &Location, errors: usize, lang: Lang) -> String {
    if errors == 0 {
        say!(lang, "{path} に保存しました。", "Saved to {path}.")
    } else {
        say!(
            lang,
            "{path} に保存しました。エラーが {errors} 件残っています。",
            "Saved to {path}; errors left: {errors}."
        )
    }
}

/// After a save that was not possible: the file is as it was, and the edits are still here.
pub fn not_saved(why: &str, lang: Lang) -> String {
    say!(lang, "保存できません (何も失っていません)。{why}", "Not saved, nothing lost. {why}")
}

/// A file that does not exist yet.
pub fn new_file(path: &Location, lang: Lang) -> String {
    say!(lang, "{path} は新しいファイルです。", "{path} is a new file.")
}

/// A file that could not be read.
pub fn unreadable(path: &Location, lang: Lang) -> String {
    say!(lang, "{path} を開けません", "{path} cannot be opened")
}

/// Problems of a file that are not told.
pub fn more_problems(count: usize, lang: Lang) -> String {
    say!(lang, "ほかに {count} 件あります。", "And {count} more.")
}

/// Fields that a save will spell differently.
pub fn respelled(count: usize, lang: Lang) -> String {
    say!(
        lang,
        "{count} か所の書き方は、保存すると意味を変えずに整えます。",
        "{count} fields will be spelt differently when saved; the meaning stays."
    )
}

/// Ctrl-Z where no shell waits.
pub fn no_shell(lang: Lang) -> &'static str {
    lang.pick("戻るシェルがありません。", "There is no shell to go back to.")
}

/// A question in full.
pub fn question(question: &Question, lang: Lang) -> String {
    match question {
        Question::Quit => {
            say!(lang, "保存していない変更があります。終了しますか。", "There are unsaved changes. Quit?")
        }
        Question::StartOver => say!(
            lang,
            "このレッスンを最初からやり直しますか。今のルールは失われます。",
            "Begin this lesson again? The rules as they stand are lost."
        ),
        Question::Leave(Then::Learn) => {
            say!(
                lang,
                "保存していない変更があります。レッスンに移りますか。",
                "There are unsaved changes. Go to the lessons?"
            )
        }
        Question::Leave(_) => {
            say!(
                lang,
                "保存していない変更があります。別のファイルを開きますか。",
                "There are unsaved changes. Open another file?"
            )
        }
        Question::Changed(save) => {
            let path = &save.location;
            say!(
                lang,
                "{path} は、開いた後に別のところで変更されました。上書きすると、その変更は失われます。",
                "{path} has changed on disk since it was opened. Overwriting it loses that change."
            )
        }
        Question::Exists(save) => {
            let path = &save.location;
            say!(lang, "{path} はすでにあります。上書きしますか。", "{path} exists already. Overwrite it?")
        }
        Question::Reshape(save) => {
            let path = &save.location;
            say!(
                lang,
                "{path} の形式を変えると、同じファイルのほかのフィルタと、新しい形式に入らないキーは失われます。続けますか。",
                "Another shape for {path} loses the other filters of the file and the keys it has no place for. Go on?"
            )
        }
        Question::Recover(offer) => recoverable(offer, lang),
        Question::Loses(_, loss) => loses(loss, lang),
        Question::Limits(_) => say!(
            lang,
            "クラウドはこのフィルタを受け付けません ({MAX_RULES} ルールまで、ポートの範囲は 1 ルールに 1 つ)。それでも保存しますか。",
            "The cloud refuses this filter (at most {MAX_RULES} rules, one port range a rule). Save it all the same?"
        ),
    }
}

/// An answer to a question.
pub fn reply(reply: Reply, question: &Question, lang: Lang) -> &'static str {
    match reply {
        Reply::Cancel if matches!(question, Question::Recover(_)) => lang.pick("あとで決める", "decide later"),
        Reply::Discard if matches!(question, Question::Recover(_)) => lang.pick("捨てる", "discard it"),
        Reply::Recover => lang.pick("復元する", "recover"),
        Reply::Difference => lang.pick("違いを見る", "look at the difference"),
        Reply::Cancel => lang.pick("戻る", "cancel"),
        Reply::Save => lang.pick("保存する", "save first"),
        Reply::Discard if matches!(question, Question::StartOver) => lang.pick("最初から", "start over"),
        Reply::Discard if matches!(question, Question::Leave(_)) => lang.pick("保存せずに進む", "discard changes"),
        Reply::Discard => lang.pick("保存せずに終了", "discard changes"),
        Reply::Overwrite if matches!(question, Question::Limits(_) | Question::Loses(..)) => {
            lang.pick("保存する", "save anyway")
        }
        Reply::Overwrite => lang.pick("上書きする", "overwrite"),
        Reply::SaveAs => lang.pick("別名で保存", "save as"),
        Reply::Reload => lang.pick("読み直す (変更は捨てる)", "reload (drop my changes)"),
    }
}

/// A line of the start screen and what it offers.
pub fn entry(entry: &Entry, catalogue: &Catalogue, lang: Lang) -> (String, String) {
    let (title, text) = match entry {
        Entry::Incident => (
            lang.pick("事故の例を開く", "The incident"),
            lang.pick(
                "実際に起きた事故のフィルタです。自分のアドレスを許可し、残りを拒否。SSH は動きますが、サーバはやがてアドレスを失います。f で直してみてください。",
                "A filter that really broke a server: allow your own address, deny the rest. SSH works, and later the server loses its address. Repair it with f.",
            ),
        ),
        Entry::Learn => (
            lang.pick("レッスンで学ぶ", "Learn"),
            lang.pick(
                "実際に起きた失敗を、本物のエディタで 1 つずつ直しながら学びます。1 つ数分です。途中経過は残ります。",
                "Repair mistakes that really happened, one by one, in the real editor. A few minutes each; it remembers where you are.",
            ),
        ),
        Entry::OpenFile => (
            lang.pick("ファイルを開く", "Open a file"),
            lang.pick(
                "usacloud や API が出力した JSON、またはルールの配列を開きます。",
                "JSON as usacloud or the API prints it, or a bare array of rules.",
            ),
        ),
        Entry::Empty => (
            lang.pick("空のフィルタ", "An empty filter"),
            lang.pick(
                "ルールのないフィルタから始めます。既定は「許可」なので、すべて通ります。",
                "Begin without rules. The default is allow, so everything passes.",
            ),
        ),
        Entry::Quit => (lang.pick("終了", "Quit"), ""),
        Entry::Template(id) => match catalogue.find(id) {
            Some(preset) => (preset.name(lang), preset.summary(lang)),
            None => ("", ""),
        },
    };
    (title.to_owned(), text.to_owned())
}

/// While a question is open: how to skip it.
pub fn skips(asked: &str, lang: Lang) -> String {
    say!(lang, "{asked} (Esc で飛ばす)", "{asked} (Esc skips it)")
}

/// After everything was repaired.
pub fn repaired(steps: usize, [before, after]: [usize; 2], left: &str, lang: Lang) -> String {
    say!(
        lang,
        "{steps} 件を直しました (ルール {before} 個 → {after} 個)。{left}",
        "{steps} repaired ({before} rules before, {after} after). {left}"
    )
}

/// After a question was answered: the options that say the same.
pub fn answered(field: ProfileField, texts: &[String], lang: Lang) -> String {
    let options = texts.iter().map(|text| format!("--{} {text}", field.id())).collect::<Vec<_>>().join(" ");
    say!(
        lang,
        "プロファイルに書きました (コマンドラインでは {options})。",
        "Written into the profile (on the command line: {options})."
    )
}

/// The profile has been changed.
pub const fn profile_changed(lang: Lang) -> &'static str {
    lang.pick("プロファイルを変えました。", "The profile has changed.")
}

/// A template has brought these entries of the profile.
pub fn profile_brought(profile: &Profile, fields: &[ProfileField], lang: Lang) -> String {
    let entries = fields.iter().map(|field| profile_entry(profile, *field, lang));
    let entries = entries.collect::<Vec<_>>().join(lang.pick("、", ", "));
    say!(lang, "プロファイルも変えました: {entries}。", "The profile has changed too: {entries}.")
}

/// What a field of a rule takes, shown while it is edited.
pub fn field_hint(field: Field, lang: Lang) -> &'static str {
    match field {
        Field::Action => lang.pick("Space キーで切り替え", "Space switches"),
        Field::Protocol => lang.pick(
            "Space キーか頭文字で選ぶ: tcp udp icmp fragment ip",
            "Space or first letter: tcp udp icmp fragment ip",
        ),
        Field::Source => {
            lang.pick("空欄はすべて。203.0.113.7 や 203.0.113.0/24", "Blank is any. 203.0.113.7 or 203.0.113.0/24")
        }
        Field::SourcePort => lang.pick("相手が使うポート。ふつうは空欄", "The sender's port. Usually blank"),
        Field::DestinationPort => lang.pick(
            "サーバのポート。443 や 32768-60999、空欄はすべて",
            "The server's port: 443, 32768-60999, blank is any",
        ),
        Field::Description => lang.pick("自由な説明", "A free note"),
    }
}
