//! The preset catalogue: choose, fill in, see what would change, insert.

use super::{form, text};
use crate::editor::history::Label;
use crate::editor::input::{Form, Input};
use crate::editor::message::Effect;
use crate::editor::popup::{Body, Menu, PopupOutcome};
use crate::editor::profile::remember;
use crate::editor::{Editor, Popup};
use crate::lang::{ActionId, Lang};
use crate::language::{self, grammar, hints, notices, screen};
use crate::page::{Block, By, Hint, ListCell, ListItem, Page, Placement, Tone};
use crate::presets::{Arguments, Preset, PresetKind};
use crate::profile::{Profile, ProfileField};
use crate::report::Insertion;

/// Lines that a page goes by, under the parameters.
const STEP: isize = 4;

/// Lines that a rule and its reason take where there is little room.
const LINES_OF_RULE: usize = 6;

/// The list, then the parameters of the chosen preset.
#[derive(Debug, Clone)]
pub struct Presets {
    menu: Menu,
    /// The chosen preset with its parameters.
    form: Option<PresetForm>,
    /// What the selected preset would insert, as far as its arguments can be read.
    insertion: Option<Insertion>,
    /// The first line shown of its rules, under its parameters.
    scroll: usize,
}

/// The parameters of a preset.
#[derive(Debug, Clone)]
struct PresetForm {
    preset: Preset,
    /// One field for each parameter.
    form: Form,
}

impl PresetForm {
    /// The form of a preset, with its defaults where nothing else is given.
    fn new(preset: &Preset, given: &Arguments) -> Self {
        let input =
            |parameter: &crate::presets::Parameter| Input::text(given.get(&parameter.id).unwrap_or(&parameter.default));
        let inputs = preset.parameters().iter().map(input).collect();
        Self { preset: preset.clone(), form: Form::new(inputs) }
    }

    fn arguments(&self) -> Arguments {
        let ids = self.preset.parameters().iter().map(|parameter| parameter.id.clone());
        ids.zip(self.form.inputs.iter().map(|input| input.value().to_owned())).collect()
    }

    fn labels(&self, lang: Lang) -> Vec<&str> {
        self.preset.parameters().iter().map(|parameter| parameter.label(lang)).collect()
    }
}

pub(in crate::editor) fn open(editor: &mut Editor) {
    show(Presets { menu: Menu::new(), form: None, insertion: None, scroll: 0 }, editor);
}

/// Opens the questions of one preset.
pub(in crate::editor) fn open_form(preset: &Preset, editor: &mut Editor) {
    let form = Some(PresetForm::new(preset, &Arguments::new()));
    show(Presets { menu: Menu::new(), form, insertion: None, scroll: 0 }, editor);
}

fn show(mut presets: Presets, editor: &mut Editor) {
    presets.changed(editor);
    editor.open_popup(presets);
}

/// Inserts a preset with these arguments, as far as they can be read; what must be asked stays open.
pub(in crate::editor) fn insert(preset: &Preset, arguments: &Arguments, editor: &mut Editor) -> Vec<Effect> {
    let form = Some(PresetForm::new(preset, arguments));
    let mut presets = Presets { menu: Menu::new(), form, insertion: None, scroll: 0 };
    presets.changed(editor);
    match presets.insert(editor) {
        PopupOutcome::Close(commands) => commands,
        _ => {
            editor.open_popup(presets);
            Vec::new()
        }
    }
}

