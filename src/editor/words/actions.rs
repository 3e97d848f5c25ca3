//! The words of the Action table: names, helps, headings and reasons, and the search through them.

use crate::editor::action::{ACTIONS, ActionId, Group, Row};
use crate::editor::availability::Reason;
use crate::editor::keymap::Keymap;
use crate::filter::half_width;
use crate::lang::{Lang, Voice};

/// An action in one or two words, for the footer and the list.
pub fn act_name(act: ActionId, lang: Lang) -> &'static str {
    let (ja, en) = match act {
        ActionId::Help => ("ヘルプ", "help"),
        ActionId::Fix => ("修正", "fix"),
        ActionId::RepairAll => ("全修正", "repair all"),
        ActionId::Fit => ("減らす", "fit"),
        ActionId::Add => ("追加", "add"),
        ActionId::Presets => ("プリセット", "presets"),
        ActionId::Edit => ("編集", "edit"),
        ActionId::Toggle => ("許可/拒否", "allow/deny"),
        ActionId::Duplicate => ("複製", "duplicate"),
        ActionId::Delete => ("削除", "delete"),
        ActionId::MoveUp => ("上へ移動", "move up"),
        ActionId::MoveDown => ("下へ移動", "move down"),
        ActionId::Undo => ("元に戻す", "undo"),
        ActionId::Redo => ("やり直す", "redo"),
        ActionId::History => ("履歴", "history"),
        ActionId::Save => ("保存", "save"),
        ActionId::SaveAs => ("別名で保存", "save as"),
        ActionId::Open => ("開く", "open"),
        ActionId::Quit => ("終了", "quit"),
        ActionId::Up => ("上", "up"),
        ActionId::Down => ("下", "down"),
        ActionId::Left => ("左の欄", "left"),
        ActionId::Right => ("右の欄", "right"),
        ActionId::PageUp => ("前のページ", "page up"),
        ActionId::PageDown => ("次のページ", "page down"),
        ActionId::Top => ("先頭", "top"),
        ActionId::Bottom => ("末尾", "bottom"),
        ActionId::NextFinding => ("次の指摘", "next finding"),
        ActionId::PreviousFinding => ("前の指摘", "previous finding"),
        ActionId::Explain => ("説明", "explain"),
        ActionId::Dismiss => ("指摘を隠す", "dismiss"),
        ActionId::Restore => ("隠した指摘を戻す", "restore dismissed"),
        ActionId::Panel => ("パネル", "panel"),
        ActionId::Changes => ("変更点", "changes"),
        ActionId::Trace => ("パケット追跡", "trace"),
        ActionId::Theatre => ("パケット劇場", "theatre"),
        ActionId::Timeline => ("時間の流れ", "time line"),
        ActionId::Profile => ("プロファイル", "profile"),
        ActionId::Expect => ("期待", "expect"),
        ActionId::Language => ("English", "日本語"),
        ActionId::Suspend => ("中断", "suspend"),
        ActionId::Palette => ("コマンド", "command"),
        ActionId::Select => ("範囲選択", "select"),
        ActionId::Copy => ("コピー", "copy"),
        ActionId::Paste => ("貼り付け", "paste"),
        ActionId::Find => ("検索", "search"),
        ActionId::NextMatch => ("次の一致", "next match"),
        ActionId::PreviousMatch => ("前の一致", "previous match"),
        ActionId::Raw => ("テキスト編集", "edit as text"),
        ActionId::Learn => ("レッスン", "lessons"),
        ActionId::Words => ("用語", "words"),
        ActionId::Hint => ("ヒント", "hint"),
        ActionId::Story => ("話", "story"),
        ActionId::NextLesson => ("次のレッスン", "next lesson"),
        ActionId::RestartLesson => ("最初から", "start over"),
        ActionId::Clip => ("端末へ送る", "clip"),
        ActionId::ClipAll => ("全体を送る", "clip all"),
        ActionId::Mouse => ("マウス", "mouse"),
    };
    lang.pick(ja, en)
}

