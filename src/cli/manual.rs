//! `sekimori man`: the manual page, made of the grammar of the command line.

use super::arguments::grammar;
use crate::lang::Lang;
use crate::language::{self, Help, help};
use crate::profile::ProfileField;
use clap::{Arg, Command};
use roff::{Roff, bold, italic, roman};

/// The page as roff. Commands stand under one heading, with what only they take.
pub(super) fn page(lang: Lang) -> String {
    let mut grammar = grammar(lang);
    grammar.build();
    let mut page = Roff::new();
    page.control("TH", ["SEKIMORI", "1", r#""""#, concat!("sekimori ", env!("CARGO_PKG_VERSION"))]);
    page.control("ad", ["l"]);
    page.control("SH", [language::manual_name(lang)]);
    page.text([roman(format!("sekimori - {}", about(&grammar)))]);
    page.control("SH", [language::manual_synopsis(lang)]);
    usage(&mut page, &grammar);
    for topic in [Help::Arguments, Help::Options, Help::Profile] {
        page.control("SH", [help(topic, lang).to_uppercase().as_str()]);
        grammar
            .get_arguments()
            .filter(|arg| arg.get_help_heading() == Some(help(topic, lang)))
            .for_each(|arg| entry(&mut page, arg));
    }
    page.control("SH", [help(Help::Commands, lang).to_uppercase().as_str()]);
    page.text([roman(language::manual_commands(lang))]);
    for command in grammar.get_subcommands() {
        page.control("SS", [command.get_name()]);
        page.text([roman(about(command))]);
        page.control("PP", []);
        usage(&mut page, command);
        if command.get_arguments().any(is_about_server) {
            page.control("PP", []);
            page.text([roman(language::manual_profile(lang))]);
        }
        command.get_arguments().filter(|arg| !is_common(arg)).for_each(|arg| entry(&mut page, arg));
    }
    page.control("SH", [language::manual_exit(lang)]);
    page.text([roman(language::manual_codes(lang))]);
    page.render()
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

/// The usage, a form on each line.
fn usage(page: &mut Roff, command: &Command) {
    let usage = command.get_overridden_usage().map(ToString::to_string).unwrap_or_default();
    for (index, form) in usage.lines().map(str::trim).enumerate() {
        if index > 0 {
            page.control("br", []);
        }
        let arguments = form.strip_prefix("sekimori").unwrap_or(form);
        page.text([bold("sekimori"), roman(arguments)]);
    }
}

/// An option or argument, and what it says.
fn entry(page: &mut Roff, arg: &Arg) {
    let short = arg.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
    let name = format!("{short}{arg}");
    page.control("TP", []);
    page.text([if arg.is_positional() { italic(name) } else { bold(name) }]);
    page.text([roman(arg.get_help().map(ToString::to_string).unwrap_or_default())]);
}

fn is_about_server(arg: &Arg) -> bool {
    ProfileField::of_id(arg.get_id().as_str()).is_some()
}

/// What is told once for all commands.
fn is_common(arg: &Arg) -> bool {
    is_about_server(arg) || ["lang", "help"].contains(&arg.get_id().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_os = "linux")]
    use std::{
        io::Write,
        process::{Command as Program, Stdio},
    };

    #[test]
    fn the_page_mentions_every_command_and_option() {
        for lang in [Lang::En, Lang::Ja] {
            let page = page(lang);
            let grammar = grammar(lang);
            for command in grammar.get_subcommands() {
                assert!(page.contains(&format!(".SS {}\n", command.get_name())), "{page}");
            }
            for arg in std::iter::once(&grammar).chain(grammar.get_subcommands()).flat_map(Command::get_arguments) {
                let name = match arg.get_long() {
                    Some(long) => format!("--{long}").replace('-', r"\-"),
                    None => arg.get_id().to_string(),
                };
                assert!(page.contains(&name), "{name}");
            }
        }
    }

    /// Whoever formats such pages has nothing to complain about, but that it has no date.
    #[test]
    #[cfg(target_os = "linux")]
    fn the_page_is_well_formed() {
        for lang in [Lang::En, Lang::Ja] {
            lint("mandoc", &["-T", "lint", "-W", "warning"], &page(lang));
            lint("man", &["--warnings", "-E", "UTF-8", "-l", "-"], &page(lang));
        }
    }

    #[cfg(target_os = "linux")]
    fn lint(program: &str, arguments: &[&str], page: &str) {
        let mut command = Program::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let Ok(mut child) = command.spawn() else {
            eprintln!("{program} is not installed: not asked");
            return;
        };
        child.stdin.take().unwrap().write_all(page.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let told = if program == "mandoc" { output.stdout } else { output.stderr };
        let told = String::from_utf8(told).unwrap();
        let told: Vec<&str> = told.lines().filter(|line| !line.contains("missing date")).collect();
        assert!(told.is_empty(), "{told:?}");
    }
}
