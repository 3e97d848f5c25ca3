//! A preset where it cannot be filled in: what it is for, what it needs, and how it is inserted.

use super::{Block, Page, Tone};
use crate::lang::Lang;
use crate::language;
use crate::presets::Preset;

/// A preset, and the command that inserts it.
pub fn preset(preset: &Preset, lang: Lang) -> Page {
    let mut lines = vec![preset_line(preset, lang), preset.summary(lang).to_owned()];
    let mut command = format!("insert {}", preset.id());
    for parameter in preset.parameters() {
        let rest = if parameter.required {
            pick!(lang, en = "needed", ja = "必須").to_owned()
        } else {
            optional(&parameter.default, lang)
        };
        lines.push(format!("{}: {} ({rest})", parameter.id, parameter.label(lang)));
        let sample = preset.sample_arguments().remove(&parameter.id).unwrap_or_default();
        command += &format!(" {}={sample}", parameter.id);
    }
    lines.push(say!(lang, en = "To insert it: {command}", ja = "挿入するには: {command}"));
    Page { blocks: lines.into_iter().map(|line| Block::Prose(Tone::Text, line)).collect(), ..Page::default() }
}

/// Id, name and size of a preset.
pub fn preset_line(preset: &Preset, lang: Lang) -> String {
    let (id, name, count) = (preset.id(), preset.name(lang), language::count_of_rules(preset.rule_count(), lang));
    say!(lang, en = "{id}: {name}, {count}", ja = "{id}: {name}、{count}")
}

fn optional(default: &str, lang: Lang) -> String {
    let any = pick!(lang, en = "any", ja = "すべて");
    let default = if default.is_empty() { any } else { default };
    say!(lang, en = "{default} if not given", ja = "既定は {default}")
}
