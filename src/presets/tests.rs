use super::*;
use crate::data::{DataFault, DataShape};
use crate::filter::{Action, Expected, MAX_RULES, Protocol, Rule};
use crate::language;
use crate::profile::{Attachment, ProfileField};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn arguments(pairs: &[(&str, &str)]) -> Arguments {
    pairs.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect()
}

fn expand(preset: &Preset) -> Vec<Rule> {
    preset.expand(&preset.sample_arguments(), Lang::En).unwrap()
}

fn user(text: &str) -> (Catalogue, Vec<PresetProblem>) {
    Catalogue::with_user_files(vec![("mine.toml".to_owned(), text.to_owned())])
}

/// The only problem of a user file, and the sentence in Japanese.
fn problem(text: &str) -> (Option<usize>, Option<String>, PresetProblemKind, String) {
    let (catalogue, problems) = user(text);
    assert_eq!(catalogue, Catalogue::embedded(), "a preset with a problem is left out: {text}");
    let [found] = problems.as_slice() else { panic!("{problems:?}") };
    let sentence = language::preset_problem(found, Lang::Ja);
    (found.place.rule, found.place.key.clone(), found.trouble.clone(), sentence)
}

#[test]
fn nothing_is_wrong_with_the_embedded_presets() {
    let (catalogue, problems) = Catalogue::embedded_with_problems();
    assert_eq!(problems, []);
    assert!(catalogue.blocks().count() >= 25 && catalogue.servers().count() >= 10);
    let ids: BTreeSet<&str> = catalogue.presets.iter().map(Preset::id).collect();
    assert_eq!(ids.len(), catalogue.presets.len());
}

#[test]
fn every_text_is_there_in_both_languages() {
    for preset in &Catalogue::embedded().presets {
        let names = Lang::ALL.map(|lang| preset.name(lang));
        let summaries = Lang::ALL.map(|lang| preset.summary(lang));
        let reasons = (0..preset.rule_count()).map(|rule| Lang::ALL.map(|lang| preset.why(lang, rule)));
        for [ja, en] in [names, summaries].into_iter().chain(reasons) {
            assert!(!ja.is_empty() && en.is_ascii() && !en.is_empty(), "{}: {en:?}", preset.id());
        }
        for [ja, _] in [names, summaries] {
            assert!(!ja.is_ascii(), "{}: {ja:?}", preset.id());
        }
        for rule in 0..preset.rule_count() {
            assert!(!preset.why(Lang::Ja, rule).is_ascii(), "{} {rule}", preset.id());
        }
        for parameter in preset.parameters() {
            assert!(!parameter.label(Lang::Ja).is_ascii() && parameter.label(Lang::En).is_ascii(), "{}", preset.id());
        }
        assert!(!summaries.iter().any(|summary| summary.contains('\n')));
    }
}

#[test]
fn descriptions_are_short() {
    for preset in &Catalogue::embedded().presets {
        for rule in expand(preset) {
            assert!(rule.description.is_ascii() && (1..=20).contains(&rule.description.len()), "{}", rule.description);
        }
    }
}

#[test]
fn every_expansion_is_a_sound_filter() {
    for preset in &Catalogue::embedded().presets {
        for rule in expand(preset) {
            assert!(!rule.has_two_ranges() && !rule.has_ignored_ports(), "{}: {rule:?}", preset.id());
            assert!(!rule.source.has_host_bits() && !rule.source.is_bare_zero(), "{}: {rule:?}", preset.id());
        }
    }
}

#[test]
fn server_templates_fit_the_cloud_ask_for_the_administrator_and_end_with_a_deny() {
    for preset in Catalogue::embedded().servers() {
        let rules = expand(preset);
        assert!(rules.len() <= MAX_RULES, "{}", preset.id());
        let last = rules.last().unwrap();
        assert_eq!(*last, Rule::new(Action::Deny, Protocol::Ip).described("deny the rest"));
        assert!(preset.parameters().iter().any(|parameter| parameter.id == "admin" && parameter.required));
        let missing = ArgumentError { parameter: "admin".into(), trouble: ArgumentTrouble::Missing };
        assert!(preset.expand(&Arguments::new(), Lang::En).unwrap_err().contains(&missing), "{}", preset.id());
    }
}

