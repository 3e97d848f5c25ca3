//! The sentences of a conversation at two gates, and of the time line.

use super::Lang;
use super::fields::field_name;
use super::findings::{blocked, uncertain};
use super::traffic::rule;
use crate::analysis::{Decider, Packet, Payload, Trace, Verdict};
use crate::filter::{Action, Filter};
use crate::profile::FlowId;
use crate::report::{Conversation, Happening, Stateful, What, When};

/// What the server sends out, so that the packet comes in; for flows in which the server speaks first.
pub fn sent_before(conversation: &Conversation, lang: Lang) -> String {
    let Packet { source, payload } = conversation.packet;
    match (conversation.flow, payload) {
        (FlowId::DhcpReply, _) => {
            say!(lang, "DHCP の要求  udp 68 -> {source}:67", "DHCP request  udp 68 -> {source}:67")
        }
        (_, Payload::Tcp { source_port, destination_port }) => {
            say!(
                lang,
                "接続の要求  tcp {destination_port} -> {source}:{source_port}",
                "opens  tcp {destination_port} -> {source}:{source_port}"
            )
        }
        (_, Payload::Udp { source_port, destination_port }) => {
            say!(
                lang,
                "問い合わせ  udp {destination_port} -> {source}:{source_port}",
                "asks  udp {destination_port} -> {source}:{source_port}"
            )
        }
        (FlowId::PingReplies, _) => say!(lang, "ping  icmp -> {source}", "ping  icmp -> {source}"),
        (FlowId::IcmpErrors, _) => say!(
            lang,
            "大きなパケット。途中のルータ {source} には大きすぎる",
            "a large packet, too big for a router on the way ({source})"
        ),
        _ => say!(
            lang,
            "問い合わせ。{source} の大きな応答は分割される",
            "a question; the large answer of {source} comes in pieces"
        ),
    }
}

/// The gate that is this filter.
pub const fn this_gate(lang: Lang) -> &'static str {
    lang.pick("このフィルタ (何も覚えない)", "This filter (remembers nothing)")
}

/// The gate beside it: what people know from elsewhere.
pub const fn stateful_gate(lang: Lang) -> &'static str {
    lang.pick("ステートフルなら (AWS の SG など)", "A stateful one (an AWS security group)")
}

/// What a filter without memory does when the server sends something.
pub fn nothing_remembered(lang: Lang) -> String {
    say!(lang, "外向きは調べない。覚えもしない。", "Out: not checked, not remembered.")
}

/// What a stateful firewall does when the server sends something.
pub fn remembered(lang: Lang) -> String {
    say!(lang, "外向きを通し、覚えておく。", "Out: lets it go, and remembers it.")
}

/// That a packet stands before the gate.
pub fn arrived(conversation: &Conversation, lang: Lang) -> String {
    if conversation.is_answer() {
        say!(lang, "応答が届く。上から順に調べる。", "The answer arrives. Rule by rule:")
    } else {
        say!(lang, "外から届く。上から順に調べる。", "Somebody sends it. Rule by rule:")
    }
}

/// Why a rule (0-based) before the deciding one does not match.
pub fn missed(walk: &Trace, index: usize, filter: &Filter, lang: Lang) -> String {
    let (Some(it), Some(field)) = (filter.rules.get(index), walk.missed.get(index)) else { return String::new() };
    let (wanted, field) = (it.text(*field), field_name(*field, lang));
    say!(lang, "{field}が {wanted} ではない", "{field} is not {wanted}")
}

/// Who decides about the packet.
pub fn decided(walk: &Trace, filter: &Filter, lang: Lang) -> String {
    match walk.decider {
        Decider::Rule(index) => filter.rules.get(index).map(|it| rule(it, lang)).unwrap_or_default(),
        Decider::Default => {
            say!(lang, "どのルールにも一致しない: 既定で許可", "no rule matched: allowed by default")
        }
    }
}

/// What a stateful firewall does with the packet, and why.
pub fn stateful(stateful: Stateful, lang: Lang) -> String {
    match stateful {
        Stateful::Remembered => say!(
            lang,
            "覚えている通信の応答なので通す。ルールは調べない。",
            "It answers what was remembered: passes, no rule is asked."
        ),
        Stateful::Related => say!(
            lang,
            "覚えている通信についての通知なので通す。ルールは調べない。",
            "An error about what was remembered: passes, no rule is asked."
        ),
        Stateful::Exempt => say!(
            lang,
            "DHCP はセキュリティグループの対象外なので通る。",
            "Passes: a security group does not filter DHCP."
        ),
        Stateful::Rule(index) => {
            say!(lang, "許可のルール {n} に一致するので通す。", "An allow rule matches ({n}): passes.", n = index + 1)
        }
        Stateful::Denied => say!(
            lang,
            "許可のルールに一致しない。既定は「拒否」なので捨てる。",
            "No allow rule matches; its default is to deny: dropped."
        ),
    }
}

