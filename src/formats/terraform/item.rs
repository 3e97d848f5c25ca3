//! The text of one rule: an old one with what has changed, or a new one like its neighbour.

use super::dialect::{Dialect, ORDER};
use super::parts::{self, Part, newline};
use super::{parse, rule};
use crate::filter::{Action, Field, Protocol, Rule};
use crate::formats::splice::replaced;
use hcl_edit::Span;
use hcl_edit::expr::Expression;
use hcl_edit::structure::Body;
use std::ops::Range;

/// What stands before an entry of a list, to make a configuration of it.
const LIST: &str = "_ = [\n";

/// A rule as it would stand in a resource, with this indentation and line break.
pub(super) fn model(dialect: Dialect, indent: &str, line: &str) -> String {
    fresh_text(&Rule::new(Action::Allow, Protocol::Ip), dialect, indent, line)
}

/// The text with another rule in it. Whatever says the same stays as it stands.
pub(super) fn edited(text: &str, rule: &Rule) -> Option<Result<String, Field>> {
    let (body, shift) = configuration(text)?;
    let piece = Piece::of(&body, shift)?;
    let old = piece.rule(text)?;
    let changed: Vec<Field> = ORDER.into_iter().filter(|field| differs(&old, rule, *field)).collect();
    let Some(first) = changed.first() else { return Some(Ok(text.to_owned())) };
    if old.open.repeated().is_some() {
        return Some(Err(*first));
    }
    if let Some(field) = changed.iter().find(|field| rule.open.text(**field).is_some()) {
        return Some(Err(*field));
    }
    Some(Ok(piece.write(text, rule, &changed)))
}

/// The text of a new rule like this one.
pub(super) fn fresh(neighbour: &str, rule: &Rule) -> Result<String, Field> {
    if let Some(field) = rule.open.first() {
        return Err(field);
    }
    let line = newline(neighbour);
    let configuration = configuration(neighbour);
    let piece = configuration.as_ref().and_then(|(body, shift)| Piece::of(body, *shift));
    let Some(piece) = piece else { return Ok(fresh_text(rule, Dialect::V3, "    ", line)) };
    Ok(match piece.kind {
        Kind::Object if is_on_one_line(neighbour, &piece.span) => fresh_text(rule, Dialect::V3, "", line),
        Kind::Object => object_lines(rule, closing_indent(neighbour, &piece.span), line),
        _ => fresh_text(rule, piece.dialect, closing_indent(neighbour, &piece.span), line),
    })
}

/// An entry of a list with the comma that one needs that is not the last.
pub(super) fn followed(text: String) -> String {
    let Some((body, shift)) = configuration(&text) else { return text };
    let Some(Piece { kind: Kind::Object | Kind::Open, span, .. }) = Piece::of(&body, shift) else { return text };
    let has_comma = text.get(span.end..).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with(','));
    match text.split_at_checked(span.end) {
        Some((head, tail)) if !has_comma => format!("{head},{tail}"),
        _ => text,
    }
}

/// A rule as a configuration, and how far its offsets are behind those of the text.
pub(super) fn configuration(text: &str) -> Option<(Body, usize)> {
    if let Some(body) = parse::parse(text).ok().filter(|body| body.blocks().next().is_some()) {
        return Some((body, 0));
    }
    parse::parse(&format!("{LIST}{text}\n]\n")).ok().map(|body| (body, LIST.len()))
}

/// What a rule is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Block,
    Dynamic,
    Object,
    Open,
}

/// A rule in its text. All offsets are those of the text.
pub(super) struct Piece<'a> {
    kind: Kind,
    dialect: Dialect,
    span: Range<usize>,
    each: Option<Range<usize>>,
    pub(super) parts: Vec<Part<'a>>,
    others: Vec<usize>,
}

impl<'a> Piece<'a> {
    pub(super) fn of(body: &'a Body, shift: usize) -> Option<Self> {
        let mut piece = Self::shifted(body)?;
        let back = |span: &Range<usize>| Some(span.start.checked_sub(shift)?..span.end.checked_sub(shift)?);
        piece.span = back(&piece.span)?;
        piece.each = piece.each.as_ref().and_then(back);
        for part in &mut piece.parts {
            part.at = part.at.checked_sub(shift)?;
            part.span = back(&part.span)?;
        }
        Some(piece)
    }

    fn shifted(body: &'a Body) -> Option<Self> {
        if let Some(block) = body.blocks().next() {
            let is_old = block.has_ident("expressions") || block.labels.iter().any(|it| it.as_str() == "expressions");
            let dialect = if is_old { Dialect::V1 } else { Dialect::V2 };
            let (content, each) = parts::of_dynamic(block);
            let kind = if block.has_ident("dynamic") { Kind::Dynamic } else { Kind::Block };
            let inner = if kind == Kind::Dynamic { content.map(|content| &content.body) } else { Some(&block.body) };
            let (parts, others) = inner.map(parts::of_body).unwrap_or_default();
            let each = each.and_then(Span::span);
            return Some(Self { kind, dialect, span: block.span()?, each, parts, others });
        }
        let list = body.attributes().next()?.value.as_array()?;
        let value = list.iter().next().filter(|_| list.len() == 1)?;
        let (kind, (parts, others)) = match value {
            Expression::Object(object) => (Kind::Object, parts::of_object(object)),
            _ => (Kind::Open, Default::default()),
        };
        Some(Self { kind, dialect: Dialect::V3, span: value.span()?, each: None, parts, others })
    }

