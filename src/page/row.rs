//! A row of the two lists in full: how it stands, why, and the rules that decide.

use super::{Block, Page, Tone, rules_of_table};
use crate::analysis::Decider;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::language::{self, rows, server, visitors};
use crate::profile::{FlowId, Profile};
use crate::report::{Reachable, Report, ServerRow, Standing, Visitor, VisitorRow};

/// How many rows both lists have.
pub(crate) fn row_count(report: &Report) -> usize {
    report.server.len() + report.visitors.len()
}

/// What a row says in full: what the server needs first, then who comes in, counted as one list.
pub(crate) fn row(report: &Report, filter: &Filter, profile: &Profile, at: usize, lang: Lang) -> Page {
    let visitor = at.checked_sub(report.server.len()).and_then(|at| report.visitors.get(at));
    let (title, head, why, by, standing) = match (report.server.get(at), visitor) {
        (Some(row), _) => {
            let topic = server::topic(row.topic, profile, lang);
            let head = format!("{topic}: {}", server::noticed(row, lang));
            (server::title(lang), head, why_it_works(row, lang), &row.by, row.standing)
        }
        (None, Some(row)) => {
            let head = format!("{}: {}", visitors::who_of(row, lang), visitors::what(row, true, lang));
            (visitors::title(lang), head, why_it_comes_in(row, lang), &row.by, row.standing)
        }
        (None, None) => return Page::default(),
    };
    let tone = Tone::from(standing);
    let mark = |decider: &Decider| match decider {
        Decider::Rule(index) => (*index, tone),
        Decider::Default => (filter.rules.len(), tone),
    };
    let deciding: Vec<usize> = by.iter().filter_map(|one| rule_of(*one)).collect();
    let by_words = (!by.is_empty()).then(|| rows::decided_by(&language::deciders(by, lang), lang));
    let blocks = std::iter::once(Block::Head { mark: tone, tone: Tone::Text, word: String::new(), text: head })
        .chain(why.into_iter().map(|text| Block::Para(Tone::Text, text)))
        .chain(by_words.map(|text| Block::Para(Tone::Dim, text)))
        .chain(rules_of_table(&deciding, filter, lang));
    Page {
        title: format!("{title}  {}/{}", at + 1, row_count(report)),
        blocks: blocks.collect(),
        marks: by.iter().map(mark).collect(),
        focus: by.first().map(|one| mark(one).0),
        ..Page::default()
    }
}

/// Why rules for answers stay open, for whoever thinks that a filter remembers connections and would delete them.
pub(crate) fn open_for_answers(report: &Report, lang: Lang) -> Option<Block> {
    let rows = report.visitors.iter().filter(|row| row.who == Visitor::Answers);
    let allowing = rows.filter(|row| !matches!(row.what, Reachable::Without(..)));
    let mut by: Vec<Decider> = allowing.flat_map(|row| row.by.iter().copied()).collect();
    by.dedup();
    let words = rows::open_for_answers(&language::deciders(&by, lang), lang);
    (!by.is_empty()).then_some(Block::Para(Tone::Dim, words))
}

/// What a flow is called: as the row of the list that sums it up, with its own name where that row sums up several.
pub(crate) fn flow_title(flow: FlowId, report: &Report, profile: &Profile, lang: Lang) -> String {
    let name = language::flow_name(flow, lang);
    let Some(row) = report.server.iter().find(|row| row.is_need() && row.flows.contains(&flow)) else { return name };
    let topic = server::topic(row.topic, profile, lang);
    if row.flows.len() > 1 { format!("{topic}: {name}") } else { topic }
}

/// The rule (0-based) of the table that decides a row first; the default is one beyond the last.
pub(crate) fn row_rule(report: &Report, filter: &Filter, at: usize) -> Option<usize> {
    deciders(report, at).first().map(|one| rule_of(*one).unwrap_or(filter.rules.len()))
}

/// The rules (0-based) that decide a row.
pub(crate) fn row_rules(report: &Report, at: usize) -> Vec<usize> {
    deciders(report, at).iter().filter_map(|one| rule_of(*one)).collect()
}

/// The row that stands worst, the first of equals.
pub(crate) fn worst_row(report: &Report) -> Option<usize> {
    let standings = report.server.iter().map(|row| row.standing).chain(report.visitors.iter().map(|row| row.standing));
    standings.enumerate().min_by_key(|(_, standing)| standing.rank()).map(|(at, _)| at)
}

fn deciders(report: &Report, at: usize) -> &[Decider] {
    let visitor = || report.visitors.get(at.checked_sub(report.server.len())?).map(|row| row.by.as_slice());
    report.server.get(at).map(|row| row.by.as_slice()).or_else(visitor).unwrap_or_default()
}

const fn rule_of(decider: Decider) -> Option<usize> {
    match decider {
        Decider::Rule(index) => Some(index),
        Decider::Default => None,
    }
}

fn why_it_works(row: &ServerRow, lang: Lang) -> Vec<String> {
    let mut why: Vec<String> = Vec::new();
    for flow in &row.flows {
        let meaning = language::flow_meaning(*flow, lang);
        if !why.contains(&meaning) {
            why.push(meaning);
        }
    }
    if why.is_empty() && row.is_need() {
        why.push(rows::needs_nothing(lang).to_owned());
    }
    why
}

fn why_it_comes_in(row: &VisitorRow, lang: Lang) -> Vec<String> {
    let words = match (row.who, &row.what) {
        (_, Reachable::Rest) if row.standing == Standing::Fine => {
            return vec![rows::rest_is_closed(lang).to_owned(), rows::ipv6_is_not_filtered(lang).to_owned()];
        }
        (Visitor::NobodyElse | Visitor::Unknown, _) => rows::ipv6_is_not_filtered(lang),
        (_, Reachable::Rest) => rows::rest_is_open(lang),
        (_, Reachable::Without(..)) => rows::cut_out(lang),
        (Visitor::Answers, _) => rows::answers_are_open(lang),
        (Visitor::From(None, _), _) => rows::by_source_port(lang),
        (Visitor::From(..), _) => rows::named_comes_from(lang),
        (Visitor::Nobody, _) => rows::nobody_comes(lang),
        (Visitor::Named(_), _) => rows::named_comes(lang),
        (Visitor::Everyone | Visitor::Part, _) => rows::everyone_comes(lang),
    };
    vec![words.to_owned()]
}
