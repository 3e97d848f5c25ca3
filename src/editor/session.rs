//! An open filter: the file it belongs to, its history, what is selected, and the reports on it.

use super::analysis_cache::AnalysisCache;
use super::analysis_request::{AnalysisAnswer, AnalysisRequest, is_quick};
use super::draft::Draft;
use super::history::{History, Label, Transition};
use super::journal::JournalCursor;
use super::lesson::Attempt;
use super::location::Location;
use super::memory::fingerprint;
use super::save::Save;
use super::search::Search;
use super::version::Version;
use crate::analysis::CancelToken;
use crate::filter::{Edit, Field, Filter, MAX_RULES};
use crate::formats::Document;
use crate::profile::Profile;
use crate::report::{Delta, Finding, Report, ServerRow, Severity, new_findings};
use std::ops::Range;

/// A filter being edited.
#[derive(Debug, Clone)]
pub struct Session {
    /// The filter with its versions, and where it is kept.
    pub open: OpenDocument,
    /// What is selected.
    pub cursor: Cursor,
    /// What the keys do.
    pub mode: Mode,
    /// What the analysis says.
    pub live: LiveAnalysis,
    /// The lesson this is an attempt at.
    pub lesson: Option<Box<Attempt>>,
}

/// A filter with its versions, and where it is kept.
#[derive(Debug, Clone)]
pub struct OpenDocument {
    /// Where it is kept, if it is.
    pub(crate) location: Option<Location>,
    /// What stands in the file as far as this session knows.
    pub(super) version: Option<Version>,
    /// There is no file of this name yet.
    pub(super) is_new: bool,
    /// Another session saves the file: this one only looks at it.
    pub(super) only_looks: bool,
    /// The person has asked for what is on disk, in place of what is here.
    pub(super) reloading: bool,
    /// The person has asked what this save would change on disk.
    pub(super) comparing: Option<Save>,
    /// The file around the filter.
    pub document: Document,
    /// Which filter of the file.
    pub index: usize,
    /// Its versions.
    pub history: History,
    /// What it protects.
    pub profile: Profile,
    /// What it protected before a whole server was tried on that brings its own.
    pub(super) tried_on: Option<Profile>,
    /// What is kept about the file between sessions: findings that were dismissed.
    pub(crate) dismissed: Vec<String>,
    /// Whether it is saved without asking, beyond the cloud's limits or with a login lost.
    pub(crate) force: bool,
    /// The save that the world is carrying out, and the filter it writes.
    pub(super) saving: Option<Saving>,
    /// What the journal knows.
    pub(super) noted: JournalCursor,
}

/// What is selected.
#[derive(Debug, Clone, Default)]
pub struct Cursor {
    /// The row (0-based); one beyond the last rule is the default.
    pub row: usize,
    /// The field.
    pub field: Field,
    /// Which of the findings that are not dismissed.
    pub finding: usize,
    /// Whether a person has chosen it since the last change.
    pub(super) has_chosen: bool,
    pub(crate) search: Option<Search>,
}

/// What the keys do.
#[derive(Debug, Clone, Default)]
pub enum Mode {
    /// They move in the table and act on rules.
    #[default]
    Table,
    /// They type a rule.
    Draft(Box<Draft>),
    /// They extend a selection that began at this row.
    Selecting(usize),
}

impl Mode {
    /// The rule being typed.
    pub fn draft(&self) -> Option<&Draft> {
        if let Self::Draft(draft) = self { Some(draft) } else { None }
    }

    pub(super) fn draft_mut(&mut self) -> Option<&mut Draft> {
        if let Self::Draft(draft) = self { Some(draft) } else { None }
    }

    /// Ends a selection; whether there was one.
    pub(super) fn end_selection(&mut self) -> bool {
        let is_selecting = matches!(self, Self::Selecting(_));
        if is_selecting {
            *self = Self::Table;
        }
        is_selecting
    }

    /// Where a selection of several rows began; it reaches to the selected row.
    pub(crate) const fn anchor(&self) -> Option<usize> {
        if let Self::Selecting(row) = self { Some(*row) } else { None }
    }
}

