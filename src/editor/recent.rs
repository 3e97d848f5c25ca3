//! Files that were open lately, and how the filter in each of them stands.

use super::analysis_cache::AnalysisCache;
use super::analysis_request::is_quick;
use super::location::Location;
use super::memory::{Memory, fingerprint};
use crate::analysis::CancelToken;
use crate::filter::Filter;
use crate::formats::Document;
use crate::profile::Profile;
use crate::report::{Finding, ServerRow, VisitorRow};

/// A file of more filters is not judged before it is opened.
const MOST_FILTERS: usize = 20;

/// A file that was open lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recent {
    pub(crate) location: Location,
    /// What was found there; nothing, as long as nobody has looked.
    pub(crate) state: Option<FileState>,
    /// Whether the world was asked to look.
    pub(super) is_asked: bool,
}

/// What was found where a file was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// Nothing.
    Gone,
    /// No filter, or nothing that may be read.
    Unreadable,
    /// So many rules that it takes too long for a glance.
    Long(usize),
    /// A filter, or several of which this is the worst.
    Judged(Box<Glance>),
}

/// What a filter does, in so far as it is told before the file is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    pub(crate) rules: usize,
    /// So many filters are in the file.
    pub(crate) filters: usize,
    pub(crate) server: Vec<ServerRow>,
    pub(crate) visitors: Vec<VisitorRow>,
    /// The first finding that is not dismissed.
    pub(crate) worst: Option<Finding>,
}

impl Recent {
    pub(super) const fn new(location: Location) -> Self {
        Self { location, state: None, is_asked: false }
    }
}

/// Judges the text of a file with this name, with what is remembered about it.
pub fn judge(text: &str, name: &str, memory: &Memory, profile: &Profile) -> FileState {
    let Ok(document) = Document::read_named(text, name) else { return FileState::Unreadable };
    let filters = document.filters();
    let profile = memory.profile.as_ref().unwrap_or(profile);
    let is_short = filters.len() <= MOST_FILTERS && filters.iter().all(is_quick);
    let glances = filters.iter().filter(|_| is_short).filter_map(|filter| glance(filter, memory, profile));
    let worst = glances.min_by_key(|glance| {
        let severity = glance.worst.as_ref().map(|finding| finding.severity);
        (severity.is_none(), severity, glance.server.iter().map(|row| row.standing.rank()).min())
    });
    match worst {
        Some(glance) => FileState::Judged(Box::new(Glance { filters: filters.len(), ..glance })),
        None => FileState::Long(filters.iter().map(|filter| filter.rules.len()).sum()),
    }
}

fn glance(filter: &Filter, memory: &Memory, profile: &Profile) -> Option<Glance> {
    let report = AnalysisCache::default().report(filter, profile, false, &CancelToken::default())?;
    let is_told = |finding: &&Finding| !memory.dismissed.contains(&fingerprint(finding, filter));
    let worst = report.findings.iter().find(is_told).cloned();
    Some(Glance { rules: filter.rules.len(), filters: 1, server: report.server, visitors: report.visitors, worst })
}
