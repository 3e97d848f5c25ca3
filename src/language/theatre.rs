//! The sentences of a conversation at two gates, and of the time line.

use super::Lang;
use super::fields::field_name;
use super::findings::{blocked, uncertain};
use super::traffic::rule;
use crate::analysis::{Decider, Packet, Payload, Trace, Verdict};
use crate::filter::{Action, Field, Filter, Ports};
use crate::profile::FlowId;
use crate::report::{Conversation, Happening, Stateful, What, When};

/// What the server sends out, so that the packet comes in; for flows in which the server speaks first.
pub fn sent_before(conversation: &Conversation, lang: Lang) -> String {
    let Packet { source, payload } = conversation.packet;
    match (conversation.flow, payload) {
        (FlowId::DhcpReply, _) => {
            say!(lang, en = "DHCP request  udp 68 -> {source}:67", ja = "DHCP の要求  udp 68 -> {source}:67")
        }
        (_, Payload::Tcp { source_port, destination_port }) => {
            say!(
                lang,
                en = "opens  tcp {destination_port} -> {source}:{source_port}",
                ja = "接続の要求  tcp {destination_port} -> {source}:{source_port}"
            )
        }
        (_, Payload::Udp { source_port, destination_port }) => {
            say!(
                lang,
                en = "asks  udp {destination_port} -> {source}:{source_port}",
                ja = "問い合わせ  udp {destination_port} -> {source}:{source_port}"
            )
        }
        (FlowId::PingReplies, _) => say!(lang, en = "ping  icmp -> {source}", ja = "ping  icmp -> {source}"),
        (FlowId::IcmpErrors, _) => say!(
            lang,
            en = "a large packet, too big for a router on the way ({source})",
            ja = "大きなパケット。途中のルータ {source} には大きすぎる"
        ),
        _ => say!(
            lang,
            en = "a question; the large answer of {source} comes in pieces",
            ja = "問い合わせ。{source} の大きな応答は分割される"
        ),
    }
}

messages! {
    /// The gate that is this filter.
    this_gate()
        en "This filter (remembers nothing)"
        ja "このフィルタ (何も覚えない)";

    /// The gate beside it: what people know from elsewhere.
    stateful_gate()
        en "A stateful one (an AWS security group)"
        ja "ステートフルなら (AWS の SG など)";

    /// What a filter without memory does when the server sends something.
    nothing_remembered()
        en "Out: not checked, not remembered."
        ja "外向きは調べない。覚えもしない。";

    /// The heading of the time line.
    time_line()
        en "Time line: what happens when"
        ja "時間の流れ: いつ、何が起きるか";

    /// What the hours of the time line rest on.
    lease_assumed(hours: u32)
        en "For a lease of {hours} hours. Its real length is not documented; the server's DHCP client logs it."
        ja "リースを {hours} 時間とした場合です。実際の長さは公開されていません (サーバの DHCP クライアントの記録で分かります)。";
}

/// What a stateful firewall does when the server sends something.
pub fn remembered(conversation: &Conversation, lang: Lang) -> String {
    if conversation.stateful == Stateful::Exempt {
        return say!(lang, en = "DHCP is not looked at.", ja = "DHCP は調べない。");
    }
    say!(lang, en = "Out: lets it go, and remembers it.", ja = "外向きを通し、覚えておく。")
}

/// That a packet stands before the gate.
pub fn arrived(conversation: &Conversation, lang: Lang) -> String {
    if conversation.is_answer() {
        say!(lang, en = "The answer arrives. Rule by rule:", ja = "応答が届く。上から順に調べる。")
    } else {
        say!(lang, en = "Somebody sends it. Rule by rule:", ja = "外から届く。上から順に調べる。")
    }
}

/// Why a rule (0-based) before the deciding one does not match.
pub fn missed(walk: &Trace, packet: &Packet, index: usize, filter: &Filter, lang: Lang) -> String {
    let (Some(it), Some(field)) = (filter.rules.get(index), walk.missed.get(index)) else { return String::new() };
    let lacks_ports = matches!(packet.payload, Payload::LaterFragment(_)) && *field == Field::DestinationPort;
    let has_ports = (it.source_port, it.destination_port) != (Ports::Any, Ports::Any);
    match has_ports {
        true if lacks_ports => {
            say!(lang, en = "later fragments carry no ports", ja = "後続フラグメントにはポートがない")
        }
        false if lacks_ports => say!(
            lang,
            en = "in this reading it does not match later fragments",
            ja = "この読み方では、後続フラグメントに一致しない"
        ),
        _ => {
            let (wanted, field) = (it.text(*field), field_name(*field, lang));
            say!(lang, en = "{field} is not {wanted}", ja = "{field}が {wanted} ではない")
        }
    }
}

