//! The editor's state on the screen: layout, colours, glyphs and text that fits.
//!
//! Nothing here decides what the program does. Views read the state and draw; the pieces below are what every view
//! draws with, so that widths, marks and colours are settled in one place each.

pub mod glyphs;
pub mod popup;
pub mod svg;
pub mod text;
pub mod theme;
