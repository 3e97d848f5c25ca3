//! What becomes of every flow: a fact each.

use super::{Fact, word};
use crate::analysis::{Condition, Interpretation, Verdict};
use crate::lang::Lang;
use crate::language::{self, pages};
use crate::report::{Delta, FlowVerdict, Report};

/// What becomes of every flow, and, where an edit is in hand, what became of it before.
pub fn flows(report: &Report, edit: Option<&Delta>, lang: Lang) -> Vec<Fact> {
    report.flows.iter().map(|flow| fact(flow, edit, lang)).collect()
}

fn fact(flow: &FlowVerdict, edit: Option<&Delta>, lang: Lang) -> Fact {
    let id = flow.flow.id;
    let change = edit.and_then(|delta| delta.flows.iter().find(|change| change.id == id));
    let dispensable = !flow.flow.needed && !id.is_login();
    let note = dispensable.then(|| pages::not_needed(lang).to_owned());
    Fact {
        tone: flow.status().into(),
        name: language::flow_name(id, lang),
        dispensable,
        verdict: word(id, flow.verdict(), lang).to_owned(),
        was: change.map(|change| word(id, change.before, lang).to_owned()),
        by: language::deciders(&flow.deciders, lang),
        notes: note.into_iter().chain(best_reading(flow, lang)).collect(),
    }
}

/// In which readings of the documents an uncertain flow fares best.
fn best_reading(flow: &FlowVerdict, lang: Lang) -> Option<String> {
    let has = |wanted: &Verdict| flow.readings.iter().any(|(_, verdict)| verdict == wanted);
    let best = [Verdict::Allowed, Verdict::Partly].into_iter().find(has)?;
    let all: Vec<Interpretation> = flow.readings.iter().map(|(reading, _)| *reading).collect();
    let some: Vec<Interpretation> =
        flow.readings.iter().filter(|(_, verdict)| *verdict == best).map(|(reading, _)| *reading).collect();
    let condition = language::condition(&Condition::of(&some, &all), lang)?;
    Some(pages::best(language::verdict(best, lang), &condition, lang))
}
