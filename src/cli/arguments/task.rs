//! What a command line can ask for.

use crate::formats::Format;
use crate::language::Lang;
use crate::output::Form;
use crate::profile::{Profile, ProfileField};
use crate::text::{Glyphs, Palette};
use clap_complete::Shell;
use std::path::{Path, PathBuf};

/// A command line that makes sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    pub(crate) lang: Lang,
    /// What the filter protects, as far as it was said.
    pub profile: ProfileOptions,
    pub(crate) task: Task,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Task {
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
        inputs: Vec<InputFile>,
        format: ReportFormat,
        /// Which findings make the exit code 1.
        fail_on: FailOn,
    },
    /// Say what becomes of traffic, and by which rules.
    Trace {
        filter: Choice,
        /// The traffic, as written.
        traffic: Vec<String>,
        /// Whether more of it comes on standard input, one a line.
        stdin: bool,
        format: OutputFormat,
    },
    /// Say what two filters treat differently.
    Diff { before: Choice, after: Choice, format: OutputFormat },
    /// Make a filter smaller.
    Fit {
        filter: Choice,
        /// Where to write it instead of standard output.
        output: Option<PathBuf>,
    },
    /// Write a filter in another format.
    Convert {
        conversion: Conversion,
        /// Where to write it instead of standard output.
        output: Option<PathBuf>,
    },
    /// Repair a filter as far as that can be proved.
    Repair {
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
        what: Learn,
        /// By lines, without a screen.
        plain: bool,
    },
    /// Say who reaches what.
    Exposure { filter: Choice, format: OutputFormat },
    /// Print the manual page.
    Man,
    /// Print what a shell needs to complete command lines.
    Completions(Shell),
}

/// What to do about the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Learn {
    List,
    Lesson(String),
    Words,
    /// Forget how far the person has come.
    Reset,
    /// Prove the lessons of a directory.
    Check(PathBuf),
}

/// How the editor looks and is handled; what was not said is `None` and up to the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ViewOptions {
    pub(crate) theme: Option<Palette>,
    pub(crate) glyphs: Option<Glyphs>,
    pub(crate) mouse: bool,
    /// `--plain`: by lines, without a screen.
    pub(crate) plain: bool,
}

/// One filter of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) input: InputFile,
    /// Which of its filters, from 1; needed only where it has several.
    pub(crate) number: Option<usize>,
}

/// Where a filter is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum InputFile {
    /// `-`
    Stdin,
    File(PathBuf),
}

impl InputFile {
    pub(super) fn of(path: &Path) -> Self {
        if path.as_os_str() == "-" { Self::Stdin } else { Self::File(path.to_owned()) }
    }
}

/// What is to become what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conversion {
    pub(crate) filter: Choice,
    /// The format to read, where neither the text nor its name shall tell.
    pub(crate) from: Option<&'static dyn Format>,
    /// The format to write, where the name of the output shall not tell.
    pub(crate) to: Option<&'static dyn Format>,
}

/// How a command answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum OutputFormat {
    #[default]
    Text,
    Json,
}

impl OutputFormat {
    /// What its texts are.
    pub(crate) const fn form(self) -> Form {
        match self {
            Self::Text => Form::Text,
            Self::Json => Form::Json,
        }
    }
}

/// How `check` reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum ReportFormat {
    #[default]
    Text,
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// The least severe finding that makes `check` fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum FailOn {
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
