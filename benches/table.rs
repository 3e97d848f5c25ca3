//! Prints the table of docs/speed.md: `cargo bench --bench table`. Each figure is the median of its repetitions.
//! `cargo bench --bench table -- keystroke` prints the rows of the table that have the word in their titles.

#![allow(clippy::print_stdout, reason = "it prints")]

mod lists;

use sekimori::analysis::{Analysis, CancelToken, Engine, IncrementalAnalysis, difference, fit, rule_statuses};
use sekimori::editor::analysis_cache::AnalysisCache;
use sekimori::editor::analysis_request::AnalysisRequest;
use sekimori::filter::{Action, Edit, Filter, Ports, Protocol, Rule, Source};
use sekimori::profile::Profile;
use sekimori::report::Report;
use std::hint::black_box;
use std::time::{Duration, Instant};

const LENGTHS: [usize; 5] = [30, 300, 3_000, 10_000, 100_000];

/// The median of as many runs as fit into half a second, three at least.
fn median(mut run: impl FnMut()) -> Duration {
    let (start, mut times) = (Instant::now(), Vec::new());
    while times.len() < 3 || (start.elapsed() < Duration::from_millis(300) && times.len() < 20_001) {
        let start = Instant::now();
        run();
        times.push(start.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}

fn written(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        0.0..10.0 => format!("{micros:.1} µs"),
        10.0..1e3 => format!("{micros:.0} µs"),
        1e3..1e4 => format!("{:.1} ms", micros / 1e3),
        1e4..1e6 => format!("{:.0} ms", micros / 1e3),
        _ => format!("{:.1} s", micros / 1e6),
    }
}

fn row(title: &str, cells: impl IntoIterator<Item = Option<Duration>>) {
    let cells: Vec<String> = cells.into_iter().map(|cell| cell.map_or("-".to_owned(), written)).collect();
    println!("| {title} | {} |", cells.join(" | "));
}

/// The word that the titles of the rows must have.
fn word() -> Option<String> {
    std::env::args().skip(1).find(|argument| !argument.starts_with('-'))
}

fn rows(filters: &[Filter], title: &str, longest: usize, run: impl Fn(&Filter) -> Duration) {
    if word().is_some_and(|word| !title.contains(&word)) {
        return;
    }
    row(title, filters.iter().map(|filter| (filter.rules.len() <= longest).then(|| run(filter))));
}

fn marks(filter: &Filter) -> Duration {
    median(|| {
        black_box(Analysis::new(filter).marks());
    })
}

fn statuses(filter: &Filter, engine: Engine) -> Duration {
    median(|| drop(black_box(rule_statuses(&Analysis::by(filter, engine)))))
}

fn report(filter: &Filter) -> Duration {
    let profile = Profile::default();
    median(|| drop(black_box(Report::of(filter, &profile))))
}

/// A rule in the middle of the list that is being written, and denies a whole protocol at the moment.
fn draft(filter: &Filter) -> Filter {
    Edit::Replace { at: filter.rules.len() / 2, rule: Rule::new(Action::Deny, Protocol::Udp) }.apply(filter)
}

/// A rule for one service in one network is put into the middle and taken away again; the marks are asked for both times.
fn edit(filter: &Filter) -> Duration {
    let rule = Rule::new(Action::Allow, Protocol::Tcp).from(Source::parse("10.1.2.0/24").unwrap_or_default());
    let rule = rule.ports(Ports::Any, Ports::One(443));
    let (with, cancel) = (Edit::Insert { at: filter.rules.len() / 2, rule }.apply(filter), CancelToken::default());
    let mut watch = IncrementalAnalysis::new_cancellable(filter, &cancel);
    let both = median(|| {
        for version in [&with, filter] {
            watch = watch.take().and_then(|watch| watch.follow(version, &cancel));
            black_box(watch.as_ref().map(|watch| watch.analysis().marks().len()));
        }
    });
    both / 2
}

/// What a keystroke costs who types one of two drafts after the other: the report on the draft, and what it would change.
fn keystrokes(filter: &Filter, drafts: [Filter; 2]) -> Duration {
    let (cancel, mut known) = (CancelToken::default(), AnalysisCache::default());
    let mut report = None;
    let mut ask = |draft: &Filter| {
        let (filter, proposal) = (filter.clone(), Some(draft.clone()));
        let request = AnalysisRequest {
            ticket: 0,
            filter,
            report: report.take(),
            proposal,
            changed: None,
            saved: None,
            profile: Profile::default(),
            repairs: false,
            shorter: false,
        };
        let start = Instant::now();
        let answered = black_box(request.answer(&mut known, &cancel));
        let time = start.elapsed();
        report = answered.map(|answered| answered.report);
        time
    };
    let [first, second] = &drafts;
    ask(second);
    let mut times = Vec::new();
    let total = median(|| times.extend([ask(first), ask(second)]));
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or(total)
}

fn keystroke(filter: &Filter) -> Duration {
    let other = Rule::new(Action::Deny, Protocol::Udp).ports(Ports::Any, Ports::One(5));
    keystrokes(filter, [draft(filter), Edit::Replace { at: filter.rules.len() / 2, rule: other }.apply(filter)])
}

/// The same in a rule for one network.
fn narrow_keystroke(filter: &Filter) -> Duration {
    let rule = Rule::new(Action::Allow, Protocol::Tcp).from(Source::parse("10.1.2.0/24").unwrap_or_default());
    let typed = [44, 443].map(|port| {
        let rule = rule.clone().ports(Ports::Any, Ports::One(port));
        Edit::Replace { at: filter.rules.len() / 2, rule }.apply(filter)
    });
    keystrokes(filter, typed)
}

/// What is asked at rest: whether fewer rules would do.
fn fewer(filter: &Filter) -> Duration {
    median(|| drop(black_box(fit(filter))))
}

fn compared(filter: &Filter) -> Duration {
    let draft = draft(filter);
    median(|| drop(black_box(difference(filter, &draft))))
}

/// Resident memory in MiB, where the system tells.
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib / 1024.0)
}

