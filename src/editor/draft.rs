//! A rule while it is being typed. The filter is not touched until the draft is committed, but every key asks the
//! analysis what the filter would do.

use super::input::Input;
use super::key::{Code, Key};
use crate::filter::{Action, Edit, Expected, Field, FieldError, Filter, Ports, Protocol, Rule};
use crate::filter::{NamedService, half_width, service_named, services};

/// A rule being typed.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Where it stands or will stand (0-based).
    pub(crate) at: usize,
    /// Whether it is not in the filter yet.
    pub(crate) is_new: bool,
    /// The rule as far as it could be read.
    pub rule: Rule,
    /// The rules for the other values, where the field in hand holds a list.
    pub(crate) more: Vec<Rule>,
    /// The field in hand.
    pub(crate) field: Field,
    pub(crate) input: Input,
    /// What is wrong with the text; the rule then still holds the field's last readable value.
    pub(crate) error: Option<FieldError>,
    /// The networks to suggest in the source field.
    pub(crate) networks: Vec<String>,
    /// The address the person comes from, if it is known.
    pub(crate) own: Option<String>,
    /// Which of the suggestions is offered.
    offer: usize,
}

impl Draft {
    /// The protocol of a new allow rule for everyone that has no port yet: until then nobody means what it would do.
    pub(crate) fn opens_every_port(&self) -> Option<&'static str> {
        let rule = &self.rule;
        let is_open = rule.action == Action::Allow && rule.protocol.has_ports() && rule.source.is_any();
        let any = |ports: Ports| ports == Ports::Any;
        let has_none = is_open && any(rule.source_port) && any(rule.destination_port);
        (self.is_new && self.error.is_none() && has_none).then(|| rule.protocol.as_str())
    }

    /// Takes a rule of the filter in hand.
    pub(super) fn of_existing(at: usize, rule: &Rule, field: Field) -> Self {
        let input = input(rule, field);
        Self {
            at,
            is_new: false,
            input,
            rule: rule.clone(),
            more: Vec::new(),
            field,
            error: None,
            networks: Vec::new(),
            own: None,
            offer: 0,
        }
    }

    pub(super) fn of_new(at: usize) -> Self {
        let rule = Rule::new(Action::Allow, Protocol::Tcp);
        let field = Field::Action;
        let input = input(&rule, field);
        Self {
            at,
            is_new: true,
            input,
            rule,
            more: Vec::new(),
            field,
            error: None,
            networks: Vec::new(),
            own: None,
            offer: 0,
        }
    }

    /// Takes a key of the field in hand. Tells whether it was one.
    ///
    /// At the end of the text, what would go further right takes the suggestion; Ctrl-N and Ctrl-P offer another.
    pub(crate) fn input(&mut self, key: Key) -> bool {
        if let Some(text) = self.suggestion().filter(|_| !key.alt) {
            match (key.ctrl, key.code) {
                (false, Code::Right | Code::End) | (true, Code::Char('e' | 'f')) => {
                    self.input = Input::text(&text);
                    self.read();
                    return true;
                }
                (true, Code::Char('n')) => self.offer += 1,
                (true, Code::Char('p')) => self.offer += self.suggestions().len() - 1,
                _ => {}
            }
        }
        if self.names_protocol(key) {
            self.go_to(Field::Protocol);
        }
        let used = self.input.input(key);
        if used {
            self.read();
        }
        used
    }

    /// Whether a letter at the action of a new rule can only mean its protocol.
    fn names_protocol(&self, key: Key) -> bool {
        let Code::Char(letter) = key.folded().code else { return false };
        let begins = |word: &str| word.starts_with(letter.to_ascii_lowercase());
        let at_action = self.is_new && self.field == Field::Action && !key.ctrl;
        let is_action = [Action::Allow, Action::Deny].map(Action::as_str).into_iter().any(begins);
        at_action && !is_action && Protocol::OFFERED.map(Protocol::as_str).into_iter().any(begins)
    }

    /// Puts another text in the place of the one in hand.
    pub(super) fn retype(&mut self, input: Input) {
        self.input = input;
        self.read();
    }

    /// Takes a pasted text into the field in hand.
    pub(super) fn paste(&mut self, text: &str) {
        self.input.paste(text);
        self.read();
    }

    /// The service that the text names, in a port field.
    pub(crate) fn service(&self) -> Option<&'static NamedService> {
        if self.is_port() { service_named(self.input.value()) } else { None }
    }

    /// What the text may be the beginning of, if its cursor is at its end.
    pub fn suggestion(&self) -> Option<String> {
        let Input::Text(line) = &self.input else { return None };
        // A note, which may be long, is not looked through in vain.
        if self.field == Field::Description {
            return None;
        }
        if line.cursor() < line.text().chars().count() {
            return None;
        }
        let all = self.suggestions();
        all.get(self.offer % all.len().max(1)).cloned()
    }

    /// Everything the text may be the beginning of: networks in use, the person's own address, names of services of the rule's protocol.
    fn suggestions(&self) -> Vec<String> {
        let typed = half_width(self.input.value()).trim().to_ascii_lowercase();
        let longer = |text: &str| text.starts_with(&typed) && *text != typed;
        match self.field {
            Field::Source => {
                let own = self.own.iter().filter(|own| !self.networks.contains(own));
                self.networks.iter().chain(own).filter(|network| longer(network)).cloned().collect()
            }
            Field::SourcePort | Field::DestinationPort if !typed.is_empty() => {
                let ours = services().iter().filter(|service| service.protocols.contains(&self.rule.protocol));
                ours.filter(|service| longer(service.name)).map(|service| service.name.to_owned()).collect()
            }
            _ => Vec::new(),
        }
    }

    const fn is_port(&self) -> bool {
        matches!(self.field, Field::SourcePort | Field::DestinationPort)
    }

    /// Goes to another field, if the text in hand can be read as one value.
    pub(super) fn go_to(&mut self, field: Field) {
        if self.error.is_none() && self.more.is_empty() {
            self.offer = 0;
            self.field = field;
            self.input = input(&self.rule, field);
        }
    }

    /// The field `steps` to the right (to the left if negative), passing those the protocol does not have.
    pub(super) fn neighbour(&self, forward: bool) -> Field {
        neighbour(&self.rule, self.field, forward)
    }

    /// The edit that commits the draft.
    pub(super) fn edit(&self) -> Edit {
        let (at, rule) = (self.at, self.rule.clone());
        let first = if self.is_new { Edit::Insert { at, rule } } else { Edit::Replace { at, rule } };
        let more = self.more.iter().zip(at + 1..).map(|(rule, at)| Edit::Insert { at, rule: rule.clone() });
        Edit::of(std::iter::once(first).chain(more).collect())
    }

    /// The filter as it would be.
    pub(super) fn applied(&self, filter: &Filter) -> Filter {
        self.edit().apply(filter)
    }

    /// Whether the text will be written without the `/32` it ends with, which the cloud refuses.
    pub(crate) fn loses_prefix(&self) -> bool {
        self.field == Field::Source && self.error.is_none() && self.input.value().trim().ends_with("/32")
    }

    fn read(&mut self) {
        let text = match self.service() {
            Some(service) => service.ports.to_string(),
            None => self.input.value().to_owned(),
        };
        self.more.clear();
        match self.rule.with_text(self.field, &text) {
            // The old value/mask form is read from files but not offered to hands.
            Ok(rule) if is_hex(&rule, self.field) && !is_hex(&self.rule, self.field) => {
                self.error = Some(FieldError::whole(Expected::Port));
            }
            Ok(rule) => {
                self.rule = rule;
                self.error = None;
            }
            Err(error) if error.expected == Expected::NoList => self.read_list(&text, error),
            Err(error) => self.error = Some(error),
        }
    }

    /// A list means a rule for each of its values, if all of them can be read.
    fn read_list(&mut self, text: &str, error: FieldError) {
        let mut rules = self.rule.with_each(self.field, text).unwrap_or_default();
        if rules.len() < 2 {
            self.error = Some(error);
            return;
        }
        self.more = rules.split_off(1);
        self.rule = rules.pop().unwrap_or_else(|| self.rule.clone());
        self.error = None;
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
pub(super) fn neighbour(rule: &Rule, field: Field, forward: bool) -> Field {
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
pub(crate) fn applies(rule: &Rule, field: Field) -> bool {
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
