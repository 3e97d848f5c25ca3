//! Rules out of a pasted text.
//!
//! People paste what they have: JSON from the API or usacloud, a table out of a page, a spreadsheet or this program's own
//! screen, a list of addresses. Nothing of a paste is ever a key. What can be read becomes rules to look at, what cannot
//! is said with its line, and a person decides.

use crate::filter::{Action, Field, FieldError, Ports, Protocol, Rule, Source, half_width, service_named};
use crate::formats::{Confidence, Document, KNOWN, PLAIN, Problem};
use crate::lang::Lang;
use crate::lang::read::COLUMNS;
use crate::language::field_name;

/// The most lines that are read: a filter takes 30 rules, and each of them is asked about.
const MOST: usize = 200;

/// What a text was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PasteKind {
    /// A file of any format, or the rules of one.
    Json,
    /// A rule a line, in columns.
    Table,
    /// An address or a network a line.
    Addresses,
}

/// UnreadReason a line is no rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum UnreadReason {
    /// A field means nothing.
    Field(Field, FieldError),
    /// What the reader of files says.
    Problem(Problem),
    /// There are more lines than are read.
    TooMany,
}

/// A line that is no rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnreadLine {
    /// Its number in the text, from 1.
    pub(super) line: usize,
    pub(super) text: String,
    pub(super) why: UnreadReason,
}

/// What a text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pasted {
    /// What it was taken for.
    pub(super) kind: PasteKind,
    /// The rules, in the order of the text.
    pub(super) rules: Vec<Rule>,
    /// The lines that are none.
    pub(super) wrong: Vec<UnreadLine>,
}

/// What addresses are allowed to reach: the protocol and the port are not in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PasteTarget {
    pub(super) protocol: Protocol,
    pub(super) ports: Ports,
}

impl Pasted {
    pub(super) fn read(text: &str, target: PasteTarget) -> Self {
        let text = text.trim_start_matches('\u{FEFF}');
        if KNOWN.recognise(text).is_some_and(|(_, confidence)| confidence >= Confidence::Likely) {
            return file(text);
        }
        let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).filter(|(_, line)| says_something(line)).collect();
        let kind =
            if lines.iter().all(|(_, line)| cells(line).len() < 2) { PasteKind::Addresses } else { PasteKind::Table };
        let mut pasted = Self { kind, rules: Vec::new(), wrong: Vec::new() };
        let mut columns = None;
        for (index, (line, text)) in lines.into_iter().enumerate() {
            let read = match kind {
                _ if index >= MOST => Err(UnreadReason::TooMany),
                PasteKind::Addresses => address(text, target),
                _ => {
                    let cells = cells(text);
                    if let Some(header) = header(&cells).filter(|_| columns.is_none()) {
                        columns = Some(header);
                        continue;
                    }
                    row(&cells, columns.as_deref())
                }
            };
            match read {
                Ok(rule) => pasted.rules.push(rule),
                Err(why) => {
                    let stop = why == UnreadReason::TooMany;
                    pasted.wrong.push(UnreadLine { line, text: shown(text), why });
                    if stop {
                        break;
                    }
                }
            }
        }
        pasted
    }
}

/// As much of a line as is worth showing.
fn shown(line: &str) -> String {
    line.trim().chars().take(200).collect()
}

/// Whether a line is more than a comment, a ruled line or a frame.
fn says_something(line: &str) -> bool {
    let line = line.trim();
    !line.starts_with('#') && !line.starts_with("//") && line.chars().any(char::is_alphanumeric)
}

/// A file of a format that is known, or what somebody has cut out of one in JSON: a rule, or rules with commas between.
fn file(text: &str) -> Pasted {
    let piece = format!("[{}]", text.trim().trim_end_matches(','));
    let read = Document::read(text).or_else(|problems| Document::read_as(PLAIN, &piece).map_err(|_piece| problems));
    let (mut rules, mut wrong) = (Vec::new(), Vec::new());
    match read {
        Ok(document) => {
            let all = document.filters().iter().flat_map(|filter| &filter.rules);
            rules.extend(all.take(MOST).cloned());
        }
        Err(problems) => wrong.extend(problems.into_iter().take(MOST).map(|problem| {
            let line = problem.place.line;
            let text = shown(text.lines().nth(line.saturating_sub(1)).unwrap_or_default());
            UnreadLine { line, text, why: UnreadReason::Problem(problem) }
        })),
    }
    Pasted { kind: PasteKind::Json, rules, wrong }
}

