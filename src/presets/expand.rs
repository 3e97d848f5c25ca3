//! From a preset and a person's answers to rules.

use super::{ArgumentError, ArgumentTrouble, Claims, Preset, RuleTexts, placeholder};
use crate::filter::{Action, Field, FieldError, Protocol, Rule, half_width};
use crate::lang::Lang;
use std::collections::BTreeMap;

/// Answers by parameter id. An absent answer is a blank one.
pub type Arguments = BTreeMap<String, String>;

impl Preset {
    /// The rules, with descriptions in a language.
    ///
    /// # Errors
    /// Every argument that is missing, unknown, or makes no sense where a rule uses it.
    pub fn expand(&self, arguments: &Arguments, lang: Lang) -> Result<Vec<Rule>, Vec<ArgumentError>> {
        let values = self.values(arguments)?;
        fill_rules(&self.rules, &values, lang)
    }

    /// What a server template promises with these arguments; `None` for a preset without claims.
    ///
    /// # Errors
    /// As for [`Preset::expand`].
    pub fn claims(&self, arguments: &Arguments) -> Result<Option<Claims>, Vec<ArgumentError>> {
        let values = self.values(arguments)?;
        let Some(texts) = &self.claims else { return Ok(None) };
        let also = fill_rules(&texts.also, &values, Lang::default())?;
        Ok(Some(texts.fill(also, |text| fill(text, &values))))
    }

    /// Arguments for a preview: the default where there is one, else a documentation network or a spare port. They make
    /// sense in every field but protect nothing, so they are never to be applied.
    pub fn sample_arguments(&self) -> Arguments {
        let answer = |text: &str, sample: &str| if text.is_empty() { sample.to_owned() } else { text.to_owned() };
        self.parameters.iter().map(|p| (p.id.clone(), answer(&p.default, p.kind.sample()))).collect()
    }

    /// The value of every parameter in the form a field takes.
    fn values(&self, arguments: &Arguments) -> Result<Arguments, Vec<ArgumentError>> {
        let unknown = arguments.keys().filter(|id| !self.parameters.iter().any(|parameter| parameter.id == **id));
        let mut errors: Vec<_> = unknown.map(|id| error(id, ArgumentTrouble::Unknown)).collect();
        let mut values = Arguments::new();
        for parameter in &self.parameters {
            let given = arguments.get(&parameter.id).filter(|text| !half_width(text).trim().is_empty());
            let text = given.unwrap_or(&parameter.default);
            if text.is_empty() && parameter.required {
                errors.push(error(&parameter.id, ArgumentTrouble::Missing));
                continue;
            }
            match parameter.kind.read(text) {
                Ok(value) => drop(values.insert(parameter.id.clone(), value)),
                Err(what) => errors.push(error(&parameter.id, ArgumentTrouble::Field(what))),
            }
        }
        if errors.is_empty() { Ok(values) } else { Err(errors) }
    }
}

/// One rule with its parameters filled in.
///
/// # Errors
/// The first field, from the left, that cannot hold its text.
pub(super) fn fill_rule(texts: &RuleTexts, values: &Arguments, lang: Lang) -> Result<Rule, (Field, FieldError)> {
    Field::ALL.into_iter().try_fold(Rule::new(Action::Allow, Protocol::Ip), |rule, field| {
        rule.with_text(field, &fill(texts.text(field, lang), values)).map_err(|what| (field, what))
    })
}

fn fill_rules(texts: &[RuleTexts], values: &Arguments, lang: Lang) -> Result<Vec<Rule>, Vec<ArgumentError>> {
    let mut rules = Vec::new();
    let mut errors = Vec::new();
    for texts in texts {
        match fill_rule(texts, values, lang) {
            Ok(rule) => rules.push(rule),
            Err((field, what)) => {
                let name = placeholder::names(texts.text(field, lang)).unwrap_or_default().first().copied();
                let found = error(name.unwrap_or_default(), ArgumentTrouble::Field(what));
                if !errors.contains(&found) {
                    errors.push(found);
                }
            }
        }
    }
    if errors.is_empty() { Ok(rules) } else { Err(errors) }
}

pub(super) fn fill(text: &str, values: &Arguments) -> String {
    placeholder::fill(text, |name| values.get(name).map(String::as_str))
}

fn error(parameter: &str, trouble: ArgumentTrouble) -> ArgumentError {
    ArgumentError { parameter: parameter.to_owned(), trouble }
}
