//! What is wrong with a file, and what reading changed.

use super::{Lang, expected, field_name, quoted};
use crate::filter::{Expected, Field};
use crate::formats::{FilterPlace, Note, NoteKind, Place, Problem, ProblemKind, Unsayable};

/// One problem on one line: the place, then what is wrong there.
pub fn problem(problem: &Problem, lang: Lang) -> String {
    let place = place(&problem.place, lang);
    let wrong = wrong(&problem.kind, lang);
    format!("{place}: {wrong}")
}

/// One note on one line: the rule and field, then what a save writes.
pub fn note(note: &Note, lang: Lang) -> String {
    let place = inside(None, Some(note.rule), Some(note.field), lang);
    let found = quoted(lang, &note.found);
    let change = match note.kind {
        NoteKind::AnyIsBlank => say!(
            lang,
            en = "{} is saved as a blank field, which means the same: any.",
            ja = "{}は空欄として保存します。意味は同じ「すべて」です。",
            found
        ),
        NoteKind::HostPrefix => say!(
            lang,
            en = "{} is saved without /32, which the cloud refuses.",
            ja = "{}は /32 を外して保存します。クラウドは /32 を受け付けません。",
            found
        ),
        NoteKind::PortsWithoutMeaning => say!(
            lang,
            en = "{} is left out when saving: this protocol has no ports.",
            ja = "{}は保存時に外します。このプロトコルにポートはありません。",
            found
        ),
        NoteKind::Respelled => {
            let written = quoted(lang, &note.written);
            say!(
                lang,
                en = "{} is saved as {}, which means the same.",
                ja = "{}は{}として保存します。意味は同じです。",
                found,
                written
            )
        }
    };
    format!("{place}: {change}")
}

fn place(place: &Place, lang: Lang) -> String {
    let text = say!(lang, en = "line {}, column {}", ja = "{} 行目 {} 文字目", place.line, place.column);
    let inside = inside(place.filter.as_ref(), place.rule, place.field, lang);
    if inside.is_empty() { text } else { format!("{text} ({inside})") }
}

fn inside(filter: Option<&FilterPlace>, rule: Option<usize>, field: Option<Field>, lang: Lang) -> String {
    let filter = filter.map(|FilterPlace { number, name }| {
        if name.is_empty() {
            say!(lang, en = "filter {}", ja = "{} 番目のフィルタ", number)
        } else {
            say!(lang, en = "filter {}", ja = "フィルタ{}", quoted(lang, name))
        }
    });
    let rule = rule.map(|number| say!(lang, en = "rule {}", ja = "ルール {}", number));
    let field = field.map(|field| field_name(field, lang).to_owned());
    [filter, rule, field].into_iter().flatten().collect::<Vec<_>>().join(pick!(lang, en = ", ", ja = "、"))
}

fn wrong(kind: &ProblemKind, lang: Lang) -> String {
    match kind {
        ProblemKind::Syntax { words, found } => words.get(lang).replace("{}", &quoted(lang, found)),
        ProblemKind::NoFilter => {
            say!(lang, en = "There is no filter in this file.", ja = "フィルタが 1 つも入っていません。")
        }
        ProblemKind::Field { text, error } => {
            let (text, why) = (quoted(lang, text), expected(error.expected, lang));
            say!(lang, en = "{} cannot be used. {}", ja = "{}は使えません。{}", text, why)
        }
        ProblemKind::Missing(field) => {
            let expected = match field {
                Field::Action => expected(Expected::Action, lang),
                _ => expected(Expected::Protocol, lang),
            };
            say!(lang, en = "There is no value. {}", ja = "値がありません。{}", expected)
        }
    }
}

/// What a format has no words for, on one line.
pub fn unsayable(unsayable: &[Unsayable], lang: Lang) -> String {
    let place = |one: &Unsayable| inside(None, Some(one.rule), Some(one.field), lang);
    let places = unsayable.iter().map(place).collect::<Vec<_>>().join("; ");
    say!(lang, en = "This format has no words for it: {}", ja = "この形式では書き表せません: {}", places)
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
