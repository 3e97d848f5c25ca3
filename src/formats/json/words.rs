//! What is wrong with a text as JSON.

use super::JsonKind;
use crate::formats::ProblemKind;

/// Why a text is no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Nothing but blanks. usacloud prints nothing at all when it finds no filter.
    Empty,
    /// The text ends inside a value.
    UnexpectedEnd,
    /// A character that cannot stand here.
    Character(char),
    /// A comma with nothing behind it.
    TrailingComma,
    /// More text behind the value.
    TextAfterEnd,
    /// A line break, tab or other control character inside a string.
    ControlCharacter,
    /// A backslash sequence that JSON does not have.
    Escape,
    /// Digits that are no JSON number, such as `01`.
    Number,
    /// Brackets inside brackets without end.
    TooDeep,
}

impl From<Syntax> for ProblemKind {
    fn from(fault: Syntax) -> Self {
        let found = if let Syntax::Character(found) = fault { found.to_string() } else { String::new() };
        let (ja, en) = syntax(fault);
        Self::syntax(ja, en, found)
    }
}

/// JSON, but none of the known shapes.
pub(in crate::formats) fn unknown_shape() -> ProblemKind {
    ProblemKind::syntax(
        "パケットフィルタの JSON ではありません。API や usacloud の出力、またはルールの配列を開けます。",
        "This is no packet filter. Answers of the API, output of usacloud and arrays of rules can be opened.",
        "",
    )
}

/// A key that its object has already.
pub(in crate::formats) fn duplicate_key(key: String) -> ProblemKind {
    ProblemKind::syntax(
        "キー{}が同じオブジェクトに 2 回あります。どちらか一方を消してください。",
        "The key {} stands twice in one object; please remove one of them.",
        key,
    )
}

/// Another kind of value than belongs there; a text may also be `null`.
pub(in crate::formats) fn wrong_type(expected: JsonKind, found: JsonKind) -> ProblemKind {
    let (ja, en) = kind(found);
    let (wanted_ja, wanted_en) = match expected {
        JsonKind::Text => ("引用符で囲んだ文字列か null ", "text in quotation marks, or null"),
        other => kind(other),
    };
    let ja = format!("{ja}があります。{wanted_ja}が必要です。");
    ProblemKind::syntax(&ja, &format!("There is {en} here. This takes {wanted_en}."), "")
}

const fn kind(kind: JsonKind) -> (&'static str, &'static str) {
    match kind {
        JsonKind::Null => ("null の値", "null"),
        JsonKind::Bool => ("真偽値", "true or false"),
        JsonKind::Number => ("引用符のない数値", "a number without quotation marks"),
        JsonKind::Text => ("文字列", "a text"),
        JsonKind::List => ("[ ] の配列", "an array [ ]"),
        JsonKind::Object => ("{ } のオブジェクト", "an object { }"),
    }
}

const fn syntax(fault: Syntax) -> (&'static str, &'static str) {
    match fault {
        Syntax::Empty => (
            "中身がありません。usacloud は、該当するフィルタがないと何も出力しません。",
            "There is nothing here. usacloud prints nothing when it finds no filter.",
        ),
        Syntax::UnexpectedEnd => (
            "JSON が途中で終わっています。括弧か引用符が閉じていません。",
            "The JSON ends too early: a bracket or a quotation mark is not closed.",
        ),
        Syntax::Character(_) => (
            "JSON のこの位置に{}は書けません。直前のコンマや引用符も確かめてください。",
            "JSON has no {} here. A comma or a quotation mark before it may be missing.",
        ),
        Syntax::TrailingComma => {
            ("JSON では最後の要素の後にコンマを書けません。", "JSON takes no comma after the last element.")
        }
        Syntax::TextAfterEnd => {
            ("JSON が終わった後に余分な文字があります。", "There is more text after the end of the JSON.")
        }
        Syntax::ControlCharacter => (
            "文字列の中に改行や制御文字があります。引用符の閉じ忘れかもしれません。",
            "A line break or control character stands inside a text; a quotation mark may be missing.",
        ),
        Syntax::Escape => (
            "この文字列の「\\」の使い方は JSON にありません。",
            "This text uses a backslash in a way JSON does not have.",
        ),
        Syntax::Number => ("この数値の書き方は JSON にありません。", "This is not how JSON writes a number."),
        Syntax::TooDeep => ("入れ子が深すぎます。", "The brackets are nested too deeply."),
    }
}
