//! The headings and labels of the screen.

use super::grammar::counted;
use super::{Lang, field_name};
use crate::filter::{Action, Field};
use std::net::Ipv4Addr;

messages! {
    // The table.
    rules_title()
        en "Rules: first match decides, no connection is remembered"
        ja "ルール: 上から順に判定し最初の一致を適用。戻りパケットにも許可が必要";
    rules_title_short() en "Rules: no connection is remembered" ja "ルール: 戻りパケットにも許可が必要";
    default_rule() en "the rest (default: allow)" ja "上記以外 (既定: 許可)";
    nothing_is_left(rule: usize) en "rule {rule} has denied all of it" ja "該当なし: ルール {rule} がすべて拒否";
    everything_is_left() en "everyone, every port" ja "誰でもすべてのポートに届く";
    proposed() [fix = Fix] en "proposed ({fix})" ja "提案 ({fix})";
    hidden_rows(first: usize, last: usize, of: usize) en "rows {first}-{last} of {of}" ja "{first}-{last}/{of} 行";
    rules_of(rules: usize, most: usize) en "{rules} of {most} rules" ja "{rules}/{most} ルール";
    only_looks() en "[read only]" ja "[閲覧のみ]";
    unsaved() en "(unsaved)" ja "(未保存)";
    you(address: Ipv4Addr) en "you: {address}" ja "自分: {address}";

    // The details.
    working() en "Working it out" ja "計算中";
    analysing() en "analysing ..." ja "解析しています...";
    last_change(what: &str) en "Last change: {what}" ja "直前の変更: {what}";
    effect() en "Effect of this edit" ja "この編集の効果";
    no_effect() en "None: all its rules are in effect already." ja "何も変わりません。どのルールもすでに有効です。";
    effect_to_come()
        en "Fill in what it asks for, and its effect shows here." ja "必要な値を入れると、ここに効果が出ます。";
    if_you_press_enter() en "If you press Enter" ja "Enter で確定すると";
    login_lost() en "Nobody can log in any more" ja "誰もログインできなくなります";
    login_lost_since_it_was_opened() [undo = Undo]
        en "The file as it was opened let somebody in, this one lets nobody. {undo} takes it back."
        ja "開いたときのファイルではログインできました。{undo} で元に戻せます。";
    nothing_to_repair() en "Nothing to repair" ja "要修正なし";
    one_to_repair() en "To repair: 1" ja "要修正 1 件";
    to_repair(count: usize, which: &str) en "To repair: {count}, this is {which}" ja "要修正 {count} 件 ({which})";
    one_note() en "Notes: 1" ja "参考 1 件";
    notes(count: usize, which: &str) en "Notes: {count}, this is {which}" ja "参考 {count} 件 ({which})";
    nothing_to_report()
        en "Nothing to report: all that is needed gets through." ja "指摘はありません。必要な通信はすべて通ります。";
    ipv6() en "IPv6 is never filtered." ja "IPv6 はこのフィルタでは検査されません。";
    finding_keys() [explain = Explain, theatre = Theatre, timeline = Timeline, dismiss = Dismiss]
        en "{explain} why, in full    {theatre} play it    {timeline} when    {dismiss} hide this"
        ja "{explain} 詳しい理由    {theatre} 図解    {timeline} いつ起きるか    {dismiss} この指摘を隠す";
    repair_lead() [fix = Fix] en "{fix} fix: " ja "{fix} 修正: ";
    answer_lead() [fix = Fix] en "{fix} answer: " ja "{fix} 答える: ";

    // Popups.
    help_title() en "Help: everything you can do" ja "ヘルプ: 操作の一覧";
    go_to_rule(number: usize) en "go to rule {number}" ja "ルール {number} へ移動";
    save_and_quit() en "save and quit" ja "保存して終了";
    profile_title() en "Profile: what this filter protects" ja "プロファイル: このフィルタが守るもの";
    filter_title() en "Profile: the filter, and what it protects" ja "プロファイル: フィルタと、それが守るもの";
    expectation_title() en "An expectation: what must pass, or must not" ja "要件: 必ず通すもの、通さないもの";
    save_as_title() en "Save as" ja "別名で保存";
    save_as_hint()
        en "Where to save. Tab goes to the format, Space chooses it."
        ja "保存先のファイル名です。Tab で形式に移り、Space で選びます。";
    open_title() en "Open" ja "開く";
    open_hint(families: &str)
        en "A file: {families}. One that does not exist begins empty."
        ja "開けるのは {families} のファイルです。ないファイルは新しく作ります。";
    file_label() en "file" ja "ファイル";
    format_label() en "format" ja "形式";
    which_filter() en "Which filter?" ja "どのフィルタを開きますか";
    rule_count(count: usize) {rules = count "rule"} en "{rules}" ja "{count} ルール";
    raw_title() en "All rules as text" ja "すべてのルール (テキスト)";
    versions() en "Versions" ja "版";
    saved() en "saved" ja "保存";
    changes_title() en "Changes since the save" ja "保存してからの変更";
    changes_of_overwriting() en "What overwriting would change in the file" ja "上書きするとファイルで変わること";
    changes_of_last_session() en "What the last session had changed" ja "途切れた編集による変更";
    presets() en "Presets" ja "プリセット";
    nothing_found() en "nothing found" ja "見つかりません";
    whole_server() en "whole server" ja "サーバ全体";
    of_the_panel() en "control panel" ja "パネルの行";
    in_effect() en "= in effect " ja "= すでに有効 ";
    protocol_label() en "protocol" ja "プロトコル";
    port_label() en "port" ja "ポート";
    theatre_title(flow: &str, played: usize, all: usize)
        en "Theatre: {flow} {played}/{all}" ja "パケット劇場: {flow} {played}/{all}";
    server() en "server" ja "サーバ";

    // Lessons.
    goals(reached: usize, all: usize) en "goals {reached}/{all}  " ja "達成 {reached}/{all}  ";
    done_keys() [next = NextLesson, story = Story] en "{next} next  {story} recap  " ja "{next} 次へ  {story} まとめ  ";
    lesson_keys() [hint = Hint, story = Story] en "{hint} hint  {story} story  " ja "{hint} ヒント  {story} 状況  ";
    commit_it() en "Commit it, and the lesson is done." ja "Enter で確定すると達成です。";
    words() en "Glossary" ja "用語";

    // A screen too small for any of this.
    needs(width: u16, height: u16) en "needs {width}x{height}" ja "{width}x{height} より小さい画面です";
    least_keys() [save = Save, quit = Quit] en "{save} save  {quit} quit" ja "{save} 保存  {quit} 終了";
    esc_closes() en "Esc close" ja "Esc 閉じる";

    // What the marks mean.
    fine() en "fine" ja "良好";
    blocked_or_error() en "blocked, error" ja "遮断・エラー";
    partly() en "partly" ja "一部";
    uncertain() en "uncertain" ja "不確か";
    warning() en "warning" ja "警告";
    note() en "note" ja "参考";
    not_needed() en "not needed" ja "不要";
}

