//! A packet set as a person would write it down: few boxes, the plainest first.

use super::set::{PacketSet, Region};
use std::cmp::Reverse;

/// Up to so many boxes are made plain: the time that takes grows with the cube of their number.
const READABLE: usize = 150;

impl PacketSet {
    /// Boxes that together are exactly this set. They may overlap: each is widened as far as the set allows, so that
    /// "tcp from anyone to 81-442" is not cut in pieces by an exception elsewhere.
    pub fn plain_boxes(&self) -> Vec<Region> {
        let mut rest = self.tidied();
        let mut candidates: Vec<Region> = rest.regions().iter().map(|region| self.widened(*region)).collect();
        candidates.sort_by_key(|region| (narrow_axes(region), Reverse(region.count()), *region));
        candidates.dedup();
        // Each region of the set lies in its own widened box: nothing is left in the end.
        candidates.retain(|plainest| {
            let says_more = !rest.intersect(&(*plainest).into()).is_empty();
            if says_more {
                rest = rest.subtract(&(*plainest).into());
            }
            says_more
        });
        candidates
    }

    /// The plain boxes; of a set of so many that nobody reads them, its own boxes, the largest first. Quick at any size.
    pub(crate) fn representative_boxes(&self) -> Vec<Region> {
        if self.regions().len() <= READABLE {
            return self.plain_boxes();
        }
        let mut boxes = self.regions().to_vec();
        boxes.sort_by_key(|region| (Reverse(region.count()), *region));
        boxes
    }

    /// The box, grown along one axis after the other until it meets something outside the set.
    fn widened(&self, mut region: Region) -> Region {
        let whole = Region::of_kind(region.kind, super::set::Span::ADDRESSES);
        for axis in [2, 1, 0] {
            let mut stretched = region;
            if let (Some(place), Some(all)) = (stretched.spans.get_mut(axis), whole.spans.get(axis)) {
                *place = *all;
            }
            // What lies elsewhere cannot be in the way.
            let within = self.intersect(&stretched.into());
            let outside = PacketSet::from(stretched).subtract(&within);
            for hole in outside.regions() {
                let (Some(hole), Some(span)) = (hole.spans.get(axis), region.spans.get(axis)) else { continue };
                let Some(limit) = stretched.spans.get_mut(axis) else { continue };
                if hole.high < span.low {
                    limit.low = limit.low.max(hole.high + 1);
                } else if hole.low > span.high {
                    limit.high = limit.high.min(hole.low - 1);
                }
            }
            region = stretched;
        }
        region
    }
}

/// How many of its spans say less than "any".
fn narrow_axes(region: &Region) -> usize {
    let whole = Region::of_kind(region.kind, super::set::Span::ADDRESSES);
    region.spans.iter().zip(whole.spans).filter(|(span, all)| **span != *all).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::set::{PacketKind, Span};

    #[test]
    fn very_many_boxes_are_told_as_they_are() {
        let port =
            |number: u32| Region::with_ports(PacketKind::Tcp, Span::ADDRESSES, Span::PORTS, Span::one(number * 2));
        let many: PacketSet = (0..200).map(port).collect();
        let told = many.representative_boxes();
        assert_eq!(told.len(), 200);
        assert!(many.subtract(&told.into_iter().collect()).is_empty());
        let few: PacketSet = (0..100).map(port).collect();
        assert_eq!(few.representative_boxes(), few.plain_boxes());
    }
}
