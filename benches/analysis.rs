//! Each question by itself, at growing lengths, compared with the run before: `cargo bench --bench analysis`.

#![allow(missing_docs, reason = "criterion's macros make public functions")]

mod lists;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use sekimori::analysis::{Analysis, Engine, PacketKind, PacketSet, Region, Span, difference, rule_statuses};
use sekimori::filter::{Action, Edit, Filter, Protocol, Rule};
use sekimori::profile::Profile;
use sekimori::report::{Delta, Report};
use std::hint::black_box;

const LENGTHS: [usize; 4] = [30, 300, 3_000, 10_000];

fn dhcp() -> PacketSet {
    Region::with_ports(PacketKind::Udp, Span::ADDRESSES, Span::one(67), Span::one(68)).into()
}

fn at_lengths(c: &mut Criterion, name: &str, lengths: &[usize], list: fn(usize) -> Filter, run: impl Fn(&Filter)) {
    let mut group = c.benchmark_group(name);
    group.sample_size(10);
    for length in lengths {
        let filter = list(*length);
        group.bench_with_input(BenchmarkId::from_parameter(length), &filter, |b, filter| b.iter(|| run(filter)));
    }
}

fn marks(c: &mut Criterion) {
    let run = |filter: &Filter| {
        black_box(Analysis::new(filter).marks());
    };
    at_lengths(c, "marks", &LENGTHS, lists::realistic, run);
    at_lengths(c, "marks of tiles", &LENGTHS, lists::tiles, run);
    at_lengths(c, "marks of duplicates", &LENGTHS, lists::duplicates, run);
    at_lengths(c, "marks of crossing slabs", &[30, 300, 1_000], lists::slabs, run);
}

fn statuses(c: &mut Criterion) {
    let by = |engine| move |filter: &Filter| drop(black_box(rule_statuses(&Analysis::by(filter, engine))));
    at_lengths(c, "statuses by index", &LENGTHS, lists::realistic, by(Engine::Index));
    at_lengths(c, "statuses by boxes", &[30, 300], lists::realistic, by(Engine::Boxes));
    at_lengths(c, "answer by index", &[30, 300, 3_000], lists::realistic, |filter| {
        black_box(Analysis::by(filter, Engine::Index).answer(&dhcp()));
    });
    at_lengths(c, "answer by boxes", &[30, 300, 3_000], lists::realistic, |filter| {
        black_box(Analysis::by(filter, Engine::Boxes).answer(&dhcp()));
    });
}

fn one_question(c: &mut Criterion) {
    for length in LENGTHS {
        let filter = lists::realistic(length);
        let analysis = Analysis::new(&filter);
        c.bench_function(&format!("verdict/{length}"), |b| b.iter(|| black_box(analysis.verdict(&dhcp()))));
        let after = Edit::Replace { at: length / 2, rule: Rule::new(Action::Allow, Protocol::Icmp) }.apply(&filter);
        c.bench_function(&format!("difference/{length}"), |b| b.iter(|| black_box(difference(&filter, &after))));
    }
}

fn report(c: &mut Criterion) {
    let profile = Profile::default();
    at_lengths(c, "report", &[30, 300, 1_000, 10_000], lists::realistic, |filter| {
        black_box(Report::of(filter, &profile));
    });
    let filter = lists::realistic(30);
    let draft = Edit::Replace { at: 15, rule: Rule::new(Action::Deny, Protocol::Udp) }.apply(&filter);
    let before = Report::of(&filter, &profile);
    c.bench_function("keystroke/30", |b| {
        b.iter(|| {
            let after = Report::of(&draft, &profile);
            black_box(Delta::between((&filter, &before), (&draft, &after)))
        });
    });
}

criterion_group!(benches, marks, statuses, one_question, report);
criterion_main!(benches);
