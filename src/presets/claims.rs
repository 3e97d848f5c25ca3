//! What a server template promises: written beside the rules, proved by the analysis, never taken on trust.

use super::RuleTexts;
use crate::filter::Rule;
use crate::profile::{Profile, ProfileError, ProfileField};

/// The promise of a server template, with its arguments filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claims {
    /// The profile the promise holds for. An argument that an entry cannot hold, such as any address for the
    /// administrators, says nothing there.
    pub profile: Profile,
    /// The entries of the profile that the template speaks of.
    fields: Vec<ProfileField>,
    /// The flows that pass entirely, such as `dhcp-reply` or `service-tcp-443`.
    pub flows: Vec<String>,
    /// What passes beyond the flows: services for one network, mostly.
    pub also: Vec<Rule>,
    /// Whether everything else is blocked.
    pub closed: bool,
}

impl Claims {
    /// What a server that is described by `profile` is, with this template in an empty filter: where the template
    /// speaks, it counts.
    pub(crate) fn replace(&self, profile: &Profile) -> Profile {
        self.fields.iter().fold(profile.clone(), |profile, field| profile.with_field_of(*field, &self.profile))
    }

    /// The same with the template beside other rules: its items are joined to the lists, and all else stays.
    pub(crate) fn join(&self, profile: &Profile) -> Profile {
        let lists = self.fields.iter().filter(|field| field.is_list());
        lists.fold(profile.clone(), |profile, field| with_items(profile, *field, &self.profile.texts(*field)))
    }
}

/// Claims before the parameters are filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ClaimTexts {
    /// Every entry of the profile with its key and its texts.
    pub(super) profile: Vec<(ProfileField, String, Vec<String>)>,
    pub(super) flows: Vec<String>,
    pub(super) also: Vec<RuleTexts>,
    pub(super) closed: bool,
}

impl ClaimTexts {
    /// Every text that may refer to a parameter.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.profile.iter().flat_map(|(_, _, texts)| texts).chain(&self.flows).map(String::as_str)
    }

    /// The claims with every text changed the same way and `also` as given.
    pub(super) fn fill(&self, also: Vec<Rule>, change: impl Fn(&str) -> String) -> Claims {
        let mut profile = Profile::default();
        for (field, _, texts) in &self.profile {
            profile = with_items(profile, *field, &texts.iter().map(|text| change(text)).collect::<Vec<_>>());
        }
        Claims {
            profile,
            fields: self.profile.iter().map(|(field, ..)| *field).collect(),
            flows: self.flows.iter().map(|text| change(text)).collect(),
            also,
            closed: self.closed,
        }
    }

    /// The entries whose texts make no sense, by their keys.
    pub(super) fn wrong_entries<'t>(
        &'t self,
        change: impl Fn(&str) -> String + 't,
    ) -> impl Iterator<Item = (&'t str, ProfileError)> {
        self.profile.iter().filter_map(move |(field, key, texts)| {
            let filled: Vec<String> = texts.iter().map(|text| change(text)).collect();
            Profile::default().with_texts(*field, &filled).err().map(|error| (key.as_str(), error))
        })
    }
}

/// The profile with those of the texts that an entry can hold.
fn with_items(profile: Profile, field: ProfileField, texts: &[String]) -> Profile {
    texts.iter().fold(profile, |profile, text| profile.with_item(field, text).unwrap_or(profile))
}
