//! A finding: what is wrong, what comes of it, what would mend it and a packet that shows it.

use super::{Block, Offer, Page, Tone, rules_of_table, witness};
use crate::analysis::Verdict;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::language::{self, pages};
use crate::report::{Finding, Report};

/// The title behind the mark of the severity.
pub(crate) fn heading(finding: &Finding, tone: Tone, lang: Lang) -> Block {
    let word = language::severity(finding.severity, lang).to_owned();
    Block::Head { mark: finding.severity.into(), tone, word, text: language::finding_title(finding, lang) }
}

/// Its proved repair, and what is asked where something is missing for one.
pub(crate) fn offers(finding: &Finding, lang: Lang) -> impl Iterator<Item = Block> {
    let fix = finding.fix.iter().map(move |fix| Block::Offer {
        offer: Offer::Repair,
        steps: language::edit_steps(&fix.edit, lang),
        effects: language::traffic_of_fix(fix, lang),
    });
    let needs = finding.needs.iter().map(move |need| Block::Offer {
        offer: need.field().map_or(Offer::Nothing, |field| Offer::Answer(field, need.suggestions())),
        steps: vec![language::need(need, lang)],
        effects: Vec::new(),
    });
    fix.chain(needs)
}

/// All that is said of it wherever there is room for more than its title.
pub(crate) fn finding(finding: &Finding, lang: Lang) -> Vec<Block> {
    let consequence = Some(language::finding_consequence(finding, lang)).filter(|sentence| !sentence.is_empty());
    let consequence = consequence.map(|sentence| Block::Para(Tone::Text, sentence));
    let packet = finding.witness.map(|packet| witness(&packet));
    let head = heading(finding, finding.severity.into(), lang);
    std::iter::once(head).chain(consequence).chain(offers(finding, lang)).chain(packet).collect()
}

/// The same with the rules it speaks of, what its flow is, and the verdict in each reading where they differ.
pub(crate) fn finding_in_full(finding: &Finding, report: &Report, filter: &Filter, lang: Lang) -> Page {
    let mut blocks = self::finding(finding, lang);
    blocks.splice(1..1, rules_of_table(&finding.rules, filter, lang));
    if let Some(flow) = finding.flow() {
        blocks.extend([Block::Gap, Block::Para(Tone::Dim, language::flow_meaning(flow, lang))]);
    }
    let flow = finding.flow().and_then(|id| report.flow(id));
    let outcomes = flow.filter(|flow| flow.verdict() == Verdict::Uncertain).map(|flow| &flow.answer.outcomes);
    blocks.extend(outcomes.into_iter().flatten().map(|outcome| {
        let (reading, verdict) = (language::reading(outcome.reading, lang), outcome.verdict());
        let text = format!("{reading}: {}", language::verdict(verdict, lang));
        Block::Head { mark: verdict.into(), tone: Tone::Text, word: String::new(), text }
    }));
    let focus = finding.blamed_rules().first().or(finding.rules.first());
    let code = format!("{}: {}", language::severity(finding.severity, lang), finding.code());
    blocks.push(Block::Para(Tone::Dim, code));
    Page {
        title: pages::why_in_full(lang).to_owned(),
        blocks,
        marks: finding.rules.iter().map(|row| (*row, finding.severity.into())).collect(),
        focus: focus.copied().or(Some(filter.rules.len())),
        ..Page::default()
    }
}