impl Presets {
    fn found<'a>(&self, editor: &'a Editor) -> Vec<&'a Preset> {
        editor.catalogue.search(self.menu.query.text())
    }

    /// Chooses the selected preset; one that asks nothing is inserted at once.
    fn choose(&mut self, editor: &mut Editor) -> PopupOutcome {
        let Some(preset) = self.found(editor).get(self.menu.selected).map(|preset| (*preset).clone()) else {
            return PopupOutcome::Stay;
        };
        self.form = Some(PresetForm::new(&preset, &Arguments::new()));
        if preset.parameters().is_empty() {
            return self.insert(editor);
        }
        self.changed(editor);
        PopupOutcome::Stay
    }

    /// Inserts the preset, as one step. What a server brings into the profile is remembered with the file, as what a person
    /// says of it is, and stays when the rules are taken back.
    fn insert(&mut self, editor: &mut Editor) -> PopupOutcome {
        let lang = editor.lang;
        let (Some(session), Some(form)) = (editor.session_mut(), &mut self.form) else { return PopupOutcome::CLOSE };
        let preset = &form.preset;
        let rules = match preset.expand(&form.arguments(), lang) {
            Ok(rules) => rules,
            Err(errors) => {
                let first = errors.first().map(|error| language::argument_error(error, lang));
                let wrong = errors.first().and_then(|e| preset.parameters().iter().position(|p| p.id == e.parameter));
                form.form.focus = wrong.unwrap_or(form.form.focus);
                editor.complain(first.unwrap_or_default());
                return PopupOutcome::Stay;
            }
        };
        let insertion = Insertion::of(session.filter(), &rules);
        let name = preset.name(lang).to_owned();
        let tried_on = session.open.tried_on.take();
        match &insertion.edit {
            Some(edit) => session.commit(edit, Label::Preset(name.clone()), insertion.at),
            None => session.preview(None),
        }
        let inserted = rules.len() - insertion.skipped.len();
        let text = notices::inserted(&name, inserted, insertion.skipped.len(), lang);
        let now = session.open.profile.clone();
        let differs =
            |before: &Profile| ProfileField::ALL.into_iter().filter(|f| before.texts(*f) != now.texts(*f)).collect();
        let changed: Vec<ProfileField> = tried_on.as_ref().map(differs).unwrap_or_default();
        if changed.is_empty() {
            editor.say(text);
            return PopupOutcome::CLOSE;
        }
        let entries = changed.iter().map(|field| language::profile_entry(&now, *field, lang));
        let brought = notices::profile_brought(&language::list(entries, lang), lang);
        editor.profile = now;
        editor.say(text + grammar::gap(lang) + &brought);
        PopupOutcome::Close(remember(editor))
    }

    /// Why the preset in hand shows no effect.
    fn without_effect(&self, lang: Lang) -> &'static str {
        match self.insertion {
            Some(_) => screen::no_effect(lang),
            None => screen::effect_to_come(lang),
        }
    }

    fn list(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let found = self.found(editor);
        let at = (self.menu.selected + 1).min(found.len());
        let item = |(entry, preset): (usize, &&Preset)| {
            let kind = match preset.kind() {
                PresetKind::Server => screen::whole_server(lang),
                PresetKind::Panel => screen::of_the_panel(lang),
                PresetKind::Block => "",
            };
            let cells = vec![
                ListCell::Growing(Tone::Text, preset.name(lang).to_owned()),
                ListCell::Text(Tone::Dim, screen::rule_count(preset.rule_count(), lang)),
                ListCell::Text(Tone::Dim, kind.to_owned()),
            ];
            Block::Item(ListItem { entry, selected: entry == self.menu.selected, cells })
        };
        let nothing = || Block::Prose(Tone::Dim, screen::nothing_found(lang).to_owned());
        let items: Vec<Block> = found.iter().enumerate().map(item).collect();
        let about =
            found.get(self.menu.selected).map(|preset| Block::Prose(Tone::Note, preset.summary(lang).to_owned()));
        let search = Hint::new(By::Letters, hints::search(lang));
        Page {
            title: format!("{} {at}/{}", screen::presets(lang), found.len()),
            place: Placement::Page,
            has_effect: true,
            head: vec![form::search(&self.menu.query, editor)],
            blocks: if items.is_empty() { vec![nothing()] } else { items },
            foot: about.into_iter().collect(),
            foot_rows: 2,
            hints: text::choosing(hints::insert(lang), editor).into_iter().chain([search]).collect(),
            ..Page::default()
        }
    }

    fn questions(&self, form: &PresetForm, editor: &Editor) -> Page {
        let lang = editor.lang;
        let about = Block::Prose(Tone::Note, form.preset.summary(lang).to_owned());
        let fields = form::fields(&form.form, &form.labels(lang));
        Page {
            title: form.preset.name(lang).to_owned(),
            place: Placement::Page,
            has_effect: true,
            head: std::iter::once(about).chain(fields).collect(),
            blocks: self.reasons(form, lang),
            scroll: self.scroll,
            hints: vec![
                Hint::new(By::Action(ActionId::NextField), hints::next_field(lang)),
                Hint::new(By::Action(ActionId::Confirm), hints::insert(lang)),
                Hint::new(By::Action(ActionId::PageDown), hints::scroll(lang)),
                Hint::new(By::Escape, hints::to_the_list(lang)),
            ],
            ..Page::default()
        }
    }

    /// Each rule it would insert with the reason for it, or what is wrong with the arguments.
    fn reasons(&self, form: &PresetForm, lang: Lang) -> Vec<Block> {
        match form.preset.expand(&form.arguments(), lang) {
            Err(errors) => {
                let wrong = |error: &crate::presets::ArgumentError| {
                    let label = form.preset.parameters().iter().find(|parameter| parameter.id == error.parameter);
                    let label = label.map_or(error.parameter.as_str(), |parameter| parameter.label(lang));
                    let text = format!("{label}: {}", language::argument_error(error, lang));
                    Block::head(Tone::Warning, text)
                };
                errors.iter().map(wrong).collect()
            }
            Ok(rules) => {
                let skipped = self.insertion.as_ref().map(|insertion| insertion.skipped.as_slice()).unwrap_or_default();
                let told = rules.iter().enumerate().flat_map(|(index, rule)| {
                    let why = form.preset.why(lang, index).to_owned();
                    let text = language::rule(rule, lang);
                    [Block::Proposed { in_effect: skipped.contains(&index), text }, Block::Quote(why)]
                });
                told.collect()
            }
        }
    }
}

