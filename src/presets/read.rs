//! Preset files, key by key.

use super::claims::ClaimTexts;
use super::{Parameter, ParameterKind, Preset, PresetKind, PresetProblem, PresetProblemKind, RuleTexts, words};
use crate::data::{self, DataPlace};
use crate::profile::ProfileField;
use std::collections::BTreeMap;
use toml::{Table, Value};

type Reader<'a> = data::DataReader<'a, PresetProblemKind>;

/// A preset as written: its rules may still be references to blocks.
pub(super) struct PresetDraft {
    pub(super) file: String,
    pub(super) preset: Preset,
    pub(super) entries: Vec<CatalogueEntry>,
}

/// One entry of `rules`.
pub(super) enum CatalogueEntry {
    Rule(RuleTexts),
    Block { id: String, with: BTreeMap<String, String> },
}

/// Reads one file. Presets with a problem are not among the drafts.
pub(super) fn file(name: &str, text: &str, problems: &mut Vec<PresetProblem>) -> Vec<PresetDraft> {
    let place = DataPlace::in_file(name);
    let Some(table) = data::parse(&place, text, problems) else { return Vec::new() };
    let mut reader = Reader { table: &table, place, problems };
    reader.only(&["preset"]);
    let tables = reader.tables("preset");
    let Reader { place, problems, .. } = reader;
    tables.into_iter().filter_map(|(number, table)| draft(number, table, &place, problems)).collect()
}

fn draft(number: usize, table: &Table, place: &DataPlace, problems: &mut Vec<PresetProblem>) -> Option<PresetDraft> {
    let before = problems.len();
    let id = table.get("id").and_then(Value::as_str).map_or_else(|| format!("#{number}"), str::to_owned);
    let mut reader = Reader { table, place: place.item(&id), problems };
    let (preset, entries) = preset(&mut reader);
    let file = reader.place.file;
    (problems.len() == before).then_some(PresetDraft { file, preset, entries })
}

fn preset(reader: &mut Reader<'_>) -> (Preset, Vec<CatalogueEntry>) {
    reader.only(&["id", "kind", "name", "summary", "aliases", "parameters", "rules", "claims"]);
    let kind = match reader.word("kind", &["block", "server", "panel"], "block").as_str() {
        "server" => PresetKind::Server,
        "panel" => PresetKind::Panel,
        _ => PresetKind::Block,
    };
    let (id, name) = (reader.id("id"), reader.phrase("name", true));
    let preset = Preset {
        words: words(&id, &name, &reader.texts("aliases")),
        id,
        kind,
        name,
        summary: reader.phrase("summary", false),
        parameters: parameters(reader),
        rules: Vec::new(),
        claims: claims(reader),
    };
    reader.needs("rules");
    let entries = reader.each("rules", rules_entry);
    (preset, entries)
}

fn parameters(reader: &mut Reader<'_>) -> Vec<Parameter> {
    reader.each("parameters", |entry| {
        entry.only(&["id", "kind", "label", "default", "required"]);
        let kind = entry.word("kind", &ParameterKind::WORDS, "");
        Parameter {
            id: entry.id("id"),
            kind: ParameterKind::of_word(&kind).unwrap_or(ParameterKind::Network),
            label: entry.phrase("label", true),
            default: entry.text("default", false),
            required: entry.switch("required"),
        }
    })
}

fn rules_entry(entry: &mut Reader<'_>) -> CatalogueEntry {
    if !entry.has("block") {
        return CatalogueEntry::Rule(rule(entry, true));
    }
    if entry.table.keys().any(|key| key != "block" && key != "with") {
        entry.report("block", PresetProblemKind::BlockAndRule);
    }
    let with = entry.inner("with", |with| {
        let keys: Vec<String> = with.table.keys().cloned().collect();
        keys.into_iter().map(|key| (key.clone(), with.text(&key, false))).collect()
    });
    CatalogueEntry::Block { id: entry.text("block", true), with: with.unwrap_or_default() }
}

fn rule(entry: &mut Reader<'_>, full: bool) -> RuleTexts {
    let keys = ["action", "protocol", "source", "source_port", "destination_port", "description", "why"];
    entry.only(if full { &keys } else { &["protocol", "source", "source_port", "destination_port"] });
    RuleTexts {
        action: if full { entry.text("action", true) } else { "allow".to_owned() },
        protocol: entry.text("protocol", true),
        source: entry.text("source", false),
        source_port: entry.text("source_port", false),
        destination_port: entry.text("destination_port", false),
        description: entry.phrase("description", false),
        why: entry.phrase("why", false),
    }
}

fn claims(reader: &mut Reader<'_>) -> Option<ClaimTexts> {
    reader.inner("claims", |reader| {
        reader.only(&["profile", "flows", "also", "closed"]);
        reader.needs("profile");
        let profile = reader.inner("profile", |profile| {
            for field in [ProfileField::Attachment, ProfileField::Guest] {
                profile.needs(field.id());
            }
            profile.profile_texts()
        });
        ClaimTexts {
            profile: profile.unwrap_or_default(),
            flows: reader.texts("flows"),
            also: reader.each("also", |entry| rule(entry, false)),
            closed: reader.switch("closed"),
        }
    })
}
