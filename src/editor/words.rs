//! What the editor says: notices and questions; the words of actions, of the newer hands and of recovery stand beside.

mod guard;
mod hands;
mod lesson;
mod recovery;

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
        Label::Duplicated(n) => return say!(lang, en = "duplicating {n} rules", ja = "ルール {n} 個の複製"),
        Label::Deleted(n) => return say!(lang, en = "deleting {n} rules", ja = "ルール {n} 個の削除"),
        Label::Moved(n) => return say!(lang, en = "moving {n} rules", ja = "ルール {n} 個の移動"),
        Label::Toggled(n) => {
            return say!(
                lang,
                en = "exchanging allow and deny in {n} rules",
                ja = "ルール {n} 個の許可と拒否の入れ替え"
            );
        }
        Label::Pasted(n) => return say!(lang, en = "pasting {n} rules", ja = "ルール {n} 個の貼り付け"),
        Label::Changed(field) => {
            let field = field_name(*field, lang);
            return say!(lang, en = "changing {field}", ja = "{field}の変更");
        }
        Label::Preset(name) => return say!(lang, en = "the preset \"{name}\"", ja = "プリセット「{name}」"),
    };
    lang.pick(ja, en).to_owned()
}

/// After an undo.
pub fn undone(what: &Label, lang: Lang) -> String {
    let what = label(what, lang);
    say!(lang, en = "Undone: {what}", ja = "元に戻しました: {what}")
}

/// After a redo.
pub fn redone(what: &Label, lang: Lang) -> String {
    let what = label(what, lang);
    say!(lang, en = "Redone: {what}", ja = "やり直しました: {what}")
}

/// After a move: whether it changed what gets through.
pub fn moved(harmless: bool, lang: Lang) -> &'static str {
    if harmless {
        pick!(
            lang,
            en = "Proved: this move changes nothing about what gets through.",
            ja = "この移動で届くものは何も変わりません (証明済み)。"
        )
    } else {
        pick!(
            lang,
            en = "This move changes what gets through; v shows how.",
            ja = "この移動で届くものが変わります。v で違いを見られます。"
        )
    }
}

messages! {
    /// The answers that a question takes, by letter or word.
    replies(list: &str)
        en "Answer: {list}. Any other line leaves it."
        ja "答え: {list}。ほかの行は何もせずに質問を閉じます。";

    /// A name is asked for.
    file_name()
        en "Which file name? An empty line gives up."
        ja "ファイル名を書いてください。空行でやめます。";

    /// A number is asked for.
    which_one()
        en "Which number?"
        ja "番号を書いてください。";

    /// How it goes on when a lesson is done.
    after_lesson()
        en "next goes on to the next lesson."
        ja "next で次のレッスン。";

    /// After a rule was added.
    added(number: usize, rule: &str)
        en "Rule {number} added: {rule}; u takes it back."
        ja "ルール {number} を追加しました: {rule}。u で戻せます。";

    /// After a rule was deleted.
    deleted(number: usize)
        en "Rule {number} deleted; u brings it back."
        ja "ルール {number} を削除しました。u で戻せます。";

    /// After a finding was dismissed.
    dismissed()
        en "Hidden until its rules change. X brings all back."
        ja "隠しました。ルールが変われば、また出ます。X ですべて戻します。";

    /// After a save that was not possible: the file is as it was, and the edits are still here.
    not_saved(why: &str)
        en "Not saved, nothing lost. {why}"
        ja "保存できません (何も失っていません)。{why}";

    /// A file that does not exist yet.
    new_file(path: &Location)
        en "{path} is a new file."
        ja "{path} は新しいファイルです。";

    /// A file that could not be read.
    unreadable(path: &Location)
        en "{path} cannot be opened"
        ja "{path} を開けません";

    /// Problems of a file that are not told.
    more_problems(count: usize)
        en "And {count} more."
        ja "ほかに {count} 件あります。";

    /// Fields that a save will spell differently.
    respelled(count: usize)
        en "{count} fields will be spelt differently when saved; the meaning stays."
        ja "{count} か所の書き方は、保存すると意味を変えずに整えます。";

    /// Ctrl-Z where no shell waits.
    no_shell()
        en "There is no shell to go back to."
        ja "戻るシェルがありません。";

    /// While a question is open: how to skip it.
    skips(asked: &str)
        en "{asked} (Esc skips it)"
        ja "{asked} (Esc で飛ばす)";

    /// After everything was repaired.
    repaired(steps: usize, before: usize, after: usize, left: &str)
        en "{steps} repaired ({before} rules before, {after} after). {left}"
        ja "{steps} 件を直しました (ルール {before} 個 → {after} 個)。{left}";

    /// The profile has been changed.
    profile_changed()
        en "The profile has changed."
        ja "プロファイルを変えました。";
}

