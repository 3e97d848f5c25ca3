//! The entries of a profile as texts: one grammar and one serializer for the form, lines, options and every file.

use super::expectation::items;
use super::{Attachment, Expectation, ExpectationExpected, Guest, Profile, Service, Use};
use crate::filter::{Expected, Ports, Protocol, Source, half_width};
use ipnet::Ipv4Net;
use std::net::Ipv4Addr;

/// An entry of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProfileField {
    /// Where the interface is attached.
    Attachment,
    /// Its operating system.
    Guest,
    /// The ports answers come back to; blank for those of the system.
    Ephemeral,
    /// Where administrators log in from.
    Admin,
    /// What is offered to everyone.
    Service,
    /// Ports on which administrators log in.
    Login,
    /// On a switch: the networks that may talk to the server.
    Peers,
    /// The resolvers it asks.
    Resolver,
    /// The time servers it asks.
    Time,
    /// On a switch: whether addresses are handed out by DHCP.
    Dhcp,
    /// What it does beside the usual.
    Uses,
    /// What must pass and what must not.
    Expect,
}

/// Text that an entry of the profile cannot take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileError {
    pub(crate) field: ProfileField,
    /// 0-based character position in the text.
    pub(crate) at: usize,
    /// What would have been right.
    pub(crate) expected: ProfileExpected,
}

/// What an entry would have accepted. The sentence for each is in [`crate::language`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProfileExpected {
    /// One of the [`ProfileField::words`].
    Word,
    /// What a field of a rule takes.
    Rule(Expected),
    /// One network, where the text is a range that is none.
    Network,
    /// Somebody: any address, or 0.0.0.0, names nobody.
    Somebody,
    /// One address, where the text is a network.
    OneAddress,
    /// A port and a protocol.
    Service,
    PortRange,
    /// One port from 1 to 65535.
    OnePort,
    Expectation(ExpectationExpected),
}

impl ProfileField {
    /// Every entry, in the order in which they are asked for and written.
    pub const ALL: [Self; 12] = [
        Self::Attachment,
        Self::Guest,
        Self::Ephemeral,
        Self::Admin,
        Self::Service,
        Self::Login,
        Self::Peers,
        Self::Resolver,
        Self::Time,
        Self::Dhcp,
        Self::Uses,
        Self::Expect,
    ];

    /// The word of options and lines, and the key in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Attachment => "attachment",
            Self::Guest => "guest",
            Self::Ephemeral => "ephemeral",
            Self::Admin => "admin",
            Self::Service => "service",
            Self::Login => "login",
            Self::Peers => "peers",
            Self::Resolver => "resolver",
            Self::Time => "time",
            Self::Dhcp => "dhcp",
            Self::Uses => "uses",
            Self::Expect => "expect",
        }
    }

    /// The entry of a word. `services` is what files of version 0.1.0 call `service`.
    pub(crate) fn of_id(word: &str) -> Option<Self> {
        let word = if word == "services" { "service" } else { word };
        Self::ALL.into_iter().find(|field| field.id() == word)
    }

    /// Whether it takes any number of items.
    pub const fn is_list(self) -> bool {
        !matches!(self, Self::Attachment | Self::Guest | Self::Ephemeral | Self::Dhcp)
    }

    /// Whether it is yes or no.
    pub(crate) const fn is_switch(self) -> bool {
        matches!(self, Self::Dhcp)
    }

    /// The words it takes, if nothing else makes sense in it.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Attachment => Attachment::ALL.map(Attachment::as_str).to_vec(),
            Self::Guest => Guest::ALL.map(Guest::as_str).to_vec(),
            Self::Dhcp => vec!["no", "yes"],
            Self::Uses => Use::ALL.map(Use::as_str).to_vec(),
            _ => Vec::new(),
        }
    }
}

impl Profile {
    /// An entry as one text, which [`Profile::with_text`] reads back; blank if nothing is said.
    pub fn text(&self, field: ProfileField) -> String {
        self.texts(field).join(if field == ProfileField::Expect { "; " } else { ", " })
    }

