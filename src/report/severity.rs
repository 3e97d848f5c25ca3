//! How much a finding matters.

/// How much it matters. The order is "worst first".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Something needed does not work, or the cloud would refuse the filter.
    Error,
    /// Something works only in part, or protects less than it seems to.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The word of the JSON report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}
