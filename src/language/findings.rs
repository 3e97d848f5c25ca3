//! The sentences of findings: what is so, and what will come of it.

use super::traffic::{flow_name, rule_numbers};
use super::{Lang, list, shares};
use crate::analysis::{PacketKind, Span};
use crate::filter::{DESCRIPTION_CHARS, MAX_RULES, NAME_CHARS};
use crate::profile::FlowId;
use crate::report::{Finding, FindingKind, Severity};

/// A severity in one word.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    pick!(lang, match severity {
        Severity::Error => en "error" ja "エラー";
        Severity::Warning => en "warning" ja "警告";
        Severity::Note => en "note" ja "参考";
    })
}

messages! {
    no_findings() en "No findings." ja "指摘はありません。";
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
    let flow = |id: FlowId| spaced(flow_name(id, lang), lang);
    let Finding { kind, lost, .. } = finding;
    say!(lang, match kind {
        FindingKind::FlowBlocked(id) => { lost_to_a_person(*id, finding.severity, lang) };
        FindingKind::FlowPartly(id) =>
            en "{flow}: {what} ({by})"
            ja "{flow}: {what} ({by})",
            flow = flow_name(*id, lang), by = by(),
            what = lost.as_ref().map(|lost| shares::lost(lost, lang)).unwrap_or_default();
        FindingKind::FlowUncertain(id) =>
            en "{flow}: may or may not pass (undocumented)"
            ja "{flow}が通るかは文書から分かりません",
            flow = flow(*id);
        FindingKind::ResolversBanned(zone) =>
            en "{by} shuts out both resolvers of {zone}"
            ja "{by} が{zone}のリゾルバを両方とも止めます",
            zone = region(*zone, lang), by = by();
        FindingKind::Unmet(id) =>
            en "{flow}: not met"
            ja "{flow}が守られていません",
            flow = flow(*id);
        FindingKind::NoFinalDeny =>
            en "Everyone reaches whatever no rule denies"
            ja "ルールが拒否しないポートには、誰でも届きます";
        FindingKind::RestOpen(listeners) if !listeners.is_empty() =>
            en "Anyone reaches tcp {ports} by {by}"
            ja "誰でも届くポートに {ports} があります ({by})",
            ports = numbers(listeners), by = by();
        FindingKind::RestOpen(_) =>
            en "{by}: ports that nobody named are open to anyone"
            ja "明示的に許可していないポートが{by} で誰にでも開いています",
            by = by();
        FindingKind::NamedPortOpen(kind, ports) =>
            en "{protocol} {ports}, meant for some, is open to anyone by {by}"
            ja "特定の相手だけのはずの {protocol} {ports} に{by} で誰でも届きます",
            protocol = protocol(*kind), ports = spans(ports), by = by();
        FindingKind::LoginOpen(id) =>
            en "{login} is open to anyone by {by}"
            ja "{login}が{by} で誰にでも開いています",
            login = login(*id, lang), by = by();
        FindingKind::LoginClosed(id) =>
            en "Nobody can log in by {way}"
            ja "{login}では誰もログインできません",
            login = login(*id, lang), way = login.trim_end();
        FindingKind::DenyAllFirst =>
            en "{by} denies everything above rules that allow something"
            ja "「すべて拒否」の{by} が、許可より上にあります",
            by = by();
        FindingKind::RangeInSourcePort =>
            en "{rule} has its port range in the sender's column"
            ja "{rule} のポート範囲が送信元の欄にあります",
            rule = first();
        FindingKind::BareZero =>
            en "0.0.0.0 in {by} does not mean \"any\""
            ja "{by} の 0.0.0.0 は「すべて」ではありません",
            by = by();
        FindingKind::NeverDecides { by, .. } if by.is_empty() =>
            en "{rule} matches nothing"
            ja "{rule} は何にも一致しません",
            rule = first();
        FindingKind::NeverDecides { by, .. } =>
            en "{rule} never decides: {by} before it"
            ja "{rule} は効きません: {by} が先に決めます",
            rule = first(), by = rule_numbers(by, lang);
        FindingKind::ServiceInSourcePort(port, _) =>
            en "{port} in {rule} is the sender's port"
            ja "{rule} の {port} は送信元ポートです",
            rule = first();
        FindingKind::TrustsSourcePort(port, ports) =>
            en "{rule}: anyone who sends from {port} reaches {ports}"
            ja "{rule}: ポート {port} から送れば、誰でも{ports}に届きます",
            ports = reached_ports(ports, lang), rule = first();
        FindingKind::UselessDhcp67 =>
            en "{rule} (udp to 67) does nothing"
            ja "{rule} (udp 67 宛) は役に立ちません",
            rule = first();
        FindingKind::ListenersInReturnRange(ports) =>
            en "The return range includes tcp {ports} ({by})"
            ja "戻りの範囲に {ports} が含まれます ({by})",
            ports = numbers(ports), by = by();
        FindingKind::TwoRanges => en "{rule} has two port ranges" ja "{rule} の両方のポートが範囲です", rule = first();
        FindingKind::BeyondLimit(_) => en "More than {MAX_RULES} rules" ja "ルールが {MAX_RULES} 個を超えています";
        FindingKind::UndocumentedProtocol(_) =>
            en "The protocol of {rule} is undocumented"
            ja "{rule} のプロトコルは文書にありません",
            rule = first();
        FindingKind::AmbiguousMask(_) =>
            en "The source of {rule} can be read in two ways"
            ja "{rule} の送信元は 2 通りに読めます",
            rule = first();
        FindingKind::Unresolved(_) =>
            en "The file leaves values of {rules} open"
            ja "{rules} の値はファイルだけでは決まりません",
            rules = by();
        FindingKind::HostBits =>
            en "The source of {rule} has host bits set"
            ja "{rule} の送信元のホスト部が 0 ではありません",
            rule = first();
        FindingKind::IgnoredPorts =>
            en "The ports of {rule} are ignored"
            ja "{rule} のポートは無視されます",
            rule = first();
        FindingKind::AllPortsWritten =>
            en "{rule} writes \"any port\" as a range"
            ja "{rule} は「すべて」を範囲で書いています",
            rule = first();
        FindingKind::HexPorts =>
            en "{rule} uses the old hexadecimal form"
            ja "{rule} は古い 16 進の書き方です",
            rule = first();
        FindingKind::PortZero => en "{rule} names port 0" ja "{rule} はポート 0 を含みます", rule = first();
        FindingKind::LongName =>
            en "The name is longer than {NAME_CHARS} characters"
            ja "フィルタの名前が {NAME_CHARS} 文字を超えています";
        FindingKind::LongDescription =>
            en "A description exceeds {DESCRIPTION_CHARS} characters"
            ja "説明が {DESCRIPTION_CHARS} 文字を超えています";
        FindingKind::CouldBeShorter { rules: 1 } =>
            en "1 rule would do the same"
            ja "同じ動作を 1 個のルールで書けます";
        FindingKind::CouldBeShorter { rules } =>
            en "{rules} rules would do the same"
            ja "同じ動作を {rules} 個のルールで書けます";
    })
}

