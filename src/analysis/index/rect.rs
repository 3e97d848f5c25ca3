//! The two numbers of a packet as a rectangle. Every number of every kind fits into sixteen bits (see the table of
//! `set.rs`), so a rectangle is eight bytes and a long list stays in the cache.

use crate::analysis::set::{Region, Span};

/// First numbers `x` and second numbers `y`, bounds included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rect {
    x: [u16; 2],
    y: [u16; 2],
}

impl Rect {
    /// What no rectangle overlaps: the hull of nothing.
    pub(super) const NONE: Self = Self { x: [u16::MAX, 0], y: [u16::MAX, 0] };

    pub(super) fn of(region: &Region) -> Self {
        let [_, first, second] = region.spans;
        Self::between(first, second)
    }

    pub(super) fn between(first: Span, second: Span) -> Self {
        let bounds = |span: Span| [number(span.low), number(span.high)];
        Self { x: bounds(first), y: bounds(second) }
    }

    /// The spans of a region.
    pub(super) fn spans(self) -> [Span; 2] {
        [self.x, self.y].map(|[low, high]| Span { low: low.into(), high: high.into() })
    }

    pub(super) const fn overlaps(self, other: Self) -> bool {
        let ([a, b], [c, d]) = (self.x, self.y);
        let ([e, f], [g, h]) = (other.x, other.y);
        // No short circuit: the scan over many rectangles has no branch to mispredict.
        (a <= f) & (e <= b) & (c <= h) & (g <= d)
    }

    pub(super) const fn contains(self, other: Self) -> bool {
        let ([a, b], [c, d]) = (self.x, self.y);
        let ([e, f], [g, h]) = (other.x, other.y);
        (a <= e) & (f <= b) & (c <= g) & (h <= d)
    }

    /// The common part of two that overlap.
    pub(super) fn common(self, other: Self) -> Self {
        let ([a, b], [c, d]) = (self.x, self.y);
        let ([e, f], [g, h]) = (other.x, other.y);
        Self { x: [a.max(e), b.min(f)], y: [c.max(g), d.min(h)] }
    }

    /// The smallest rectangle around both.
    pub(super) fn hull(self, other: Self) -> Self {
        let ([a, b], [c, d]) = (self.x, self.y);
        let ([e, f], [g, h]) = (other.x, other.y);
        Self { x: [a.min(e), b.max(f)], y: [c.min(g), d.max(h)] }
    }

    pub(super) fn area(self) -> u64 {
        let ([a, b], [c, d]) = (self.x, self.y);
        (u64::from(b) + 1).saturating_sub(a.into()) * (u64::from(d) + 1).saturating_sub(c.into())
    }

    /// Gives what is left of it outside of `hole`, which overlaps it: at most four disjoint rectangles.
    pub(super) fn cut(self, hole: Self, mut keep: impl FnMut(Self)) {
        let ([a, b], [c, d]) = (self.x, self.y);
        let ([e, f], [g, h]) = (hole.x, hole.y);
        if a < e {
            keep(Self { x: [a, e - 1], y: self.y });
        }
        if f < b {
            keep(Self { x: [f + 1, b], y: self.y });
        }
        let x = [a.max(e), b.min(f)];
        if c < g {
            keep(Self { x, y: [c, g - 1] });
        }
        if h < d {
            keep(Self { x, y: [h + 1, d] });
        }
    }

    pub(super) const fn x(self) -> [u16; 2] {
        self.x
    }

    pub(super) const fn y(self) -> [u16; 2] {
        self.y
    }

    /// The same first numbers with other second ones, or the same second numbers with other first ones.
    pub(super) const fn with_x(self, x: [u16; 2]) -> Self {
        Self { x, y: self.y }
    }

    pub(super) const fn with_y(self, y: [u16; 2]) -> Self {
        Self { x: self.x, y }
    }
}

fn number(value: u32) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}
