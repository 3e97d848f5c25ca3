//! Sentences about the entries of a profile: what each is called and takes, and what is wrong with a text.

use super::{Lang, expected, one_of, traffic_expected};
use crate::profile::{Contradiction, ExpectationExpected, Guest, Profile, ProfileError, ProfileExpected, ProfileField};

/// What is said about an entry.
struct Texts {
    /// Its label, Japanese and English.
    label: [&'static str; 2],
    /// What stands for its value in the command line's help.
    value: &'static str,
    /// The command line's help.
    option: [&'static str; 2],
    /// What it takes, under the form.
    takes: [&'static str; 2],
}

const fn texts(field: ProfileField) -> Texts {
    match field {
        ProfileField::Attachment => Texts {
            label: ["接続先", "attachment"],
            value: "KIND",
            option: [
                "接続先: shared (共有セグメント)、switch、router",
                "Attached to: shared (segment), switch, router",
            ],
            takes: [
                "Space キーか左右の矢印で選びます。DHCP が要るのは共有セグメントだけです。",
                "Space or left and right choose. Only the shared segment needs DHCP.",
            ],
        },
        ProfileField::Guest => Texts {
            label: ["OS", "guest"],
            value: "OS",
            option: ["OS: linux、windows、macos、freebsd", "Operating system: linux, windows, macos, freebsd"],
            takes: [
                "Space キーか左右の矢印で選びます。戻りのポートの既定が決まります。",
                "Space or left and right choose. It sets the usual return ports.",
            ],
        },
        ProfileField::Ephemeral => Texts {
            label: ["戻りのポート", "return ports"],
            value: "A-B",
            option: [
                "サーバ側から接続するときのポート (例: 32768-60999)",
                "Ports of its own connections, as 32768-60999",
            ],
            takes: [
                "空欄は OS の既定。変えるときは 1024-65000 のように書きます。",
                "Blank: the guest's own. Otherwise a range such as 1024-65000.",
            ],
        },
        ProfileField::Admin => Texts {
            label: ["管理元", "admin networks"],
            value: "NET",
            option: ["管理者の接続元ネットワーク (複数回可)", "Network of administrators; may be repeated"],
            takes: [
                "SSH で入るネットワーク。203.0.113.0/24 のように、コンマで区切ります。",
                "Networks that log in by SSH, such as 203.0.113.0/24, with commas between.",
            ],
        },
        ProfileField::Service => Texts {
            label: ["公開サービス", "services"],
            value: "PORT/PROTO",
            option: ["公開するサービス (例: 443/tcp。複数回可)", "Service offered, as 443/tcp; may be repeated"],
            takes: [
                "誰にでも公開するもの。443/tcp, 53/udp のように書きます。",
                "What everyone may reach, such as 443/tcp, 53/udp.",
            ],
        },
        ProfileField::Login => Texts {
            label: ["ログインポート", "login ports"],
            value: "PORT",
            option: ["管理者がログインするポート (例: 2222。複数回可)", "Port to log in on, as 2222; may be repeated"],
            takes: [
                "22 (Windows は 3389) のほかに、管理者がログインするポート。2222 のように書きます。",
                "Ports to log in on beside 22 (Windows: 3389), such as 2222.",
            ],
        },
        ProfileField::Peers => Texts {
            label: ["通信相手", "peers"],
            value: "NET",
            option: ["スイッチ側の通信相手のネットワーク (複数回可)", "On a switch, who talks to it; may be repeated"],
            takes: [
                "スイッチの場合に、このサーバと通信するネットワーク。192.168.20.0/24 のように書きます。",
                "On a switch: the networks that talk to this server, such as 192.168.20.0/24.",
            ],
        },
        ProfileField::Resolver => Texts {
            label: ["リゾルバ", "resolvers"],
            value: "ADDR",
            option: ["使う DNS リゾルバのアドレス (複数回可)", "Resolver it asks; may be repeated"],
            takes: [
                "使う DNS リゾルバ。空欄なら、クラウドのものか、どこでもよいとみなします。",
                "The resolvers it asks. Blank: those of the cloud, or any.",
            ],
        },
        ProfileField::Time => Texts {
            label: ["時刻サーバ", "time servers"],
            value: "ADDR",
            option: ["使う時刻サーバのアドレス (複数回可)", "Time server it asks; may be repeated"],
            takes: [
                "使う時刻サーバ。空欄なら 210.188.224.14 (ntp1.sakura.ad.jp) か、どこでもよいとみなします。",
                "The time servers it asks. Blank: 210.188.224.14 (ntp1.sakura.ad.jp), or any.",
            ],
        },
        ProfileField::Dhcp => Texts {
            label: ["スイッチの DHCP", "DHCP on switch"],
            value: "yes|no",
            option: ["スイッチ側で DHCP がアドレスを配ります", "On a switch: addresses are handed out by DHCP"],
            takes: [
                "Space キーか左右の矢印で選びます。スイッチ側で DHCP がアドレスを配るなら yes です。",
                "Space or left and right choose. yes: on this switch DHCP hands out addresses.",
            ],
        },
        ProfileField::Uses => Texts {
            label: ["使うもの", "uses"],
            value: "WHAT",
            option: ["使うもの: nat、unbound、nfs、ntpd (複数回可)", "nat, unbound, nfs or ntpd; may be repeated"],
            takes: [
                "応答が別のポートに届くもの: nat (コンテナなど)、unbound、nfs (マウント)、ntpd。",
                "What has answers at other ports: nat (containers), unbound, nfs (mounts), ntpd.",
            ],
        },
        ProfileField::Expect => Texts {
            label: ["期待", "expectations"],
            value: "LINE",
            option: ["期待 (例: 'block tcp any -> 5432'。複数回可)", "As 'block tcp any -> 5432'; may be repeated"],
            takes: [
                "必ず通すか通さないもの: pass tcp 203.0.113.0/24 -> 22; block tcp any -> 5432 except tcp 10.0.0.0/8 -> 5432",
                "What must pass or not: pass tcp 203.0.113.0/24 -> 22; block tcp any -> 5432 except tcp 10.0.0.0/8 -> 5432",
            ],
        },
    }
}

const fn pick(both: [&'static str; 2], lang: Lang) -> &'static str {
    let [ja, en] = both;
    lang.pick(ja, en)
}

/// The label of an entry.
pub const fn profile_label(field: ProfileField, lang: Lang) -> &'static str {
    pick(texts(field).label, lang)
}

/// What stands for the value of an entry in the command line's help.
pub const fn profile_value(field: ProfileField) -> &'static str {
    texts(field).value
}

/// The command line's help on an entry.
pub const fn profile_option(field: ProfileField, lang: Lang) -> &'static str {
    pick(texts(field).option, lang)
}

/// What an entry takes, as long as nothing is wrong with it.
pub const fn profile_takes(field: ProfileField, lang: Lang) -> &'static str {
    pick(texts(field).takes, lang)
}

/// An entry of a profile, to stand in an enumeration.
pub fn profile_entry(profile: &Profile, field: ProfileField, lang: Lang) -> String {
    let text = match field {
        ProfileField::Expect => profile.text(field),
        _ => profile.texts(field).join(" "),
    };
    let text = if text.is_empty() { pick!(lang, en = "none", ja = "なし") } else { &text };
    format!("{} {text}", profile_label(field, lang))
}

/// What is wrong with a text for an entry, with the entry in front.
pub fn profile_error(error: &ProfileError, lang: Lang) -> String {
    let (label, what) = (profile_label(error.field, lang), profile_expected(error, lang));
    format!("{label}: {what}")
}

/// What a text for an entry should have been, with the place unless it is the beginning.
pub fn profile_expected(error: &ProfileError, lang: Lang) -> String {
    let what = sentence(error, lang);
    match error.at {
        0 => what,
        at => {
            let at = at + 1;
            say!(lang, en = "Character {at}: {what}", ja = "{at} 文字目: {what}")
        }
    }
}

fn sentence(error: &ProfileError, lang: Lang) -> String {
    match error.expected {
        ProfileExpected::Word => one_of(&error.field.words(), lang),
        ProfileExpected::Rule(field) => expected(field, lang),
        ProfileExpected::Network => say!(
            lang,
            en = "This takes one network, such as 203.0.113.0/24.",
            ja = "1 つのネットワークが必要です (例: 203.0.113.0/24)。"
        ),
        ProfileExpected::Somebody => say!(
            lang,
            en = "Any address names nobody. Write it as 203.0.113.7, or nothing if it is not known.",
            ja = "「すべて」は誰も指しません。203.0.113.7 のように書くか、分からなければ何も書きません。"
        ),
        ProfileExpected::OneAddress => say!(
            lang,
            en = "This takes single addresses, such as 192.0.2.53, not a network.",
            ja = "アドレスを 1 つずつ書きます (例: 192.0.2.53)。ネットワークは使えません。"
        ),
        ProfileExpected::Service => {
            say!(lang, en = "The form is 443/tcp or 53/udp.", ja = "443/tcp や 53/udp の形です。")
        }
        ProfileExpected::PortRange => {
            let usual = Guest::default().ephemeral();
            say!(lang, en = "The form is {usual}.", ja = "{usual} の形です。")
        }
        ProfileExpected::OnePort => {
            say!(lang, en = "This takes one port from 1 to 65535.", ja = "1 から 65535 までのポート 1 つです。")
        }
        ProfileExpected::Expectation(ExpectationExpected::Wish) => say!(
            lang,
            en = "It begins with pass or block, as in block tcp any -> 5432.",
            ja = "pass か block で始めます (例: block tcp any -> 5432)。"
        ),
        ProfileExpected::Expectation(ExpectationExpected::Traffic(traffic)) => traffic_expected(traffic, lang),
        ProfileExpected::Expectation(ExpectationExpected::Packets) => no_packet(lang),
    }
}

/// Traffic of which nothing is left.
pub(super) fn no_packet(lang: Lang) -> String {
    say!(lang, en = "There is no such packet.", ja = "当てはまるパケットがありません。")
}

/// Two expectations that no filter can meet.
pub fn contradiction(found: &Contradiction, profile: &Profile, lang: Lang) -> String {
    let text = |at: usize| profile.expectations.get(at).map(ToString::to_string).unwrap_or_default();
    let (pass, block, packet) = (text(found.pass), text(found.block), found.packet);
    say!(
        lang,
        en = "Two expectations contradict each other: {pass}, and {block}. Both speak of {packet}.",
        ja = "期待が矛盾しています: {pass} と {block} (どちらも {packet} を含みます)。"
    )
}

/// The same as a heading, with the packet below.
pub fn contradiction_title(found: &Contradiction, profile: &Profile, lang: Lang) -> String {
    let text = |at: usize| profile.expectations.get(at).map(ToString::to_string).unwrap_or_default();
    let (pass, block) = (text(found.pass), text(found.block));
    say!(lang, en = "contradiction: {pass}, and {block}", ja = "期待の矛盾: {pass} と {block}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn the_texts_of_an_entry_fit_their_places() {
        for lang in [Lang::Ja, Lang::En] {
            for field in ProfileField::ALL {
                assert!(profile_label(field, lang).width() <= 16, "{field:?}");
                assert!(profile_takes(field, lang).width() <= 2 * 66, "{field:?}");
            }
        }
    }
}