/// A line of a list of addresses; what stands behind `#` is its note.
fn address(line: &str, target: PasteTarget) -> Result<Rule, UnreadReason> {
    let (text, note) = line.split_once('#').unwrap_or((line, ""));
    let source = Source::parse(text.trim().trim_end_matches([',', ';']))
        .map_err(|error| UnreadReason::Field(Field::Source, error))?;
    let rule = Rule::new(Action::Allow, target.protocol).from(source).described(note.trim());
    Ok(if target.protocol.has_ports() { rule.ports(Ports::Any, target.ports) } else { rule })
}

/// The cells of a line: at tabs, else at bars, else at commas, else at blanks. A note behind an address is no cell.
fn cells(line: &str) -> Vec<String> {
    let bars = ['|', '│', '┃'];
    let trimmed = |pieces: Vec<&str>| pieces.into_iter().map(|cell| cell.trim().trim_matches('"').to_owned()).collect();
    let inside = line.trim().trim_matches(bars);
    if inside.contains('\t') {
        return trimmed(inside.split('\t').collect());
    }
    if inside.contains(bars) {
        return trimmed(inside.split(bars).collect());
    }
    let before_note = inside.split('#').next().unwrap_or_default().trim().trim_end_matches([',', ';']);
    if before_note.contains(',') {
        return trimmed(inside.split(',').collect());
    }
    if before_note.split_whitespace().count() < 2 {
        return vec![before_note.to_owned()];
    }
    blank_separated(inside)
}

/// Where only blanks divide, a protocol without ports has no cells for them, and the note is all the rest.
fn blank_separated(line: &str) -> Vec<String> {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    while words.first().is_some_and(|word| Action::of_word(word).is_err())
        && words.iter().any(|word| Action::of_word(word).is_ok())
    {
        words.remove(0);
    }
    let portless = words.get(1).and_then(|word| Protocol::parse(word).ok()).is_some_and(|p| !p.has_ports());
    let head = if portless { 3 } else { 5 };
    let mut cells: Vec<String> = words.iter().take(head).map(|word| (*word).to_owned()).collect();
    if words.len() > head {
        cells.resize(5, String::new());
        cells.push(words.split_off(head).join(" "));
    }
    cells
}

/// The fields that a heading names, by column; `None` if the line is none.
fn header(cells: &[String]) -> Option<Vec<Option<Field>>> {
    let fields: Vec<Option<Field>> = cells.iter().map(|cell| named_field(cell)).collect();
    (fields.iter().flatten().count() >= 2).then_some(fields)
}

fn named_field(text: &str) -> Option<Field> {
    let plain = |text: &str| -> String {
        half_width(text).to_lowercase().chars().filter(|c| !c.is_whitespace() && !"_-".contains(*c)).collect()
    };
    let wanted = plain(text);
    let is_meant = |(field, others): &(Field, &[&str])| {
        let names = [field.key(), field_name(*field, Lang::Ja), field_name(*field, Lang::En)];
        names.iter().chain(*others).any(|name| plain(name) == wanted)
    };
    Field::ALL.into_iter().zip(COLUMNS).find(is_meant).map(|(field, _)| field)
}

