//! Standard output and standard error: the one way out for all that is not drawn on the screen.
//!
//! Nothing passes here that a terminal would obey or hide ([`visible_lines`]). Where the output becomes the log of a GitHub
//! Actions job, it is read for commands, standard error too: `::command::` at the beginning of a line, and `##[command]`
//! anywhere in it (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>; for the second
//! form `ActionCommand.TryParse` of <https://github.com/actions/runner>). There only what this program means as one is one.

use crate::text::{visible_json, visible_lines};
use std::io::{self, Write};

/// The byte order mark.
const MARK: &str = "\u{FEFF}";

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Lines for a person.
    Text,
    /// JSON, a report or a filter.
    Json,
    /// A file of a format whose files begin with a byte order mark, which stays.
    Marked,
    /// Commands for GitHub Actions, in which all content has passed through [`in_command`].
    Commands,
    /// Nothing but what this program says by itself.
    Own,
}

/// Writes to standard output.
///
/// # Errors
/// When nobody takes it.
pub(crate) fn out(text: &str, form: Form) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(printed(text, form).as_bytes()).and_then(|()| out.flush())
}

/// Writes to standard error, where nobody may be listening.
pub(crate) fn err(text: &str, form: Form) {
    let _nobody_listens = io::stderr().write_all(printed(text, form).as_bytes());
}

/// Content as it may stand in a command for GitHub Actions.
pub(crate) fn in_command(text: &str) -> String {
    without_commands(&crate::text::visible(text))
}

fn is_read_for_commands() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| !value.is_empty())
}

/// A text as it would go out now.
pub(crate) fn printed(text: &str, form: Form) -> String {
    passed(text, form, is_read_for_commands())
}

/// A text as it may go out.
fn passed(text: &str, form: Form, read_for_commands: bool) -> String {
    match form {
        Form::Text if read_for_commands => without_commands(&visible_lines(text)),
        Form::Text => visible_lines(text),
        Form::Json if read_for_commands => visible_json(text).replace("##[", "#\\u0023[").replace("::", ":\\u003a"),
        Form::Json => visible_json(text),
        Form::Marked => {
            let mark = if text.starts_with(MARK) { MARK } else { "" };
            mark.to_owned() + &passed(text, Form::Json, read_for_commands)
        }
        Form::Commands => visible_lines(text),
        Form::Own => text.to_owned(),
    }
}

/// Breaks up everything that would be read as a command.
fn without_commands(text: &str) -> String {
    let text = text.replace("##[", "## [");
    let mut broken = String::with_capacity(text.len());
    let mut at_start = true;
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let behind = rest.strip_prefix(c).unwrap_or_default();
        broken.push(c);
        let is_command = |tail: &str| at_start || tail.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        if c == ':' && behind.strip_prefix(':').is_some_and(is_command) {
            broken.push(' ');
        }
        at_start = c == '\n' || at_start && c.is_whitespace();
        rest = behind;
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_in_content_are_broken_up() {
        for (text, expected) in [
            ("a ##[error]b ###[group]", "a ## [error]b ### [group]"),
            ("::error::b", ": :error: :b"),
            ("a\n \u{3000}::1", "a\n \u{3000}: :1"),
            ("a ::set-output name=x::y", "a : :set-output name=x: :y"),
            ("2001:db8::1 is no ::1", "2001:db8::1 is no ::1"),
        ] {
            assert_eq!(passed(text, Form::Text, true), expected);
            assert_eq!(passed(text, Form::Text, false), text);
        }
    }

    #[test]
    fn in_json_they_mean_the_same() {
        let json = r###"{"a": "##[error]::warning::\u001b"}"###;
        let broken = passed(json, Form::Json, true);
        assert!(!broken.contains("##[") && !broken.contains("::"), "{broken}");
        let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        assert_eq!(value(&broken), value(json));
    }
}