/// What a person has lost with a flow; what is only worth a note on a switch, or of all but names and time, says so.
fn lost_to_a_person(id: FlowId, severity: Severity, lang: Lang) -> String {
    let is_note = severity == Severity::Note;
    say!(lang, match id {
        FlowId::DhcpReply => en "The server loses its address" ja "サーバが IP アドレスを失います";
        FlowId::TcpReplies if is_note =>
            en "Connections that the server opens hang"
            ja "サーバから始める接続がタイムアウトします";
        FlowId::TcpReplies =>
            en "apt, git and HTTPS from the server hang"
            ja "サーバからの apt・git・HTTPS がタイムアウトします";
        FlowId::UdpReplies if is_note =>
            en "No other replies by udp come back"
            ja "その他の udp の応答が届きません";
        FlowId::UdpReplies | FlowId::DnsUdp => en "Names are not resolved" ja "サーバで名前解決ができません";
        FlowId::DnsTcp => en "Large DNS replies are lost" ja "大きな DNS の応答を受け取れません";
        FlowId::Ntp123 | FlowId::NtpEphemeral => en "The clock drifts" ja "サーバの時計がずれていきます";
        FlowId::PingReplies => en "Pings get no reply" ja "ping の応答が届きません";
        FlowId::IcmpErrors =>
            en "Large transfers stall"
            ja "大きなデータの転送が途中で止まることがあります";
        FlowId::LaterFragments =>
            en "Large replies lose fragments"
            ja "分割された大きな応答を受け取れません";
        FlowId::SshAdmin =>
            en "The administrators cannot log in by SSH"
            ja "管理者が SSH でログインできません";
        FlowId::RdpAdmin =>
            en "The administrators cannot log in by Remote Desktop"
            ja "管理者がリモートデスクトップでログインできません";
        FlowId::Service(service) =>
            en "Nobody reaches {service}, which is offered"
            ja "公開サービス {service} に誰も届きません";
        FlowId::OwnNat =>
            en "Connections of containers hang"
            ja "コンテナからの通信がタイムアウトします";
        FlowId::OwnUnbound =>
            en "The server's own resolver gets no replies"
            ja "自前のリゾルバに応答が届きません";
        FlowId::OwnNfs => en "NFS mounts hang" ja "NFS のマウントが止まります";
        FlowId::Expected { .. } | FlowId::EverythingElse => { flow_name(id, lang) };
    })
}

