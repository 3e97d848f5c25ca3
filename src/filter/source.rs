//! The source network field, with every form the cloud or its clients have written.

use super::{Expected, FieldError, half_width};
use crate::lang::read::is_any;
use ipnet::Ipv4Net;
use std::fmt;
use std::net::Ipv4Addr;

/// Addresses from `first` to `last`, both included; `first <= last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AddressRange {
    /// Lowest address.
    pub first: Ipv4Addr,
    /// Highest address.
    pub last: Ipv4Addr,
}

impl AddressRange {
    /// Every IPv4 address.
    pub(crate) const ALL: Self = Self { first: Ipv4Addr::UNSPECIFIED, last: Ipv4Addr::BROADCAST };

    /// Whether `address` lies inside.
    pub fn contains(self, address: Ipv4Addr) -> bool {
        self.first <= address && address <= self.last
    }

    /// The network it is exactly, if it is one.
    pub fn as_network(self) -> Option<Ipv4Net> {
        (0..=32)
            .filter_map(|length| Ipv4Net::new(self.first, length).ok())
            .find(|net| net.network() == self.first && net.broadcast() == self.last)
    }
}

impl From<Ipv4Net> for AddressRange {
    fn from(net: Ipv4Net) -> Self {
        Self { first: net.network(), last: net.broadcast() }
    }
}

/// What a source field says. Its `Display` is the text the API takes; "any" is the empty text.
///
/// The form is kept as written where the meaning is the same, except `/32`, which the cloud refuses with HTTP 400 and
/// which is therefore written as a bare address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Source {
    /// Blank: any address (manual).
    #[default]
    Any,
    /// A bare address is one host, and so is bare `0.0.0.0`.
    Host(Ipv4Addr),
    /// `address/length`, host bits kept as written, length 0 to 31.
    Network(Ipv4Net),
    /// `address/255.x.x.x`: a netmask by the old manual, but the client also writes `first/last` this way.
    Netmask {
        /// The network, host bits kept as written.
        net: Ipv4Net,
    },
    /// `first/last`, where the second part cannot be a netmask.
    Range(AddressRange),
}

impl Source {
    /// The addresses it stands for (a netmask form read as a netmask).
    pub fn addresses(self) -> AddressRange {
        match self {
            Self::Any => AddressRange::ALL,
            Self::Host(host) => AddressRange { first: host, last: host },
            Self::Network(net) | Self::Netmask { net } => net.into(),
            Self::Range(range) => range,
        }
    }

    /// The other reading of a netmask form: the second part as the last address of a range.
    pub fn as_range_instead(self) -> Option<AddressRange> {
        match self {
            Self::Netmask { net } if net.netmask() >= net.addr() && net.prefix_len() > 0 => {
                Some(AddressRange { first: net.addr(), last: net.netmask() })
            }
            _ => None,
        }
    }

    /// Whether every address matches.
    pub fn is_any(self) -> bool {
        self.addresses() == AddressRange::ALL
    }

    /// Bare `0.0.0.0`: written for "any", taken as one host
    /// (<https://github.com/sacloud/terraform-provider-sakuracloud/pull/159>).
    pub fn is_bare_zero(self) -> bool {
        self == Self::Host(Ipv4Addr::UNSPECIFIED)
    }

    /// Whether bits beyond the prefix length are set; the cloud's answer to that is unknown.
    pub(crate) fn has_host_bits(self) -> bool {
        match self {
            Self::Network(net) | Self::Netmask { net } => net.addr() != net.network(),
            _ => false,
        }
    }

    /// The plainest form of the same addresses: blank, a bare address, or a network, where there is one.
    #[must_use]
    pub(crate) fn plain(self) -> Self {
        match self.addresses().as_network() {
            Some(net) if net.prefix_len() == 0 => Self::Any,
            Some(net) if net.prefix_len() == 32 => Self::Host(net.addr()),
            Some(net) => Self::Network(net),
            None => self,
        }
    }

    /// Reads a source field. Blank, `*` and `any` mean any address; full-width characters are welcome.
    ///
    /// # Errors
    /// What was expected, at the character where the text stops making sense.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let text = half_width(text);
        let start = text.chars().take_while(|c| c.is_whitespace()).count();
        let body = text.trim();
        if is_any(body) {
            return Ok(Self::Any);
        }
        if let Some(at) = body.chars().position(|c| c == ',') {
            return Err(FieldError { expected: Expected::NoList, at: start + at });
        }
        let Some((left, right)) = body.split_once('/') else {
            return address(body, start).map(Self::Host);
        };
        let first = address(left, start)?;
        let at = start + left.chars().count() + 1;
        if right.contains('.') {
            return mask_or_last(first, address(right, at)?, at);
        }
        let length = right.trim().parse::<u8>().ok().filter(|length| *length <= 32);
        let net = length.and_then(|length| Ipv4Net::new(first, length).ok());
        match net.ok_or(FieldError { expected: Expected::PrefixLength, at })? {
            net if net.prefix_len() == 32 => Ok(Self::Host(first)),
            net => Ok(Self::Network(net)),
        }
    }
}

