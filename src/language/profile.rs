//! Sentences about the entries of a profile: what each is called and takes, and what is wrong with a text.

use super::{Lang, attachment, expected, list, one_of, traffic_expected};
use crate::profile::{Contradiction, ExpectationExpected, Guest, Profile, ProfileError, ProfileExpected, ProfileField};

/// The label of an entry.
pub const fn profile_label(field: ProfileField, lang: Lang) -> &'static str {
    pick!(lang, match field {
        ProfileField::Attachment => en "attachment" ja "接続先";
        ProfileField::Guest => en "guest OS" ja "OS";
        ProfileField::Ephemeral => en "return ports" ja "戻りのポート";
        ProfileField::Admin => en "admin networks" ja "管理者の接続元";
        ProfileField::Service => en "services" ja "公開サービス";
        ProfileField::Login => en "login ports" ja "ログインポート";
        ProfileField::Peers => en "peers" ja "通信相手";
        ProfileField::Resolver => en "resolvers" ja "リゾルバ";
        ProfileField::Time => en "time servers" ja "時刻サーバ";
        ProfileField::Dhcp => en "DHCP on switch" ja "スイッチの DHCP";
        ProfileField::Uses => en "uses" ja "使うもの";
        ProfileField::Expect => en "expectations" ja "要件";
    })
}

/// What stands for the value of an entry in the command line's help.
pub(crate) const fn profile_value(field: ProfileField) -> &'static str {
    match field {
        ProfileField::Attachment => "KIND",
        ProfileField::Guest => "OS",
        ProfileField::Ephemeral => "A-B",
        ProfileField::Admin | ProfileField::Peers => "NET",
        ProfileField::Service => "PORT/PROTO",
        ProfileField::Login => "PORT",
        ProfileField::Resolver | ProfileField::Time => "ADDR",
        ProfileField::Dhcp => "yes|no",
        ProfileField::Uses => "WHAT",
        ProfileField::Expect => "LINE",
    }
}

/// The command line's help on an entry.
pub(crate) const fn profile_option(field: ProfileField, lang: Lang) -> &'static str {
    pick!(lang, match field {
        ProfileField::Attachment =>
            en "Attached to: shared (segment), switch, router"
            ja "接続先: shared (共有セグメント)、switch、router";
        ProfileField::Guest =>
            en "Operating system: linux, windows, macos, freebsd"
            ja "OS: linux、windows、macos、freebsd";
        ProfileField::Ephemeral =>
            en "Ports of its own connections, as 32768-60999"
            ja "サーバ側から接続するときのポート (例: 32768-60999)";
        ProfileField::Admin =>
            en "Network of administrators; may be repeated"
            ja "管理者の接続元ネットワーク (複数回可)";
        ProfileField::Service =>
            en "Service offered, as 443/tcp; may be repeated"
            ja "公開するサービス (例: 443/tcp。複数回可)";
        ProfileField::Login =>
            en "Port to log in on, as 2222; may be repeated"
            ja "管理者がログインするポート (例: 2222。複数回可)";
        ProfileField::Peers =>
            en "On a switch, who talks to it; may be repeated"
            ja "スイッチ側の通信相手のネットワーク (複数回可)";
        ProfileField::Resolver => en "Resolver it asks; may be repeated" ja "使う DNS リゾルバのアドレス (複数回可)";
        ProfileField::Time => en "Time server it asks; may be repeated" ja "使う時刻サーバのアドレス (複数回可)";
        ProfileField::Dhcp =>
            en "On a switch: addresses are handed out by DHCP"
            ja "スイッチ側で DHCP がアドレスを配ります";
        ProfileField::Uses =>
            en "nat, unbound, nfs or ntpd; may be repeated"
            ja "使うもの: nat、unbound、nfs、ntpd (複数回可)";
        ProfileField::Expect =>
            en "As 'block tcp any -> 5432'; may be repeated"
            ja "要件 (例: 'block tcp any -> 5432'。複数回可)";
    })
}