impl Popup for Presets {
    fn page(&self, editor: &Editor) -> Page {
        let page = match &self.form {
            None => self.list(editor),
            Some(form) => self.questions(form, editor),
        };
        Page { without_effect: Some(self.without_effect(editor.lang).to_owned()), ..page }
    }

    fn body(&mut self, editor: &Editor) -> Body<'_> {
        let found = self.found(editor).len();
        match &mut self.form {
            Some(form) => Body::form(&mut form.form),
            None => self.menu.body(found),
        }
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        match (action, &self.form) {
            (ActionId::Confirm, Some(_)) => self.insert(editor),
            (ActionId::Confirm, None) => self.choose(editor),
            // Under the parameters the rules can still be read.
            (ActionId::PageUp | ActionId::PageDown, Some(form)) => {
                let step = if action == ActionId::PageUp { -STEP } else { STEP };
                let most = form.preset.rule_count() * LINES_OF_RULE;
                self.scroll = self.scroll.saturating_add_signed(step).min(most);
                PopupOutcome::Stay
            }
            _ => PopupOutcome::Pass,
        }
    }

    /// Shows in the panel what the preset in hand would do.
    fn changed(&mut self, editor: &mut Editor) {
        let lang = editor.lang;
        let selected = self.found(editor).get(self.menu.selected).map(|preset| (*preset).clone());
        let rules = match &self.form {
            Some(form) => form.preset.expand(&form.arguments(), lang).ok(),
            None => selected
                .and_then(|preset| preset.expand(&PresetForm::new(&preset, &Arguments::new()).arguments(), lang).ok()),
        };
        let Some(session) = editor.session_mut() else { return };
        if let Some(form) = &self.form {
            // Every argument counts anew against the profile there was.
            let before = session.open.tried_on.clone().unwrap_or_else(|| session.open.profile.clone());
            let brought = profile_of(form, &before, session.filter().rules.is_empty());
            if brought != session.open.profile {
                session.open.profile = brought;
                session.open.tried_on.get_or_insert(before);
                session.refresh();
            }
        }
        self.insertion = rules.map(|rules| Insertion::of(session.filter(), &rules));
        session.propose(self.insertion.as_ref().and_then(|insertion| insertion.edit.clone()));
    }

    /// Gives a preset up: nothing is inserted and the profile is as it was. From the parameters it goes back to the list.
    fn cancel(&mut self, editor: &mut Editor) -> PopupOutcome {
        if let Some(session) = editor.session_mut() {
            if let Some(profile) = session.open.tried_on.take() {
                session.open.profile = profile;
                session.refresh();
            }
            session.preview(None);
        }
        if self.form.take().is_none() {
            return PopupOutcome::CLOSE;
        }
        self.changed(editor);
        PopupOutcome::Stay
    }

    fn told(&self, editor: &Editor) -> Page {
        let Some(form) = &self.form else { return self.page(editor) };
        crate::page::preset(&form.preset, editor.lang)
    }
}

/// What the filter protects with this preset in it. A whole server says what it is; into a filter that has rules it
/// brings the items of its lists only. Nobody is its administrator before that is filled in.
fn profile_of(form: &PresetForm, before: &Profile, filter_is_empty: bool) -> Profile {
    let preset = &form.preset;
    if preset.kind() != PresetKind::Server {
        return before.clone();
    }
    let given = preset.claims(&form.arguments());
    let is_filled_in = given.is_ok();
    let claims = given.or_else(|_errors| preset.claims(&preset.sample_arguments())).ok().flatten();
    match claims {
        Some(claims) if filter_is_empty && is_filled_in => claims.replace(before),
        Some(claims) if filter_is_empty => Profile { admin: Vec::new(), ..claims.replace(before) },
        Some(claims) if is_filled_in => claims.join(before),
        _ => before.clone(),
    }
}
