//! What is kept about a file between sessions. It is the person's, not the file's, and never written into it.

use crate::filter::Filter;
use crate::profile::Profile;
use crate::report::Finding;

/// What a person has told the editor about one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Memory {
    /// What the filter protects.
    pub profile: Option<Profile>,
    /// The findings that were dismissed, by their `fingerprint`.
    pub dismissed: Vec<String>,
}

/// A finding together with the rules it speaks of: it changes when they do, so that a dismissed finding comes back when
/// there is something new to say.
pub(super) fn fingerprint(finding: &Finding, filter: &Filter) -> String {
    let mut words = finding.code();
    if let Some(flow) = finding.flow() {
        words += &format!(" {flow}");
    }
    for rule in finding.rules.iter().filter_map(|index| filter.rules.get(*index)) {
        let (from, to) = (rule.source_port, rule.destination_port);
        words += &format!("; {} {} {}:{from} {to}", rule.action.as_str(), rule.protocol.as_str(), rule.source);
    }
    words
}