#[test]
fn every_server_template_makes_claims_about_flows_that_exist() {
    const FLOWS: [&str; 13] = [
        "dhcp-reply",
        "tcp-replies",
        "udp-replies",
        "dns-udp",
        "dns-tcp",
        "ntp-123",
        "ntp-ephemeral",
        "ping-replies",
        "icmp-errors",
        "later-fragments",
        "ssh-admin",
        "rdp-admin",
        "own-nat",
    ];
    for preset in Catalogue::embedded().servers() {
        let claims = preset.claims(&preset.sample_arguments()).unwrap().unwrap();
        assert!(claims.closed, "{}", preset.id());
        let services: BTreeSet<String> = claims
            .profile
            .services
            .iter()
            .map(|service| format!("service-{}-{}", service.protocol.as_str(), service.port))
            .collect();
        let claimed: BTreeSet<String> =
            claims.flows.iter().filter(|flow| !FLOWS.contains(&flow.as_str())).cloned().collect();
        assert_eq!(services, claimed, "{}", preset.id());
        assert_eq!(
            claims.profile.attachment == Attachment::Shared,
            claims.flows.contains(&"dhcp-reply".to_owned()),
            "{}",
            preset.id()
        );
        assert!(claims.profile.texts(ProfileField::Admin).iter().all(|network| network == "203.0.113.0/24"));
        assert!(!claims.profile.admin.is_empty(), "{}", preset.id());
    }
}

#[test]
fn ports_of_a_cluster_are_denied_after_its_own_networks_and_before_the_return_range_opens_them() {
    let catalogue = Catalogue::embedded();
    for (server, named) in [("talos-node", "Talos API"), ("kubernetes-node", "SSH")] {
        let rules = expand(catalogue.find(server).unwrap());
        let place = |description: &str| rules.iter().position(|rule| rule.description == description).unwrap();
        assert!(place(named) < place("internal") && place("Kubernetes API") < place("internal"));
        let denies: Vec<usize> = (0..rules.len() - 1).filter(|at| rules[*at].action == Action::Deny).collect();
        assert!(denies.len() >= 9 && denies.iter().all(|at| (place("internal")..place("return tcp")).contains(at)));
    }
}

#[test]
fn arguments_take_their_place_and_blank_ones_the_default() {
    let catalogue = Catalogue::embedded();
    let dns = catalogue.find("dns-server").unwrap();
    let source = |text: &str| dns.expand(&arguments(&[("source", text)]), Lang::Ja).unwrap()[0].source.to_string();
    assert_eq!(source("１９８．５１．１００．７/32"), "198.51.100.7");
    assert_eq!([source(""), source(" 　"), source("any")], ["", "", ""]);
    for login in ["ssh", "rdp"].map(|id| catalogue.find(id).unwrap()) {
        assert!(login.expand(&Arguments::new(), Lang::En).is_err(), "{}: nobody logs in unless told", login.id());
    }
    let custom = catalogue.find("custom-udp").unwrap();
    let rules = custom.expand(&arguments(&[("port", "5000-5010")]), Lang::En).unwrap();
    assert_eq!(
        (rules[0].destination_port.to_string(), rules[0].description.as_str()),
        ("5000-5010".into(), "udp 5000-5010")
    );
    let claims = catalogue.find("game-server").unwrap().claims(&arguments(&[("admin", "any"), ("tcp", "7777")]));
    assert!(claims.unwrap().unwrap().flows.contains(&"service-tcp-7777".to_owned()));
}

#[test]
fn every_wrong_argument_is_named() {
    let catalogue = Catalogue::embedded();
    let database = catalogue.find("database-server").unwrap();
    let given = arguments(&[("clients", "example.jp"), ("port", "1-2"), ("colour", "red")]);
    let errors = database.expand(&given, Lang::En).unwrap_err();
    let names: Vec<&str> = errors.iter().map(|error| error.parameter.as_str()).collect();
    assert_eq!(names, ["colour", "admin", "clients", "port"]);
    assert!(matches!(errors[2].trouble, ArgumentTrouble::Field(error) if error.expected == Expected::AddressNotName));
    for error in &errors {
        for lang in Lang::ALL {
            let sentence = language::argument_error(error, lang);
            assert!(!sentence.is_empty());
        }
    }
}