/// Who decides about the packet.
pub fn decided(walk: &Trace, filter: &Filter, lang: Lang) -> String {
    match walk.decider {
        Decider::Rule(index) => filter.rules.get(index).map(|it| rule(it, lang)).unwrap_or_default(),
        Decider::Default => {
            say!(lang, en = "no rule matched: allowed by default", ja = "どのルールにも一致しない: 既定で許可")
        }
    }
}

/// What a stateful firewall does with the packet, and why.
pub fn stateful(stateful: Stateful, lang: Lang) -> String {
    match stateful {
        Stateful::Remembered => say!(
            lang,
            en = "It answers what was remembered: passes, no rule is asked.",
            ja = "覚えている通信の応答なので通す。ルールは調べない。"
        ),
        Stateful::Related => say!(
            lang,
            en = "An error about what was remembered: passes, no rule is asked.",
            ja = "覚えている通信についての通知なので通す。ルールは調べない。"
        ),
        Stateful::Exempt => say!(
            lang,
            en = "Passes: a security group does not filter DHCP.",
            ja = "セキュリティグループは DHCP を調べないので、通る。"
        ),
        Stateful::Rule(index) => {
            say!(
                lang,
                en = "An allow rule matches ({n}): passes.",
                ja = "許可のルール {n} に一致するので通す。",
                n = index + 1
            )
        }
        Stateful::Denied => say!(
            lang,
            en = "No allow rule matches; its default is to deny: dropped.",
            ja = "許可のルールに一致しない。既定は「拒否」なので捨てる。"
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
            say!(lang, en = "It is dropped at both gates.", ja = "どちらの門でも捨てられます。")
        }
        (Action::Deny, ..) => {
            let (ja, en) = blocked(conversation.flow);
            let lost = lang.pick(ja, en);
            say!(
                lang,
                en = "{lost} There is an allow rule, but the deny above it decides first.",
                ja = "{lost}許可のルールがあっても、上の拒否が先に決めます。"
            )
        }
        (Action::Allow, Decider::Default, _, false) => say!(
            lang,
            en = "A packet nobody asked for arrives: here the default is to allow.",
            ja = "頼んでいないパケットが届きます。ここでは既定が「許可」だからです。"
        ),
        (Action::Allow, Decider::Default, ..) => say!(
            lang,
            en = "It arrives, and so does everything else that no rule names.",
            ja = "届きます。ただし、名指ししていないほかのパケットもすべて届きます。"
        ),
        (Action::Allow, Decider::Rule(index), true, _) => say!(
            lang,
            en = "It arrives. Here, only because rule {n} says so.",
            ja = "届きます。ここでは、ルール {n} がそう書いてあるからです。",
            n = index + 1
        ),
        (Action::Allow, Decider::Rule(_), false, _) => {
            say!(
                lang,
                en = "It arrives. The server's answer goes out unchecked.",
                ja = "届きます。サーバからの返事は外向きなので、調べられません。"
            )
        }
    }
}

/// When something happens, if a lease takes so many hours.
pub fn when(when: When, lease_hours: u32, lang: Lang) -> String {
    match when {
        When::Now => say!(lang, en = "at once", ja = "適用した直後"),
        When::Lease(eighths) => {
            let minutes = u64::from(lease_hours) * 60 * u64::from(eighths) / 8;
            let (hours, rest) = (minutes / 60, minutes % 60);
            match rest {
                0 => say!(lang, en = "after {hours} h", ja = "{hours} 時間後"),
                _ => say!(lang, en = "after {hours} h {rest} min", ja = "{hours} 時間 {rest} 分後"),
            }
        }
        When::Reboot => say!(lang, en = "at a reboot", ja = "再起動したとき"),
        When::Later => say!(lang, en = "over days", ja = "数日のうちに"),
    }
}

/// What happens then, and how it goes.
pub fn happening(happening: &Happening, lang: Lang) -> String {
    let (ja, en) = match happening.verdict {
        Some(Verdict::Blocked) => badly(happening.what),
        Some(Verdict::Partly) => partly(happening.what),
        Some(Verdict::Uncertain) => {
            let (ja, en) = well(happening.what);
            return say!(lang, en = "{en} (depends on what is not documented)", ja = "{ja} (文書にない動作しだい)");
        }
        Some(Verdict::Allowed) | None => well(happening.what),
    };
    lang.pick(ja, en).to_owned()
}

