//! What is said in lines only: by the plain editor, and by the commands that report.

mod course;

pub use course::{goal, no_lesson, source};

use crate::analysis::Decider;
use crate::editor::history::Label;
use crate::filter::Action;
use crate::lang::Lang;
use crate::language;
use crate::page::{self, Fact};
use crate::profile::{Profile, ProfileField};

/// A rule by its number; 0 is the default.
pub fn rule(number: usize, lang: Lang) -> String {
    language::decider(number.checked_sub(1).map_or(Decider::Default, Decider::Rule), lang)
}

messages! {
    /// The limit of every report.
    ipv6()
        en "IPv6 is never filtered; this report speaks of IPv4 only."
        ja "IPv6 はパケットフィルタの対象外です。この報告も IPv4 だけについて述べています。";

    /// What becomes of what no rule matched.
    default_rule()
        en "Default: whatever no rule matched is allowed."
        ja "既定: どのルールにも一致しないものは許可。";

    /// No finding is left.
    no_findings()
        en "No findings."
        ja "指摘はありません。";

    /// Nothing is expected, and how that is done.
    no_expectations()
        en "Nothing is expected. One is added as: expect pass tcp 203.0.113.0/24 -> 22"
        ja "期待はありません。expect pass tcp 203.0.113.0/24 -> 22 のように加えます。";

    /// A finding's place in the list.
    finding(number: usize, severity: &str, sentence: &str)
        en "Finding {number}, {severity}: {sentence}"
        ja "指摘 {number}、{severity}: {sentence}";

    /// Whether the filter holds more than the file.
    unsaved()
        en "There are unsaved changes."
        ja "保存していない変更があります。";

    /// What a preset needs before it can be inserted.
    insert_usage(command: &str)
        en "To insert it: {command}"
        ja "挿入するには: {command}";

    /// A parameter that must be given.
    needed()
        en "needed"
        ja "必須";

    /// A line that means nothing.
    unknown(word: &str)
        en "There is no command \"{word}\"; help lists them."
        ja "「{word}」という命令はありません。help で一覧します。";

    /// A line that is not complete, or too long: how it is written.
    usage(how: &str)
        en "Usage: {how}"
        ja "書き方: {how}";

    /// There is no such rule.
    no_rule(number: usize, rules: usize)
        en "There is no rule {number} of {rules}."
        ja "ルール {number} はありません (全 {rules} 個)。";

    /// There is no such finding.
    no_finding(number: usize)
        en "There is no finding {number}."
        ja "指摘 {number} はありません。";

    /// Traffic that cannot be read.
    wrong_traffic(at: usize, why: &str)
        en "Character {at}: {why}"
        ja "{at} 文字目: {why}";

    /// No such flow.
    no_flow(name: &str, known: &str)
        en "There is no flow \"{name}\"; there are {known}."
        ja "「{name}」という通信はありません: {known}";

    /// No such field of a rule, or of the profile.
    no_field(name: &str, known: &str)
        en "There is no field \"{name}\"; there are {known}."
        ja "「{name}」という欄はありません: {known}";

    /// What only a screen can show.
    needs_screen()
        en "That is for the screen; help lists the commands for lines."
        ja "これは画面での操作です。help で行での命令を一覧します。";

    /// The first hint.
    hint()
        en "help lists the commands."
        ja "help で命令の一覧。";
}

/// What the filter is taken to protect.
pub fn profile(profile: &Profile, lang: Lang) -> String {
    let attachment = language::attachment(profile.attachment, lang);
    let (guest, ports) = (profile.guest.name(), profile.ephemeral_ports());
    let mut parts = vec![
        attachment.to_owned(),
        guest.to_owned(),
        say!(lang, en = "return ports {ports}", ja = "戻りのポート {ports}"),
    ];
    for field in ProfileField::ALL {
        match profile.text(field) {
            text if field.is_list() && !text.is_empty() => parts.push(language::profile_entry(profile, field, lang)),
            text if field.is_switch() && text == "yes" => parts.push(language::profile_label(field, lang).to_owned()),
            _ => {}
        }
    }
    parts.join(pick!(lang, en = ", ", ja = "、"))
}

/// A number of things in English.
pub fn counted<T: std::fmt::Display + PartialEq + From<u8>>(count: T, one: &str, many: &str) -> String {
    format!("{count} {}", if count == T::from(1) { one } else { many })
}

