//! The names of flows, verdicts, rules and edits.

use super::Lang;
use crate::analysis::{Decider, PacketKind, PacketSet, Region, TrafficExpected, Verdict};
use crate::filter::{Action, Edit, Rule};
use crate::profile::{Attachment, FlowId};
use crate::text::visible;

/// A flow as a person names it; short enough for the panel (18 cells).
pub fn flow_name(id: FlowId, lang: Lang) -> String {
    say!(lang, match id {
        FlowId::DhcpReply => en "DHCP replies" ja "DHCP の応答";
        FlowId::TcpReplies => en "TCP replies" ja "TCP の戻り";
        FlowId::UdpReplies => en "UDP replies" ja "UDP の戻り";
        FlowId::DnsUdp => en "DNS replies" ja "DNS の応答";
        FlowId::DnsTcp => en "DNS over TCP" ja "DNS の応答 TCP";
        FlowId::Ntp123 => en "NTP replies (123)" ja "NTP の応答 (123)";
        FlowId::NtpEphemeral => en "NTP replies" ja "NTP の応答";
        FlowId::PingReplies => en "Ping replies" ja "ping の応答";
        FlowId::IcmpErrors => en "ICMP path MTU" ja "ICMP 経路 MTU";
        FlowId::LaterFragments => en "Later fragments" ja "後続フラグメント";
        FlowId::SshAdmin => en "SSH from admins" ja "管理者の SSH";
        FlowId::RdpAdmin => en "RDP from admins" ja "管理者の RDP";
        FlowId::EverythingElse => en "Everything else" ja "それ以外すべて";
        FlowId::OwnNat => en "NAT replies" ja "NAT の戻り";
        FlowId::OwnUnbound => en "Unbound replies" ja "unbound の応答";
        FlowId::OwnNfs => en "NFS replies" ja "NFS の応答";
        FlowId::Service(service) => en "Service {service}" ja "公開 {service}";
        FlowId::Expected { index, wants: Action::Allow } =>
            en "Expected: pass {number}" ja "要件 {number} (通す)", number = index + 1;
        FlowId::Expected { index, wants: Action::Deny } =>
            en "Expected: block {number}" ja "要件 {number} (通さない)", number = index + 1;
    })
}

messages! {
    /// Every address or port.
    any() en "any" ja "すべて";
}

pub(crate) fn part_of(id: FlowId, lang: Lang) -> String {
    let flow = flow_name(id, lang);
    say!(lang, en = "part of {flow}", ja = "{flow}の一部")
}

/// What a flow is for and why it needs an inbound rule, in one or two sentences.
pub fn flow_meaning(id: FlowId, lang: Lang) -> String {
    say!(lang, match id {
        FlowId::DhcpReply =>
            en "On the shared segment, and on a switch with a DHCP server, the address comes by DHCP. The reply (udp 67 -> 68) arrives at boot and at each renewal."
            ja "共有セグメントと、DHCP で配るスイッチでは、サーバは DHCP でアドレスを受け取ります。応答 (udp 67 -> 68) は起動時とリース更新時に届きます。";
        FlowId::TcpReplies =>
            en "Replies to connections the server opened (HTTPS, apt, git). The filter tracks no connection, so they need a rule."
            ja "サーバから外へ張った接続 (HTTPS、apt、git など) の応答です。フィルタは接続を記録しないので、戻りパケットにも許可が要ります。";
        FlowId::UdpReplies =>
            en "Replies to UDP the server sent (DNS, NTP). They need a rule of their own beside TCP."
            ja "サーバが送った UDP (DNS、NTP など) への応答です。TCP とは別の許可が要ります。";
        FlowId::DnsUdp => en "Replies of the resolver (from udp 53)." ja "名前解決の応答 (udp 53 から) です。";
        FlowId::DnsTcp =>
            en "Large DNS replies are fetched again over TCP (from tcp 53)."
            ja "大きな DNS の応答は TCP で取り直されます (tcp 53 から)。";
        FlowId::Ntp123 =>
            en "ntpd and Windows use port 123 themselves, so the reply comes to udp 123."
            ja "ntpd と Windows は自分も 123 番を使うので、応答は udp 123 に届きます。";
        FlowId::NtpEphemeral =>
            en "chrony and systemd-timesyncd use any port, so the reply comes to the return ports."
            ja "chrony と systemd-timesyncd は任意のポートを使うので、応答は戻りのポートに届きます。";
        FlowId::PingReplies =>
            en "Replies to pings the server sent. The filter cannot tell ICMP types apart."
            ja "サーバから送った ping の応答です。フィルタは ICMP の種類を区別できません。";
        FlowId::IcmpErrors =>
            en "Routers on the way say \"too big\". Without it large transfers may stall. It may come from any router."
            ja "途中のルータからの「大きすぎる」という通知です。届かないと大きな転送が止まることがあります。送信元は経路上のどのルータでもあり得ます。";
        FlowId::LaterFragments =>
            en "Later fragments of a large packet carry no ports: no rule with a port matches them; a fragment (or ip) rule lets them in."
            ja "2 個目以降のフラグメントにはポート番号がなく、ポートを書いたルールには一致しません。fragment (か ip) のルールで許可します。";
        FlowId::SshAdmin => en "SSH from the administrators' networks." ja "管理者のネットワークからの SSH です。";
        FlowId::RdpAdmin =>
            en "Remote Desktop from the administrators' networks."
            ja "管理者のネットワークからのリモートデスクトップです。";
        FlowId::EverythingElse =>
            en "Anything not explicitly allowed that is none of the above. The default is allow, so a final deny must be written."
            ja "上のどれでもなく、明示的に許可していないパケットです。既定は「許可」なので、最後に拒否のルールが要ります。";
        FlowId::OwnNat =>
            en "Containers and pods leave through the server's address from ports 1024-65535, and the replies come there."
            ja "コンテナやポッドの通信は、サーバのアドレスに変換されて 1024-65535 のポートから出ます。応答もそこに届きます。";
        FlowId::OwnUnbound =>
            en "The server's own resolver (unbound) asks from ports 1024-65535, and the replies come there."
            ja "サーバ自身のリゾルバ (unbound) は 1024-65535 のポートから問い合わせ、応答もそこに届きます。";
        FlowId::OwnNfs =>
            en "NFS clients use ports below 1024, so the replies (from 2049) come there."
            ja "NFS クライアントは 1024 より小さいポートを使うので、応答 (2049 から) もそこに届きます。";
        FlowId::Expected { .. } => en "An expectation of the profile." ja "プロファイルに書いた要件です。";
        FlowId::Service(_) => en "A service offered to everyone." ja "誰にでも公開するサービスです。";
    })
}

