//! What the integration tests share.

#![allow(dead_code, reason = "no test needs all of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

pub mod cases;
pub mod desk;
pub mod dice;
pub mod golden;
pub mod hand;
pub mod open;
pub mod packets;
pub mod player;
pub mod pty;
pub mod rules;
pub mod shell;
