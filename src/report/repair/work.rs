//! A filter while edits are added one after another.

use crate::analysis::Span;
use crate::filter::{Edit, Filter, PortRange};

/// A filter while edits are added one after another.
pub(super) struct Work {
    pub(super) filter: Filter,
    pub(super) edits: Vec<Edit>,
}

impl Work {
    pub(super) fn new(filter: &Filter) -> Self {
        Self { filter: filter.clone(), edits: Vec::new() }
    }

    pub(super) fn push(&mut self, edit: Edit) {
        self.filter = edit.apply(&self.filter);
        self.edits.push(edit);
    }

    pub(super) fn edit(self) -> Edit {
        Edit::of(self.edits)
    }
}

pub(super) fn range_of(span: Span) -> PortRange {
    let port = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    PortRange::new(port(span.low), port(span.high))
}
