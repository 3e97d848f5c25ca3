//! Sekimori (関守, the keeper of a barrier gate): a terminal editor for SAKURA Cloud packet filters that proves, while a
//! rule is being typed, what the filter would do.

pub mod editor;
pub mod filter;
pub mod language;
pub mod screen;
pub mod terminal;
