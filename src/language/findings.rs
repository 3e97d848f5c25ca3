//! The sentences of findings: what is so, and what will come of it.

use super::Lang;
use super::traffic::{flow_name, rule_numbers};
use crate::filter::{DESCRIPTION_CHARS, MAX_RULES, NAME_CHARS, PortRange};
use crate::profile::FlowId;
use crate::report::{Finding, FindingKind, Severity, Strangers};

/// A severity in one word.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("エラー", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Note => lang.pick("参考", "note"),
    }
}

/// A name with a blank behind it where a Latin letter would touch a Japanese one.
fn spaced(name: String, lang: Lang) -> String {
    let touches = lang == Lang::Ja && name.ends_with(|last: char| last.is_ascii());
    if touches { name + " " } else { name }
}

/// What is so, in one line.
pub fn finding_title(finding: &Finding, lang: Lang) -> String {
    let by = || rule_numbers(&finding.rules, lang);
    let first = || rule_numbers(finding.rules.get(..1).unwrap_or_default(), lang);
    match &finding.kind {
        FindingKind::FlowBlocked(id) => {
            let flow = spaced(flow_name(*id, lang), lang);
            say!(lang, "{flow}が{by} で遮断されます", "{flow}: blocked by {by}", by = by())
        }
        FindingKind::FlowPartly(id, missing) if !missing.is_empty() => {
            let (flow, ports) = (flow_name(*id, lang), ranges(missing));
            say!(
                lang,
                "{flow}: ポート {ports} が{by} で遮断されます",
                "{flow}: ports {ports} blocked by {by}",
                by = by()
            )
        }
        FindingKind::FlowPartly(id, _) => {
            let flow = spaced(flow_name(*id, lang), lang);
            say!(lang, "{flow}が{by} で一部遮断されます", "{flow}: partly blocked by {by}", by = by())
        }
        FindingKind::FlowUncertain(id) => {
            let flow = spaced(flow_name(*id, lang), lang);
            say!(lang, "{flow}が通るかは文書から分かりません", "{flow}: undocumented whether it passes")
        }
        FindingKind::NoFinalDeny => {
            say!(lang, "最後の「すべて拒否」がありません", "There is no final \"deny all\"")
        }
        FindingKind::RestOpen => {
            say!(lang, "それ以外のパケットが{by} で届きます", "Everything else gets in by {by}", by = by())
        }
        FindingKind::LoginOpen(id, Strangers::Some) => {
            let login = login(*id, lang);
            say!(
                lang,
                "{login}が{by} で管理者以外にも開いています",
                "{login} is open beyond the admins by {by}",
                by = by()
            )
        }
        FindingKind::LoginOpen(id, _) => {
            let login = login(*id, lang);
            say!(lang, "{login}が{by} で誰にでも開いています", "{login} is open to anyone by {by}", by = by())
        }
        FindingKind::BareZero => {
            say!(lang, "{by} の 0.0.0.0 は「すべて」ではありません", "0.0.0.0 in {by} does not mean \"any\"", by = by())
        }
        FindingKind::NeverDecides { by, .. } if by.is_empty() => {
            say!(lang, "{rule} は何にも一致しません", "{rule} matches nothing", rule = first())
        }
        FindingKind::NeverDecides { by, .. } => {
            let (rule, by) = (first(), rule_numbers(by, lang));
            say!(lang, "{rule} は効きません: {by} が先に決めます", "{rule} never decides: {by} before it")
        }
        FindingKind::ServiceInSourcePort(port) => {
            say!(lang, "{rule} の {port} は送信元ポートです", "{port} in {rule} is the sender's port", rule = first())
        }
        FindingKind::TrustsSourcePort(port) => {
            say!(
                lang,
                "{rule} は送信元ポート {port} なら誰でも通します",
                "{rule} lets in anyone who sends from port {port}",
                rule = first()
            )
        }
        FindingKind::UselessDhcp67 => {
            say!(lang, "{rule} (udp 67 宛) は役に立ちません", "{rule} (udp to 67) does nothing", rule = first())
        }
        FindingKind::OpenReturnRange => {
            say!(
                lang,
                "戻りのポートは誰にでも開いています ({by})",
                "The return ports are open to anyone ({by})",
                by = by()
            )
        }
        FindingKind::TwoRanges => {
            say!(lang, "{rule} は範囲を 2 つ持っています", "{rule} has two port ranges", rule = first())
        }
        FindingKind::BeyondLimit => {
            say!(lang, "ルールが {MAX_RULES} 個を超えています", "More than {MAX_RULES} rules")
        }
        FindingKind::UndocumentedProtocol => {
            say!(
                lang,
                "{rule} のプロトコルは文書にありません",
                "The protocol of {rule} is undocumented",
                rule = first()
            )
        }
        FindingKind::AmbiguousMask => {
            say!(
                lang,
                "{rule} の送信元は 2 通りに読めます",
                "The source of {rule} can be read in two ways",
                rule = first()
            )
        }
        FindingKind::HostBits => {
            say!(
                lang,
                "{rule} の送信元のホスト部が 0 ではありません",
                "The source of {rule} has host bits set",
                rule = first()
            )
        }
        FindingKind::IgnoredPorts => {
            say!(lang, "{rule} のポートは無視されます", "The ports of {rule} are ignored", rule = first())
        }
        FindingKind::AllPortsWritten => {
            say!(
                lang,
                "{rule} は「すべて」を範囲で書いています",
                "{rule} writes \"any port\" as a range",
                rule = first()
            )
        }
        FindingKind::HexPorts => {
            say!(lang, "{rule} は古い 16 進の書き方です", "{rule} uses the old hexadecimal form", rule = first())
        }
        FindingKind::PortZero => say!(lang, "{rule} はポート 0 を含みます", "{rule} names port 0", rule = first()),
        FindingKind::LongName => {
            say!(
                lang,
                "フィルタの名前が {NAME_CHARS} 文字を超えています",
                "The name is longer than {NAME_CHARS} characters"
            )
        }
        FindingKind::LongDescription => {
            say!(
                lang,
                "説明が {DESCRIPTION_CHARS} 文字を超えています",
                "A description exceeds {DESCRIPTION_CHARS} characters"
            )
        }
        FindingKind::CouldBeShorter { rules } => {
            say!(lang, "同じ動作を {rules} 個のルールで書けます", "{rules} rules would do the same")
        }
    }
}

