//! A rule while it is being typed. The filter is not touched until the draft is committed, but every key asks the
//! analysis what the filter would do.

use super::input::Input;
use super::key::Key;
use crate::filter::{Action, Edit, Expected, Field, FieldError, Filter, Ports, Protocol, Rule};

/// A rule being typed.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Where it stands or will stand (0-based).
    pub at: usize,
    /// Whether it is not in the filter yet.
    pub is_new: bool,
    /// The rule as far as it could be read.
    pub rule: Rule,
    /// The field in hand.
    pub field: Field,
    /// Its text.
    pub input: Input,
    /// What is wrong with the text; the rule then still holds the field's last readable value.
    pub error: Option<FieldError>,
}

impl Draft {
    /// Takes a rule of the filter in hand.
    pub fn of_existing(at: usize, rule: &Rule, field: Field) -> Self {
        Self { at, is_new: false, input: input(rule, field), rule: rule.clone(), field, error: None }
    }

    /// Begins a new rule.
    pub fn of_new(at: usize) -> Self {
        let rule = Rule::new(Action::Allow, Protocol::Tcp);
        let field = Field::Protocol;
        Self { at, is_new: true, input: input(&rule, field), rule, field, error: None }
    }

    /// Takes a key of the field in hand. Tells whether it was one.
    pub fn input(&mut self, key: Key) -> bool {
        let used = self.input.input(key);
        if used {
            self.read();
        }
        used
    }

    /// Takes a pasted text into the field in hand.
    pub fn paste(&mut self, text: &str) {
        self.input.paste(text);
        self.read();
    }

    /// Goes to another field, if the text in hand can be read.
    pub fn go_to(&mut self, field: Field) {
        if self.error.is_none() {
            self.field = field;
            self.input = input(&self.rule, field);
        }
    }

    /// The field `steps` to the right (to the left if negative), passing those the protocol does not have.
    pub fn neighbour(&self, forward: bool) -> Field {
        neighbour(&self.rule, self.field, forward)
    }

    /// The edit that commits the draft.
    pub fn edit(&self) -> Edit {
        let rule = self.rule.clone();
        if self.is_new { Edit::Insert { at: self.at, rule } } else { Edit::Replace { at: self.at, rule } }
    }

    /// The filter as it would be.
    pub fn applied(&self, filter: &Filter) -> Filter {
        self.edit().apply(filter)
    }

    /// Whether the text will be written without the `/32` it ends with, which the cloud refuses.
    pub fn loses_prefix(&self) -> bool {
        self.field == Field::Source && self.error.is_none() && self.input.value().trim().ends_with("/32")
    }

    fn read(&mut self) {
        match self.rule.with_text(self.field, self.input.value()) {
            // The old value/mask form is read from files but not offered to hands.
            Ok(rule) if is_hex(&rule, self.field) && !is_hex(&self.rule, self.field) => {
                self.error = Some(FieldError::whole(Expected::Port));
            }
            Ok(rule) => {
                self.rule = rule;
                self.error = None;
            }
            Err(error) => self.error = Some(error),
        }
    }
}

fn is_hex(rule: &Rule, field: Field) -> bool {
    match field {
        Field::SourcePort => matches!(rule.source_port, Ports::Masked { .. }),
        Field::DestinationPort => matches!(rule.destination_port, Ports::Masked { .. }),
        _ => false,
    }
}

/// The next field of a rule in a direction, around the ends, passing ports where the protocol has none.
pub fn neighbour(rule: &Rule, field: Field, forward: bool) -> Field {
    let fields: Vec<Field> = Field::ALL.into_iter().filter(|field| applies(rule, *field)).collect();
    let here = Field::ALL.iter().position(|known| *known == field).unwrap_or(0);
    let position = |field: &Field| Field::ALL.iter().position(|known| known == field).unwrap_or(0);
    let found = if forward {
        fields.iter().find(|field| position(field) > here).or(fields.first())
    } else {
        fields.iter().rev().find(|field| position(field) < here).or(fields.last())
    };
    found.copied().unwrap_or(field)
}

/// Whether a field means anything in this rule.
pub fn applies(rule: &Rule, field: Field) -> bool {
    rule.protocol.has_ports() || !matches!(field, Field::SourcePort | Field::DestinationPort)
}

fn input(rule: &Rule, field: Field) -> Input {
    let text = rule.text(field);
    match field {
        Field::Action => Input::choice(&[Action::Allow.as_str(), Action::Deny.as_str()], &text),
        Field::Protocol => Input::choice(&Protocol::OFFERED.map(Protocol::as_str), &text),
        _ => Input::text(&text),
    }
}
