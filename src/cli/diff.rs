//! `sekimori diff`: what two filters treat differently, and which rules are to blame.
//!
//! The exit code is 0 if they treat every packet alike, 1 if not, 2 if one of them cannot be used. As JSON:
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

use super::arguments::{Choice, Format};
use super::input::choose;
use super::json::{deciders, only_if, reached};
use super::progress::analysing;
use super::streams::{UNUSABLE, complain, print};
use super::words;
use crate::analysis::{Change, PacketSet, Region, changes};
use crate::filter::{Action, Filter};
use crate::lang::Lang;
use crate::language;
use crate::page::{flow_names, packet};
use crate::profile::Profile;
use crate::report::{ExpectationChange, NamedFlows, ReachChange, expectation_changes, reach, reach_changes};
use serde_json::{Value, json};
use std::process::ExitCode;

/// Compares, and says with the exit code whether there is a difference.
pub(super) fn run(before: &Choice, after: &Choice, format: Format, profile: &Profile, lang: Lang) -> ExitCode {
    let both = (choose(before, lang), choose(after, lang));
    let (Some(before), Some(after)) = both else { return ExitCode::from(UNUSABLE) };
    let rules = before.filter.rules.len() + after.filter.rules.len();
    let names = [before.file.name.as_str(), &after.file.name];
    let compared = Compared { names, filters: [&before.filter, &after.filter], profile, lang };
    let (equal, answer) = analysing(rules, lang, || {
        let changes = changes(&before.filter, &after.filter);
        let answer = match format {
            Format::Json => format!("{:#}\n", compared.object(&changes)),
            Format::Text => compared.paragraphs(&changes),
        };
        (changes.is_empty(), answer)
    });
    match print(&answer) {
        Ok(()) => ExitCode::from(u8::from(!equal)),
        Err(error) => {
            complain(&words::unwritten(&error.to_string(), lang));
            ExitCode::from(UNUSABLE)
        }
    }
}

/// For whom two filters are compared.
struct Compared<'a> {
    names: [&'a str; 2],
    filters: [&'a Filter; 2],
    profile: &'a Profile,
    lang: Lang,
}

impl Compared<'_> {
    fn object(&self, changes: &[Change]) -> Value {
        let list = |becomes| -> Value {
            let of_change = |change: &Change| -> Vec<Value> {
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

    fn expectations(&self) -> Vec<ExpectationChange> {
        let [before, after] = self.filters;
        expectation_changes(before, after, self.profile)
    }

    fn entry(&self, change: &Change, region: Region) -> Value {
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

    /// What is certain in each direction has a heading, and what depends on the reading one for each condition.
    fn paragraphs(&self, changes: &[Change]) -> String {
        let lang = self.lang;
        let [before, after] = self.names;
        let mut lines = vec![words::compared(before, after, changes.is_empty(), lang)];
        for alike in changes.chunk_by(|a, b| (a.becomes, &a.only_if) == (b.becomes, &b.only_if)) {
            let Some(Change { becomes, only_if, .. }) = alike.first() else { continue };
            let mut all = PacketSet::empty();
            alike.iter().for_each(|change| all.add(&change.packets));
            let names = flow_names(&NamedFlows::of(&all, self.profile), lang);
            lines.push(format!("\n{}", words::newly(*becomes, &names, only_if, lang)));
            lines.extend(alike.iter().flat_map(|change| self.change_lines(change)));
        }
        let kept = self.expectations();
        if !kept.is_empty() {
            lines.push(format!("\n{}", words::expectations(lang)));
            lines.extend(kept.iter().flat_map(|change| {
                [
                    format!("  {}", words::expectation_change(change, lang)),
                    format!("    {}: {}", packet(lang), change.unmet.packet),
                ]
            }));
        }
        lines.join("\n") + "\n"
    }

    fn change_lines(&self, change: &Change) -> Vec<String> {
        let lang = self.lang;
        let mut lines = Vec::new();
        for region in change.packets.plain_boxes() {
            let packets = PacketSet::from(region);
            let names = flow_names(&NamedFlows::of(&packets, self.profile), lang);
            let named = if names.is_empty() { names } else { format!("  ({names})") };
            let traffic = language::traffic(&packets, lang).into_iter();
            lines.extend(traffic.map(|traffic| format!("  {traffic}{named}")));
        }
        lines.push(format!("    {}", words::pair(change, lang)));
        lines.extend(change.packets.witness().map(|one| format!("    {}: {one}", packet(lang))));
        lines
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
