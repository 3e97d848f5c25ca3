//! Who speaks: a language, and how actions are called where it speaks.

use super::{ActionId, Lang};
use std::fmt;

/// How actions are called by a front end: the screen names keys, lines name commands.
pub(crate) trait Names: fmt::Debug {
    /// What to type for an action.
    fn name(&self, action: ActionId) -> String;
}

/// A language, and the names of actions.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    pub(crate) lang: Lang,
    names: &'a dyn Names,
}

impl<'a> Voice<'a> {
    pub(crate) const fn new(lang: Lang, names: &'a dyn Names) -> Self {
        Self { lang, names }
    }

    /// How an action is called here.
    pub fn name(self, action: ActionId) -> String {
        self.names.name(action)
    }
}
