//! What two lists of rules have in common.

use crate::filter::Rule;

/// How many rules two lists have in common at their beginnings and at their ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Common {
    pub(super) head: usize,
    pub(super) tail: usize,
}

impl Common {
    pub(super) fn of<T>(a: &[T], b: &[T], alike: impl Fn(&T, &T) -> bool) -> Self {
        let head = a.iter().zip(b).take_while(|(a, b)| alike(a, b)).count();
        let room = a.len().min(b.len()) - head;
        let tail = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(a, b)| alike(a, b)).count();
        Self { head, tail }
    }

    /// What lies between in one of the lists.
    pub(super) fn middle<T>(self, list: &[T]) -> &[T] {
        list.get(self.head..list.len() - self.tail).unwrap_or_default()
    }
}

/// Whether two rules match the same packets in every reading and do the same to them.
pub(super) fn decides_alike(a: &Rule, b: &Rule) -> bool {
    (a.action, a.protocol, a.source, a.source_port, a.destination_port)
        == (b.action, b.protocol, b.source, b.source_port, b.destination_port)
        && a.open == b.open
}
