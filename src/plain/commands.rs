//! The commands that are more than the name of an action.

use crate::editor::Editor;
use crate::lang::ActionId;
use crate::lang::Lang;
use crate::profile::ProfileField;

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Help,
    List,
    Rule,
    Add,
    Set,
    Allow,
    Deny,
    Move,
    Fix,
    Repair,
    Findings,
    Explain,
    Verdicts,
    Trace,
    Presets,
    Insert,
    Save,
    Open,
    Changes,
    History,
    Profile,
    Expect,
    Answer,
    Theatre,
    Timeline,
    Words,
    Lesson,
    Story,
    Goals,
    Hint,
    Next,
    Restart,
}

/// A command: its words, how it is written, and what it does, each in both languages where they differ.
pub(super) struct Row {
    pub(super) verb: Verb,
    pub(super) names: &'static [&'static str],
    pub(super) usage: &'static str,
    about: [&'static str; 2],
}

const fn row(verb: Verb, names: &'static [&'static str], usage: &'static str, about: [&'static str; 2]) -> Row {
    Row { verb, names, usage, about }
}

/// Every command, in the order of help.
pub(super) const COMMANDS: [Row; 32] = [
    row(Verb::Help, &["help", "ヘルプ"], "help", ["命令の一覧", "this list"]),
    row(Verb::List, &["list", "一覧"], "list", ["ルールを 1 行に 1 つ", "the rules, one a line"]),
    row(
        Verb::Rule,
        &["rule", "ルール"],
        "rule 3",
        ["ルール 3 を選び、指摘とともに読む", "select rule 3, with what is said about it"],
    ),
    row(
        Verb::Add,
        &["add", "追加"],
        "add [N] allow tcp 203.0.113.0/24 -> 22 # note",
        ["ルールを追加 (N 番目に)", "add a rule (as rule N)"],
    ),
    row(
        Verb::Set,
        &["set", "設定"],
        "set 3 port 443",
        [
            "ルール 3 の欄を変更: action protocol source source-port port note",
            "change a field of rule 3: action, protocol, source, source-port, port, note",
        ],
    ),
    row(Verb::Allow, &["allow", "許可"], "allow 3", ["ルール 3 を許可に", "make rule 3 an allow"]),
    row(Verb::Deny, &["deny", "拒否"], "deny 3", ["ルール 3 を拒否に", "make rule 3 a deny"]),
    row(
        Verb::Move,
        &["move", "移動"],
        "move 3 up",
        ["ルール 3 を 1 つ上へ (down は下へ)", "move rule 3 up by one, or down"],
    ),
    row(Verb::Fix, &["fix", "修正"], "fix [N]", ["指摘 N を証明済みの修正で直す", "apply the proved fix of finding N"]),
    row(
        Verb::Repair,
        &["repair", "直す"],
        "repair [N]",
        ["直せるものをまとめて直す、または指摘 N だけ", "repair everything, or finding N only"],
    ),
    row(
        Verb::Findings,
        &["findings", "finding", "指摘"],
        "findings [N]",
        ["指摘の一覧、または N の説明", "what is wrong, or finding N in full"],
    ),
    row(
        Verb::Explain,
        &["explain", "説明"],
        "explain [N]",
        ["選ばれている指摘、または N の説明", "the selected finding in full, or finding N"],
    ),
    row(Verb::Verdicts, &["verdicts", "判定"], "verdicts", ["通信ごとの判定", "what gets through"]),
    row(
        Verb::Trace,
        &["trace", "追跡"],
        "trace udp 192.0.2.1:67 -> 68",
        ["通信がどのルールで決まるか", "which rules decide about traffic, and why"],
    ),
    row(
        Verb::Presets,
        &["presets", "プリセット"],
        "presets [WORD]",
        ["プリセットの一覧", "the presets, or those with a word"],
    ),
    row(Verb::Insert, &["insert", "挿入"], "insert ssh source=203.0.113.0/24", ["プリセットを挿入", "insert a preset"]),
    row(Verb::Changes, &["changes", "変更点"], "changes", ["保存してからの変更", "what has changed since the save"]),
    row(Verb::History, &["history", "履歴"], "history", ["すべての版", "every version"]),
    row(
        Verb::Profile,
        &["profile", "プロファイル"],
        "profile [admin 203.0.113.0/24]",
        [
            "このフィルタが守るもの、またはその変更 (none で空に)",
            "what the filter protects, or a change of it (none empties an entry)",
        ],
    ),
    row(
        Verb::Expect,
        &["expect", "期待"],
        "expect [pass tcp 203.0.113.0/24 -> 22]",
        ["期待の一覧、または追加 (pass か block で始める)", "what is expected, or one more: pass ... or block ..."],
    ),
    row(
        Verb::Answer,
        &["answer", "回答"],
        "answer admin 203.0.113.0/24",
        ["指摘が尋ねていることに答える", "answer what a finding asks"],
    ),
    row(Verb::Save, &["save", "保存"], "save [as FILE [SHAPE]]", ["保存 (別名で)", "save (under a name)"]),
    row(Verb::Open, &["open", "開く"], "open FILE", ["ファイルを開く", "open a file"]),
    row(
        Verb::Theatre,
        &["theatre", "theater", "劇場", "パケット劇場"],
        "theatre [FLOW]",
        ["通信の一部始終を、ステートフルな場合と比べる", "a conversation from end to end, beside a stateful firewall"],
    ),
    row(
        Verb::Timeline,
        &["timeline", "時間の流れ"],
        "timeline [HOURS]",
        ["いつ、何が起きるか (リースの時間)", "what happens when, for a lease of so many hours"],
    ),
    row(
        Verb::Words,
        &["words", "word", "用語"],
        "words [WORD]",
        ["用語の一覧、または意味", "the words, or what one means"],
    ),
    row(
        Verb::Lesson,
        &["lessons", "lesson", "learn", "レッスン"],
        "lessons, lesson 3",
        ["レッスンの一覧、または番号か名前で始める", "the lessons, or begin one by its number or name"],
    ),
    row(Verb::Story, &["story", "話"], "story", ["レッスンの話", "in a lesson: its story"]),
    row(Verb::Goals, &["goals", "目標"], "goals", ["レッスンの目標", "in a lesson: its goals"]),
    row(Verb::Hint, &["hint", "ヒント"], "hint", ["レッスンのヒントをもう 1 つ", "in a lesson: one more hint"]),
    row(Verb::Next, &["next", "次"], "next", ["次のレッスンへ", "the next lesson"]),
    row(Verb::Restart, &["restart", "最初から"], "restart", ["レッスンを最初から", "begin the lesson again"]),
];

