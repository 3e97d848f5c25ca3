//! What the editor says about typing, selecting, searching and pasting.

use crate::editor::import::{Kind, Pasted, Why, Wrong};
use crate::editor::keymap::{KeyProblem, Keymap};
use crate::editor::search::{Search, Wanted};
use crate::filter::{Field, FieldError, MAX_RULES, NamedService, Protocol};
use crate::lang::{ActionId, Lang};
use crate::language::{self, expected};
use std::ops::Range;

/// The key to name for an action; none, if a person has left it without.
fn key(act: ActionId, keymap: &Keymap) -> String {
    keymap.keys(act).first().map(ToString::to_string).unwrap_or_default()
}

/// What is wrong with the text of a field, and where.
pub fn wrong_at(error: FieldError, lang: Lang) -> String {
    let expected = expected(error.expected, lang);
    say!(lang, en = "character {}: {expected}", ja = "{} 文字目: {expected}", error.at + 1)
}

/// What is wrong with the text of a field that cannot be seen.
pub fn wrong_field(field: Field, error: FieldError, lang: Lang) -> String {
    let (field, expected) = (language::field_name(field, lang), expected(error.expected, lang));
    format!("{field}: {expected}")
}

messages! {
    /// A preset that is not in the catalogue.
    no_preset(id: &str)
        en "There is no preset \"{id}\"."
        ja "「{id}」というプリセットはありません。";

    /// A `/32` that will not be written.
    loses_prefix()
        en "/32 will be left out: a bare address is one host, and the cloud refuses /32."
        ja "/32 は外して書きます。1 台のアドレスはそのまま書くと 1 台を指し、クラウドは /32 を受け付けません。";

    /// A click elsewhere while a field is typed.
    finish_first()
        en "First finish this field: Enter commits, Esc cancels."
        ja "先に Enter で確定するか、Esc で取り消してください。";

    /// What a command line does not understand.
    no_command(text: &str)
        en "There is no command \"{text}\"."
        ja "「{text}」という操作はありません。";

    /// An entry of the command list that is no action.
    go_to_rule(number: usize)
        en "go to rule {number}"
        ja "ルール {number} へ移動";

    /// Saving and leaving in one.
    save_and_quit()
        en "save and quit"
        ja "保存して終了";

    /// The port of an import cannot be read.
    import_port()
        en "The port is a number, a range or a name: 22, 32768-60999, ssh."
        ja "ポートは 22 や 32768-60999、ssh のように書きます。";

    /// Leaving the text with changes in it.
    leaving_raw()
        en "Esc again drops these changes; Ctrl-S applies them."
        ja "変更を捨てるなら、もう一度 Esc。反映するなら Ctrl-S。";

    /// After the text was applied.
    retyped()
        en "The text was applied; u takes it back."
        ja "テキストを反映しました。u で戻せます。";

    /// The text came back from another editor and can be read.
    edited_outside()
        en "The text is back. Ctrl-S applies it."
        ja "読み込みました。Ctrl-S で反映します。";
}

/// The number that the name of a service stands for; it may belong to another protocol than the rule's.
pub fn service_meaning(service: &NamedService, protocol: Protocol, lang: Lang) -> String {
    let (name, place, word) = (service.name, service.place(), protocol.as_str());
    if service.protocols.contains(&protocol) {
        let ports = service.ports;
        return say!(
            lang,
            en = "{name} = {ports}/{word} (the number is what is saved)",
            ja = "{name} = {ports}/{word} (番号で保存します)"
        );
    }
    say!(
        lang,
        en = "{name} = {place}, but this rule is {word}.",
        ja = "{name} = {place} ですが、このルールは {word} です。"
    )
}

/// What is selected, and what can be done with it.
pub fn selecting(range: Range<usize>, keymap: &Keymap, lang: Lang) -> String {
    let key = |act| key(act, keymap);
    let acts = [
        ActionId::Delete,
        ActionId::Copy,
        ActionId::Duplicate,
        ActionId::Toggle,
        ActionId::MoveDown,
        ActionId::MoveUp,
        ActionId::Select,
    ];
    let end = pick!(lang, en = "end", ja = "終わる");
    let name = |act: ActionId| if act == ActionId::Select { end } else { act.name(lang) };
    let acts: Vec<String> = acts.into_iter().map(|act| format!("{} {}", key(act), name(act))).collect();
    let (first, last, acts) = (range.start + 1, range.end, acts.join("  "));
    match range.len() {
        0 => say!(lang, en = "No rule selected  {acts}", ja = "ルールを選んでいません  {acts}"),
        1 => say!(lang, en = "Rule {first}  {acts}", ja = "ルール {first}  {acts}"),
        _ => say!(lang, en = "Rules {first}-{last}  {acts}", ja = "ルール {first}-{last}  {acts}"),
    }
}

