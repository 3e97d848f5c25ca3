//! What the editor says: actions, reasons, notices and questions.

mod hands;
mod recovery;

pub use hands::*;
pub use recovery::*;

use super::action::{ACTIONS, Act, Group, Reason, Row};
use super::history::Label;
use super::keymap::Keymap;
use super::popup::{Question, Reply};
use super::start::Entry;
use crate::filter::{Edit, Field, MAX_RULES, half_width};
use crate::formats::Shape;
use crate::lang::Lang;
use crate::language::{edit as edit_text, field_name};
use crate::presets::Catalogue;

/// An action in one or two words, for the footer and the list.
pub fn act_name(act: Act, lang: Lang) -> &'static str {
    let (ja, en) = match act {
        Act::Help => ("ヘルプ", "help"),
        Act::Fix => ("修正", "fix"),
        Act::Fit => ("減らす", "fit"),
        Act::Add => ("追加", "add"),
        Act::Presets => ("プリセット", "presets"),
        Act::Edit => ("編集", "edit"),
        Act::Toggle => ("許可/拒否", "allow/deny"),
        Act::Duplicate => ("複製", "duplicate"),
        Act::Delete => ("削除", "delete"),
        Act::MoveUp => ("上へ移動", "move up"),
        Act::MoveDown => ("下へ移動", "move down"),
        Act::Undo => ("元に戻す", "undo"),
        Act::Redo => ("やり直す", "redo"),
        Act::History => ("履歴", "history"),
        Act::Save => ("保存", "save"),
        Act::SaveAs => ("別名で保存", "save as"),
        Act::Open => ("開く", "open"),
        Act::Quit => ("終了", "quit"),
        Act::Up => ("上", "up"),
        Act::Down => ("下", "down"),
        Act::Left => ("左の欄", "left"),
        Act::Right => ("右の欄", "right"),
        Act::PageUp => ("前のページ", "page up"),
        Act::PageDown => ("次のページ", "page down"),
        Act::Top => ("先頭", "top"),
        Act::Bottom => ("末尾", "bottom"),
        Act::NextFinding => ("次の指摘", "next finding"),
        Act::PreviousFinding => ("前の指摘", "previous finding"),
        Act::Explain => ("説明", "explain"),
        Act::Dismiss => ("指摘を隠す", "dismiss"),
        Act::Restore => ("隠した指摘を戻す", "restore dismissed"),
        Act::Panel => ("パネル", "panel"),
        Act::Changes => ("変更点", "changes"),
        Act::Trace => ("パケット追跡", "trace"),
        Act::Profile => ("プロファイル", "profile"),
        Act::Language => ("English", "日本語"),
        Act::Suspend => ("中断", "suspend"),
        Act::Palette => ("コマンド", "command"),
        Act::Select => ("範囲選択", "select"),
        Act::Copy => ("コピー", "copy"),
        Act::Paste => ("貼り付け", "paste"),
        Act::Find => ("検索", "search"),
        Act::NextMatch => ("次の一致", "next match"),
        Act::PreviousMatch => ("前の一致", "previous match"),
        Act::Raw => ("テキスト編集", "edit as text"),
    };
    lang.pick(ja, en)
}