#[test]
fn a_search_finds_either_language_in_any_width_and_case() {
    let catalogue = Catalogue::embedded();
    let first = |text: &str| catalogue.search(text).first().map(|preset| preset.id().to_owned()).unwrap_or_default();
    assert_eq!(first("アドレス取得"), "dhcp");
    assert_eq!(first("ＤＨＣＰ"), "dhcp");
    assert_eq!(first("リモートデスクトップ"), "rdp");
    assert_eq!(first("postgres"), "postgresql");
    assert_eq!(first("戻り windows"), "return-windows");
    assert_eq!(catalogue.search("").len(), catalogue.presets.len());
    assert!(catalogue.search("no such thing").is_empty());
}

const MINE: &str = r#"
[[preset]]
id = "office"
name = { ja = "社内監視", en = "Office monitoring" }
parameters = [{ id = "from", kind = "network", label = "接続元", required = true }]
rules = [
    { action = "allow", protocol = "tcp", source = "{from}", destination_port = "9100", description = "node" },
    { block = "ssh", with = { source = "{from}" } },
    { block = "agent" },
]
[[preset]]
id = "agent"
name = "agent"
rules = [{ action = "allow", protocol = "tcp", destination_port = "9101" }]
"#;

#[test]
fn a_users_presets_join_and_may_refer_to_blocks_in_any_order() {
    let (catalogue, problems) = user(MINE);
    assert_eq!(problems, []);
    let office = catalogue.find("office").unwrap();
    let rules = office.expand(&arguments(&[("from", "192.0.2.0/24")]), Lang::Ja).unwrap();
    let ports: Vec<String> = rules.iter().map(|rule| rule.destination_port.to_string()).collect();
    assert_eq!(ports, ["9100", "22", "9101"]);
    assert_eq!(rules[1].source.to_string(), "192.0.2.0/24");
    assert_eq!(catalogue.find("agent").unwrap().name(Lang::Ja), "agent");
}

#[test]
fn an_equal_id_replaces_the_block_but_not_inside_proved_templates() {
    let mine = r#"
        [[preset]]
        id = "ssh"
        name = "SSH"
        rules = [{ action = "allow", protocol = "tcp", destination_port = "2222" }]
    "#;
    let (catalogue, problems) = user(mine);
    assert_eq!(problems, []);
    assert_eq!(catalogue.presets.len(), Catalogue::embedded().presets.len());
    assert_eq!(expand(catalogue.find("ssh").unwrap())[0].destination_port.to_string(), "2222");
    assert_eq!(catalogue.find("web-server"), Catalogue::embedded().find("web-server"));
}

#[test]
fn problems_name_their_place() {
    let preset = |rest: &str| format!("[[preset]]\nid = \"x\"\nname = \"x\"\n{rest}");
    let rule = |rest: &str| preset(&format!("rules = [{{ block = \"icmp\" }}, {{ {rest} }}]"));
    let cases: [(String, Option<usize>, &str, PresetProblemKind); 14] = [
        ("presets = 1".into(), None, "presets", DataFault::UnknownKey.into()),
        ("preset = 1".into(), None, "preset", DataFault::Expected(DataShape::List).into()),
        (preset(""), None, "rules", DataFault::Missing.into()),
        (preset("rules = []\nsummary.ja = \"x\""), None, "summary.en", DataFault::Missing.into()),
        (preset("rules = []\nsummary = 1"), None, "summary", DataFault::Expected(DataShape::Phrase).into()),
        (preset("rules = [1]"), None, "rules", DataFault::Expected(DataShape::Table).into()),
        (rule("action = \"allow\""), Some(2), "protocol", DataFault::Missing.into()),
        (
            rule("action = \"allow\", protocol = \"gre\""),
            Some(2),
            "protocol",
            DataFault::Value(crate::filter::FieldError::whole(Expected::Protocol)).into(),
        ),
        (
            rule("action = \"allow\", protocol = \"tcp\", source_port = \"1-2\", destination_port = \"3-4\""),
            Some(2),
            "destination_port",
            DataFault::Value(crate::filter::FieldError::whole(Expected::OneRangeOnly)).into(),
        ),
        (
            rule("action = \"allow\", protocol = \"ip\", source = \"{a}\""),
            Some(2),
            "source",
            PresetProblemKind::UndefinedParameter("a".into()),
        ),
        (rule("action = \"allow\", protocol = \"ip\", source = \"{a\""), Some(2), "source", PresetProblemKind::Braces),
        (rule("block = \"web-server\""), Some(2), "block", PresetProblemKind::UnknownBlock("web-server".into())),
        (rule("block = \"dns-server\", with = { from = \"any\" }"), Some(2), "with.from", DataFault::UnknownKey.into()),
        (rule("block = \"ssh\", why = \"x\""), Some(2), "block", PresetProblemKind::BlockAndRule),
    ];
    for (text, rule, key, trouble) in cases {
        let found = problem(&text);
        assert_eq!((found.0, found.1.as_deref(), &found.2), (rule, Some(key), &trouble), "{text}");
        assert!(found.3.starts_with("mine.toml"), "{}", found.3);
    }
}

