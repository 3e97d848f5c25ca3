//! The arguments of one rule as they stand in a text, whatever they stand in.

use hcl_edit::Span;
use hcl_edit::expr::{Expression, Object, ObjectKey};
use hcl_edit::structure::{Block, Body};
use std::ops::Range;

/// An argument: its name and what stands behind the `=`.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) name: &'a str,
    /// From the first character of the name on.
    pub(super) at: usize,
    pub(super) value: &'a Expression,
    /// Where the value stands.
    pub(super) span: Range<usize>,
}

/// The arguments of a block, and the offsets of what is no argument.
pub(super) fn of_body(body: &Body) -> (Vec<Part<'_>>, Vec<usize>) {
    let parts = body.attributes().filter_map(|attribute| {
        let (at, span) = (attribute.key.span()?.start, attribute.value.span()?);
        Some(Part { name: attribute.key.as_str(), at, value: &attribute.value, span })
    });
    (parts.collect(), body.blocks().filter_map(|block| Some(block.span()?.start)).collect())
}

/// The arguments of an object, and the offsets of keys that are computed.
pub(super) fn of_object(object: &Object) -> (Vec<Part<'_>>, Vec<usize>) {
    let (mut parts, mut others) = (Vec::new(), Vec::new());
    for (key, value) in object {
        let value = value.expr();
        let Some(span) = value.span() else { continue };
        let named = match key {
            ObjectKey::Ident(name) => name.span().map(|at| (name.as_str(), at.start)),
            ObjectKey::Expression(Expression::String(name)) => name.span().map(|at| (name.as_str(), at.start)),
            ObjectKey::Expression(_) => None,
        };
        match named {
            Some((name, at)) => parts.push(Part { name, at, value, span }),
            None => others.push(key_start(key).unwrap_or(span.start)),
        }
    }
    (parts, others)
}

fn key_start(key: &ObjectKey) -> Option<usize> {
    match key {
        ObjectKey::Expression(expression) => expression.span().map(|span| span.start),
        ObjectKey::Ident(name) => name.span().map(|span| span.start),
    }
}

/// The block `content` of a `dynamic` block, and what says how often it stands there.
pub(super) fn of_dynamic(block: &Block) -> (Option<&Block>, Option<&Expression>) {
    (block.body.get_blocks("content").next(), block.body.get_attribute("for_each").map(|each| &each.value))
}

/// How lines of a text end.
pub(super) fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}