/// What a rule does, in the table: a deny stands out by its letters too.
pub(crate) fn action_cell(action: Action, lang: Lang) -> &'static str {
    pick!(lang, match action {
        Action::Allow => en "allow" ja "許可";
        Action::Deny => en "DENY" ja "拒否";
    })
}

/// Which of several: "the first", in Japanese with its counter.
pub(crate) fn which(number: usize, lang: Lang) -> String {
    say!(lang, match number {
        1 => en "the first" ja "1 件目";
        2 => en "the second" ja "2 件目";
        3 => en "the third" ja "3 件目";
        4 => en "the fourth" ja "4 件目";
        5 => en "the fifth" ja "5 件目";
        _ => en "number {number}" ja "{number} 件目";
    })
}

/// A column of the table, in few cells.
pub(crate) fn column(field: Field, lang: Lang) -> &'static str {
    pick!(lang, match field {
        Field::Action => en "Action" ja "動作";
        Field::Protocol => en "Protocol" ja "プロトコル";
        Field::Source => en "Source" ja "送信元";
        Field::SourcePort => en ":port" ja ":ポート";
        Field::Description => en "Note" ja "説明";
        other => { field_name(other, lang) };
    })
}

/// Before packets that an edit has another fate for.
pub(crate) fn becomes(action: Action, lang: Lang) -> &'static str {
    pick!(lang, match action {
        Action::Allow => en "allows " ja "許可 ";
        Action::Deny => en "blocks " ja "遮断 ";
    })
}
