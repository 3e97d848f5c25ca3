//! Does the server work? What each row is called, and what a person will notice.

use super::Lang;
use super::visitors;
use crate::analysis::Decider;
use crate::filter::Ports;
use crate::profile::{Attachment, Profile};
use crate::report::{Noticed, ServerRow, ServerTopic, Standing, Visitor, Who};

messages! {
    /// The title of the list.
    title() en "Does my server work?" ja "サーバに必要な通信";
    /// The title and the verdict in a sentence.
    asked_and_answered(verdict: &str) en "Does my server work? {verdict}" ja "サーバに必要な通信: {verdict}";
    /// The head over the numbers of the rules.
    rule_head() en "rule" ja "ルール";
    /// The title's verdict where all is well.
    all_work() en "yes" ja "OK";
    /// That where something works in part.
    not_fully() en "not fully" ja "一部に支障";
    /// That where nobody can know.
    unsure() en "unsure" ja "一部不明";
    /// That where so many of the rows fail.
    fail(failed: usize, of: usize) en "NO, {failed} of {of} fail" ja "NG {of} 件中 {failed} 件";
    /// The same where there is less room.
    fail_short(failed: usize) en "NO, {failed} fail" ja "NG {failed} 件";
    /// How a row stood before the edit in hand, by its mark.
    was(mark: &str) en "was {mark}" ja "前 {mark}";
    /// What is said beside yes of broken expectations.
    broken(count: usize) en "yes, but {count} ✗ below" ja "OK、要件 NG {count} 件";
}

/// Expectations that hold and have no row of their own: `more` than those that do not, or all of them.
pub(crate) fn hold(count: usize, more: bool, lang: Lang) -> String {
    say!(lang, match (count, more) {
        (1, true) => en "1 more expectation holds" ja "ほかの要件 1 件は OK";
        (_, true) => en "{count} more expectations hold" ja "ほかの要件 {count} 件は OK";
        (1, false) => en "1 expectation holds" ja "要件 1 件は OK";
        (_, false) => en "{count} expectations hold" ja "要件 {count} 件は OK";
    })
}

/// How a row stands where there are no marks; empty, where nothing is to be said.
pub(crate) fn standing(standing: Standing, lang: Lang) -> &'static str {
    pick!(lang, match standing {
        Standing::Fine => en "ok" ja "OK";
        Standing::Wrong(severity) => { super::severity(severity, lang) };
        Standing::Unsure => en "uncertain" ja "不確か";
        Standing::Idle => { "" };
    })
}

/// The verdict over all rows, for the title; shorter where there is less room.
pub(crate) fn verdict(rows: &[ServerRow], short: bool, lang: Lang) -> String {
    let needs = || rows.iter().filter(|row| row.is_need());
    let has = |wanted: fn(Standing) -> bool| needs().any(|row| wanted(row.standing));
    let is_error = |standing| standing == Standing::Wrong(crate::report::Severity::Error);
    let failed = needs().filter(|row| is_error(row.standing)).count();
    let broken = rows.iter().filter(|row| !row.is_need() && is_error(row.standing)).count();
    match failed {
        0 if has(|standing| matches!(standing, Standing::Wrong(_))) => not_fully(lang).to_owned(),
        0 if has(|standing| standing == Standing::Unsure) => unsure(lang).to_owned(),
        0 if broken > 0 => self::broken(broken, lang),
        0 => all_work(lang).to_owned(),
        failed if short => fail_short(failed, lang),
        failed => fail(failed, needs().count(), lang),
    }
}

