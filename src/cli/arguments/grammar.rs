//! Which arguments there are, and what may stand in each.

use super::offer::Offer;
use super::{FailOn, OutputFormat, ReportFormat};
use crate::formats::{Format, KNOWN, Writes};
use crate::language::{self, Help, Lang, help, number_expected, profile_option, profile_value};
use crate::profile::ProfileField;
use crate::text::{Glyphs, Palette, pad, width};
use clap::builder::{StringValueParser, TypedValueParser};
use clap::{Arg, ArgAction, Command, value_parser};
use clap_complete::Shell;
use std::path::PathBuf;

const FORMATS: [(&str, OutputFormat); 2] = [("text", OutputFormat::Text), ("json", OutputFormat::Json)];
const REPORT_FORMATS: [(&str, ReportFormat); 4] = [
    ("text", ReportFormat::Text),
    ("json", ReportFormat::Json),
    ("sarif", ReportFormat::Sarif),
    ("github", ReportFormat::Github),
];
const FAIL_ON: [(&str, FailOn); 3] = [("error", FailOn::Error), ("warning", FailOn::Warning), ("never", FailOn::Never)];

const SHELLS: [(&str, Shell); 5] = [
    ("bash", Shell::Bash),
    ("zsh", Shell::Zsh),
    ("fish", Shell::Fish),
    ("elvish", Shell::Elvish),
    ("powershell", Shell::PowerShell),
];

const THEMES: [(&str, Option<Palette>); 4] =
    [("auto", None), ("16", Some(Palette::Ansi)), ("mono", Some(Palette::Mono)), ("contrast", Some(Palette::Contrast))];
const GLYPHS: [(&str, Option<Glyphs>); 3] =
    [("auto", None), ("unicode", Some(Glyphs::Unicode)), ("ascii", Some(Glyphs::Ascii))];

/// The whole grammar, with its help in one language.
pub(in crate::cli) fn grammar(lang: Lang) -> Command {
    let edit = command("sekimori", "sekimori [OPTIONS] [FILE]\n  sekimori COMMAND [OPTIONS] ...", Help::About, lang)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(help(Help::Commands, lang))
        .arg(file("FILE", Help::EditFile, lang))
        .arg(flag("force", ArgAction::SetTrue, Help::Force, lang))
        .arg(flag("plain", ArgAction::SetTrue, Help::Plain, lang))
        .arg(option("theme", "THEME", Help::Theme, lang).value_parser(one_of(THEMES.to_vec(), lang)))
        .arg(option("glyphs", "SET", Help::Glyphs, lang).value_parser(one_of(GLYPHS.to_vec(), lang)))
        .arg(flag("mouse", ArgAction::SetTrue, Help::Mouse, lang))
        .arg(flag("version", ArgAction::Version, Help::Version, lang).short('V'));
    with_profile(edit, lang).subcommands(commands(lang))
}

fn commands(lang: Lang) -> [Command; 10] {
    let format = || option("format", "FORMAT", Help::Format, lang).value_parser(one_of(FORMATS.to_vec(), lang));
    let which = || {
        let number = move |text: &str| {
            text.parse().ok().filter(|number: &usize| *number > 0).ok_or_else(|| number_expected(lang))
        };
        option("filter", "N", Help::ChosenFilter, lang).value_parser(number)
    };
    let needed = |name, topic| file(name, topic, lang).required(true);
    let check = command("check", "sekimori check [OPTIONS] FILE...", Help::Check, lang)
        .arg(needed("FILE", Help::CheckFile).num_args(1..))
        .arg(option("format", "FORMAT", Help::ReportFormat, lang).value_parser(one_of(REPORT_FORMATS.to_vec(), lang)))
        .arg(option("fail-on", "LEVEL", Help::FailOn, lang).value_parser(one_of(FAIL_ON.to_vec(), lang)));
    let traffic = argument("TRAFFIC", Help::Traffic, lang).num_args(0..);
    let trace = command("trace", "sekimori trace [OPTIONS] FILE TRAFFIC...", Help::Trace, lang)
        .arg(needed("FILE", Help::FilterFile))
        .arg(traffic)
        .arg(flag("stdin", ArgAction::SetTrue, Help::TraceStdin, lang))
        .args([format(), which()]);
    let diff = command("diff", "sekimori diff [OPTIONS] BEFORE AFTER", Help::Diff, lang).args([
        needed("BEFORE", Help::Before).display_order(0),
        needed("AFTER", Help::After).display_order(1),
        format(),
        which(),
    ]);
    let output = || option("output", "OUT", Help::Output, lang).short('o').value_parser(value_parser!(PathBuf));
    let fit = command("fit", "sekimori fit [OPTIONS] FILE", Help::Fit, lang).args([
        needed("FILE", Help::FilterFile),
        output(),
        which(),
    ]);
    let words = |formats: &mut dyn Iterator<Item = &'static dyn Format>| {
        one_of(formats.map(|format| (format.id(), format)).collect(), lang)
    };
    let convert = command("convert", "sekimori convert [OPTIONS] IN", Help::Convert, lang)
        .args([
            needed("IN", Help::FilterFile),
            output(),
            option("to", "FORMAT", Help::ConvertTo, lang).value_parser(words(&mut KNOWN.writable())),
            option("from", "FORMAT", Help::ConvertFrom, lang).value_parser(words(&mut KNOWN.formats().iter().copied())),
            which(),
        ])
        .after_help(formats(lang));
    let repair = command("repair", "sekimori repair [OPTIONS] FILE", Help::Repair, lang).args([
        needed("FILE", Help::FilterFile),
        output(),
        flag("in-place", ArgAction::SetTrue, Help::InPlace, lang).conflicts_with("output"),
        flag("dry-run", ArgAction::SetTrue, Help::DryRun, lang),
        format(),
        which(),
    ]);
    let exposure = command("exposure", "sekimori exposure [OPTIONS] FILE", Help::Exposure, lang).args([
        needed("FILE", Help::FilterFile),
        format(),
        which(),
    ]);
    let name = argument("LESSON", Help::Lesson, lang);
    let folder = option("check", "DIR", Help::LearnCheck, lang).value_parser(value_parser!(PathBuf));
    let learn = command("learn", "sekimori learn [OPTIONS] [LESSON | words]", Help::Learn, lang)
        .arg(name.conflicts_with_all(["reset", "check"]))
        .arg(folder.conflicts_with("reset"))
        .arg(flag("reset", ArgAction::SetTrue, Help::LearnReset, lang))
        .arg(flag("plain", ArgAction::SetTrue, Help::Plain, lang));
    let shell = argument("SHELL", Help::Shell, lang).required(true).value_parser(one_of(SHELLS.to_vec(), lang));
    let completions = command("completions", "sekimori completions [OPTIONS] SHELL", Help::Completions, lang);
    let plain = |command| with_language(command, lang);
    [
        with_profile(check, lang),
        with_profile(repair, lang),
        with_profile(convert, lang),
        plain(trace),
        with_profile(diff, lang),
        plain(fit),
        plain(exposure),
        plain(learn),
        plain(command("man", "sekimori man [OPTIONS]", Help::Man, lang)),
        plain(completions.arg(shell)),
    ]
}