/// Why rules are not merged and dropped here, if they are not.
pub fn why_not_fit(open: bool, rules: usize, lang: Lang) -> Option<&'static str> {
    const MOST: usize = 300;
    match (open, rules) {
        (true, _) => Some(pick!(
            lang,
            en = "Without a final deny every allow rule is needless. Add the deny first.",
            ja = "最後の拒否がないので、許可のルールはどれも余分になってしまいます。先に拒否を足してください。"
        )),
        (false, MOST..) => Some(pick!(
            lang,
            en = "For a list of this length use: sekimori fit",
            ja = "この数のルールは sekimori fit で減らしてください。"
        )),
        _ => None,
    }
}

/// After an attempt to do with fewer rules.
pub fn fitted(before: usize, after: usize, lang: Lang) -> String {
    if after < before {
        say!(
            lang,
            en = "{before} rules became {after}, proved to treat every packet alike; u takes it back.",
            ja = "{before} 個から {after} 個に減らしました。どのパケットの扱いも変わらないことを証明済みです。u で戻せます。"
        )
    } else {
        say!(lang, en = "No way to do with fewer rules was found.", ja = "これ以上減らせるルールは見つかりません。")
    }
}

/// After dismissed findings were brought back.
pub fn restored(count: usize, lang: Lang) -> String {
    say!(lang, en = "Dismissed findings shown again: {count}.", ja = "隠した指摘を {count} 件戻しました。")
}

/// After a fix.
pub fn fixed(edit: &Edit, lang: Lang) -> String {
    let what = edit_text(edit, lang);
    say!(lang, en = "Fixed: {what}", ja = "修正しました: {what}")
}

