//! In which readings of the documents an uncertain flow passes.

use crate::analysis::{Condition, Interpretation, Verdict};
use crate::lang::Lang;
use crate::language::{self, pages};
use crate::report::FlowVerdict;

/// In which readings of the documents an uncertain flow fares best.
pub(super) fn best_reading(flow: &FlowVerdict, lang: Lang) -> Option<String> {
    let has = |wanted: &Verdict| flow.readings.iter().any(|(_, verdict)| verdict == wanted);
    let best = [Verdict::Allowed, Verdict::Partly].into_iter().find(has)?;
    let all: Vec<Interpretation> = flow.readings.iter().map(|(reading, _)| *reading).collect();
    let some: Vec<Interpretation> =
        flow.readings.iter().filter(|(_, verdict)| *verdict == best).map(|(reading, _)| *reading).collect();
    let condition = language::condition(&Condition::of(&some, &all), lang)?;
    Some(pages::best(language::verdict(best, lang), &condition, lang))
}
