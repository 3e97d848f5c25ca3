//! Joining drafts into the catalogue: references to blocks become rules, and everything is tried once.

use super::claims::ClaimTexts;
use super::expand::{fill, fill_rule};
use super::read::{self, CatalogueEntry, PresetDraft};
use super::{Catalogue, Parameter, Preset, PresetKind, PresetProblem, PresetProblemKind, RuleTexts, placeholder};
use crate::data::{DataFault, DataPlace, field_key};
use crate::filter::Field;
use crate::lang::Lang;
use std::collections::{BTreeMap, BTreeSet};

impl Catalogue {
    /// Joins files; a preset with the id of an earlier one takes its place.
    ///
    /// Presets of plain rules come first, so that the others may refer to them in any order. What refers to blocks
    /// cannot be referred to, which makes a circle impossible.
    pub(super) fn join(&mut self, files: &[(&str, &str)]) -> Vec<PresetProblem> {
        let mut problems = Vec::new();
        let drafts: Vec<PresetDraft> =
            files.iter().flat_map(|(name, text)| read::file(name, text, &mut problems)).collect();
        let (composed, plain): (Vec<_>, Vec<_>) = unique(drafts, &mut problems)
            .into_iter()
            .partition(|draft| draft.entries.iter().any(|entry| matches!(entry, CatalogueEntry::Block { .. })));
        let earlier: BTreeSet<String> = composed.iter().map(|draft| draft.preset.id.clone()).collect();
        for draft in plain {
            self.take(draft, &earlier, &mut problems);
        }
        for draft in composed {
            self.take(draft, &earlier, &mut problems);
        }
        problems
    }

    fn take(&mut self, draft: PresetDraft, not_blocks: &BTreeSet<String>, problems: &mut Vec<PresetProblem>) {
        let before = problems.len();
        let place = DataPlace::in_file(&draft.file).item(&draft.preset.id);
        let mut preset = draft.preset;
        // Which entry each rule came from: problems name what the author wrote.
        let mut numbers = Vec::new();
        for (index, entry) in draft.entries.into_iter().enumerate() {
            let place = DataPlace { rule: Some(index + 1), ..place.clone() };
            match entry {
                CatalogueEntry::Rule(rule) => preset.rules.push(rule),
                CatalogueEntry::Block { id, with } => {
                    let block = self.find(&id).filter(|b| b.kind == PresetKind::Block && !not_blocks.contains(&id));
                    match block.map(|block| instantiate(block, &with, &preset.parameters, &place)) {
                        None => problems.push(place.at("block").problem(PresetProblemKind::UnknownBlock(id))),
                        Some(Err(found)) => problems.extend(found),
                        Some(Ok(rules)) => preset.rules.extend(rules),
                    }
                }
            }
            numbers.resize(preset.rules.len(), index + 1);
        }
        if problems.len() == before {
            check(&preset, &numbers, &place, problems);
        }
        if problems.len() > before {
            return;
        }
        match self.presets.iter_mut().find(|other| other.id == preset.id) {
            Some(other) => *other = preset,
            None => self.presets.push(preset),
        }
    }
}

/// The drafts without those whose id came before.
fn unique(drafts: Vec<PresetDraft>, problems: &mut Vec<PresetProblem>) -> Vec<PresetDraft> {
    let mut ids = BTreeSet::new();
    let (first, again): (Vec<_>, Vec<_>) = drafts.into_iter().partition(|draft| ids.insert(draft.preset.id.clone()));
    for draft in again {
        let place = DataPlace::in_file(&draft.file).item(&draft.preset.id);
        problems.push(place.at("id").problem(DataFault::DuplicateId));
    }
    first
}

