//! What the command line asks for.
//!
//! The grammar is clap's, every sentence is ours: clap's own help and errors exist in English only, and a usage error is
//! often the first thing a person reads of a program.

use crate::filter::{PortRange, Ports, Source};
use crate::language::{
    self, Help, Lang, UsageFault, ephemeral_expected, expected, help, network_expected, number_expected, see_help,
    service_expected, usage_fault,
};
use crate::profile::{Attachment, Guest, Profile, Service};
use crate::screen::glyphs::Glyphs;
use crate::screen::theme::Palette;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use ipnet::Ipv4Net;
use std::error::Error;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A command line that makes sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// The language to speak.
    pub lang: Lang,
    /// What the filter protects, as far as it was said.
    pub profile: ProfileOptions,
    /// What to do.
    pub task: Task,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Open the editor.
    Edit {
        /// The file, which need not exist.
        file: Option<PathBuf>,
        /// Save more rules than the cloud takes without asking.
        force: bool,
        /// How it looks.
        view: View,
    },
    /// Report on filters and end.
    Check {
        /// What to read.
        inputs: Vec<Input>,
        /// How to report.
        format: ReportFormat,
        /// Which findings make the exit code 1.
        fail_on: FailOn,
    },
    /// Say what becomes of traffic, and by which rules.
    Trace {
        /// The filter.
        filter: Choice,
        /// The traffic, as written.
        traffic: Vec<String>,
        /// Whether more of it comes on standard input, one a line.
        stdin: bool,
        /// How to answer.
        format: Format,
    },
    /// Say what two filters treat differently.
    Diff {
        /// The filter before.
        before: Choice,
        /// The filter after.
        after: Choice,
        /// How to answer.
        format: Format,
    },
    /// Make a filter smaller.
    Fit {
        /// The filter.
        filter: Choice,
        /// Where to write it instead of standard output.
        output: Option<PathBuf>,
    },
    /// Say who reaches what.
    Exposure {
        /// The filter.
        filter: Choice,
        /// How to answer.
        format: Format,
    },
}

/// How the editor looks and is handled; what was not said is `None` and up to the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct View {
    /// `--theme`
    pub theme: Option<Palette>,
    /// `--glyphs`
    pub glyphs: Option<Glyphs>,
    /// `--mouse`
    pub mouse: bool,
}

/// One filter of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The file.
    pub input: Input,
    /// Which of its filters, from 1; needed only where it has several.
    pub number: Option<usize>,
}

/// Where a filter is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// `-`
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    fn of(path: &Path) -> Self {
        if path.as_os_str() == "-" { Self::Stdin } else { Self::File(path.to_owned()) }
    }
}

/// How a command answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// How `check` reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// The least severe finding that makes `check` fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FailOn {
    /// Errors only.
    #[default]
    Error,
    /// Warnings too.
    Warning,
    /// Nothing.
    Never,
}

/// What was said about the server behind the filter; what was not said is `None` or empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProfileOptions {
    /// `--attachment`
    pub attachment: Option<Attachment>,
    /// `--guest`
    pub guest: Option<Guest>,
    /// `--ephemeral`
    pub ephemeral: Option<PortRange>,
    /// Every `--admin`, without host bits.
    pub admin: Vec<Ipv4Net>,
    /// Every `--service`.
    pub services: Vec<Service>,
}

impl ProfileOptions {
    /// The profile with what was said in place of what it says.
    #[must_use]
    pub fn applied_to(self, profile: Profile) -> Profile {
        Profile {
            attachment: self.attachment.unwrap_or(profile.attachment),
            guest: self.guest.unwrap_or(profile.guest),
            ephemeral: self.ephemeral.or(profile.ephemeral),
            admin: if self.admin.is_empty() { profile.admin } else { self.admin },
            services: if self.services.is_empty() { profile.services } else { self.services },
        }
    }
}

/// A command line that ends the program at once: help, version, or a usage error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// What to print, with its final line break.
    pub text: String,
    /// Whether something was wrong: standard error and exit code 2 instead of standard output and 0.
    pub is_error: bool,
}

impl Stop {
    /// Prints it.
    pub fn print(&self) -> ExitCode {
        // A reader that went away (`sekimori --help | head -1`) has seen enough.
        let (_written, code) = if self.is_error {
            (io::stderr().write_all(self.text.as_bytes()), ExitCode::from(super::UNUSABLE))
        } else {
            (io::stdout().write_all(self.text.as_bytes()), ExitCode::SUCCESS)
        };
        code
    }
}

