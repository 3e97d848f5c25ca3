//! Why a row of the two lists stands as it does.

messages! {
    answers_are_open()
        en "The filter tracks no connection, so it cannot tell a reply from a stranger: whatever listens in this range is open to everyone."
        ja "フィルタは接続を記憶しないため、戻りパケットとほかの通信を区別できません。この範囲で待ち受けるものには、誰でも届きます。";
    by_source_port()
        en "The sender chooses the port that it sends from: anyone can send from this one."
        ja "送信元ポートは送る側が自由に選べます。誰でもこのポートから送れます。";
    cut_out()
        en "Denied by name, inside of what the row above opens."
        ja "上の行が開けている範囲の中で、明示的に拒否しています。";
    nobody_comes()
        en "No sender gets past the rule that decides." ja "どの接続元も、適用されるルールを通れません。";
    everyone_comes()
        en "Every address of the Internet reaches it." ja "インターネットのどのアドレスからも届きます。";
    named_comes()
        en "Only who is named here reaches it, beside what everyone reaches."
        ja "ここに書かれた接続元だけが届きます。誰でも届くものには、この接続元も届きます。";
    named_comes_from()
        en "Only who is named here, and only from this port." ja "ここに書かれた接続元が、このポートから送るときだけ届きます。";
    open_for_answers(rules: &str)
        en "Open to everyone by {rules}, so that answers to your server's own connections come back. Without them apt, git and HTTPS hang."
        ja "{rules} は戻りパケットを受け取るため、誰にでも開いています。消すと apt・git・HTTPS がタイムアウトします。";
    rest_is_closed()
        en "Among the rest are answers that your server waits for: without memory, the filter cannot tell them from strangers."
        ja "拒否される中には、サーバが待つ戻りパケットも含まれます。ステートレスなので、区別できません。";
    rest_is_open()
        en "No rule denies it, and the default is allow."
        ja "どのルールも拒否せず、既定は「許可」です。";
    ipv6_is_not_filtered()
        en "IPv4 only: if the server has an IPv6 address, its own firewall decides there."
        ja "IPv4 のみです。サーバに IPv6 アドレスがある場合は、サーバ側のファイアウォールで制限してください。";
    needs_nothing()
        en "The profile says that it is not needed." ja "プロファイルでは必要とされていません。";
    decided_by(rules: &str) en "Decided by {rules}." ja "適用されるルール: {rules}";
}
