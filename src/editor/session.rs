//! An open filter: the file it belongs to, its history, what is selected, and the reports that the panel shows.

use super::draft::Draft;
use super::history::{History, Label};
use super::popup::Save;
use crate::filter::{Edit, Field, Filter, MAX_RULES};
use crate::formats::Document;
use crate::profile::Profile;
use crate::report::{Delta, Finding, Report};

/// A filter being edited.
#[derive(Debug, Clone)]
pub struct Session {
    /// The file's path, if it has one.
    pub path: Option<String>,
    /// The file around the filter.
    pub document: Document,
    /// Which filter of the file.
    pub index: usize,
    /// Its versions.
    pub history: History,
    /// What it protects.
    pub profile: Profile,
    /// The selected row (0-based); one beyond the last rule is the default.
    pub row: usize,
    /// The selected field.
    pub field: Field,
    /// The rule being typed.
    pub draft: Option<Draft>,
    /// The report on the committed filter.
    pub report: Report,
    /// What a draft or a proposal would do.
    pub preview: Option<Preview>,
    /// The edit behind the preview, if it inserts rules.
    pub proposed: Option<Edit>,
    /// Which finding is selected.
    pub finding: usize,
    /// The panel has the keys, and is scrolled by so many lines.
    pub panel: Option<usize>,
    /// Whether filters beyond the cloud's limits are saved without asking.
    pub force: bool,
    /// The save that the world is carrying out, and the filter it writes.
    pub(super) saving: Option<(Save, Filter)>,
}

/// A version of the filter that is not committed, and what it would change.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The filter as it would be.
    pub filter: Filter,
    /// Its report.
    pub report: Report,
    /// The difference from the committed filter.
    pub delta: Delta,
}

impl Session {
    /// Opens one filter of a file.
    pub fn new(path: Option<String>, document: Document, index: usize, profile: Profile, force: bool) -> Self {
        let filter = document.filters().get(index).cloned().unwrap_or_default();
        let report = Report::of(&filter, &profile);
        Self {
            path,
            document,
            index,
            history: History::new(filter),
            profile,
            row: 0,
            field: Field::Action,
            draft: None,
            report,
            preview: None,
            proposed: None,
            finding: 0,
            panel: None,
            force,
            saving: None,
        }
    }

    /// The committed filter.
    pub fn filter(&self) -> &Filter {
        self.history.filter()
    }

    /// The filter as the table draws it: with the draft or the proposal in place.
    pub fn shown(&self) -> &Filter {
        self.preview.as_ref().map_or(self.filter(), |preview| &preview.filter)
    }

    /// The report on what the table draws.
    pub fn shown_report(&self) -> &Report {
        self.preview.as_ref().map_or(&self.report, |preview| &preview.report)
    }

    /// The finding that fix and explanation speak of.
    pub fn selected_finding(&self) -> Option<&Finding> {
        self.report.findings.get(self.finding)
    }

    /// Commits an edit and selects a row.
    pub fn commit(&mut self, edit: &Edit, label: Label, row: usize) {
        let after = edit.apply(self.filter());
        self.history.commit(after, label, row);
        self.row = row;
        self.refresh();
    }

    /// Answers every question again, after the filter or the profile has changed. The selected finding stays selected
    /// while it is there.
    pub fn refresh(&mut self) {
        let before = self.selected_finding().cloned();
        self.report = Report::of(self.filter(), &self.profile);
        let same = before.and_then(|old| self.report.findings.iter().position(|new| new.is_about_the_same(&old)));
        self.finding = same.unwrap_or(0);
        self.row = self.row.min(self.filter().rules.len());
        self.preview = None;
        self.proposed = None;
    }

    /// Shows what a version that is not committed would do; `None` goes back to the committed one.
    pub fn preview(&mut self, proposal: Option<Filter>) {
        self.proposed = None;
        self.preview = proposal.map(|filter| {
            let report = Report::of(&filter, &self.profile);
            let delta = Delta::between((self.filter(), &self.report), (&filter, &report));
            Preview { filter, report, delta }
        });
    }

    /// Shows what an edit would do.
    pub fn propose(&mut self, edit: Option<Edit>) {
        self.preview(edit.as_ref().map(|edit| edit.apply(self.filter())));
        self.proposed = edit;
    }

    /// Shows what the draft would do.
    pub fn preview_draft(&mut self) {
        let proposal = self.draft.as_ref().map(|draft| draft.applied(self.filter()));
        self.preview(proposal);
    }

    /// Whether saving would write what the cloud refuses.
    pub fn beyond_limits(&self) -> bool {
        let filter = self.filter();
        filter.rules.len() > MAX_RULES || filter.rules.iter().any(crate::filter::Rule::has_two_ranges)
    }

    /// The name to show: the file's, else the filter's.
    pub fn title(&self) -> String {
        match &self.path {
            Some(path) => path.rsplit('/').next().unwrap_or(path).to_owned(),
            None => self.filter().name.clone(),
        }
    }
}
