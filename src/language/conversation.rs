//! The sentences of a conversation at two gates, and of the time line.

use super::Lang;
use super::fields::field_name;
use super::findings::{blocked, uncertain};
use super::grammar::counted;
use super::traffic::rule;
use crate::analysis::{Decider, Packet, Payload, Trace, Verdict};
use crate::filter::{Action, Field, Filter, Ports};
use crate::profile::FlowId;
use crate::report::{Conversation, Stateful, TimelineEvent, What, When};

/// What the server sends out, so that the packet comes in; for flows in which the server speaks first.
pub(crate) fn sent_before(conversation: &Conversation, lang: Lang) -> String {
    let Packet { source, payload } = conversation.packet;
    say!(lang, match (conversation.flow, payload) {
        (FlowId::DhcpReply, _) => en "DHCP request  udp 68 -> {source}:67" ja "DHCP の要求  udp 68 -> {source}:67";
        (_, Payload::Tcp { source_port, destination_port }) =>
            en "opens  tcp {destination_port} -> {source}:{source_port}"
            ja "接続の要求  tcp {destination_port} -> {source}:{source_port}";
        (_, Payload::Udp { source_port, destination_port }) =>
            en "asks  udp {destination_port} -> {source}:{source_port}"
            ja "問い合わせ  udp {destination_port} -> {source}:{source_port}";
        (FlowId::PingReplies, _) => en "ping  icmp -> {source}" ja "ping  icmp -> {source}";
        (FlowId::IcmpErrors, _) =>
            en "a large packet, too big for a router on the way ({source})"
            ja "大きなパケット。途中のルータ {source} には大きすぎる";
        _ =>
            en "a query; the large reply of {source} comes in fragments"
            ja "問い合わせ。{source} の大きな応答は分割される";
    })
}

messages! {
    /// The gate that is this filter.
    this_gate() en "This filter (stateless)" ja "このフィルタ (ステートレス)";

    /// The gate beside it: what people know from elsewhere.
    stateful_gate() en "A stateful one (AWS SG)" ja "ステートフルなら (AWS の SG など)";

    /// What a stateless filter does when the server sends something.
    nothing_remembered() en "Outbound: not filtered, not tracked." ja "外向きは検査も記録もしない。";

    /// The heading of the time line.
    time_line() en "Time line: what happens when" ja "時間の流れ: いつ、何が起きるか";

    /// What the hours of the time line rest on.
    lease_assumed(hours: u32) {count = hours "hour"}
        en "For a lease of {count}. Its real length is not documented; the server's DHCP client logs it."
        ja "リースを {hours} 時間とした場合です。実際の長さは公開されていません (サーバの DHCP クライアントの記録で分かります)。";
}

/// What a stateful firewall does when the server sends something.
pub(crate) fn remembered(conversation: &Conversation, lang: Lang) -> String {
    say!(lang, match conversation.stateful {
        Stateful::Exempt => en "DHCP is not filtered." ja "DHCP は検査しない。";
        _ => en "Outbound: allowed and tracked." ja "外向きを通し、記録する。";
    })
}

/// That a packet stands before the gate.
pub(crate) fn arrived(conversation: &Conversation, lang: Lang) -> String {
    say!(lang, match conversation {
        answer if answer.is_answer() => en "The reply arrives. Rule by rule:" ja "応答が届く。上から順に調べる。";
        _ => en "A packet arrives. Rule by rule:" ja "外から届く。上から順に調べる。";
    })
}

/// Why a rule (0-based) before the deciding one does not match.
pub(crate) fn missed(walk: &Trace, packet: &Packet, index: usize, filter: &Filter, lang: Lang) -> String {
    let (Some(it), Some(field)) = (filter.rules.get(index), walk.missed.get(index)) else { return String::new() };
    let lacks_ports = matches!(packet.payload, Payload::LaterFragment(_)) && *field == Field::DestinationPort;
    let has_ports = (it.source_port, it.destination_port) != (Ports::Any, Ports::Any);
    // Where nothing may be built on a rule, a reading takes it as one that matches nothing.
    let is_left_out = it.is_unresolved() && (*field == Field::Protocol || it.open.text(*field).is_some());
    say!(lang, match has_ports {
        _ if is_left_out =>
            en "not resolved: in this reading it does not match"
            ja "値が未定: この読み方では一致しない";
        true if lacks_ports => en "later fragments carry no ports" ja "後続フラグメントにはポートがない";
        false if lacks_ports =>
            en "in this reading it does not match later fragments"
            ja "この読み方では、後続フラグメントに一致しない";
        _ =>
            en "{field} is not {wanted}"
            ja "{field}が {wanted} ではない",
            wanted = it.text(*field), field = field_name(*field, lang);
    })
}

/// Who decides about the packet.
pub(crate) fn decided(walk: &Trace, filter: &Filter, lang: Lang) -> String {
    say!(lang, match walk.decider {
        Decider::Rule(index) => { filter.rules.get(index).map(|it| rule(it, lang)).unwrap_or_default() };
        Decider::Default => en "no rule matched: allowed by default" ja "どのルールにも一致しない: 既定で許可";
    })
}