/// Which filter is open, and how long it is.
pub fn opened(name: &str, rules: usize, profile: &str, lang: Lang) -> String {
    let count = counted(rules, "rule", "rules");
    say!(lang, en = "{name}: {count}; {profile}.", ja = "{name}: ルール {rules} 個。{profile}。")
}

/// A verdict, who decides it, what it was before an edit, and what else there is to know.
pub fn fact(fact: &Fact, lang: Lang) -> String {
    let Fact { name, verdict, by, .. } = fact;
    let by = if by.is_empty() { String::new() } else { say!(lang, en = ", by {by}", ja = "、{by}") };
    let decided = match &fact.was {
        None => format!("{name}: {verdict}{by}"),
        Some(was) => {
            say!(lang, en = "Now {verdict}: {name}{by} (was {was})", ja = "変化: {name}: {verdict}{by} (前は{was})")
        }
    };
    std::iter::once(&decided).chain(&fact.notes).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Packets whose fate an edit has changed.
pub fn newly(action: Action, traffic: &str, lang: Lang) -> String {
    match action {
        Action::Allow => say!(lang, en = "Newly allowed: {traffic}", ja = "新たに許可: {traffic}"),
        Action::Deny => say!(lang, en = "Newly blocked: {traffic}", ja = "新たに遮断: {traffic}"),
    }
}

/// Two sentences as one text; the first may have no full stop.
pub fn sentences(first: &str, second: &str, lang: Lang) -> String {
    match second {
        "" => first.to_owned(),
        _ => say!(lang, en = "{first}. {second}", ja = "{first}。{second}"),
    }
}

/// What a finding asks for, and how that is answered.
pub fn answer_command(field: ProfileField, sample: Option<&String>, what: &str, lang: Lang) -> String {
    let (entry, sample) = (field.id(), sample.map_or("...", String::as_str));
    say!(
        lang,
        en = "{what} (answer it as: answer {entry} {sample})",
        ja = "{what} (answer {entry} {sample} のように答えます)"
    )
}

/// How a finding is fixed.
pub fn fix_command(number: usize, what: &str, lang: Lang) -> String {
    let fix = page::fix(lang);
    say!(lang, en = "{fix}: {what} (fix {number} does it)", ja = "{fix}: {what} (fix {number} で実行)")
}

/// A parameter that may be left out.
pub fn optional(default: &str, lang: Lang) -> String {
    let any = pick!(lang, en = "any", ja = "すべて");
    let default = if default.is_empty() { any } else { default };
    say!(lang, en = "{default} if not given", ja = "既定は {default}")
}

/// Rules of a preset.
pub fn preset_line(id: &str, name: &str, rules: usize, lang: Lang) -> String {
    let count = counted(rules, "rule", "rules");
    say!(lang, en = "{id}: {name}, {count}", ja = "{id}: {name}、ルール {rules} 個")
}

/// A version of the filter.
pub fn version(number: usize, label: &Label, here: bool, saved: bool, lang: Lang) -> String {
    let label = crate::editor::words::label(label, lang);
    let here = if here { pick!(lang, en = ", here", ja = "、現在") } else { "" };
    let saved = if saved { pick!(lang, en = ", saved", ja = "、保存済み") } else { "" };
    say!(lang, en = "Version {number}: {label}{here}{saved}", ja = "版 {number}: {label}{here}{saved}")
}

/// A rule that has gone or come since the save.
pub fn change(added: bool, number: usize, rule: &str, lang: Lang) -> String {
    if added {
        say!(lang, en = "Added as rule {number}: {rule}", ja = "追加、ルール {number}: {rule}")
    } else {
        say!(lang, en = "Gone, once rule {number}: {rule}", ja = "削除、前のルール {number}: {rule}")
    }
}

/// The end of all lines while something is not saved, in a script or at a keyboard.
pub fn ended_unsaved(kept: bool, lang: Lang) -> &'static str {
    if kept {
        pick!(
            lang,
            en = "The input has ended. Nothing was saved; the next start offers the changes back.",
            ja = "入力が終わりました。変更は保存していません。次に開くときに復元できます。"
        )
    } else {
        pick!(
            lang,
            en = "The input has ended. The changes were not saved.",
            ja = "入力が終わりました。変更は保存していません。"
        )
    }
}