/// What a row is called.
pub(crate) fn topic(topic: ServerTopic, profile: &Profile, lang: Lang) -> String {
    let on_switch = profile.attachment == Attachment::Switch;
    let shared = profile.attachment == Attachment::Shared;
    say!(lang, match topic {
        ServerTopic::Login => en "you can log in" ja "ログイン";
        ServerTopic::Address if shared || profile.dhcp => en "address (DHCP)" ja "アドレス (DHCP)";
        ServerTopic::Address => en "address" ja "アドレス";
        ServerTopic::Names => en "names (DNS)" ja "名前解決 (DNS)";
        ServerTopic::Outbound if on_switch => en "connections out" ja "外向き通信 (戻り)";
        ServerTopic::Outbound => en "outbound: apt, git" ja "外向き通信 (戻り)";
        ServerTopic::Time => en "time (NTP)" ja "時刻同期 (NTP)";
        ServerTopic::Large => en "large transfers" ja "大きなデータ転送";
        ServerTopic::Nat => en "pods (NAT)" ja "コンテナ (NAT)";
        ServerTopic::Resolver => en "own resolver" ja "自前のリゾルバ";
        ServerTopic::Nfs => en "NFS mounts" ja "NFS マウント";
        ServerTopic::OtherUdp => en "other UDP" ja "その他の UDP";
        ServerTopic::Expectation(index) => {
            profile.expectations.get(index).map(ToString::to_string).unwrap_or_default()
        };
    })
}

/// What a row is called where all rows stand in one line.
pub(crate) fn short_topic(topic: ServerTopic, lang: Lang) -> String {
    say!(lang, match topic {
        ServerTopic::Login => en "login" ja "ログイン";
        ServerTopic::Address => en "address" ja "アドレス";
        ServerTopic::Names => en "names" ja "名前解決";
        ServerTopic::Outbound => en "out" ja "外向き通信";
        ServerTopic::Time => en "time" ja "時刻同期";
        ServerTopic::Large => en "large" ja "データ転送";
        ServerTopic::Nat => en "pods" ja "コンテナ";
        ServerTopic::Resolver => en "resolver" ja "リゾルバ";
        ServerTopic::Nfs => en "NFS" ja "NFS";
        ServerTopic::OtherUdp => en "udp" ja "udp";
        ServerTopic::Expectation(index) => en "expectation {n}" ja "要件 {n}", n = index + 1;
    })
}

/// What a person will notice, in a few words.
pub(crate) fn noticed(row: &ServerRow, lang: Lang) -> String {
    match (row.topic, &row.noticed) {
        (_, Noticed::LoginFrom(who, more)) => login_from(*who, *more, lang),
        (_, Noticed::LoginFromMany) => pick!(lang, en = "from many networks", ja = "一部の接続元から").to_owned(),
        (_, Noticed::LoginFromAnywhere) => pick!(lang, en = "from anywhere", ja = "どこからでも可").to_owned(),
        (_, Noticed::Percent(0)) => pick!(lang, en = "1 % or less hang", ja = "まれに失敗").to_owned(),
        (ServerTopic::Outbound | ServerTopic::Nat, Noticed::Percent(share)) => {
            say!(lang, en = "{share} % hang", ja = "{share}% が失敗")
        }
        (_, Noticed::Percent(share)) => say!(lang, en = "{share} % fail", ja = "{share}% が失敗"),
        (_, Noticed::Ports(ports)) => {
            let list = ports.iter().map(ToString::to_string).collect::<Vec<_>>();
            let list = list.join(pick!(lang, en = ", ", ja = "、"));
            say!(lang, en = "{list} hang", ja = "{list} 番が失敗")
        }
        (_, Noticed::PiecesLost) => pick!(lang, en = "lose pieces", ja = "フラグメント破棄").to_owned(),
        (_, Noticed::LargeFail) => pick!(lang, en = "large ones fail", ja = "大きい応答は失敗").to_owned(),
        (_, Noticed::OneHost) => pick!(lang, en = "only from 1 host", ja = "1 台からのみ").to_owned(),
        (_, Noticed::NotInForce) => pick!(lang, en = "not in force", ja = "反映されない").to_owned(),
        (_, Noticed::NotDocumented) => pick!(lang, en = "not documented", ja = "文書に記載なし").to_owned(),
        (_, Noticed::NotResolved) => pick!(lang, en = "not resolved", ja = "値が未定").to_owned(),
        (_, Noticed::LoginLost) => pick!(lang, en = "nobody can", ja = "誰も入れない").to_owned(),
        (topic, Noticed::Works) => works(topic, lang).to_owned(),
        (topic, Noticed::Partly) => partly(topic, lang).to_owned(),
        (topic, Noticed::NotNeeded) => not_needed(topic, lang).to_owned(),
        (topic, Noticed::Lost) => lost(topic, row.standing, lang).to_owned(),
    }
}