/// What will come of it, in a sentence or two.
pub fn finding_consequence(finding: &Finding, lang: Lang) -> String {
    let (ja, en) = match &finding.kind {
        FindingKind::FlowBlocked(id) => blocked(*id),
        FindingKind::FlowPartly(id, missing) => partly(*id, !missing.is_empty()),
        FindingKind::FlowUncertain(id) => uncertain(*id),
        FindingKind::NoFinalDeny => (
            "既定は「許可」です。どのルールにも一致しないパケットは、すべてサーバに届きます。",
            "The default is allow: every packet that no rule matches reaches the server.",
        ),
        FindingKind::RestOpen => (
            "ポートも送信元も絞らない許可です。名指ししていないパケットまで届きます。",
            "An allow rule that narrows neither port nor source lets in what nobody asked for.",
        ),
        FindingKind::LoginOpen(_, Strangers::Anyone) => (
            "見つけたボットがパスワードを試し続けます。送信元を管理者のネットワークに絞ってください。",
            "Bots that find it try passwords day and night. Narrow the source to the administrators' networks.",
        ),
        FindingKind::LoginOpen(_, Strangers::Some) => (
            "プロファイルにない接続元も入れます。意図したものなら管理者に加え、そうでなければ送信元を絞ってください。",
            "Networks that the profile does not name get in. If they are meant, name them there; if not, narrow the source.",
        ),
        FindingKind::LoginOpen(_, Strangers::Unnamed) => (
            "見つけたボットがパスワードを試し続けます。管理者のネットワークをプロファイル (P、--admin) に書けば、絞り方を提案します。",
            "Bots that find it try passwords day and night. Name the administrators' networks (P, --admin) to have it narrowed.",
        ),
        FindingKind::BareZero => (
            "プレフィックス長 (/0) のない 0.0.0.0 は、0.0.0.0 という 1 台だけを指します。このルールは実際のパケットに一致しません。",
            "Bare 0.0.0.0 is the single host 0.0.0.0. These rules match no real packet.",
        ),
        FindingKind::NeverDecides { by, .. } if by.is_empty() => {
            ("実際のパケットに一致しません。", "No packet fits this rule.")
        }
        FindingKind::NeverDecides { contradicted: true, .. } => (
            "上のルールが逆の動作で先に決めるため、書いたことは起きません。順序を直す必要があります。",
            "Rules above decide its packets the other way, so what it says never happens. The order must change.",
        ),
        FindingKind::NeverDecides { .. } => (
            "上のルールが同じパケットを先に決めるため、消しても何も変わりません。",
            "Rules above decide all its packets. Removing it changes nothing.",
        ),
        FindingKind::ServiceInSourcePort(_) => (
            "相手はそのポートからは送ってこず、知らない相手がわざと使えばどのポートにも届きます。サーバのポートは「宛先ポート」に書きます。",
            "Clients do not send from that port; a stranger who does reaches every port. The server's port belongs into the destination field.",
        ),
        FindingKind::TrustsSourcePort(_) => (
            "送信元ポートは送る側が選べます。知らない相手がこのポートから送れば、サーバのどのポートにも届きます。",
            "The sender chooses the source port. A stranger who picks this one reaches every port of the server.",
        ),
        FindingKind::UselessDhcp67 => (
            "サーバに届く DHCP の応答は 67 から 68 宛です。67 宛のパケットは、DHCP サーバでなければ来ません。",
            "The DHCP answer goes from 67 to 68. Only a DHCP server receives packets to 67.",
        ),
        FindingKind::OpenReturnRange => (
            "戻りには必要ですが、この範囲で待ち受けるサービスには誰でも届きます。番号の大きいポートで待ち受けるサービスがあれば、このルールの前で拒否してください。",
            "Replies need it, but a service that listens inside is reachable by anyone. Deny such ports before this rule.",
        ),
        FindingKind::TwoRanges => (
            "範囲を書けるのは送信元ポートか宛先ポートのどちらか一方です。クラウドは受け付けません。",
            "Only one of the two port fields may be a range. The cloud refuses this.",
        ),
        FindingKind::BeyondLimit => (
            "クラウドは 31 個目からのルールを受け付けません。F で、同じ動作のまま減らせるか試せます。",
            "The cloud does not take the rules from the 31st on. F tries to do the same with fewer.",
        ),
        FindingKind::UndocumentedProtocol => (
            "http と https が何に一致するかは公開されていません。tcp と宛先ポートで書いてください。",
            "What http and https match is not documented. Write tcp with a destination port.",
        ),
        FindingKind::AmbiguousMask => (
            "ネットマスクとも、範囲の最後のアドレスとも読めます。CIDR (例 192.0.2.0/24) で書けば確実です。",
            "It may be a netmask or the last address of a range. CIDR (192.0.2.0/24) is certain.",
        ),
        FindingKind::HostBits => (
            "ネットワークとして読みましたが、クラウドが受け付けるかは公開されていません。",
            "It was read as the network; whether the cloud accepts it is not documented.",
        ),
        FindingKind::IgnoredPorts => (
            "このプロトコルにポートはありません。保存するときに消えます。",
            "This protocol has no ports. They are dropped when the file is saved.",
        ),
        FindingKind::AllPortsWritten => ("空欄と同じ意味です。", "A blank field says the same."),
        FindingKind::HexPorts => (
            "今の文書にない書き方です。クラウドが受け付けるかは分かりません。",
            "The form is gone from today's documents; whether the cloud takes it is unknown.",
        ),
        FindingKind::PortZero => (
            "マニュアルのポートは 1 から 65535 です。0 番のパケットは実際には来ません。",
            "The manual's ports are 1 to 65535. No real packet uses port 0.",
        ),
        FindingKind::LongName => ("クラウドが受け付けない長さです。", "The cloud does not take a name of this length."),
        FindingKind::LongDescription => {
            ("クラウドが受け付けるかは分かりません。", "Whether the cloud takes a text of this length is unknown.")
        }
        FindingKind::CouldBeShorter { .. } => (
            "余分なルールを消し、隣り合う範囲を 1 つにまとめます。どのパケットの扱いも変わらないことを証明済みです。",
            "Needless rules go and neighbouring ranges become one. It is proved that every packet meets the same action.",
        ),
    };
    lang.pick(ja, en).to_owned()
}