/// What an action does, in one sentence.
pub fn act_help(act: Act, lang: Lang) -> &'static str {
    let (ja, en) = match act {
        Act::Help => ("すべての操作を一覧し、選んで実行します", "list every action; search it and run it from here"),
        Act::Fit => {
            ("同じ動作を証明できる、より少ないルールにまとめます", "merge and drop rules, proved to change nothing")
        }
        Act::Fix => ("選んだ指摘を、証明済みの修正で直します", "apply the proved fix of the selected finding"),
        Act::Add => ("選択行の下にルールを追加します", "add a rule below the selected one"),
        Act::Presets => ("プリセットを選び、効果を見てから挿入します", "choose a preset, see its effect, insert it"),
        Act::Edit => ("選んだ欄をその場で編集します", "edit the selected field in place"),
        Act::Toggle => ("許可と拒否を入れ替えます", "exchange allow and deny"),
        Act::Duplicate => ("ルールを複製します", "copy the rule below itself"),
        Act::Delete => ("ルールを削除します (元に戻せます)", "delete the rule (undo brings it back)"),
        Act::MoveUp => ("ルールを 1 つ上へ動かします", "move the rule up by one"),
        Act::MoveDown => ("ルールを 1 つ下へ動かします", "move the rule down by one"),
        Act::Undo => ("直前の変更を取り消します (回数の制限なし)", "take back the last change, without limit"),
        Act::Redo => ("取り消した変更をやり直します", "do again what was undone"),
        Act::History => ("すべての版を一覧し、どの版にも移れます", "every version of the filter; go to any of them"),
        Act::Save => ("開いたときの形のまま保存します", "save in the shape that was opened"),
        Act::SaveAs => ("名前と形を選んで保存します", "save under a name and in a shape of choice"),
        Act::Open => ("別のファイルを開きます", "open another file"),
        Act::Quit => ("終了します (失うものがあれば尋ねます)", "leave; asks if something would be lost"),
        Act::Up => ("1 行上へ", "one row up"),
        Act::Down => ("1 行下へ", "one row down"),
        Act::Left => ("左の欄へ", "one field to the left"),
        Act::Right => ("右の欄へ", "one field to the right"),
        Act::PageUp => ("1 画面上へ", "one page up"),
        Act::PageDown => ("1 画面下へ", "one page down"),
        Act::Top => ("最初のルールへ", "to the first rule"),
        Act::Bottom => ("最後の行へ", "to the last row"),
        Act::NextFinding => ("次の指摘と、そのルールを選びます", "select the next finding and its rule"),
        Act::PreviousFinding => ("前の指摘と、そのルールを選びます", "select the previous finding and its rule"),
        Act::Dismiss => {
            ("選んだ指摘を、そのルールが変わるまで隠します", "hide the selected finding until its rules change")
        }
        Act::Restore => ("隠した指摘をすべて戻します", "show every dismissed finding again"),
        Act::Explain => ("選んだ指摘を、パケットとともに説明します", "explain the selected finding, with a packet"),
        Act::Panel => ("パネルに移り、スクロールします", "go to the panel and scroll it"),
        Act::Changes => (
            "保存してからの変更を、ルールと通信の両方で示します",
            "what has changed since the save, in rules and in traffic",
        ),
        Act::Trace => (
            "パケットがどのルールで決まるかを、上から順にたどります",
            "walk a packet down the rules, with the reason at each",
        ),
        Act::Profile => ("接続先、OS、管理元、公開サービスを変えます", "change attachment, guest, admins and services"),
        Act::Language => ("英語と日本語を切り替えます", "switch between English and Japanese"),
        Act::Suspend => ("シェルに戻ります (fg で再開)", "back to the shell; fg continues"),
        Act::Palette => {
            ("名前を打って操作を実行します (w、wq、dd、12 など)", "run anything by its name: w, wq, dd, 12 for rule 12")
        }
        Act::Select => {
            ("複数のルールを選びます (↑↓ で広げ、もう一度で解除)", "select several rules: move to extend, again to end")
        }
        Act::Copy => ("選んだルールを覚えます", "remember the selected rules, for pasting"),
        Act::Paste => {
            ("覚えたルールを下に入れます (別のファイルでも)", "put the copied rules below, in another file too")
        }
        Act::Find => (
            "語、アドレス、ポートで探します (/443 や /203.0.113.5)",
            "find words, an address or a port: /443, /203.0.113.5",
        ),
        Act::NextMatch => ("次に見つかったルールへ", "to the next rule that was found"),
        Act::PreviousMatch => ("前に見つかったルールへ", "to the rule found before"),
        Act::Raw => ("全ルールを JSON のテキストとして編集します", "edit all rules as one text, in JSON"),
    };
    lang.pick(ja, en)
}