    /// The items of an entry, or its only text; none if nothing is said.
    pub fn texts(&self, field: ProfileField) -> Vec<String> {
        fn all<T: ToString>(items: &[T]) -> Vec<String> {
            items.iter().map(ToString::to_string).collect()
        }
        let networks = |nets: &[Ipv4Net]| nets.iter().map(|net| Source::from(*net).to_string()).collect();
        match field {
            ProfileField::Attachment => vec![self.attachment.as_str().to_owned()],
            ProfileField::Guest => vec![self.guest.as_str().to_owned()],
            ProfileField::Ephemeral => self.ephemeral.iter().map(ToString::to_string).collect(),
            ProfileField::Admin => networks(&self.admin),
            ProfileField::Service => all(&self.services),
            ProfileField::Login => all(&self.logins),
            ProfileField::Peers => networks(&self.peers),
            ProfileField::Resolver => all(&self.resolvers),
            ProfileField::Time => all(&self.time_servers),
            ProfileField::Dhcp => vec![if self.dhcp { "yes" } else { "no" }.to_owned()],
            ProfileField::Uses => self.uses.iter().map(|one| one.as_str().to_owned()).collect(),
            ProfileField::Expect => all(&self.expectations),
        }
    }

    /// The profile with an entry replaced by what a text says. The items of a list have commas or blanks between them,
    /// expectations `;` or the end of a line; full-width characters are welcome.
    ///
    /// # Errors
    /// What was expected, at the character where the text stops making sense.
    pub fn with_text(&self, field: ProfileField, text: &str) -> Result<Self, ProfileError> {
        self.without(field).with_item(field, text)
    }

    /// The profile with an entry replaced by what several texts say.
    ///
    /// # Errors
    /// As for [`Profile::with_text`], for the first of them that makes no sense.
    pub(crate) fn with_texts<T: AsRef<str>>(&self, field: ProfileField, texts: &[T]) -> Result<Self, ProfileError> {
        texts.iter().try_fold(self.without(field), |profile, text| profile.with_item(field, text.as_ref()))
    }

    /// The profile with the items of a text joined to a list; another entry is replaced. What a list holds already is
    /// not joined again.
    ///
    /// # Errors
    /// As for [`Profile::with_text`].
    pub(crate) fn with_item(&self, field: ProfileField, text: &str) -> Result<Self, ProfileError> {
        let mut profile = self.clone();
        for (at, item) in pieces(field, text) {
            profile.put(field, &item).map_err(|(expected, offset)| ProfileError {
                field,
                at: at + offset,
                expected,
            })?;
        }
        Ok(profile)
    }

    /// The profile with an entry as another one has it.
    #[must_use]
    pub(crate) fn with_field_of(&self, field: ProfileField, other: &Self) -> Self {
        // What a profile writes is always read; a test holds that.
        self.with_texts(field, &other.texts(field)).unwrap_or_else(|_unreachable| self.clone())
    }

    /// The profile with nothing said in an entry.
    fn without(&self, field: ProfileField) -> Self {
        let mut profile = self.clone();
        match field {
            ProfileField::Attachment => profile.attachment = Attachment::default(),
            ProfileField::Guest => profile.guest = Guest::default(),
            ProfileField::Ephemeral => profile.ephemeral = None,
            ProfileField::Admin => profile.admin.clear(),
            ProfileField::Service => profile.services.clear(),
            ProfileField::Login => profile.logins.clear(),
            ProfileField::Peers => profile.peers.clear(),
            ProfileField::Resolver => profile.resolvers.clear(),
            ProfileField::Time => profile.time_servers.clear(),
            ProfileField::Dhcp => profile.dhcp = false,
            ProfileField::Uses => profile.uses.clear(),
            ProfileField::Expect => profile.expectations.clear(),
        }
        profile
    }

