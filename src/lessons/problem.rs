//! What may be wrong with a lesson file. The sentences are in [`crate::language`].

use crate::analysis::NotationError;
use crate::data::{DataFault, DataProblem};

/// Something wrong in a lesson file; its lesson is left out.
pub(crate) type LessonProblem = DataProblem<LessonProblemKind>;

/// What is wrong in a lesson file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LessonProblemKind {
    /// What may be wrong in any data file.
    DataFault(DataFault),
    /// The text is no traffic.
    Traffic(NotationError),
    /// The traffic is empty, or its exception takes all of it.
    NoPacket,
    /// The traffic is not exactly one packet.
    NotOnePacket,
    /// A goal takes exactly one of these keys.
    OneGoalKey(&'static [&'static str]),
    /// There are only so many goals.
    NoSuchGoal(usize),
}

impl From<DataFault> for LessonProblemKind {
    fn from(fault: DataFault) -> Self {
        Self::DataFault(fault)
    }
}
