//! What lines call by its name: fields, lessons, flows.

use crate::editor::Editor;
use crate::editor::session::Session;
use crate::filter::{Field, half_width};
use crate::formats::field_named;
use crate::lang::Lang;
use crate::language;
use crate::profile::{FlowId, ProfileField};
use crate::report::{Conversation, FlowVerdict};

/// The field of a rule, as it is called in either language.
///
/// # Errors
/// The names there are.
pub(super) fn field(word: &str, lang: Lang) -> Result<Field, String> {
    field_named(word).ok_or_else(|| Field::ALL.map(|field| language::field_word(field, lang)).join(", "))
}

/// The entry of the profile, by its id or its label in either language.
///
/// # Errors
/// The ids there are.
pub(super) fn entry(word: &str) -> Result<ProfileField, String> {
    let wanted = half_width(word).to_lowercase();
    let is_meant = |field: &ProfileField| Lang::ALL.iter().any(|lang| language::profile_label(*field, *lang) == wanted);
    let found = ProfileField::of_id(&wanted).or_else(|| ProfileField::ALL.into_iter().find(is_meant));
    found.ok_or_else(|| ProfileField::ALL.map(ProfileField::id).join(", "))
}

/// The place of a lesson (0-based), by its number or its name.
pub(super) fn lesson(text: &str, editor: &Editor) -> Option<usize> {
    let lessons = editor.course.lessons();
    let number = half_width(text).parse().ok().and_then(|number: usize| number.checked_sub(1));
    let place = number.filter(|at| *at < lessons.len());
    place.or_else(|| lessons.iter().position(|lesson| lesson.id == text))
}

/// A flow that has a conversation, by the beginning of its id or of its name in either language.
///
/// # Errors
/// The ids there are.
pub(super) fn flow(text: &str, session: &Session) -> Result<FlowId, String> {
    let wanted = text.to_lowercase();
    let is_played = |flow: &&FlowVerdict| Conversation::of(flow, session.filter()).is_some();
    let played: Vec<FlowId> = session.live.report.flows.iter().filter(is_played).map(|flow| flow.flow.id).collect();
    let names = |id: FlowId| [id.to_string(), language::flow_name(id, Lang::Ja), language::flow_name(id, Lang::En)];
    let found = played.iter().find(|id| names(**id).iter().any(|name| name.to_lowercase().starts_with(&wanted)));
    let known = || played.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    found.copied().ok_or_else(known)
}
