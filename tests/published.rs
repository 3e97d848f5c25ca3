//! Filters that people really published, and what the report says about each of them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::analysis::{Decider, Verdict};
use sekimori::filter::Filter;
use sekimori::language::{self, Lang};
use sekimori::profile::{FlowId, Profile};
use sekimori::report::{Finding, FindingKind, Report, Severity};
use support::cases::{Case, published};

#[test]
fn the_verdicts_are_the_published_facts() {
    let all = published();
    assert_eq!(all.len(), 20);
    for Case { id, facts, filter, .. } in all {
        let report = Report::of(&filter, &Profile::default());
        for (fact, flow) in [
            ("PassesDhcpReply", FlowId::DhcpReply),
            ("PassesTcpReturn_32768_60999", FlowId::TcpReplies),
            ("PassesUdpReturn_32768_60999", FlowId::UdpReplies),
            ("PassesIcmp", FlowId::IcmpErrors),
            ("PassesLaterFragments", FlowId::LaterFragments),
            ("PassesNtpReplyToPort123", FlowId::Ntp123),
        ] {
            let verdict = report.flow(flow).unwrap().verdict();
            assert_eq!(verdict == Verdict::Allowed, facts[fact].as_bool().unwrap(), "{id}: {fact} is {verdict:?}");
        }
        let rest = &report.flow(FlowId::EverythingElse).unwrap().answer;
        let closed = !rest.deciders().contains(&Decider::Default);
        assert_eq!(closed, facts["EndsWithCatchAllDeny"].as_bool().unwrap(), "{id}");
    }
}

#[test]
fn applying_every_fix_leaves_no_error_that_does_not_ask() {
    for Case { id, filter, .. } in published() {
        let profile = Profile::default();
        let mut mended = filter.clone();
        for _ in 0..20 {
            let report = Report::proved(&mended, &profile);
            let worst = report.findings.iter().filter(|finding| finding.severity < Severity::Note);
            let Some(finding) = worst.into_iter().find(|finding| finding.fix.is_some()) else { break };
            let after = finding.fix.as_ref().unwrap().edit.apply(&mended);
            let still = Report::proved(&after, &profile);
            assert!(
                still.findings.iter().filter(|other| other.is_about_the_same(finding)).count()
                    < report.findings.iter().filter(|other| other.is_about_the_same(finding)).count(),
                "{id}: {} is not cured",
                finding.code()
            );
            mended = after;
        }
        let report = Report::proved(&mended, &profile);
        // If errors stay, one of them asks what only a person knows.
        let errors: Vec<&Finding> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
        let asks = errors.iter().any(|finding| !finding.needs.is_empty());
        let left: Vec<String> = errors.into_iter().filter(|_| !asks).map(|f| f.code()).collect();
        assert_eq!(left, Vec::<String>::new(), "{id}");
        assert!(mended.rules.len() <= 30);
    }
}

#[test]
fn every_report_reads_well() {
    let mut text = String::new();
    for lang in [Lang::Ja, Lang::En] {
        for Case { id, filter, .. } in published() {
            let report = Report::proved(&filter, &Profile::default());
            text += &format!("# {id}\n");
            for finding in &report.findings {
                text += &format!(
                    "{} [{}] {}\n    {}\n",
                    language::severity(finding.severity, lang),
                    finding.code(),
                    language::finding_title(finding, lang),
                    language::finding_consequence(finding, lang)
                );
                if let Some(witness) = finding.witness {
                    text += &format!("    {witness}\n");
                }
                if let Some(fix) = &finding.fix {
                    text += &format!("    => {}\n", language::edit(&fix.edit, lang));
                    language::traffic_of_fix(fix, lang).iter().for_each(|line| text += &format!("       {line}\n"));
                }
                finding.needs.iter().for_each(|need| text += &format!("    ? {}\n", language::need(need, lang)));
            }
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn most_published_filters_lose_the_address() {
    let blocked = |filter: &Filter| {
        let report = Report::proved(filter, &Profile::default());
        report.findings.iter().any(|f| f.kind == FindingKind::FlowBlocked(FlowId::DhcpReply) && f.fix.is_some())
    };
    assert_eq!(published().iter().filter(|case| blocked(&case.filter)).count(), 13);
}
