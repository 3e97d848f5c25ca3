//! `sekimori learn`: the course at the command line.

pub mod prove;