/// What an action does, in one sentence.
pub fn act_help(act: ActionId, lang: Lang) -> &'static str {
    let (ja, en) = match act {
        ActionId::Help => {
            ("すべての操作を一覧し、選んで実行します", "list every action; search it and run it from here")
        }
        ActionId::Fit => {
            ("同じ動作を証明できる、より少ないルールにまとめます", "merge and drop rules, proved to change nothing")
        }
        ActionId::Fix => (
            "選んだ指摘を証明済みの修正で直すか、尋ねられていることに答えます",
            "apply the proved fix of the selected finding, or answer what it asks",
        ),
        ActionId::RepairAll => (
            "直せるものをまとめて直します (先に効果を見せます)",
            "repair everything that has a proved repair; shows its effect first",
        ),
        ActionId::Add => (
            "選択行の下 (最後の拒否よりは上) にルールを追加します",
            "add a rule below the selected one, but above a final deny",
        ),
        ActionId::Presets => {
            ("プリセットを選び、効果を見てから挿入します", "choose a preset, see its effect, insert it")
        }
        ActionId::Edit => ("選んだ欄をその場で編集します", "edit the selected field in place"),
        ActionId::Toggle => ("許可と拒否を入れ替えます", "exchange allow and deny"),
        ActionId::Duplicate => ("ルールを複製します", "copy the rule below itself"),
        ActionId::Delete => ("ルールを削除します (元に戻せます)", "delete the rule (undo brings it back)"),
        ActionId::MoveUp => ("ルールを 1 つ上へ動かします", "move the rule up by one"),
        ActionId::MoveDown => ("ルールを 1 つ下へ動かします", "move the rule down by one"),
        ActionId::Undo => ("直前の変更を取り消します (回数の制限なし)", "take back the last change, without limit"),
        ActionId::Redo => ("取り消した変更をやり直します", "do again what was undone"),
        ActionId::History => {
            ("すべての版を一覧し、どの版にも移れます", "every version of the filter; go to any of them")
        }
        ActionId::Save => ("開いたときの形のまま保存します", "save in the shape that was opened"),
        ActionId::SaveAs => ("名前と形を選んで保存します", "save under a name and in a shape of choice"),
        ActionId::Open => ("別のファイルを開きます", "open another file"),
        ActionId::Quit => ("終了します (失うものがあれば尋ねます)", "leave; asks if something would be lost"),
        ActionId::Up => ("1 行上へ", "one row up"),
        ActionId::Down => ("1 行下へ", "one row down"),
        ActionId::Left => ("左の欄へ", "one field to the left"),
        ActionId::Right => ("右の欄へ", "one field to the right"),
        ActionId::PageUp => ("1 画面上へ", "one page up"),
        ActionId::PageDown => ("1 画面下へ", "one page down"),
        ActionId::Top => ("最初のルールへ", "to the first rule"),
        ActionId::Bottom => ("最後の行へ", "to the last row"),
        ActionId::NextFinding => ("次の指摘と、そのルールを選びます", "select the next finding and its rule"),
        ActionId::PreviousFinding => ("前の指摘と、そのルールを選びます", "select the previous finding and its rule"),
        ActionId::Dismiss => {
            ("選んだ指摘を、そのルールが変わるまで隠します", "hide the selected finding until its rules change")
        }
        ActionId::Restore => ("隠した指摘をすべて戻します", "show every dismissed finding again"),
        ActionId::Explain => {
            ("選んだ指摘を、パケットとともに説明します", "explain the selected finding, with a packet")
        }
        ActionId::Panel => ("パネルに移り、スクロールします", "go to the panel and scroll it"),
        ActionId::Changes => (
            "保存してからの変更を、ルールと通信の両方で示します",
            "what has changed since the save, in rules and in traffic",
        ),
        ActionId::Trace => (
            "パケットがどのルールで決まるかを、上から順にたどります",
            "walk a packet down the rules, with the reason at each",
        ),
        ActionId::Theatre => (
            "通信を一歩ずつ再生し、ステートフルな場合と比べます",
            "play a conversation step by step, beside a stateful firewall",
        ),
        ActionId::Timeline => {
            ("このフィルタが、いつ、どこで困るかを示します", "when this filter will hurt: now, at the renewal, later")
        }
        ActionId::Profile => ("このフィルタが守るものを変えます", "change what the filter protects"),
        ActionId::Expect => (
            "選んだルール・指摘・追跡中の通信から、期待 (必ず通す・通さない) を作ります",
            "from the rule, finding or traced traffic: what must pass, or must not, from now on",
        ),
        ActionId::Language => ("英語と日本語を切り替えます", "switch between English and Japanese"),
        ActionId::Suspend => ("シェルに戻ります (fg で再開)", "back to the shell; fg continues"),
        ActionId::Palette => {
            ("名前を打って操作を実行します (w、wq、dd、12 など)", "run anything by its name: w, wq, dd, 12 for rule 12")
        }
        ActionId::Select => (
            "複数のルールを選びます (上下で広げ、もう一度で解除)",
            "select several rules: move to extend, again to end",
        ),
        ActionId::Copy => ("選んだルールを覚えます", "remember the selected rules, for pasting"),
        ActionId::Paste => {
            ("覚えたルールを下に入れます (別のファイルでも)", "put the copied rules below, in another file too")
        }
        ActionId::Find => (
            "語、アドレス、ポートで探します (/443 や /203.0.113.5)",
            "find words, an address or a port: /443, /203.0.113.5",
        ),
        ActionId::NextMatch => ("次に見つかったルールへ", "to the next rule that was found"),
        ActionId::PreviousMatch => ("前に見つかったルールへ", "to the rule found before"),
        ActionId::Learn => {
            ("実際の事故を直しながら学ぶレッスンを一覧します", "list the lessons: learn by repairing real mistakes")
        }
        ActionId::Words => {
            ("用語の意味を引きます (文章の上では ? で)", "what a word means; in a text, ? explains its words")
        }
        ActionId::Hint => ("レッスンのヒントを 1 つずつ見せます", "a hint for the lesson, one more each time"),
        ActionId::Story => ("レッスンの話を読み直します", "read the lesson's story again"),
        ActionId::NextLesson => ("達成したら、次のレッスンへ進みます", "go to the next lesson when this one is done"),
        ActionId::RestartLesson => ("レッスンを最初の状態からやり直します", "begin the lesson again from its start"),
        ActionId::Clip => (
            "選んだルールを JSON で、手元の端末のクリップボードに送ります",
            "send the selected rules as JSON to the clipboard of your terminal",
        ),
        ActionId::ClipAll => (
            "フィルタ全体を JSON で、手元の端末のクリップボードに送ります",
            "send the whole filter as JSON to the clipboard of your terminal",
        ),
        ActionId::Mouse => (
            "マウスの使用を切り替えます (使う間、端末の文字選択は Shift とともに)",
            "use the mouse or not; while in use, Shift selects text as the terminal does",
        ),
        ActionId::Raw => ("全ルールを JSON のテキストとして編集します", "edit all rules as one text, in JSON"),
    };
    lang.pick(ja, en)
}

