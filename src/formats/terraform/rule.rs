//! From arguments to a rule, with every problem on the way.

use super::dialect::Dialect;
use super::parts::Part;
use crate::filter::{Action, Field, FieldError, Ports, Protocol, Rule, Source};
use crate::formats::{ProblemKind, Syntax, ValueKind};
use hcl_edit::expr::Expression;

/// What one value says.
pub(super) enum Said {
    Text(String),
    Bool(bool),
    /// As if the argument did not stand there.
    Nothing,
    /// Something is computed.
    Open,
    /// It is a value of a kind that no argument of a rule is.
    Wrong(ValueKind),
}

/// A problem with one argument: its offset, its field, what it is.
pub(super) type Flaw = (usize, Option<Field>, ProblemKind);

/// What a value says. Numbers and texts stand for one another, as they do in Terraform.
pub(super) fn said(value: &Expression) -> Said {
    match value {
        Expression::String(text) => Said::Text(text.as_str().to_owned()),
        Expression::Number(number) => Said::Text(number.value().to_string()),
        Expression::Bool(value) => Said::Bool(*value.value()),
        Expression::Null(_) => Said::Nothing,
        Expression::Array(_) => Said::Wrong(ValueKind::List),
        Expression::Object(_) => Said::Wrong(ValueKind::Object),
        _ => Said::Open,
    }
}

/// A rule of these arguments, which stand in `text`; `at` is where it begins.
pub(super) fn rule(
    text: &str,
    at: usize,
    (parts, others): (&[Part<'_>], &[usize]),
    dialect: Dialect,
) -> Result<Rule, Vec<Flaw>> {
    let mut flaws: Vec<Flaw> = others.iter().map(|at| (*at, None, unknown(text, *at, dialect))).collect();
    let mut rule = Rule::new(Action::Allow, Protocol::Ip);
    let mut has_protocol = false;
    for part in parts {
        let Some(field) = dialect.field(part.name) else {
            flaws.push((part.at, None, unknown(text, part.at, dialect)));
            continue;
        };
        let says = said(part.value);
        has_protocol |= field == Field::Protocol && !matches!(says, Said::Nothing);
        match set(rule.clone(), field, says, text.get(part.span.clone()).unwrap_or_default()) {
            Ok(set) => rule = set,
            Err(kind) => flaws.push((part.span.start, Some(field), kind)),
        }
    }
    if !has_protocol {
        flaws.push((at, Some(Field::Protocol), ProblemKind::Missing(Field::Protocol)));
    }
    if flaws.is_empty() { Ok(rule) } else { Err(flaws) }
}

fn set(rule: Rule, field: Field, says: Said, raw: &str) -> Result<Rule, ProblemKind> {
    let text = match (field, says) {
        (_, Said::Open) => return Ok(rule.unresolved(field, raw)),
        (_, Said::Nothing) => return Ok(rule),
        (_, Said::Wrong(found)) => return Err(wrong(field, found)),
        (Field::Action, Said::Bool(allow)) => return Ok(with_action(rule, allow)),
        (Field::Action, Said::Text(text)) => {
            return match text.as_str() {
                "true" => Ok(with_action(rule, true)),
                "false" => Ok(with_action(rule, false)),
                _ => Err(wrong(field, ValueKind::Text)),
            };
        }
        (_, Said::Bool(_)) => return Err(wrong(field, ValueKind::Bool)),
        (_, Said::Text(text)) => text,
    };
    if field == Field::Protocol && text.trim().is_empty() {
        return Err(ProblemKind::Missing(field));
    }
    parsed(rule, field, &text).map_err(|error| ProblemKind::Field { text, error })
}

fn with_action(mut rule: Rule, allow: bool) -> Rule {
    rule.action = if allow { Action::Allow } else { Action::Deny };
    rule
}

/// Two ranges are kept, as they are in every format that is read.
fn parsed(mut rule: Rule, field: Field, text: &str) -> Result<Rule, FieldError> {
    match field {
        Field::Action => {}
        Field::Protocol => rule.protocol = Protocol::parse(text)?,
        Field::Source => rule.source = Source::parse(text)?,
        Field::SourcePort => rule.source_port = Ports::parse(text)?,
        Field::DestinationPort => rule.destination_port = Ports::parse(text)?,
        Field::Description => text.clone_into(&mut rule.description),
    }
    Ok(rule)
}

const fn wrong(field: Field, found: ValueKind) -> ProblemKind {
    let wanted = if matches!(field, Field::Action) { ValueKind::Bool } else { ValueKind::Text };
    ProblemKind::Syntax("Terraform", Syntax::WrongType { wanted, found })
}

fn unknown(text: &str, at: usize, dialect: Dialect) -> ProblemKind {
    let rest = text.get(at..).unwrap_or_default();
    let word: String = rest.chars().take_while(|c| !c.is_whitespace() && !matches!(c, '=' | ':' | '{')).collect();
    let takes = super::dialect::ORDER.map(|field| dialect.argument(field)).join(", ");
    ProblemKind::Argument { word: word.into(), takes: takes.into() }
}
