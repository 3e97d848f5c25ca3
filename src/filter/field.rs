//! The fields of a rule and what may be wrong with the text in one.

/// A column of the rule table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Field {
    /// allow or deny
    #[default]
    Action,
    /// tcp, udp, icmp, fragment, ip
    Protocol,
    /// Where the packet comes from.
    Source,
    /// The sender's port.
    SourcePort,
    /// The server's port.
    DestinationPort,
    /// A free note.
    Description,
}

impl Field {
    /// Every field, from left to right on the screen.
    pub const ALL: [Self; 6] =
        [Self::Action, Self::Protocol, Self::Source, Self::SourcePort, Self::DestinationPort, Self::Description];

    /// The API's key for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Action => "Action",
            Self::Protocol => "Protocol",
            Self::Source => "SourceNetwork",
            Self::SourcePort => "SourcePort",
            Self::DestinationPort => "DestinationPort",
            Self::Description => "Description",
        }
    }
}

/// Text that cannot stand in its field: where it stops making sense and what was expected there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldError {
    /// What would have been right.
    pub(crate) expected: Expected,
    /// 0-based character position in the text.
    pub(crate) at: usize,
}

impl FieldError {
    /// An error about the text as a whole.
    pub(crate) const fn whole(expected: Expected) -> Self {
        Self { expected, at: 0 }
    }
}

/// What a field would have accepted. The sentence for each is in [`crate::language`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// One of the protocol words.
    Protocol,
    /// `allow` or `deny`.
    Action,
    /// An IPv4 address such as `203.0.113.7`.
    Address,
    /// An IPv4 address: the text is IPv6, which the filter never sees.
    AddressNotIpv6,
    /// An address: host names are not resolved by the cloud.
    AddressNotName,
    /// A prefix length from 0 to 32.
    PrefixLength,
    /// A netmask, or a last address not below the first.
    MaskOrLastAddress,
    /// A port from 0 to 65535.
    Port,
    /// A range whose end is not below its start.
    RangeInOrder,
    /// One port or one range: a list needs one rule each.
    NoList,
    /// `0xVALUE/0xMASK` with a mask of few pieces.
    HexMask,
    /// At most one of the two port fields may hold a range (manual).
    OneRangeOnly,
    /// Nothing else than what stands there: the value comes from elsewhere.
    Literal,
}

/// Folds full-width ASCII (as a Japanese input method types it) to its half-width twin, and the ideographic space to a
/// blank. Other characters stay.
pub(crate) fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            // Between the ends of a range.
            '〜' | '～' => '-',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            // The dashes and the full stop an input method offers for `-` and `.`.
            'ー' | '‐' | '−' | '–' => '-',
            '。' => '.',
            '、' => ',',
            '・' => '/',
            other => other,
        })
        .collect()
}
