//! What each command of the editor in lines does.

use super::Lang;

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each has its sentence below")]
pub(crate) enum LineCommand {
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
    Name,
    About,
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

/// What a command does, in a few words.
pub(crate) fn about(verb: LineCommand, lang: Lang) -> &'static str {
    pick!(lang, match verb {
        LineCommand::Help =>
            en "this list"
            ja "命令の一覧";
        LineCommand::List =>
            en "the rules, one a line"
            ja "ルールを 1 行に 1 つ";
        LineCommand::Rule =>
            en "select rule 3, with what is said about it"
            ja "ルール 3 を選び、指摘とともに読む";
        LineCommand::Add =>
            en "add a rule (as rule N)"
            ja "ルールを追加 (N 番目に)";
        LineCommand::Set =>
            en "change a field of rule 3: action, protocol, source, source-port, port, description"
            ja "ルール 3 の欄を変更: action protocol source source-port port description";
        LineCommand::Allow =>
            en "make rule 3 an allow"
            ja "ルール 3 を許可に";
        LineCommand::Deny =>
            en "make rule 3 a deny"
            ja "ルール 3 を拒否に";
        LineCommand::Move =>
            en "move rule 3 up by one, or down"
            ja "ルール 3 を 1 つ上へ (down は下へ)";
        LineCommand::Fix =>
            en "apply the proved fix of finding N"
            ja "指摘 N を証明済みの修正で直す";
        LineCommand::Repair =>
            en "repair everything, or finding N only"
            ja "直せるものをまとめて直す、または指摘 N だけ";
        LineCommand::Findings =>
            en "what is wrong, or finding N in full"
            ja "指摘の一覧、または N の説明";
        LineCommand::Explain =>
            en "the selected finding in full, or finding N"
            ja "選ばれている指摘、または N の説明";
        LineCommand::Verdicts =>
            en "what gets through"
            ja "通信ごとの判定";
        LineCommand::Trace =>
            en "which rules decide about traffic, and why"
            ja "通信がどのルールで決まるか";
        LineCommand::Presets =>
            en "the presets, or those with a word"
            ja "プリセットの一覧";
        LineCommand::Insert =>
            en "insert a preset"
            ja "プリセットを挿入";
        LineCommand::Changes =>
            en "what has changed since the save"
            ja "保存してからの変更";
        LineCommand::History =>
            en "every version"
            ja "すべての版";
        LineCommand::Name =>
            en "name the filter (none takes the name away)"
            ja "フィルタに名前を付ける (none で空に)";
        LineCommand::About =>
            en "describe the filter (none takes the description away)"
            ja "フィルタの説明を書く (none で空に)";
        LineCommand::Profile =>
            en "what the filter protects, or a change of it (none empties an entry)"
            ja "このフィルタが守るもの、またはその変更 (none で空に)";
        LineCommand::Expect =>
            en "what is expected, or one more: pass ... or block ..."
            ja "要件の一覧、または追加 (pass か block で始める)";
        LineCommand::Answer =>
            en "answer what a finding asks"
            ja "指摘が尋ねていることに答える";
        LineCommand::Save =>
            en "save (under a name)"
            ja "保存 (別名で)";
        LineCommand::Open =>
            en "open a file"
            ja "ファイルを開く";
        LineCommand::Theatre =>
            en "a conversation from end to end, beside a stateful firewall"
            ja "通信の一部始終を、ステートフルな場合と比べる";
        LineCommand::Timeline =>
            en "what happens when, for a lease of so many hours"
            ja "いつ、何が起きるか (リースの時間)";
        LineCommand::Words =>
            en "the glossary, or what a word means"
            ja "用語の一覧、または意味";
        LineCommand::Lesson =>
            en "the lessons, or begin one by its number or name"
            ja "レッスンの一覧、または番号か名前で始める";
        LineCommand::Story =>
            en "in a lesson: its story"
            ja "レッスンの状況";
        LineCommand::Goals =>
            en "in a lesson: its goals"
            ja "レッスンの目標";
        LineCommand::Hint =>
            en "in a lesson: one more hint"
            ja "レッスンのヒントをもう 1 つ";
        LineCommand::Next =>
            en "the next lesson"
            ja "次のレッスンへ";
        LineCommand::Restart =>
            en "begin the lesson again"
            ja "レッスンを最初から";
    })
}

messages! {
    by_letter() [undo = Undo, quit = Quit]
        en "A line of one letter is that key of the screen. {undo} and {quit} are commands too."
        ja "1 文字だけの行は、画面のキーと同じです。操作は日本語の名前でも呼べます ({undo}、{quit} など)。";
}
