//! What can be done in a window, each in a word or two behind its key.

messages! {
    another_lease() en "another lease time" ja "リースの長さを変える";
    answer() en "answer" ja "決定";
    answer_question() en "answer" ja "答える";
    back() en "back" ja "戻る";
    begin() en "begin" ja "始める";
    cancel() en "cancel" ja "取り消し";
    choose() en "choose" ja "選ぶ";
    close() en "close" ja "閉じる";
    close_and_begin() en "begin" ja "閉じて始める";
    commit() en "commit" ja "確定";
    give_up() en "give up" ja "やめる";
    go_there() en "go there" ja "この版へ";
    import() en "import" ja "取り込む";
    /// The same without what could not be read.
    import_in_part() en "import the rest" ja "読めた分を取り込む";
    insert() en "insert" ja "挿入";
    keep() en "keep" ja "確定";
    letters() en "letters" ja "文字";
    next() en "next" ja "次へ";
    next_field() en "next field" ja "次の欄";
    next_finding() en "next finding" ja "次の指摘";
    next_flow() en "next flow" ja "次の通信";
    next_lesson() en "next lesson" ja "次のレッスン";
    next_page() en "next page" ja "次のページ";
    one_more() en "one more" ja "次のヒント";
    open() en "open" ja "開く";
    previous() en "back" ja "前へ";
    previous_field() en "previous" ja "前の欄";
    previous_next() en "previous, next" ja "前・次";
    previous_page() en "back" ja "前のページ";
    see(names: &str) en "see: {names}" ja "関連: {names}";
    related() en "see" ja "関連";
    repair() en "repair" ja "直す";
    run() en "run" ja "実行";
    scroll() en "scroll" ja "スクロール";
    search() en "search" ja "検索";
    to_the_list() en "to the list" ja "一覧へ";
    to_the_rule() en "to the rule" ja "ルールへ";
    traffic() en "traffic" ja "通信";
    why() en "why" ja "理由";
    words() en "glossary" ja "用語";
}