#[test]
fn more_problems_name_their_place() {
    let parameter = |rest: &str| {
        format!(
            "[[preset]]\nid = \"x\"\nname = \"x\"\nrules = []\nparameters = [{{ id = \"a\", label = \"a\", {rest} }}]"
        )
    };
    assert_eq!(problem(&parameter("kind = \"port\"")).2, PresetProblemKind::UnusedParameter("a".into()));
    assert_eq!(problem(&parameter("kind = \"colour\"")).2, DataFault::one_of(ParameterKind::WORDS).into());
    assert!(matches!(problem("[[preset]]\nid = =").2, PresetProblemKind::DataFault(DataFault::Syntax { line: 2, .. })));
    let blank = parameter("kind = \"network\"")
        .replace("rules = []", "rules = [{ block = \"mysql\", with = { source = \"{a}\" } }]");
    assert_eq!(problem(&blank).2, DataFault::Missing.into());
    assert_eq!(user(&blank.replace("kind =", "required = true, kind =")).1, []);
    let twice = "[[preset]]\nid = \"x\"\nname = \"x\"\nrules = []\n".repeat(2);
    assert_eq!(user(&twice).1[0].trouble, DataFault::DuplicateId.into());
    let (_, all) = user("[[preset]]\nid = \"X\"\ncolour = 1\n");
    let keys: Vec<&str> = all.iter().filter_map(|problem| problem.place.key.as_deref()).collect();
    assert_eq!(keys, ["colour", "id", "name", "rules"]);
}

#[test]
fn the_docs_list_every_preset_and_their_example_loads() {
    for docs in [include_str!("../../docs/presets.md"), include_str!("../../docs/presets.ja.md")] {
        for preset in &Catalogue::embedded().presets {
            assert!(docs.contains(&format!("`{}`", preset.id())), "{}", preset.id());
        }
        let (_, rest) = docs.split_once("```toml\n").unwrap();
        let (catalogue, problems) = user(rest.split_once("```").unwrap().0);
        assert_eq!(problems, []);
        assert_eq!(expand(catalogue.find("node-exporter").unwrap()).len(), 2);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_user_file_makes_it_panic(text in r##"(\PC|\n|[{}\[\]="#.]){0,200}"##) {
        let (_, problems) = user(&text);
        for problem in &problems {
            language::preset_problem(problem, Lang::En);
        }
    }

    /// Well-formed TOML with odd values gets further than arbitrary text.
    #[test]
    fn no_odd_value_makes_it_panic(
        key in "id|kind|name|summary|aliases|parameters|rules|claims",
        value in r#""[a-z{}/0-9-]{0,12}"|[0-9]{1,3}|true|\[\]|\{\}|\[\{ block = "[a-z-]{0,8}" \}\]|\[\{ action = "allow", protocol = "tcp", source = "[{}a0-9./]{0,10}", source_port = "[0-9-]{0,6}", destination_port = "[{}0-9-]{0,6}" \}\]"#,
        argument in r"\PC{0,12}",
    ) {
        let base = [("id", "\"x\""), ("name", "\"x\""), ("rules", "[]")];
        let mut text = format!("[[preset]]\n{key} = {value}\n");
        for (other, value) in base.iter().filter(|(other, _)| *other != key) {
            text += &format!("{other} = {value}\n");
        }
        let (catalogue, _) = user(&text);
        for preset in catalogue.presets.iter().rev().take(2) {
            let given = preset.parameters().iter().map(|p| (p.id.clone(), argument.clone())).collect();
            let _either = preset.expand(&given, Lang::Ja);
        }
    }
}