const fn well(what: What) -> (&'static str, &'static str) {
    match what {
        What::Applied => {
            ("フィルタが動作中のサーバに効き始める。再起動は要らない", "the filter takes effect on the running server")
        }
        What::Login(FlowId::RdpAdmin) => {
            ("管理者がリモートデスクトップで入れる", "the administrator logs in by Remote Desktop")
        }
        What::Login(_) => ("SSH で入れる。うまくいったように見える", "SSH works; all seems well"),
        What::Connects => ("外への接続 (apt、git、HTTPS) に応答が届く", "answers to apt, git and HTTPS arrive"),
        What::Resolves => ("名前を引ける", "names are resolved"),
        What::LargeTransfer => ("大きな転送も最後まで届く", "large transfers get through"),
        What::LargeAnswer => ("大きな DNS 応答も届く", "large DNS answers arrive"),
        What::Renews => ("アドレスの更新 (T1) が成功し、リースが延びる", "the lease is renewed (T1) and begins anew"),
        What::Rebinds => ("(更新できているので、ここには来ない)", "(never comes: the lease was renewed)"),
        What::Expires => ("(更新できているので、切れない)", "(never ends: the lease was renewed)"),
        What::Boots => ("アドレスを受け取って起動する", "the server gets its address and is up"),
        What::FixedAddress => {
            ("アドレスは固定なので、失うリースはない", "the address is fixed: there is no lease to lose")
        }
        What::Clock => ("時計は合っている", "the clock is kept right"),
        What::ClockOfNtpd => ("ntpd と Windows の時計も合っている", "ntpd and Windows keep the time too"),
        What::Strangers => ("頼んでいないパケットは届かない", "what nobody asked for stays outside"),
    }
}

const fn badly(what: What) -> (&'static str, &'static str) {
    match what {
        What::Login(FlowId::RdpAdmin) => ("リモートデスクトップで入れない", "nobody can log in by Remote Desktop"),
        What::Login(_) => ("SSH で入れない", "nobody can log in by SSH"),
        What::Connects => {
            ("外への接続 (apt、git、HTTPS) の応答が捨てられる", "answers to apt, git and HTTPS are dropped")
        }
        What::Resolves => ("名前を引けない", "names are not resolved"),
        What::LargeTransfer => (
            "経路 MTU の知らせが捨てられ、大きな転送が固まることがある",
            "path MTU messages are dropped; large transfers may hang",
        ),
        What::LargeAnswer => {
            ("分割された大きな DNS 応答の続きが捨てられる", "the later pieces of large DNS answers are dropped")
        }
        What::Renews => (
            "アドレスの更新 (T1) の応答が捨てられる。まだ動いている",
            "the answer to the renewal (T1) is dropped; still up",
        ),
        What::Rebinds => {
            ("どの DHCP サーバにも尋ねる (T2)。応答はまた捨てられる", "it asks any DHCP server (T2); dropped again")
        }
        What::Expires => (
            "リースが切れ、サーバはアドレスを失う。SSH も切れる",
            "the lease ends; the address is gone, and SSH with it",
        ),
        What::Boots => (
            "アドレスをもらえない。古いリースで動き出しても、期限が来れば失う",
            "no address; an old lease may hide it until it ends",
        ),
        What::Clock => {
            ("時刻の応答が捨てられ、時計がずれていく", "answers of the time server are dropped; the clock drifts")
        }
        What::ClockOfNtpd => (
            "ntpd と Windows への時刻の応答が捨てられ、時計がずれていく",
            "ntpd and Windows get no time; their clock drifts",
        ),
        What::Strangers => (
            "名指ししていないパケットも届き、見つけた相手が入ろうとする",
            "what no rule names gets in; whoever scans finds it",
        ),
        What::Applied | What::FixedAddress => well(what),
    }
}

const fn partly(what: What) -> (&'static str, &'static str) {
    match what {
        What::Login(FlowId::RdpAdmin) => {
            ("一部の管理元からはリモートデスクトップで入れない", "from some admin networks Remote Desktop fails")
        }
        What::Login(_) => ("一部の管理元からは SSH で入れない", "from some admin networks SSH fails"),
        What::Connects => {
            ("応答が届かない接続がある。ときどき失敗する", "some answers do not arrive: it fails now and then")
        }
        What::Resolves => ("名前を引けないことがある", "names are not always resolved"),
        What::LargeTransfer => (
            "経路 MTU の知らせの一部が捨てられ、転送が固まることがある",
            "some path MTU messages are dropped; transfers may hang",
        ),
        What::LargeAnswer => ("大きな DNS 応答が届かないことがある", "large DNS answers do not always arrive"),
        What::Renews => (
            "更新 (T1) の応答は、返すサーバのアドレスしだいで捨てられる",
            "the renewal (T1) depends on which server answers",
        ),
        What::Rebinds => (
            "どの DHCP サーバにも尋ねる (T2)。これも応答元しだい",
            "it asks any server (T2); it depends on who answers",
        ),
        What::Expires => {
            ("どの応答も届かなければ、ここでアドレスを失う", "if no answer got in, the address is lost here")
        }
        What::Boots => ("応答元によっては、アドレスをもらえない", "no address, depending on which server answers"),
        What::Clock => ("時刻の応答が届かないことがある", "answers of the time server do not always arrive"),
        What::ClockOfNtpd => {
            ("ntpd と Windows への時刻の応答が届かないことがある", "ntpd and Windows do not always get the time")
        }
        What::Strangers => ("名指ししていないパケットの一部が届く", "some of what no rule names gets in"),
        What::Applied | What::FixedAddress => well(what),
    }
}
