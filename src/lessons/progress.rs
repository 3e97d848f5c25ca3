//! How far a person has come in the course.

use crate::filter::Rule;
use std::collections::BTreeMap;

/// What is known about every lesson that was begun, by its id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    records: BTreeMap<String, Record>,
}

/// What is known about one lesson.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Record {
    /// The fewest edits it was done with; none if it was not done.
    pub(crate) best: Option<usize>,
    /// What is half done.
    pub(crate) work: Option<SavedAttempt>,
}

/// A lesson half done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedAttempt {
    /// The rules as they stand.
    pub rules: Vec<Rule>,
    /// The edits that led to them.
    pub(crate) edits: usize,
    /// The hints that were asked for.
    pub hints: usize,
}

impl Progress {
    pub(crate) fn records(&self) -> &BTreeMap<String, Record> {
        &self.records
    }

    pub(crate) fn of(records: BTreeMap<String, Record>) -> Self {
        Self { records }
    }

    /// Whether the lesson was done once.
    pub fn is_done(&self, lesson: &str) -> bool {
        self.best(lesson).is_some()
    }

    /// The fewest edits the lesson was done with.
    pub fn best(&self, lesson: &str) -> Option<usize> {
        self.records.get(lesson)?.best
    }

    /// What is half done of the lesson.
    pub fn work(&self, lesson: &str) -> Option<&SavedAttempt> {
        self.records.get(lesson)?.work.as_ref()
    }

    /// Keeps what is half done, or forgets it.
    pub(crate) fn keep(&mut self, lesson: &str, work: Option<SavedAttempt>) {
        self.records.entry(lesson.to_owned()).or_default().work = work;
    }

    /// This progress, with what another one knows of lessons that were not begun here, and the better result of each.
    #[must_use]
    pub(crate) fn joined(&self, other: &Self) -> Self {
        let mut all = self.records.clone();
        for (id, record) in &other.records {
            let own = all.entry(id.clone()).or_insert_with(|| record.clone());
            own.best = own.best.into_iter().chain(record.best).min();
        }
        Self { records: all }
    }

    /// Notes that the lesson was done with so many edits.
    pub fn done(&mut self, lesson: &str, edits: usize) {
        let record = self.records.entry(lesson.to_owned()).or_default();
        record.best = Some(record.best.map_or(edits, |best| best.min(edits)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_counts_and_work_comes_and_goes() {
        let mut progress = Progress::default();
        assert!(!progress.is_done("dhcp"));
        progress.done("dhcp", 3);
        progress.done("dhcp", 5);
        assert_eq!(progress.best("dhcp"), Some(3));
        progress.keep("dhcp", Some(SavedAttempt { rules: Vec::new(), edits: 1, hints: 2 }));
        assert_eq!(progress.work("dhcp").map(|work| work.hints), Some(2));
        progress.keep("dhcp", None);
        assert!(progress.work("dhcp").is_none() && progress.is_done("dhcp"));
        let mut other = Progress::default();
        other.done("dhcp", 2);
        other.done("icmp", 1);
        other.keep("dhcp", Some(SavedAttempt { rules: Vec::new(), edits: 9, hints: 0 }));
        let joined = progress.joined(&other);
        assert_eq!((joined.best("dhcp"), joined.best("icmp")), (Some(2), Some(1)));
        assert!(joined.work("dhcp").is_none(), "what is half done here counts");
    }
}
