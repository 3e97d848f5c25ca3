//! What was done, for programs, as one object. `schema` counts what breaks; what has the name of something in the report
//! of `check` has its form too.
//!
//! ```text
//! {"schema": 1,
//!  "file": "web.json",
//!  "filter": {"name": "web", "rules": 5},
//!  "profile": {"attachment": "shared", "guest": "linux", ...},
//!  "steps": [{"code": "dhcp-blocked", "severity": "error", "flow": "dhcp-reply", "rules": [5], "message": "...",
//!             "packet": "udp 198.51.100.1:67 -> 68", "fix": {"text": "...", "edits": [...], "opens": [...],
//!             "closes": [], "cures": []}, "needs": []}],
//!  "opens": ["udp any:67 -> 68"],
//!  "closes": [],
//!  "left": [],
//!  "rules": {"before": 5, "after": 6},
//!  "edits": [{"op": "insert", "at": 5, "rule": {"Protocol": "udp"}}],
//!  "result": [{"Protocol": "tcp", "DestinationPort": "22", "Action": "allow"}]}
//! ```
//!
//! `steps` are the findings that were repaired, in their order, each with the numbers that the rules had just before.
//! `opens` and `closes` compare the repaired filter with the first one, in the default reading of the documents or any
//! other, and `edits` lead from one to the other. `left` are the errors and warnings that stay, with what they need.
//! `result` has the repaired rules.

use super::done::Done;
use crate::cli::check::json::{edit, finding, profile, rule, traffic};
use crate::filter::Action;
use crate::lang::Lang;
use serde_json::{Value, json};

const SCHEMA: u32 = 1;

pub(super) fn write(done: &Done, lang: Lang) -> String {
    let (chosen, repaired) = (done.chosen, done.repaired);
    let [before, after] = [&chosen.filter, &repaired.filter].map(|filter| filter.rules.len());
    let edits = repaired.edit.iter().flat_map(|whole| whole.steps().into_iter().map(edit));
    let object = json!({
        "schema": SCHEMA,
        "file": done.path,
        "filter": { "name": chosen.filter.name, "rules": before },
        "profile": profile(done.profile),
        "steps": repaired.steps.iter().map(|one| finding(one, lang)).collect::<Value>(),
        "opens": traffic(&repaired.delta.packets.possibly(Action::Allow)),
        "closes": traffic(&repaired.delta.packets.possibly(Action::Deny)),
        "left": done.left().map(|one| finding(one, lang)).collect::<Value>(),
        "rules": { "before": before, "after": after },
        "edits": edits.collect::<Value>(),
        "result": repaired.filter.rules.iter().map(rule).collect::<Value>(),
    });
    format!("{object:#}\n")
}