const FORMATS: [(&str, Format); 2] = [("text", Format::Text), ("json", Format::Json)];
const REPORT_FORMATS: [(&str, ReportFormat); 4] = [
    ("text", ReportFormat::Text),
    ("json", ReportFormat::Json),
    ("sarif", ReportFormat::Sarif),
    ("github", ReportFormat::Github),
];
const FAIL_ON: [(&str, FailOn); 3] = [("error", FailOn::Error), ("warning", FailOn::Warning), ("never", FailOn::Never)];
const THEMES: [(&str, Option<Palette>); 4] =
    [("auto", None), ("16", Some(Palette::Ansi)), ("mono", Some(Palette::Mono)), ("contrast", Some(Palette::Contrast))];
const GLYPHS: [(&str, Option<Glyphs>); 3] =
    [("auto", None), ("unicode", Some(Glyphs::Unicode)), ("ascii", Some(Glyphs::Ascii))];
/// The options of the editor, which no command takes.
const OF_EDITOR: [&str; 4] = ["force", "theme", "glyphs", "mouse"];
const LANGS: [(&str, Lang); 2] = [("ja", Lang::Ja), ("en", Lang::En)];

/// Reads a command line, the program's name first. `environment` looks a variable up.
///
/// # Errors
/// What to print instead of going on.
pub fn parse(args: &[OsString], environment: impl Fn(&str) -> Option<OsString>) -> Result<Arguments, Stop> {
    let lang = asked_language(args).unwrap_or_else(|| locale(environment));
    let matches = grammar(lang).try_get_matches_from(args).map_err(|error| stop(&error, lang))?;
    arguments(&matches, lang).map_err(|fault| refusal(&fault, lang))
}

/// `--lang` must be known before the first sentence, so also when the rest of the line makes no sense.
fn asked_language(args: &[OsString]) -> Option<Lang> {
    let mut words = args.iter().skip(1).map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--");
    while let Some(word) = words.next() {
        let code = match word.strip_prefix("--lang=") {
            Some(code) => code.to_owned(),
            None if word == "--lang" => words.next()?.into_owned(),
            None => continue,
        };
        return LANGS.iter().find(|(name, _)| *name == code).map(|(_, lang)| *lang);
    }
    None
}

/// The language of the first locale variable that says something, in POSIX's order.
fn locale(environment: impl Fn(&str) -> Option<OsString>) -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(environment).find(|value| !value.is_empty());
    Lang::of_locale(&set.unwrap_or_default().to_string_lossy())
}

fn grammar(lang: Lang) -> Command {
    let edit = command("sekimori", "sekimori [OPTIONS] [FILE]\n  sekimori COMMAND [OPTIONS] ...", Help::About, lang)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(help(Help::Commands, lang))
        .arg(file("FILE", Help::EditFile, lang))
        .arg(flag("force", ArgAction::SetTrue, Help::Force, lang))
        .arg(option("theme", "THEME", Help::Theme, lang).value_parser(one_of(THEMES.to_vec(), lang)))
        .arg(option("glyphs", "SET", Help::Glyphs, lang).value_parser(one_of(GLYPHS.to_vec(), lang)))
        .arg(flag("mouse", ArgAction::SetTrue, Help::Mouse, lang))
        .arg(flag("version", ArgAction::Version, Help::Version, lang).short('V'));
    with_profile(edit, lang).subcommands(commands(lang))
}

fn commands(lang: Lang) -> [Command; 5] {
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
    let traffic = Arg::new("TRAFFIC").num_args(0..).help(help(Help::Traffic, lang));
    let trace = command("trace", "sekimori trace [OPTIONS] FILE TRAFFIC...", Help::Trace, lang)
        .arg(needed("FILE", Help::FilterFile))
        .arg(traffic.help_heading(help(Help::Arguments, lang)))
        .arg(flag("stdin", ArgAction::SetTrue, Help::TraceStdin, lang))
        .args([format(), which()]);
    let diff = command("diff", "sekimori diff [OPTIONS] BEFORE AFTER", Help::Diff, lang).args([
        needed("BEFORE", Help::Before),
        needed("AFTER", Help::After),
        format(),
        which(),
    ]);
    let output = option("output", "OUT", Help::FitOutput, lang).short('o').value_parser(value_parser!(PathBuf));
    let fit = command("fit", "sekimori fit [OPTIONS] FILE", Help::Fit, lang).args([
        needed("FILE", Help::FilterFile),
        output,
        which(),
    ]);
    let exposure = command("exposure", "sekimori exposure [OPTIONS] FILE", Help::Exposure, lang).args([
        needed("FILE", Help::FilterFile),
        format(),
        which(),
    ]);
    let plain = |command| with_language(command, lang);
    [with_profile(check, lang), plain(trace), with_profile(diff, lang), plain(fit), plain(exposure)]
}

