//! What is wrong with a file, and what reading changed or left out.

use super::grammar::counted;
use super::{Lang, expected, field_name, formats, list, quoted};
use crate::filter::{Expected, Field};
use crate::formats::{
    FilterPlace, Note, NoteKind, Place, Problem, ProblemKind, Remark, RemarkKind, Syntax, Unsayable, Unwritable,
    ValueKind,
};

/// One problem on one line: the place, then what is wrong there.
pub fn problem(problem: &Problem, lang: Lang) -> String {
    let place = place(&problem.place, lang);
    let wrong = wrong(&problem.kind, lang);
    format!("{place}: {wrong}")
}

/// One note on one line: the rule and field, then what a save writes.
pub(crate) fn note(note: &Note, lang: Lang) -> String {
    let place = inside(None, Some(note.rule), Some(note.field), lang);
    let found = quoted(lang, &note.found);
    let change = say!(lang, match note.kind {
        NoteKind::AnyIsBlank =>
            en "{found} is saved as a blank field, which means the same: any."
            ja "{found}は空欄として保存します。意味は同じ「すべて」です。";
        NoteKind::HostPrefix =>
            en "{found} is saved without /32, which users report to be refused."
            ja "{found}は /32 を外して保存します (クラウドに断られたという報告があります)。";
        NoteKind::PortsWithoutMeaning =>
            en "{found} is left out when saving: this protocol has no ports."
            ja "{found}は保存時に外します。このプロトコルにポートはありません。";
        NoteKind::Respelled =>
            en "{found} is saved as {written}, which means the same."
            ja "{found}は{written}として保存します。意味は同じです。",
            written = quoted(lang, &note.written);
    });
    format!("{place}: {change}")
}

/// What a person should know about a filter that was read.
pub(crate) fn remark(remark: &Remark, lang: Lang) -> String {
    let kind = &remark.kind;
    say!(lang, match kind {
        RemarkKind::Outgoing(count) =>
            en "{rules} about outgoing packets left out: this filter sees incoming ones only, so all may leave."
            ja "送信方向のルール {count} 個は取り込んでいません。このフィルタが見るのは受信だけで、送信はすべて通ります。",
            rules = counted(*count, "rule");
        RemarkKind::Ipv6(count) =>
            en "{rules} about IPv6 left out: this filter never sees IPv6, so all of it passes."
            ja "IPv6 のルール {count} 個は取り込んでいません。このフィルタは IPv6 を検査せず、すべて通します。",
            rules = counted(*count, "rule");
        RemarkKind::FirstOfList(rule, text) =>
            en "rule {rule} lets in only the first entry of a list: {text}. If it has several, the others are missing."
            ja "ルール {rule} は一覧の先頭だけを使います: {text}。ほかにもあれば、それらは入っていません。",
            text = quoted(lang, text);
        RemarkKind::EmptyList(rule) =>
            en "rule {rule} does not exist: the list that it is repeated for is empty."
            ja "ルール {rule} は存在しません。繰り返しの元になる一覧が空です。";
        RemarkKind::DenyMayComeFirst(rule) =>
            en "rule {rule}, the deny at the end, is a resource of its own: nothing makes sure that it is created last, and until then it may stand above the others."
            ja "最後の拒否 (ルール {rule}) も独立したリソースです。最後に作られる保証はなく、先に作られると、ほかのルールより上に入ることがあります。";
        RemarkKind::Moment(address) =>
            en "{address} is deleted and made again by this plan. In between, the filter has no rules and everything passes."
            ja "この計画は {address} を削除してから作り直します。その間はルールがなく、すべてのパケットが通ります。";
    })
}

fn place(Place { line, column, filter, rule, field }: &Place, lang: Lang) -> String {
    let text = say!(lang, en = "line {line}, column {column}", ja = "{line} 行目 {column} 文字目");
    let inside = inside(filter.as_ref(), *rule, *field, lang);
    if inside.is_empty() { text } else { format!("{text} ({inside})") }
}

fn inside(filter: Option<&FilterPlace>, rule: Option<usize>, field: Option<Field>, lang: Lang) -> String {
    let filter = filter.map(|FilterPlace { number, name }| {
        say!(lang, match name {
            name if name.is_empty() => en "filter {number}" ja "{number} 番目のフィルタ";
            name => en "filter {name}" ja "フィルタ{name}", name = quoted(lang, name);
        })
    });
    let rule = rule.map(|number| say!(lang, en = "rule {number}", ja = "ルール {number}"));
    let field = field.map(|field| field_name(field, lang).to_owned());
    list([filter, rule, field].into_iter().flatten(), lang)
}