/// What the analysis says, and what it was asked.
#[derive(Debug, Clone, Default)]
pub struct LiveAnalysis {
    /// The report on the committed filter; empty while it is [waited for](Session::is_waiting).
    pub report: Report,
    /// What a draft or a proposal would do.
    pub preview: Option<Preview>,
    /// The edit behind the preview, if it inserts rules.
    pub(crate) proposed: Option<Edit>,
    /// How the report stands to the filter.
    state: State,
    /// The draft has changed since its preview was made.
    outdated: bool,
    /// The latest question.
    ticket: u64,
    /// A question for the world, if it is too long to answer here.
    request: Option<AnalysisRequest>,
    /// The finding to select again when the report comes.
    reselect: Option<Finding>,
    /// What was found before the filter or the profile changed, and on which version.
    before: Option<(Filter, Vec<Finding>)>,
    /// The version before the last change and its report, until the difference is known.
    changed: Option<Box<(Filter, Report)>>,
    /// What the last change did, until the next one or until something else is looked at.
    pub(crate) last_change: Option<LastChange>,
    /// The version that the latest report is about, and which one of the history it is.
    reported: Option<(Filter, usize)>,
    /// Whether fewer rules would do.
    shorter: Shorter,
}

impl LiveAnalysis {
    /// The preview is no longer that of the draft.
    pub(super) const fn draft_changed(&mut self) {
        self.outdated = true;
    }
}

/// A change of the committed filter, and what it did.
#[derive(Debug, Clone)]
pub(crate) struct LastChange {
    pub(crate) step: Transition,
    /// What the server needed before, and how that stood.
    pub(crate) before: Vec<ServerRow>,
    pub(crate) delta: Delta,
}

/// How the report stands to the committed filter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// It is waited for.
    Asked,
    /// It is there.
    #[default]
    Ready,
}

/// Whether the committed filter could do with fewer rules.
#[derive(Debug, Clone, Default)]
enum Shorter {
    #[default]
    Unknown,
    Asked,
    Known(Option<Box<Finding>>),
}

/// A save under way: what the session becomes if it succeeds.
#[derive(Debug, Clone)]
pub(super) struct Saving {
    pub(super) save: Save,
    pub(super) filter: Filter,
    pub(super) document: Document,
    pub(super) index: usize,
}

/// A version of the filter that is not committed, and what it would change.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The filter as it would be.
    pub(crate) filter: Filter,
    /// Its report and the difference from the committed filter; `None` while they are waited for.
    pub(crate) answer: Option<(Report, Delta)>,
}

impl Session {
    /// Opens one filter of a file.
    pub(super) fn new(
        location: Option<Location>,
        document: Document,
        index: usize,
        profile: Profile,
        force: bool,
    ) -> Self {
        let filter = document.filters().get(index).cloned().unwrap_or_default();
        let open = OpenDocument {
            location,
            version: None,
            is_new: false,
            only_looks: false,
            reloading: false,
            comparing: None,
            document,
            index,
            history: History::new(filter),
            profile,
            tried_on: None,
            dismissed: Vec::new(),
            force,
            saving: None,
            noted: JournalCursor::default(),
        };
        let (cursor, mode, live) = (Cursor::default(), Mode::Table, LiveAnalysis::default());
        let mut session = Self { open, cursor, mode, live, lesson: None };
        session.refresh();
        session
    }

    /// The committed filter.
    pub fn filter(&self) -> &Filter {
        self.open.history.filter()
    }

    /// The filter as the table draws it: with the draft or the proposal in place.
    pub fn shown(&self) -> &Filter {
        self.live.preview.as_ref().map_or(self.filter(), |preview| &preview.filter)
    }

    /// The report on what the table draws; `None` while it is waited for.
    pub(crate) fn shown_report(&self) -> Option<&Report> {
        match &self.live.preview {
            Some(preview) => preview.answer.as_ref().map(|(report, _)| report),
            None => (!self.is_waiting()).then_some(&self.live.report),
        }
    }

    /// Whether the report on the committed filter is not there yet.
    pub const fn is_waiting(&self) -> bool {
        matches!(self.live.state, State::Asked)
    }