fn command(name: &'static str, usage: &'static str, about: Help, lang: Lang) -> Command {
    Command::new(name)
        .about(help(about, lang))
        .override_usage(usage)
        .help_template(format!("{{about-with-newline}}\n{}\n  {{usage}}\n\n{{all-args}}\n", help(Help::Usage, lang)))
        .disable_help_flag(true)
}

/// The options that say what the filter protects, and those of every command.
fn with_profile(command: Command, lang: Lang) -> Command {
    let about_server = |name, value, topic| option(name, value, topic, lang).help_heading(help(Help::Profile, lang));
    let attachments = Attachment::ALL.map(|one| (one.as_str(), one)).to_vec();
    let guests = Guest::ALL.map(|one| (one.as_str(), one)).to_vec();
    let repeated = ArgAction::Append;
    let command = command
        .arg(about_server("attachment", "KIND", Help::Attachment).value_parser(one_of(attachments, lang)))
        .arg(about_server("guest", "OS", Help::Guest).value_parser(one_of(guests, lang)))
        .arg(about_server("ephemeral", "A-B", Help::Ephemeral).value_parser(move |text: &str| port_range(text, lang)))
        .arg(
            about_server("admin", "NET", Help::Admin)
                .value_parser(move |text: &str| network(text, lang))
                .action(repeated.clone()),
        )
        .arg(
            about_server("service", "PORT/PROTO", Help::Service)
                .value_parser(move |text: &str| Service::parse(text).ok_or_else(|| service_expected(lang)))
                .action(repeated),
        );
    with_language(command, lang)
}

fn with_language(command: Command, lang: Lang) -> Command {
    command
        .arg(option("lang", "LANG", Help::Lang, lang).value_parser(one_of(LANGS.to_vec(), lang)))
        .arg(flag("help", ArgAction::Help, Help::Help, lang).short('h'))
}

fn option(name: &'static str, value: &'static str, topic: Help, lang: Lang) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help(topic, lang)).help_heading(help(Help::Options, lang))
}

fn flag(name: &'static str, action: ArgAction, topic: Help, lang: Lang) -> Arg {
    Arg::new(name).long(name).action(action).help(help(topic, lang)).help_heading(help(Help::Options, lang))
}

fn file(name: &'static str, topic: Help, lang: Lang) -> Arg {
    let arg = Arg::new(name).value_parser(value_parser!(PathBuf)).help(help(topic, lang));
    arg.help_heading(help(Help::Arguments, lang))
}