/// A verdict in one word.
pub(crate) fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    pick!(lang, match verdict {
        Verdict::Allowed => en "allowed" ja "許可";
        Verdict::Partly => en "partly" ja "一部のみ";
        Verdict::Blocked => en "blocked" ja "遮断";
        Verdict::Uncertain => en "uncertain" ja "不確か";
    })
}

/// What becomes of "everything else", where open is the bad news: closed, open, partly open.
pub(crate) fn exposure_word(verdict: Verdict, lang: Lang) -> &'static str {
    pick!(lang, match verdict {
        Verdict::Allowed => en "open" ja "開いている";
        Verdict::Partly => en "partly open" ja "一部開く";
        Verdict::Blocked => en "closed" ja "閉じている";
        Verdict::Uncertain => en "uncertain" ja "不確か";
    })
}

/// The verb of a rule.
pub(crate) fn action(action: Action, lang: Lang) -> &'static str {
    pick!(lang, match action {
        Action::Allow => en "allow" ja "許可";
        Action::Deny => en "deny" ja "拒否";
    })
}

/// Who decides: `rule 6`, `the default`.
pub(crate) fn decider(decider: Decider, lang: Lang) -> String {
    say!(lang, match decider {
        Decider::Rule(_) => en "rule {n}" ja "ルール {n}", n = decider.number();
        Decider::Default => en "default" ja "既定";
    })
}

/// Several deciders as a list: `rules 2, 6`, or with the default last.
pub fn deciders(list: &[Decider], lang: Lang) -> String {
    let rules: Vec<usize> =
        list.iter().filter_map(|d| if let Decider::Rule(index) = d { Some(*index) } else { None }).collect();
    let default = list.contains(&Decider::Default).then(|| decider(Decider::Default, lang));
    let named = (!rules.is_empty()).then(|| rule_numbers(&rules, lang));
    let parts: Vec<String> = named.into_iter().chain(default).collect();
    parts.join(pick!(lang, en = ", ", ja = "・"))
}

/// Rules (0-based) by number: `rule 3`, `rules 3, 5`; long lists are cut.
pub(crate) fn rule_numbers(rules: &[usize], lang: Lang) -> String {
    const SHOWN: usize = 6;
    let mut numbers: Vec<String> = rules.iter().take(SHOWN).map(|index| (index + 1).to_string()).collect();
    if rules.len() > SHOWN {
        numbers.push("...".to_owned());
    }
    let list = numbers.join(pick!(lang, en = ", ", ja = "・"));
    say!(lang, match rules {
        [_] => en "rule {list}" ja "ルール {list}";
        _ => en "rules {list}" ja "ルール {list}";
    })
}

/// A rule in one line: `allow udp 67 -> 68`, `deny ip any`. What is not resolved stands there as in its file.
pub fn rule(rule: &Rule, lang: Lang) -> String {
    let line = rule.line(action(rule.action, lang), any(lang));
    rule.open.repeated().map_or(line.clone(), |each| repeated(&line, &visible(each), lang))
}