    fn put(&mut self, field: ProfileField, item: &str) -> Result<(), Wrong> {
        match field {
            ProfileField::Attachment => self.attachment = word(item, Attachment::ALL, Attachment::as_str)?,
            ProfileField::Guest => self.guest = word(item, Guest::ALL, Guest::as_str)?,
            ProfileField::Ephemeral => {
                self.ephemeral = match Ports::parse(item).map_err(of_rule)? {
                    Ports::Range(range) => Some(range),
                    Ports::One(port) => Some(crate::filter::PortRange::new(port, port)),
                    Ports::Any if item.is_empty() => None,
                    Ports::Any | Ports::Masked { .. } => return Err((ProfileExpected::PortRange, 0)),
                };
            }
            ProfileField::Admin => join(&mut self.admin, network(item)?),
            ProfileField::Service => join(&mut self.services, service(item)?),
            ProfileField::Login => join(&mut self.logins, port(item)?),
            ProfileField::Peers => join(&mut self.peers, network(item)?),
            ProfileField::Resolver => join(&mut self.resolvers, address(item)?),
            ProfileField::Time => join(&mut self.time_servers, address(item)?),
            ProfileField::Dhcp => self.dhcp = word(item, [false, true], |on| if on { "yes" } else { "no" })?,
            ProfileField::Uses => join(&mut self.uses, word(item, Use::ALL, Use::as_str)?),
            ProfileField::Expect => {
                let read = Expectation::parse(item);
                let read = read.map_err(|error| (ProfileExpected::Expectation(error.expected), error.at))?;
                join(&mut self.expectations, read);
            }
        }
        Ok(())
    }
}

/// What was expected, and where in the item.
type Wrong = (ProfileExpected, usize);

/// The items of a text in half width, each with its place. What is no list is one item, which may be blank.
fn pieces(field: ProfileField, text: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = half_width(text).chars().collect();
    let item = |place: std::ops::Range<usize>| {
        (place.start, chars.get(place).unwrap_or_default().iter().collect::<String>().trim_end().to_owned())
    };
    if field == ProfileField::Expect {
        return items(&chars).into_iter().map(item).collect();
    }
    if !field.is_list() {
        return vec![item(chars.iter().take_while(|c| c.is_whitespace()).count()..chars.len())];
    }
    let mut start = 0;
    let mut all = Vec::new();
    for part in chars.split(|c| *c == ',' || c.is_whitespace()) {
        all.push(start..start + part.len());
        start += part.len() + 1;
    }
    all.into_iter().filter(|place| !place.is_empty()).map(item).collect()
}

fn join<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

const fn of_rule(error: crate::filter::FieldError) -> Wrong {
    (ProfileExpected::Rule(error.expected), error.at)
}

fn word<T: Copy, const N: usize>(text: &str, all: [T; N], name: impl Fn(T) -> &'static str) -> Result<T, Wrong> {
    let wanted = text.to_ascii_lowercase();
    all.into_iter().find(|known| name(*known) == wanted).ok_or((ProfileExpected::Word, 0))
}

fn network(text: &str) -> Result<Ipv4Net, Wrong> {
    let source = Source::parse(text).map_err(of_rule)?;
    match source.addresses().as_network() {
        _ if source.is_any() || source.is_bare_zero() => Err((ProfileExpected::Somebody, 0)),
        network => network.ok_or((ProfileExpected::Network, 0)),
    }
}

fn address(text: &str) -> Result<Ipv4Addr, Wrong> {
    let source = Source::parse(text).map_err(of_rule)?;
    match source {
        _ if source.is_any() || source.is_bare_zero() => Err((ProfileExpected::Somebody, 0)),
        Source::Host(host) => Ok(host),
        _ => Err((ProfileExpected::OneAddress, 0)),
    }
}

fn port(text: &str) -> Result<u16, Wrong> {
    match Ports::parse(text) {
        Ok(Ports::One(port)) if port > 0 => Ok(port),
        Err(error) if error.expected == Expected::Port => Err((ProfileExpected::OnePort, error.at)),
        _ => Err((ProfileExpected::OnePort, 0)),
    }
}