/// What will come of it, in a sentence or two; of a lost flow first which rule takes what.
pub fn finding_consequence(finding: &Finding, lang: Lang) -> String {
    let consequence = consequence(finding, lang);
    let FindingKind::FlowBlocked(id) = finding.kind else { return consequence };
    let (flow, by) = (spaced(flow_name(id, lang), lang), rule_numbers(&finding.rules, lang));
    let except = finding.lost.as_ref().map(|lost| shares::except_from(&lost.except, lang)).unwrap_or_default();
    say!(
        lang,
        en = "{flow}: blocked by {by}{except}. {consequence}",
        ja = "{flow}が{by} で遮断されます{except}。{consequence}"
    )
}

fn consequence(finding: &Finding, lang: Lang) -> String {
    let kind = &finding.kind;
    let text = pick!(lang, match kind {
        FindingKind::FlowBlocked(id) => { blocked(*id, lang) };
        FindingKind::FlowPartly(id) => {
            let lost = finding.lost.as_deref();
            let ports_missing = lost.is_some_and(|lost| !lost.missing.is_empty());
            partly(*id, ports_missing, lost.is_some_and(|lost| lost.on_purpose), lang)
        };
        FindingKind::FlowUncertain(id) => { uncertain(*id, lang) };
        FindingKind::ResolversBanned(_) =>
            en "A server in that region cannot resolve names. If yours asks other resolvers, name them in the profile (resolver)."
            ja "そのリージョンのサーバは名前を引けなくなります。別のリゾルバを使うなら、プロファイル (resolver) に書いてください。";
        FindingKind::Unmet(_) =>
            en "The filter does not do what the profile expects of it."
            ja "プロファイルに書いた要件を満たしません。";
        FindingKind::NoFinalDeny =>
            en "There is no final \"deny all\", and the default is allow: every packet that no rule matches reaches the server."
            ja "最後の「すべて拒否」がなく、既定は「許可」です。どのルールにも一致しないパケットは、すべてサーバに届きます。";
        FindingKind::RestOpen(listeners) if !listeners.is_empty() =>
            en "Databases and the like listen there and are never meant for all. Say which ports you offer (service)."
            ja "データベースなど、公開しないはずのサービスがよく使うポートです。公開しているポートを教えてください (service)。";
        FindingKind::RestOpen(_) =>
            en "A wide allow rule lets strangers reach ports that are not explicitly allowed."
            ja "広い許可のために、明示的に許可していないポートにも誰でも届きます。";
        FindingKind::NamedPortOpen(..) =>
            en "A rule for a wide range undoes the rule that names who may come. Deny the port before the range."
            ja "広い範囲のルールが、相手を絞ったルールを無意味にしています。この範囲の前で、そのポートを拒否してください。";
        FindingKind::LoginOpen(_) =>
            en "Bots keep trying passwords there. Narrow the source to the administrators' networks."
            ja "ボットがパスワードを試し続けます。送信元を管理者のネットワークに絞ってください。";
        FindingKind::LoginClosed(_) =>
            en "The console of the control panel still works. If somebody administrates remotely, say from which network (admin)."
            ja "コントロールパネルのコンソールからはログインできます。リモートで管理するなら、管理者のネットワークを教えてください (admin)。";
        FindingKind::DenyAllFirst =>
            en "The first match decides, so the allow rules below never do. The deny belongs at the end."
            ja "上のルールが先に決めるので、下の許可は効きません。拒否は最後に置きます。";
        FindingKind::RangeInSourcePort =>
            en "Most clients send from this range, so every port of that protocol is open; and replies from 443 or 53 do not pass."
            ja "ほとんどのクライアントはこの範囲から送るので、そのプロトコルのすべてのポートが開き、一方で 443 や 53 からの応答は届きません。";
        FindingKind::BareZero =>
            en "Bare 0.0.0.0 is the single host 0.0.0.0. These rules match no real packet."
            ja "プレフィックス長 (/0) のない 0.0.0.0 は、0.0.0.0 という 1 台だけを指します。このルールは実際のパケットに一致しません。";
        FindingKind::NeverDecides { by, .. } if by.is_empty() =>
            en "No packet fits this rule."
            ja "実際のパケットに一致しません。";
        FindingKind::NeverDecides { contradicted: true, .. } =>
            en "Rules above decide its packets the other way, so what it says never happens. The order must change."
            ja "上のルールが逆の動作で先に決めるため、書いたことは起きません。順序を直す必要があります。";
        FindingKind::NeverDecides { .. } =>
            en "Rules above decide all its packets. Removing it changes nothing."
            ja "上のルールが同じパケットを先に決めるため、消しても何も変わりません。";
        FindingKind::ServiceInSourcePort(..) =>
            en "Clients do not send from that port; whoever does reaches every port of that protocol. The server's port belongs in the destination port."
            ja "クライアントはそのポートから送ってきません。一方、そのポートから送れば、誰でもそのプロトコルのどのポートにも届きます。サーバのポートは「宛先ポート」に書きます。";
        FindingKind::TrustsSourcePort(..) =>
            en "A rule that checks only the source port protects nothing: anyone can send from that port. Narrow the destination to where replies go."
            ja "送信元ポートだけを調べるルールは何も守りません。そのポートからなら誰でも送れるからです。宛先を、応答が届くポートに絞ってください。";
        FindingKind::UselessDhcp67 =>
            en "DHCP replies go from 67 to 68. Only a DHCP server receives packets to 67."
            ja "DHCP の応答は 67 番から 68 番に届きます。67 番宛のパケットを受け取るのは DHCP サーバだけです。";
        FindingKind::ListenersInReturnRange(_) =>
            en "Inside of it, replies and strangers cannot be told apart. If something listens there, deny its port before this rule."
            ja "戻りの範囲では、応答と知らない相手の接続を区別できません。待ち受けるものがあれば、このルールの前で拒否してください。";
        FindingKind::TwoRanges =>
            en "Only one of the two port fields may be a range. The cloud refuses this."
            ja "範囲を書けるのは送信元ポートか宛先ポートのどちらか一方です。クラウドは受け付けません。";
        FindingKind::BeyondLimit(_) =>
            en "The cloud does not take the rules from the 31st on, so they are not in force."
            ja "クラウドは 31 個目からのルールを受け付けないので、それらは反映されません。";
        FindingKind::UndocumentedProtocol(_) =>
            en "What http and https match is not documented. Write tcp with a destination port."
            ja "http と https が何に一致するかは公開されていません。tcp と宛先ポートで書いてください。";
        FindingKind::AmbiguousMask(_) =>
            en "It may be a netmask or the last address of a range. CIDR (192.0.2.0/24) is certain."
            ja "ネットマスクとも、範囲の最後のアドレスとも読めます。CIDR (例 192.0.2.0/24) で書けば確実です。";
        FindingKind::Unresolved(_) =>
            en "Such a rule may match anything there, so nothing is built on it. The output of \"terraform show -json\" for a plan has the values."
            ja "どんな値にもなりうるため、それを根拠にした判定はしません。terraform の計画を terraform show -json で出力すれば、値の決まった状態で読めます。";
        FindingKind::HostBits =>
            en "It was read as the network; whether the cloud accepts it is not documented."
            ja "ネットワークとして読みましたが、クラウドが受け付けるかは公開されていません。";
        FindingKind::IgnoredPorts =>
            en "This protocol has no ports. They are dropped when the file is saved."
            ja "このプロトコルにポートはありません。保存するときに消えます。";
        FindingKind::AllPortsWritten => en "A blank field says the same." ja "空欄と同じ意味です。";
        FindingKind::HexPorts =>
            en "The form is gone from today's documents; whether the cloud takes it is unknown."
            ja "今の文書にない書き方です。クラウドが受け付けるかは分かりません。";
        FindingKind::PortZero =>
            en "The manual's ports are 1 to 65535. No service listens on port 0."
            ja "マニュアルのポートは 1 から 65535 です。0 番で待ち受けるサービスはありません。";
        FindingKind::LongName =>
            en "The cloud does not take a name of this length."
            ja "クラウドが受け付けない長さです。";
        FindingKind::LongDescription =>
            en "Whether the cloud takes a text of this length is unknown."
            ja "クラウドが受け付けるかは分かりません。";
        FindingKind::CouldBeShorter { .. } =>
            en "Needless rules go and neighbouring ranges become one. It is proved that every packet meets the same action."
            ja "余分なルールを消し、隣り合う範囲を 1 つにまとめます。どのパケットの扱いも変わらないことを証明済みです。";
    });
    text.to_owned() + &hanging(kind, lang)
}