/// The heading of a group of actions.
pub fn group(group: Group, lang: Lang) -> &'static str {
    match group {
        Group::Rules => pick!(lang, en = "Rules", ja = "ルール"),
        Group::Findings => pick!(lang, en = "Findings", ja = "指摘"),
        Group::Movement => pick!(lang, en = "Movement", ja = "移動"),
        Group::Lesson => pick!(lang, en = "In a lesson", ja = "レッスンの中"),
        Group::Program => pick!(lang, en = "Files and program", ja = "ファイルと全体"),
    }
}

/// Why an action cannot run now.
pub fn reason(reason: Reason, voice: Voice<'_>) -> String {
    let name = |act| voice.name(act);
    say!(voice.lang, match reason {
        Reason::DefaultRow =>
            en "This is the default, not a rule. To change it, add a deny at the end ({add})."
            ja "これはルールではなく既定の動作です。変えるには最後に拒否のルールを足します ({add})。",
            add = name(ActionId::Add);
        Reason::AtTop => en "It is the first rule already." ja "すでに先頭です。";
        Reason::AtBottom => en "It is the last rule already." ja "すでに末尾です。";
        Reason::NothingToUndo => en "There is nothing to undo." ja "取り消す変更はありません。";
        Reason::NothingToRedo => en "There is nothing to redo." ja "やり直す変更はありません。";
        Reason::NoFinding => en "There is no finding." ja "指摘はありません。";
        Reason::NothingToRepair => en "Nothing left to repair." ja "自動で直せるものはありません。";
        Reason::NoFix =>
            en "No fix could be proved for this finding. {explain} explains it, {next} goes to the next."
            ja "この指摘には証明できた修正がありません。{explain} で説明、{next} で次の指摘です。",
            explain = name(ActionId::Explain), next = name(ActionId::NextFinding);
        Reason::NothingDismissed => en "No finding was dismissed." ja "隠した指摘はありません。";
        Reason::NothingCopied =>
            en "No rule was copied. {copy} copies."
            ja "コピーしたルールはありません。{copy} でコピーします。", copy = name(ActionId::Copy);
        Reason::NoLesson => en "This works inside of a lesson." ja "レッスンの中だけで使えます。";
        Reason::NotDone =>
            en "The lesson is not done yet. {hint} gives a hint."
            ja "まだ達成していません。{hint} でヒントです。", hint = name(ActionId::Hint);
        Reason::InLesson =>
            en "In a lesson the repair is yours to find. {hint} gives a hint."
            ja "レッスンでは自分で直してみてください。{hint} でヒントです。", hint = name(ActionId::Hint);
        Reason::Waiting => en "Wait for the analysis to end." ja "解析が終わるまで待ってください。";
        Reason::NoSearch =>
            en "Nothing is searched for. {find} searches."
            ja "検索していません。{find} で探します。", find = name(ActionId::Find);
        Reason::NothingChanged => en "Nothing has changed since it was saved." ja "保存してから何も変わっていません。";
    })
}

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