/// The heading of a group of actions.
pub fn group(group: Group, lang: Lang) -> &'static str {
    match group {
        Group::Rules => lang.pick("ルール", "Rules"),
        Group::Findings => lang.pick("指摘", "Findings"),
        Group::Movement => lang.pick("移動", "Movement"),
        Group::Program => lang.pick("ファイルと全体", "Files and program"),
    }
}

/// Why an action cannot run now.
pub fn reason(reason: Reason, lang: Lang) -> &'static str {
    let (ja, en) = match reason {
        Reason::DefaultRow => (
            "これはルールではなく既定の動作です。変えるには最後に拒否のルールを足します (a)。",
            "This is the default, not a rule. To change it, add a deny at the end (a).",
        ),
        Reason::AtTop => ("すでに先頭です。", "It is the first rule already."),
        Reason::AtBottom => ("すでに末尾です。", "It is the last rule already."),
        Reason::NothingToUndo => ("取り消す変更はありません。", "There is nothing to undo."),
        Reason::NothingToRedo => ("やり直す変更はありません。", "There is nothing to redo."),
        Reason::NoFinding => ("指摘はありません。", "There is no finding."),
        Reason::NoFix => (
            "この指摘には証明できた修正がありません。i で説明、n で次の指摘です。",
            "No fix could be proved for this finding. i explains it, n goes to the next.",
        ),
        Reason::NothingDismissed => ("隠した指摘はありません。", "No finding was dismissed."),
        Reason::NothingCopied => ("コピーしたルールはありません。y でコピーします。", "No rule was copied. y copies."),
        Reason::NoSearch => ("検索していません。/ で探します。", "Nothing is searched for. / searches."),
        Reason::NothingChanged => ("保存してから何も変わっていません。", "Nothing has changed since it was saved."),
    };
    lang.pick(ja, en)
}

