//! What leads from one version of the filter to another.

use crate::editor::Editor;
use crate::editor::popup::{Changes, Popup};
use crate::filter::{Filter, changes};
use crate::profile::Profile;
use crate::report::{Delta, Report};

/// What stands in the file against what stands on the screen.
pub(in crate::editor) fn open_changes(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let (saved, now) = (session.history.saved(), session.filter());
    let changes = changes_between(saved, now, &session.profile);
    editor.popup = Some(Popup::Changes(Box::new(changes)));
}

/// What leads from one version to another, in rules and in traffic.
pub(super) fn changes_between(before: &Filter, after: &Filter, profile: &Profile) -> Changes {
    let [old, new] = [before, after].map(|filter| Report::of(filter, profile));
    let (rules, delta) = (changes(before, after), Delta::between((before, &old), (after, &new)));
    Changes { before: before.clone(), after: after.clone(), offer: None, rules, delta, scroll: 0 }
}
