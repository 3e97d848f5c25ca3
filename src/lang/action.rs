//! What a person can do: each action with its id, its keys, its word in lines, and its name and help in every language.
//!
//! What it does and when it can be done stands beside its id in the editor's table.

use super::Lang;

/// What belongs together in help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// What a filter does, and what is wrong with it.
    See,
    /// Rules, and what they protect.
    Change,
    /// What is wrong, away.
    Repair,
    /// Files and the program.
    File,
    /// Moving about.
    Movement,
    /// Inside of a lesson, where these keys go before all others.
    Lesson,
    /// Inside of whatever stands open, where these keys go before all others.
    Popup,
}

impl Group {
    /// Every group, in the order of help.
    pub const ALL: [Self; 7] =
        [Self::See, Self::Change, Self::Repair, Self::File, Self::Movement, Self::Lesson, Self::Popup];
}

/// How lines call an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum InLines {
    /// By its name, alone.
    Name,
    /// By its name; then it is told where one stands.
    Move,
    /// By a command of lines, which may take more than the action does.
    Command(&'static str),
    /// Not at all: it is about the screen.
    Screen,
}

/// Defines [`ActionId`] with a row for each action.
macro_rules! actions {
    ($($action:ident $id:literal $group:ident [$($key:literal)*] $line:ident $(($command:literal))?
        en $en:literal $en_help:literal
        ja $ja:literal $ja_help:literal;)+) => {
        /// A thing a person can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ActionId {
            $(#[doc = concat!($en, ": ", $en_help, ".")] $action,)+
        }

        impl ActionId {
            /// Every action, in the order of help.
            pub const ALL: &'static [Self] = &[$(Self::$action),+];

            /// The stable id, by which a person's key bindings name it.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$action => $id,)+ }
            }

            /// Where help lists it.
            pub const fn group(self) -> Group {
                match self { $(Self::$action => Group::$group,)+ }
            }

            /// The names of its keys, the one to show first; none for what is run by its name.
            pub const fn keys(self) -> &'static [&'static str] {
                match self { $(Self::$action => &[$($key),*],)+ }
            }

            pub(crate) const fn in_lines(self) -> InLines {
                match self { $(Self::$action => InLines::$line$(($command))?,)+ }
            }

            /// What it is called, in one or two words.
            pub const fn name(self, lang: Lang) -> &'static str {
                match self { $(Self::$action => pick!(lang, en = $en, ja = $ja),)+ }
            }

            /// What it does, in one sentence.
            pub const fn help(self, lang: Lang) -> &'static str {
                match self { $(Self::$action => pick!(lang, en = $en_help, ja = $ja_help),)+ }
            }
        }
    };
}

