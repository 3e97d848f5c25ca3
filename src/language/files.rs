//! About opening and saving.

use super::grammar::counted;
use crate::lang::{ActionId, Voice};
use std::fmt::Display;

messages! {
    /// The heading over what a person should know before anything else.
    at_start() en "At start" ja "起動時のお知らせ";
    new_file(path: &impl Display) en "{path} is a new file." ja "{path} は新しいファイルです。";
    unreadable(path: &impl Display) en "{path} cannot be opened" ja "{path} を開けません";
    /// Problems of a file that are not told.
    more_problems(count: usize) en "And {count} more." ja "ほかに {count} 件あります。";
    respelled(count: usize) {fields = count "field"}
        en "{fields} will be spelt differently when saved; the meaning stays."
        ja "{count} か所の書き方は、保存すると意味を変えずに整えます。";
    not_saved(why: &str) en "Not saved, nothing lost. {why}" ja "保存できません (何も失っていません)。{why}";
    gone() en "The file is not there any more." ja "ファイルはもうありません。";
    no_such_filter() en "The filter is not in the file any more." ja "このフィルタはファイルにもうありません。";
    /// Why another name is asked for.
    not_in_place(format: &str)
        en "A file of this format is not written over ({format}). Please choose another name."
        ja "この形式のファイルには上書きしません ({format})。別の名前を選んでください。";
    no_name() en "A file name is needed." ja "ファイル名を書いてください。";
}

/// After a save in a format, by its id: that the cloud does not know of it yet, and how it is applied.
pub(crate) fn saved(path: &impl Display, errors: usize, format: &str, voice: Voice<'_>) -> String {
    let apply = applied(path, format, voice);
    say!(voice.lang, match errors {
        0 =>
            en "Saved to {path}. Nothing has changed in the cloud yet. {apply}"
            ja "{path} に保存しました。クラウドにはまだ反映されていません。{apply}";
        _ =>
            en "Saved to {path}; errors left: {errors}. Nothing has changed in the cloud yet. {apply}"
            ja "{path} に保存しました。エラーが {errors} 件残っています。クラウドにはまだ反映されていません。{apply}";
    })
}

/// How a file is applied: the option that `usacloud` takes it by, if it takes it.
fn applied(path: &impl Display, format: &str, voice: Voice<'_>) -> String {
    let option = match format {
        "rules" => "--expressions",
        "parameters" => "--parameters",
        _ => "",
    };
    say!(voice.lang, match format {
        _ if !option.is_empty() =>
            en "To apply: usacloud iaas packet-filter update ID {option} {path}"
            ja "反映するには: usacloud iaas packet-filter update ID {option} {path}";
        terraform if terraform.starts_with("terraform") =>
            en "To apply: terraform apply" ja "反映するには: terraform apply";
        _ =>
            en "To apply: {save_as} in the format rules, for usacloud; or the control panel"
            ja "反映するには: {save_as} で形式 rules を選んで usacloud に渡すか、コントロールパネルで入力",
            save_as = voice.name(ActionId::SaveAs);
    })
}
