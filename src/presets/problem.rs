//! What may be wrong with a preset file and with an argument. The sentences are in [`crate::language`].

use crate::data::{DataFault, DataProblem};
use crate::filter::FieldError;

/// Something wrong in a preset file; the preset it is in (or the file, if that cannot be read) is left out.
pub(crate) type PresetProblem = DataProblem<PresetProblemKind>;

/// What is wrong in a preset file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PresetProblemKind {
    /// What may be wrong in any data file.
    DataFault(DataFault),
    /// A parameter name is declared twice.
    DuplicateParameter,
    /// `{` and `}` do not pair up.
    Braces,
    /// `{name}` refers to no parameter.
    UndefinedParameter(String),
    /// No rule refers to the parameter.
    UnusedParameter(String),
    /// No block has this id (a block made of blocks does not count).
    UnknownBlock(String),
    /// An entry with `block` takes `with` and nothing else.
    BlockAndRule,
}

impl From<DataFault> for PresetProblemKind {
    fn from(fault: DataFault) -> Self {
        Self::DataFault(fault)
    }
}

/// An argument that a preset cannot be expanded with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArgumentError {
    /// The parameter's id.
    pub(crate) parameter: String,
    /// What is wrong with the argument.
    pub(crate) trouble: ArgumentTrouble,
}

/// What is wrong with an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArgumentTrouble {
    /// The parameter is required.
    Missing,
    /// The preset has no such parameter.
    Unknown,
    /// The text does not make sense in its place.
    Field(FieldError),
}
