//! Why a file could not be read or written.

use super::{ReadError, SaveError};
use crate::lang::Lang;

/// Why a file was not read. The file's name is the caller's to say.
pub fn read_error(error: &ReadError, lang: Lang) -> String {
    match error {
        ReadError::NotFound => say!(lang, "ファイルがありません。", "There is no such file."),
        ReadError::IsDirectory => say!(lang, "ファイルではなくディレクトリです。", "This is a directory, not a file."),
        ReadError::NoPermission => say!(lang, "読む権限がありません。", "Reading it is not permitted."),
        ReadError::NotUtf8 { at } => {
            say!(lang, "UTF-8 のテキストではありません ({} バイト目)。", "This is no UTF-8 text (byte {}).", at + 1)
        }
        ReadError::TooLarge { limit } => {
            say!(lang, "大きすぎます ({} MiB まで)。", "It is too large (the limit is {} MiB).", limit >> 20)
        }
        ReadError::Other(fault) => say!(lang, "読めませんでした: {}", "It could not be read: {}", fault.text),
    }
}

/// Why a file was not written. What was on the disk before is still there.
pub fn save_error(error: &SaveError, lang: Lang) -> String {
    match error {
        SaveError::Changed => say!(
            lang,
            "開いた後に、ほかのプログラムがこのファイルを変更しました。",
            "Another program has changed this file since it was opened."
        ),
        SaveError::NotAFile => {
            say!(
                lang,
                "通常のファイルではないため、保存できません。",
                "This is no regular file, so nothing can be saved there."
            )
        }
        SaveError::NoDirectory => {
            say!(lang, "保存先のディレクトリがありません。", "The directory to save it in does not exist.")
        }
        SaveError::NoPermission => say!(
            lang,
            "ファイルまたはディレクトリに書き込む権限がありません。",
            "Writing to the file or its directory is not permitted."
        ),
        SaveError::TooLarge => say!(
            lang,
            "ファイルの大きさの制限 (ulimit -f) を超えます。",
            "The file would be larger than is allowed here (ulimit -f)."
        ),
        SaveError::DiskFull => say!(lang, "ディスクに空きがありません。", "The disk is full."),
        SaveError::Other(fault) => say!(lang, "保存できませんでした: {}", "It could not be saved: {}", fault.text),
    }
}