/// What an entry takes, as long as nothing is wrong with it.
pub(crate) const fn profile_takes(field: ProfileField, lang: Lang) -> &'static str {
    pick!(lang, match field {
        ProfileField::Attachment =>
            en "Space or left and right choose. DHCP replies are needed on the shared segment, and on a switch with a DHCP server."
            ja "Space キーか左右の矢印で選びます。DHCP の応答は、共有セグメントでは必要、スイッチでは DHCP で配っていれば必要です。";
        ProfileField::Guest =>
            en "Space or left and right choose. It sets the usual return ports."
            ja "Space キーか左右の矢印で選びます。戻りのポートの既定が決まります。";
        ProfileField::Ephemeral =>
            en "Blank: the guest's own. Otherwise a range such as 1024-65000."
            ja "空欄は OS の既定。変えるときは 1024-65000 のように書きます。";
        ProfileField::Admin =>
            en "Networks that log in by SSH, such as 203.0.113.0/24, with commas between."
            ja "SSH でログインするネットワーク。203.0.113.0/24 のように、コンマで区切ります。";
        ProfileField::Service =>
            en "What everyone may reach, such as 443/tcp, 53/udp."
            ja "誰にでも公開するもの。443/tcp, 53/udp のように書きます。";
        ProfileField::Login =>
            en "Ports to log in on beside 22 (Windows: 3389), such as 2222."
            ja "22 (Windows は 3389) のほかに、管理者がログインするポート。2222 のように書きます。";
        ProfileField::Peers =>
            en "On a switch: the networks that talk to this server, such as 192.168.20.0/24."
            ja "スイッチの場合に、このサーバと通信するネットワーク。192.168.20.0/24 のように書きます。";
        ProfileField::Resolver =>
            en "The resolvers it asks. Blank: those of the cloud, or any."
            ja "使う DNS リゾルバ。空欄なら、クラウドのものか、どこでもよいとみなします。";
        ProfileField::Time =>
            en "The time servers it asks. Blank: 210.188.224.14 (ntp1.sakura.ad.jp), or any."
            ja "使う時刻サーバ。空欄なら 210.188.224.14 (ntp1.sakura.ad.jp) か、どこでもよいとみなします。";
        ProfileField::Dhcp =>
            en "Space or left and right choose. yes: on this switch DHCP hands out addresses."
            ja "Space キーか左右の矢印で選びます。スイッチ側で DHCP がアドレスを配るなら yes です。";
        ProfileField::Uses =>
            en "What has replies at other ports: nat (containers), unbound, nfs (mounts), ntpd."
            ja "応答が別のポートに届くもの: nat (コンテナなど)、unbound、nfs (マウント)、ntpd。";
        ProfileField::Expect =>
            en "What must pass or not: pass tcp 203.0.113.0/24 -> 22; block tcp any -> 5432 except tcp 10.0.0.0/8 -> 5432"
            ja "必ず通すか通さないもの: pass tcp 203.0.113.0/24 -> 22; block tcp any -> 5432 except tcp 10.0.0.0/8 -> 5432";
    })
}

/// An entry of a profile, to stand in an enumeration.
pub(crate) fn profile_entry(profile: &Profile, field: ProfileField, lang: Lang) -> String {
    let text = match field {
        ProfileField::Expect => profile.text(field),
        _ => profile.texts(field).join(" "),
    };
    let text = if text.is_empty() { pick!(lang, en = "none", ja = "なし") } else { &text };
    format!("{} {text}", profile_label(field, lang))
}

/// What the filter is taken to protect.
pub(crate) fn profile_summary(profile: &Profile, lang: Lang) -> String {
    let ports = profile.ephemeral_ports();
    let ports = say!(lang, en = "return ports {ports}", ja = "戻りのポート {ports}");
    let mut parts = vec![attachment(profile.attachment, lang).to_owned(), profile.guest.name().to_owned(), ports];
    for field in ProfileField::ALL {
        match profile.text(field) {
            text if field.is_list() && !text.is_empty() => parts.push(profile_entry(profile, field, lang)),
            text if field.is_switch() && text == "yes" => parts.push(profile_label(field, lang).to_owned()),
            _ => {}
        }
    }
    list(parts, lang)
}