fn one_of<T: Copy>(words: Vec<(&'static str, T)>, lang: Lang) -> impl Fn(&str) -> Result<T, String> + Clone {
    move |text| {
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        found.ok_or_else(|| language::one_of(&words.iter().map(|(word, _)| *word).collect::<Vec<_>>(), lang))
    }
}

fn port_range(text: &str, lang: Lang) -> Result<PortRange, String> {
    match Ports::parse(text) {
        Ok(Ports::One(port)) => Ok(PortRange::new(port, port)),
        Ok(Ports::Range(range)) => Ok(range),
        Ok(Ports::Any | Ports::Masked { .. }) => Err(ephemeral_expected(lang)),
        Err(error) => Err(expected(error.expected, lang)),
    }
}

fn network(text: &str, lang: Lang) -> Result<Ipv4Net, String> {
    let source = Source::parse(text).map_err(|error| expected(error.expected, lang))?;
    source.addresses().as_network().filter(|_| source != Source::Any).ok_or_else(|| network_expected(lang))
}

fn arguments(matches: &ArgMatches, lang: Lang) -> Result<Arguments, UsageFault> {
    let file = matches.get_one::<PathBuf>("FILE").cloned();
    let Some((command, inner)) = matches.subcommand() else {
        if file.as_deref().map(Input::of) == Some(Input::Stdin) {
            return Err(UsageFault::EditsStdin);
        }
        let view = View {
            theme: matches.get_one("theme").copied().flatten(),
            glyphs: matches.get_one("glyphs").copied().flatten(),
            mouse: matches.get_flag("mouse"),
        };
        let task = Task::Edit { file, force: matches.get_flag("force"), view };
        return Ok(Arguments { lang, profile: profile(matches, None), task });
    };
    // Options may stand on both sides of a command, arguments of the editor on none.
    let needless = file.map(|path| path.to_string_lossy().into_owned());
    if let Some(argument) = needless.or_else(|| of_editor(matches)) {
        return Err(UsageFault::NotWithCommand { argument, command: command.to_owned() });
    }
    Ok(Arguments { lang, profile: profile(matches, Some(inner)), task: task(command, inner)? })
}

/// An option that only the editor takes.
fn of_editor(matches: &ArgMatches) -> Option<String> {
    let is_given = |name: &&&str| matches.value_source(name) == Some(clap::parser::ValueSource::CommandLine);
    OF_EDITOR.iter().find(is_given).map(|name| format!("--{name}"))
}

fn task(command: &str, matches: &ArgMatches) -> Result<Task, UsageFault> {
    let paths = |name: &str| matches.get_many::<PathBuf>(name).into_iter().flatten().map(|path| Input::of(path));
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
        "exposure" => Task::Exposure { filter: choice("FILE")?, format: format() },
        _ => Task::Check {
            inputs: paths("FILE").collect(),
            format: matches.get_one("format").copied().unwrap_or_default(),
            fail_on: matches.get_one("fail-on").copied().unwrap_or_default(),
        },
    };
    if times_stdin(&task) > 1 { Err(UsageFault::StdinTwice) } else { Ok(task) }
}

/// How often the task would read standard input, which is there once.
fn times_stdin(task: &Task) -> usize {
    let is_stdin = |input: &Input| usize::from(*input == Input::Stdin);
    match task {
        Task::Check { inputs, .. } => inputs.iter().map(is_stdin).sum(),
        Task::Trace { filter, stdin, .. } => is_stdin(&filter.input) + usize::from(*stdin),
        Task::Diff { before, after, .. } => is_stdin(&before.input) + is_stdin(&after.input),
        _ => 0,
    }
}

fn profile(outer: &ArgMatches, inner: Option<&ArgMatches>) -> ProfileOptions {
    // A command that asks for no profile does not know these options.
    fn last<T: Copy + Send + Sync + 'static>(sides: [Option<&ArgMatches>; 2], name: &str) -> Option<T> {
        let given = |side: &ArgMatches| side.try_get_one(name).ok().flatten().copied();
        sides.into_iter().flatten().filter_map(given).next_back()
    }
    fn all<T: Copy + Send + Sync + 'static>(sides: [Option<&ArgMatches>; 2], name: &str) -> Vec<T> {
        let given =
            |side: &ArgMatches| side.try_get_many(name).ok().flatten().map(Iterator::copied).map(Vec::from_iter);
        sides.into_iter().flatten().filter_map(given).flatten().collect()
    }
    let sides = [Some(outer), inner];
    ProfileOptions {
        attachment: last(sides, "attachment"),
        guest: last(sides, "guest"),
        ephemeral: last(sides, "ephemeral"),
        admin: all(sides, "admin"),
        services: all(sides, "service"),
    }
}

fn stop(error: &clap::Error, lang: Lang) -> Stop {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            Stop { text: error.render().to_string(), is_error: false }
        }
        _ => refusal(&fault(error), lang),
    }
}

fn refusal(fault: &UsageFault, lang: Lang) -> Stop {
    Stop { text: format!("sekimori: {}\n{}\n", usage_fault(fault, lang), see_help(lang)), is_error: true }
}