/// Every format with what it is for; those that are only read come last.
fn formats(lang: Lang) -> String {
    let only_read = KNOWN.formats().iter().copied().filter(|format| format.writes() == Writes::Nothing);
    let all: Vec<&dyn Format> = KNOWN.writable().chain(only_read).collect();
    let widest = all.iter().map(|format| width(format.id())).max().unwrap_or_default();
    let line = |format: &&dyn Format| {
        let purpose = language::format_purpose(*format, lang);
        let only_read = if format.writes() == Writes::Nothing { help(Help::OnlyRead, lang) } else { "" };
        format!("\n  {}  {purpose}{only_read}", pad(format.id(), widest))
    };
    format!("{}{}", help(Help::Formats, lang), all.iter().map(line).collect::<String>())
}

fn command(name: &'static str, usage: &'static str, about: Help, lang: Lang) -> Command {
    Command::new(name)
        .about(help(about, lang))
        .override_usage(usage)
        .help_template(format!(
            "{{about-with-newline}}\n{}\n  {{usage}}\n\n{{all-args}}{{after-help}}\n",
            help(Help::Usage, lang)
        ))
        .disable_help_flag(true)
}

/// The options that say what the filter protects, and those of every command. What stands in them is read later, so that
/// every mistake is told.
fn with_profile(command: Command, lang: Lang) -> Command {
    let about_server = |field: ProfileField| {
        let arg = Arg::new(field.id()).long(field.id()).value_name(profile_value(field));
        let arg = arg.help(profile_option(field, lang)).help_heading(help(Help::Profile, lang));
        let words = field.words();
        let arg = match words.is_empty() {
            true => arg,
            false => arg.value_parser(Offer { words, parser: StringValueParser::new() }).hide_possible_values(true),
        };
        match field {
            _ if field.is_list() => arg.action(ArgAction::Append),
            // A switch may stand alone, and must be told from what follows.
            _ if field.is_switch() => arg.num_args(0..=1).require_equals(true).default_missing_value("yes"),
            _ => arg,
        }
    };
    with_language(command.args(ProfileField::ALL.map(about_server)), lang)
}

fn with_language(command: Command, lang: Lang) -> Command {
    command
        .arg(option("lang", "LANG", Help::Lang, lang).value_parser(one_of(LANGS.to_vec(), lang)))
        .arg(flag("help", ArgAction::Help, Help::Itself, lang).short('h'))
}

fn option(name: &'static str, value: &'static str, topic: Help, lang: Lang) -> Arg {
    let arg = Arg::new(name).long(name).value_name(value).hide_possible_values(true);
    arg.help(help(topic, lang)).help_heading(help(Help::Options, lang))
}

fn flag(name: &'static str, action: ArgAction, topic: Help, lang: Lang) -> Arg {
    Arg::new(name).long(name).action(action).help(help(topic, lang)).help_heading(help(Help::Options, lang))
}

fn file(name: &'static str, topic: Help, lang: Lang) -> Arg {
    argument(name, topic, lang).value_parser(value_parser!(PathBuf))
}

fn argument(name: &'static str, topic: Help, lang: Lang) -> Arg {
    let arg = Arg::new(name).help(help(topic, lang)).help_heading(help(Help::Arguments, lang));
    arg.hide_possible_values(true)
}

fn one_of<T: Copy + Send + Sync + 'static>(
    words: Vec<(&'static str, T)>,
    lang: Lang,
) -> impl TypedValueParser<Value = T> {
    let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let offered = names.clone();
    let parser = move |text: &str| {
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        found.ok_or_else(|| language::one_of(&names, lang))
    };
    Offer { words: offered, parser }
}

pub(super) const LANGS: [(&str, Lang); 2] = [("ja", Lang::Ja), ("en", Lang::En)];