    /// The rule that it is.
    fn rule(&self, text: &str) -> Option<Rule> {
        let raw = |span: &Range<usize>| text.get(span.clone()).unwrap_or_default();
        match self.kind {
            Kind::Open => Some(Rule::anything(raw(&self.span))),
            Kind::Dynamic => Some(dynamic(text, (&self.parts, &self.others), self.each.as_ref(), self.dialect)),
            Kind::Block | Kind::Object => {
                rule::rule(text, self.span.start, (&self.parts, &self.others), self.dialect).ok()
            }
        }
    }

    /// The text with these fields as the rule has them.
    fn write(&self, text: &str, rule: &Rule, fields: &[Field]) -> String {
        let mut changes: Vec<(Range<usize>, String)> = Vec::new();
        let there = |field: Field| self.parts.iter().find(|part| part.name == self.dialect.argument(field));
        for field in fields {
            match there(*field) {
                Some(part) => changes.push((part.span.clone(), literal(rule, *field))),
                None if *field != Field::Action && rule.written(*field).is_empty() => {}
                None if self.kind == Kind::Block && is_on_one_line(text, &self.span) => {
                    let line = newline(text);
                    changes = vec![(self.span.clone(), fresh_text(rule, self.dialect, "  ", line))];
                    break;
                }
                None => changes.extend(self.insertion(text, rule, *field)),
            }
        }
        replaced(text, changes)
    }

    /// Where an argument that is not there yet would stand: behind the last of those that come before it.
    fn insertion(&self, text: &str, rule: &Rule, field: Field) -> Option<(Range<usize>, String)> {
        let place = |name: &str| ORDER.iter().position(|field| self.dialect.argument(*field) == name);
        let own = place(self.dialect.argument(field));
        let before = self.parts.iter().filter(|part| place(part.name) < own).max_by_key(|part| part.at)?;
        let new = format!("{} = {}", self.dialect.argument(field), literal(rule, field));
        let rest = text.get(before.span.end..)?;
        let line = rest.split('\n').next()?;
        let line = line.strip_suffix('\r').unwrap_or(line);
        let tail = line.trim_start();
        let comma = if tail.starts_with(',') { "," } else { "" };
        let tail = tail.strip_prefix(',').unwrap_or(tail).trim_start();
        let ends_its_line = rest.contains('\n') && (tail.is_empty() || tail.starts_with(['#', '/']));
        let head = text.get(..before.at)?.rsplit('\n').next()?;
        if self.kind == Kind::Object && !(ends_its_line && head.trim().is_empty()) {
            return Some((before.span.end..before.span.end, format!(", {new}")));
        }
        let newline = newline(text);
        let at = before.span.end + line.len();
        Some((at..at, format!("{newline}{head}{new}{comma}")))
    }
}

/// The rules that a `dynamic` block stands for, as one.
pub(super) fn dynamic(
    text: &str,
    parts: (&[Part<'_>], &[usize]),
    each: Option<&Range<usize>>,
    dialect: Dialect,
) -> Rule {
    let each = each.and_then(|each| text.get(each.clone())).unwrap_or("dynamic");
    rule::rule(text, 0, parts, dialect).unwrap_or_else(|_| Rule::anything(each)).repeated(each)
}

/// Whether a save has another text for a field.
fn differs(old: &Rule, new: &Rule, field: Field) -> bool {
    let drops = |rule: &Rule| rule.written(field) != rule.text(field);
    old.text(field) != new.text(field) || (drops(new) && !drops(old))
}

fn fresh_text(rule: &Rule, dialect: Dialect, indent: &str, line: &str) -> String {
    let arguments = arguments(rule, dialect);
    if dialect == Dialect::V3 {
        let arguments: Vec<String> = arguments.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        return format!("{{ {} }},", arguments.join(", "));
    }
    format!("{} {{{line}{}{indent}}}", dialect.rules(), lines(&arguments, indent, line))
}

fn object_lines(rule: &Rule, indent: &str, line: &str) -> String {
    format!("{{{line}{}{indent}}},", lines(&arguments(rule, Dialect::V3), indent, line))
}

fn lines(arguments: &[(&str, String)], indent: &str, line: &str) -> String {
    let width = arguments.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    arguments.iter().map(|(name, value)| format!("{indent}  {name:width$} = {value}{line}")).collect()
}

/// The arguments that say more than their absence, as the providers' documents write them.
fn arguments(rule: &Rule, dialect: Dialect) -> Vec<(&'static str, String)> {
    let says = |field: &Field| match field {
        Field::Action => rule.action == Action::Deny,
        field => !rule.written(*field).is_empty(),
    };
    ORDER.into_iter().filter(says).map(|field| (dialect.argument(field), literal(rule, field))).collect()
}

/// A field as a value of the language.
fn literal(rule: &Rule, field: Field) -> String {
    match field {
        Field::Action => (rule.action == Action::Allow).to_string(),
        field => quoted(&rule.written(field)),
    }
}

/// A text as the language writes it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if characters.peek() == Some(&'{') => out.extend([character, character]),
            control if control.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(control))),
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}

fn is_on_one_line(text: &str, span: &Range<usize>) -> bool {
    text.get(span.clone()).is_some_and(|rule| !rule.contains('\n'))
}

/// The blanks before the brace that closes a rule.
fn closing_indent<'t>(text: &'t str, span: &Range<usize>) -> &'t str {
    let rule = text.get(span.clone()).unwrap_or_default();
    let Some((_, last)) = rule.rsplit_once('\n') else { return "  " };
    let end = last.find(|c| c != ' ' && c != '\t').unwrap_or(last.len());
    last.get(..end).unwrap_or_default()
}
