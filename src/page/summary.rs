//! Does the server work, and who can come in? Two lists of facts, the same wherever they are read.

use super::Tone;
use super::glance::{danger, tone};
use super::reading::best_reading;
use crate::analysis::Verdict;
use crate::lang::Lang;
use crate::language::{self, server, visitors};
use crate::profile::Profile;
use crate::report::{Noticed, Reachable, Report, ServerRow, Severity, Standing, Visitor, VisitorRow};

/// A list with what it says as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Summary {
    /// What is asked.
    pub(crate) title: &'static str,
    /// The same where there is less room.
    pub(crate) short_title: &'static str,
    /// The answer in a word or two, or the worst danger.
    pub(crate) verdict: Option<(Tone, String)>,
    /// The same where there is less room.
    pub(crate) short: Option<(Tone, String)>,
    /// A row each.
    pub(crate) rows: Vec<SummaryRow>,
}

/// A row of either list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SummaryRow {
    /// How it stands; plain text has no mark.
    pub(crate) tone: Tone,
    /// The mark in words; empty, where there is none.
    pub(crate) word: String,
    /// What it is about: a need of the server, or who comes in.
    pub(crate) name: String,
    /// Whether nothing is owed.
    pub(crate) dispensable: bool,
    /// What a person will notice, or what is reached.
    pub(crate) verdict: String,
    /// What is reached in fewer cells: ports without the names of services.
    pub(crate) short: String,
    /// How it stood before the edit in hand, if it was otherwise.
    pub(crate) was: Option<Tone>,
    /// The numbers of the rules that decide, for a column.
    pub(crate) numbers: String,
    /// The same in words.
    pub(crate) by: String,
    /// On what it depends, where nobody can know.
    pub(crate) note: String,
    /// Which row it is, counted through both lists; none for what an edit takes away.
    pub(crate) at: Option<usize>,
}

/// What the server needs. Where an edit is in hand, what was before it.
pub(crate) fn server(report: &Report, before: Option<&Report>, profile: &Profile, lang: Lang) -> Summary {
    let tone = tone(&report.server);
    let verdict = |short| Some((tone, server::verdict(&report.server, short, lang)));
    Summary {
        title: server::title(lang),
        short_title: server::title(lang),
        verdict: verdict(false),
        short: verdict(true),
        rows: server_rows(report, before, profile, lang),
    }
}

/// Expectations that hold are counted in one row.
fn server_rows(report: &Report, before: Option<&Report>, profile: &Profile, lang: Lang) -> Vec<SummaryRow> {
    let holds = |row: &&ServerRow| !row.is_need() && row.standing == Standing::Fine;
    let kept = report.server.iter().filter(holds).count();
    let told = report.server.iter().filter(|row| kept < 2 || !holds(row));
    let mut facts: Vec<SummaryRow> = told.map(|row| fact(row, report, before, profile, lang)).collect();
    if kept >= 2 {
        let broken = report.server.iter().any(|row| !row.is_need() && row.standing != Standing::Fine);
        let name = server::hold(kept, broken, lang);
        facts.push(SummaryRow {
            tone: Tone::Ok,
            word: server::standing(Standing::Fine, lang).to_owned(),
            name,
            at: report.server.iter().position(|row| holds(&row)),
            ..SummaryRow::default()
        });
    }
    facts
}

fn fact(row: &ServerRow, report: &Report, before: Option<&Report>, profile: &Profile, lang: Lang) -> SummaryRow {
    let old = before.and_then(|report| report.server.iter().find(|old| old.topic == row.topic));
    let old = old.map(|old| old.standing).filter(|old| *old != row.standing);
    // What is lost since the save is told against that, whatever the edit in hand does.
    let was = if row.noticed == Noticed::LoginLost { Some(Standing::Fine) } else { old };
    let flows = row.flows.iter().filter_map(|id| report.flow(*id));
    let uncertain = flows.filter(|flow| flow.verdict() == Verdict::Uncertain).find_map(|flow| best_reading(flow, lang));
    SummaryRow {
        tone: row.standing.into(),
        word: server::standing(row.standing, lang).to_owned(),
        name: server::topic(row.topic, profile, lang),
        dispensable: row.standing == Standing::Idle,
        verdict: server::noticed(row, lang),
        was: was.map(Tone::from),
        numbers: server::by(&row.by, lang),
        by: language::deciders(&row.by, lang),
        note: uncertain.unwrap_or_default(),
        at: report.server.iter().position(|one| one.topic == row.topic),
        ..SummaryRow::default()
    }
}

/// What the server needs, a word a row; expectations only where they are broken.
pub(crate) fn pulse(report: &Report, before: Option<&Report>, lang: Lang) -> Vec<SummaryRow> {
    let told = report.server.iter().filter(|row| row.is_need() || row.standing != Standing::Fine);
    let row = |row: &ServerRow| SummaryRow {
        name: server::short_topic(row.topic, lang),
        ..fact(row, report, before, &Profile::default(), lang)
    };
    told.map(row).collect()
}

/// Who comes in, to what, by which rule, and the worst danger. Where an edit is in hand, what it opens and closes.
pub(crate) fn visitors(report: &Report, before: Option<&Report>, lang: Lang) -> Summary {
    let verdict = danger(&report.visitors, report.rules.len(), lang);
    let title = if verdict.is_some() { visitors::short_title(lang) } else { visitors::title(lang) };
    let short_title = visitors::short_title(lang);
    Summary { title, short_title, short: verdict.clone(), verdict, rows: visitor_rows(report, before, lang) }
}

fn visitor_rows(report: &Report, before: Option<&Report>, lang: Lang) -> Vec<SummaryRow> {
    if report.visitors.is_empty() {
        return vec![SummaryRow { name: visitors::on_demand(lang).to_owned(), ..SummaryRow::default() }];
    }
    let before = before.map(|before| &before.visitors).filter(|before| !before.is_empty());
    let fact = |at: Option<usize>, row: &VisitorRow| {
        let is_new = before.is_some_and(|before| !before.iter().any(|old| same(old, row)));
        SummaryRow {
            tone: if is_new && row.standing == Standing::Idle { Tone::Added } else { row.standing.into() },
            word: server::standing(row.standing, lang).to_owned(),
            name: visitors::who_of(row, lang),
            verdict: visitors::what(row, true, lang),
            short: visitors::what(row, false, lang),
            numbers: server::by(&row.by, lang),
            by: language::deciders(&row.by, lang),
            at,
            ..SummaryRow::default()
        }
    };
    // Where nobody came in before, nothing is gone.
    let is_told = |old: &VisitorRow| old.what != Reachable::Rest && old.who != Visitor::Nobody;
    let is_gone = |old: &&VisitorRow| is_told(old) && !report.visitors.iter().any(|row| same(old, row));
    let gone = before.into_iter().flatten().filter(is_gone);
    let gone = gone.map(|old| SummaryRow { tone: Tone::Removed, ..fact(None, old) });
    let first = report.server.len();
    let rows = report.visitors.iter().enumerate().map(|(at, row)| fact(Some(first + at), row));
    rows.chain(gone).collect()
}

fn same(one: &VisitorRow, other: &VisitorRow) -> bool {
    (one.who, &one.what) == (other.who, &other.what)
}

impl From<Standing> for Tone {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Fine => Self::Ok,
            Standing::Wrong(Severity::Note) => Self::Note,
            Standing::Wrong(severity) => severity.into(),
            Standing::Unsure => Self::Unsure,
            Standing::Idle => Self::Text,
        }
    }
}
