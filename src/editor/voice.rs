//! How the editor speaks: in its language, and of actions as whoever serves the person calls them.

use super::Editor;
use super::words::act_name;
use crate::lang::{ActionId, Lang, Names, Voice};

/// Who serves the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Front {
    /// A screen: an action is called by its first key, or by its name behind `:`.
    #[default]
    Screen,
    /// Lines: an action is called by its word.
    Lines,
}

impl Editor {
    /// The voice of every sentence that mentions an action.
    pub fn voice(&self) -> Voice<'_> {
        Voice::new(self.lang, self)
    }
}

impl Names for Editor {
    fn name(&self, act: ActionId) -> String {
        match (self.front, self.keymap.keys(act).first()) {
            (Front::Lines, _) => word(act).to_owned(),
            (Front::Screen, Some(key)) => key.to_string(),
            (Front::Screen, None) => format!(":{}", act_name(act, self.lang)),
        }
    }
}

/// The word of lines for an action.
fn word(act: ActionId) -> &'static str {
    match act {
        ActionId::RepairAll => "repair",
        ActionId::Timeline => "timeline",
        ActionId::NextLesson => "next",
        ActionId::RestartLesson => "restart",
        act => act_name(act, Lang::En),
    }
}
