//! How something is said.

use crate::analysis::Verdict;
use crate::filter::Action;
use crate::report::{Severity, Status};

/// How something is said: a mark and a colour on a screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Something needed does not work.
    Error,
    /// Something works in part, or protects less than it seems to.
    Warning,
    /// Good to know.
    Note,
    /// As it should be.
    Ok,
    /// A part passes.
    Partly,
    /// Nobody can know whether it passes.
    Unsure,
    /// Not needed, and not there.
    Idle,
    /// Where a packet is at the moment.
    Current,
    /// What follows.
    Outcome,
    /// What comes.
    Added,
    /// What goes.
    Removed,
    /// Plain text.
    #[default]
    Text,
    /// Less important.
    Dim,
    /// What to press, or what to look at first.
    Key,
}

impl Tone {
    /// Where it stands among others, the worst first; what is not wrong comes last.
    pub(crate) const fn rank(self) -> u8 {
        match self {
            Self::Error => 0,
            Self::Warning => 1,
            Self::Note => 2,
            _ => 3,
        }
    }

    /// That of what a rule does with a packet.
    pub(super) const fn of_fate(action: Action) -> Self {
        match action {
            Action::Allow => Self::Ok,
            Action::Deny => Self::Error,
        }
    }

    /// Whether it tells that something is not as it should be.
    pub(crate) const fn is_wrong(self) -> bool {
        self.rank() < 3
    }
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Note => Self::Note,
        }
    }
}

impl From<Status> for Tone {
    fn from(status: Status) -> Self {
        match status {
            Status::Fine => Self::Ok,
            Status::Wrong(severity) => severity.into(),
            Status::Idle => Self::Idle,
        }
    }
}

impl From<Action> for Tone {
    /// That of packets with a new fate.
    fn from(becomes: Action) -> Self {
        match becomes {
            Action::Allow => Self::Added,
            Action::Deny => Self::Removed,
        }
    }
}

impl From<Verdict> for Tone {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Allowed => Self::Ok,
            Verdict::Partly => Self::Partly,
            Verdict::Blocked => Self::Error,
            Verdict::Uncertain => Self::Unsure,
        }
    }
}
