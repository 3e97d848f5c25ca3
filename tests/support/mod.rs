//! What the integration tests share.

pub mod hand;
pub mod open;
pub mod player;
pub mod pty;
