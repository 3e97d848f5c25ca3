//! What Linux tells about a process.

use std::fs;
use std::path::PathBuf;

/// What a process has used up so far.
#[derive(Clone, Copy)]
pub struct Used {
    pub wakeups: u64,
    pub cpu_ms: f64,
}

/// Sums over all threads.
pub fn used(pid: u32) -> Used {
    let tasks: Vec<PathBuf> =
        fs::read_dir(format!("/proc/{pid}/task")).unwrap().map(|task| task.unwrap().path()).collect();
    let number = |text: &str| text.trim().parse::<u64>().unwrap_or(0);
    let wakeups = |task: &PathBuf| {
        let status = fs::read_to_string(task.join("status")).unwrap();
        status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:")).map_or(0, number)
    };
    let nanoseconds = |task: &PathBuf| {
        let text = fs::read_to_string(task.join("schedstat")).unwrap_or_default();
        text.split(' ').next().map_or(0, number)
    };
    let cpu: u64 = tasks.iter().map(nanoseconds).sum();
    Used { wakeups: tasks.iter().map(wakeups).sum(), cpu_ms: cpu as f64 / 1e6 }
}

/// Resident memory in MB.
pub fn resident_mb(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
}

/// The only child of a process, if it has one.
pub fn child(pid: u32) -> Option<u32> {
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).ok()?;
    children.split_whitespace().next()?.parse().ok()
}
