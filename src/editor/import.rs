//! Rules out of a pasted text.
//!
//! People paste what they have: JSON from the API or usacloud, a table out of a page, a spreadsheet or this program's own
//! screen, a list of addresses. Nothing of a paste is ever a key. What can be read becomes rules to look at, what cannot
//! is said with its line, and a person decides.

use crate::filter::{Action, Expected, Field, FieldError, Ports, Protocol, Rule, Source, half_width};
use crate::formats::{Document, KNOWN, PLAIN, Problem, heading};

/// The most lines that are read: a filter takes 30 rules, and each of them is asked about.
const MOST: usize = 200;

/// What a text was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PasteKind {
    /// A file of this family of formats, or the rules of one.
    File(&'static str),
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
        if !KNOWN.is_file(text) {
            return Self::lines(text, target);
        }
        let file = file(text);
        if file.wrong.is_empty() {
            return file;
        }
        // A file is read whole or not at all; of a table each line may be looked at by itself.
        let lines = Self::lines(text, target);
        if lines.rules.is_empty() { file } else { lines }
    }

    /// A rule a line, or an address a line.
    fn lines(text: &str, target: PasteTarget) -> Self {
        let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).filter(|(_, line)| says_something(line)).collect();
        let is_list = lines.iter().all(|(_, line)| cells(line, None).len() < 2 || are_addresses(line));
        let kind = if is_list { PasteKind::Addresses } else { PasteKind::Table };
        let mut pasted = Self { kind, rules: Vec::new(), wrong: Vec::new() };
        let mut columns: Option<Vec<Option<Field>>> = None;
        for (line, text) in lines {
            let cells = cells(text, columns.as_ref().map(Vec::len));
            if kind == PasteKind::Table
                && columns.is_none()
                && let Some(found) = heading(&cells)
            {
                columns = Some(found);
                continue;
            }
            let read = match kind {
                _ if pasted.rules.len() + pasted.wrong.len() >= MOST => Err(UnreadReason::TooMany),
                PasteKind::Addresses => addresses(text, target),
                _ => in_notation(text).unwrap_or_else(|| row(&cells, columns.as_deref())),
            };
            match read {
                Ok(rules) => pasted.rules.extend(rules),
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

/// A file of a format that is known, or what somebody has cut out of a plain one: a rule, or rules with commas between.
fn file(text: &str) -> Pasted {
    let piece = format!("[{}]", text.trim().trim_end_matches(','));
    let read = Document::read(text).or_else(|problems| Document::read_as(PLAIN, &piece).map_err(|_piece| problems));
    let (mut rules, mut wrong) = (Vec::new(), Vec::new());
    let mut family = KNOWN.likely_family(text);
    match read {
        Ok(document) => {
            family = document.format().family();
            let all = document.filters().iter().flat_map(|filter| &filter.rules);
            rules.extend(all.take(MOST).cloned());
        }
        Err(problems) => wrong.extend(problems.into_iter().take(MOST).map(|problem| {
            let line = problem.place.line;
            let text = shown(text.lines().nth(line.saturating_sub(1)).unwrap_or_default());
            UnreadLine { line, text, why: UnreadReason::Problem(problem) }
        })),
    }
    Pasted { kind: PasteKind::File(family), rules, wrong }
}

/// A line of a list of addresses, of which it may hold several; what stands behind `#` is the note of each.
fn addresses(line: &str, target: PasteTarget) -> Result<Vec<Rule>, UnreadReason> {
    let (text, note) = line.split_once('#').unwrap_or((line, ""));
    let rule = |text: &str| {
        let source = Source::parse(text).map_err(|error| UnreadReason::Field(Field::Source, error))?;
        let rule = Rule::new(Action::Allow, target.protocol).from(source).described(note.trim());
        Ok(if target.protocol.has_ports() { rule.ports(Ports::Any, target.ports) } else { rule })
    };
    let text = half_width(text);
    let items: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|item| !item.is_empty()).collect();
    if items.is_empty() { Ok(vec![rule("")?]) } else { items.into_iter().map(rule).collect() }
}

/// Whether a line holds several addresses, and nothing else before its note.
fn are_addresses(line: &str) -> bool {
    let text = half_width(line.split('#').next().unwrap_or_default());
    let mut items = text.split([',', ';']).map(str::trim).filter(|item| !item.is_empty());
    items.all(|item| item.starts_with(|c: char| c.is_ascii_digit()) && Source::parse(item).is_ok())
}

/// The cells of a line: at tabs, else at bars, else at commas outside of quotation marks, else at blanks, where it is known
/// how many there are. A note behind an address is no cell.
fn cells(line: &str, columns: Option<usize>) -> Vec<String> {
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
    let mut is_quoted = false;
    let divides = |c: char| {
        is_quoted ^= c == '"';
        c == ',' && !is_quoted
    };
    if columns.is_none_or(|columns| before_note.matches(',').count() + 1 >= columns) && before_note.contains(',') {
        return trimmed(inside.split(divides).collect());
    }
    match columns {
        _ if before_note.split_whitespace().count() < 2 => vec![before_note.to_owned()],
        Some(columns) => {
            let words = words(inside);
            let (head, rest) = words.split_at(words.len().min(columns.saturating_sub(1)));
            let rest = (!rest.is_empty()).then(|| rest.join(" "));
            head.iter().cloned().chain(rest).collect()
        }
        None => blank_separated(inside),
    }
}

/// The words of a line. A list in a field is one, whatever blanks are in it.
fn words(line: &str) -> Vec<String> {
    let is_number = |word: &str| half_width(word).starts_with(|c: char| c.is_ascii_digit());
    let mut words: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        match words.last_mut() {
            Some(list) if list.ends_with([',', '、']) && is_number(list) && is_number(word) => list.push_str(word),
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// The words of a line from its action on, for a number or a mark may come first.
fn from_action(line: &str) -> Vec<String> {
    let words = words(line);
    let at = words.iter().position(|word| Action::of_word(word).is_ok()).unwrap_or(0);
    words.get(at..).unwrap_or_default().to_vec()
}

/// Where only blanks divide, a protocol without ports has no cells for them, and the note is all the rest.
fn blank_separated(line: &str) -> Vec<String> {
    let words = from_action(line);
    let portless = words.get(1).and_then(|word| Protocol::parse(word).ok()).is_some_and(|p| !p.has_ports());
    let (head, rest) = words.split_at(words.len().min(if portless { 3 } else { 5 }));
    let mut cells = head.to_vec();
    if !rest.is_empty() {
        cells.resize(5, String::new());
        cells.push(rest.join(" "));
    }
    cells
}

/// A rule as this program writes it, which has an arrow before its port; the note may stand behind that without a mark.
fn in_notation(line: &str) -> Option<Result<Vec<Rule>, UnreadReason>> {
    let words = from_action(line);
    let arrow = words.iter().position(|word| matches!(word.as_str(), "->" | "→"))?;
    Action::of_word(words.first()?).ok()?;
    let (head, behind) = (words.get(..arrow)?, words.get(arrow + 1..)?);
    let (port, note) = behind.split_first()?;
    let note = note.join(" ");
    let note = note.trim_start_matches(['#', ',', ' ']);
    let (source, from) = match head.get(2..)? {
        [] => ("", ""),
        [source] => source.split_once(':').filter(|(_, port)| !port.contains(':')).unwrap_or((source, "")),
        _ => return Some(Err(UnreadReason::Field(Field::Source, FieldError::whole(Expected::Address)))),
    };
    let action = head.first()?.as_str();
    Some(rules([action, head.get(1)?, source, from, port, note]))
}

/// Rules in columns: those of a heading, else those of the screen, which may begin with the rule's number.
fn row(cells: &[String], columns: Option<&[Option<Field>]>) -> Result<Vec<Rule>, UnreadReason> {
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
    rules(Field::ALL.map(of))
}

/// The rules of the texts of all fields, in their order: one, or one for each value where some of them are lists.
fn rules(texts: [&str; 6]) -> Result<Vec<Rule>, UnreadReason> {
    let wrong = |field: Field| move |error: FieldError| UnreadReason::Field(field, error);
    let [action, protocol, ..] = texts;
    let action = Action::of_word(action).map_err(wrong(Field::Action))?;
    let protocol = Protocol::parse(protocol).map_err(wrong(Field::Protocol))?;
    let mut rules = vec![Rule::new(action, protocol)];
    for (field, text) in Field::ALL.into_iter().zip(texts).skip(2) {
        let grown: Result<Vec<Vec<Rule>>, FieldError> = rules.iter().map(|rule| rule.with_each(field, text)).collect();
        rules = grown.map_err(wrong(field))?.concat();
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::field_named;
    use crate::lang::Lang;
    use crate::language::{action, field_name, field_word, rule as in_words};

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
        ] {
            assert_eq!(read(text), (PasteKind::Table, expected.map(String::from).to_vec(), vec![]), "{text}");
        }
    }

    #[test]
    fn what_this_program_writes_is_read() {
        let expected = ["allow tcp 198.51.100.0/24 -> 22 SSH", "allow udp any:67 -> 68", "deny ip any the rest"];
        for text in [
            "allow tcp 198.51.100.0/24 -> 22 SSH\nallow udp any:67 -> 68\ndeny ip any the rest",
            "1: allow tcp 198.51.100.0/24 -> 22  # SSH\n+ allow udp any:67 → 68\n3: deny ip any the rest",
            "許可 tcp 198.51.100.0/24 -> ２２ SSH\n許可 udp すべて:67 -> 68\n拒否 ip すべて the rest",
        ] {
            assert_eq!(read(text), (PasteKind::Table, expected.map(String::from).to_vec(), vec![]), "{text}");
        }
    }

    #[test]
    fn a_table_with_a_heading_is_a_file_as_far_as_it_can_be_read() {
        let expected =
            ["allow tcp 192.0.2.0/24 -> 443 Web for us", "deny ip any rest of it"].map(String::from).to_vec();
        let text = "Port,Action,Protocol,Source,Note\n443,allow,TCP,192.0.2.0/24,Web for us\n,deny,ip,,rest of it";
        assert_eq!(read(text), (PasteKind::File("CSV"), expected.clone(), vec![]));
        assert_eq!(read(&format!("{text}\n,allow,gre,,")), (PasteKind::Table, expected, vec![4]));
        let both = ["allow tcp any -> 80", "allow tcp any -> 443"].map(String::from).to_vec();
        for text in ["動作\t種別\tポート\n許可\ttcp\t80,443", "動作,種別,ポート\n許可,tcp,\"80,443\""]
        {
            assert_eq!(read(text), (PasteKind::Table, both.clone(), vec![]), "{text}");
        }
    }

    #[test]
    fn what_the_program_calls_a_field_is_read_back() {
        for lang in Lang::ALL {
            for field in Field::ALL {
                assert_eq!(field_named(field_name(field, lang)), Some(field));
                assert_eq!(field_named(field_word(field, lang)), Some(field));
            }
            for known in [Action::Allow, Action::Deny] {
                assert_eq!(Action::of_word(action(known, lang)), Ok(known));
            }
        }
    }

    #[test]
    fn the_headings_of_the_panel_are_known() {
        let expected = ["allow tcp 192.0.2.0/24 -> 443 Web for us", "deny ip any"];
        for (text, kind) in [
            (
                "プロトコル\t送信元ネットワーク\t送信元ポート\t宛先ポート\tアクション\t説明\n\
             TCP\t192.0.2.0/24\t\t443\tallow\tWeb for us\nIP\t\t\t\tdeny\t",
                PasteKind::File("CSV"),
            ),
            (
                "プロトコル 送信元ネットワーク 送信元ポート 宛先ポート アクション 説明\n\
             TCP 192.0.2.0/24 - 443 許可 Web for us\nIP - - - 拒否",
                PasteKind::Table,
            ),
        ] {
            assert_eq!(read(text), (kind, expected.map(String::from).to_vec(), vec![]), "{text}");
        }
    }

    #[test]
    fn a_list_in_a_field_is_several_rules_and_waves_are_dashes() {
        let both = ["allow tcp 192.0.2.0/24 -> 80", "allow tcp 192.0.2.0/24 -> 443"];
        for text in [
            "allow\ttcp\t192.0.2.0/24\t\t80,443",
            "allow tcp 192.0.2.0/24 -> 80, 443",
            "allow tcp 192.0.2.0/24 any 80、443",
            "allow,tcp,192.0.2.0/24,,\"80,443\"",
        ] {
            assert_eq!(read(text).1, both, "{text}");
        }
        let sources = ["allow tcp 192.0.2.0/24 -> 22", "allow tcp 198.51.100.0/24 -> 22"];
        for text in [
            "allow | tcp | 192.0.2.0/24, 198.51.100.0/24 | | 22",
            "192.0.2.0/24, 198.51.100.0/24",
            "allow tcp 192.0.2.0/24, 198.51.100.0/24 -> ssh",
        ] {
            assert_eq!(read(text).1, sources, "{text}");
        }
        assert_eq!(
            read("allow tcp any -> 8000〜8080\nallow tcp any -> 32768～60999").1,
            ["allow tcp any -> 8000-8080", "allow tcp any -> 32768-60999"]
        );
        assert_eq!(read("allow tcp any -> 80,x").2, [1]);
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
                (PasteKind::File("JSON"), Some("allow tcp any -> 22"), vec![])
            );
        }
        assert_eq!(read("[\n{\"Protocol\":\"tcp\"},\n3]").2, [2, 3]);
    }
}