/// What it means that nobody can know if a flow passes.
pub(super) fn uncertain(id: FlowId) -> (&'static str, &'static str) {
    match id {
        FlowId::LaterFragments => (
            "ポートを書かない tcp・udp・icmp のルールが後続フラグメントに一致するかは公開されていません。一致しなければ、大きな DNS 応答などが失われます。fragment のルールを足せば確実です。",
            "Whether a tcp, udp or icmp rule without ports matches later fragments is not documented. If not, large DNS answers are lost. A fragment rule makes it certain.",
        ),
        _ => (
            "このフィルタには文書にない書き方があり、読み方によって結果が変わります。",
            "The filter uses a form that is not documented, and the answer depends on how it is read.",
        ),
    }
}

/// What comes of a flow that is blocked.
pub(super) fn blocked(id: FlowId) -> (&'static str, &'static str) {
    match id {
        FlowId::DhcpReply => (
            "今は動いていても、次のリース更新か再起動でサーバはアドレスを失います。",
            "All seems well until the next lease renewal or reboot: then the server loses its address.",
        ),
        FlowId::TcpReplies => (
            "サーバから外への接続 (HTTPS、apt、git など) は、応答が届かずすべて失敗します。",
            "Every connection the server opens (HTTPS, apt, git) fails: the answers never arrive.",
        ),
        FlowId::UdpReplies => (
            "名前解決も時刻合わせも、応答が届かず失敗します。",
            "Name resolution and time fail: the answers never arrive.",
        ),
        FlowId::DnsUdp => ("サーバは名前を引けません。", "The server cannot resolve names."),
        FlowId::DnsTcp => (
            "大きくて切り詰められた DNS 応答を、TCP で取り直せません。",
            "Large DNS answers that were truncated cannot be fetched again over TCP.",
        ),
        FlowId::Ntp123 => (
            "ntpd や Windows の時刻合わせは応答を受け取れず、時計がずれていきます (chrony は影響を受けません)。",
            "ntpd and Windows get no time and the clock drifts (chrony is not affected).",
        ),
        FlowId::NtpEphemeral => (
            "chrony や systemd-timesyncd は応答を受け取れず、時計がずれていきます。",
            "chrony and systemd-timesyncd get no time and the clock drifts.",
        ),
        FlowId::PingReplies | FlowId::IcmpErrors => (
            "経路 MTU の通知が届かず、大きな転送が途中で止まることがあります。ping も返りません。",
            "Path MTU discovery fails, so large transfers may stall. Pings get no answer either.",
        ),
        FlowId::LaterFragments => (
            "分割された大きなパケット (DNSSEC の応答など) が捨てられます。",
            "Large packets that were split (DNSSEC answers, say) are lost.",
        ),
        FlowId::SshAdmin => ("管理者が SSH で入れなくなります。", "The administrators cannot log in by SSH."),
        FlowId::RdpAdmin => {
            ("管理者がリモートデスクトップで入れなくなります。", "The administrators cannot log in by Remote Desktop.")
        }
        FlowId::Service(_) => {
            ("公開するはずのサービスに誰も届きません。", "Nobody reaches a service that is meant to be offered.")
        }
        FlowId::EverythingElse => ("", ""),
    }
}