/// What a revision did, as a noun.
pub fn label(label: &Label, lang: Lang) -> String {
    let (ja, en) = match label {
        Label::Opened => ("開く", "opening"),
        Label::Added => ("ルールの追加", "adding a rule"),
        Label::Duplicated => ("ルールの複製", "duplicating a rule"),
        Label::Deleted => ("ルールの削除", "deleting a rule"),
        Label::Moved => ("ルールの移動", "moving a rule"),
        Label::Toggled => ("許可と拒否の入れ替え", "exchanging allow and deny"),
        Label::Rewritten => ("ルールの書き換え", "rewriting a rule"),
        Label::Fixed => ("修正", "a fix"),
        Label::Fitted => ("ルールの削減", "fitting"),
        Label::Pasted => ("ルールの貼り付け", "pasting rules"),
        Label::Imported => ("貼り付けからの取り込み", "importing what was pasted"),
        Label::Retyped => ("テキスト編集", "editing the text"),
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
pub fn saved(path: &str, errors: usize, lang: Lang) -> String {
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

/// A file that does not exist yet.
pub fn new_file(path: &str, lang: Lang) -> String {
    say!(lang, "{path} は新しいファイルです。", "{path} is a new file.")
}

/// A file that could not be read.
pub fn unreadable(path: &str, lang: Lang) -> String {
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
        Question::Leave => {
            say!(
                lang,
                "保存していない変更があります。別のファイルを開きますか。",
                "There are unsaved changes. Open another file?"
            )
        }
        Question::Changed(save) => {
            let path = &save.path;
            say!(
                lang,
                "{path} は、開いた後に別のところで変更されました。上書きすると、その変更は失われます。",
                "{path} has changed on disk since it was opened. Overwriting it loses that change."
            )
        }
        Question::Exists(save) => {
            let path = &save.path;
            say!(lang, "{path} はすでにあります。上書きしますか。", "{path} exists already. Overwrite it?")
        }
        Question::Reshape(save) => {
            let path = &save.path;
            say!(
                lang,
                "{path} の形式を変えると、同じファイルのほかのフィルタと、新しい形式に入らないキーは失われます。続けますか。",
                "Another shape for {path} loses the other filters of the file and the keys it has no place for. Go on?"
            )
        }
        Question::Recover(offer) => recoverable(offer, lang),
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
        Reply::Discard => lang.pick("保存せずに終了", "discard changes"),
        Reply::Overwrite if matches!(question, Question::Limits(_)) => lang.pick("保存する", "save anyway"),
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

/// A shape of a file, for the choice of save-as.
pub fn shape(shape: Shape, lang: Lang) -> &'static str {
    match shape {
        Shape::Rules => lang.pick("ルールの配列 (usacloud の --expressions)", "bare rules (usacloud --expressions)"),
        Shape::UsacloudOne => lang.pick("フィルタ 1 つ", "one filter"),
        Shape::UsacloudList => lang.pick("usacloud の出力 (配列)", "usacloud output (array)"),
        Shape::Parameters => lang.pick("usacloud の --parameters", "usacloud --parameters"),
        Shape::ApiOne => lang.pick("API の応答 (1 つ)", "API answer (one)"),
        Shape::ApiMany => lang.pick("API の応答 (一覧)", "API answer (list)"),
    }
}

/// The label of a field of the profile form.
pub fn profile_field(index: usize, lang: Lang) -> &'static str {
    match index {
        0 => lang.pick("接続先", "attachment"),
        1 => lang.pick("OS", "guest"),
        2 => lang.pick("戻りのポート", "return ports"),
        3 => lang.pick("管理元", "admin networks"),
        _ => lang.pick("公開サービス", "services"),
    }
}

/// What a field of the profile form takes.
pub fn profile_expected(index: usize, lang: Lang) -> &'static str {
    match index {
        0 => lang.pick(
            "Space キーか ←→ で選びます。DHCP が要るのは共有セグメントだけです。",
            "Space or ←→ choose. Only the shared segment needs DHCP.",
        ),
        1 => lang.pick(
            "Space キーか ←→ で選びます。戻りのポートの既定が決まります。",
            "Space or ←→ choose. It sets the usual return ports.",
        ),
        2 => lang.pick(
            "空欄は OS の既定。変えるときは 1024-65000 のように書きます。",
            "Blank: the guest's own. Otherwise a range such as 1024-65000.",
        ),
        3 => lang.pick(
            "SSH で入るネットワーク。203.0.113.0/24 のように、コンマで区切ります。",
            "Networks that log in by SSH, such as 203.0.113.0/24, with commas between.",
        ),
        _ => lang.pick(
            "誰にでも公開するもの。443/tcp, 53/udp のように書きます。",
            "What everyone may reach, such as 443/tcp, 53/udp.",
        ),
    }
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

/// The shapes that save-as offers, with the words of its choice.
pub const SHAPES: [(Shape, &str); 6] = [
    (Shape::Rules, "rules"),
    (Shape::UsacloudOne, "filter"),
    (Shape::UsacloudList, "usacloud"),
    (Shape::Parameters, "parameters"),
    (Shape::ApiOne, "api"),
    (Shape::ApiMany, "api-list"),
];

/// The actions whose id, name, key or help holds the query in either language: those named so first, then those that
/// only speak of it.
pub fn found_actions(query: &str, keymap: &Keymap) -> Vec<&'static Row> {
    let wanted = half_width(query).trim().to_lowercase();
    let holds = |words: String| words.to_lowercase().contains(&wanted);
    let named = |row: &Row| {
        let is_key = keymap.keys(row.act).iter().any(|key| key.to_string().eq_ignore_ascii_case(&wanted));
        is_key || holds(format!("{} {} {}", row.id, act_name(row.act, Lang::Ja), act_name(row.act, Lang::En)))
    };
    let spoken_of = |row: &Row| holds(format!("{} {}", act_help(row.act, Lang::Ja), act_help(row.act, Lang::En)));
    let (first, rest): (Vec<&Row>, Vec<&Row>) = ACTIONS.iter().partition(|row| named(row));
    first.into_iter().chain(rest.into_iter().filter(|row| spoken_of(row))).collect()
}
