//! The mouse, as the editor knows it: not cells, but what stands in them.
//!
//! The screen says what a person points at, since it has drawn it; the editor says what comes of that. So neither needs
//! the other's knowledge, and a layout can change without a word here.

use super::key::Key;
use crate::filter::Field;
use crate::lang::ActionId;

/// What a person points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A row of the table, and the field of it; the default is one too.
    Rule {
        /// Which row, from 0.
        row: usize,
        /// Which field, if the pointer stands in one.
        field: Option<Field>,
    },
    /// One of the findings that are not dismissed.
    Finding(usize),
    /// An entry of the list that has the keys, from 0.
    Entry(usize),
    /// A field of the form that has the keys, from 0.
    Field(usize),
    /// The hint for an action.
    Action(ActionId),
    /// The hint for a key.
    Key(Key),
    /// The table, where there is no rule.
    Table,
    /// A row of the two lists, counted through both.
    ListRow(usize),
    /// What stands below the rules.
    Details,
    /// What stands over the rules, or beside that.
    Popup,
}

/// What a hand does there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// The main button.
    Click,
    /// The wheel, away from the person.
    WheelUp,
    /// The wheel, towards the person.
    WheelDown,
}
