//! The names of the fields, and what each of them takes.

use super::Lang;
use crate::filter::{Expected, Field};

/// The heading of a field.
pub const fn field_name(field: Field, lang: Lang) -> &'static str {
    match field {
        Field::Action => lang.pick("動作", "Action"),
        Field::Protocol => lang.pick("プロトコル", "Protocol"),
        Field::Source => lang.pick("送信元", "Source"),
        Field::SourcePort => lang.pick("送信元ポート", "Src port"),
        Field::DestinationPort => lang.pick("宛先ポート", "Dst port"),
        Field::Description => lang.pick("説明", "Note"),
    }
}

/// What a field would have accepted, short enough for the line under it.
pub fn expected(expected: Expected, lang: Lang) -> String {
    match expected {
        Expected::Protocol => {
            say!(lang, "tcp、udp、icmp、fragment、ip のいずれかです。", "One of tcp, udp, icmp, fragment and ip.")
        }
        Expected::Action => say!(lang, "allow か deny のどちらかです。", "Either allow or deny."),
        Expected::Address => {
            say!(
                lang,
                "IPv4 アドレスが必要です (例: 203.0.113.7)。",
                "This takes an IPv4 address, such as 203.0.113.7."
            )
        }
        Expected::AddressNotIpv6 => {
            say!(
                lang,
                "IPv6 は対象外です。IPv4 アドレスが必要です。",
                "IPv6 is never filtered; this takes an IPv4 address."
            )
        }
        Expected::AddressNotName => {
            say!(
                lang,
                "ホスト名は使えません。IPv4 アドレスが必要です。",
                "Host names do not work; this takes an IPv4 address."
            )
        }
        Expected::PrefixLength => {
            say!(lang, "プレフィックス長は 0 から 32 までの数です。", "A prefix length is a number from 0 to 32.")
        }
        Expected::MaskOrLastAddress => {
            say!(
                lang,
                "ネットマスクか、先頭以上の末尾アドレスが必要です。",
                "A netmask, or a last address not below the first."
            )
        }
        Expected::Port => say!(lang, "ポートは 0 から 65535 までの数です。", "A port is a number from 0 to 65535."),
        Expected::RangeInOrder => {
            say!(lang, "範囲の終わりは、始まり以上の番号です。", "The end of a range is not below its start.")
        }
        Expected::NoList => {
            say!(
                lang,
                "列挙はできません。1 つずつ別のルールにします。",
                "No lists: every value needs a rule of its own."
            )
        }
        Expected::HexMask => {
            say!(
                lang,
                "0x値/0xマスク の形です (例: 0x0400/0xfc00)。",
                "The form is 0xVALUE/0xMASK, such as 0x0400/0xfc00."
            )
        }
        Expected::OneRangeOnly => {
            say!(
                lang,
                "範囲を書けるのは、2 つのポートのうち片方だけです。",
                "Only one of the two port fields may hold a range."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn every_expectation_fits_under_its_field() {
        let all = [
            Expected::Protocol,
            Expected::Action,
            Expected::Address,
            Expected::AddressNotIpv6,
            Expected::AddressNotName,
            Expected::PrefixLength,
            Expected::MaskOrLastAddress,
            Expected::Port,
            Expected::RangeInOrder,
            Expected::NoList,
            Expected::HexMask,
            Expected::OneRangeOnly,
        ];
        for lang in [Lang::Ja, Lang::En] {
            for one in all {
                let sentence = expected(one, lang);
                assert!(sentence.width() <= 60, "{sentence}");
            }
        }
    }
}
