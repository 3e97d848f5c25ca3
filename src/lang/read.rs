//! Words that are read, not said: what a person may write for something beside its usual spelling, in either language.
//! What the program itself says is in [`crate::language`], and is read too where it may come back.

/// Every address or port.
const ANY: [&str; 3] = ["*", "any", "すべて"];

/// Before traffic that must pass; the first is how it is written back.
pub const PASS: [&str; 3] = ["pass", "許可", "通す"];

/// Before traffic that must not.
pub const BLOCK: [&str; 3] = ["block", "遮断", "拒否"];

/// Before the exception.
pub const EXCEPT: [&str; 2] = ["except", "除外"];

/// In the description of a rule by which somebody logs in, anywhere.
pub const LOGIN: [&str; 4] = ["踏み台", "ログイン", "リモートデスクトップ", "remote desktop"];

/// Over the columns of a table that is pasted, field by field, beside what the fields are called.
pub const COLUMNS: [&[&str]; 6] = [
    &[],
    &["種別", "proto"],
    &["送信元ネットワーク", "src"],
    &["元ポート", "sourceport"],
    &["destport", "port"],
    &["comment"],
];

/// Whether a word, or nothing, stands for every address or port.
pub fn is_any(word: &str) -> bool {
    word.is_empty() || ANY.iter().any(|any| word.eq_ignore_ascii_case(any))
}
