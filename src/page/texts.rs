//! What has changed about what a filter says of itself.

use super::{Block, Tone};
use crate::filter::{Filter, FilterText};
use crate::lang::Lang;
use crate::language;
use crate::text::visible;

/// The name and the description, in so far as they are others now.
pub(crate) fn changed_texts(before: &Filter, after: &Filter, lang: Lang) -> Vec<Block> {
    let changed = FilterText::ALL.into_iter().filter(|which| which.of(before) != which.of(after));
    let told = |which: FilterText| {
        let [old, new] = [before, after].map(|filter| visible(which.of(filter)));
        Block::Para(Tone::Text, language::filter_text_changed(which, &old, &new, lang))
    };
    changed.map(told).collect()
}
