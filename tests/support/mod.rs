//! What the integration tests share.

pub mod player;
pub mod pty;
