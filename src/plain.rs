//! The editor in lines of text: for screen readers, braille displays and scripts, and for terminals that can do no more.
//!
//! A line comes in and is read as a `Request` of the editor or as a wish to see something; the editor is the one behind
//! the screen. What it then has to say goes out in lines without borders, columns or cursor movement: one fact a line,
//! the verdict before the reason.

mod answer;
mod commands;
mod course;
mod line;
mod named;
mod page;
mod traffic;
mod view;

pub use line::{ParsedLine, read};
pub use view::{View, show};

pub(crate) use answer::{Before, answer, asked, is_only_read, opening, refused};
pub(crate) use page::lines;
pub(crate) use traffic::traced;
