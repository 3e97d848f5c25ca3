//! A packet set as a person would write it down: few boxes, the plainest first.

use super::set::{PacketSet, Region};

impl PacketSet {
    /// Boxes that together are exactly this set. They may overlap: each is widened as far as the set allows, so that
    /// "tcp from anyone to 81-442" is not cut in pieces by an exception elsewhere.
    pub fn plain_boxes(&self) -> Vec<Region> {
        let mut rest = self.tidied();
        let mut boxes = Vec::new();
        while !rest.is_empty() {
            let candidates = rest.regions().iter().flat_map(|region| [*region, self.widened(*region)]);
            let Some(plainest) =
                candidates.min_by_key(|region| (narrow_axes(region), std::cmp::Reverse(region.count())))
            else {
                break;
            };
            rest = rest.subtract(&plainest.into()).tidied();
            boxes.push(plainest);
        }
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
            let outside = PacketSet::from(stretched).subtract(self);
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
