//! What is measured.

use crate::process::{Used, resident_mb, used};
use crate::programs::Program;
use crate::pty::Pty;
use crate::restore;
use std::time::{Duration, Instant};

const SIZE: (u16, u16) = (80, 24);

/// A gap of so long ends what a key has caused.
const QUIET: Duration = Duration::from_millis(40);

/// The same for a start, whose pieces may come apart.
const QUIET_START: Duration = Duration::from_millis(150);

/// And for thousands of keys, which may be taken in silence.
const QUIET_FLOOD: Duration = Duration::from_secs(1);

/// Rules or lines of the usual file and of the long one.
const LENGTHS: [usize; 2] = [30, 5_000];

const FLOOD: usize = 5_000;

const IDLE: Duration = Duration::from_secs(3);

/// Milliseconds to the last byte, and how many there were.
#[derive(Clone, Copy, Default)]
pub struct Cost {
    pub ms: f64,
    pub bytes: usize,
}

/// What nothing costs.
pub struct Idle {
    pub bytes: usize,
    pub wakeups: u64,
    pub cpu_ms: f64,
}

/// Everything about one program.
pub struct Measured {
    pub start: Cost,
    pub row: Cost,
    pub character: Cost,
    pub page: Cost,
    pub popup: Option<[Cost; 2]>,
    /// A row move in the long file.
    pub long: Cost,
    /// Thousands of row moves.
    pub moves: Cost,
    /// Thousands of characters, and how many of them were lost.
    pub flood: (Cost, usize),
    pub stale_rows: usize,
    pub idle: Idle,
    pub resident_mb: f64,
    pub restored: String,
}

impl Measured {
    /// Measures a program.
    pub fn of(program: &Program) -> Self {
        let start = median((0..9).map(|_| Desk::new(program, LENGTHS[0]).start).collect());
        let Desk { mut pty, .. } = Desk::new(program, LENGTHS[0]);
        let idle = idle(&pty);
        let row = rows(&mut pty, program);
        let page = key(&mut pty, program.page);
        let popup = program.help.map(|keys| keys.map(|keys| key(&mut pty, keys)));
        let resident_mb = resident_mb(pty.pid());
        let stale_rows = stale_rows(&pty, program);
        drop(pty);
        let moves = flooded(&mut Desk::new(program, LENGTHS[0]).pty, program.down);
        let (character, flood) = typed(program);
        let long = rows(&mut Desk::new(program, LENGTHS[1]).pty, program);
        let restored = restore::after_each(program, LENGTHS[0]);
        Self { start, row, character, page, popup, long, moves, flood, stale_rows, idle, resident_mb, restored }
    }
}

/// By time; the bytes are those of that run.
fn median(mut costs: Vec<Cost>) -> Cost {
    costs.sort_by(|a, b| a.ms.total_cmp(&b.ms));
    costs[costs.len() / 2]
}

/// Waits until nothing comes any more; what came since `before`.
fn settled(pty: &Pty, since: Instant, before: usize, quiet: Duration) -> Cost {
    loop {
        let (bytes, at) = pty.latest();
        let last = at.max(since);
        if last.elapsed() >= quiet {
            return Cost { ms: last.duration_since(since).as_secs_f64() * 1e3, bytes: bytes - before };
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A program that has started in a home of its own: what one that was killed leaves behind is not in its way.
struct Desk {
    pty: Pty,
    home: tempfile::TempDir,
    start: Cost,
}

impl Desk {
    fn new(program: &Program, length: usize) -> Self {
        let home = tempfile::tempdir().unwrap();
        program.prepare(home.path(), length);
        let since = Instant::now();
        let pty = program.start(home.path(), SIZE, None);
        pty.wait_for(program.shows);
        let start = settled(&pty, since, 0, QUIET_START);
        Self { pty, home, start }
    }
}

/// What keys sent together cost.
fn key(pty: &mut Pty, keys: &str) -> Cost {
    let (before, since) = (pty.latest().0, Instant::now());
    pty.raw(keys);
    settled(pty, since, before, QUIET)
}

fn rows(pty: &mut Pty, program: &Program) -> Cost {
    key(pty, program.down);
    median((0..5).map(|_| key(pty, program.down)).collect())
}

/// Single characters, then all at once; what arrived is counted in the saved file.
fn typed(program: &Program) -> (Cost, (Cost, usize)) {
    const SINGLE: usize = 5;
    let Desk { mut pty, home, .. } = Desk::new(program, LENGTHS[0]);
    key(&mut pty, program.type_here);
    key(&mut pty, "@");
    let character = median((0..SINGLE).map(|_| key(&mut pty, "@")).collect());
    let flood = flooded(&mut pty, "@");
    key(&mut pty, program.save);
    let read = || std::fs::read_to_string(home.path().join("file.json")).unwrap();
    let since = Instant::now();
    while !read().contains('@') && since.elapsed() < IDLE {
        std::thread::sleep(QUIET);
    }
    let saved = read();
    let lost = (FLOOD + SINGLE + 1).saturating_sub(saved.matches('@').count());
    (character, (flood, lost))
}

/// A key, very often, all at once.
fn flooded(pty: &mut Pty, key: &str) -> Cost {
    let (before, since) = (pty.latest().0, Instant::now());
    pty.raw(&key.repeat(FLOOD));
    settled(pty, since, before, QUIET_FLOOD)
}

fn idle(pty: &Pty) -> Idle {
    // What a start leaves to other threads is not idling.
    std::thread::sleep(Duration::from_millis(300));
    let (before, bytes): (Used, usize) = (used(pty.pid()), pty.latest().0);
    std::thread::sleep(IDLE);
    let after = used(pty.pid());
    Idle {
        bytes: pty.latest().0 - bytes,
        wakeups: after.wakeups - before.wakeups,
        cpu_ms: after.cpu_ms - before.cpu_ms,
    }
}

/// Changes the size quickly and holds the screen against one whose size was changed once: the rows that differ.
fn stale_rows(pty: &Pty, program: &Program) -> usize {
    let last = (100, 30);
    for (columns, rows) in [(100, 30), (60, 18), (132, 43), (61, 20), (90, 24), last] {
        pty.resize(columns, rows);
        std::thread::sleep(Duration::from_millis(30));
    }
    settled(pty, Instant::now(), 0, QUIET_START);
    let mut changed = pty.look(|screen| screen.contents());
    let Desk { pty: mut fresh, .. } = Desk::new(program, LENGTHS[0]);
    key(&mut fresh, program.down);
    for _ in 0..5 {
        key(&mut fresh, program.down);
    }
    key(&mut fresh, program.page);
    fresh.resize(last.0, last.1);
    settled(&fresh, Instant::now(), 0, QUIET_START);
    let mut expected = fresh.look(|screen| screen.contents());
    for text in [&mut changed, &mut expected] {
        *text = text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    }
    let (changed, expected): (Vec<&str>, Vec<&str>) = (changed.lines().collect(), expected.lines().collect());
    let differ = changed.iter().zip(&expected).filter(|(a, b)| a != b).count();
    differ + changed.len().abs_diff(expected.len())
}
