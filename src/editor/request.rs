//! What can be asked of the editor in words instead of keys: the same actions, with what they are about.
//!
//! A front end of lines has no selection to look at and no field to type in. An order says both at once, and is carried
//! out by the code behind the keys: the same history, the same questions, the same journal.

use super::question::{Question, Reply};
use super::save::Save;
use super::work::WorkResult;
use crate::filter::{Field, FilterText, Rule};
use crate::formats::Format;
use crate::lang::ActionId;
use crate::presets::Arguments;
use crate::profile::ProfileField;
use std::ops::Range;

/// Something to do. Rows count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// An action of the table, on what is selected.
    Action(ActionId),
    /// Select these rules; one beyond the last is the default.
    Select(Range<usize>),
    /// Select one of the findings that are not dismissed, and its rule.
    Finding(usize),
    /// Give a field of the selected rule another text.
    Set(Field, String),
    /// Add a rule, with this number less one, or else below the selected rule but before the final deny.
    Add(Option<usize>, Rule),
    /// Insert a preset by its id.
    Insert(String, Arguments),
    /// Give the filter another name or description.
    Text(FilterText, String),
    /// Give an entry of the profile another text.
    Profile(ProfileField, String),
    /// Repair everything that has a proved repair.
    RepairAll,
    /// Answer what a finding asks: give an entry of the profile this text.
    AnswerNeed(ProfileField, String),
    /// Expect this of the filter from now on, beside what is expected already.
    Expect(String),
    /// Begin a lesson of the course.
    Lesson(usize),
    /// One more hint of the lesson.
    Hint,
    /// Save under a name, in this format or in that of the file.
    SaveAs(String, Option<&'static dyn Format>),
    /// Save, then leave.
    SaveAndQuit,
    /// Open a file.
    Open(String),
    /// Choose an entry of the start screen.
    Choose(usize),
    /// Begin a lesson of the course; whatever would be lost has been asked about.
    Begin(usize),
    /// Save, unless something must be asked first.
    Save(Save),
    /// Show what was worked out beside the editor.
    Show(Box<WorkResult>),
    /// What a question was answered.
    Answer(Box<Question>, Reply),
    /// What a line answers to whatever stands open.
    Popup(LineReply),
}

/// What a line answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineReply {
    /// Choose this entry.
    Choose(usize),
    /// Fill these texts into the fields, from the first.
    Fill(Vec<String>),
    /// Close it.
    Close,
}
