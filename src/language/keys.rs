//! What is wrong with a person's key bindings.

use std::fmt::Display;

messages! {
    unreadable(line: usize) en "Line {line} cannot be read as TOML." ja "{line} 行目が TOML として読めません。";
    unknown_action(id: &str)
        en "{id}: no action has this id. docs/keys.md in the source of Sekimori lists them."
        ja "{id}: この ID の操作はありません。Sekimori のソースの docs/keys.ja.md に一覧があります。";
    not_a_list(id: &str)
        en "{id}: this takes a list of keys, such as [\"d\", \"Ctrl-X\"]."
        ja "{id}: キー名の配列が必要です (例: [\"d\", \"Ctrl-X\"])。";
    unknown_key(id: &str, key: &str)
        en "{id}: there is no key \"{key}\", or it cannot be bound."
        ja "{id}: 「{key}」というキーはないか、割り当てられません。";
    conflict(key: &impl Display, has: &str, wants: &str)
        en "{key} is given to both {has} and {wants}; {has} has it."
        ja "{key} は {has} と {wants} の両方にあります。{has} に割り当てます。";
    without_key(id: &str)
        en "{id} has no key now. Help and the command list still run it."
        ja "{id} のキーがなくなりました。ヘルプとコマンドからは使えます。";
}