/// What a stateful firewall does with the packet, and why.
pub(crate) fn stateful(stateful: Stateful, lang: Lang) -> String {
    say!(lang, match stateful {
        Stateful::Remembered =>
            en "Reply to a tracked connection: passes without a rule."
            ja "記録した接続の応答なので、ルールによらず通す。";
        Stateful::Related =>
            en "ICMP error for a tracked connection: passes without a rule."
            ja "記録した接続についての ICMP の通知なので、ルールによらず通す。";
        Stateful::Exempt =>
            en "Passes: a security group does not filter DHCP."
            ja "セキュリティグループは DHCP を検査しないので、通る。";
        Stateful::Rule(index) =>
            en "An allow rule matches ({n}): passes."
            ja "許可のルール {n} に一致するので通す。",
            n = index + 1;
        Stateful::Denied =>
            en "No allow rule matches; its default is to deny: dropped."
            ja "許可のルールに一致しない。既定は「拒否」なので捨てる。";
    })
}

/// What comes of the conversation, and what the difference between the two gates was.
pub(crate) fn outcome(conversation: &Conversation, lang: Lang) -> String {
    let flow = conversation.flow;
    if !conversation.is_certain() {
        return uncertain(flow, lang).to_owned();
    }
    let Some(walk) = conversation.walk() else { return String::new() };
    say!(lang, match (walk.action, walk.decider, conversation.is_answer(), conversation.stateful.passes()) {
        (Action::Deny, _, true, _) => { blocked(flow, lang).to_owned() };
        (Action::Deny, _, false, false) => en "Both drop it." ja "どちらでも捨てられます。";
        (Action::Deny, ..) =>
            en "{lost} There is an allow rule, but the deny above it decides first."
            ja "{lost}許可のルールがあっても、上の拒否が先に決めます。",
            lost = blocked(flow, lang);
        (Action::Allow, Decider::Default, _, false) =>
            en "A packet that is not explicitly allowed arrives: here the default is to allow."
            ja "明示的に許可していないパケットが届きます。ここでは既定が「許可」だからです。";
        (Action::Allow, Decider::Default, ..) =>
            en "It arrives, and so does everything else that is not explicitly denied."
            ja "届きます。ただし、明示的に拒否していないほかのパケットもすべて届きます。";
        (Action::Allow, Decider::Rule(index), true, _) =>
            en "It arrives. Here, only because rule {n} says so."
            ja "届きます。ここでは、ルール {n} がそう書いてあるからです。",
            n = index + 1;
        (Action::Allow, Decider::Rule(_), false, _) =>
            en "It arrives. The server's reply is outbound, so it is not filtered."
            ja "届きます。サーバからの応答は外向きなので、検査されません。";
    })
}

/// When something happens, if a lease takes so many hours.
pub(crate) fn when(when: When, lease_hours: u32, lang: Lang) -> String {
    let minutes = |eighths: u32| u64::from(lease_hours) * 60 * u64::from(eighths) / 8;
    say!(lang, match when {
        When::Now => en "at once" ja "反映直後";
        When::Lease(eighths) if minutes(eighths) % 60 == 0 =>
            en "after {hours} h" ja "{hours} 時間後", hours = minutes(eighths) / 60;
        When::Lease(eighths) =>
            en "after {hours} h {rest} min"
            ja "{hours} 時間 {rest} 分後",
            hours = minutes(eighths) / 60, rest = minutes(eighths) % 60;
        When::Reboot => en "at a reboot" ja "再起動したとき";
        When::Later => en "over days" ja "数日のうちに";
    })
}

/// What happens then, and how it goes.
pub(crate) fn happening(happening: &TimelineEvent, lang: Lang) -> String {
    let what = happening.what;
    say!(lang, match happening.verdict {
        Some(Verdict::Blocked) => { badly(what, lang).to_owned() };
        Some(Verdict::Partly) => { partly(what, lang).to_owned() };
        Some(Verdict::Uncertain) =>
            en "{well} (depends on what is not documented)" ja "{well} (文書にない動作しだい)", well = well(what, lang);
        Some(Verdict::Allowed) | None => { well(what, lang).to_owned() };
    })
}

