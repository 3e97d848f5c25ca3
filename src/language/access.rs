//! What goes wrong outside: files that cannot be read or written, another editor, a thread that is gone.

use super::Lang;
use super::grammar::gap;
use crate::access::{OutsideError, ReadError, SaveError, SaveNote};

/// Why a file was not read. The file's name is the caller's to say.
pub fn read_error(error: &ReadError, lang: Lang) -> String {
    say!(lang, match error {
        ReadError::NotFound => en "There is no such file." ja "ファイルがありません。";
        ReadError::NoDirectory => { save_error(&SaveError::NoDirectory, lang) };
        ReadError::IsDirectory => en "This is a directory, not a file." ja "ファイルではなくディレクトリです。";
        ReadError::NotAFile => en "This is no regular file." ja "通常のファイルではありません。";
        ReadError::NoPermission => en "Reading it is not permitted." ja "読む権限がありません。";
        ReadError::NotUtf8 { at } =>
            en "This is no text in UTF-8, UTF-16 or Shift_JIS (byte {byte})."
            ja "UTF-8、UTF-16、Shift_JIS のどのテキストでもありません ({byte} バイト目)。",
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
        SaveError::NotPrivate(path) =>
            en "{directory} is a symbolic link or belongs to somebody else, so nothing private is put there."
            ja "{directory} はシンボリックリンクか、ほかの人のものなので、何も置きません。",
            directory = path.display();
        SaveError::Kept(path) =>
            en "Another program wrote at the same moment. What it wrote is kept in {file}."
            ja "ほかのプログラムが同時に書き込みました。その内容は {file} に残してあります。",
            file = path.display();
        SaveError::Torn(path) =>
            en "The file was written only in part. Its whole text is in {file}."
            ja "ファイルを途中までしか書けませんでした。全文は {file} にあります。",
            file = path.display();
        SaveError::Unencodable { lacks, encoding } =>
            en "The file is in {encoding}, which has no {lacks}. A new file is in UTF-8 and has it: save under another name."
            ja "このファイルは {encoding} で、{lacks} を書けません。別名で保存すると UTF-8 になり、書けます。";
        SaveError::DiskFull => en "The disk is full." ja "ディスクに空きがありません。";
        SaveError::Other(why) => en "It could not be saved: {why}" ja "保存できませんでした: {why}";
    })
}

/// That a file was saved, and what a person should know about it.
pub(crate) fn with_save_notes(said: String, notes: &[SaveNote], lang: Lang) -> String {
    notes.iter().fold(said, |said, note| said + gap(lang) + &save_note(*note, lang))
}

/// What a person should know about a file that was written.
pub(crate) fn save_note(note: SaveNote, lang: Lang) -> String {
    say!(lang, match note {
        SaveNote::NotExchanged =>
            en "This file system cannot exchange files, so a change that another program made in that very moment would be lost."
            ja "このファイルシステムではファイルを入れ替えられないため、ちょうど同時にほかのプログラムが書いた変更は失われます。";
        SaveNote::OwnerLost => en "The file belongs to you now." ja "ファイルの所有者はあなたになりました。";
        SaveNote::GroupLost =>
            en "Its group could not be kept, so the group has no access of its own any more."
            ja "グループを引き継げないため、グループだけの権限は外しました。";
        SaveNote::AccessListLost =>
            en "Its access list could not be kept, so only its owner has access now."
            ja "アクセス制御リストを引き継げないため、所有者だけが読み書きできます。";
        SaveNote::AttributesLost =>
            en "Its extended attributes could not all be kept." ja "拡張属性の一部を引き継げませんでした。";
        SaveNote::InPlace =>
            en "It has other names (hard links), so it was written in place."
            ja "ほかの名前 (ハードリンク) もあるため、同じファイルに直接書きました。";
    })
}

messages! {
    /// Nobody is left to answer questions to the analysis.
    analysis_ended() en "the analysis has ended unexpectedly" ja "解析が予期せず終わりました";
}

messages! {
    /// Why a text was not taken over, and where it is.
    outside_kept(why: &str, path: &impl std::fmt::Display) [again = Outside]
        en "{why} What was written is kept in {path}; {again} edits it again."
        ja "{why} 書いた内容は {path} に残してあります。{again} でもう一度編集できます。";
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
            en "{editor} ended with an error, so nothing was taken over."
            ja "{editor} がエラーで終わったため、取り込んでいません。";
        OutsideError::NotStarted(editor, why) =>
            en "{editor} cannot be started: {why}"
            ja "{editor} を起動できません: {why}";
    })
}
