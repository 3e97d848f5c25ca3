//! The standing suggestion to do the same with fewer rules: proved, quiet, and applied like every other fix.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::analysis::{difference, fit};
use sekimori::filter::{Action, Filter, MAX_RULES, Protocol, Rule, Source};
use sekimori::formats::Document;
use sekimori::profile::Profile;
use sekimori::report::{FindingKind, Report, shorter};
use support::desk::Desk;
use support::player::Play;
use support::rules::{CROSSING, list};

/// All that a server needs, in as few rules as it takes, and then the given ones before the final deny.
fn sound(more: &str) -> String {
    format!(
        r#"[
  {{"Protocol": "tcp", "SourceNetwork": "203.0.113.7", "DestinationPort": "22", "Action": "allow"}},
  {{"Protocol": "icmp", "Action": "allow"}},
  {{"Protocol": "fragment", "Action": "allow"}},
  {{"Protocol": "udp", "SourcePort": "67", "DestinationPort": "68", "Action": "allow"}},
  {{"Protocol": "tcp", "DestinationPort": "32768-60999", "Action": "allow"}},
  {{"Protocol": "udp", "DestinationPort": "32768-60999", "Action": "allow"}},
  {more}
  {{"Protocol": "ip", "Action": "deny"}}
]"#
    )
}

const TWO_PORTS: &str = r#"{"Protocol": "tcp", "DestinationPort": "80", "Action": "allow"},
  {"Protocol": "tcp", "DestinationPort": "81", "Action": "allow"},"#;

fn filter(text: &str) -> Filter {
    Document::read(text).unwrap().filters()[0].clone()
}

fn asked(filter: &Filter) -> Option<sekimori::report::Finding> {
    let profile = Profile::default();
    shorter(filter, &Report::of(filter, &profile))
}

#[test]
fn neighbours_are_offered_as_one() {
    let before = filter(&sound(TWO_PORTS));
    let finding = asked(&before).unwrap();
    assert_eq!((finding.code().as_str(), &finding.rules[..]), ("could-be-shorter", &[6, 7][..]));
    let after = finding.fix.unwrap().edit.apply(&before);
    assert_eq!(after.rules.len() + 1, before.rules.len());
    assert!(asked(&after).is_none(), "one suggestion says it all");
}

#[test]
fn it_is_silent_where_something_else_comes_first() {
    let dead = r#"{"Protocol": "udp", "SourcePort": "67", "DestinationPort": "68", "Action": "allow"},"#;
    assert!(asked(&filter(&sound(""))).is_none(), "nothing to save");
    assert!(asked(&filter(&sound(dead))).is_none(), "a dead rule has a finding of its own");
    let open =
        sound(TWO_PORTS).replace(r#"{"Protocol": "ip", "Action": "deny"}"#, r#"{"Protocol": "ip", "Action": "allow"}"#);
    let open = filter(&open);
    let without_deny = list(open.rules[..open.rules.len() - 1].to_vec());
    assert!(asked(&without_deny).is_none(), "without a final deny every allow rule would go");
    let broken = list(filter(&sound(TWO_PORTS)).rules.split_off(4));
    assert!(asked(&broken).is_none(), "what blocks the lease is mended first");
}

#[test]
fn a_list_beyond_the_limit_is_always_told() {
    let port = |at: usize| format!(r#"{{"Protocol": "tcp", "DestinationPort": "{}", "Action": "allow"}},"#, 80 + at);
    let long = filter(&sound(&(0..30).map(port).collect::<String>()));
    assert!(long.rules.len() > MAX_RULES);
    let finding = Report::proved(&long, &Profile::default()).findings.swap_remove(0);
    assert!(matches!(finding.kind, FindingKind::BeyondLimit(_)), "{}", finding.code());
    // Sixteen ports are the most that one rule means.
    assert_eq!(finding.fix.unwrap().edit.apply(&long).rules.len(), 9);
}

#[test]
fn the_editor_offers_it_at_rest_and_f_applies_it() {
    let desk = Desk::with(&sound(TWO_PORTS));
    let play = Play { size: (120, 35), ..desk.play() };
    let opened = play.keys("N");
    assert!(opened.screen().contains("8 rules would do the same"), "{}", opened.screen());
    let fixed = play.keys("Nf");
    assert_eq!(fixed.rules()[6], "allow tcp any -> 80-81");
    assert_eq!(fixed.rules().len(), 8);
    assert!(!fixed.screen().contains("would do the same"), "{}", fixed.screen());
    let again = play.keys("NfuN");
    assert!(again.screen().contains("8 rules would do the same"), "{}", again.screen());
    let dismissed = play.keys("Nx");
    assert!(!dismissed.screen().contains("would do the same"), "{}", dismissed.screen());
}

/// What the suggestion promises, with more rules before the final deny.
fn changes_nothing(more: &Filter) -> Result<(), TestCaseError> {
    let mut filter = filter(&sound(TWO_PORTS));
    let end = filter.rules.len() - 1;
    filter.rules.splice(end..end, more.rules.clone());
    let Some(finding) = asked(&filter) else { return Ok(()) };
    let after = finding.fix.unwrap().edit.apply(&filter);
    prop_assert!(difference(&filter, &after).is_empty());
    prop_assert!(after.rules.len() >= fit(&filter).filter.rules.len());
    // Whom rules name, and why, is still said.
    let names = |filter: &Filter| filter.rules.iter().map(|rule| (rule.action, rule.source)).collect::<Vec<_>>();
    let said = |filter: &Filter, words: &str| filter.rules.iter().any(|rule| rule.description.contains(words));
    let is_narrow = |source: &Source| source.addresses().as_network().is_some_and(|net| net.prefix_len() >= 8);
    let somebody = |source: &Source| !source.is_any() && !source.is_bare_zero() && is_narrow(source);
    let mut kept = names(&filter).into_iter().filter(|(_, source)| somebody(source));
    prop_assert!(kept.all(|name| names(&after).contains(&name)), "{:?}", after.rules);
    prop_assert!(filter.rules.iter().all(|rule| said(&after, &rule.description)));
    Ok(())
}

#[test]
fn half_of_the_internet_may_be_banned() {
    let ban = Rule::new(Action::Deny, Protocol::Ip).from(Source::parse("0.0.0.0/1").unwrap());
    changes_nothing(&list(vec![ban])).unwrap();
}

proptest! {
    #[test]
    fn what_is_offered_changes_nothing(more in CROSSING.filter(6)) {
        changes_nothing(&more)?;
    }
}