fn memory(rules: usize) {
    let filter = lists::realistic(rules);
    let before = resident();
    let analysis = Analysis::new(&filter);
    let statuses = black_box(rule_statuses(&analysis));
    if let (Some(before), Some(after)) = (before, resident()) {
        println!("Memory for {rules} rules, sets, tries and statuses: {:.1} MiB", after - before);
    }
    drop((analysis, statuses));
}

fn beside_the_table() {
    // First, while no freed memory is at hand.
    memory(10_000);
    for (title, run) in [
        ("complete report", report as fn(&Filter) -> Duration),
        ("keystroke", keystroke),
        ("at rest, whether fewer rules would do", fewer),
    ] {
        let mut times: Vec<Duration> = lists::published().iter().map(run).collect();
        times.sort_unstable();
        let [typical, slowest] = [times.len() / 2, times.len() - 1].map(|at| written(times[at]));
        println!("{title}, {} published filters: typically {typical}, {slowest} at most", times.len());
    }
    println!("complete report, 1000 rules: {}", written(report(&lists::realistic(1_000))));
}

fn main() {
    // `cargo bench` passes options that mean something to other harnesses.
    let quick = std::env::args().any(|argument| argument == "--quick");
    if word().is_none() {
        beside_the_table();
    }
    let longest = if quick { 10_000 } else { 100_000 };
    let filters: Vec<Filter> = LENGTHS.into_iter().filter(|length| *length <= longest).map(lists::realistic).collect();
    let lengths: Vec<String> = filters.iter().map(|filter| filter.rules.len().to_string()).collect();
    println!("\n| rules | {} |\n|---|{}", lengths.join(" | "), "---|".repeat(lengths.len()));
    rows(&filters, "shadowed and redundant rules, from scratch", longest, marks);
    rows(&filters, "statuses with shares, blockers, relations", longest, |filter| statuses(filter, Engine::Index));
    rows(&filters, "the same by boxes", 300, |filter| statuses(filter, Engine::Boxes));
    rows(&filters, "one edit, marks up to date", longest, edit);
    rows(&filters, "what a draft in the middle changes", longest, compared);
    rows(&filters, "complete report", 10_000, report);
    rows(&filters, "a keystroke: report and difference", 10_000, keystroke);
    rows(&filters, "a keystroke in a rule for one network", 10_000, narrow_keystroke);
    rows(&filters, "whether fewer rules would do", 300, fewer);
    let hard = [
        ("tiles", lists::tiles as fn(usize) -> Filter),
        ("duplicates", lists::duplicates),
        ("crossing slabs", lists::slabs),
        ("random rectangles of ports", lists::rectangles),
    ];
    for (title, list) in hard {
        let filters: Vec<Filter> = filters.iter().map(|filter| list(filter.rules.len())).collect();
        rows(&filters, &format!("{title}: shadowed and redundant"), 10_000, marks);
    }
}
