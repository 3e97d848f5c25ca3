//! The first screen: what the program is, and what one may begin with.

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
        en "A filter that really broke a server: allow your own address, deny the rest. SSH works, and later the server loses its address. Repair it with {fix}."
        ja "実際に起きた事故のフィルタです。自分のアドレスを許可し、残りを拒否。SSH は動きますが、サーバはやがてアドレスを失います。{fix} で直してみてください。";
    learn() en "Learn" ja "レッスンで学ぶ";
    about_learn()
        en "Repair mistakes that really happened, one by one, in the real editor. A few minutes each; it remembers where you are."
        ja "実際に起きた失敗を、本物のエディタで 1 つずつ直しながら学びます。1 つ数分です。途中経過は残ります。";
    open_file() en "Open a file" ja "ファイルを開く";
    about_open_file()
        en "JSON as usacloud or the API prints it, or a bare array of rules."
        ja "usacloud や API が出力した JSON、またはルールの配列を開きます。";
    empty() en "An empty filter" ja "空のフィルタ";
    about_empty()
        en "Begin without rules. The default is allow, so everything passes."
        ja "ルールのないフィルタから始めます。既定は「許可」なので、すべて通ります。";
    quit() en "Quit" ja "終了";
}
