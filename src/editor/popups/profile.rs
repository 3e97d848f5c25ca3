//! What the filter is called and what it protects: one form with its texts, where the file has a place for them, and every
//! entry of the profile.

use super::form;
use crate::editor::input::{Form, Input};
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::profile::change_profile;
use crate::editor::{Editor, Popup, texts};
use crate::filter::{FilterText, PortRange};
use crate::lang::{ActionId, Lang};
use crate::language::{self, notices, screen};
use crate::page::Page;
use crate::profile::{Profile, ProfileError, ProfileField};

#[derive(Debug, Clone)]
struct ProfileForm {
    form: Form,
    /// The texts, each as it stood in its field at first.
    texts: Vec<(FilterText, String)>,
}

/// A form with the texts of the filter, then every entry of the profile, in their order. The first entry has the focus.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let entry = |field: ProfileField| {
        let (words, text) = (field.words(), session.open.profile.text(field));
        if field.is_list() || words.is_empty() { Input::text(&text) } else { Input::choice(&words, &text) }
    };
    let places = texts::places(session);
    let inputs: Vec<Input> = places.iter().map(|which| Input::text(which.of(session.filter()))).collect();
    // A field holds one line, and may show a text otherwise than the file has it.
    let texts: Vec<(FilterText, String)> =
        places.into_iter().zip(&inputs).map(|(which, input)| (which, input.value().to_owned())).collect();
    let mut form = Form::new(inputs.into_iter().chain(ProfileField::ALL.map(entry)).collect());
    form.focus = texts.len();
    editor.open_popup(ProfileForm { form, texts });
}

impl ProfileForm {
    /// What the field in focus takes.
    fn takes(&self, lang: Lang) -> String {
        let form = &self.form;
        if let Some((which, _)) = self.texts.get(form.focus) {
            return language::filter_text_takes(*which, form.value(form.focus).chars().count(), lang);
        }
        let at = form.focus - self.texts.len();
        let field = ProfileField::ALL.get(at).copied().unwrap_or(ProfileField::Attachment);
        let takes = language::profile_takes(field, lang);
        let typed = Profile::default().with_text(field, form.value(form.focus));
        match (field, typed) {
            (_, Err(error)) => language::profile_expected(&error, lang),
            (ProfileField::Attachment, Ok(chosen)) => {
                format!("{}: {takes}", language::attachment(chosen.attachment, lang))
            }
            (ProfileField::Ephemeral, _) => format!("{takes} ({})", self.usual_ports()),
            _ => takes.to_owned(),
        }
    }

    /// The place of an entry among the fields.
    fn place(&self, field: ProfileField) -> usize {
        self.texts.len() + ProfileField::ALL.into_iter().position(|other| other == field).unwrap_or(0)
    }

    /// The return ports of the guest that is chosen.
    fn usual_ports(&self) -> PortRange {
        let guest = self.form.value(self.place(ProfileField::Guest));
        Profile::default().with_text(ProfileField::Guest, guest).unwrap_or_default().ephemeral_ports()
    }

    /// The profile it describes.
    ///
    /// # Errors
    /// Every entry that cannot be read.
    fn profile(&self) -> Result<Profile, Vec<ProfileError>> {
        let mut profile = Profile::default();
        let mut errors = Vec::new();
        for field in ProfileField::ALL {
            match profile.with_text(field, self.form.value(self.place(field))) {
                Ok(read) => profile = read,
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(profile) } else { Err(errors) }
    }

    /// The texts that were edited.
    fn edited(&self) -> Vec<(FilterText, String)> {
        let now = self.texts.iter().enumerate().map(|(at, text)| (text, self.form.value(at)));
        now.filter(|((_, before), now)| before != now).map(|((which, _), now)| (*which, now.to_owned())).collect()
    }

    fn take(&self, profile: Profile, editor: &mut Editor) -> PopupOutcome {
        let is_named = texts::commit(editor, &self.edited());
        if is_named && editor.session().is_some_and(|session| session.open.profile == profile) {
            return PopupOutcome::CLOSE;
        }
        let effects = change_profile(editor, profile);
        if is_named && editor.notice.as_ref().is_none_or(|notice| !notice.is_error) {
            editor.say(notices::named(editor.voice()));
        }
        PopupOutcome::Close(effects)
    }
}

impl Popup for ProfileForm {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let texts = self.texts.iter().map(|(which, _)| language::filter_text_label(*which, lang));
        let entries = ProfileField::ALL.map(|field| language::profile_label(field, lang));
        let labels: Vec<&str> = texts.chain(entries).collect();
        let title = if self.texts.is_empty() { screen::profile_title(lang) } else { screen::filter_title(lang) };
        form::page(title, &self.form, &labels, self.takes(lang), editor)
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::form(&mut self.form)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        if action != ActionId::Confirm {
            return PopupOutcome::Pass;
        }
        match self.profile() {
            Ok(profile) => self.take(profile, editor),
            Err(errors) => {
                self.form.focus = errors.first().map_or(0, |error| self.place(error.field));
                let sentences: Vec<String> =
                    errors.iter().map(|error| language::profile_error(error, editor.lang)).collect();
                editor.complain(sentences.join(" "));
                PopupOutcome::Stay
            }
        }
    }
}
