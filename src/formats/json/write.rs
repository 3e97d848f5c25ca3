//! From tree to text: what was read is written as it stood, what is new in the style of what stands around it.

use super::{Layout, Member, Node, Parsed, Value};

/// How a file is laid out, for the parts that have no layout of their own yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Style {
    newline: &'static str,
    /// One step of indentation; everything on one line without it.
    indent: Option<String>,
    colon: String,
    /// Behind a comma on the same line.
    comma: String,
}

impl Default for Style {
    fn default() -> Self {
        Self { newline: "\n", indent: Some("  ".into()), colon: ": ".into(), comma: " ".into() }
    }
}

impl Style {
    pub(super) fn of(parsed: &Parsed) -> Self {
        let mut seen = Seen::default();
        seen.look(&parsed.root);
        if !seen.entries {
            return Self::default();
        }
        let colon =
            seen.colon.filter(|colon| !colon.contains('\n')).unwrap_or(if seen.indent.is_some() { ": " } else { ":" });
        let tight = seen.indent.is_none() && colon == ":";
        Self {
            newline: if seen.crlf { "\r\n" } else { "\n" },
            indent: seen.indent.map(str::to_owned),
            colon: colon.to_owned(),
            comma: seen.comma.unwrap_or(if tight { "" } else { " " }).to_owned(),
        }
    }

    /// The text of a value.
    pub(super) fn write(&self, node: &Node) -> String {
        self.write_at(node, 1)
    }

    /// The text of a value whose entries stand so deep.
    pub(super) fn write_at(&self, node: &Node, depth: usize) -> String {
        let mut out = String::new();
        self.node(node, depth, &mut out);
        out
    }

    /// The colon with its blanks.
    pub(super) fn colon(&self) -> &str {
        &self.colon
    }

    fn node(&self, node: &Node, depth: usize, out: &mut String) {
        match &node.value {
            Value::Null => out.push_str("null"),
            Value::Bool(raw) | Value::Number(raw) => out.push_str(raw),
            Value::Text(text) => out.push_str(&text.raw),
            Value::List(layout, items) => {
                out.push('[');
                self.entries(layout, items, depth, out, |item, out| self.node(item, depth + 1, out));
                out.push(']');
            }
            Value::Object(layout, members) => {
                out.push('{');
                self.entries(layout, members, depth, out, |Member { key, colon, value }, out| {
                    out.push_str(&key.raw);
                    out.push_str(if colon.is_empty() { &self.colon } else { colon });
                    self.node(value, depth + 1, out);
                });
                out.push('}');
            }
        }
    }

    fn entries<T>(
        &self,
        layout: &Layout,
        entries: &[T],
        depth: usize,
        out: &mut String,
        entry: impl Fn(&T, &mut String),
    ) {
        for (index, one) in entries.iter().enumerate() {
            if index > 0 {
                let after = layout.gaps.get(index - 1).map_or("", |(_, after)| after);
                out.push_str(after);
                out.push(',');
            }
            out.push_str(&self.before(layout, index, depth));
            entry(one, out);
        }
        match (entries.is_empty(), layout.gaps.is_empty()) {
            (false, true) => out.push_str(&self.line_break(depth - 1)),
            // Brackets that lost all their entries close up.
            (true, false) => {}
            _ => out.push_str(&layout.end),
        }
    }

    /// The blanks before an entry: its own place's, else like the last one's, else by the style alone.
    pub(super) fn before(&self, layout: &Layout, index: usize, depth: usize) -> String {
        match layout.gaps.as_slice() {
            [] if self.indent.is_none() && index > 0 => self.comma.clone(),
            [] => self.line_break(depth),
            [(only, _)] if index > 0 && !only.contains('\n') => self.comma.clone(),
            gaps @ [.., last] => gaps.get(index).unwrap_or(last).0.clone(),
        }
    }

    /// A new line of this depth; nothing where all stands on one line.
    pub(super) fn line_break(&self, depth: usize) -> String {
        self.indent.as_ref().map_or_else(String::new, |indent| format!("{}{}", self.newline, indent.repeat(depth)))
    }
}

/// What a file shows of its style: the first of each.
#[derive(Default)]
struct Seen<'a> {
    entries: bool,
    crlf: bool,
    indent: Option<&'a str>,
    colon: Option<&'a str>,
    comma: Option<&'a str>,
}

impl<'a> Seen<'a> {
    fn look(&mut self, node: &'a Node) {
        match &node.value {
            Value::List(layout, items) => {
                self.gaps(layout);
                items.iter().for_each(|item| self.look(item));
            }
            Value::Object(layout, members) => {
                self.gaps(layout);
                for member in members {
                    self.colon.get_or_insert(&member.colon);
                    self.look(&member.value);
                }
            }
            _ => {}
        }
    }

    fn gaps(&mut self, layout: &'a Layout) {
        for (index, (before, _)) in layout.gaps.iter().enumerate() {
            self.entries = true;
            if let Some((head, indent)) = before.rsplit_once('\n') {
                self.crlf |= head.ends_with('\r');
                self.indent.get_or_insert(indent);
            } else if index > 0 {
                self.comma.get_or_insert(before);
            }
        }
    }
}