const fn well(what: What, lang: Lang) -> &'static str {
    pick!(lang, match what {
        What::Applied =>
            en "the filter takes effect on the running server"
            ja "フィルタが動作中のサーバに効き始める。再起動は要らない";
        What::Login(FlowId::RdpAdmin) =>
            en "the administrator logs in by Remote Desktop"
            ja "管理者がリモートデスクトップでログインできる";
        What::Login(_) => en "SSH works; all seems well" ja "SSH でログインできる。うまくいったように見える";
        What::Connects => en "replies to apt, git and HTTPS arrive" ja "外への接続 (apt、git、HTTPS) に応答が届く";
        What::Resolves => en "names are resolved" ja "名前を引ける";
        What::LargeTransfer => en "errors about large packets arrive: transfers do not stall" ja "大きなパケットのエラーが届き、転送は止まらない";
        What::LargeAnswer => en "large DNS replies arrive" ja "大きな DNS の応答も届く";
        What::Renews =>
            en "the lease is renewed (T1) and begins anew"
            ja "アドレスの更新 (T1) が成功し、リースが延びる";
        What::Rebinds => en "(never comes: the lease was renewed)" ja "(更新できているので、ここには来ない)";
        What::Expires => en "(never ends: the lease was renewed)" ja "(更新できているので、切れない)";
        What::Boots => en "the server gets its address and is up" ja "アドレスを受け取って起動する";
        What::FixedAddress =>
            en "the address is fixed: there is no lease to lose"
            ja "アドレスは固定なので、失うリースはない";
        What::Clock => en "the clock is kept right" ja "時計は合っている";
        What::ClockOfNtpd => en "ntpd and Windows keep the time too" ja "ntpd と Windows の時計も合っている";
        What::Strangers => en "what is not explicitly allowed stays out" ja "明示的に許可していないパケットは届かない";
    })
}

const fn badly(what: What, lang: Lang) -> &'static str {
    pick!(lang, match what {
        What::Login(FlowId::RdpAdmin) => en "nobody can log in by Remote Desktop" ja "リモートデスクトップでログインできない";
        What::Login(_) => en "nobody can log in by SSH" ja "SSH でログインできない";
        What::Connects =>
            en "replies to apt, git and HTTPS are dropped"
            ja "外への接続 (apt、git、HTTPS) の応答が捨てられる";
        What::Resolves => en "names are not resolved" ja "名前を引けない";
        What::LargeTransfer =>
            en "path MTU messages are dropped; large transfers may hang"
            ja "経路 MTU の通知が捨てられ、大きな転送が固まることがある";
        What::LargeAnswer =>
            en "later fragments of large DNS replies are dropped"
            ja "大きな DNS の応答の後続フラグメントが捨てられる";
        What::Renews =>
            en "the reply to the renewal (T1) is dropped; still up"
            ja "アドレスの更新 (T1) の応答が捨てられる。まだ動いている";
        What::Rebinds =>
            en "it asks any DHCP server (T2); dropped again"
            ja "どの DHCP サーバにも尋ねる (T2)。応答はまた捨てられる";
        What::Expires =>
            en "the lease ends: the address is lost, and SSH freezes"
            ja "リースが切れ、サーバはアドレスを失う。SSH も固まる";
        What::Boots =>
            en "no address; an old lease may hide it until it ends"
            ja "アドレスをもらえない。古いリースで動き出しても、期限が来れば失う";
        What::Clock =>
            en "replies of the time server are dropped; the clock drifts"
            ja "時刻の応答が捨てられ、時計がずれていく";
        What::ClockOfNtpd =>
            en "ntpd and Windows cannot synchronise; the clock drifts"
            ja "ntpd と Windows への時刻の応答が捨てられ、時計がずれていく";
        What::Strangers =>
            en "what is not explicitly denied gets in, and scans find it"
            ja "明示的に拒否していないパケットも届き、スキャンで見つかる";
        What::Applied | What::FixedAddress => { well(what, lang) };
    })
}

const fn partly(what: What, lang: Lang) -> &'static str {
    pick!(lang, match what {
        What::Login(FlowId::RdpAdmin) =>
            en "from some admin networks Remote Desktop fails"
            ja "一部の接続元からはリモートデスクトップでログインできない";
        What::Login(_) => en "from some admin networks SSH fails" ja "一部の接続元からは SSH でログインできない";
        What::Connects =>
            en "some replies do not arrive: it fails now and then"
            ja "応答が届かない接続がある。ときどき失敗する";
        What::Resolves => en "names are not always resolved" ja "名前を引けないことがある";
        What::LargeTransfer =>
            en "some path MTU messages are dropped; transfers may hang"
            ja "経路 MTU の通知の一部が捨てられ、転送が固まることがある";
        What::LargeAnswer => en "large DNS replies do not always arrive" ja "大きな DNS の応答が届かないことがある";
        What::Renews =>
            en "the renewal (T1) depends on which server replies"
            ja "更新 (T1) の応答は、返すサーバのアドレスしだいで捨てられる";
        What::Rebinds =>
            en "it asks any server (T2); it depends on which replies"
            ja "どの DHCP サーバにも尋ねる (T2)。これも応答元しだい";
        What::Expires =>
            en "if no reply got in, the address is lost here"
            ja "どの応答も届かなければ、ここでアドレスを失う";
        What::Boots => en "no address, depending on which server replies" ja "応答元によっては、アドレスをもらえない";
        What::Clock => en "replies of the time server do not always arrive" ja "時刻の応答が届かないことがある";
        What::ClockOfNtpd =>
            en "ntpd and Windows do not always synchronise"
            ja "ntpd と Windows への時刻の応答が届かないことがある";
        What::Strangers => en "some of what is not explicitly denied gets in" ja "明示的に拒否していないパケットの一部が届く";
        What::Applied | What::FixedAddress => { well(what, lang) };
    })
}
