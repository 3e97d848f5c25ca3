//! Words that are read, not said: what a person may write for something beside its usual spelling, in either language.
//! What the program itself says is in [`crate::language`], and is read too where it may come back.

/// Every address or port.
const ANY: [&str; 3] = ["*", "any", "すべて"];

/// What a rule does that lets packets in, as tables are written in English and in Japanese,
pub(crate) const ALLOW: [&str; 2] = ["allow", "許可"];

/// and one that drops them.
pub(crate) const DENY: [&str; 2] = ["deny", "拒否"];

/// Before traffic that must pass; the first is how it is written back.
pub(crate) const PASS: [&str; 3] = ["pass", "許可", "通す"];

/// Before traffic that must not.
pub(crate) const BLOCK: [&str; 3] = ["block", "遮断", "拒否"];

/// Before the exception.
pub(crate) const EXCEPT: [&str; 2] = ["except", "除外"];

/// In the description of a rule by which somebody logs in, anywhere.
pub(crate) const LOGIN: [&str; 4] = ["踏み台", "ログイン", "リモートデスクトップ", "remote desktop"];

/// The fields of a rule, over the columns of a table and in commands, beside the API's keys. The first two are how tables
/// are written, in English and in Japanese.
pub(crate) const COLUMNS: [&[&str]; 6] = [
    &["Action", "アクション", "動作", "許可/拒否"],
    &["Protocol", "プロトコル", "種別", "proto"],
    &["Source network", "送信元ネットワーク", "送信元", "送信元アドレス", "source", "src"],
    &["Source port", "送信元ポート", "元ポート", "送信元ポート番号", "src port"],
    &["Destination port", "宛先ポート", "宛先ポート番号", "ポート番号", "dst port", "dest port", "port", "ポート"],
    &["Description", "説明", "note", "comment", "メモ", "備考", "コメント"],
];

/// Whether a word, or nothing, stands for every address or port.
pub(crate) fn is_any(word: &str) -> bool {
    word.is_empty() || ANY.iter().any(|any| word.eq_ignore_ascii_case(any))
}

/// The commands of the editor in lines, beside their English words.
pub(crate) const COMMANDS: [(&str, &[&str]); 34] = [
    ("help", &["ヘルプ"]),
    ("list", &["一覧"]),
    ("rule", &["ルール"]),
    ("add", &["追加"]),
    ("set", &["設定"]),
    ("allow", &["許可"]),
    ("deny", &["拒否"]),
    ("move", &["移動"]),
    ("fix", &["修正"]),
    ("repair", &["直す"]),
    ("findings", &["指摘"]),
    ("explain", &["説明"]),
    ("verdicts", &["判定"]),
    ("trace", &["追跡"]),
    ("presets", &["プリセット"]),
    ("insert", &["挿入"]),
    ("changes", &["変更点"]),
    ("history", &["履歴"]),
    ("name", &["名前"]),
    ("about", &["概要"]),
    ("profile", &["プロファイル"]),
    ("expect", &["要件"]),
    ("answer", &["回答"]),
    ("save", &["保存"]),
    ("open", &["開く"]),
    ("theatre", &["劇場", "パケット劇場"]),
    ("timeline", &["時間の流れ"]),
    ("words", &["用語"]),
    ("lessons", &["レッスン"]),
    ("story", &["状況"]),
    ("goals", &["目標"]),
    ("hint", &["ヒント"]),
    ("next", &["次"]),
    ("restart", &["最初から"]),
];

/// What empties an entry of the profile.
pub(crate) const NOTHING: [&str; 3] = ["none", "-", "なし"];

/// One up, in the order of rules.
pub(crate) const UP: [&str; 2] = ["up", "上"];

/// One down.
pub(crate) const DOWN: [&str; 2] = ["down", "下"];
