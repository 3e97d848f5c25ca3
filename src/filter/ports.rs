//! A port field: nothing, one port, a range, or the old hexadecimal value/mask.

use super::{Expected, FieldError, half_width};
use crate::lang::read::is_any;
use std::fmt;

/// Ports from `first` to `last`, both included; `first <= last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PortRange {
    /// Lowest port.
    pub first: u16,
    /// Highest port.
    pub last: u16,
}

impl PortRange {
    /// Every port, 0 included.
    pub(crate) const ALL: Self = Self { first: 0, last: u16::MAX };

    /// The range between two ports, whichever is lower.
    pub const fn new(a: u16, b: u16) -> Self {
        if a <= b { Self { first: a, last: b } } else { Self { first: b, last: a } }
    }

    /// Whether `port` lies inside.
    pub const fn contains(self, port: u16) -> bool {
        self.first <= port && port <= self.last
    }
}

impl fmt::Display for PortRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}-{}", self.first, self.last) }
    }
}

/// What a port field says. Its `Display` is the text the API takes; "any" is the empty text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ports {
    /// Blank: any port (manual).
    #[default]
    Any,
    /// One port.
    One(u16),
    /// A range as written, `first < last`.
    Range(PortRange),
    /// `0xVALUE/0xMASK` of old documents: ports that equal VALUE in the bits of MASK. Read, never offered.
    Masked {
        /// The bits to equal.
        value: u16,
        /// The bits to look at.
        mask: u16,
    },
}

/// The most separate ranges a value/mask may stand for.
const MASK_PIECES: u32 = 8;

impl Ports {
    /// The ports it stands for, as ascending disjoint ranges.
    pub fn ranges(self) -> Vec<PortRange> {
        match self {
            Self::Any => vec![PortRange::ALL],
            Self::One(port) => vec![PortRange::new(port, port)],
            Self::Range(range) => vec![range],
            Self::Masked { value, mask } => masked_ranges(value, mask),
        }
    }

    /// Whether it is written as more than one port (only one of a rule's two port fields may be).
    pub const fn is_range(self) -> bool {
        matches!(self, Self::Range(_) | Self::Masked { .. })
    }

    /// Whether it names every port from 1 on, so that a blank field would say the same.
    pub fn covers_everything(self) -> bool {
        self.ranges().iter().any(|range| range.first <= 1 && range.last == u16::MAX)
    }

    /// Reads a port field. Blank, `*` and `any` mean any port; full-width digits are welcome.
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
        if body.starts_with("0x") || body.starts_with("0X") {
            return masked(body).ok_or(FieldError { expected: Expected::HexMask, at: start });
        }
        let Some((low, high)) = body.split_once('-') else {
            return port(body, start).map(Self::One);
        };
        let first = port(low, start)?;
        let second_at = start + low.chars().count() + 1;
        let last = port(high, second_at)?;
        match first.cmp(&last) {
            std::cmp::Ordering::Less => Ok(Self::Range(PortRange { first, last })),
            std::cmp::Ordering::Equal => Ok(Self::One(first)),
            std::cmp::Ordering::Greater => Err(FieldError { expected: Expected::RangeInOrder, at: second_at }),
        }
    }
}

impl From<PortRange> for Ports {
    fn from(range: PortRange) -> Self {
        if range.first == range.last { Self::One(range.first) } else { Self::Range(range) }
    }
}

impl fmt::Display for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => Ok(()),
            Self::One(port) => write!(f, "{port}"),
            Self::Range(range) => write!(f, "{range}"),
            Self::Masked { value, mask } => write!(f, "0x{value:04x}/0x{mask:04x}"),
        }
    }
}

fn port(text: &str, at: usize) -> Result<u16, FieldError> {
    let blanks = text.chars().take_while(|c| c.is_whitespace()).count();
    let digits = text.trim();
    let error = |offset: usize| FieldError { expected: Expected::Port, at: at + blanks + offset };
    if digits.is_empty() {
        return Err(error(0));
    }
    if let Some(offset) = digits.chars().position(|c| !c.is_ascii_digit()) {
        return Err(error(offset));
    }
    digits.parse().map_err(|_too_large| error(0))
}

fn masked(text: &str) -> Option<Ports> {
    let (value, mask) = text.split_once('/')?;
    let [value, mask] = [value, mask].map(|part| {
        let digits = part.trim().to_ascii_lowercase();
        u16::from_str_radix(digits.strip_prefix("0x")?, 16).ok()
    });
    let (value, mask) = (value?, mask?);
    // Zero bits above the lowest one bit each double the number of separate ranges.
    let holes = mask.count_zeros() - mask.trailing_zeros();
    (1u32 << holes <= MASK_PIECES).then_some(Ports::Masked { value, mask })
}

fn masked_ranges(value: u16, mask: u16) -> Vec<PortRange> {
    let run = u16::MAX.checked_shr(16 - mask.trailing_zeros()).unwrap_or(0);
    let holes = !mask & !run;
    let base = value & mask;
    let mut ranges = Vec::new();
    // Every subset of the hole bits, in ascending order.
    let mut subset = 0u16;
    loop {
        ranges.push(PortRange::new(base | subset, base | subset | run));
        subset = subset.wrapping_sub(holes) & holes;
        if subset == 0 {
            return ranges;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (text, ports) in [
            ("", Ports::Any),
            (" * ", Ports::Any),
            ("any", Ports::Any),
            ("22", Ports::One(22)),
            ("４４３", Ports::One(443)),
            ("80-80", Ports::One(80)),
            ("32768-60999", Ports::Range(PortRange::new(32768, 60999))),
            ("32768 − 60999", Ports::Range(PortRange::new(32768, 60999))),
            ("0x0400/0xfc00", Ports::Masked { value: 0x400, mask: 0xfc00 }),
        ] {
            assert_eq!(Ports::parse(text), Ok(ports), "{text:?}");
        }
    }

    #[test]
    fn errors_point_at_the_character() {
        for (text, expected, at) in [
            ("65536", Expected::Port, 0),
            ("80,443", Expected::NoList, 2),
            ("80-", Expected::Port, 3),
            ("100-20", Expected::RangeInOrder, 4),
            ("8o", Expected::Port, 1),
            ("0x1/0x1", Expected::HexMask, 0),
            ("-5", Expected::Port, 0),
        ] {
            assert_eq!(Ports::parse(text), Err(FieldError { expected, at }), "{text:?}");
        }
    }

    #[test]
    fn a_mask_names_exactly_the_ports_that_equal_the_value_in_its_bits() {
        for (value, mask) in [(0x400, 0xfc00), (0x0, 0xfff0), (0x50, 0xffff), (0x1234, 0x0), (0x20, 0xff20)] {
            let ranges = Ports::Masked { value, mask }.ranges();
            for port in 0..=u16::MAX {
                let inside = ranges.iter().any(|range| range.contains(port));
                assert_eq!(inside, port & mask == value & mask, "{port} {value:#x}/{mask:#x}");
            }
        }
    }

    #[test]
    fn the_written_form_reads_back() {
        for text in ["", "1", "0-65535", "0x0400/0xfc00"] {
            assert_eq!(Ports::parse(text).unwrap().to_string(), text);
        }
    }
}