    /// The findings on the committed filter that were not dismissed.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let shorter = match &self.live.shorter {
            Shorter::Known(finding) => finding.as_deref(),
            Shorter::Unknown | Shorter::Asked => None,
        };
        self.live.report.findings.iter().chain(shorter).filter(|finding| !self.is_dismissed(finding))
    }

    /// Whether leaving would lose something. An attempt at a lesson is kept by itself.
    pub fn is_unsaved(&self) -> bool {
        self.lesson.is_none() && self.open.history.modified()
    }

    /// Whether another session saves the file.
    pub(crate) const fn only_looks(&self) -> bool {
        self.open.only_looks
    }

    /// The filter that protects a server, as far as anybody knows: what it lets in should not be lost unnoticed. That is the
    /// file as it was opened: a save does not reach the server. One that began without rules protects nothing yet.
    pub(super) fn protected(&self) -> Option<&Filter> {
        let is_new = self.open.is_new || self.open.location.is_none();
        let opened = self.open.history.revisions().first().map(|first| &first.filter);
        let opened = opened.filter(|filter| !filter.rules.is_empty()).unwrap_or(self.open.history.saved());
        (self.lesson.is_none() && !is_new).then_some(opened)
    }

    /// Whether a lost login is what is told first: until another finding is chosen.
    pub(crate) fn login_comes_first(&self) -> bool {
        self.live.preview.is_none() && self.live.report.has_lost_login() && !self.cursor.has_chosen
    }

    /// Whether a person has said that they know.
    pub(crate) fn is_dismissed(&self, finding: &Finding) -> bool {
        !self.open.dismissed.is_empty() && self.open.dismissed.contains(&fingerprint(finding, self.filter()))
    }

    /// The finding that fix and explanation speak of.
    pub fn selected_finding(&self) -> Option<&Finding> {
        self.findings().nth(self.cursor.finding)
    }

    /// Whether an error or a warning has a proved repair.
    pub(super) fn can_repair(&self) -> bool {
        let mut findings = self.live.report.findings.iter();
        findings.any(|finding| finding.severity < Severity::Note && finding.fix.is_some())
    }

    /// Whether a finding asks for something that the profile could say.
    pub(super) fn asks(&self) -> bool {
        self.findings().any(|finding| finding.question().is_some())
    }

    /// The selected rules: one, several, or none on the default.
    pub fn selected(&self) -> Range<usize> {
        let rules = self.filter().rules.len();
        let anchor = self.mode.anchor().unwrap_or(self.cursor.row);
        self.cursor.row.min(anchor).min(rules)..(self.cursor.row.max(anchor) + 1).min(rules)
    }

    /// The rows of the rules that are searched for.
    pub(super) fn matches(&self) -> Vec<usize> {
        let Some(search) = &self.cursor.search else { return Vec::new() };
        let rules = self.filter().rules.iter().enumerate();
        rules.filter(|(_, rule)| search.finds(rule)).map(|(index, _)| index).collect()
    }

    /// Commits an edit and selects a row.
    pub(super) fn commit(&mut self, edit: &Edit, label: Label, row: usize) {
        let after = edit.apply(self.filter());
        self.open.history.commit(after, label, row);
        self.cursor.row = row;
        self.refresh();
    }

    /// Answers every question again, after the filter or the profile has changed. The worst error or warning that is new
    /// is selected; without one, the selected finding stays selected while it is there.
    pub(super) fn refresh(&mut self) {
        self.live.last_change = None;
        self.cursor.has_chosen = false;
        if let Some((filter, _)) = self.live.reported.clone().filter(|_| !self.is_waiting()) {
            let is_changed = filter != *self.filter();
            self.live.changed = is_changed.then(|| Box::new((filter.clone(), self.live.report.clone())));
            self.live.before = Some((filter, self.findings().cloned().collect()));
        }
        self.live.reselect = self.selected_finding().cloned().or(self.live.reselect.take());
        self.cursor.row = self.cursor.row.min(self.filter().rules.len());
        self.mode.end_selection();
        self.live.preview = None;
        self.live.proposed = None;
        self.live.state = State::Asked;
        self.live.report = Report::default();
        self.live.shorter = Shorter::Unknown;
        self.ask();
    }

    /// Shows what a version that is not committed would do; `None` goes back to the committed one.
    pub(super) fn preview(&mut self, proposal: Option<Filter>) {
        self.live.proposed = None;
        self.live.preview = proposal.map(|filter| Preview { filter, answer: None });
        if self.live.preview.is_some() || self.is_waiting() {
            self.ask();
        }
    }

    fn ask(&mut self) {
        self.live.ticket += 1;
        // An answer that is under way is no longer the latest; at rest it is asked for again.
        if matches!(self.live.shorter, Shorter::Asked) {
            self.live.shorter = Shorter::Unknown;
        }
        let request = self.question(false);
        if is_quick(self.filter()) && is_quick(self.shown()) {
            let answered = request.answer(&mut AnalysisCache::default(), &CancelToken::default());
            answered.into_iter().for_each(|answered| self.take(answered));
        } else {
            self.live.request = Some(request);
        }
    }

    /// Counts on from the questions of the session before, whose answers may come late and are not about this filter.
    pub(super) fn follow(&mut self, before: &Self) {
        self.live.ticket += before.live.ticket;
        if let Some(request) = &mut self.live.request {
            request.ticket = self.live.ticket;
        }
    }

    fn question(&self, shorter: bool) -> AnalysisRequest {
        AnalysisRequest {
            ticket: self.live.ticket,
            filter: self.filter().clone(),
            report: (!self.is_waiting()).then(|| self.live.report.clone()),
            proposal: self.live.preview.as_ref().map(|preview| preview.filter.clone()),
            changed: self.live.changed.clone(),
            saved: self.protected().cloned(),
            profile: self.open.profile.clone(),
            // In a lesson the repairs are the reader's to find.
            repairs: self.lesson.is_none(),
            shorter,
        }
    }

    /// What the world should answer beside the editor, if there is anything.
    pub(super) fn next_question(&mut self) -> Option<AnalysisRequest> {
        let at_rest = !self.is_waiting()
            && self.lesson.is_none()
            && self.live.preview.is_none()
            && matches!(self.live.shorter, Shorter::Unknown);
        if self.live.request.is_none() && at_rest && is_quick(self.filter()) {
            self.live.shorter = Shorter::Asked;
            return Some(self.question(true));
        }
        self.live.request.take()
    }

    /// Takes an answer, if it is to the latest question.
    pub(super) fn take(&mut self, answered: AnalysisAnswer) {
        if answered.ticket != self.live.ticket {
            return;
        }
        self.live.request = None;
        self.live.state = State::Ready;
        self.live.report = answered.report;
        if let Some(shorter) = answered.shorter {
            self.live.shorter = Shorter::Known(shorter.map(Box::new));
        }
        if let Some(preview) = &mut self.live.preview {
            preview.answer = answered.proposal;
        }
        let now = self.open.history.current();
        let changed = self.live.changed.take();
        if let (Some(delta), Some(changed), Some((_, from))) = (answered.change, changed, &self.live.reported) {
            let step = self.open.history.transition(*from);
            self.live.last_change = Some(LastChange { step, before: changed.1.server, delta });
        }
        self.live.reported = Some((self.filter().clone(), now));
        let old = self.live.reselect.take();
        let same = old.as_ref().map(|old| self.findings().position(|new| new.is_about_the_same(old)).unwrap_or(0));
        let worst = self.live.before.take().and_then(|before| self.worst_new(&before));
        self.cursor.finding = worst.or(same).unwrap_or(self.cursor.finding);
    }

    /// The worst error or warning that was not there before.
    fn worst_new(&self, (filter, before): &(Filter, Vec<Finding>)) -> Option<usize> {
        let new = new_findings((self.filter(), self.findings()), (filter, before.iter()));
        let worst = new.into_iter().find(|finding| finding.severity < Severity::Note)?;
        self.findings().position(|finding| std::ptr::eq(finding, worst))
    }

    /// What is left where no error or warning has a repair: how many findings ask something, and how many errors and
    /// warnings do not even that. Nothing while one has a repair.
    pub(super) fn unrepairable(&self) -> Option<(usize, usize)> {
        let bad = || self.findings().filter(|finding| finding.severity < Severity::Note);
        let asking = self.findings().filter(|finding| !finding.needs.is_empty()).count();
        let helpless = bad().filter(|finding| finding.needs.is_empty()).count();
        (!self.is_waiting() && bad().all(|finding| finding.fix.is_none())).then_some((asking, helpless))
    }

    /// Says that the selected finding is known; it comes back when its rules change.
    pub(super) fn dismiss(&mut self) {
        if let Some(print) = self.selected_finding().map(|finding| fingerprint(finding, self.filter())) {
            self.open.dismissed.push(print);
            self.live.last_change = None;
            let left = self.findings().count();
            self.cursor.finding = self.cursor.finding.min(left.saturating_sub(1));
        }
    }

    /// Shows what an edit would do.
    pub(super) fn propose(&mut self, edit: Option<Edit>) {
        self.preview(edit.as_ref().map(|edit| edit.apply(self.filter())));
        self.live.proposed = edit;
    }

    /// Shows what the draft would do, if that was put off.
    pub(super) fn catch_up(&mut self) {
        if std::mem::take(&mut self.live.outdated) && self.mode.draft().is_some() {
            self.preview_draft();
        }
    }

    /// Shows what the draft would do.
    pub(super) fn preview_draft(&mut self) {
        let proposal = self.mode.draft().map(|draft| draft.applied(self.filter()));
        self.preview(proposal);
    }

    /// Whether saving would write what the cloud refuses.
    pub(super) fn beyond_limits(&self) -> bool {
        let filter = self.filter();
        filter.rules.len() > MAX_RULES || filter.rules.iter().any(crate::filter::Rule::has_two_ranges)
    }

    /// The name to show: the file's, else the filter's.
    pub(crate) fn title(&self) -> String {
        if let Some(attempt) = &self.lesson {
            return attempt.lesson.id.clone();
        }
        match &self.open.location {
            Some(location) => location.name(),
            None => self.filter().name.clone(),
        }
    }
}
