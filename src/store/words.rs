//! Why a file could not be read or written.

use super::{ReadError, SaveError};
use crate::lang::Lang;

/// Why a file was not read. The file's name is the caller's to say.
pub fn read_error(error: &ReadError, lang: Lang) -> String {
    match error {
        ReadError::NotFound => say!(lang, en = "There is no such file.", ja = "ファイルがありません。"),
        ReadError::IsDirectory => {
            say!(lang, en = "This is a directory, not a file.", ja = "ファイルではなくディレクトリです。")
        }
        ReadError::NoPermission => say!(lang, en = "Reading it is not permitted.", ja = "読む権限がありません。"),
        ReadError::NotUtf8 { at } => {
            say!(
                lang,
                en = "This is no UTF-8 text (byte {}).",
                ja = "UTF-8 のテキストではありません ({} バイト目)。",
                at + 1
            )
        }
        ReadError::TooLarge { limit } => {
            say!(lang, en = "It is too large (the limit is {} MiB).", ja = "大きすぎます ({} MiB まで)。", limit >> 20)
        }
        ReadError::Other(fault) => say!(lang, en = "It could not be read: {}", ja = "読めませんでした: {}", fault.text),
    }
}

/// Why a file was not written. What was on the disk before is still there.
pub fn save_error(error: &SaveError, lang: Lang) -> String {
    match error {
        SaveError::Changed => say!(
            lang,
            en = "Another program has changed this file since it was opened.",
            ja = "開いた後に、ほかのプログラムがこのファイルを変更しました。"
        ),
        SaveError::NotAFile => {
            say!(
                lang,
                en = "This is no regular file, so nothing can be saved there.",
                ja = "通常のファイルではないため、保存できません。"
            )
        }
        SaveError::NoDirectory => {
            say!(lang, en = "The directory to save it in does not exist.", ja = "保存先のディレクトリがありません。")
        }
        SaveError::NoPermission => say!(
            lang,
            en = "Writing to the file or its directory is not permitted.",
            ja = "ファイルまたはディレクトリに書き込む権限がありません。"
        ),
        SaveError::TooLarge => say!(
            lang,
            en = "The file would be larger than is allowed here (ulimit -f).",
            ja = "ファイルの大きさの制限 (ulimit -f) を超えます。"
        ),
        SaveError::DiskFull => say!(lang, en = "The disk is full.", ja = "ディスクに空きがありません。"),
        SaveError::Other(fault) => {
            say!(lang, en = "It could not be saved: {}", ja = "保存できませんでした: {}", fault.text)
        }
    }
}
