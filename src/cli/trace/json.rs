//! The answers for programs, each an object on a line of its own.
//!
//! ```text
//! {"traffic": "udp 192.0.2.1:67 -> 68", "verdict": "blocked", "rule": 6}
//! {"traffic": "tcp any -> 22", "verdict": "partly",
//!  "decided_by": [{"rule": 1, "action": "allow", "packets": "16777216", "example": "tcp 203.0.113.1:443 -> 22"}]}
//! ```
//!
//! `traffic` is the text as it was given. A single packet has `rule`, a set of packets `decided_by`, in the order of the
//! rules; 0 is the default. `packets` is an exact count and always a text: it may be beyond what numbers in JSON can
//! hold. Where readings of what the documents leave open differ, both speak of the default reading, and `readings`, as
//! in the report of `check`, of all.

use crate::analysis::{Answer, Share};
use crate::cli::json;
use serde_json::{Value, json};

/// The answer about a text that means one packet, or a set of them.
pub(super) fn object(text: &str, is_packet: bool, answer: &Answer) -> Value {
    let shares = answer.outcome().map_or(&[][..], |outcome| &outcome.shares);
    let mut object = json!({ "traffic": text, "verdict": json::verdict(answer.verdict) });
    let Value::Object(keys) = &mut object else { return object };
    match shares {
        [share] if is_packet => keys.insert("rule".to_owned(), share.decider.number().into()),
        shares => keys.insert("decided_by".to_owned(), shares.iter().map(decided_by).collect()),
    };
    if answer.readings_differ() {
        keys.insert("readings".to_owned(), answer.outcomes.iter().map(json::reading).collect());
    }
    object
}

fn decided_by(share: &Share) -> Value {
    json!({
        "rule": share.decider.number(),
        "action": share.action.as_str(),
        "packets": share.packets.count().to_string(),
        "example": share.packets.witness().map(|packet| packet.to_string()),
    })
}
