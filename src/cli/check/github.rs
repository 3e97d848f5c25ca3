//! The report as workflow commands of GitHub Actions, which become annotations of the files
//! (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>).
//!
//! ```text
//! ::error file=web.json,line=9,title=dhcp-blocked::The server loses its address. ...
//! ```

use super::checked::{Checked, message};
use crate::lang::Lang;
use crate::report::{Finding, Severity};

/// One line for each finding of all filters.
pub(super) fn write(all: &[Checked], lang: Lang) -> String {
    let lines = |one: &Checked| one.report.findings.iter().map(|finding| line(one, finding, lang)).collect::<String>();
    all.iter().map(lines).collect()
}

fn line(one: &Checked, finding: &Finding, lang: Lang) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let file = one.path.map(|path| format!("file={}", property(path)));
    let line = one.line(finding).filter(|_| file.is_some()).map(|line| format!("line={line}"));
    let title = Some(format!("title={}", property(&finding.code())));
    let properties: Vec<String> = [file, line, title].into_iter().flatten().collect();
    format!("::{command} {}::{}\n", properties.join(","), data(&message(finding, lang)))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
