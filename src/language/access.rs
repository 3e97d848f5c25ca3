//! What goes wrong outside: files that cannot be read or written, another editor, a thread that is gone.

use super::Lang;
use crate::access::{OutsideError, ReadError, SaveError};

/// Why a file was not read. The file's name is the caller's to say.
pub fn read_error(error: &ReadError, lang: Lang) -> String {
    say!(lang, match error {
        ReadError::NotFound => en "There is no such file." ja "ファイルがありません。";
        ReadError::NoDirectory => { save_error(&SaveError::NoDirectory, lang) };
        ReadError::IsDirectory => en "This is a directory, not a file." ja "ファイルではなくディレクトリです。";
        ReadError::NoPermission => en "Reading it is not permitted." ja "読む権限がありません。";
        ReadError::NotUtf8 { at } =>
            en "This is no UTF-8 text (byte {byte})."
            ja "UTF-8 のテキストではありません ({byte} バイト目)。",
            byte = at + 1;
        ReadError::TooLarge { limit } =>
            en "It is too large (the limit is {most} MiB)." ja "大きすぎます ({most} MiB まで)。", most = limit >> 20;
        ReadError::Other(why) => en "It could not be read: {why}" ja "読めませんでした: {why}";
    })
}

/// Why a file was not written. What was on the disk before is still there.
pub(crate) fn save_error(error: &SaveError, lang: Lang) -> String {
    say!(lang, match error {
        SaveError::Changed =>
            en "Another program has changed this file since it was opened."
            ja "開いた後に、ほかのプログラムがこのファイルを変更しました。";
        SaveError::NotAFile =>
            en "This is no regular file, so nothing can be saved there."
            ja "通常のファイルではないため、保存できません。";
        SaveError::NoDirectory =>
            en "The directory to save it in does not exist."
            ja "保存先のディレクトリがありません。";
        SaveError::NoPermission =>
            en "Writing to the file or its directory is not permitted."
            ja "ファイルまたはディレクトリに書き込む権限がありません。";
        SaveError::TooLarge =>
            en "The file would be larger than is allowed here (ulimit -f)."
            ja "ファイルの大きさの制限 (ulimit -f) を超えます。";
        SaveError::DiskFull => en "The disk is full." ja "ディスクに空きがありません。";
        SaveError::Other(why) => en "It could not be saved: {why}" ja "保存できませんでした: {why}";
    })
}

messages! {
    /// Nobody is left to answer questions to the analysis.
    analysis_ended() en "the analysis has ended unexpectedly" ja "解析が予期せず終わりました";
}

/// Why a person's own editor brought no text back.
pub(crate) fn outside_error(error: &OutsideError, lang: Lang) -> String {
    say!(lang, match error {
        OutsideError::NoEditor =>
            en "There is no editor ($VISUAL, $EDITOR)."
            ja "エディタがありません ($VISUAL、$EDITOR)。";
        OutsideError::NoFile(why) =>
            en "The temporary file cannot be written: {why}"
            ja "一時ファイルを書けません: {why}";
        OutsideError::Unreadable(error) => { read_error(error, lang) };
        OutsideError::Failed(editor) =>
            en "{editor} ended with an error. Nothing was changed."
            ja "{editor} がエラーで終わりました。何も変えていません。";
        OutsideError::NotStarted(editor, why) =>
            en "{editor} cannot be started: {why}"
            ja "{editor} を起動できません: {why}";
    })
}
