//! Questions before something is lost, and their answers.

use super::journal::RecoveryOffer;
use super::save::{Save, Then};
use crate::formats::FormatLoss;
use crate::report::{ExpectationChange, LockOut};
use std::path::PathBuf;

/// A question whose safe answer comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Quit with unsaved changes.
    Quit,
    /// Leave this filter with unsaved changes, for something else.
    Leave(Then),
    /// Begin a lesson again from its start.
    StartOver,
    /// The file changed on disk since it was read.
    Changed(Save),
    /// The file exists already.
    Exists(Save),
    /// Somebody could no longer log in, or an expectation would no longer be met.
    Loses(Save, Box<Loss>),
    /// The cloud would refuse the filter.
    Limits(Save),
    /// Another format in the same file, which has no place for this.
    Reshape(Save, Box<FormatLoss>),
    /// A session ended without its consent.
    Recover(Box<RecoveryOffer>),
    /// Another session saves this file: the one of this process. There may be a save that waits for it.
    Owned(u32, Option<Save>),
    /// A text that was edited outside was never taken over. It is in this file.
    KeptText(PathBuf),
}

/// What a save would take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Who could no longer log in.
    pub(super) lock_out: Option<LockOut>,
    /// The expectations that the saved filter meets and this one does not.
    pub(super) broken: Vec<ExpectationChange>,
}

/// An answer to a [`Question`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Back, nothing happens.
    Cancel,
    /// Save, then go on.
    Save,
    /// Go on without saving.
    Discard,
    /// Write over what is there.
    Overwrite,
    /// Save under another name.
    SaveAs,
    /// Take what is on disk and drop the changes.
    Reload,
    /// Go on where the session ended.
    Recover,
    /// See what it had changed, or what overwriting would change.
    Difference,
    /// Be the one that saves.
    TakeOver,
    /// Edit it again.
    EditAgain,
}

impl Question {
    /// The save that waits for the answer.
    pub(super) const fn save(&self) -> Option<&Save> {
        match self {
            Self::Quit | Self::Leave(_) | Self::StartOver | Self::Recover(_) | Self::KeptText(_) => None,
            Self::Owned(_, save) => save.as_ref(),
            Self::Changed(save)
            | Self::Exists(save)
            | Self::Loses(save, _)
            | Self::Limits(save)
            | Self::Reshape(save, _) => Some(save),
        }
    }

    /// The answers, the safe one first.
    pub(super) const fn replies(&self) -> &'static [Reply] {
        match self {
            Self::StartOver => &[Reply::Cancel, Reply::Discard],
            Self::Quit | Self::Leave(_) => &[Reply::Cancel, Reply::Save, Reply::Discard],
            Self::Changed(_) => &[Reply::Cancel, Reply::Difference, Reply::SaveAs, Reply::Reload, Reply::Overwrite],
            Self::Reshape(..) => &[Reply::Cancel, Reply::SaveAs, Reply::Overwrite],
            Self::Exists(_) => &[Reply::Cancel, Reply::SaveAs, Reply::Overwrite],
            Self::Loses(..) | Self::Limits(_) => &[Reply::Cancel, Reply::Overwrite],
            Self::Owned(_, None) => &[Reply::Cancel, Reply::TakeOver],
            Self::Owned(_, Some(_)) => &[Reply::Cancel, Reply::SaveAs, Reply::TakeOver],
            Self::KeptText(_) => &[Reply::Cancel, Reply::EditAgain, Reply::Discard],
            // Recovering overwrites nothing.
            Self::Recover(_) => &[Reply::Recover, Reply::Difference, Reply::Cancel, Reply::Discard],
        }
    }
}

impl Reply {
    /// The letter that gives it.
    pub(super) const fn letter(self) -> char {
        match self {
            Self::Cancel => 'n',
            Self::Save => 's',
            Self::Discard => 'd',
            Self::Overwrite => 'w',
            Self::SaveAs => 'a',
            Self::Reload | Self::Recover => 'r',
            Self::Difference => 'v',
            Self::TakeOver => 't',
            Self::EditAgain => 'e',
        }
    }
}
