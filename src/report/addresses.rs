//! Sets of source addresses.

use crate::analysis::Span;
use crate::filter::Source;
use crate::profile::plausible_sources;

/// Everyone who can send a packet.
pub(super) const fn everyone() -> Span {
    plausible_sources()
}

/// The addresses of a source (a netmask form read as a netmask).
pub(super) fn span_of(source: Source) -> Span {
    source.addresses().into()
}

/// Addresses as ascending spans that do not touch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Addresses(Vec<Span>);

impl Addresses {
    pub(super) fn of(spans: impl IntoIterator<Item = Span>) -> Self {
        Self(merged(spans.into_iter().collect()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn spans(&self) -> &[Span] {
        &self.0
    }

    /// How many addresses of a span are not among these.
    pub(super) fn count_outside(&self, span: Span) -> u128 {
        // Ascending and disjoint: those that end before the span come first.
        let first = self.0.partition_point(|own| own.high < span.low);
        let near = self.0.get(first..).unwrap_or_default().iter().take_while(|own| own.low <= span.high);
        let inside: u128 = near.filter_map(|own| own.intersect(span)).map(Span::length).sum();
        span.length() - inside
    }

    /// What is left of a span without these.
    pub(super) fn gaps_in(&self, span: Span) -> Vec<Span> {
        subtract(&[span], &self.0)
    }
}

/// The same numbers as ascending spans that do not touch.
pub(super) fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.low <= last.high.saturating_add(1) => last.high = last.high.max(span.high),
            _ => merged.push(span),
        }
    }
    merged
}

/// The numbers of the first list that are not in the second; both ascending and disjoint.
pub(super) fn subtract(spans: &[Span], holes: &[Span]) -> Vec<Span> {
    let mut rest = Vec::new();
    for span in spans {
        let mut low = span.low;
        let mut full = true;
        for hole in holes.iter().filter(|hole| hole.low <= span.high && span.low <= hole.high) {
            if low < hole.low {
                rest.push(Span { low, high: hole.low - 1 });
            }
            match hole.high.checked_add(1) {
                Some(next) if next <= span.high => low = low.max(next),
                _ => {
                    full = false;
                    break;
                }
            }
        }
        if full {
            rest.push(Span { low, high: span.high });
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(low: u32, high: u32) -> Span {
        Span { low, high }
    }

    #[test]
    fn holes_are_cut_out() {
        let spans = [span(0, 10), span(20, 30)];
        assert_eq!(subtract(&spans, &[span(5, 22), span(30, 40)]), [span(0, 4), span(23, 29)]);
        assert_eq!(subtract(&spans, &[span(0, 10)]), [span(20, 30)]);
        assert_eq!(subtract(&spans, &[]), spans);
    }

    #[test]
    fn counting_outside_is_subtracting() {
        let named = Addresses::of([span(5, 9), span(8, 12), span(40, 50)]);
        assert_eq!(named.spans(), [span(5, 12), span(40, 50)]);
        for (low, high) in [(0, 60), (6, 7), (10, 45), (13, 39)] {
            let left: u128 = named.gaps_in(span(low, high)).into_iter().map(Span::length).sum();
            assert_eq!(named.count_outside(span(low, high)), left);
        }
    }
}