/// The address of a resource, and the rule in it.
fn in_resource(address: &str, rule: usize, lang: Lang) -> String {
    let rule = (rule > 0).then(|| inside(None, Some(rule), None, lang));
    list([Some(quoted(lang, address)), rule].into_iter().flatten(), lang)
}

fn wrong(kind: &ProblemKind, lang: Lang) -> String {
    say!(lang, match kind {
        ProblemKind::Unknown(families) =>
            en "This is none of what can be opened: {families}."
            ja "開けるのは {families} です。このファイルは、そのどれでもありません。",
            families = list(families, lang);
        ProblemKind::Foreign(kind) => { formats::foreign(*kind, lang) };
        ProblemKind::Several(ids) =>
            en "This may be any of these, and does not say the same in all: {ids}. Name it with: sekimori convert --from"
            ja "次のどれとも読め、意味が同じになりません: {ids}。sekimori convert --from で形式を指定してください。",
            ids = list(ids, lang);
        ProblemKind::Syntax(name, fault) => { syntax(name, fault, lang) };
        ProblemKind::Own(words, found) => { words.get(lang).replace("{}", &quoted(lang, found)) };
        ProblemKind::NoFilter => en "There is no filter in this file." ja "フィルタが 1 つも入っていません。";
        ProblemKind::Field { text, error } =>
            en "{text} cannot be used. {why}"
            ja "{text}は使えません。{why}",
            text = quoted(lang, text), why = expected(error.expected, lang);
        ProblemKind::OneIcmpType =>
            en "This is about one type of ICMP. A packet filter knows ICMP as a whole only, so it cannot be taken over exactly."
            ja "ICMP の特定の種類だけの指定です。パケットフィルタは ICMP 全体しか指定できないため、正確には取り込めません。";
        ProblemKind::Argument { word, takes } =>
            en "A rule has no argument {word} here. It takes: {takes}."
            ja "ここのルールに引数{word}はありません。使えるのは {takes} です。",
            word = quoted(lang, word);
        ProblemKind::Version(version) =>
            en "This is version {version} of the output of terraform show -json. Versions 0 and 1 can be read."
            ja "terraform show -json の出力ですが、形式の版が{version}です。読めるのは 0 と 1 です。",
            version = quoted(lang, version);
        ProblemKind::InResource { address, rule, kind } =>
            en "{address}: {wrong}"
            ja "{address}: {wrong}",
            address = in_resource(address, *rule, lang), wrong = wrong(kind, lang);
        ProblemKind::NoOrder =>
            en "The order of these rules is computed. terraform show -json of a plan has it."
            ja "ルールの順序が計算で決まっています。計画を terraform show -json で出力したものなら読めます。";
        ProblemKind::Missing(field) =>
            en "There is no value. {why}"
            ja "値がありません。{why}",
            why = expected(if *field == Field::Action { Expected::Action } else { Expected::Protocol }, lang);
    })
}

fn syntax(name: &str, fault: &Syntax, lang: Lang) -> String {
    say!(lang, match fault {
        Syntax::Empty =>
            en "There is nothing here. usacloud prints nothing when it finds no filter."
            ja "中身がありません。usacloud は、該当するフィルタがないと何も出力しません。";
        Syntax::EndsEarly =>
            en "The {name} ends too early: a bracket or a quotation mark is not closed."
            ja "{name} が途中で終わっています。括弧か引用符が閉じていません。";
        Syntax::Character(found) =>
            en "{name} has no {found} here. A comma or a quotation mark before it may be missing."
            ja "{name} のこの位置に{found}は書けません。直前のコンマや引用符も確かめてください。",
            found = quoted(lang, &found.to_string());
        Syntax::TrailingComma =>
            en "{name} takes no comma after the last element."
            ja "{name} では最後の要素の後にコンマを書けません。";
        Syntax::TextAfterEnd =>
            en "There is more text after the end of the {name}."
            ja "{name} が終わった後に余分な文字があります。";
        Syntax::ControlCharacter =>
            en "A line break or control character stands inside a text; a quotation mark may be missing."
            ja "文字列の中に改行や制御文字があります。引用符の閉じ忘れかもしれません。";
        Syntax::Escape =>
            en "This text uses a backslash in a way {name} does not have."
            ja "この文字列の「\\」の使い方は {name} にありません。";
        Syntax::Number => en "This is not how {name} writes a number." ja "この数値の書き方は {name} にありません。";
        Syntax::TooLong(bytes) =>
            en "This is too long for {name}: more than {bytes} bytes. Please split the file."
            ja "{name} としては長すぎます ({bytes} バイト超)。ファイルを分けてください。";
        Syntax::TooDeep => en "The brackets are nested too deeply." ja "入れ子が深すぎます。";
        Syntax::UnknownShape =>
            en "This is no packet filter. Answers of the API, output of usacloud and arrays of rules can be opened."
            ja "パケットフィルタの {name} ではありません。API や usacloud の出力、またはルールの配列を開けます。";
        Syntax::Malformed =>
            en "From here on this cannot be read as {name}. Please check indentation, colons and quotation marks."
            ja "ここから先は {name} として読めません。字下げ、コロン、引用符を確かめてください。";
        Syntax::NoHeading =>
            en "The first line of a {name} table names its columns, such as: {columns}"
            ja "{name} の表は、1 行目に列の見出しが必要です (例: {columns})。",
            columns = Field::ALL.map(|field| field_name(field, lang)).join(",");
        Syntax::NoColumn(field) =>
            en "No column is called {field}, which every rule needs."
            ja "{field}の列がありません。どのルールにも必要です。",
            field = quoted(lang, field_name(*field, lang));
        Syntax::TooManyCells =>
            en "There is more in this line than the heading has columns."
            ja "この行には、見出しの列より多くの値があります。";
        Syntax::DuplicateKey(key) =>
            en "The key {key} stands twice in one object; please remove one of them."
            ja "キー{key}が同じオブジェクトに 2 回あります。どちらか一方を消してください。",
            key = quoted(lang, key);
        Syntax::WrongType { wanted: ValueKind::Text, found } =>
            en "There is {found} here. This takes text in quotation marks, or null."
            ja "{found}があります。引用符で囲んだ文字列か null が必要です。",
            found = value(*found, lang);
        Syntax::WrongType { wanted, found } =>
            en "There is {found} here. This takes {wanted}."
            ja "{found}があります。{wanted}が必要です。",
            found = value(*found, lang), wanted = value(*wanted, lang);
    })
}