actions! {
    Help "help" File ["?"] Command("help")
        en "help" "list every action; search it and run it from here"
        ja "ヘルプ" "すべての操作を一覧し、選んで実行します";
    Palette "palette" File [":"] Command("help")
        en "command" "run anything by its name: w, wq, dd, 12 for rule 12"
        ja "コマンド" "名前を打って操作を実行します (w、wq、dd、12 など)";
    Add "rule.add" Change ["a"] Command("add")
        en "add" "add a rule below the selected one, but above a final deny"
        ja "追加" "選択行の下 (最後の拒否よりは上) にルールを追加します";
    Presets "rule.presets" Change ["p"] Command("presets")
        en "presets" "choose a preset, see its effect, insert it"
        ja "プリセット" "プリセットを選び、効果を見てから挿入します";
    Edit "rule.edit" Change ["Enter" "e"] Command("set")
        en "edit" "edit the selected field in place"
        ja "編集" "選んだ欄をその場で編集します";
    Toggle "rule.toggle" Change ["Space"] Name
        en "allow/deny" "exchange allow and deny"
        ja "許可/拒否" "許可と拒否を入れ替えます";
    Duplicate "rule.duplicate" Change ["c"] Name
        en "duplicate" "copy the rule below itself"
        ja "複製" "ルールを複製します";
    Delete "rule.delete" Change ["d" "Delete"] Name
        en "delete" "delete the rule (undo brings it back)"
        ja "削除" "ルールを削除します (元に戻せます)";
    Copy "rule.copy" Change ["y"] Name
        en "copy" "copy the selected rules, for pasting"
        ja "コピー" "選んだルールをコピーします";
    Paste "rule.paste" Change ["w" "Ctrl-V"] Name
        en "paste" "put the copied rules below, in another file too"
        ja "貼り付け" "コピーしたルールを下に挿入します (別のファイルでも)";
    Clip "rule.clip" Change ["Y"] Screen
        en "to clipboard" "send the selected rules as JSON to the clipboard of your terminal"
        ja "クリップボードへ" "選んだルールを JSON で、手元の端末のクリップボードに送ります";
    ClipAll "filter.clip" Change [] Screen
        en "all to clipboard" "send the whole filter as JSON to the clipboard of your terminal"
        ja "全体をクリップボードへ" "フィルタ全体を JSON で、手元の端末のクリップボードに送ります";
    Select "rule.select" Change ["V"] Screen
        en "select" "select several rules: move to extend, again to end"
        ja "範囲選択" "複数のルールを選びます (上下で広げ、もう一度で解除)";
    MoveDown "rule.move-down" Change ["J"] Name
        en "move down" "move the rule down by one"
        ja "下へ移動" "ルールを 1 つ下へ動かします";
    MoveUp "rule.move-up" Change ["K"] Name
        en "move up" "move the rule up by one"
        ja "上へ移動" "ルールを 1 つ上へ動かします";
    Undo "undo" Change ["u"] Name
        en "undo" "take back the last change, without limit"
        ja "元に戻す" "直前の変更を取り消します (回数の制限なし)";
    Redo "redo" Change ["U" "Ctrl-R"] Name
        en "redo" "do again what was undone"
        ja "やり直す" "取り消した変更をやり直します";
    Raw "raw" Change ["E"] Screen
        en "edit as text" "edit all rules as one text, in JSON"
        ja "テキスト編集" "全ルールを JSON のテキストとして編集します";
    Fix "finding.fix" Repair ["f"] Command("fix")
        en "fix" "apply the proved fix of the selected finding, or answer what it asks"
        ja "修正" "選んだ指摘を証明済みの修正で直すか、尋ねられていることに答えます";
    RepairAll "repair" Repair ["F"] Command("repair")
        en "repair all" "repair everything that has a proved repair; shows its effect first"
        ja "全修正" "直せるものをまとめて直します (先に効果を見せます)";
    Fit "filter.fit" Repair ["Z"] Name
        en "fit" "merge and drop rules, proved to change nothing"
        ja "ルール削減" "同じ動作を証明できる、より少ないルールにまとめます";
    NextFinding "finding.next" See ["n"] Move
        en "next finding" "select the next finding and its rule"
        ja "次の指摘" "次の指摘と、そのルールを選びます";
    PreviousFinding "finding.previous" See ["N"] Move
        en "previous finding" "select the previous finding and its rule"
        ja "前の指摘" "前の指摘と、そのルールを選びます";
    Explain "finding.explain" See ["i"] Command("explain")
        en "explain" "explain the selected finding, with a packet"
        ja "説明" "選んだ指摘を、パケットとともに説明します";
    Dismiss "finding.dismiss" Repair ["x"] Name
        en "dismiss" "hide the selected finding until its rules change"
        ja "指摘を隠す" "選んだ指摘を、そのルールが変わるまで隠します";
    Restore "finding.restore" Repair ["X"] Name
        en "restore dismissed" "show every dismissed finding again"
        ja "隠した指摘を戻す" "隠した指摘をすべて戻します";
    Panel "panel" See ["Tab"] Screen
        en "lists" "walk through the two lists: why each row stands so, and by which rule"
        ja "一覧" "2 つの一覧を 1 行ずつたどり、理由と適用されるルールを見ます";
    Sentence "rule.sentence" See ["z"] Screen
        en "sentence" "tell the selected rule in a sentence, or not"
        ja "説明文" "選択したルールを文で説明するか切り替えます";
    Trace "trace" See ["t"] Command("trace")
        en "trace" "walk a packet down the rules, with the reason at each"
        ja "パケット追跡" "パケットがどのルールで決まるかを、上から順にたどります";
    Theatre "theatre" See ["T"] Command("theatre")
        en "theatre" "play a conversation step by step, beside a stateful firewall"
        ja "パケット劇場" "通信を一歩ずつ再生し、ステートフルな場合と比べます";
    Timeline "time-line" See ["W"] Command("timeline")
        en "time line" "what fails when: at once, at a reboot, at the end of the lease"
        ja "時間の流れ" "いつ、何が失敗するかを示します (反映直後、再起動時、リースの期限)";
    Changes "changes" See ["v"] Command("changes")
        en "changes" "what has changed since the save, in rules and in traffic"
        ja "変更点" "保存してからの変更を、ルールと通信の両方で示します";
    History "history" See ["H"] Command("history")
        en "history" "every version of the filter; go to any of them"
        ja "履歴" "すべての版を一覧し、どの版にも移れます";
    Profile "profile" Change ["P"] Command("profile")
        en "profile" "change what the filter protects, and its name and description"
        ja "プロファイル" "このフィルタが守るものと、その名前・説明を変えます";
    Expect "expect.add" Change ["A"] Command("expect")
        en "expect" "from the rule, finding or traced traffic: what must pass, or must not, from now on"
        ja "要件" "選んだルール・指摘・追跡中の通信から、要件 (必ず通す・通さない) を作ります";
    Up "up" Movement ["Up" "k"] Move
        en "up" "one row up"
        ja "上" "1 行上へ";
    Down "down" Movement ["Down" "j"] Move
        en "down" "one row down"
        ja "下" "1 行下へ";
    Left "left" Movement ["Left" "h"] Screen
        en "left" "one field to the left"
        ja "左の欄" "左の欄へ";
    Right "right" Movement ["Right" "l"] Screen
        en "right" "one field to the right"
        ja "右の欄" "右の欄へ";
    PageUp "page-up" Movement ["PageUp"] Move
        en "page up" "one page up"
        ja "前のページ" "1 画面上へ";
    PageDown "page-down" Movement ["PageDown"] Move
        en "page down" "one page down"
        ja "次のページ" "1 画面下へ";
    Top "top" Movement ["g" "Home"] Move
        en "top" "to the first rule"
        ja "先頭" "最初のルールへ";
    Bottom "bottom" Movement ["G" "End"] Move
        en "bottom" "to the last row"
        ja "末尾" "最後の行へ";
    Find "find" Movement ["/"] Screen
        en "search" "find words, an address or a port: /443, /203.0.113.5"
        ja "検索" "語、アドレス、ポートで探します (/443 や /203.0.113.5)";
    NextMatch "find.next" Movement [";"] Screen
        en "next match" "to the next rule that was found"
        ja "次の一致" "次に見つかったルールへ";
    PreviousMatch "find.previous" Movement [","] Screen
        en "previous match" "to the rule found before"
        ja "前の一致" "前に見つかったルールへ";
    Save "save" File ["s"] Command("save")
        en "save" "save to the file, in the format that was opened; the cloud does not change by it"
        ja "保存" "開いたときの形式のままファイルに保存します (クラウドには反映されません)";
    SaveAs "save-as" File ["S"] Name
        en "save as" "save under a name and in a format of choice, such as rules for usacloud"
        ja "別名で保存" "名前と形式を選んで保存します (usacloud 用の rules など)";
    Open "open" File ["o"] Command("open")
        en "open" "open another file"
        ja "開く" "別のファイルを開きます";
    Language "language" File ["L"] Name
        en "日本語" "switch between English and Japanese"
        ja "English" "英語と日本語を切り替えます";
    Learn "learn" File ["C"] Command("lessons")
        en "lessons" "list the lessons: learn by repairing real mistakes"
        ja "レッスン" "実際の事故を直しながら学ぶレッスンを一覧します";
    Words "words" See ["b"] Command("words")
        en "glossary" "what a word means; in a text, ? explains its words"
        ja "用語" "用語の意味を引きます (文章の上では ? で)";
    Mouse "mouse" File ["m"] Screen
        en "mouse" "use the mouse or not; while in use, Shift selects text as the terminal does"
        ja "マウス" "マウスの使用を切り替えます (使用中は Shift を押しながらドラッグすると文字を選択できます)";
    Suspend "suspend" File ["Ctrl-Z"] Screen
        en "suspend" "back to the shell; fg continues"
        ja "中断" "シェルに戻ります (fg で再開)";
    Quit "quit" File ["q" "Ctrl-C"] Name
        en "quit" "leave; asks if something would be lost"
        ja "終了" "終了します (失うものがあれば尋ねます)";
    Hint "lesson.hint" Lesson ["h"] Command("hint")
        en "hint" "a hint for the lesson, one more each time"
        ja "ヒント" "レッスンのヒントを 1 つずつ見せます";
    Story "lesson.story" Lesson ["r"] Command("story")
        en "story" "read the lesson's story again"
        ja "状況" "レッスンの状況を読み直します";
    NextLesson "lesson.next" Lesson ["n"] Command("next")
        en "next lesson" "go to the next lesson when this one is done"
        ja "次のレッスン" "達成したら、次のレッスンへ進みます";
    RestartLesson "lesson.restart" Lesson ["R"] Command("restart")
        en "start over" "begin the lesson again from its start"
        ja "最初から" "レッスンを最初の状態からやり直します";
    Confirm "window.confirm" Popup ["Enter"] Screen
        en "confirm" "take what is chosen or filled in, or go on"
        ja "決定" "選んだもの・入力したもので決めるか、先へ進みます";
    NextField "window.next" Popup ["Tab"] Screen
        en "next" "go to the next field, flow or word"
        ja "次へ" "次の欄・通信・用語へ移ります";
    PreviousField "window.previous" Popup ["Shift-Tab"] Screen
        en "previous" "go to the field or flow before"
        ja "前へ" "前の欄・通信へ移ります";
    Apply "text.apply" Popup ["Ctrl-S"] Screen
        en "apply" "take over the rules that were edited as text"
        ja "確定" "テキストとして編集したルールで確定します";
    Outside "text.outside" Popup ["Ctrl-O"] Screen
        en "$EDITOR" "hand the text to your own editor ($VISUAL or $EDITOR)"
        ja "$EDITOR" "テキストを自分のエディタ ($VISUAL、$EDITOR) に渡します";
}
