//! What the filter protects: one form with every entry of the profile.

use super::form;
use crate::editor::input::{Form, Input};
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::profile::change_profile;
use crate::editor::{Editor, Popup};
use crate::filter::PortRange;
use crate::lang::ActionId;
use crate::language::{self, screen};
use crate::page::Page;
use crate::profile::{Profile, ProfileError, ProfileField};

#[derive(Debug, Clone)]
struct ProfileForm(Form);

/// A form with every entry of the profile, in their order.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let input = |field: ProfileField| {
        let (words, text) = (field.words(), session.open.profile.text(field));
        if field.is_list() || words.is_empty() { Input::text(&text) } else { Input::choice(&words, &text) }
    };
    let form = Form::new(ProfileField::ALL.map(input).to_vec());
    editor.open_popup(ProfileForm(form));
}

impl Popup for ProfileForm {
    fn page(&self, editor: &Editor) -> Page {
        let (lang, form) = (editor.lang, &self.0);
        let labels = ProfileField::ALL.map(|field| language::profile_label(field, lang));
        let field = ProfileField::ALL.get(form.focus).copied().unwrap_or(ProfileField::Attachment);
        let takes = language::profile_takes(field, lang);
        let typed = Profile::default().with_text(field, form.value(form.focus));
        let hint = match (field, typed) {
            (_, Err(error)) => language::profile_expected(&error, lang),
            (ProfileField::Attachment, Ok(chosen)) => {
                format!("{}: {takes}", language::attachment(chosen.attachment, lang))
            }
            (ProfileField::Ephemeral, _) => format!("{takes} ({})", usual_ports(form)),
            _ => takes.to_owned(),
        };
        let title = screen::profile_title(lang);
        form::page(title, form, &labels, hint, editor)
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::form(&mut self.0)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        if action != ActionId::Confirm {
            return PopupOutcome::Pass;
        }
        match read(&self.0) {
            Ok(profile) => PopupOutcome::Close(change_profile(editor, profile)),
            Err(errors) => {
                let first = errors.first().map(|error| error.field);
                self.0.focus = ProfileField::ALL.into_iter().position(|field| Some(field) == first).unwrap_or(0);
                let sentences: Vec<String> =
                    errors.iter().map(|error| language::profile_error(error, editor.lang)).collect();
                editor.complain(sentences.join(" "));
                PopupOutcome::Stay
            }
        }
    }
}

/// The return ports of the guest that is chosen.
fn usual_ports(form: &Form) -> PortRange {
    let at = ProfileField::ALL.into_iter().position(|field| field == ProfileField::Guest);
    let guest = Profile::default().with_text(ProfileField::Guest, form.value(at.unwrap_or(0)));
    guest.unwrap_or_default().ephemeral_ports()
}

/// The profile a form describes.
///
/// # Errors
/// Every entry that cannot be read.
fn read(form: &Form) -> Result<Profile, Vec<ProfileError>> {
    let mut profile = Profile::default();
    let mut errors = Vec::new();
    for (field, input) in ProfileField::ALL.into_iter().zip(&form.inputs) {
        match profile.with_text(field, input.value()) {
            Ok(read) => profile = read,
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(profile) } else { Err(errors) }
}