/// What stands there once for each of something unknown.
pub(crate) fn repeated(what: &str, each: &str, lang: Lang) -> String {
    say!(lang, en = "{what} (for each of {each})", ja = "{what} ({each} の数だけ)")
}

/// An edit as a proposal: `insert "allow udp any:67 -> 68" as rule 6`. A batch names its steps one after another.
pub fn edit(edit: &Edit, lang: Lang) -> String {
    edit_steps(edit, lang).join(pick!(lang, en = "; ", ja = "、"))
}

/// The steps of an edit, a sentence each, with the numbers the rules have when all is done, in that order. Where rules come
/// and others go or move, as the steps are done: each in the numbers that the one before leaves.
pub(crate) fn edit_steps(edit: &Edit, lang: Lang) -> Vec<String> {
    let steps = edit.steps();
    let comes = steps.iter().any(|step| matches!(step, Edit::Insert { .. }));
    if comes && steps.iter().any(|step| matches!(step, Edit::Remove { .. } | Edit::Move { .. })) {
        return steps.into_iter().map(|step| single_edit(step, lang)).collect();
    }
    let mut placed: Vec<(usize, Edit)> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let place = steps.iter().skip(index + 1).fold(place_of(step), |place, later| match later {
            Edit::Insert { at, .. } if *at <= place => place + 1,
            Edit::Remove { at } if *at < place => place - 1,
            _ => place,
        });
        placed.push((place, moved_to(step, place)));
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.iter().map(|(_, step)| single_edit(step, lang)).collect()
}

fn place_of(step: &Edit) -> usize {
    match step {
        Edit::Insert { at, .. } | Edit::Remove { at } | Edit::Replace { at, .. } => *at,
        Edit::Move { to, .. } => *to,
        Edit::Batch(_) => 0,
    }
}

fn moved_to(step: &Edit, place: usize) -> Edit {
    match step.clone() {
        Edit::Insert { rule, .. } => Edit::Insert { at: place, rule },
        Edit::Replace { rule, .. } => Edit::Replace { at: place, rule },
        other => other,
    }
}

fn single_edit(edit: &Edit, lang: Lang) -> String {
    say!(lang, match edit {
        Edit::Insert { at, rule: new } =>
            en "insert \"{text}\" as rule {n}"
            ja "ルール {n} に「{text}」を追加",
            text = rule(new, lang), n = at + 1;
        Edit::Remove { at } => en "remove rule {n}" ja "ルール {n} を削除", n = at + 1;
        Edit::Move { from, to } =>
            en "move rule {a} to {b}"
            ja "ルール {a} を {b} 番目へ移動",
            a = from + 1, b = to + 1;
        Edit::Replace { at, rule: new } =>
            en "change rule {n} to \"{text}\""
            ja "ルール {n} を「{text}」に変更",
            text = rule(new, lang), n = at + 1;
        Edit::Batch(_) => { String::new() };
    })
}

/// An attachment as the control panel calls it.
pub(crate) fn attachment(attachment: Attachment, lang: Lang) -> &'static str {
    pick!(lang, match attachment {
        Attachment::Shared => en "shared segment" ja "共有セグメント";
        Attachment::Switch => en "switch" ja "スイッチ";
        Attachment::Router => en "router+switch" ja "ルータ+スイッチ";
    })
}

/// A packet set in the traffic notation, the plainest boxes first.
pub(crate) fn traffic(set: &PacketSet, lang: Lang) -> Vec<String> {
    set.plain_boxes().iter().map(|region| region_text(region, lang)).collect()
}

/// A box in the traffic notation, but with words where a person would not know the notation's own.
fn region_text(region: &Region, lang: Lang) -> String {
    let mut text = region.to_string();
    if region.kind == PacketKind::Other && region.covers_every_number() {
        let others = pick!(lang, en = "other protocols (GRE ...)", ja = "その他のプロトコル (GRE など)");
        text = text.replacen("other", others, 1);
    }
    text.replace("any", any(lang))
}

/// What the traffic notation would have accepted.
pub(crate) fn traffic_expected(expected: TrafficExpected, lang: Lang) -> String {
    say!(lang, match expected {
        TrafficExpected::Field(field) => { super::expected(field, lang) };
        TrafficExpected::Protocol =>
            en "This takes tcp, udp, icmp, fragment, ip, other, or another protocol by name or number (gre, 47)."
            ja "tcp、udp、icmp、fragment、ip、other、またはほかのプロトコルの名前か番号 (gre、47 など) が必要です。";
        TrafficExpected::Arrow =>
            en "A -> belongs between the source and the destination port, as in udp 192.0.2.1:67 -> 68."
            ja "送信元と宛先ポートの間には -> が必要です (例: udp 192.0.2.1:67 -> 68)。";
        TrafficExpected::NoPorts => en "Only tcp and udp have ports." ja "ポートを指定できるのは tcp と udp だけです。";
    })
}
