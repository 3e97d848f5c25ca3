//! Questions before something is lost, and the answers to them.

use super::grammar::first_of;
use super::{Lang, list};
use crate::filter::MAX_RULES;
use crate::formats::FormatLoss;
use std::fmt::Display;

messages! {
    quit() en "There are unsaved changes. Quit?" ja "保存していない変更があります。終了しますか。";
    leave_for_lessons()
        en "There are unsaved changes. Go to the lessons?"
        ja "保存していない変更があります。レッスンに移りますか。";
    leave_for_file()
        en "There are unsaved changes. Open another file?"
        ja "保存していない変更があります。別のファイルを開きますか。";
    start_over()
        en "Begin this lesson again? The rules as they stand are lost."
        ja "このレッスンを最初からやり直しますか。今のルールは失われます。";
    changed(path: &impl Display)
        en "{path} has changed on disk since it was opened. Overwriting it loses that change."
        ja "{path} は、開いた後に別のところで変更されました。上書きすると、その変更は失われます。";
    exists(path: &impl Display)
        en "{path} exists already. Overwrite it?"
        ja "{path} はすでにあります。上書きしますか。";
    owned(process: u32)
        en "Another sekimori (process {process}) has this file open and saves it. Here it is only looked at, unless you take over."
        ja "別の sekimori (プロセス {process}) がこのファイルを編集しています。引き継がなければ、ここでは閲覧だけです。";
    owned_save(path: &impl Display, process: u32)
        en "{path} is being edited in another sekimori (process {process}), so it was not saved here. Take over? The other one is asked the same when it saves."
        ja "{path} は別の sekimori (プロセス {process}) が編集しているため、保存していません。引き継ぎますか。相手も保存するときに尋ねられます。";
    kept_text(path: &impl Display)
        en "A text from your own editor was never taken over. It is kept in {path}. Edit it again?"
        ja "自分のエディタで書いた内容が、取り込まれずに残っています ({path})。もう一度編集しますか。";
    loses(what: &str)
        en "{what} Saving writes the file only: the cloud changes when it is applied there. Save all the same?"
        ja "{what}保存で変わるのはファイルだけで、クラウドには反映されません。それでも保存しますか。";
}

/// The other filters of a file that have names are named, up to so many; so are keys.
const NAMED: usize = 5;

/// Another format has no place for some of a file.
pub(crate) fn reshape(path: &impl Display, loss: &FormatLoss, lang: Lang) -> String {
    let what = list(lost(loss, lang), lang);
    say!(
        lang,
        en = "In this format {path} loses {what}. Go on?",
        ja = "この形式にすると、{path} から{what}が失われます。続けますか。"
    )
}

fn lost(loss: &FormatLoss, lang: Lang) -> Vec<String> {
    let mut lost = Vec::new();
    if !loss.filters.is_empty() {
        let names: Vec<String> = loss.filters.iter().filter(|name| !name.is_empty()).cloned().collect();
        let names = if names.is_empty() { String::new() } else { format!(" ({})", first_of(names, NAMED, lang)) };
        let count = loss.filters.len();
        lost.push(say!(lang, match count {
            1 => en "its other filter{names}" ja "もう 1 つのフィルタ{names}";
            _ => en "its {count} other filters{names}" ja "ほかのフィルタ {count} 個{names}";
        }));
    }
    if loss.name {
        lost.push(pick!(lang, en = "the name of the filter", ja = "フィルタの名前").to_owned());
    }
    if loss.description {
        lost.push(pick!(lang, en = "its description", ja = "フィルタの説明").to_owned());
    }
    if !loss.keys.is_empty() {
        let keys = first_of(loss.keys.clone(), NAMED, lang);
        let count = loss.keys.len();
        lost.push(say!(lang, match count {
            1 => en "the key {keys}" ja "キー {keys}";
            _ => en "the keys {keys}" ja "キー {keys}";
        }));
    }
    lost
}

/// What the cloud would refuse.
pub(crate) fn limits(lang: Lang) -> String {
    say!(
        lang,
        en = "The cloud refuses this filter (at most {MAX_RULES} rules, one port range a rule). Save it all the same?",
        ja = "クラウドはこのフィルタを受け付けません ({MAX_RULES} ルールまで、ポートの範囲は 1 ルールに 1 つ)。それでも保存しますか。"
    )
}

messages! {
    cancel() en "cancel" ja "戻る";
    look_only() en "look only" ja "閲覧だけ";
    take_over() en "take over" ja "引き継ぐ";
    edit_again() en "edit it again" ja "もう一度編集";
    decide_later() en "decide later" ja "あとで決める";
    save_first() en "save first" ja "保存する";
    save_anyway() en "save anyway" ja "保存する";
    save_as() en "save as" ja "別名で保存";
    overwrite() en "overwrite" ja "上書きする";
    reload() en "reload (drop my changes)" ja "読み直す (変更は捨てる)";
    discard_and_quit() en "discard changes" ja "保存せずに終了";
    discard_and_leave() en "discard changes" ja "保存せずに進む";
    discard_session() en "discard it" ja "捨てる";
    begin_again() en "start over" ja "最初から";
    recover() en "recover" ja "復元する";
    difference() en "look at the difference" ja "違いを見る";
}

messages! {
    // The titles: what is asked, in a few words.
    quit_title() en "Quit without saving?" ja "終了の確認";
    start_over_title() en "Start the lesson over?" ja "レッスンのやり直し";
    leave_title() en "Leave this filter unsaved?" ja "未保存の変更";
    changed_title() en "Save over a change on disk?" ja "ディスク上での変更";
    exists_title() en "Save over a file that exists?" ja "上書きの確認";
    reshape_title() en "Save in another format?" ja "形式の変更";
    loses_title() en "Save all the same?" ja "保存の確認";
    limits_title() en "Save beyond the limits?" ja "クラウドの上限を超えた保存";
    owned_title() en "Open in another editor" ja "別のエディタで編集中";
    kept_text_title() en "A text that was kept" ja "残っている書きかけ";
    recover_title() en "Go on with an interrupted session?" ja "途切れた編集の復元";
}