/// A rule in columns: those of a heading, else those of the screen, which may begin with the rule's number.
fn row(cells: &[String], columns: Option<&[Option<Field>]>) -> Result<Rule, UnreadReason> {
    let of = |field: Field| -> &str {
        let at = match columns {
            Some(columns) => columns.iter().position(|column| *column == Some(field)),
            None => {
                let numbered = cells.first().is_some_and(|cell| Action::of_word(cell).is_err())
                    && cells.get(1).is_some_and(|cell| Action::of_word(cell).is_ok());
                Field::ALL.iter().position(|known| *known == field).map(|at| at + usize::from(numbered))
            }
        };
        at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
    };
    let wrong = |field: Field| move |error: FieldError| UnreadReason::Field(field, error);
    let action = Action::of_word(of(Field::Action)).map_err(wrong(Field::Action))?;
    let protocol = Protocol::parse(of(Field::Protocol)).map_err(wrong(Field::Protocol))?;
    let mut rule = Rule::new(action, protocol);
    for field in [Field::Source, Field::SourcePort, Field::DestinationPort, Field::Description] {
        let text = match (field, service_named(of(field))) {
            (Field::SourcePort | Field::DestinationPort, Some(service)) => service.ports.to_string(),
            _ => of(field).to_owned(),
        };
        let blank = text == "-" && field != Field::Description;
        rule = rule.with_text(field, if blank { "" } else { &text }).map_err(wrong(field))?;
    }
    Ok(rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::rule as in_words;

    const SSH: PasteTarget = PasteTarget { protocol: Protocol::Tcp, ports: Ports::One(22) };

    fn read(text: &str) -> (PasteKind, Vec<String>, Vec<usize>) {
        let Pasted { kind, rules, wrong } = Pasted::read(text, SSH);
        let rules = rules.iter().map(|rule| format!("{} {}", in_words(rule, Lang::En), rule.description));
        (kind, rules.map(|text| text.trim().to_owned()).collect(), wrong.iter().map(|wrong| wrong.line).collect())
    }

    #[test]
    fn addresses_are_allowed_to_the_target() {
        let (kind, rules, wrong) =
            read("# office\n203.0.113.0/24 # main\n\n198.51.100.7,\nexample.jp\n１９２．０．２．１\n");
        assert_eq!(kind, PasteKind::Addresses);
        assert_eq!(
            rules,
            ["allow tcp 203.0.113.0/24 -> 22 main", "allow tcp 198.51.100.7 -> 22", "allow tcp 192.0.2.1 -> 22"]
        );
        assert_eq!(wrong, [5]);
    }

    #[test]
    fn tables_come_with_tabs_bars_commas_or_blanks() {
        let expected = ["allow tcp 192.0.2.0/24 -> 443 Web for us", "deny ip any rest of it"];
        for text in [
            "allow\ttcp\t192.0.2.0/24\t\t443\tWeb for us\ndeny\tip\t\t\t\trest of it\n",
            "allow,tcp,192.0.2.0/24,,https,Web for us\ndeny,ip,,,,rest of it",
            "│ 1  │ allow │ tcp │ 192.0.2.0/24 │ any │ 443 │ Web for us │\n│ 2 │ deny │ ip │ any │ │ │ rest of it │",
            "▸ 1  allow tcp 192.0.2.0/24 any 443 Web for us\n  2✗ deny ip any rest of it",
            "# 動作 種別\n許可 tcp 192.0.2.0/24 すべて 443 Web for us\n拒否 ip すべて rest of it",
            "Port,Action,Protocol,Source,Note\n443,allow,TCP,192.0.2.0/24,Web for us\n,deny,ip,,rest of it",
        ] {
            assert_eq!(read(text), (PasteKind::Table, expected.map(String::from).to_vec(), vec![]), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_line() {
        let pasted = Pasted::read("allow tcp any any 22\nallow xyz any any 22\nallow tcp any any 99999\n", SSH);
        assert_eq!(pasted.rules.len(), 1);
        let wrong: Vec<(usize, &UnreadReason)> = pasted.wrong.iter().map(|wrong| (wrong.line, &wrong.why)).collect();
        assert!(matches!(
            wrong[..],
            [(2, UnreadReason::Field(Field::Protocol, _)), (3, UnreadReason::Field(Field::DestinationPort, _))]
        ));
        let many = Pasted::read(&"192.0.2.1\n".repeat(5000), SSH);
        assert_eq!((many.rules.len(), many.wrong.len()), (MOST, 1));
    }

    #[test]
    fn json_comes_whole_or_in_pieces() {
        let one = r#"{"Protocol":"tcp","DestinationPort":"22","Action":"allow"}"#;
        for text in
            [format!("[{one}]"), one.to_owned(), format!("{one},\n{one},\n"), format!(r#"{{"Expression":[{one}]}}"#)]
        {
            let (kind, rules, wrong) = read(&text);
            assert_eq!(
                (kind, rules.first().map(String::as_str), wrong),
                (PasteKind::Json, Some("allow tcp any -> 22"), vec![])
            );
        }
        assert_eq!(read("[\n{\"Protocol\":\"tcp\"},\n3]").2, [2, 3]);
    }
}
