//! The first screen: what the program is, and what one may begin with.

use super::Lang;
use super::grammar::counted;
use std::fmt::Display;

messages! {
    /// The name once more, as it is written in Japan.
    in_japanese() en " 関守" ja " 関守";
    about()
        en "Edit SAKURA Cloud packet filters, with proof of what gets through."
        ja "さくらのクラウドのパケットフィルタを、届くパケットを証明しながら編集します。";
    what_to_begin_with()
        en "What to begin with? No file changes until you save."
        ja "何から始めますか。保存するまで、どのファイルも変わりません。";
    incident() en "The incident" ja "事故の例を開く";
    about_incident() [fix = Fix]
        en "Modelled on a real incident: SSH and the web are allowed, the rest is denied. SSH works, until a reboot or the end of the lease costs the server its address. Repair it with {fix}."
        ja "実際の事故をもとにしたフィルタです。SSH と Web を許可し、残りを拒否。SSH はつながりますが、再起動するかリースが切れると、サーバはアドレスを失います。{fix} で直してみてください。";
    learn() en "Learn" ja "レッスンで学ぶ";
    about_learn()
        en "Repair mistakes that really happened, one by one, in the real editor. A few minutes each; it remembers where you are."
        ja "実際に起きた失敗を、本物のエディタで 1 つずつ直しながら学びます。1 つ数分です。途中経過は残ります。";
    open_file() en "Open a file" ja "ファイルを開く";
    about_open_file(families: &str)
        en "A filter as usacloud, the API and others write it: {families}."
        ja "usacloud や API などが書き出したフィルタを開きます ({families})。";
    empty() en "An empty filter" ja "空のフィルタ";
    about_empty()
        en "Begin without rules. The default is allow, so everything passes."
        ja "ルールのないフィルタから始めます。既定は「許可」なので、すべて通ります。";
    quit() en "Quit" ja "終了";

    // Files that were open lately, in a few words.
    looking() en "looking ..." ja "確認中...";
    not_found() en "not found" ja "見つかりません";
    not_readable() en "not readable" ja "読めません";
    rules(rules: usize) {count = rules "rule"} en "{count}" ja "{rules} ルール";
    filters(filters: usize)
        en "The worst of {filters} filters in this file."
        ja "このファイルのフィルタ {filters} 個のうち、最も悪いものです。";
    too_long() en "Too long for a glance: it is judged when it is open." ja "長いため、開いてから判定します。";
    gone_from_here() en "Nothing is there any more." ja "この場所にはもうありません。";
    gone(location: &impl Display)
        en "{location} is not there any more."
        ja "{location} はもうありません。";

    // What Enter does.
    enter_recent() en "Enter opens this file." ja "Enter でこのファイルを開きます。";
    enter_gone() en "Enter looks for it once more." ja "Enter でもう一度探します。";
    enter_unreadable() en "Enter says what is wrong with it." ja "Enter で理由を表示します。";
    enter_incident()
        en "Enter opens this example, to repair it."
        ja "Enter でこの例を開き、直してみます。";
    enter_learn() en "Enter lists the lessons." ja "Enter でレッスンの一覧を開きます。";
    enter_open() en "Enter asks for the name of a file." ja "Enter でファイル名を尋ねます。";
    enter_empty() en "Enter opens a filter without rules." ja "Enter でルールのないフィルタを開きます。";
    enter_template()
        en "Enter asks what this server needs, and writes its rules."
        ja "Enter で必要な値を尋ね、ルールを作ります。";
    enter_quit() en "Enter leaves the program." ja "Enter でプログラムを終了します。";
}

/// How many entries of the list are out of sight.
pub(crate) fn hidden(above: usize, below: usize, lang: Lang) -> String {
    say!(lang, match (above, below) {
        (0, _) => en "{below} more below" ja "下にほか {below} 件";
        (_, 0) => en "{above} more above" ja "上にほか {above} 件";
        _ => en "{above} more above, {below} below" ja "上にほか {above} 件、下に {below} 件";
    })
}
