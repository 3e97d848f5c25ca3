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
//! as can be, so those of one pair may overlap. `flows` are those that lie wholly inside. Where it depends on what the
//! documents leave open, `only_if` lists the ways to read them in which it is so, such as
//! `[{"portless_matches_fragments": true}]`.

use super::arguments::{Choice, Format};
use super::input::choose;
use super::json::only_if;
use super::progress::analysing;
use super::{UNUSABLE, complain, print, words};
use crate::analysis::{Change, Comparison, PacketSet, Region, changes};
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
    let rules = before.filter.rules.len() + after.filter.rules.len();
    let names = [before.file.name.as_str(), &after.file.name];
    let compared = Compared { names, comparison: Comparison::new(&before.filter, &after.filter), profile, lang };
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

fn that_become(action: Action, changes: &[Change]) -> impl Iterator<Item = &Change> {
    changes.iter().filter(move |change| change.becomes == action)
}

/// Two filters, and for whom they are compared.
struct Compared<'a> {
    names: [&'a str; 2],
    comparison: Comparison<'a>,
    profile: &'a Profile,
    lang: Lang,
}

impl Compared<'_> {
    fn object(&self, changes: &[Change]) -> Value {
        let list = |action| -> Value {
            let of_change = |change: &Change| -> Vec<Value> {
                change.packets.plain_boxes().into_iter().map(|region| self.entry(change, region)).collect()
            };
            that_become(action, changes).flat_map(of_change).collect()
        };
        json!({
            "equal": changes.is_empty(),
            "newly_blocked": list(Action::Deny),
            "newly_allowed": list(Action::Allow),
        })
    }

    fn entry(&self, change: &Change, region: Region) -> Value {
        let packets = PacketSet::from(region);
        let mut entry = json!({
            "traffic": region.to_string(),
            "example": packets.witness().map(|packet| packet.to_string()),
            "rules": [change.before.number(), change.after.number()],
            "flows": NamedFlows::of(&packets, self.profile).whole.iter().map(ToString::to_string).collect::<Value>(),
        });
        if let (Some(ways), Value::Object(keys)) = (only_if(&self.comparison.condition(&packets)), &mut entry) {
            keys.insert("only_if".to_owned(), ways);
        }
        entry
    }

    fn paragraphs(&self, changes: &[Change]) -> String {
        let lang = self.lang;
        let [before, after] = self.names;
        let mut lines = vec![words::compared(before, after, changes.is_empty(), lang)];
        for action in [Action::Deny, Action::Allow] {
            let mut all = PacketSet::empty();
            that_become(action, changes).for_each(|change| all.add(&change.packets));
            if all.is_empty() {
                continue;
            }
            let names = names_of(&NamedFlows::of(&all, self.profile), lang);
            lines.push(format!("\n{}", words::newly(action, &names, lang)));
            lines.extend(that_become(action, changes).flat_map(|change| self.change_lines(change)));
        }
        lines.join("\n") + "\n"
    }

    fn change_lines(&self, change: &Change) -> Vec<String> {
        let lang = self.lang;
        let mut lines = Vec::new();
        for region in change.packets.plain_boxes() {
            let packets = PacketSet::from(region);
            let names = names_of(&NamedFlows::of(&packets, self.profile), lang);
            let named = if names.is_empty() { names } else { format!("  ({names})") };
            let only_if = self.comparison.condition(&packets);
            let doubt = if only_if.is_certain() { String::new() } else { words::uncertain(&only_if, lang) };
            let traffic = language::traffic(&packets, lang).into_iter();
            lines.extend(traffic.map(|traffic| format!("  {traffic}{named}{doubt}")));
        }
        lines.push(format!("    {}", words::pair(change, lang)));
        lines.extend(change.packets.witness().map(|packet| format!("    {}: {packet}", words::packet(lang))));
        lines
    }
}

fn names_of(flows: &NamedFlows, lang: Lang) -> String {
    let whole = flows.whole.iter().map(|id| language::flow_name(*id, lang));
    let part = flows.part.iter().map(|id| language::part_of(*id, lang));
    whole.chain(part).collect::<Vec<_>>().join(lang.pick("、", ", "))
}