/// The flows that hang on the finding, where it names some.
fn hanging(kind: &FindingKind, lang: Lang) -> String {
    use FindingKind::{AmbiguousMask, BeyondLimit, UndocumentedProtocol, Unresolved};
    match kind {
        BeyondLimit(flows) | UndocumentedProtocol(flows) | AmbiguousMask(flows) | Unresolved(flows)
            if !flows.is_empty() =>
        {
            let names = list(flows.iter().map(|id| flow_name(*id, lang)), lang);
            say!(lang, en = " What hangs on it: {names}.", ja = "これに左右されるもの: {names}。")
        }
        _ => String::new(),
    }
}

/// What it means that nobody can know if a flow passes.
pub(super) const fn uncertain(id: FlowId, lang: Lang) -> &'static str {
    pick!(lang, match id {
        FlowId::LaterFragments =>
            en "Whether a tcp, udp or icmp rule without ports matches later fragments is not documented. If not, large DNS replies are lost. A fragment rule makes it certain."
            ja "ポートを書かない tcp・udp・icmp のルールが後続フラグメントに一致するかは公開されていません。一致しなければ、大きな DNS の応答などが失われます。fragment のルールを足せば確実です。";
        _ =>
            en "The filter uses a form that is not documented, and the verdict depends on how it is read."
            ja "このフィルタには文書にない書き方があり、読み方によって結果が変わります。";
    })
}

