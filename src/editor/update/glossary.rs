//! The glossary: a list to search, or the words of what is being read.

use crate::editor::Editor;
use crate::editor::key::{Code, Key};
use crate::editor::popup::{Menu, Popup, Words};
use crate::language::{self, screen};

/// Lists every word.
pub(in crate::editor) fn open(editor: &mut Editor) {
    editor.popup = Some(Popup::Words(Box::new(Words { menu: Menu::new(), first: Vec::new(), back: None })));
}

/// Explains the words of the text in a popup, which comes back afterwards; gives the popup back if it holds no text.
pub(super) fn open_on(editor: &mut Editor, popup: Popup) -> Option<Popup> {
    let Some(text) = text_of(&popup, editor) else { return Some(popup) };
    let first = editor.glossary.find_in(&text, editor.lang).iter().map(|term| term.id.clone()).collect();
    editor.popup = Some(Popup::Words(Box::new(Words { menu: Menu::new(), first, back: Some(popup) })));
    None
}

/// The arrows choose, Tab goes to a related word, Enter goes back, the rest searches.
pub(super) fn on_key(editor: &mut Editor, mut words: Box<Words>, key: Key) {
    let found = words.shown(&editor.glossary);
    match key.code {
        Code::Enter => {
            editor.popup = words.back;
            return;
        }
        Code::Tab => {
            let related = found.get(words.menu.selected).and_then(|term| term.see.first()).cloned();
            let known = related.filter(|id| editor.glossary.find(id).is_some());
            if let Some(id) = known {
                words.menu = Menu::new();
                words.first =
                    std::iter::once(id.clone()).chain(words.first.into_iter().filter(|it| *it != id)).collect();
            }
        }
        _ => words.menu.input(key, found.len()),
    }
    editor.popup = Some(Popup::Words(words));
}

/// What a person reads there.
fn text_of(popup: &Popup, editor: &Editor) -> Option<String> {
    let lang = editor.lang;
    let session = editor.session();
    let attempt = || session.and_then(|session| session.lesson.as_ref());
    match popup {
        Popup::Story(page, _) => {
            let lesson = &attempt()?.lesson;
            Some(lesson.story.get(*page).unwrap_or(&lesson.remember).get(lang).to_owned())
        }
        Popup::Hints => Some(attempt()?.shown_hints().map(|hint| hint.get(lang)).collect::<Vec<_>>().join("\n")),
        Popup::Finding(_) => {
            let finding = session?.selected_finding()?;
            let flow = finding.flow().map(|id| language::flow_meaning(id, lang)).unwrap_or_default();
            Some(
                [language::finding_title(finding, lang), language::finding_consequence(finding, lang), flow].join("\n"),
            )
        }
        Popup::Theatre(theatre) => {
            let conversation = theatre.conversation()?;
            let stateful = language::stateful(conversation.stateful, lang);
            Some(
                [&language::flow_meaning(conversation.flow, lang), &stateful, screen::about_memory(lang)]
                    .map(AsRef::as_ref)
                    .join("\n"),
            )
        }
        Popup::Timeline(..) => Some(language::flow_meaning(crate::profile::FlowId::DhcpReply, lang)),
        _ => None,
    }
}
