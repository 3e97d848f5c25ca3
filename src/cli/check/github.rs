//! The report as workflow commands of GitHub Actions, which become annotations of the files
//! (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>).
//!
//! ```text
//! ::error file=web.json,line=9,title=dhcp-blocked::The server loses its address. ...
//! ::error file=old.json,title=unusable-file::There is no such file.
//! ```

use super::checked::{Checked, annotation};
use crate::cli::arguments::InputFile;
use crate::cli::input::{Unusable, name, path};
use crate::lang::Lang;
use crate::output::in_command;
use crate::report::{Finding, Severity};
use crate::text::visible;
use std::path::Path;

/// One line for each reason why a file cannot be used, and for each finding of all filters.
pub(super) fn write(all: &[Checked], unusable: &[(&InputFile, Vec<Unusable>)], lang: Lang) -> String {
    let unused = unusable.iter().flat_map(|(input, reasons)| reasons.iter().map(|reason| unused(input, reason, lang)));
    let found = all.iter().flat_map(|one| one.report.findings.iter().map(|finding| found(one, finding, lang)));
    unused.chain(found).collect()
}

fn unused(input: &InputFile, reason: &Unusable, lang: Lang) -> String {
    let told = match input {
        InputFile::Stdin => format!("{}: {}", name(input, lang), reason.why),
        InputFile::File(_) => reason.why.clone(),
    };
    line("error", path(input), reason.line, "unusable-file", &told)
}

fn found(one: &Checked, finding: &Finding, lang: Lang) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    line(command, one.path, one.line(finding), &finding.code(), &annotation(one, finding, lang))
}

fn line(command: &str, path: Option<&Path>, line: Option<usize>, title: &str, told: &str) -> String {
    let file = path.map(|path| format!("file={}", property(&path.to_string_lossy())));
    let line = line.filter(|_| file.is_some()).map(|line| format!("line={line}"));
    let title = Some(format!("title={}", property(title)));
    let properties: Vec<String> = [file, line, title].into_iter().flatten().collect();
    format!("::{command} {}::{}\n", properties.join(","), data(told))
}

/// What stands behind the command.
fn data(text: &str) -> String {
    escaped(&in_command(text))
}

/// What stands in it. The colons in a name, which make no command there, have an escape.
fn property(text: &str) -> String {
    escaped(&visible(text).replace("##[", "## [")).replace(':', "%3A").replace(',', "%2C")
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