/// What is wrong with a text for an entry, with the entry in front.
pub(crate) fn profile_error(error: &ProfileError, lang: Lang) -> String {
    let (label, what) = (profile_label(error.field, lang), profile_expected(error, lang));
    format!("{label}: {what}")
}

/// What a text for an entry should have been, with the place unless it is the beginning.
pub(crate) fn profile_expected(error: &ProfileError, lang: Lang) -> String {
    let what = sentence(error, lang);
    if error.at == 0 { what } else { at_character(error.at + 1, &what, lang) }
}

fn sentence(error: &ProfileError, lang: Lang) -> String {
    say!(lang, match error.expected {
        ProfileExpected::Word => { one_of(&error.field.words(), lang) };
        ProfileExpected::Rule(field) => { expected(field, lang) };
        ProfileExpected::Network =>
            en "This takes one network, such as 203.0.113.0/24."
            ja "1 つのネットワークが必要です (例: 203.0.113.0/24)。";
        ProfileExpected::Somebody =>
            en "Any address names nobody. Write it as 203.0.113.7, or nothing if it is not known."
            ja "「すべて」は誰も指しません。203.0.113.7 のように書くか、分からなければ何も書きません。";
        ProfileExpected::OneAddress =>
            en "This takes single addresses, such as 192.0.2.53, not a network."
            ja "アドレスを 1 つずつ書きます (例: 192.0.2.53)。ネットワークは使えません。";
        ProfileExpected::Service => en "The form is 443/tcp or 53/udp." ja "443/tcp や 53/udp の形式です。";
        ProfileExpected::PortRange =>
            en "The form is {usual}." ja "{usual} の形式です。", usual = Guest::default().ephemeral();
        ProfileExpected::OnePort => en "This takes one port from 1 to 65535." ja "1 から 65535 までのポート 1 つです。";
        ProfileExpected::Expectation(ExpectationExpected::Predicate) =>
            en "It begins with pass or block, as in block tcp any -> 5432."
            ja "pass か block で始めます (例: block tcp any -> 5432)。";
        ProfileExpected::Expectation(ExpectationExpected::Traffic(traffic)) => { traffic_expected(traffic, lang) };
        ProfileExpected::Expectation(ExpectationExpected::Packets) => { no_packet(lang).to_owned() };
    })
}

messages! {
    /// Traffic of which nothing is left.
    no_packet() en "There is no such packet." ja "当てはまるパケットがありません。";

    /// What is wrong with a text, and where.
    at_character(number: usize, what: &str) en "Character {number}: {what}" ja "{number} 文字目: {what}";
}

/// Two expectations that no filter can meet.
pub(crate) fn contradiction(found: &Contradiction, profile: &Profile, lang: Lang) -> String {
    let ([pass, block], packet) = (both(found, profile), found.packet);
    say!(
        lang,
        en = "Two expectations contradict each other: {pass}, and {block}. Both speak of {packet}.",
        ja = "要件が矛盾しています: {pass} と {block} (どちらも {packet} を含みます)。"
    )
}

/// The same as a heading, with the packet below.
pub(crate) fn contradiction_title(found: &Contradiction, profile: &Profile, lang: Lang) -> String {
    let [pass, block] = both(found, profile);
    say!(lang, en = "contradiction: {pass}, and {block}", ja = "要件の矛盾: {pass} と {block}")
}

fn both(found: &Contradiction, profile: &Profile) -> [String; 2] {
    [found.pass, found.block].map(|at| profile.expectations.get(at).map(ToString::to_string).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn the_texts_of_an_entry_fit_their_places() {
        for lang in Lang::ALL {
            for field in ProfileField::ALL {
                assert!(profile_label(field, lang).width() <= 16, "{field:?}");
                assert!(profile_takes(field, lang).width() <= 2 * 66, "{field:?}");
            }
        }
    }
}
