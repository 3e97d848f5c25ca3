//! Rules for the clipboard of whoever sits at the terminal, which may be another machine than this one.

use crate::editor::Editor;
use crate::editor::message::Effect;
use crate::filter::{Filter, Rule};
use crate::formats::{Document, Format, PLAIN, Writes};
use crate::language::{self, notices};

/// The longest text that is sent, in bytes. hterm takes sequences of up to 100,000 bytes, which hold this much; tmux and
/// xterm take more. (<https://chromium.googlesource.com/apps/libapps/+/main/hterm/etc/osc52.sh>)
const MOST: usize = 74_994;

/// Sends the selected rules or all of them, in the format of the file.
pub(in crate::editor) fn clip(editor: &mut Editor, all: bool) -> Vec<Effect> {
    let Some(session) = editor.session() else { return Vec::new() };
    let filter = session.filter();
    let range = if all { 0..filter.rules.len() } else { session.selected() };
    let rules: Vec<Rule> = filter.rules.get(range).unwrap_or_default().to_vec();
    let count = rules.len();
    let own = session.open.document.format();
    let format: &dyn Format = if own.writes() == Writes::Nothing { PLAIN } else { own };
    let written = Document::blank(format).write(0, &Filter { rules, ..filter.clone() });
    let text = match written {
        Ok(text) => text,
        Err(why) => {
            editor.complain(language::unwritable(&why, editor.lang));
            return Vec::new();
        }
    };
    if text.len() > MOST {
        editor.complain(notices::too_long_to_clip(text.len(), MOST, editor.voice()));
        return Vec::new();
    }
    editor.say(notices::clipped(count, editor.voice()));
    if let Some(session) = editor.session_mut() {
        session.mode.end_selection();
    }
    vec![Effect::Clip { text }]
}