/// `443/tcp`; a missing protocol means tcp.
fn service(text: &str) -> Result<Service, Wrong> {
    let (number, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
    let port = port(number).map_err(|(_, at)| (ProfileExpected::Service, at))?;
    let protocol = Protocol::parse(protocol).ok().filter(|protocol| protocol.has_ports());
    let protocol = protocol.ok_or((ProfileExpected::Service, number.chars().count() + 1))?;
    Ok(Service { protocol, port })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::TrafficExpected;
    use ProfileField::*;

    /// A profile that says something in every entry.
    fn full() -> Profile {
        let said = [
            (Attachment, "switch"),
            (Guest, "windows"),
            (Ephemeral, "1024-65000"),
            (Admin, "203.0.113.0/24, 192.0.2.7"),
            (Service, "443/tcp 53/udp"),
            (Login, "2222、10022"),
            (Peers, "10.0.0.0/8"),
            (Resolver, "192.0.2.53"),
            (Time, "192.0.2.123"),
            (Dhcp, "yes"),
            (Uses, "nat,ntpd"),
            (Expect, "pass icmp any; tcp any -> 80; block tcp any -> 5432 except tcp 10.0.0.0/8 -> 5432"),
        ];
        said.iter().fold(Profile::default(), |profile, (field, text)| profile.with_text(*field, text).unwrap())
    }

    #[test]
    fn what_is_written_is_read_back_and_every_entry_says_something() {
        let full = full();
        for profile in [Profile::default(), full.clone()] {
            let mut copy = full.clone();
            for field in ProfileField::ALL {
                assert_eq!(profile.with_text(field, &profile.text(field)), Ok(profile.clone()), "{field:?}");
                assert_eq!(profile.with_texts(field, &profile.texts(field)), Ok(profile.clone()), "{field:?}");
                copy = copy.with_field_of(field, &profile);
            }
            assert_eq!(copy, profile);
        }
        for field in ProfileField::ALL {
            assert_ne!(full.text(field), Profile::default().text(field), "{field:?}");
            assert_eq!(ProfileField::of_id(field.id()), Some(field));
        }
        assert_eq!(full.expectations.len(), 2);
        assert_eq!(full.logins, [2222, 10022]);
    }

    #[test]
    fn items_are_joined_once_and_a_text_replaces() {
        let profile = Profile::default().with_item(Admin, "192.0.2.1").unwrap();
        let profile = profile.with_item(Admin, "192.0.2.9/24 192.0.2.1/32").unwrap();
        assert_eq!(profile.texts(Admin), ["192.0.2.1", "192.0.2.0/24"]);
        assert_eq!(profile.with_text(Admin, "198.51.100.1").unwrap().text(Admin), "198.51.100.1");
        assert_eq!(profile.with_text(Admin, " ").unwrap().text(Admin), "");
        assert_eq!(profile.with_texts(Admin, &[""; 0]).unwrap().text(Admin), "");
        let full_width = Profile::default().with_text(Service, "４４３／ＴＣＰ、５３・udp").unwrap();
        assert_eq!(full_width.text(Service), "443/tcp, 53/udp");
    }

    #[test]
    fn a_mistake_has_its_entry_its_place_and_what_was_expected() {
        use ProfileExpected as E;
        let traffic = |expected| E::Expectation(ExpectationExpected::Traffic(expected));
        for (field, text, at, expected) in [
            (Attachment, "lan", 0, E::Word),
            (Guest, "", 0, E::Word),
            (Ephemeral, " any", 1, E::PortRange),
            (Ephemeral, "100-20", 4, E::Rule(Expected::RangeInOrder)),
            (Admin, "any", 0, E::Somebody),
            (Admin, "192.0.2.1, 0.0.0.0/0", 11, E::Somebody),
            (Admin, "0.0.0.0", 0, E::Somebody),
            (Admin, "すべて", 0, E::Somebody),
            (Peers, "10.0.0.0/8,  10.0.300.0/24", 18, E::Rule(Expected::Address)),
            (Peers, "10.0.0.3/10.0.0.9", 0, E::Network),
            (Peers, "::1", 0, E::Rule(Expected::AddressNotIpv6)),
            (Service, "80 443/icmp", 7, E::Service),
            (Service, "0/tcp", 0, E::Service),
            (Login, "22 any", 3, E::OnePort),
            (Login, "0", 0, E::OnePort),
            (Login, "22-23", 0, E::OnePort),
            (Resolver, "192.0.2.0/24", 0, E::OneAddress),
            (Time, "ntp1.sakura.ad.jp", 0, E::Rule(Expected::AddressNotName)),
            (Dhcp, "", 0, E::Word),
            (Uses, "nat, podman", 5, E::Word),
            (Expect, "pass icmp any; block", 20, traffic(TrafficExpected::Protocol)),
            (Expect, "tcp any -> 22", 0, E::Expectation(ExpectationExpected::Predicate)),
            (Expect, "pass icmp any\ntcp any", 14, E::Expectation(ExpectationExpected::Predicate)),
        ] {
            let error = ProfileError { field, at, expected };
            assert_eq!(Profile::default().with_text(field, text), Err(error), "{field:?} {text:?}");
        }
    }
}