const fn value(kind: ValueKind, lang: Lang) -> &'static str {
    pick!(lang, match kind {
        ValueKind::Null => en "null" ja "null の値";
        ValueKind::Bool => en "true or false" ja "真偽値";
        ValueKind::Number => en "a number without quotation marks" ja "引用符のない数値";
        ValueKind::Text => en "a text" ja "文字列";
        ValueKind::List => en "an array [ ]" ja "[ ] の配列";
        ValueKind::Object => en "an object { }" ja "{ } のオブジェクト";
    })
}

/// Why a filter cannot be written in a format, on one line.
pub fn unwritable(why: &Unwritable, lang: Lang) -> String {
    say!(lang, match why {
        Unwritable::OnlyRead(format) =>
            en "This format is only read: {name}. Please choose another one."
            ja "この形式は読むだけです: {name}。ほかの形式を選んでください。",
            name = formats::format_name(*format, lang);
        Unwritable::Computed =>
            en "The rules of this file are computed, so they are only shown. Save them under another name and format."
            ja "このファイルのルールは計算で決まるため、表示だけです。別の名前と形式で保存してください。";
        Unwritable::Unsayable(unsayable) =>
            en "This format has no words for it: {places}"
            ja "この形式では書き表せません: {places}",
            places = unsayable.iter().map(|one| unsayable_place(one, lang)).collect::<Vec<_>>().join("; ");
    })
}

fn unsayable_place(one: &Unsayable, lang: Lang) -> String {
    inside(None, Some(one.rule), Some(one.field), lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Document;

    fn sentences(text: &str, lang: Lang) -> Vec<String> {
        Document::read(text).unwrap_err().iter().map(|one| problem(one, lang)).collect()
    }

    #[test]
    fn a_problem_says_where_and_what() {
        let text = "[\n {\"Protocol\": \"tcp\", \"DestinationPort\": \"80,443\", \"Action\": \"allow\"}]";
        assert_eq!(
            sentences(text, Lang::En),
            [
                "line 2, column 41 (rule 1, Dst port): \"80,443\" cannot be used. No lists: every value needs a rule of its own."
            ]
        );
        assert_eq!(
            sentences(text, Lang::Ja),
            [
                "2 行目 41 文字目 (ルール 1、宛先ポート): 「80,443」は使えません。列挙はできません。1 つずつ別のルールにします。"
            ]
        );
    }

    #[test]
    fn a_number_where_text_belongs() {
        let text = r#"{"PacketFilters": [{"Name": "a"}, {"Name": "web", "Expression": [{"Protocol": "udp", "SourcePort": 53, "Action": "allow"}]}]}"#;
        assert_eq!(
            sentences(text, Lang::En),
            ["line 1, column 100 (filter \"web\", rule 1, Src port): There is a number without quotation marks here. \
              This takes text in quotation marks, or null."]
        );
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(quoted(Lang::En, "a\u{202e}b\n"), "\"a<U+202E>b␊\"");
        assert_eq!(quoted(Lang::Ja, &"あ".repeat(41)), format!("「{}...」", "あ".repeat(40)));
    }
}
