//! All rules as one text, and back.
//!
//! The text is of the [plain](PLAIN) format, whatever the file's is. It holds what the six fields of each rule say, a rule a
//! line; a field that says nothing is left out. What a file has beyond them is not shown, stays with its rule, and cannot be
//! typed: a key that would get lost is an error, not a surprise.

use super::area::Area;
use super::session::OpenDocument;
use crate::filter::{Field, Rule, predecessors};
use crate::formats::{Document, Format, PLAIN, Problem};

/// The text in hand.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    /// What is typed.
    pub(super) area: Area,
    /// The text it began with.
    start: String,
    /// What is wrong with it, as far as it was asked for.
    pub(super) faults: Vec<TextProblem>,
    /// Whether leaving without the changes was asked about.
    pub(super) is_leaving: bool,
    /// The rules for which it was told what goes with those they do not continue.
    pub(super) told_loss: Option<Vec<Rule>>,
}

/// Something that keeps the text from being rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TextProblem {
    /// What the reader of files says.
    Problem(Problem),
    /// A key that this program does not know, in the rule with this number.
    UnknownKey {
        /// The rule, from 1.
        rule: usize,
        key: String,
        /// The line it first stands in, from 1.
        line: usize,
    },
    /// Something other than a list of rules, such as a whole file.
    NoList,
}

impl TextProblem {
    /// The line it is in, from 1, and the character there, from 1.
    pub(super) const fn place(&self) -> (usize, usize) {
        match self {
            Self::Problem(problem) => (problem.place.line, problem.place.column),
            Self::UnknownKey { line, .. } => (*line, 1),
            Self::NoList => (1, 1),
        }
    }
}

impl Raw {
    /// The text of some rules.
    pub(super) fn new(rules: &[Rule]) -> Self {
        let start = text(rules);
        Self { area: Area::new(&start), start, faults: Vec::new(), is_leaving: false, told_loss: None }
    }

    pub(super) fn is_changed(&self) -> bool {
        self.area.text() != self.start
    }

    /// The rules of the text.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(super) fn rules(&self) -> Result<Vec<Rule>, Vec<TextProblem>> {
        read(&self.area.text())
    }
}

fn text(rules: &[Rule]) -> String {
    let order =
        [Field::Action, Field::Protocol, Field::Source, Field::SourcePort, Field::DestinationPort, Field::Description];
    let member = |rule: &Rule, field: Field| {
        let value = serde_json::Value::from(rule.text(field));
        format!("\"{}\": {value}", field.key())
    };
    let line = |rule: &Rule| {
        let said = order.into_iter().filter(|field| !rule.text(*field).is_empty());
        format!("  {{{}}}", said.map(|field| member(rule, field)).collect::<Vec<_>>().join(", "))
    };
    let lines: Vec<String> = rules.iter().map(line).collect();
    if lines.is_empty() { "[\n]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}

fn read(text: &str) -> Result<Vec<Rule>, Vec<TextProblem>> {
    let document = Document::read_as(PLAIN, text)
        .map_err(|problems| problems.into_iter().map(TextProblem::Problem).collect::<Vec<_>>())?;
    if document.format().id() != PLAIN.id() {
        return Err(vec![TextProblem::NoList]);
    }
    let unknown = unknown_keys(&document);
    if !unknown.is_empty() {
        return Err(unknown);
    }
    Ok(document.filters().first().map(|filter| filter.rules.clone()).unwrap_or_default())
}

/// Every key that could not be kept, at the first line from its rule on in which it stands.
fn unknown_keys(document: &Document) -> Vec<TextProblem> {
    let text = document.text();
    let offsets = document.rule_offsets(0).into_iter().enumerate();
    let keys = offsets
        .flat_map(|(index, offset)| document.extras(0, index).into_iter().map(move |key| (index + 1, offset, key)));
    let line_of = |offset: usize, key: &str| {
        let rest = text.get(offset..).unwrap_or_default();
        let at = offset + rest.find(&format!("\"{key}\"")).unwrap_or(0);
        text.get(..at).unwrap_or_default().matches('\n').count() + 1
    };
    keys.map(|(rule, offset, key)| TextProblem::UnknownKey { rule, line: line_of(offset, &key), key }).collect()
}

/// Something that only the file says about a rule, and that goes when the text is applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LostExtra {
    /// The rule as it stands, from 1.
    pub(super) rule: usize,
    /// What is lost.
    pub(super) what: Vec<String>,
}

/// What goes with the rules that these new ones do not continue.
pub(super) fn lost_extras(open: &OpenDocument, rules: &[Rule]) -> Vec<LostExtra> {
    let origins = open.history.origins();
    let kept = predecessors(&open.history.filter().rules, rules);
    let gone = (0..origins.len()).filter(|old| !kept.contains(&Some(*old)));
    let lost = gone.filter_map(|old| {
        let what = open.document.extras(open.index, origins.get(old).copied().flatten()?);
        (!what.is_empty()).then_some(LostExtra { rule: old + 1, what })
    });
    lost.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Vec<Rule> {
        let text = r#"[{"Protocol":"tcp","DestinationPort":"22","Action":"allow","Description":"a \"b\"","X":1},
            {"Protocol":"udp","Action":"deny","X":2}]"#;
        Document::read(text).unwrap().filters()[0].rules.clone()
    }

    #[test]
    fn the_text_says_what_the_rules_say() {
        let old = rules();
        assert_eq!(read(&text(&old)), Ok(old.clone()));
        assert_eq!(read(&text(&[])), Ok(vec![]));
    }

    #[test]
    fn every_fault_has_its_line() {
        let old = rules();
        let faults = |text: &str| read(text).unwrap_err().iter().map(|fault| fault.place().0).collect::<Vec<_>>();
        assert_eq!(faults(&text(&old).replace("22", "99999").replace("udp", "xyz")), [2, 3]);
        assert_eq!(faults("[\n{\"Protocol\":\"ip\",\"Action\":\"deny\",\n\"Z\":1}]"), [3]);
        assert_eq!(faults("{\"Expression\":[]}"), [1]);
        // A key is not dropped because another reader would not read the text.
        assert_eq!(faults("\u{feff}[\n{\"Protocol\":\"ip\",\"Action\":\"deny\",\n\"Z\":1}]"), [3]);
        assert_eq!(faults("[\n{\"Protocol\":\"ip\",\"Action\":\"deny\",\n\"protocol\":\"tcp\"}]"), [3]);
    }
}
