//! What a command line can ask for.

use crate::language::Lang;
use crate::profile::{Profile, ProfileField};
use crate::text::{Glyphs, Palette};
use clap_complete::Shell;
use std::path::{Path, PathBuf};

/// A command line that makes sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
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
        /// How it looks and is handled.
        view: ViewOptions,
    },
    /// Report on filters and end.
    Check {
        /// What to read.
        inputs: Vec<InputFile>,
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
        format: OutputFormat,
    },
    /// Say what two filters treat differently.
    Diff {
        /// The filter before.
        before: Choice,
        /// The filter after.
        after: Choice,
        /// How to answer.
        format: OutputFormat,
    },
    /// Make a filter smaller.
    Fit {
        /// The filter.
        filter: Choice,
        /// Where to write it instead of standard output.
        output: Option<PathBuf>,
    },
    /// Repair a filter as far as that can be proved.
    Repair {
        /// The filter.
        filter: Choice,
        /// Where to write it instead of standard output; it may be the file itself.
        output: Option<PathBuf>,
        /// Say what would be done, and write nothing.
        dry_run: bool,
        /// How to tell what was done.
        format: OutputFormat,
    },
    /// Learn: lessons in the editor, and what belongs to them.
    Learn {
        /// What to do.
        what: Learn,
        /// By lines, without a screen.
        plain: bool,
    },
    /// Say who reaches what.
    Exposure {
        /// The filter.
        filter: Choice,
        /// How to answer.
        format: OutputFormat,
    },
    /// Print the manual page.
    Man,
    /// Print what a shell needs to complete command lines.
    Completions(Shell),
}

/// What to do about the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Learn {
    /// List the lessons.
    List,
    /// Open one.
    Lesson(String),
    /// Say what words mean.
    Words,
    /// Forget how far the person has come.
    Reset,
    /// Prove the lessons of a directory.
    Check(PathBuf),
}

/// How the editor looks and is handled; what was not said is `None` and up to the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ViewOptions {
    /// `--theme`
    pub theme: Option<Palette>,
    /// `--glyphs`
    pub glyphs: Option<Glyphs>,
    /// `--mouse`
    pub mouse: bool,
    /// `--plain`: by lines, without a screen.
    pub plain: bool,
}

/// One filter of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The file.
    pub input: InputFile,
    /// Which of its filters, from 1; needed only where it has several.
    pub number: Option<usize>,
}

/// Where a filter is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputFile {
    /// `-`
    Stdin,
    /// A file.
    File(PathBuf),
}

impl InputFile {
    pub(super) fn of(path: &Path) -> Self {
        if path.as_os_str() == "-" { Self::Stdin } else { Self::File(path.to_owned()) }
    }
}

/// How a command answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OutputFormat {
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

/// What was said about the server behind the filter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProfileOptions {
    /// The options that were given.
    pub given: Vec<ProfileField>,
    /// What they say; the other entries are as by default.
    pub said: Profile,
}

impl ProfileOptions {
    /// The profile with what was said in place of what it says.
    #[must_use]
    pub fn applied_to(&self, profile: Profile) -> Profile {
        self.given.iter().fold(profile, |profile, field| profile.with_field_of(*field, &self.said))
    }
}