/// What comes of a flow that is blocked.
pub(super) const fn blocked(id: FlowId, lang: Lang) -> &'static str {
    pick!(lang, match id {
        FlowId::DhcpReply =>
            en "It shows at the next reboot or the end of the lease only: then the server has no address."
            ja "次の再起動か、リースが切れたときに初めて分かります。そのときサーバにはアドレスがありません。";
        FlowId::TcpReplies =>
            en "Every connection the server opens (HTTPS, apt, git) fails: the replies never arrive."
            ja "サーバから外への接続 (HTTPS、apt、git など) は、応答が届かずすべて失敗します。";
        FlowId::UdpReplies =>
            en "DNS lookups and time synchronisation fail: no replies arrive."
            ja "名前解決も時刻同期も、応答が届かず失敗します。";
        FlowId::DnsUdp => en "The server cannot resolve names." ja "サーバは名前を引けません。";
        FlowId::DnsTcp =>
            en "Large DNS replies that were truncated cannot be fetched again over TCP."
            ja "大きくて切り詰められた DNS の応答を、TCP で取り直せません。";
        FlowId::Ntp123 =>
            en "ntpd and Windows cannot synchronise, and the clock drifts (chrony is not affected)."
            ja "ntpd や Windows の時刻同期は応答を受け取れず、時計がずれていきます (chrony は影響を受けません)。";
        FlowId::NtpEphemeral =>
            en "chrony and systemd-timesyncd cannot synchronise, and the clock drifts."
            ja "chrony や systemd-timesyncd は応答を受け取れず、時計がずれていきます。";
        FlowId::PingReplies | FlowId::IcmpErrors =>
            en "Path MTU discovery fails, so large transfers may stall. Pings get no reply either."
            ja "経路 MTU の通知が届かず、大きな転送が途中で止まることがあります。ping も返りません。";
        FlowId::LaterFragments =>
            en "Large packets that were fragmented (DNSSEC replies, say) are lost."
            ja "分割された大きなパケット (DNSSEC の応答など) が捨てられます。";
        FlowId::SshAdmin => en "The administrators cannot log in by SSH." ja "管理者が SSH でログインできなくなります。";
        FlowId::RdpAdmin =>
            en "The administrators cannot log in by Remote Desktop."
            ja "管理者がリモートデスクトップでログインできなくなります。";
        FlowId::Service(_) =>
            en "Nobody reaches a service that is meant to be offered."
            ja "公開するはずのサービスに誰も届きません。";
        FlowId::OwnNat =>
            en "Connections of containers, pods or machines behind the server fail: the replies never arrive."
            ja "コンテナやポッド、後ろの機械からの接続は、応答が届かず失敗します。";
        FlowId::OwnUnbound =>
            en "The server's own resolver gets no replies, so names do not resolve."
            ja "サーバ自身のリゾルバに応答が届かず、名前を引けません。";
        FlowId::OwnNfs => en "The NFS mount hangs." ja "NFS のマウントが止まります。";
        FlowId::Expected { .. } | FlowId::EverythingElse => { "" };
    })
}

