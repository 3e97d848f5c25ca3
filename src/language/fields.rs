//! The names of the fields, and what each of them takes.

use super::Lang;
use crate::filter::{Expected, Field};

/// What a field is called, in the words of the control panel.
pub(crate) const fn field_name(field: Field, lang: Lang) -> &'static str {
    pick!(lang, match field {
        Field::Action => en "Action" ja "アクション";
        Field::Protocol => en "Protocol" ja "プロトコル";
        Field::Source => en "Source" ja "送信元ネットワーク";
        Field::SourcePort => en "Src port" ja "送信元ポート";
        Field::DestinationPort => en "Dst port" ja "宛先ポート";
        Field::Description => en "Description" ja "説明";
    })
}

/// What a line calls a field, where it is named among other words.
pub(crate) const fn field_word(field: Field, lang: Lang) -> &'static str {
    pick!(lang, match field {
        Field::Action => en "action" ja "動作";
        Field::Protocol => en "protocol" ja "プロトコル";
        Field::Source => en "source" ja "送信元";
        Field::SourcePort => en "source-port" ja "送信元ポート";
        Field::DestinationPort => en "port" ja "宛先ポート";
        Field::Description => en "description" ja "説明";
    })
}

/// What a field would have accepted, short enough for the line under it.
pub(crate) fn expected(expected: Expected, lang: Lang) -> String {
    say!(lang, match expected {
        Expected::Protocol =>
            en "One of tcp, udp, icmp, fragment and ip."
            ja "tcp、udp、icmp、fragment、ip のいずれかです。";
        Expected::Action => en "Either allow or deny." ja "allow か deny のどちらかです。";
        Expected::Address =>
            en "This takes an IPv4 address, such as 203.0.113.7."
            ja "IPv4 アドレスが必要です (例: 203.0.113.7)。";
        Expected::AddressNotIpv6 =>
            en "IPv6 is never filtered; this takes an IPv4 address."
            ja "IPv6 は対象外です。IPv4 アドレスが必要です。";
        Expected::AddressNotName =>
            en "Host names do not work; this takes an IPv4 address."
            ja "ホスト名は使えません。IPv4 アドレスが必要です。";
        Expected::PrefixLength =>
            en "A prefix length is a number from 0 to 32."
            ja "プレフィックス長は 0 から 32 までの数です。";
        Expected::MaskOrLastAddress =>
            en "A netmask, or a last address not below the first."
            ja "ネットマスクか、先頭以上の末尾アドレスが必要です。";
        Expected::Port => en "A port is a number from 0 to 65535." ja "ポートは 0 から 65535 までの数です。";
        Expected::RangeInOrder =>
            en "The end of a range is not below its start."
            ja "範囲の終わりには、始まり以上の番号を書きます。";
        Expected::NoList =>
            en "No lists: every value needs a rule of its own."
            ja "列挙はできません。1 つずつ別のルールにします。";
        Expected::HexMask =>
            en "The form is 0xVALUE/0xMASK, such as 0x0400/0xfc00."
            ja "0x値/0xマスク の形式です (例: 0x0400/0xfc00)。";
        Expected::OneRangeOnly =>
            en "Only one of the two port fields may hold a range."
            ja "範囲を書けるのは、2 つのポートのうち片方だけです。";
        Expected::Literal =>
            en "This comes from elsewhere: edit it in the file."
            ja "値は別の場所で決まります。ファイルで直します。";
    })
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
            Expected::Literal,
        ];
        for lang in Lang::ALL {
            for one in all {
                let sentence = expected(one, lang);
                assert!(sentence.width() <= 60, "{sentence}");
            }
        }
    }
}