/// After rules were deleted.
pub fn deleted_rules(range: Range<usize>, lang: Lang) -> String {
    let (first, last, count) = (range.start + 1, range.end, range.len());
    if count == 1 {
        return super::deleted(first, lang);
    }
    say!(
        lang,
        en = "Rules {first} to {last} deleted; u brings all {count} back.",
        ja = "ルール {first}-{last} の {count} 個を削除しました。u で戻せます。"
    )
}

/// After rules were copied.
pub fn copied(count: usize, keymap: &Keymap, lang: Lang) -> String {
    let (rules, key) = (super::plural(count), key(ActionId::Paste, keymap));
    say!(lang, en = "{rules} copied; {key} pastes.", ja = "ルールを {count} 個コピーしました。{key} で貼り付けます。")
}

/// After copied rules were put in.
pub fn pasted(count: usize, lang: Lang) -> String {
    let rules = super::plural(count);
    say!(lang, en = "{rules} pasted; u takes that back.", ja = "ルールを {count} 個貼り付けました。u で戻せます。")
}

/// After rules were sent to the terminal's clipboard, which never says whether it took them.
pub fn clipped(count: usize, keymap: &Keymap, lang: Lang) -> String {
    let (rules, save_as) = (super::plural(count), key(ActionId::SaveAs, keymap));
    say!(
        lang,
        en = "{rules} sent. If nothing arrives, your terminal does not allow it; {save_as} saves.",
        ja = "ルール {count} 個を端末に送りました。届かなければ端末が許していません。{save_as} で保存。"
    )
}

/// More than terminals take.
pub fn too_long_to_clip(bytes: usize, most: usize, keymap: &Keymap, lang: Lang) -> String {
    let save_as = key(ActionId::SaveAs, keymap);
    say!(
        lang,
        en = "{bytes} bytes are too long for terminals (at most {most}); {save_as} saves to a file.",
        ja = "{bytes} バイトは端末に送れません (上限 {most})。{save_as} でファイルに保存できます。"
    )
}

/// The mouse was switched on or off.
pub fn mouse(on: bool, keymap: &Keymap, lang: Lang) -> String {
    let key = key(ActionId::Mouse, keymap);
    if on {
        say!(
            lang,
            en = "Mouse on: a click selects, another one edits. {key} switches it off.",
            ja = "マウスを使います。クリックで選択、もう一度で編集。{key} でやめます。"
        )
    } else {
        say!(lang, en = "Mouse off.", ja = "マウスを使いません。")
    }
}

/// How a search stands: which of the rules it finds is selected.
pub fn found(search: &Search, place: Option<usize>, count: usize, lang: Lang) -> String {
    let what = match &search.wanted {
        Wanted::Addresses(_) => say!(lang, en = "Rules for source {}", ja = "送信元 {} を含むルール", search.text),
        Wanted::Ports(_) => say!(lang, en = "Rules for port {}", ja = "ポート {} に一致するルール", search.text),
        Wanted::Words(_) => say!(lang, en = "Rules with \"{}\"", ja = "「{}」を含むルール", search.text),
    };
    match (place, count) {
        (_, 0) => say!(lang, en = "{what}: none.", ja = "{what}: ありません。"),
        (Some(place), _) => say!(lang, en = "{what}: {} of {count}", ja = "{what}: {}/{count}", place + 1),
        (None, _) => say!(lang, en = "{what}: {count}.", ja = "{what}: {count} 個。"),
    }
}

/// The keys that go on with a search.
pub fn search_keys(keymap: &Keymap, lang: Lang) -> String {
    let key = |act| key(act, keymap);
    let (next, previous) = (key(ActionId::NextMatch), key(ActionId::PreviousMatch));
    say!(lang, en = "  {next} next  {previous} previous  Esc ends", ja = "  {next} 次  {previous} 前  Esc 終わり")
}