/// What comes of the conversation, and what the difference between the two gates was.
pub fn outcome(conversation: &Conversation, lang: Lang) -> String {
    if !conversation.is_certain() {
        let (ja, en) = uncertain(conversation.flow);
        return lang.pick(ja, en).to_owned();
    }
    let Some(walk) = conversation.walk() else { return String::new() };
    match (walk.action, walk.decider, conversation.is_answer(), conversation.stateful.passes()) {
        (Action::Deny, _, true, _) => {
            let (ja, en) = blocked(conversation.flow);
            lang.pick(ja, en).to_owned()
        }
        (Action::Deny, _, false, false) => {
            say!(lang, "どちらの門でも捨てられます。", "It is dropped at both gates.")
        }
        (Action::Deny, ..) => {
            let (ja, en) = blocked(conversation.flow);
            let lost = lang.pick(ja, en);
            say!(
                lang,
                "{lost}許可のルールがあっても、上の拒否が先に決めます。",
                "{lost} There is an allow rule, but the deny above it decides first."
            )
        }
        (Action::Allow, Decider::Default, _, false) => say!(
            lang,
            "頼んでいないパケットが届きます。ここでは既定が「許可」だからです。",
            "A packet nobody asked for arrives: here the default is to allow."
        ),
        (Action::Allow, Decider::Default, ..) => say!(
            lang,
            "届きます。ただし、名指ししていないほかのパケットもすべて届きます。",
            "It arrives, and so does everything else that no rule names."
        ),
        (Action::Allow, Decider::Rule(index), true, _) => say!(
            lang,
            "届きます。ここでは、ルール {n} がそう書いてあるからです。",
            "It arrives. Here, only because rule {n} says so.",
            n = index + 1
        ),
        (Action::Allow, Decider::Rule(_), false, _) => {
            say!(
                lang,
                "届きます。サーバからの返事は外向きなので、調べられません。",
                "It arrives. The server's answer goes out unchecked."
            )
        }
    }
}

/// The heading of the time line.
pub const fn time_line(lang: Lang) -> &'static str {
    lang.pick("時間の流れ: いつ、何が起きるか", "Time line: what happens when")
}

/// When something happens, if a lease takes so many hours.
pub fn when(when: When, lease_hours: u32, lang: Lang) -> String {
    match when {
        When::Now => say!(lang, "適用した直後", "at once"),
        When::Lease(eighths) => {
            let minutes = u64::from(lease_hours) * 60 * u64::from(eighths) / 8;
            let (hours, rest) = (minutes / 60, minutes % 60);
            match rest {
                0 => say!(lang, "{hours} 時間後", "after {hours} h"),
                _ => say!(lang, "{hours} 時間 {rest} 分後", "after {hours} h {rest} min"),
            }
        }
        When::Reboot => say!(lang, "再起動したとき", "at a reboot"),
        When::Later => say!(lang, "数日のうちに", "over days"),
    }
}

/// What happens then, and how it goes.
pub fn happening(happening: &Happening, lang: Lang) -> String {
    let fine = happening.verdict != Some(Verdict::Blocked);
    let (ja, en) = match (happening.what, fine) {
        (What::Applied, _) => {
            ("フィルタが動作中のサーバに効き始める。再起動は要らない", "the filter takes effect on the running server")
        }
        (What::Login(FlowId::RdpAdmin), true) => {
            ("管理者がリモートデスクトップで入れる", "the administrator logs in by Remote Desktop")
        }
        (What::Login(FlowId::RdpAdmin), false) => {
            ("リモートデスクトップで入れない", "nobody can log in by Remote Desktop")
        }
        (What::Login(_), true) => ("SSH で入れる。うまくいったように見える", "SSH works; all seems well"),
        (What::Login(_), false) => ("SSH で入れない", "nobody can log in by SSH"),
        (What::Connects, true) => ("外への接続 (apt、git、HTTPS) に応答が届く", "answers to apt, git and HTTPS arrive"),
        (What::Connects, false) => {
            ("外への接続 (apt、git、HTTPS) の応答が捨てられる", "answers to apt, git and HTTPS are dropped")
        }
        (What::Resolves, true) => ("名前を引ける", "names are resolved"),
        (What::Resolves, false) => ("名前を引けない", "names are not resolved"),
        (What::Renews, true) => {
            ("アドレスの更新 (T1) が成功し、リースが延びる", "the lease is renewed (T1) and begins anew")
        }
        (What::Renews, false) => (
            "アドレスの更新 (T1) の応答が捨てられる。まだ動いている",
            "the answer to the renewal (T1) is dropped; still up",
        ),
        (What::Rebinds, true) => ("(更新できているので、ここには来ない)", "(never comes: the lease was renewed)"),
        (What::Rebinds, false) => {
            ("どの DHCP サーバにも尋ねる (T2)。応答はまた捨てられる", "it asks any DHCP server (T2); dropped again")
        }
        (What::Expires, true) => ("(更新できているので、切れない)", "(never ends: the lease was renewed)"),
        (What::Expires, false) => (
            "リースが切れ、サーバはアドレスを失う。SSH も切れる",
            "the lease ends; the address is gone, and SSH with it",
        ),
        (What::Boots, true) => ("アドレスを受け取って起動する", "the server gets its address and is up"),
        (What::Boots, false) => (
            "アドレスをもらえない。古いリースで動き出しても、次の期限まで",
            "no address; an old lease may hide it until it ends",
        ),
        (What::FixedAddress, _) => {
            ("アドレスは固定なので、失うリースはない", "the address is fixed: there is no lease to lose")
        }
        (What::Clock, true) => ("時計は合っている", "the clock is kept right"),
        (What::Clock, false) => {
            ("時刻の応答が捨てられ、時計がずれていく", "answers of the time server are dropped; the clock drifts")
        }
    };
    let text = lang.pick(ja, en).to_owned();
    match happening.verdict {
        Some(Verdict::Partly) => say!(lang, "{text} (一部だけ)", "{text} (in part only)"),
        Some(Verdict::Uncertain) => say!(lang, "{text} (不確か)", "{text} (uncertain)"),
        _ => text,
    }
}

/// What the hours of the time line rest on.
pub fn lease_assumed(hours: u32, lang: Lang) -> String {
    say!(
        lang,
        "リースを {hours} 時間とした場合です。実際の長さは公開されていません (サーバの DHCP クライアントの記録で分かります)。",
        "For a lease of {hours} hours. Its real length is not documented; the server's DHCP client logs it."
    )
}