fn fault(error: &clap::Error) -> UsageFault {
    // Of an argument that may be repeated, one is enough to name it.
    let argument = context(error, ContextKind::InvalidArg).unwrap_or_default().replace("...", "");
    let value = context(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => {
            UsageFault::Unknown { argument, similar: context(error, ContextKind::SuggestedArg) }
        }
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            UsageFault::NoValue { argument }
        }
        ErrorKind::ValueValidation => UsageFault::BadValue {
            argument,
            value: value.unwrap_or_default(),
            reason: error.source().map(ToString::to_string).unwrap_or_default(),
        },
        ErrorKind::TooManyValues => UsageFault::NeedlessValue { argument },
        ErrorKind::MissingRequiredArgument => UsageFault::Missing { argument },
        ErrorKind::ArgumentConflict => UsageFault::Twice { argument },
        ErrorKind::InvalidUtf8 => UsageFault::NotUtf8,
        _ => UsageFault::Other(error.kind().to_string()),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<Arguments, Stop> {
        let args: Vec<OsString> = std::iter::once("sekimori").chain(line.split_whitespace()).map(Into::into).collect();
        parse(&args, |_| None)
    }

    fn task(line: &str) -> Task {
        parse_line(line).unwrap_or_else(|stop| panic!("{line}: {}", stop.text)).task
    }

    fn edit(file: Option<&str>) -> Task {
        Task::Edit { file: file.map(Into::into), force: false, view: View::default() }
    }

    fn refused(line: &str) -> String {
        let stop = parse_line(line).unwrap_err();
        assert!(stop.is_error, "{line}");
        stop.text.lines().next().unwrap().trim_start_matches("sekimori: ").to_owned()
    }

    #[test]
    fn the_editor_and_the_check_are_told_apart() {
        assert_eq!(task(""), edit(None));
        assert_eq!(task("web.json"), edit(Some("web.json")));
        assert_eq!(task("./check"), edit(Some("./check")));
        assert_eq!(task("-- -odd"), edit(Some("-odd")));
        let view = View { theme: Some(Palette::Contrast), glyphs: Some(Glyphs::Ascii), mouse: true };
        let given = "--force --theme contrast --glyphs=ascii --mouse web.json";
        assert_eq!(task(given), Task::Edit { file: Some("web.json".into()), force: true, view });
        assert_eq!(task("--theme auto"), edit(None));
        let check = |input, format, fail_on| Task::Check { inputs: vec![input], format, fail_on };
        assert_eq!(task("check -"), check(Input::Stdin, ReportFormat::Text, FailOn::Error));
        assert_eq!(
            task("--guest linux check web.json --format json --fail-on never"),
            check(Input::File("web.json".into()), ReportFormat::Json, FailOn::Never)
        );
        assert_eq!(task("check check"), check(Input::File("check".into()), ReportFormat::Text, FailOn::Error));
    }

    #[test]
    fn every_command_has_its_arguments() {
        let choice = |path: &str, number| Choice { input: Input::File(path.into()), number };
        assert_eq!(
            task("trace web.json --stdin --filter 2 icmp gre"),
            Task::Trace {
                filter: choice("web.json", Some(2)),
                traffic: vec!["icmp".into(), "gre".into()],
                stdin: true,
                format: Format::Text
            }
        );
        let before = Choice { input: Input::Stdin, number: None };
        assert_eq!(
            task("--guest windows diff - b.json --format json"),
            Task::Diff { before, after: choice("b.json", None), format: Format::Json }
        );
        let fit = Task::Fit { filter: choice("fit", None), output: Some("b.json".into()) };
        assert_eq!(task("fit fit -o b.json"), fit);
        assert_eq!(task("exposure a.json"), Task::Exposure { filter: choice("a.json", None), format: Format::Text });
        assert_eq!(task("./trace"), edit(Some("./trace")));
        let Task::Check { inputs, .. } = task("check a.json - b.json") else { panic!("no check") };
        assert_eq!(inputs, [Input::File("a.json".into()), Input::Stdin, Input::File("b.json".into())]);
    }

    #[test]
    fn the_profile_may_be_said_on_both_sides_of_check() {
        let line = "--attachment switch --admin 192.0.2.7 check --guest windows --ephemeral 1024-65000 \
                    --admin 198.51.100.9/24 --service 443/tcp --service 53/UDP web.json";
        let profile = parse_line(line).unwrap().profile;
        assert_eq!((profile.attachment, profile.guest), (Some(Attachment::Switch), Some(Guest::Windows)));
        assert_eq!(profile.ephemeral, Some(PortRange::new(1024, 65000)));
        assert_eq!(
            profile.admin.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["192.0.2.7/32", "198.51.100.0/24"]
        );
        assert_eq!(profile.services.iter().map(ToString::to_string).collect::<Vec<_>>(), ["443/tcp", "53/udp"]);
        let applied = ProfileOptions { guest: None, ..profile }.applied_to(Profile::default());
        assert_eq!((applied.attachment, applied.guest), (Attachment::Switch, Guest::Linux));
        assert_eq!(applied.services.len(), 2);
    }

    #[test]
    fn a_wrong_line_is_refused_in_our_words() {
        for (line, sentence) in [
            ("--gest linux", "The argument \"--gest\" cannot be used. Did you mean --guest?"),
            ("a.json b.json", "The argument \"b.json\" cannot be used."),
            ("--guest", "--guest <OS> needs a value."),
            ("--guest beos", "--guest <OS> cannot be \"beos\". One of linux, windows, macos, freebsd."),
            (
                "--ephemeral 100-20",
                "--ephemeral <A-B> cannot be \"100-20\". The end of a range is not below its start.",
            ),
            ("--ephemeral any", "--ephemeral <A-B> cannot be \"any\". The form is 32768-60999."),
            ("--admin ::1", "--admin <NET> cannot be \"::1\". IPv6 is never filtered; this takes an IPv4 address."),
            ("--admin any", "--admin <NET> cannot be \"any\". This takes one network, such as 203.0.113.0/24."),
            ("--service 0/tcp", "--service <PORT/PROTO> cannot be \"0/tcp\". The form is 443/tcp or 53/udp."),
            ("--force=1", "--force takes no value."),
            ("--lang ja --lang en", "--lang <LANG> は 1 回だけ指定できます。"),
            ("--lang=ja check", "<FILE> を指定してください。"),
            ("--lang fr", "--lang <LANG> cannot be \"fr\". One of ja, en."),
            ("check", "<FILE> is missing."),
            ("--force check a.json", "\"--force\" cannot be used with check."),
            ("a.json check b.json", "\"a.json\" cannot be used with check."),
            ("--force fit a.json", "\"--force\" cannot be used with fit."),
            ("trace a.json", "<TRAFFIC> is missing."),
            ("trace a.json icmp --filter 0", "--filter <N> cannot be \"0\". This takes a number from 1 on."),
            ("trace - --stdin", "Standard input can be read only once."),
            ("diff - -", "Standard input can be read only once."),
            ("check - a.json -", "Standard input can be read only once."),
            ("diff a.json", "<AFTER> is missing."),
            ("exposure a.json --format sarif", "--format <FORMAT> cannot be \"sarif\". One of text, json."),
            ("fit a.json --guest linux", "The argument \"--guest\" cannot be used."),
            ("-", "Standard input cannot be edited. To look at it only, use: sekimori check -"),
        ] {
            assert_eq!(refused(line), sentence, "{line}");
        }
    }

    #[test]
    fn the_language_is_asked_for_or_that_of_the_locale() {
        let lang = |line: &str, variables: &[(&str, &str)]| {
            let args: Vec<OsString> = line.split_whitespace().map(Into::into).collect();
            let look = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into());
            parse(&args, look).unwrap().lang
        };
        assert_eq!(lang("sekimori", &[]), Lang::En);
        assert_eq!(lang("sekimori", &[("LANG", "ja_JP.UTF-8")]), Lang::Ja);
        assert_eq!(lang("sekimori", &[("LC_ALL", ""), ("LC_MESSAGES", "C"), ("LANG", "ja_JP.UTF-8")]), Lang::En);
        assert_eq!(lang("sekimori check --lang ja a.json", &[("LC_ALL", "C")]), Lang::Ja);
        assert_eq!(lang("sekimori -- --lang", &[]), Lang::En);
    }

    #[test]
    fn the_help_is_wholly_in_one_language() {
        for line in ["--help", "check -h", "trace -h", "diff -h", "fit -h", "exposure -h"] {
            let japanese = parse_line(&format!("--lang ja {line}")).unwrap_err();
            assert!(!japanese.is_error);
            for english in ["Usage", "Options", "Print", "default:", "possible", "Commands", "Arguments"] {
                assert!(!japanese.text.contains(english), "{}", japanese.text);
            }
            let english = parse_line(line).unwrap_err();
            assert!(english.text.is_ascii());
            for line in [japanese.text.lines(), english.text.lines()].into_iter().flatten() {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
            }
        }
        assert_eq!(parse_line("-V").unwrap_err().text, concat!("sekimori ", env!("CARGO_PKG_VERSION"), "\n"));
    }
}
