//! What is said while something is typed: a field of a rule, the text of all rules, a search, a paste.

use super::grammar::{character, counted};
use super::{Lang, expected, field_name};
use crate::filter::{Field, FieldError, MAX_RULES, NamedService, Protocol};

/// What a field of a rule takes.
pub(crate) fn field_hint(field: Field, lang: Lang) -> &'static str {
    pick!(lang, match field {
        Field::Action => en "Space switches to deny and back, Tab goes on" ja "Space キーで許可と拒否を切り替え、Tab で次の欄へ";
        Field::Protocol =>
            en "Space or first letter: tcp udp icmp fragment ip"
            ja "Space キーか頭文字で選ぶ: tcp udp icmp fragment ip";
        Field::Source =>
            en "Blank is any. 203.0.113.7 or 203.0.113.0/24"
            ja "空欄はすべて。203.0.113.7 や 203.0.113.0/24";
        Field::SourcePort => en "The sender's port. Usually blank" ja "相手が使うポート。ふつうは空欄";
        Field::DestinationPort =>
            en "The server's port: 443, 32768-60999, blank is any"
            ja "サーバのポート。443 や 32768-60999、空欄はすべて";
        Field::Description => en "A free description" ja "自由な説明";
    })
}

/// What is wrong with the text of a field, and where.
pub(crate) fn wrong_at(error: FieldError, lang: Lang) -> String {
    character(error.at + 1, &expected(error.expected, lang), lang)
}

/// What is wrong with the text of a field that cannot be seen.
pub(crate) fn wrong_field(field: Field, error: FieldError, lang: Lang) -> String {
    format!("{}: {}", field_name(field, lang), expected(error.expected, lang))
}

/// The number that the name of a service stands for; it may belong to another protocol than the rule's.
pub(crate) fn service_meaning(service: &NamedService, protocol: Protocol, lang: Lang) -> String {
    let (name, word, fits) = (service.name, protocol.as_str(), service.protocols.contains(&protocol));
    say!(lang, match fits {
        true =>
            en "{name} = {ports}/{word} (the number is what is saved)"
            ja "{name} = {ports}/{word} (番号で保存します)", ports = service.ports;
        false =>
            en "{name} = {place}, but this rule is {word}."
            ja "{name} = {place} ですが、このルールは {word} です。", place = service.place();
    })
}

messages! {
    /// An allow rule for everyone without a port, while it is typed.
    no_port_yet(protocol: &str)
        en "No port yet: Enter would open every {protocol} port to everyone."
        ja "ポートが未入力です。このまま確定すると、{protocol} の全ポートが誰にでも開きます。";

    loses_prefix()
        en "/32 will be left out: a bare address is one host, and users report that /32 is refused."
        ja "/32 は外して書きます。/ のないアドレスは 1 台を指します (/32 はクラウドに断られたという報告があります)。";
    /// What is offered is where the person comes from.
    your_address() en "your address" ja "あなたの接続元";
    /// A list in a field, which takes no lists.
    one_each(rules: usize) en "A list: Enter makes {rules} rules, one for each value." ja "列挙です。Enter で値ごとに {rules} 個のルールを作ります。";
    not_readable_yet()
        en "Not readable yet; below is the last readable value."
        ja "まだ読めない入力です。下は最後に正しかった値での結果です。";
    edited_outside() en "The text is back. Ctrl-S applies it." ja "読み込みました。Ctrl-S で確定します。";
    /// A rule and what only the file says about it.
    lost_extra(rule: usize, what: &str) en "rule {rule} ({what})" ja "ルール {rule} ({what})";
    lost_extras(what: &str) [apply = Apply]
        en "What only the file says about these rules would go: {what}. {apply} again applies it all the same."
        ja "次のルールについて、ファイルだけにある内容が失われます: {what}。それでも反映するなら、もう一度 {apply}。";
    dropped_text() en "The text was discarded." ja "書きかけの内容を捨てました。";
    keeps_text(path: &impl std::fmt::Display)
        en "The text is kept in {path}, and offered again."
        ja "書いた内容は {path} に残してあります。次にも尋ねます。";
    unknown_key(rule: usize, key: &str)
        en "rule {rule}: the key {key} cannot be typed here. Those of the file stay with their rules."
        ja "ルール {rule}: キー {key} はここでは書けません。元のファイルにあるものは、ルールとともに残ります。";
    no_list() en "line 1: this takes the list of rules, [ ... ]." ja "1 行目: ルールの配列 [ ... ] が必要です。";
    faults(count: usize, first: &str) en "{count} errors: {first}" ja "全 {count} 件: {first}";
    /// What selecting several rules once more does.
    end() en "end" ja "終わる";
    rules_for_source(text: &str) en "Rules for source {text}" ja "送信元 {text} を含むルール";
    rules_for_port(text: &str) en "Rules for port {text}" ja "ポート {text} に一致するルール";
    rules_with(text: &str) en "Rules with \"{text}\"" ja "「{text}」を含むルール";
    search_keys() [next = NextMatch, previous = PreviousMatch]
        en "  {next} next  {previous} previous  Esc ends"
        ja "  {next} 次  {previous} 前  Esc 終わり";
    a_file() en "a file" ja "ファイル";
    a_table() en "a table" ja "表";
    addresses() en "a list of addresses" ja "アドレスの一覧";
    import_line(line: usize, wrong: &str) en "line {line}, {wrong}" ja "{line} 行目、{wrong}";
    no_rule_found() en "No rule was found in it." ja "ルールは見つかりませんでした。";
}

/// How a search stands: which of the rules it finds is selected.
pub(crate) fn found(what: &str, place: Option<usize>, count: usize, lang: Lang) -> String {
    say!(lang, match (place, count) {
        (_, 0) => en "{what}: none." ja "{what}: ありません。";
        (Some(place), _) => en "{what}: {number} of {count}" ja "{what}: {number}/{count}", number = place + 1;
        (None, _) => en "{what}: {count}." ja "{what}: {count} 個。";
    })
}

/// What a pasted text was taken for.
pub(crate) fn import_title(kind: &str, rules: usize, wrong: usize, lang: Lang) -> String {
    let count = counted(rules, "rule");
    say!(lang, match wrong {
        0 => en "Paste: {count} from {kind}" ja "貼り付け: {kind}からルール {rules} 個";
        _ =>
            en "Paste: {count} from {kind}, {wrong} not readable"
            ja "貼り付け: {kind}からルール {rules} 個、読めない箇所 {wrong}";
    })
}

/// A pasted text that is longer than anybody wants to look through.
pub(crate) fn import_too_long(line: usize, lang: Lang) -> String {
    say!(
        lang,
        en = "from line {line} on nothing is read: a filter takes {MAX_RULES} rules.",
        ja = "{line} 行目から先は読みません。フィルタに入るのは {MAX_RULES} ルールまでです。"
    )
}

/// Which rules are selected, and what can be done with them.
pub(crate) fn selected(first: usize, last: usize, acts: &str, lang: Lang) -> String {
    let count = (last + 1).saturating_sub(first);
    say!(lang, match count {
        0 => en "No rule selected  {acts}" ja "ルールを選んでいません  {acts}";
        1 => en "Rule {first}  {acts}" ja "ルール {first}  {acts}";
        _ => en "Rules {first}-{last}  {acts}" ja "ルール {first}-{last}  {acts}";
    })
}
