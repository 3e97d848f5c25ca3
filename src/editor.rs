//! The editor as a value: state, keys and what they do, without a terminal, a clock or a disk.

pub mod key;
