//! `sekimori diff`: what two filters treat differently, and which rules are to blame.
//!
//! The exit code is 0 if they treat every packet alike, 1 if not, 2 if one of them cannot be used. As JSON:
//!
//! ```text
//! {"equal": false,
//!  "newly_blocked": [{"traffic": "udp any:67 -> 68", "example": "udp 198.51.100.1:67 -> 68", "rules": [1, 5],
//!                     "flows": ["dhcp-reply"]}],
//!  "newly_allowed": []}
//! ```
//!
//! Each entry is a box of packets that one pair of rules decides, before and after; 0 is the default. Boxes are as large
//! as can be, so those of one pair may overlap. `flows` are those that lie wholly inside.

use super::arguments::{Choice, Format};
use super::input::choose;
use super::{UNUSABLE, complain, print, words};
use crate::analysis::{Change, PacketSet, Region, changes};
use crate::filter::Action;
use crate::lang::Lang;
use crate::language;
use crate::profile::Profile;
use crate::report::NamedFlows;
use serde_json::{Value, json};
use std::process::ExitCode;

/// Compares, and says with the exit code whether there is a difference.
pub(super) fn run(before: &Choice, after: &Choice, format: Format, profile: &Profile, lang: Lang) -> ExitCode {
    let both = (choose(before, lang), choose(after, lang));
    let (Some(before), Some(after)) = both else { return ExitCode::from(UNUSABLE) };
    let changes = changes(&before.filter, &after.filter);
    let answer = match format {
        Format::Json => format!("{:#}\n", object(&changes, profile)),
        Format::Text => paragraphs([&before.file.name, &after.file.name], &changes, profile, lang),
    };
    match print(&answer) {
        Ok(()) => ExitCode::from(u8::from(!changes.is_empty())),
        Err(error) => {
            complain(&words::unwritten(&error.to_string(), lang));
            ExitCode::from(UNUSABLE)
        }
    }
}

fn that_become(action: Action, changes: &[Change]) -> impl Iterator<Item = &Change> {
    changes.iter().filter(move |change| change.becomes == action)
}

fn object(changes: &[Change], profile: &Profile) -> Value {
    let list = |action| -> Value {
        let of_change = |change: &Change| -> Vec<Value> {
            change.packets.plain_boxes().into_iter().map(|region| entry(change, region, profile)).collect()
        };
        that_become(action, changes).flat_map(of_change).collect()
    };
    json!({
        "equal": changes.is_empty(),
        "newly_blocked": list(Action::Deny),
        "newly_allowed": list(Action::Allow),
    })
}

fn entry(change: &Change, region: Region, profile: &Profile) -> Value {
    let packets = PacketSet::from(region);
    json!({
        "traffic": region.to_string(),
        "example": packets.witness().map(|packet| packet.to_string()),
        "rules": [change.before.number(), change.after.number()],
        "flows": NamedFlows::of(&packets, profile).whole.iter().map(ToString::to_string).collect::<Value>(),
    })
}

fn paragraphs(names: [&str; 2], changes: &[Change], profile: &Profile, lang: Lang) -> String {
    let [before, after] = names;
    let mut lines = vec![words::compared(before, after, changes.is_empty(), lang)];
    for action in [Action::Deny, Action::Allow] {
        let mut all = PacketSet::empty();
        that_become(action, changes).for_each(|change| all.add(&change.packets));
        if all.is_empty() {
            continue;
        }
        let names = names_of(&NamedFlows::of(&all, profile), lang);
        lines.push(format!("\n{}", words::newly(action, &names, lang)));
        lines.extend(that_become(action, changes).flat_map(|change| change_lines(change, profile, lang)));
    }
    lines.join("\n") + "\n"
}

fn change_lines(change: &Change, profile: &Profile, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for region in change.packets.plain_boxes() {
        let packets = PacketSet::from(region);
        let names = names_of(&NamedFlows::of(&packets, profile), lang);
        let named = if names.is_empty() { names } else { format!("  ({names})") };
        lines.extend(language::traffic(&packets, lang).into_iter().map(|traffic| format!("  {traffic}{named}")));
    }
    lines.push(format!("    {}", words::pair(change, lang)));
    lines.extend(change.packets.witness().map(|packet| format!("    {}: {packet}", words::packet(lang))));
    lines
}

fn names_of(flows: &NamedFlows, lang: Lang) -> String {
    let whole = flows.whole.iter().map(|id| language::flow_name(*id, lang));
    let part = flows.part.iter().map(|id| words::part_of(&language::flow_name(*id, lang), lang));
    whole.chain(part).collect::<Vec<_>>().join(lang.pick("、", ", "))
}
