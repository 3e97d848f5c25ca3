//! From the values of a plan to rules.

use crate::filter::{Action, Field, Ports, Protocol, Rule, Source};
use crate::formats::terraform::Dialect;
use crate::formats::{ProblemKind, Syntax, ValueKind};
use serde_json::Value;

/// What is said of a value that nobody knows yet, in Terraform's own words.
const UNKNOWN: &str = "(known after apply)";

/// What is wrong with a rule, by its number.
pub(super) type Flaw = (Option<usize>, ProblemKind);

/// The rules of a list, with what is not known of it.
pub(super) fn rules((values, unknown): (Option<&Value>, Option<&Value>), dialect: Dialect) -> Result<Vec<Rule>, Flaw> {
    if unknown == Some(&Value::Bool(true)) {
        return Ok(vec![Rule::anything(UNKNOWN).repeated(UNKNOWN)]);
    }
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (values, unknown) = (list(values), list(unknown));
    let count = values.len().max(unknown.len());
    let one = |at: usize| {
        let (value, open) = (values.get(at).unwrap_or(&Value::Null), unknown.get(at).unwrap_or(&Value::Null));
        rule(value, open, dialect).map_err(|(_, kind)| (Some(at + 1), kind))
    };
    (0..count).map(one).collect()
}

/// One rule.
pub(super) fn rule(values: &Value, unknown: &Value, dialect: Dialect) -> Result<Rule, Flaw> {
    if *unknown == Value::Bool(true) {
        return Ok(Rule::anything(UNKNOWN));
    }
    let mut rule = Rule::new(Action::Allow, Protocol::Ip);
    let mut has_protocol = false;
    for field in Field::ALL {
        let key = dialect.argument(field);
        if unknown.get(key) == Some(&Value::Bool(true)) {
            has_protocol |= field == Field::Protocol;
            rule = rule.unresolved(field, UNKNOWN);
            continue;
        }
        let text = match values.get(key) {
            None | Some(Value::Null) => continue,
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Bool(value)) if field == Field::Action => value.to_string(),
            Some(Value::Bool(_)) => return Err(wrong(field, ValueKind::Bool)),
            Some(Value::Array(_)) => return Err(wrong(field, ValueKind::List)),
            Some(Value::Object(_)) => return Err(wrong(field, ValueKind::Object)),
        };
        has_protocol |= field == Field::Protocol && !text.is_empty();
        rule = set(rule, field, &text)?;
    }
    if has_protocol { Ok(rule) } else { Err((None, ProblemKind::Missing(Field::Protocol))) }
}

/// The rule with one field of it.
fn set(mut rule: Rule, field: Field, text: &str) -> Result<Rule, Flaw> {
    let unusable = |error| (None, ProblemKind::Field { text: text.to_owned(), error });
    match (field, text) {
        (Field::Action, "true") => rule.action = Action::Allow,
        (Field::Action, "false") => rule.action = Action::Deny,
        (Field::Action, _) => return Err(wrong(field, ValueKind::Text)),
        (Field::Protocol, _) => rule.protocol = Protocol::parse(text).map_err(unusable)?,
        (Field::Source, _) => rule.source = Source::parse(text).map_err(unusable)?,
        (Field::SourcePort, _) => rule.source_port = Ports::parse(text).map_err(unusable)?,
        (Field::DestinationPort, _) => rule.destination_port = Ports::parse(text).map_err(unusable)?,
        (Field::Description, _) => text.clone_into(&mut rule.description),
    }
    Ok(rule)
}

const fn wrong(field: Field, found: ValueKind) -> Flaw {
    let wanted = if matches!(field, Field::Action) { ValueKind::Bool } else { ValueKind::Text };
    (None, ProblemKind::Syntax("JSON", Syntax::WrongType { wanted, found }))
}
