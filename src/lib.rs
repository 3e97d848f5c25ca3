//! Sekimori (関守, the keeper of a barrier gate): a terminal editor for SAKURA Cloud packet filters that proves, while a
//! rule is being typed, what the filter would do.
//!
//! # The modules
//!
//! Each module uses only modules above it, and no files inside of one use each other in a circle. A pure module does no
//! I/O and asks no clock. Public is what `main.rs`, the tests and the benchmarks use. `tests/layering.rs` reads this map
//! and checks all of it.
//!
//! ```text
//! lang        the languages, the names of actions, words that are read; macros for sentences  pure
//! text        width, wrapping, what may be shown; glyph sets and palettes                     pure
//! access      why a file was not read or written, or another editor not run                   pure
//! filter      the rule model: addresses, ports, protocol, rule, limits, edits                 pure
//! analysis    packet, packet set, evaluate, verdict, anomalies, compare, fit                  pure
//! profile     attachment, guest OS, admin networks -> the flows that matter                   pure
//! report      flows + analysis -> findings and proved fixes; delta(before, after)             pure
//! formats     files <-> filters: a registry of formats, JSON the first; saving                pure
//! data        texts in TOML, read so that every problem names its place                       pure
//! presets     the catalogue under presets/, parameters, expansion                             pure
//! lessons     the course and the glossary: stories, filters to repair, goals                  pure
//! language    the sentences about all of the above, Japanese and English                      pure
//! page        reports -> what is to be said of them, before layout                            pure
//! editor      state, history, actions, popups; update(state, message) -> effects              pure
//! screen      editor state -> cells; layout and theme                                         pure
//! plain       editor state -> lines of text, lines -> requests; pages in lines                pure
//! output      standard output and standard error, and what may pass there                     io
//! store       files, journals of sessions, and where they are                                 io
//! terminal    enter and restore, input, the loop that carries out effects, the worker         io
//! cli         arguments; check, trace, diff, fit, exposure; main.rs parses and calls          io
//! ```
//!
//! # One keystroke
//!
//! `docs/architecture.md` has more of these walks.
//!
//! [`terminal`] reads a key and gives it to [`editor::Editor::update`], which returns effects (read, save, quit) and has
//! the [`report`] answer every question again: for the committed filter, or for the draft being typed together with the
//! difference it would make. [`screen`] then draws the state; nothing else writes to the terminal. A click goes the same
//! way, once [`screen::target`] has said what stands under it.

#![warn(unreachable_pub)]

#[macro_use]
pub mod lang;

pub mod access;
pub mod analysis;
pub mod cli;
mod data;
pub mod editor;
pub mod filter;
pub mod formats;
pub mod language;
pub mod lessons;
mod output;
pub mod page;
pub mod plain;
pub mod presets;
pub mod profile;
pub mod report;
pub mod screen;
pub mod store;
pub mod terminal;
pub mod text;
