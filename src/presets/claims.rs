//! What a server template promises: written beside the rules, proved by the analysis, never taken on trust.

use super::RuleTexts;
use crate::filter::{Rule, Source};
use crate::profile::{Attachment, Guest, Profile, Service};

/// The promise of a server template, with its arguments filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claims {
    /// `shared`, `switch` or `router`.
    pub attachment: String,
    /// `linux`, `windows`, `macos` or `freebsd`.
    pub guest: String,
    /// Services offered to everyone, such as `443/tcp`.
    pub services: Vec<String>,
    /// The networks an administrator works from; a blank one means any.
    pub admin: Vec<String>,
    /// The flows that pass entirely, such as `dhcp-reply` or `service-tcp-443`.
    pub flows: Vec<String>,
    /// What passes beyond the flows: services for one network, mostly.
    pub also: Vec<Rule>,
    /// Whether everything else is blocked.
    pub closed: bool,
}

impl Claims {
    /// The profile the promise holds for. Words that mean nothing are left out; reading a preset has checked them.
    pub fn profile(&self) -> Profile {
        let attachment = Attachment::ALL.into_iter().find(|known| known.as_str() == self.attachment);
        let guest = Guest::ALL.into_iter().find(|known| known.as_str() == self.guest);
        let network = |text: &String| Source::parse(text).ok()?.addresses().as_network();
        Profile {
            attachment: attachment.unwrap_or_default(),
            guest: guest.unwrap_or_default(),
            ephemeral: None,
            admin: self.admin.iter().filter(|text| !text.is_empty()).filter_map(network).collect(),
            services: self.services.iter().filter_map(|text| Service::parse(text)).collect(),
            ..Profile::default()
        }
    }
}

/// Claims before the parameters are filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ClaimTexts {
    /// The texts; `also` is empty here.
    pub(super) claims: Claims,
    pub(super) also: Vec<RuleTexts>,
}

impl ClaimTexts {
    /// Every text that may refer to a parameter.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let Claims { services, admin, flows, .. } = &self.claims;
        services.iter().chain(admin).chain(flows).map(String::as_str)
    }

    /// The claims with every text changed the same way and `also` as given.
    pub(super) fn fill(&self, also: Vec<Rule>, change: impl Fn(&str) -> String) -> Claims {
        let all = |texts: &[String]| texts.iter().map(|text| change(text)).collect();
        let Claims { attachment, guest, services, admin, flows, closed, .. } = &self.claims;
        Claims {
            attachment: attachment.clone(),
            guest: guest.clone(),
            services: all(services),
            admin: all(admin),
            flows: all(flows),
            also,
            closed: *closed,
        }
    }
}
