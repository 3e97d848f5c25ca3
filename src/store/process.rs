//! Which process of which machine something belongs to, and whether that still runs.

use super::checksum::checksum;
use rustix::process::{Pid, test_kill_process};
use std::fs::{File, TryLockError};

/// Whether somebody holds a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// Somebody does.
    Alive,
    /// Nobody does any more.
    Gone,
    /// Nobody can tell: there are no locks here, and it belongs to another machine.
    Unknown,
}

/// What a lock on a file says about who holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lock {
    /// Nobody had it. It is ours as long as the file is open.
    Taken,
    /// Somebody has it.
    Held,
    /// This file system has no locks.
    Unsupported,
}

pub(super) fn lock(file: &File) -> Lock {
    match file.try_lock() {
        Ok(()) => Lock::Taken,
        Err(TryLockError::WouldBlock) => Lock::Held,
        Err(TryLockError::Error(_)) => Lock::Unsupported,
    }
}

/// This machine in a file name.
pub(super) fn machine() -> String {
    let sum = checksum(rustix::system::uname().nodename().to_bytes());
    format!("{:08x}", sum & 0xffff_ffff)
}

/// Whether somebody holds what carries this machine and this process in its name. A name without a machine was given here.
pub(super) fn holder(lock: Lock, machine_there: Option<&str>, process: Option<u32>) -> Holder {
    match lock {
        Lock::Held => Holder::Alive,
        Lock::Taken => Holder::Gone,
        Lock::Unsupported if machine_there.is_some_and(|there| there != machine()) => Holder::Unknown,
        Lock::Unsupported => match process.map(runs) {
            Some(true) => Holder::Alive,
            Some(false) => Holder::Gone,
            None => Holder::Unknown,
        },
    }
}

/// Whether another process of this number runs. (One of our own number is this one, and the one before it is gone.)
pub(super) fn runs(process: u32) -> bool {
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    let there = |pid| !matches!(test_kill_process(pid), Err(rustix::io::Errno::SRCH));
    process != std::process::id() && pid.is_some_and(there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_locks_the_process_tells_and_another_machine_nothing() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let here = machine();
        assert_eq!(holder(Lock::Unsupported, Some(&here), Some(child.id())), Holder::Alive);
        assert_eq!(holder(Lock::Unsupported, Some("elsewhere"), Some(child.id())), Holder::Unknown);
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(holder(Lock::Unsupported, None, Some(child.id())), Holder::Gone);
        assert_eq!(holder(Lock::Unsupported, None, None), Holder::Unknown);
        assert_eq!(holder(Lock::Held, None, Some(child.id())), Holder::Alive);
        assert_eq!(holder(Lock::Taken, Some("elsewhere"), None), Holder::Gone);
    }
}
