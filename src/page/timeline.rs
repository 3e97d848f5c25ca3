//! When the filter will hurt.

use super::{Block, Fact, Page, Tone};
use crate::lang::Lang;
use crate::language;
use crate::profile::Profile;
use crate::report::{Report, TimelineEvent, When, timeline};

/// What will happen, and when, if a lease takes so many hours.
pub(crate) fn time_line(report: &Report, profile: &Profile, lease_hours: u32, lang: Lang) -> Page {
    let happenings = timeline(report, profile);
    let fact = |it: &TimelineEvent| {
        Block::Fact(Fact {
            tone: it.verdict.map_or(Tone::Text, Tone::from),
            name: language::when(it.when, lease_hours, lang),
            dispensable: false,
            verdict: language::happening(it, lang),
            was: None,
            by: String::new(),
            notes: Vec::new(),
        })
    };
    let mut blocks: Vec<Block> = happenings.iter().map(fact).collect();
    if happenings.iter().any(|it| matches!(it.when, When::Lease(_))) {
        blocks.push(Block::Para(Tone::Dim, language::lease_assumed(lease_hours, lang)));
    }
    Page { title: language::time_line(lang).to_owned(), blocks, ..Page::default() }
}