impl From<Ipv4Net> for Source {
    fn from(net: Ipv4Net) -> Self {
        match net.prefix_len() {
            0 => Self::Any,
            32 => Self::Host(net.addr()),
            _ => Self::Network(net),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => Ok(()),
            Self::Host(host) => write!(f, "{host}"),
            Self::Network(net) => write!(f, "{net}"),
            Self::Netmask { net } => write!(f, "{}/{}", net.addr(), net.netmask()),
            Self::Range(range) => write!(f, "{}/{}", range.first, range.last),
        }
    }
}

fn mask_or_last(first: Ipv4Addr, second: Ipv4Addr, at: usize) -> Result<Source, FieldError> {
    match Ipv4Net::with_netmask(first, second) {
        Ok(net) if net.prefix_len() == 32 => Ok(Source::Host(first)),
        Ok(net) => Ok(Source::Netmask { net }),
        Err(_) if second >= first => Ok(Source::Range(AddressRange { first, last: second })),
        Err(_) => Err(FieldError { expected: Expected::MaskOrLastAddress, at }),
    }
}

fn address(text: &str, at: usize) -> Result<Ipv4Addr, FieldError> {
    let blanks = text.chars().take_while(|c| c.is_whitespace()).count();
    let body = text.trim();
    body.parse().map_err(|_unreadable| {
        let (expected, offset) = if body.contains(':') {
            (Expected::AddressNotIpv6, 0)
        } else if body.chars().any(char::is_alphabetic) {
            (Expected::AddressNotName, body.chars().position(char::is_alphabetic).unwrap_or(0))
        } else {
            (Expected::Address, wrong_octet(body))
        };
        FieldError { expected, at: at + blanks + offset }
    })
}

/// Where the first octet that is no number from 0 to 255 begins; the end, if one is missing.
fn wrong_octet(body: &str) -> usize {
    let mut at = 0;
    for (index, octet) in body.split('.').enumerate() {
        let leading_zero = octet.len() > 1 && octet.starts_with('0');
        if index == 4 || leading_zero || octet.parse::<u8>().is_err() {
            return at;
        }
        at += octet.chars().count() + 1;
    }
    body.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> (String, String) {
        let range = Source::parse(text).unwrap().addresses();
        (range.first.to_string(), range.last.to_string())
    }

    #[test]
    fn reads_every_form() {
        for (text, first, last) in [
            ("", "0.0.0.0", "255.255.255.255"),
            ("any", "0.0.0.0", "255.255.255.255"),
            ("0.0.0.0/0", "0.0.0.0", "255.255.255.255"),
            ("0.0.0.0", "0.0.0.0", "0.0.0.0"),
            ("203.0.113.7", "203.0.113.7", "203.0.113.7"),
            ("203.0.113.7/32", "203.0.113.7", "203.0.113.7"),
            ("192.168.2.5/24", "192.168.2.0", "192.168.2.255"),
            ("192.168.0.0/255.255.255.0", "192.168.0.0", "192.168.0.255"),
            ("192.168.0.3/192.168.0.9", "192.168.0.3", "192.168.0.9"),
            ("１９２．０．２．１", "192.0.2.1", "192.0.2.1"),
        ] {
            assert_eq!(range(text), (first.into(), last.into()), "{text:?}");
        }
    }

    #[test]
    fn errors_point_at_the_character() {
        for (text, expected, at) in [
            ("192.0.2", Expected::Address, 7),
            ("192.0.256.1", Expected::Address, 6),
            ("2001:db8::1", Expected::AddressNotIpv6, 0),
            ("example.jp", Expected::AddressNotName, 0),
            ("192.0.2.0/33", Expected::PrefixLength, 10),
            ("192.0.2.0/", Expected::PrefixLength, 10),
            ("192.168.0.9/192.168.0.3", Expected::MaskOrLastAddress, 12),
            ("192.0.2.1, 192.0.2.2", Expected::NoList, 9),
        ] {
            assert_eq!(Source::parse(text), Err(FieldError { expected, at }), "{text:?}");
        }
    }

    #[test]
    fn the_written_form_keeps_what_was_written_except_a_prefix_of_32() {
        for text in ["", "0.0.0.0", "0.0.0.0/0", "10.1.2.3/8", "10.0.0.0/255.0.0.0", "10.0.0.3/10.0.0.9"] {
            assert_eq!(Source::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Source::parse("192.0.2.1/32").unwrap().to_string(), "192.0.2.1");
    }

    #[test]
    fn the_plain_form_means_the_same() {
        for (text, plain) in [
            ("0.0.0.0/0", ""),
            ("10.1.2.3/8", "10.0.0.0/8"),
            ("10.0.0.0/10.255.255.255", "10.0.0.0/8"),
            ("10.0.0.3/10.0.0.9", "10.0.0.3/10.0.0.9"),
        ] {
            assert_eq!(Source::parse(text).unwrap().plain().to_string(), plain);
        }
    }
}
