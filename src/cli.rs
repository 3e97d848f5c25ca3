//! The command line: the program's edge towards shells, scripts and CI.

pub mod arguments;
mod check;
mod completions;
mod convert;
mod diff;
mod edit;
mod exposure;
mod fit;
mod input;
mod json;
pub mod learn;
mod manual;
mod output;
mod own;
mod page;
mod progress;
mod repair;
mod signals;
mod streams;
mod trace;

use crate::profile::Profile;
use arguments::{CommandLine, Task};
use std::process::ExitCode;
use streams::{Form, answer};

/// Does what the command line asks for.
pub fn run(arguments: CommandLine) -> ExitCode {
    let lang = arguments.lang;
    let profile = arguments.profile.applied_to(Profile::default());
    match arguments.task {
        Task::Edit { file, force, view } => edit::run(lang, arguments.profile, file.as_deref(), force, view),
        Task::Learn { what, plain } => learn::run(&what, plain, lang),
        Task::Check { inputs, format, fail_on } => check::run(&inputs, format, fail_on, &profile, lang),
        Task::Trace { filter, traffic, stdin, format } => trace::run(&filter, &traffic, stdin, format, lang),
        Task::Diff { before, after, format } => diff::run(&before, &after, format, &profile, lang),
        Task::Fit { filter, output } => fit::run(&filter, output.as_deref(), lang),
        Task::Convert { conversion, output } => convert::run(&conversion, output.as_deref(), &profile, lang),
        Task::Repair { filter, output, dry_run, format } => {
            repair::run(&filter, output.as_deref(), dry_run, format, &profile, lang)
        }
        Task::Exposure { filter, format } => exposure::run(&filter, format, lang),
        Task::Man => answer(&manual::page(lang), Form::Own, 0, lang),
        Task::Completions(shell) => answer(&completions::script(shell, lang), Form::Own, 0, lang),
    }
}