const fn partly(id: FlowId, ports_missing: bool, on_purpose: bool, lang: Lang) -> &'static str {
    pick!(lang, match (id, ports_missing) {
        // That a port with a listener is never picked was measured: docs/facts.md.
        (FlowId::TcpReplies | FlowId::UdpReplies, true) if on_purpose =>
            en "A connection fails when the system picks a port that is denied explicitly. Linux never picks one that something listens on; ip_local_reserved_ports keeps it from others."
            ja "明示的に拒否したポートを OS が選ぶと、その接続だけ失敗します。待ち受け中のポートを Linux が選ぶことはなく、ほかも ip_local_reserved_ports に書けば選びません。";
        (FlowId::OwnNat, true) if on_purpose =>
            en "A connection fails when the NAT picks a port that is denied explicitly."
            ja "明示的に拒否したポートを NAT が選ぶと、その接続だけ失敗します。";
        (FlowId::TcpReplies | FlowId::UdpReplies, true) =>
            en "It fails only when the system picks one of these ports: an intermittent failure."
            ja "OS がこの範囲のポートを選んだときだけ失敗します。「ときどきつながらない」障害になります。";
        (FlowId::TcpReplies | FlowId::UdpReplies, false) =>
            en "Only replies from some senders or ports arrive."
            ja "一部の相手 (送信元やポート) の応答しか届きません。";
        (FlowId::DhcpReply, _) =>
            en "The DHCP server's address is not documented. If it replies from another one, renewal fails and the lease runs out."
            ja "DHCP サーバのアドレスは公開されていません。応答が別のアドレスから届けば更新できず、期限が来るとアドレスを失います。";
        (FlowId::IcmpErrors | FlowId::PingReplies, _) =>
            en "Path MTU messages come from any router; allowing some sources only, large transfers may stall."
            ja "経路 MTU の通知はどのルータからも届き得ます。一部だけの許可では大きな転送が止まることがあります。";
        (FlowId::Service(_), _) =>
            en "A service meant for everyone is reachable by some only."
            ja "公開するはずのサービスに、一部の相手しか届きません。";
        (FlowId::SshAdmin | FlowId::RdpAdmin, _) =>
            en "Some of the administrators' networks cannot log in."
            ja "管理者のネットワークの一部からログインできません。";
        _ => en "Some of its packets do not arrive." ja "一部のパケットが届きません。";
    })
}

/// The way in, whoever takes it.
const fn login(id: FlowId, lang: Lang) -> &'static str {
    pick!(lang, match id {
        FlowId::RdpAdmin => en "Remote Desktop" ja "リモートデスクトップ";
        _ => en "SSH" ja "SSH ";
    })
}

/// A region of the cloud.
const fn region(zone: usize, lang: Lang) -> &'static str {
    pick!(lang, match zone {
        0 => en "Tokyo" ja "東京";
        _ => en "Ishikari" ja "石狩";
    })
}

const fn protocol(kind: PacketKind) -> &'static str {
    match kind {
        PacketKind::Udp => "udp",
        _ => "tcp",
    }
}

fn numbers(ports: &[u16]) -> String {
    ports.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn spans(ports: &[Span]) -> String {
    ports.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Ports behind a door: the ranges, if they are few.
fn reached_ports(spans: &[Span], lang: Lang) -> String {
    let ports: u32 = spans.iter().map(|span| span.high - span.low + 1).sum();
    say!(lang, match ports {
        // Nearly every port but the return range.
        20_000.. => en "nearly every port" ja "ほぼすべてのポート";
        _ if spans.len() > 4 => en "{ports} ports" ja "{ports} 個のポート";
        _ => en "port {ports}" ja "ポート {ports} ", ports = self::spans(spans);
    })
}

messages! {
    /// Where more is said of a finding.
    finding_help(code: &str)
        en "An example and the cure: docs/findings.md#{code} in the source of Sekimori."
        ja "例と直し方は、Sekimori のソースの docs/findings.md#{code} にあります。";
}