fn login_from(who: Who, more: usize, lang: Lang) -> String {
    let visitor = match who {
        Who::Anyone => Visitor::Everyone,
        Who::Part => Visitor::Part,
        Who::From(ports) => Visitor::From(None, Ports::from(ports)),
        Who::Named(source) => Visitor::Named(source),
    };
    let first = visitors::who(visitor, lang);
    match more {
        0 => say!(lang, en = "from {first}", ja = "{first} から"),
        _ => say!(lang, en = "from {first} +{more}", ja = "{first} ほか {more} から"),
    }
}

fn works(topic: ServerTopic, lang: Lang) -> &'static str {
    pick!(lang, match topic {
        ServerTopic::Address => en "kept" ja "取得できる";
        ServerTopic::Names | ServerTopic::Resolver => en "resolve" ja "できる";
        ServerTopic::Time => en "kept" ja "できる";
        ServerTopic::Large => en "arrive whole" ja "最後まで届く";
        ServerTopic::Expectation(_) => en "holds" ja "OK";
        ServerTopic::Login => en "works" ja "できる";
        _ => en "answers arrive" ja "応答が届く";
    })
}

fn partly(topic: ServerTopic, lang: Lang) -> &'static str {
    pick!(lang, match topic {
        ServerTopic::Login => en "some cannot" ja "一部は入れない";
        ServerTopic::Time => en "not always" ja "ときどき失敗";
        ServerTopic::Large => en "stall at times" ja "止まることがある";
        _ => en "fail in part" ja "一部が失敗";
    })
}

fn not_needed(topic: ServerTopic, lang: Lang) -> &'static str {
    pick!(lang, match topic {
        ServerTopic::Login => en "nobody named" ja "接続元の指定なし";
        ServerTopic::Address => en "fixed, none needed" ja "固定 (DHCP 不要)";
        _ => en "none asked" ja "利用なし";
    })
}

fn lost(topic: ServerTopic, standing: Standing, lang: Lang) -> &'static str {
    let is_owed = standing != Standing::Idle;
    pick!(lang, match topic {
        ServerTopic::Login => en "nobody can" ja "誰も入れない";
        ServerTopic::Address => en "lost at a reboot" ja "再起動すると失う";
        ServerTopic::Names | ServerTopic::Resolver => en "fail now" ja "すべて失敗";
        ServerTopic::Time => en "drifts" ja "時計がずれる";
        ServerTopic::Large if is_owed => en "stall" ja "途中で止まる";
        ServerTopic::Large => en "none come in" ja "許可なし";
        ServerTopic::Outbound | ServerTopic::Nat if is_owed => en "hang now" ja "タイムアウト";
        ServerTopic::Outbound | ServerTopic::OtherUdp => en "none come back" ja "戻りの許可なし";
        ServerTopic::Expectation(_) => en "does not hold" ja "NG";
        _ => en "hang now" ja "タイムアウト";
    })
}

/// The numbers of the rules that decide, as few as fit; the default in a word.
pub(crate) fn by(list: &[Decider], lang: Lang) -> String {
    let default = list.contains(&Decider::Default).then(|| pick!(lang, en = "default", ja = "既定").to_owned());
    let rules: Vec<usize> =
        list.iter().filter_map(|one| if let Decider::Rule(at) = one { Some(at + 1) } else { None }).collect();
    let numbers = match rules.as_slice() {
        [] => None,
        [first, .., last] if rules.len() > 3 && last - first + 1 == rules.len() => Some(format!("{first}-{last}")),
        [first, second, .., last] if rules.len() > 4 => Some(format!("{first} {second}..{last}")),
        all => Some(all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
    };
    numbers.into_iter().chain(default).collect::<Vec<_>>().join(" ")
}
