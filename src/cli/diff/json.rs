//! The difference for programs, as one object.
//!
//! ```text
//! {"equal": false,
//!  "newly_blocked": [{"traffic": "udp any:67 -> 68", "example": "udp 198.51.100.1:67 -> 68", "rules": [1, 5],
//!                     "flows": ["dhcp-reply"]}],
//!  "newly_allowed": [],
//!  "reach": [],
//!  "expectations": [{"id": "pass-1", "expectation": "pass udp any:67 -> 68", "before": "met", "after": "unmet",
//!                    "packet": "udp 198.51.100.1:67 -> 68", "decided_by": [5]}]}
//! ```
//!
//! Each entry is a box of packets that one pair of rules decides, before and after; 0 is the default. Boxes are as large
//! as can be, so those of one pair may overlap. `flows` are those that lie wholly inside. What is so however the documents
//! are read comes first. Where it depends on what they leave open, `only_if` lists the ways to read them in which the
//! whole box becomes so, such as `[{"portless_matches_fragments": true}]`. `reach` lists
//! what a sender reaches in one of the two only, with the rule of that one and whether it is `opened` or `closed`.
//! `expectations` are those of the profile that one of them meets and the other does not, with a packet that shows it and
//! the rules that decide it there.

use super::Compared;
use crate::analysis::{PacketChange, PacketSet, Region};
use crate::cli::json::{deciders, only_if, reached};
use crate::filter::Action;
use crate::report::{ExpectationChange, NamedFlows, ReachChange, reach, reach_changes};
use serde_json::{Value, json};

impl Compared<'_> {
    pub(super) fn object(&self, changes: &[PacketChange]) -> Value {
        let list = |becomes| -> Value {
            let of_change = |change: &PacketChange| -> Vec<Value> {
                change.packets.plain_boxes().into_iter().map(|region| self.entry(change, region)).collect()
            };
            changes.iter().filter(|change| change.becomes == becomes).flat_map(of_change).collect()
        };
        json!({
            "equal": changes.is_empty(),
            "newly_blocked": list(Action::Deny),
            "newly_allowed": list(Action::Allow),
            "reach": self.reach(),
            "expectations": self.expectations().iter().map(expectation).collect::<Value>(),
        })
    }

    /// Who reaches what in one of them only.
    fn reach(&self) -> Value {
        let [before, after] = self.filters.map(|filter| reach(filter, self.profile));
        let one = |change: ReachChange| {
            let mut value = reached(&change.reach);
            if let Value::Object(keys) = &mut value {
                keys.insert("change".to_owned(), if change.opened { "opened" } else { "closed" }.into());
            }
            value
        };
        reach_changes(&before, &after).into_iter().map(one).collect()
    }

    fn entry(&self, change: &PacketChange, region: Region) -> Value {
        let packets = PacketSet::from(region);
        let mut entry = json!({
            "traffic": region.to_string(),
            "example": packets.witness().map(|packet| packet.to_string()),
            "rules": [change.before.number(), change.after.number()],
            "flows": NamedFlows::of(&packets, self.profile).whole.iter().map(ToString::to_string).collect::<Value>(),
        });
        if let (Some(ways), Value::Object(keys)) = (only_if(&change.only_if), &mut entry) {
            keys.insert("only_if".to_owned(), ways);
        }
        entry
    }
}

fn expectation(change: &ExpectationChange) -> Value {
    let [before, after] = if change.met { ["unmet", "met"] } else { ["met", "unmet"] };
    json!({
        "id": change.id.to_string(),
        "expectation": change.expectation.to_string(),
        "before": before,
        "after": after,
        "packet": change.unmet.packet.to_string(),
        "decided_by": deciders(change.unmet.decided_by.iter().copied()),
    })
}
