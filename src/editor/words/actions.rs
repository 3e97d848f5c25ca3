//! The words of the Action table: names, helps, headings and reasons, and the search through them.

use crate::editor::action::{ACTIONS, Act, Group, Row};
use crate::editor::availability::Reason;
use crate::editor::keymap::Keymap;
use crate::filter::half_width;
use crate::lang::Lang;

/// An action in one or two words, for the footer and the list.
pub fn act_name(act: Act, lang: Lang) -> &'static str {
    let (ja, en) = match act {
        Act::Help => ("ヘルプ", "help"),
        Act::Fix => ("修正", "fix"),
        Act::RepairAll => ("全修正", "repair all"),
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
        Act::Theatre => ("パケット劇場", "theatre"),
        Act::Timeline => ("時間の流れ", "time line"),
        Act::Profile => ("プロファイル", "profile"),
        Act::Expect => ("期待", "expect"),
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
        Act::Learn => ("レッスン", "lessons"),
        Act::Words => ("用語", "words"),
        Act::Hint => ("ヒント", "hint"),
        Act::Story => ("話", "story"),
        Act::NextLesson => ("次のレッスン", "next lesson"),
        Act::RestartLesson => ("最初から", "start over"),
        Act::Clip => ("端末へ送る", "clip"),
        Act::ClipAll => ("全体を送る", "clip all"),
        Act::Mouse => ("マウス", "mouse"),
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
        Act::Fix => (
            "選んだ指摘を証明済みの修正で直すか、尋ねられていることに答えます",
            "apply the proved fix of the selected finding, or answer what it asks",
        ),
        Act::RepairAll => (
            "直せるものをまとめて直します (先に効果を見せます)",
            "repair everything that has a proved repair; shows its effect first",
        ),
        Act::Add => (
            "選択行の下 (最後の拒否よりは上) にルールを追加します",
            "add a rule below the selected one, but above a final deny",
        ),
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
        Act::Theatre => (
            "通信を一歩ずつ再生し、ステートフルな場合と比べます",
            "play a conversation step by step, beside a stateful firewall",
        ),
        Act::Timeline => {
            ("このフィルタが、いつ、どこで困るかを示します", "when this filter will hurt: now, at the renewal, later")
        }
        Act::Profile => ("このフィルタが守るものを変えます", "change what the filter protects"),
        Act::Expect => (
            "選んだルール・指摘・追跡中の通信から、期待 (必ず通す・通さない) を作ります",
            "from the rule, finding or traced traffic: what must pass, or must not, from now on",
        ),
        Act::Language => ("英語と日本語を切り替えます", "switch between English and Japanese"),
        Act::Suspend => ("シェルに戻ります (fg で再開)", "back to the shell; fg continues"),
        Act::Palette => {
            ("名前を打って操作を実行します (w、wq、dd、12 など)", "run anything by its name: w, wq, dd, 12 for rule 12")
        }
        Act::Select => (
            "複数のルールを選びます (上下で広げ、もう一度で解除)",
            "select several rules: move to extend, again to end",
        ),
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
        Act::Learn => {
            ("実際の事故を直しながら学ぶレッスンを一覧します", "list the lessons: learn by repairing real mistakes")
        }
        Act::Words => {
            ("用語の意味を引きます (文章の上では ? で)", "what a word means; in a text, ? explains its words")
        }
        Act::Hint => ("レッスンのヒントを 1 つずつ見せます", "a hint for the lesson, one more each time"),
        Act::Story => ("レッスンの話を読み直します", "read the lesson's story again"),
        Act::NextLesson => ("達成したら、次のレッスンへ進みます", "go to the next lesson when this one is done"),
        Act::RestartLesson => ("レッスンを最初の状態からやり直します", "begin the lesson again from its start"),
        Act::Clip => (
            "選んだルールを JSON で、手元の端末のクリップボードに送ります",
            "send the selected rules as JSON to the clipboard of your terminal",
        ),
        Act::ClipAll => (
            "フィルタ全体を JSON で、手元の端末のクリップボードに送ります",
            "send the whole filter as JSON to the clipboard of your terminal",
        ),
        Act::Mouse => (
            "マウスの使用を切り替えます (使う間、端末の文字選択は Shift とともに)",
            "use the mouse or not; while in use, Shift selects text as the terminal does",
        ),
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
        Group::Lesson => lang.pick("レッスンの中", "In a lesson"),
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
        Reason::NothingToRepair => ("自動で直せるものはありません。", "Nothing left to repair."),
        Reason::NoFix => (
            "この指摘には証明できた修正がありません。i で説明、n で次の指摘です。",
            "No fix could be proved for this finding. i explains it, n goes to the next.",
        ),
        Reason::NothingDismissed => ("隠した指摘はありません。", "No finding was dismissed."),
        Reason::NothingCopied => ("コピーしたルールはありません。y でコピーします。", "No rule was copied. y copies."),
        Reason::NoLesson => ("レッスンの中だけで使えます。", "This works inside of a lesson."),
        Reason::NotDone => ("まだ達成していません。h でヒントです。", "The lesson is not done yet. h gives a hint."),
        Reason::InLesson => (
            "レッスンでは自分で直してみてください。h でヒントです。",
            "In a lesson the repair is yours to find. h gives a hint.",
        ),
        Reason::Waiting => ("解析が終わるまで待ってください。", "Wait for the analysis to end."),
        Reason::NoSearch => ("検索していません。/ で探します。", "Nothing is searched for. / searches."),
        Reason::NothingChanged => ("保存してから何も変わっていません。", "Nothing has changed since it was saved."),
    };
    lang.pick(ja, en)
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