/// Actions that take the numbers of rules, or nothing, by their names.
pub(super) const ON_RULES: [ActionId; 3] = [ActionId::Delete, ActionId::Duplicate, ActionId::Copy];

/// Actions that say all by their names.
pub(super) const ALONE: [ActionId; 7] = [
    ActionId::Undo,
    ActionId::Redo,
    ActionId::Fit,
    ActionId::Paste,
    ActionId::Dismiss,
    ActionId::Restore,
    ActionId::Quit,
];

/// The command of a word.
pub(super) fn command(word: &str) -> Option<&'static Row> {
    COMMANDS.iter().find(|row| row.names.contains(&word))
}

/// How a command is written.
pub(super) fn usage(verb: Verb) -> &'static str {
    COMMANDS.iter().find(|row| row.verb == verb).map_or("", |row| row.usage)
}

/// Every command, one a line; then the actions that need no more than their name.
pub fn help(editor: &Editor) -> Vec<String> {
    let lang = editor.lang;
    let entries = |row: &Row| match row.verb {
        Verb::Profile => format!(": {}", ProfileField::ALL.map(ProfileField::id).join(", ")),
        _ => String::new(),
    };
    let own =
        COMMANDS.iter().map(|row| format!("{}: {}{}", row.usage, lang.pick(row.about[0], row.about[1]), entries(row)));
    let of_rules = ON_RULES.iter().map(|act| format!("{} 3, {} 2-4: {}", name(*act), name(*act), act.help(lang)));
    let alone = ALONE.iter().map(|act| format!("{}: {}", name(*act), act.help(lang)));
    own.chain(of_rules).chain(alone).chain([more(lang)]).collect()
}

/// The name of an action, by which a line calls it.
fn name(act: ActionId) -> &'static str {
    act.name(Lang::En)
}

fn more(lang: Lang) -> String {
    say!(
        lang,
        en = "A line of one letter is that key of the screen: u is undo, q is quit.",
        ja = "1 文字だけの行は、画面のキーと同じです (u は元に戻す、q は終了)。操作は日本語の名前でも呼べます。"
    )
}
