//! How the editor speaks: in its language, and of actions as whoever serves the person calls them.

use super::{Editor, Front};
use crate::lang::{ActionId, InLines, Lang, Names, Voice};

impl Editor {
    /// The voice of every sentence that mentions an action.
    pub fn voice(&self) -> Voice<'_> {
        Voice::new(self.lang, self)
    }
}

impl Names for Editor {
    fn name(&self, act: ActionId) -> String {
        match (self.front, self.keymap.keys(act).first(), act.in_lines()) {
            (Front::Screen, Some(key), _) => key.to_string(),
            (Front::Screen, None, _) => format!(":{}", act.name(self.lang)),
            (Front::Lines, _, InLines::Command(word)) => word.to_owned(),
            (Front::Lines, ..) => act.name(Lang::En).to_owned(),
        }
    }
}
