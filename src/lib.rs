//! Sekimori (関守, the keeper of a barrier gate): a terminal editor for SAKURA Cloud packet filters that proves, while a
//! rule is being typed, what the filter would do.

pub mod analysis;
pub mod cli;
pub mod editor;
pub mod filter;
pub mod formats;
pub mod language;
pub mod presets;
pub mod profile;
pub mod report;
pub mod store;
