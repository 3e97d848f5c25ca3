//! A JSON text taken apart, with every blank, digit and escape of it.

use crate::formats::ValueKind;

/// A value and where it starts in the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct Node {
    /// Byte offset of its first character; 0 for a value that was not read.
    pub(in crate::formats) at: usize,
    /// Byte offset behind its last character; 0 for a value that was not read.
    pub(in crate::formats) end: usize,
    pub(in crate::formats) value: Value,
}

/// What stands at one place of a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) enum Value {
    /// `null`
    Null,
    /// `true` or `false`, as written.
    Bool(String),
    /// A number with its digits as written.
    Number(String),
    /// A text.
    Text(Text),
    /// `[ ... ]`
    List(Layout, Vec<Node>),
    /// `{ ... }`
    Object(Layout, Vec<Member>),
}

/// A text and its spelling, which may hold escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct Text {
    pub(in crate::formats) value: String,
    /// How it is written, with its quotation marks.
    pub(in crate::formats) raw: String,
}

impl Text {
    /// A text in the plainest spelling: only what must be escaped is.
    pub(in crate::formats) fn plain(value: &str) -> Self {
        Self { value: value.to_owned(), raw: serde_json::Value::from(value).to_string() }
    }
}

/// A key of an object with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct Member {
    pub(in crate::formats) key: Text,
    /// The colon with the blanks around it; empty for a member that was not read.
    pub(in crate::formats) colon: String,
    pub(in crate::formats) value: Node,
}

/// The blanks inside the brackets, by position: an entry that moves takes the layout of its new place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::formats) struct Layout {
    /// Before each entry, and between it and the comma behind it.
    pub(in crate::formats) gaps: Vec<(String, String)>,
    /// Before the closing bracket.
    pub(in crate::formats) end: String,
}

impl Node {
    /// A value that was not read from a text.
    const fn new(value: Value) -> Self {
        Self { at: 0, end: 0, value }
    }

    pub(in crate::formats) fn text(value: &str) -> Self {
        Self::new(Value::Text(Text::plain(value)))
    }

    /// A list without a layout of its own.
    pub(in crate::formats) fn list(items: Vec<Self>) -> Self {
        Self::new(Value::List(Layout::default(), items))
    }

    /// An object without a layout of its own.
    pub(in crate::formats) fn object<'a>(members: impl IntoIterator<Item = (&'a str, Self)>) -> Self {
        let member = |(key, value)| Member { key: Text::plain(key), colon: String::new(), value };
        Self::new(Value::Object(Layout::default(), members.into_iter().map(member).collect()))
    }

    pub(in crate::formats) const fn kind(&self) -> ValueKind {
        match &self.value {
            Value::Null => ValueKind::Null,
            Value::Bool(_) => ValueKind::Bool,
            Value::Number(_) => ValueKind::Number,
            Value::Text(_) => ValueKind::Text,
            Value::List(..) => ValueKind::List,
            Value::Object(..) => ValueKind::Object,
        }
    }

    /// The entries, if it is a list.
    pub(in crate::formats) fn items(&self) -> Option<&[Self]> {
        if let Value::List(_, items) = &self.value { Some(items) } else { None }
    }

    /// The members, if it is an object.
    pub(in crate::formats) fn members(&self) -> Option<&[Member]> {
        if let Value::Object(_, members) = &self.value { Some(members) } else { None }
    }

    /// The value of a key, if it is an object that has it.
    pub(in crate::formats) fn get(&self, key: &str) -> Option<&Self> {
        self.members()?.iter().find(|member| member.key.value == key).map(|member| &member.value)
    }

    /// The value of a key, if it is an object that has it.
    fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        let Value::Object(_, members) = &mut self.value else { return None };
        members.iter_mut().find(|member| member.key.value == key).map(|member| &mut member.value)
    }

    /// Gives a key a value; a new key comes last. Nothing happens to what is no object.
    fn set(&mut self, key: &str, value: Self) {
        if let Some(place) = self.get_mut(key) {
            *place = value;
        } else if let Value::Object(_, members) = &mut self.value {
            let colon = members.first().map(|member| member.colon.clone()).unwrap_or_default();
            members.push(Member { key: Text::plain(key), colon, value });
        }
    }

    /// Makes a key say a text. One that says it already keeps its spelling, one that is missing stays so for "".
    pub(in crate::formats) fn set_text(&mut self, key: &str, text: &str) {
        let unchanged = match self.get(key).map(|node| &node.value) {
            None => text.is_empty(),
            Some(Value::Text(old)) => old.value == text,
            Some(_) => false,
        };
        if !unchanged {
            self.set(key, Self::text(text));
        }
    }

    /// The same value without its layout, for a place at another depth.
    #[must_use]
    pub(in crate::formats) fn without_layout(self) -> Self {
        let value = match self.value {
            Value::List(_, items) => {
                Value::List(Layout::default(), items.into_iter().map(Self::without_layout).collect())
            }
            Value::Object(_, members) => {
                let bare = |Member { key, value, .. }| Member {
                    key,
                    colon: String::new(),
                    value: Self::without_layout(value),
                };
                Value::Object(Layout::default(), members.into_iter().map(bare).collect())
            }
            plain => plain,
        };
        Self { at: self.at, end: self.end, value }
    }
}
