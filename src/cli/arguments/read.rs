//! What was found on the command line, as a task.

use super::{Choice, CommandLine, Conversion, InputFile, Learn, ProfileOptions, Task, ViewOptions};
use crate::formats::Format;
use crate::language::{Lang, UsageFault, profile_expected, profile_value};
use crate::profile::ProfileField;
use clap::ArgMatches;
use clap::parser::ValueSource;
use std::path::PathBuf;

/// The options of the editor, which no command takes.
const OF_EDITOR: [&str; 5] = ["force", "plain", "theme", "glyphs", "mouse"];

/// What the arguments ask for.
///
/// # Errors
/// Everything about them that makes no sense.
pub(super) fn arguments(matches: &ArgMatches, lang: Lang) -> Result<CommandLine, Vec<UsageFault>> {
    let file = matches.get_one::<PathBuf>("FILE").cloned();
    let Some((command, inner)) = matches.subcommand() else {
        if file.as_deref().map(InputFile::of) == Some(InputFile::Stdin) {
            return Err(vec![UsageFault::EditsStdin]);
        }
        let view = ViewOptions {
            theme: matches.get_one("theme").copied().flatten(),
            glyphs: matches.get_one("glyphs").copied().flatten(),
            mouse: matches.get_flag("mouse"),
            plain: matches.get_flag("plain"),
        };
        let task = Task::Edit { file, force: matches.get_flag("force"), view };
        return Ok(CommandLine { lang, profile: profile(matches, None, lang)?, task });
    };
    // Options may stand on both sides of a command, arguments of the editor on none.
    let needless = file.map(|path| path.to_string_lossy().into_owned());
    if let Some(argument) = needless.or_else(|| of_editor(matches, command)) {
        return Err(vec![UsageFault::NotWithCommand { argument, command: command.to_owned() }]);
    }
    let task = task(command, matches, inner).map_err(|fault| vec![fault])?;
    Ok(CommandLine { lang, profile: profile(matches, Some(inner), lang)?, task })
}

/// An option that only the editor takes; lessons can be taken by lines too.
fn of_editor(matches: &ArgMatches, command: &str) -> Option<String> {
    let is_given = |name: &&&str| matches.value_source(name) == Some(ValueSource::CommandLine);
    let is_needless = |name: &&&str| is_given(name) && (command, **name) != ("learn", "plain");
    OF_EDITOR.iter().find(is_needless).map(|name| format!("--{name}"))
}

fn task(command: &str, outer: &ArgMatches, matches: &ArgMatches) -> Result<Task, UsageFault> {
    let paths = |name: &str| matches.get_many::<PathBuf>(name).into_iter().flatten().map(|path| InputFile::of(path));
    let choice = |name: &str| {
        let input = paths(name).next().ok_or_else(|| UsageFault::Missing { argument: name.to_owned() })?;
        Ok(Choice { input, number: matches.get_one("filter").copied() })
    };
    let format = || matches.get_one("format").copied().unwrap_or_default();
    let task = match command {
        "trace" => {
            let traffic: Vec<String> = matches.get_many("TRAFFIC").into_iter().flatten().cloned().collect();
            let stdin = matches.get_flag("stdin");
            if traffic.is_empty() && !stdin {
                return Err(UsageFault::Missing { argument: "<TRAFFIC>".to_owned() });
            }
            Task::Trace { filter: choice("FILE")?, traffic, stdin, format: format() }
        }
        "diff" => Task::Diff { before: choice("BEFORE")?, after: choice("AFTER")?, format: format() },
        "fit" => Task::Fit { filter: choice("FILE")?, output: matches.get_one("output").cloned() },
        "convert" => {
            let named = |name: &str| matches.get_one::<&'static dyn Format>(name).copied();
            let conversion = Conversion { filter: choice("IN")?, from: named("from"), to: named("to") };
            Task::Convert { conversion, output: matches.get_one("output").cloned() }
        }
        "repair" => {
            let filter = choice("FILE")?;
            let output = match (&filter.input, matches.get_flag("in-place")) {
                (InputFile::Stdin, true) => return Err(UsageFault::RepairsStdin),
                (InputFile::File(file), true) => Some(file.clone()),
                (_, false) => matches.get_one("output").cloned(),
            };
            Task::Repair { filter, output, dry_run: matches.get_flag("dry-run"), format: format() }
        }
        "learn" => {
            let plain = outer.get_flag("plain") || matches.get_flag("plain");
            Task::Learn { what: learn(matches), plain }
        }
        "man" => Task::Man,
        "completions" => {
            let missing = || UsageFault::Missing { argument: "<SHELL>".to_owned() };
            Task::Completions(*matches.get_one("SHELL").ok_or_else(missing)?)
        }
        "exposure" => Task::Exposure { filter: choice("FILE")?, format: format() },
        _ => Task::Check {
            inputs: paths("FILE").collect(),
            format: matches.get_one("format").copied().unwrap_or_default(),
            fail_on: matches.get_one("fail-on").copied().unwrap_or_default(),
        },
    };
    if times_stdin(&task) > 1 { Err(UsageFault::StdinTwice) } else { Ok(task) }
}

fn learn(matches: &ArgMatches) -> Learn {
    if let Some(directory) = matches.get_one::<PathBuf>("check") {
        return Learn::Check(directory.clone());
    }
    match matches.get_one::<String>("LESSON").map(String::as_str) {
        _ if matches.get_flag("reset") => Learn::Reset,
        None => Learn::List,
        Some("words") => Learn::Words,
        Some(id) => Learn::Lesson(id.to_owned()),
    }
}

/// How often the task would read standard input, which is there once.
fn times_stdin(task: &Task) -> usize {
    let is_stdin = |input: &InputFile| usize::from(*input == InputFile::Stdin);
    match task {
        Task::Check { inputs, .. } => inputs.iter().map(is_stdin).sum(),
        Task::Trace { filter, stdin, .. } => is_stdin(&filter.input) + usize::from(*stdin),
        Task::Diff { before, after, .. } => is_stdin(&before.input) + is_stdin(&after.input),
        _ => 0,
    }
}

/// The options about the server, on either side of a command.
///
/// # Errors
/// Every one that makes no sense.
fn profile(outer: &ArgMatches, inner: Option<&ArgMatches>, lang: Lang) -> Result<ProfileOptions, Vec<UsageFault>> {
    let mut options = ProfileOptions::default();
    let mut faults = Vec::new();
    for field in ProfileField::ALL {
        let texts: Vec<&String> =
            [Some(outer), inner].into_iter().flatten().flat_map(|side| given(side, field)).collect();
        if texts.is_empty() {
            continue;
        }
        options.given.push(field);
        for text in texts {
            match options.said.with_item(field, text) {
                Ok(said) => options.said = said,
                Err(error) => faults.push(UsageFault::BadValue {
                    argument: format!("--{} <{}>", field.id(), profile_value(field)),
                    value: text.clone(),
                    reason: profile_expected(&error, lang),
                }),
            }
        }
    }
    if faults.is_empty() { Ok(options) } else { Err(faults) }
}

/// The values of an option. A command that asks for no profile does not know these options.
fn given(side: &ArgMatches, field: ProfileField) -> impl Iterator<Item = &String> {
    side.try_get_many(field.id()).ok().flatten().into_iter().flatten()
}
