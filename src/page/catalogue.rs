//! A preset where it cannot be filled in: what it is for, what it needs, and how it is inserted.

use super::{Block, Page, Tone};
use crate::lang::Lang;
use crate::language::lines;
use crate::presets::Preset;

/// A preset, and the command that inserts it.
pub(crate) fn preset(preset: &Preset, lang: Lang) -> Page {
    let mut told = vec![preset_line(preset, lang), preset.summary(lang).to_owned()];
    let mut command = format!("insert {}", preset.id());
    for parameter in preset.parameters() {
        let rest =
            if parameter.required { lines::needed(lang).to_owned() } else { lines::optional(&parameter.default, lang) };
        told.push(format!("{}: {} ({rest})", parameter.id, parameter.label(lang)));
        let sample = preset.sample_arguments().remove(&parameter.id).unwrap_or_default();
        command += &format!(" {}={sample}", parameter.id);
    }
    told.push(lines::insert_usage(&command, lang));
    Page { blocks: told.into_iter().map(|line| Block::Prose(Tone::Text, line)).collect(), ..Page::default() }
}

/// Id, name and size of a preset.
pub(crate) fn preset_line(preset: &Preset, lang: Lang) -> String {
    lines::preset_line(preset.id(), preset.name(lang), preset.rule_count(), lang)
}