/// A block's rules with its parameters replaced by what the reference says, or by their defaults.
fn instantiate(
    block: &Preset,
    with: &BTreeMap<String, String>,
    outer: &[Parameter],
    place: &DataPlace,
) -> Result<Vec<RuleTexts>, Vec<PresetProblem>> {
    let place = place.at("with");
    let unknown = with.keys().filter(|id| !block.parameters.iter().any(|parameter| parameter.id == **id));
    let mut problems: Vec<_> = unknown.map(|id| place.at(id).problem(DataFault::UnknownKey)).collect();
    let mut values = BTreeMap::new();
    for parameter in &block.parameters {
        let text = with.get(&parameter.id).unwrap_or(&parameter.default);
        if parameter.required && may_be_blank(text, outer) {
            problems.push(place.at(&parameter.id).problem(DataFault::Missing));
        }
        values.insert(parameter.id.as_str(), text.as_str());
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let fill = |text: &str| placeholder::fill(text, |name| values.get(name).copied());
    Ok(block
        .rules
        .iter()
        .map(|rule| RuleTexts {
            action: fill(&rule.action),
            protocol: fill(&rule.protocol),
            source: fill(&rule.source),
            source_port: fill(&rule.source_port),
            destination_port: fill(&rule.destination_port),
            description: rule.description.map(fill),
            why: rule.why.clone(),
        })
        .collect())
}

/// Whether a text may come out blank: what a block requires must not become "any" by a parameter left blank.
fn may_be_blank(text: &str, parameters: &[Parameter]) -> bool {
    let least = |name: &str| {
        let optional = parameters.iter().find(|parameter| parameter.id == name && !parameter.required);
        Some(optional.map_or("required", |parameter| parameter.default.as_str()))
    };
    placeholder::fill(text, least).is_empty()
}

/// What only shows when parameters and rules are seen together. Values are tried once the names are right.
fn check(preset: &Preset, numbers: &[usize], place: &DataPlace, problems: &mut Vec<PresetProblem>) {
    let before = problems.len();
    let located = located_rules(preset, numbers, place);
    check_parameters(preset, place, problems);
    check_names(preset, &located, place, problems);
    if problems.len() > before {
        return;
    }
    let sample = preset.sample_arguments();
    for (rule, place) in located {
        if let Err((field, error)) = fill_rule(rule, &sample, Lang::En) {
            problems.push(place.at(field_key(field)).problem(DataFault::Value(error)));
        }
    }
    let claims = place.at("claims.profile");
    for (key, error) in preset.claims.iter().flat_map(|claims| claims.wrong_entries(|text| fill(text, &sample))) {
        problems.push(claims.at(key).problem(DataFault::Profile(error)));
    }
}

/// Every rule of a preset, those of its claims included, with its place in the file.
fn located_rules<'p>(preset: &'p Preset, numbers: &[usize], place: &DataPlace) -> Vec<(&'p RuleTexts, DataPlace)> {
    let rules = numbers.iter().zip(&preset.rules);
    let rules = rules.map(|(number, rule)| (rule, DataPlace { rule: Some(*number), ..place.clone() }));
    let also = preset.claims.iter().flat_map(|claims| &claims.also).enumerate();
    rules.chain(also.map(|(index, rule)| (rule, place.at(&format!("claims.also[{}]", index + 1))))).collect()
}

fn check_parameters(preset: &Preset, place: &DataPlace, problems: &mut Vec<PresetProblem>) {
    let mut declared = BTreeSet::new();
    for (index, parameter) in preset.parameters.iter().enumerate() {
        let place = place.at(&format!("parameters[{}]", index + 1));
        if !declared.insert(parameter.id.as_str()) {
            problems.push(place.at("id").problem(PresetProblemKind::DuplicateParameter));
        }
        if let Err(error) = parameter.kind.read(&parameter.default) {
            problems.push(place.at("default").problem(DataFault::Value(error)));
        }
    }
}

/// Every name that is used must be declared, and every declared one used.
fn check_names(
    preset: &Preset,
    rules: &[(&RuleTexts, DataPlace)],
    place: &DataPlace,
    problems: &mut Vec<PresetProblem>,
) {
    let mut texts: Vec<(&str, DataPlace)> = Vec::new();
    for (rule, place) in rules {
        texts.extend(Field::ALL.map(|field| (rule.text(field, Lang::En), place.at(field_key(field)))));
        let ja = rule.description.get(Lang::Ja);
        if ja != rule.description.get(Lang::En) {
            texts.push((ja, place.at("description")));
        }
    }
    texts.extend(preset.claims.iter().flat_map(ClaimTexts::texts).map(|text| (text, place.at("claims"))));
    let mut used = BTreeSet::new();
    for (text, place) in texts {
        let Some(names) = placeholder::names(text) else {
            problems.push(place.problem(PresetProblemKind::Braces));
            continue;
        };
        for name in names {
            if !preset.parameters.iter().any(|parameter| parameter.id == name) {
                problems.push(place.problem(PresetProblemKind::UndefinedParameter(name.to_owned())));
            }
            used.insert(name);
        }
    }
    for (index, parameter) in preset.parameters.iter().enumerate() {
        if !used.contains(parameter.id.as_str()) {
            let place = place.at(&format!("parameters[{}]", index + 1));
            problems.push(place.problem(PresetProblemKind::UnusedParameter(parameter.id.clone())));
        }
    }
}