/// What is wrong with a person's key bindings.
pub fn key_problem(problem: &KeyProblem, lang: Lang) -> String {
    match problem {
        KeyProblem::Unreadable { line } => {
            say!(lang, en = "Line {line} cannot be read as TOML.", ja = "{line} 行目が TOML として読めません。")
        }
        KeyProblem::UnknownAction(id) => {
            say!(
                lang,
                en = "{id}: no action has this id. The table of keys in the README lists them.",
                ja = "{id}: この ID の操作はありません。README のキーの表に一覧があります。"
            )
        }
        KeyProblem::NotAList(id) => {
            say!(
                lang,
                en = "{id}: this takes a list of keys, such as [\"d\", \"Ctrl-X\"].",
                ja = "{id}: キー名の配列が必要です (例: [\"d\", \"Ctrl-X\"])。"
            )
        }
        KeyProblem::UnknownKey { id, key } => {
            say!(
                lang,
                en = "{id}: there is no key \"{key}\", or it cannot be bound.",
                ja = "{id}: 「{key}」というキーはないか、割り当てられません。"
            )
        }
        KeyProblem::Conflict { key, has, wants } => {
            say!(
                lang,
                en = "{key} is given to both {has} and {wants}; {has} has it.",
                ja = "{key} は {has} と {wants} の両方にあります。{has} に割り当てます。"
            )
        }
        KeyProblem::WithoutKey(id) => {
            say!(
                lang,
                en = "{id} has no key now. Help and the command list still run it.",
                ja = "{id} のキーがなくなりました。ヘルプとコマンドからは使えます。"
            )
        }
    }
}

/// What a pasted text was taken for.
pub fn import_title(pasted: &Pasted, lang: Lang) -> String {
    let (rules, wrong) = (pasted.rules.len(), pasted.wrong.len());
    let kind = match pasted.kind {
        Kind::Json => "JSON",
        Kind::Table => pick!(lang, en = "a table", ja = "表"),
        Kind::Addresses => pick!(lang, en = "a list of addresses", ja = "アドレスの一覧"),
    };
    let count = super::plural(rules);
    match wrong {
        0 => say!(lang, en = "Paste: {count} from {kind}", ja = "貼り付け: {kind}からルール {rules} 個"),
        _ => say!(
            lang,
            en = "Paste: {count} from {kind}, {wrong} not readable",
            ja = "貼り付け: {kind}からルール {rules} 個、読めない箇所 {wrong}"
        ),
    }
}

/// The fields that a list of addresses leaves open.
pub fn import_fields(lang: Lang) -> [&'static str; 2] {
    lang.pick(["プロトコル", "ポート"], ["protocol", "port"])
}

/// A line of a pasted text that is no rule.
pub fn import_wrong(wrong: &Wrong, lang: Lang) -> String {
    let line = wrong.line;
    match &wrong.why {
        Why::Problem(problem) => language::problem(problem, lang),
        Why::Field(field, error) => {
            let wrong = wrong_field(*field, *error, lang);
            say!(lang, en = "line {line}, {wrong}", ja = "{line} 行目、{wrong}")
        }
        Why::TooMany => say!(
            lang,
            en = "from line {line} on nothing is read: a filter takes {MAX_RULES} rules.",
            ja = "{line} 行目から先は読みません。フィルタに入るのは {MAX_RULES} ルールまでです。"
        ),
    }
}

/// After an import.
pub fn imported(inserted: usize, skipped: usize, unread: usize, lang: Lang) -> String {
    let name = pick!(lang, en = "Paste", ja = "貼り付け");
    let done = super::inserted(name, inserted, skipped, lang);
    match unread {
        0 => done,
        _ => say!(lang, en = "{done} Not readable: {unread}.", ja = "{done} 読めない箇所が {unread} ありました。"),
    }
}

/// The first of the faults in the text, and how many there are.
pub fn raw_faults(first: &str, count: usize, lang: Lang) -> String {
    match count {
        1 => first.to_owned(),
        _ => say!(lang, en = "{count} errors: {first}", ja = "全 {count} 件: {first}"),
    }
}
