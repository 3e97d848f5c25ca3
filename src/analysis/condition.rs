//! What an answer depends on, where the documents leave something open: the readings in which it is so, without the
//! choices that make no difference to it.

use super::interpretation::Interpretation;

/// The ways to read the documents in which something is so, among all that there are. Empty: in every one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    ways: Vec<Choices>,
}

/// The choices that matter, as in [`Interpretation`]; `None` for one that does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Choices {
    /// See [`Interpretation::portless_matches_fragments`].
    pub portless_matches_fragments: Option<bool>,
    /// See [`Interpretation::http_is_tcp`].
    pub http_is_tcp: Option<bool>,
    /// See [`Interpretation::netmask_is_range`].
    pub netmask_is_range: Option<bool>,
    /// See [`Interpretation::unresolved_denies`].
    pub unresolved_denies: Option<bool>,
    /// See [`Interpretation::unresolved_allows`].
    pub unresolved_allows: Option<bool>,
}

impl Condition {
    /// That something is so in every reading.
    pub(super) const fn certain() -> Self {
        Self { ways: Vec::new() }
    }

    /// That one of some readings holds, among all that there are.
    pub(crate) fn of(some: &[Interpretation], all: &[Interpretation]) -> Self {
        if all.iter().all(|reading| some.contains(reading)) {
            return Self::default();
        }
        let matters = |flip: fn(Interpretation) -> Interpretation| {
            some.iter().any(|reading| all.contains(&flip(*reading)) && !some.contains(&flip(*reading)))
        };
        let fragments = matters(|r| Interpretation { portless_matches_fragments: !r.portless_matches_fragments, ..r });
        let http = matters(|r| Interpretation { http_is_tcp: !r.http_is_tcp, ..r });
        let netmask = matters(|r| Interpretation { netmask_is_range: !r.netmask_is_range, ..r });
        let denies = matters(|r| Interpretation { unresolved_denies: !r.unresolved_denies, ..r });
        let allows = matters(|r| Interpretation { unresolved_allows: !r.unresolved_allows, ..r });
        let mut ways: Vec<Choices> = Vec::new();
        for reading in some {
            let way = Choices {
                portless_matches_fragments: fragments.then_some(reading.portless_matches_fragments),
                http_is_tcp: http.then_some(reading.http_is_tcp),
                netmask_is_range: netmask.then_some(reading.netmask_is_range),
                unresolved_denies: denies.then_some(reading.unresolved_denies),
                unresolved_allows: allows.then_some(reading.unresolved_allows),
            };
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        Self { ways }
    }

    /// The ways in which it is so.
    pub fn ways(&self) -> &[Choices] {
        &self.ways
    }

    /// Whether it is so in this reading.
    pub(crate) fn holds_in(&self, reading: Interpretation) -> bool {
        let fits = |choice: Option<bool>, value| choice.is_none_or(|choice| choice == value);
        let so = |way: &Choices| {
            fits(way.portless_matches_fragments, reading.portless_matches_fragments)
                && fits(way.http_is_tcp, reading.http_is_tcp)
                && fits(way.netmask_is_range, reading.netmask_is_range)
                && fits(way.unresolved_denies, reading.unresolved_denies)
                && fits(way.unresolved_allows, reading.unresolved_allows)
        };
        self.ways.is_empty() || self.ways.iter().any(so)
    }

    /// Whether it is so however the documents are read.
    pub fn is_certain(&self) -> bool {
        self.ways.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(fragments: bool, http: bool) -> Interpretation {
        Interpretation { portless_matches_fragments: fragments, http_is_tcp: http, ..Interpretation::default() }
    }

    fn choices(fragments: bool, http: Option<bool>) -> Choices {
        Choices { portless_matches_fragments: Some(fragments), http_is_tcp: http, ..Choices::default() }
    }

    #[test]
    fn only_choices_that_matter_are_named() {
        let all = [reading(false, false), reading(false, true), reading(true, false), reading(true, true)];
        let [a, b, c, d] = all;
        for (some, all, expected) in [
            (&all[..], &all[..], vec![]),
            (&[c, d], &all, vec![choices(true, None)]),
            (&[a, b], &all, vec![choices(false, None)]),
            (&[a], &all, vec![choices(false, Some(false))]),
            (&[b, c], &all, vec![choices(false, Some(true)), choices(true, Some(false))]),
            (&[d], &[b, d], vec![choices(true, None)]),
        ] {
            assert_eq!(Condition::of(some, all).ways(), expected, "{some:?}");
        }
    }
}
