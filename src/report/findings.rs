//! Every finding about a filter.

use super::finding::Finding;
use super::situation::Situation;
use super::{openness, spelling, structure, traffic};
use crate::analysis::RuleStatus;

/// What a person should know, without repairs, worst first.
pub(super) fn findings(situation: &Situation<'_>, rules: &[RuleStatus]) -> Vec<Finding> {
    let mut findings = traffic::findings(situation);
    findings.extend(openness::findings(situation));
    findings.extend(structure::findings(situation, rules));
    findings.extend(spelling::findings(situation));
    findings.sort_by_key(|finding| (finding.severity, finding.rank()));
    findings
}