fn partly(id: FlowId, ports_missing: bool) -> (&'static str, &'static str) {
    match (id, ports_missing) {
        (FlowId::TcpReplies | FlowId::UdpReplies, true) => (
            "OS がこの範囲のポートを選んだときだけ失敗します。「ときどきつながらない」障害になります。",
            "It fails only when the system picks one of these ports: the fault that comes and goes.",
        ),
        (FlowId::TcpReplies | FlowId::UdpReplies, false) => {
            ("一部の相手 (送信元やポート) の応答しか届きません。", "Only answers from some senders or ports arrive.")
        }
        (FlowId::DhcpReply, _) => (
            "応答を返す DHCP サーバのアドレスは公開されていません。別のアドレスから届けば、次の更新でアドレスを失います。",
            "The DHCP server's address is not documented. If it answers from another one, the lease is lost at renewal.",
        ),
        (FlowId::IcmpErrors | FlowId::PingReplies, _) => (
            "経路 MTU の通知はどのルータからも届き得ます。一部だけの許可では大きな転送が止まることがあります。",
            "Path MTU messages come from any router; allowing some sources only, large transfers may stall.",
        ),
        (FlowId::Service(_), _) => (
            "公開するはずのサービスに、一部の相手しか届きません。",
            "A service meant for everyone is reachable by some only.",
        ),
        (FlowId::SshAdmin | FlowId::RdpAdmin, _) => (
            "管理者のネットワークの一部から入れません。",
            "From a part of the administrators' networks nobody can log in.",
        ),
        _ => ("一部のパケットが届きません。", "Some of its packets do not arrive."),
    }
}

/// The way in, whoever takes it.
const fn login(id: FlowId, lang: Lang) -> &'static str {
    match id {
        FlowId::RdpAdmin => lang.pick("リモートデスクトップ", "Remote Desktop"),
        _ => lang.pick("SSH ", "SSH"),
    }
}

fn ranges(list: &[PortRange]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
