//! The sentences of findings: what is so, and what will come of it.

use super::Lang;
use super::shares::{except_from, lost};
use super::traffic::{flow_name, rule_numbers};
use crate::analysis::{Kind, Span};
use crate::filter::{DESCRIPTION_CHARS, MAX_RULES, NAME_CHARS, PortRange};
use crate::profile::FlowId;
use crate::report::{Finding, FindingKind, Severity};

/// A severity in one word.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => pick!(lang, en = "error", ja = "エラー"),
        Severity::Warning => pick!(lang, en = "warning", ja = "警告"),
        Severity::Note => pick!(lang, en = "note", ja = "参考"),
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
            let except = finding.lost.as_ref().map(|lost| except_from(&lost.except, lang)).unwrap_or_default();
            say!(lang, en = "{flow}: blocked by {by}{except}", ja = "{flow}が{by} で遮断されます{except}", by = by())
        }
        FindingKind::FlowPartly(id) => {
            let flow = flow_name(*id, lang);
            let what = finding.lost.as_ref().map(|one| lost(one, lang)).unwrap_or_default();
            say!(lang, en = "{flow}: {what} ({by})", ja = "{flow}: {what} ({by})", by = by())
        }
        FindingKind::FlowUncertain(id) => {
            let flow = spaced(flow_name(*id, lang), lang);
            say!(lang, en = "{flow}: undocumented whether it passes", ja = "{flow}が通るかは文書から分かりません")
        }
        FindingKind::ResolversBanned(zone) => {
            let zone = region(*zone, lang);
            say!(
                lang,
                en = "{by} shuts out both resolvers of {zone}",
                ja = "{by} が{zone}のリゾルバを両方とも止めます",
                by = by()
            )
        }
        FindingKind::Unmet(id) => {
            let flow = spaced(flow_name(*id, lang), lang);
            say!(lang, en = "{flow}: not met", ja = "{flow}が守られていません")
        }
        FindingKind::NoFinalDeny => {
            say!(lang, en = "There is no final \"deny all\"", ja = "最後の「すべて拒否」がありません")
        }
        FindingKind::RestOpen(listeners) if !listeners.is_empty() => {
            let ports = numbers(listeners);
            say!(
                lang,
                en = "Anyone reaches tcp {ports} by {by}",
                ja = "誰でも届くポートに {ports} があります ({by})",
                by = by()
            )
        }
        FindingKind::RestOpen(_) => {
            say!(
                lang,
                en = "{by}: ports that nobody named are open to anyone",
                ja = "名指ししていないポートが{by} で誰にでも開いています",
                by = by()
            )
        }
        FindingKind::NamedPortOpen(kind, ports) => {
            let (protocol, ports) = (protocol(*kind), spans(ports));
            say!(
                lang,
                en = "{protocol} {ports}, meant for some, is open to anyone by {by}",
                ja = "特定の相手だけのはずの {protocol} {ports} に{by} で誰でも届きます",
                by = by()
            )
        }
        FindingKind::LoginOpen(id) => {
            let login = login(*id, lang);
            say!(lang, en = "{login} is open to anyone by {by}", ja = "{login}が{by} で誰にでも開いています", by = by())
        }
        FindingKind::LoginClosed(id) => {
            let login = login(*id, lang);
            say!(lang, en = "Nobody can log in by {login}", ja = "{login}では誰も入れません", login = login.trim_end())
        }
        FindingKind::DenyAllFirst => {
            say!(
                lang,
                en = "{by} denies everything above rules that allow something",
                ja = "「すべて拒否」の{by} が、許可より上にあります",
                by = by()
            )
        }
        FindingKind::RangeInSourcePort => {
            say!(
                lang,
                en = "{rule} has its port range in the sender's column",
                ja = "{rule} のポート範囲が送信元の欄にあります",
                rule = first()
            )
        }
        FindingKind::BareZero => {
            say!(
                lang,
                en = "0.0.0.0 in {by} does not mean \"any\"",
                ja = "{by} の 0.0.0.0 は「すべて」ではありません",
                by = by()
            )
        }
        FindingKind::NeverDecides { by, .. } if by.is_empty() => {
            say!(lang, en = "{rule} matches nothing", ja = "{rule} は何にも一致しません", rule = first())
        }
        FindingKind::NeverDecides { by, .. } => {
            let (rule, by) = (first(), rule_numbers(by, lang));
            say!(lang, en = "{rule} never decides: {by} before it", ja = "{rule} は効きません: {by} が先に決めます")
        }
        FindingKind::ServiceInSourcePort(port, _) => {
            say!(
                lang,
                en = "{port} in {rule} is the sender's port",
                ja = "{rule} の {port} は送信元ポートです",
                rule = first()
            )
        }
        FindingKind::TrustsSourcePort(port, ports) => {
            let ports = reached_ports(ports, lang);
            say!(
                lang,
                en = "{rule}: anyone who sends from {port} reaches {ports}",
                ja = "{rule}: ポート {port} から送れば、誰でも{ports}に届きます",
                rule = first()
            )
        }
        FindingKind::UselessDhcp67 => {
            say!(
                lang,
                en = "{rule} (udp to 67) does nothing",
                ja = "{rule} (udp 67 宛) は役に立ちません",
                rule = first()
            )
        }
        FindingKind::ListenersInReturnRange(ports) => {
            let ports = numbers(ports);
            say!(
                lang,
                en = "The return range includes tcp {ports} ({by})",
                ja = "戻りの範囲に {ports} が含まれます ({by})",
                by = by()
            )
        }
        FindingKind::TwoRanges => {
            say!(lang, en = "{rule} has two port ranges", ja = "{rule} は範囲を 2 つ持っています", rule = first())
        }
        FindingKind::BeyondLimit(_) => {
            say!(lang, en = "More than {MAX_RULES} rules", ja = "ルールが {MAX_RULES} 個を超えています")
        }
        FindingKind::UndocumentedProtocol(_) => {
            say!(
                lang,
                en = "The protocol of {rule} is undocumented",
                ja = "{rule} のプロトコルは文書にありません",
                rule = first()
            )
        }
        FindingKind::AmbiguousMask(_) => {
            say!(
                lang,
                en = "The source of {rule} can be read in two ways",
                ja = "{rule} の送信元は 2 通りに読めます",
                rule = first()
            )
        }
        FindingKind::HostBits => {
            say!(
                lang,
                en = "The source of {rule} has host bits set",
                ja = "{rule} の送信元のホスト部が 0 ではありません",
                rule = first()
            )
        }
        FindingKind::IgnoredPorts => {
            say!(lang, en = "The ports of {rule} are ignored", ja = "{rule} のポートは無視されます", rule = first())
        }
        FindingKind::AllPortsWritten => {
            say!(
                lang,
                en = "{rule} writes \"any port\" as a range",
                ja = "{rule} は「すべて」を範囲で書いています",
                rule = first()
            )
        }
        FindingKind::HexPorts => {
            say!(
                lang,
                en = "{rule} uses the old hexadecimal form",
                ja = "{rule} は古い 16 進の書き方です",
                rule = first()
            )
        }
        FindingKind::PortZero => {
            say!(lang, en = "{rule} names port 0", ja = "{rule} はポート 0 を含みます", rule = first())
        }
        FindingKind::LongName => {
            say!(
                lang,
                en = "The name is longer than {NAME_CHARS} characters",
                ja = "フィルタの名前が {NAME_CHARS} 文字を超えています"
            )
        }
        FindingKind::LongDescription => {
            say!(
                lang,
                en = "A description exceeds {DESCRIPTION_CHARS} characters",
                ja = "説明が {DESCRIPTION_CHARS} 文字を超えています"
            )
        }
        FindingKind::CouldBeShorter { rules } => {
            say!(lang, en = "{rules} rules would do the same", ja = "同じ動作を {rules} 個のルールで書けます")
        }
    }
}

