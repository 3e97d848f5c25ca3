//! The terminal: entering it, drawing on it, listening to it and giving it back as it was.
//!
//! The main loop knows only the trait [`Terminal`]. Behind it is either the real one or a script of events over a
//! buffer in memory, so that tests run the very loop that people use and look at the very screen they see.

mod backend;
mod burst;
mod decoder;
mod encoder;
mod external_editor;
mod host;
mod journal;
mod keyboard;
mod listener;
mod modes;
mod plain;
mod real;
mod run;
mod run_external;
mod script;
mod signals;

pub use backend::{Event, Terminal};
pub use host::Host;
pub use plain::{Dialogue, Lines, run_plain};
pub use real::{Real, wake};
pub use run::run;
pub use script::{Script, screen_styles, screen_text};

pub(crate) use plain::Console;