/// After a preset was inserted.
pub fn inserted(name: &str, inserted: usize, skipped: usize, lang: Lang) -> String {
    match (inserted, skipped) {
        (0, _) => say!(lang, en = "\"{name}\" is in effect already.", ja = "「{name}」はすでにすべて有効です。"),
        (_, 0) => {
            let rules = plural(inserted);
            say!(lang, en = "\"{name}\": {rules} inserted.", ja = "「{name}」のルールを {inserted} 個挿入しました。")
        }
        _ => {
            let rules = plural(inserted);
            say!(
                lang,
                en = "\"{name}\": {rules} inserted, {skipped} already in effect.",
                ja = "「{name}」: ルールを {inserted} 個挿入し、すでに有効な {skipped} 個は省きました。"
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
        say!(lang, en = "Saved to {path}.", ja = "{path} に保存しました。")
    } else {
        say!(
            lang,
            en = "Saved to {path}; errors left: {errors}.",
            ja = "{path} に保存しました。エラーが {errors} 件残っています。"
        )
    }
}

/// A question in full.
pub fn question(question: &Question, lang: Lang) -> String {
    match question {
        Question::Quit => {
            say!(lang, en = "There are unsaved changes. Quit?", ja = "保存していない変更があります。終了しますか。")
        }
        Question::StartOver => say!(
            lang,
            en = "Begin this lesson again? The rules as they stand are lost.",
            ja = "このレッスンを最初からやり直しますか。今のルールは失われます。"
        ),
        Question::Leave(Then::Learn) => {
            say!(
                lang,
                en = "There are unsaved changes. Go to the lessons?",
                ja = "保存していない変更があります。レッスンに移りますか。"
            )
        }
        Question::Leave(_) => {
            say!(
                lang,
                en = "There are unsaved changes. Open another file?",
                ja = "保存していない変更があります。別のファイルを開きますか。"
            )
        }
        Question::Changed(save) => {
            let path = &save.location;
            say!(
                lang,
                en = "{path} has changed on disk since it was opened. Overwriting it loses that change.",
                ja = "{path} は、開いた後に別のところで変更されました。上書きすると、その変更は失われます。"
            )
        }
        Question::Exists(save) => {
            let path = &save.location;
            say!(lang, en = "{path} exists already. Overwrite it?", ja = "{path} はすでにあります。上書きしますか。")
        }
        Question::Reshape(save) => {
            let path = &save.location;
            say!(
                lang,
                en = "Another shape for {path} loses the other filters of the file and the keys it has no place for. Go on?",
                ja = "{path} の形式を変えると、同じファイルのほかのフィルタと、新しい形式に入らないキーは失われます。続けますか。"
            )
        }
        Question::Recover(offer) => recoverable(offer, lang),
        Question::Loses(_, loss) => loses(loss, lang),
        Question::Limits(_) => say!(
            lang,
            en = "The cloud refuses this filter (at most {MAX_RULES} rules, one port range a rule). Save it all the same?",
            ja = "クラウドはこのフィルタを受け付けません ({MAX_RULES} ルールまで、ポートの範囲は 1 ルールに 1 つ)。それでも保存しますか。"
        ),
    }
}

/// An answer to a question.
pub fn reply(reply: Reply, question: &Question, lang: Lang) -> &'static str {
    match reply {
        Reply::Cancel if matches!(question, Question::Recover(_)) => {
            pick!(lang, en = "decide later", ja = "あとで決める")
        }
        Reply::Discard if matches!(question, Question::Recover(_)) => pick!(lang, en = "discard it", ja = "捨てる"),
        Reply::Recover => pick!(lang, en = "recover", ja = "復元する"),
        Reply::Difference => pick!(lang, en = "look at the difference", ja = "違いを見る"),
        Reply::Cancel => pick!(lang, en = "cancel", ja = "戻る"),
        Reply::Save => pick!(lang, en = "save first", ja = "保存する"),
        Reply::Discard if matches!(question, Question::StartOver) => pick!(lang, en = "start over", ja = "最初から"),
        Reply::Discard if matches!(question, Question::Leave(_)) => {
            pick!(lang, en = "discard changes", ja = "保存せずに進む")
        }
        Reply::Discard => pick!(lang, en = "discard changes", ja = "保存せずに終了"),
        Reply::Overwrite if matches!(question, Question::Limits(_) | Question::Loses(..)) => {
            pick!(lang, en = "save anyway", ja = "保存する")
        }
        Reply::Overwrite => pick!(lang, en = "overwrite", ja = "上書きする"),
        Reply::SaveAs => pick!(lang, en = "save as", ja = "別名で保存"),
        Reply::Reload => pick!(lang, en = "reload (drop my changes)", ja = "読み直す (変更は捨てる)"),
    }
}

/// A line of the start screen and what it offers.
pub fn entry(entry: &Entry, catalogue: &Catalogue, lang: Lang) -> (String, String) {
    let (title, text) = match entry {
        Entry::Incident => (
            pick!(lang, en = "The incident", ja = "事故の例を開く"),
            pick!(
                lang,
                en = "A filter that really broke a server: allow your own address, deny the rest. SSH works, and later the server loses its address. Repair it with f.",
                ja = "実際に起きた事故のフィルタです。自分のアドレスを許可し、残りを拒否。SSH は動きますが、サーバはやがてアドレスを失います。f で直してみてください。"
            ),
        ),
        Entry::Learn => (
            pick!(lang, en = "Learn", ja = "レッスンで学ぶ"),
            pick!(
                lang,
                en = "Repair mistakes that really happened, one by one, in the real editor. A few minutes each; it remembers where you are.",
                ja = "実際に起きた失敗を、本物のエディタで 1 つずつ直しながら学びます。1 つ数分です。途中経過は残ります。"
            ),
        ),
        Entry::OpenFile => (
            pick!(lang, en = "Open a file", ja = "ファイルを開く"),
            pick!(
                lang,
                en = "JSON as usacloud or the API prints it, or a bare array of rules.",
                ja = "usacloud や API が出力した JSON、またはルールの配列を開きます。"
            ),
        ),
        Entry::Empty => (
            pick!(lang, en = "An empty filter", ja = "空のフィルタ"),
            pick!(
                lang,
                en = "Begin without rules. The default is allow, so everything passes.",
                ja = "ルールのないフィルタから始めます。既定は「許可」なので、すべて通ります。"
            ),
        ),
        Entry::Quit => (pick!(lang, en = "Quit", ja = "終了"), ""),
        Entry::Template(id) => match catalogue.find(id) {
            Some(preset) => (preset.name(lang), preset.summary(lang)),
            None => ("", ""),
        },
    };
    (title.to_owned(), text.to_owned())
}

/// After a question was answered: the options that say the same.
pub fn answered(field: ProfileField, texts: &[String], lang: Lang) -> String {
    let options = texts.iter().map(|text| format!("--{} {text}", field.id())).collect::<Vec<_>>().join(" ");
    say!(
        lang,
        en = "Written into the profile (on the command line: {options}).",
        ja = "プロファイルに書きました (コマンドラインでは {options})。"
    )
}

/// A template has brought these entries of the profile.
pub fn profile_brought(profile: &Profile, fields: &[ProfileField], lang: Lang) -> String {
    let entries = fields.iter().map(|field| profile_entry(profile, *field, lang));
    let entries = entries.collect::<Vec<_>>().join(pick!(lang, en = ", ", ja = "、"));
    say!(lang, en = "The profile has changed too: {entries}.", ja = "プロファイルも変えました: {entries}。")
}

/// What a field of a rule takes, shown while it is edited.
pub fn field_hint(field: Field, lang: Lang) -> &'static str {
    match field {
        Field::Action => pick!(lang, en = "Space switches", ja = "Space キーで切り替え"),
        Field::Protocol => pick!(
            lang,
            en = "Space or first letter: tcp udp icmp fragment ip",
            ja = "Space キーか頭文字で選ぶ: tcp udp icmp fragment ip"
        ),
        Field::Source => {
            pick!(
                lang,
                en = "Blank is any. 203.0.113.7 or 203.0.113.0/24",
                ja = "空欄はすべて。203.0.113.7 や 203.0.113.0/24"
            )
        }
        Field::SourcePort => {
            pick!(lang, en = "The sender's port. Usually blank", ja = "相手が使うポート。ふつうは空欄")
        }
        Field::DestinationPort => pick!(
            lang,
            en = "The server's port: 443, 32768-60999, blank is any",
            ja = "サーバのポート。443 や 32768-60999、空欄はすべて"
        ),
        Field::Description => pick!(lang, en = "A free note", ja = "自由な説明"),
    }
}