/// What will come of it, in a sentence or two.
pub fn finding_consequence(finding: &Finding, lang: Lang) -> String {
    let (ja, en) = match &finding.kind {
        FindingKind::FlowBlocked(id) => blocked(*id),
        FindingKind::FlowPartly(id) => {
            let lost = finding.lost.as_deref();
            partly(*id, lost.is_some_and(|lost| !lost.missing.is_empty()), lost.is_some_and(|lost| lost.on_purpose))
        }
        FindingKind::FlowUncertain(id) => uncertain(*id),
        FindingKind::ResolversBanned(_) => (
            "そのリージョンのサーバは名前を引けなくなります。別のリゾルバを使うなら、プロファイル (resolver) に書いてください。",
            "A server in that region cannot resolve names. If yours asks other resolvers, name them in the profile (resolver).",
        ),
        FindingKind::Unmet(_) => {
            ("プロファイルに書いた期待と違う動きをします。", "The filter does not do what the profile expects of it.")
        }
        FindingKind::NoFinalDeny => (
            "既定は「許可」です。どのルールにも一致しないパケットは、すべてサーバに届きます。",
            "The default is allow: every packet that no rule matches reaches the server.",
        ),
        FindingKind::RestOpen(listeners) if !listeners.is_empty() => (
            "データベースなど、公開しないはずのサービスがよく使うポートです。公開しているポートを教えてください (service)。",
            "Databases and the like listen there and are never meant for all. Say which ports you offer (service).",
        ),
        FindingKind::RestOpen(_) => (
            "広い許可のために、名指ししていないポートにも知らない相手が届きます。",
            "A wide allow rule lets strangers reach ports that no rule names.",
        ),
        FindingKind::NamedPortOpen(..) => (
            "広い範囲のルールが、相手を絞ったルールを無意味にしています。この範囲の前で、そのポートを拒否してください。",
            "A rule for a wide range undoes the rule that names who may come. Deny the port before the range.",
        ),
        FindingKind::LoginOpen(_) => (
            "見つけたボットがパスワードを試し続けます。送信元を管理者のネットワークに絞ってください。",
            "Bots that find it try passwords day and night. Narrow the source to the administrators' networks.",
        ),
        FindingKind::LoginClosed(_) => (
            "コンソールからは入れます。リモートで管理するなら、管理者のネットワークを教えてください (admin)。",
            "The console still works. If somebody administrates remotely, say from which network (admin).",
        ),
        FindingKind::DenyAllFirst => (
            "上のルールが先に決めるので、下の許可は働きません。拒否は最後に置きます。",
            "The first match decides, so the allow rules below never do. The deny belongs at the end.",
        ),
        FindingKind::RangeInSourcePort => (
            "ほとんどのクライアントはこの範囲から送るので、サーバのすべてのポートが開き、一方で 443 や 53 からの応答は届きません。",
            "Most clients send from this range, so every port of the server is open; and answers from 443 or 53 do not pass.",
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
        FindingKind::ServiceInSourcePort(..) => (
            "相手はそのポートからは送ってこず、知らない相手がわざと使えばどのポートにも届きます。サーバのポートは「宛先ポート」に書きます。",
            "Clients do not send from that port; a stranger who does reaches every port. The server's port belongs into the destination field.",
        ),
        FindingKind::TrustsSourcePort(..) => (
            "送信元ポートは送る側が自由に選べます。宛先を、応答が届くポートに絞ってください。",
            "The sender chooses the source port freely. Narrow the destination to where answers go.",
        ),
        FindingKind::UselessDhcp67 => (
            "サーバに届く DHCP の応答は 67 から 68 宛です。67 宛のパケットは、DHCP サーバでなければ来ません。",
            "The DHCP answer goes from 67 to 68. Only a DHCP server receives packets to 67.",
        ),
        FindingKind::ListenersInReturnRange(_) => (
            "戻りの範囲では、応答と知らない相手の接続を区別できません。待ち受けるものがあれば、このルールの前で拒否してください。",
            "Inside of it, answers and strangers cannot be told apart. If something listens there, deny its port before this rule.",
        ),
        FindingKind::TwoRanges => (
            "範囲を書けるのは送信元ポートか宛先ポートのどちらか一方です。クラウドは受け付けません。",
            "Only one of the two port fields may be a range. The cloud refuses this.",
        ),
        FindingKind::BeyondLimit(_) => (
            "クラウドは 31 個目からのルールを受け付けないので、それらは働きません。",
            "The cloud does not take the rules from the 31st on, so they are not in force.",
        ),
        FindingKind::UndocumentedProtocol(_) => (
            "http と https が何に一致するかは公開されていません。tcp と宛先ポートで書いてください。",
            "What http and https match is not documented. Write tcp with a destination port.",
        ),
        FindingKind::AmbiguousMask(_) => (
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
    lang.pick(ja, en).to_owned() + &hanging(finding, lang)
}

/// The flows that hang on the finding, where it names some.
fn hanging(finding: &Finding, lang: Lang) -> String {
    let (FindingKind::BeyondLimit(flows)
    | FindingKind::UndocumentedProtocol(flows)
    | FindingKind::AmbiguousMask(flows)) = &finding.kind
    else {
        return String::new();
    };
    if flows.is_empty() {
        return String::new();
    }
    let names = flows.iter().map(|id| flow_name(*id, lang)).collect::<Vec<_>>().join(pick!(lang, en = ", ", ja = "、"));
    say!(lang, en = " What hangs on it: {names}.", ja = "これに左右されるもの: {names}。")
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
            "今は動いていても、次の再起動か、リースが切れたときにサーバはアドレスを失います。",
            "All seems well until the next reboot or the end of the lease: then the server has no address.",
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
        FlowId::OwnNat => (
            "コンテナやポッド、後ろの機械からの接続は、応答が届かず失敗します。",
            "Connections of containers, pods or machines behind the server fail: the answers never arrive.",
        ),
        FlowId::OwnUnbound => (
            "サーバ自身のリゾルバに応答が届かず、名前を引けません。",
            "The server's own resolver gets no answers, so names do not resolve.",
        ),
        FlowId::OwnNfs => ("NFS のマウントが止まります。", "The NFS mount hangs."),
        FlowId::Expected { .. } | FlowId::EverythingElse => ("", ""),
    }
}

fn partly(id: FlowId, ports_missing: bool, on_purpose: bool) -> (&'static str, &'static str) {
    match (id, ports_missing) {
        (FlowId::TcpReplies | FlowId::UdpReplies | FlowId::OwnNat, true) if on_purpose => (
            "名指しで拒否したポートを OS が選ぶと、その接続だけ失敗します。ip_local_reserved_ports に書けば OS は選びません。",
            "A connection fails when the system picks a port that is denied by name. ip_local_reserved_ports keeps it from that.",
        ),
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
        FlowId::RdpAdmin => pick!(lang, en = "Remote Desktop", ja = "リモートデスクトップ"),
        _ => pick!(lang, en = "SSH", ja = "SSH "),
    }
}

/// A region of the cloud.
const fn region(zone: usize, lang: Lang) -> &'static str {
    match zone {
        0 => pick!(lang, en = "Tokyo", ja = "東京"),
        _ => pick!(lang, en = "Ishikari", ja = "石狩"),
    }
}

const fn protocol(kind: Kind) -> &'static str {
    match kind {
        Kind::Udp => "udp",
        _ => "tcp",
    }
}

fn numbers(list: &[u16]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn spans(list: &[Span]) -> String {
    let port = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    let text = |span: &Span| PortRange::new(port(span.low), port(span.high)).to_string();
    list.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// Ports behind a door: the ranges, if they are few.
fn reached_ports(list: &[Span], lang: Lang) -> String {
    let ports: u32 = list.iter().map(|span| span.high - span.low + 1).sum();
    match ports {
        // Nearly every port but the return range.
        20_000.. => pick!(lang, en = "nearly every port", ja = "ほぼすべてのポート").to_owned(),
        _ if list.len() > 4 => say!(lang, en = "{ports} ports", ja = "{ports} 個のポート"),
        _ => {
            let ports = spans(list);
            say!(lang, en = "port {ports}", ja = "ポート {ports} ")
        }
    }
}

messages! {
    /// Where more is said of a finding.
    finding_help(code: &str)
        en "An example and the cure: docs/findings.md#{code} in the source of Sekimori."
        ja "例と直し方は、Sekimori のソースの docs/findings.md#{code} にあります。";
}
