//! The entries of a profile: the same texts are taken and refused at every entrance, and what a template says is kept.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/modules.rs"]
#[allow(dead_code, reason = "only the files are wanted")]
mod modules;
mod support;

use modules::sources;
use sekimori::cli::arguments;
use sekimori::editor::Setup;
use sekimori::editor::memory::Memory;
use sekimori::lang::Lang;
use sekimori::lessons::Course;
use sekimori::presets::Catalogue;
use sekimori::profile::{Profile, ProfileField, ProfileField::*};
use sekimori::store::{recall, remember};
use sekimori::terminal::Host;
use serde_json::json;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use support::desk::Desk;
use support::player::{Play, Played};

const RULES: &str = r#"[{"Protocol":"tcp","DestinationPort":"22","Action":"allow"}]"#;

/// Texts, and what becomes of them; `None` where they are refused.
const TEXTS: &[(ProfileField, &str, Option<&str>)] = &[
    (Attachment, "switch", Some("switch")),
    (Attachment, "Router", Some("router")),
    (Attachment, "lan", None),
    (Guest, "ｗｉｎｄｏｗｓ", Some("windows")),
    (Guest, "beos", None),
    (Ephemeral, "1024-65000", Some("1024-65000")),
    (Ephemeral, "5000", Some("5000")),
    (Ephemeral, "", Some("")),
    (Ephemeral, "any", None),
    (Ephemeral, "100-20", None),
    (Admin, "203.0.113.9/24、192.0.2.7", Some("203.0.113.0/24, 192.0.2.7")),
    (Admin, "", Some("")),
    (Admin, "any", None),
    (Admin, "0.0.0.0/0", None),
    (Admin, "0.0.0.0", None),
    (Admin, "192.0.2.1 x", None),
    (Service, "443 53/UDP", Some("443/tcp, 53/udp")),
    (Service, "0/tcp", None),
    (Service, "443/icmp", None),
    (Login, "2222, 10022, 2222", Some("2222, 10022")),
    (Login, "0", None),
    (Login, "22-23", None),
    (Login, "70000", None),
    (Peers, "10.0.0.0/255.0.0.0", Some("10.0.0.0/8")),
    (Peers, "any", None),
    (Peers, "10.0.0.3/10.0.0.9", None),
    (Peers, "::1", None),
    (Resolver, "192.0.2.53", Some("192.0.2.53")),
    (Resolver, "192.0.2.0/24", None),
    (Time, "192.0.2.123/32", Some("192.0.2.123")),
    (Time, "ntp.example.jp", None),
    (Dhcp, "yes", Some("yes")),
    (Dhcp, "no", Some("no")),
    (Dhcp, "1", None),
    (Uses, "NAT,ntpd", Some("nat, ntpd")),
    (Uses, "podman", None),
    (Expect, "pass tcp 203.0.113.0/24 -> 22", Some("pass tcp 203.0.113.0/24 -> 22")),
    (Expect, "遮断　ｔｃｐ　すべて→５４３２　除外　icmp すべて", Some("block tcp any -> 5432 except icmp any")),
    (Expect, "pass icmp any; gre any; block esp any", Some("pass icmp any; gre any; block esp any")),
    (Expect, "tcp any -> 22", None),
    (Expect, "pass none", None),
    (Expect, "block tcp any -> 22 except ip any", None),
];

/// The text of an entry after it came in; `None` where it was refused.
type Came = Option<String>;

fn by_form(field: ProfileField, text: &str, desk: &Desk) -> Came {
    let at = ProfileField::ALL.into_iter().position(|known| known == field).unwrap();
    let keys = format!("P{}<ctrl-u>{}<enter>", "<tab>".repeat(at), text.replace('<', ""));
    let played = desk.keys(&keys);
    let session = played.editor.session().unwrap();
    match played.editor.popup {
        None => Some(session.open.profile.text(field)),
        Some(_) => {
            assert!(played.editor.notice.as_ref().unwrap().is_error, "{text}");
            assert_eq!(session.open.profile, Profile::default(), "nothing is half applied");
            None
        }
    }
}

fn by_lines(field: ProfileField, text: &str, desk: &Desk) -> Came {
    let mut played = Played::new(Setup::default(), Host::default()).on(&desk.file);
    played.lines(&format!("profile {} {text}\nquit\n", field.id()));
    let profile = &played.editor.session().unwrap().open.profile;
    assert!(played.fine || *profile == Profile::default(), "nothing is half applied");
    played.fine.then(|| profile.text(field))
}

fn by_option(field: ProfileField, text: &str) -> Came {
    let args = ["sekimori", "check", "a.json", &format!("--{}={text}", field.id())].map(OsString::from);
    let said = arguments::parse(&args, |_| None).ok()?.profile;
    assert_eq!(said.given, [field]);
    Some(said.applied_to(Profile::default()).text(field))
}

fn by_memory(field: ProfileField, text: &str, desk: &Desk) -> Came {
    let (memory, file) = (desk.path().join("memory.json"), &desk.file);
    remember(&memory, file, &Memory { profile: Some(Profile::default()), dismissed: Vec::new() });
    let mut all: serde_json::Value = serde_json::from_str(&desk.read("memory.json")).unwrap();
    let entry = all.as_object_mut().unwrap().values_mut().next().unwrap();
    entry["profile"] = json!({ field.id(): if field.is_list() { json!([text]) } else { json!(text) } });
    desk.write("memory.json", all.to_string());
    let profile = recall(&memory, file).profile.unwrap();
    // A memory is read without complaint: what makes no sense says nothing.
    let refused = profile == Profile::default() && profile.with_text(field, text) != Ok(profile.clone());
    (!refused).then(|| profile.text(field))
}

/// The entry in TOML, as a text or as a list.
fn toml(field: ProfileField, text: &str) -> String {
    let text = json!(text);
    if field.is_list() { format!("{} = [{text}]", field.id()) } else { format!("{} = {text}", field.id()) }
}

fn by_lesson(field: ProfileField, text: &str) -> Came {
    let file = format!(
        "id = 'x'\ntitle = 'x'\nremember = 'x'\nsolution = 'd'\nstory = ['x']\nrules = []\n\
         goals = [{{ text = 'x', rules = 1 }}]\nprofile = {{ {} }}\n",
        toml(field, text)
    );
    let (course, problems) = Course::of_files(&[("x.toml", &file)]);
    assert_eq!(course.lessons().is_empty(), problems.len() == 1, "{problems:?}");
    Some(course.lessons().first()?.profile.text(field))
}

fn by_preset(field: ProfileField, text: &str) -> Came {
    let others = [(Attachment, "attachment = 'shared'"), (Guest, "guest = 'linux'")];
    let others: Vec<&str> = others.iter().filter(|(known, _)| *known != field).map(|(_, text)| *text).collect();
    let file = format!(
        "[[preset]]\nid = 'x'\nkind = 'server'\nname = 'x'\nrules = []\n[preset.claims]\nprofile = {{ {}, {} }}\n",
        others.join(", "),
        toml(field, text)
    );
    let (catalogue, problems) = Catalogue::with_user_files(vec![("x.toml".to_owned(), file)]);
    assert_eq!(catalogue.find("x").is_none(), problems.len() == 1, "{problems:?}");
    let claims = catalogue.find("x")?.claims(&Default::default()).unwrap().unwrap();
    Some(claims.profile.text(field))
}

#[test]
fn the_same_texts_are_taken_and_refused_at_every_entrance() {
    let desk = Desk::with(RULES);
    for (field, text, expected) in TEXTS {
        let came = [
            ("lines", by_lines(*field, text, &desk)),
            ("option", by_option(*field, text)),
            ("memory", by_memory(*field, text, &desk)),
            ("lesson", by_lesson(*field, text)),
            ("preset", by_preset(*field, text)),
        ];
        // The form offers the words of an entry that takes one of a few, and nothing else.
        let is_typed = field.is_list() || field.words().is_empty();
        let form = is_typed.then(|| ("form", by_form(*field, text, &desk)));
        for (entrance, came) in came.into_iter().chain(form) {
            assert_eq!(came.as_deref(), *expected, "{field:?} {text:?} by {entrance}");
        }
    }
    let covered =
        |field| [true, false].map(|taken| TEXTS.iter().any(|(known, _, e)| *known == field && e.is_some() == taken));
    assert!(ProfileField::ALL.into_iter().all(|field| covered(field) == [true, true]), "every entry is tried");
}

#[test]
fn every_mistake_in_the_form_is_told_and_the_first_is_shown() {
    let played = Play::default().keys("<enter>P<tab><tab><tab>10.0.0.0/8, x<tab><tab>0<enter>");
    let notice = played.notice();
    assert!(notice.contains("admin networks: Character 13: Host names"), "{notice}");
    assert!(notice.contains("login ports: This takes one port from 1 to 65535."), "{notice}");
    let screen = played.screen();
    assert!(screen.lines().any(|line| line.contains("▸ admin networks")), "{screen}");
    assert_eq!(played.editor.session().unwrap().open.profile, Profile::default());
}

#[test]
fn expectations_that_contradict_each_other_are_told_with_a_packet() {
    let both = "pass tcp any -> 22; block tcp 192.0.2.0/24 -> 22";
    let played = Play::default().keys(&format!("<enter>P{}{both}<enter>", "<tab>".repeat(11)));
    assert!(played.notice().contains("contradict each other: pass tcp any -> 22, and block"), "{}", played.notice());
    assert!(played.notice().contains("tcp 192.0.2."), "{}", played.notice());
    assert_eq!(played.editor.session().unwrap().open.profile.text(Expect), both);
}

#[test]
fn the_form_scrolls_in_a_small_terminal() {
    for size in [(60, 16), (80, 24), (40, 10)] {
        for at in 0..ProfileField::ALL.len() {
            let played = Play { size, ..Play::default() }.keys(&format!("<enter>P{}", "<tab>".repeat(at)));
            let label = sekimori::language::profile_label(ProfileField::ALL[at], Lang::En);
            let screen = played.screen();
            let is_tiny = !screen.contains("Profile");
            assert!(is_tiny && size.1 < 12 || screen.contains(&format!("▸ {label}")), "{size:?}\n{screen}");
        }
    }
}

const OWN: &str = r#"
[[preset]]
id = "containers"
kind = "server"
name = "Containers"
parameters = [
    { id = "admin", kind = "network", label = "admin", required = true },
    { id = "login", kind = "port", label = "login", default = "2222" },
]
rules = [
    { action = "allow", protocol = "tcp", source = "{admin}", destination_port = "{login}" },
    { action = "deny", protocol = "ip" },
]
[preset.claims]
profile = { attachment = "switch", guest = "freebsd", admin = ["{admin}"], login = ["{login}"], peers = ["10.0.0.0/8"], uses = ["nat"], dhcp = true, expect = ["block tcp any -> 5432"] }
flows = []
closed = true
"#;

fn with_own(desk: &Desk, profile: &Profile, lines: &str) -> Played {
    let catalogue = Catalogue::with_user_files(vec![("own.toml".to_owned(), OWN.to_owned())]).0;
    let mut played = Played::new(Setup { catalogue, ..Setup::default() }, Host::in_directory(&desk.state()));
    let mut opened = played.host.read(desk.file.to_str().unwrap()).unwrap();
    opened.memory.profile = Some(profile.clone());
    played.editor.open(opened);
    played.lines(lines);
    played
}

#[test]
fn what_a_template_says_of_the_server_is_kept_with_the_file_and_told() {
    let desk = Desk::with("[]");
    let before = Profile::default().with_text(Time, "192.0.2.123").unwrap();
    let Played { editor, said, .. } =
        with_own(&desk, &before, "insert containers admin=203.0.113.0/24\nundo\nquit\ny\n");
    let session = editor.session().unwrap();
    assert_eq!(session.filter().rules.len(), 0, "{said}");
    let text = |field| session.open.profile.text(field);
    assert_eq!((text(Attachment), text(Guest), text(Login)), ("switch".into(), "freebsd".into(), "2222".into()));
    assert_eq!((text(Admin), text(Uses), text(Dhcp)), ("203.0.113.0/24".into(), "nat".into(), "yes".into()));
    assert_eq!((text(Expect), text(Peers)), ("block tcp any -> 5432".into(), "10.0.0.0/8".into()));
    assert_eq!(text(Time), "192.0.2.123", "what the template is silent about stays");
    assert!(
        said.contains(
            "The profile has changed too: attachment switch, guest OS freebsd, admin networks 203.0.113.0/24, login"
        ),
        "{said}"
    );
    let memory = desk.state().join("memory.json");
    assert_eq!(recall(&memory, &desk.file).profile.as_ref(), Some(&session.open.profile));
}

#[test]
fn a_new_file_is_remembered_as_what_its_template_says() {
    let desk = Desk::empty();
    let setup = Setup { catalogue: Catalogue::embedded(), ..Setup::default() };
    let keys = "<enter>gVGdpdatabase-server<enter>203.0.113.0/24<tab>192.0.2.0/24<enter>s";
    let keys = format!("{keys}<ctrl-u>{}<enter>", desk.file.display());
    Played::new(setup, Host::in_directory(&desk.state())).keys(&keys);
    assert!(desk.file.exists());
    let remembered = recall(&desk.state().join("memory.json"), &desk.file).profile.unwrap();
    assert_eq!((remembered.text(Attachment), remembered.text(Admin)), ("switch".into(), "203.0.113.0/24".into()));
    assert_eq!(remembered.text(Peers), "203.0.113.0/24, 192.0.2.0/24");
}

#[test]
fn a_cluster_node_brings_that_its_pods_choose_their_ports() {
    let desk = Desk::empty();
    let lines = "insert talos-node admin=203.0.113.0/24 nodes=192.0.2.0/24\nquit\nd\n";
    for rules in ["[]", RULES] {
        desk.write("web.json", rules);
        let Played { editor, said, .. } = with_own(&desk, &Profile::default(), lines);
        let profile = &editor.session().unwrap().open.profile;
        assert_eq!((profile.text(Uses), profile.text(Login)), ("nat".into(), "50000".into()), "{said}");
    }
}

#[test]
fn a_template_beside_other_rules_only_joins_what_it_lists() {
    let desk = Desk::with(RULES);
    let before = Profile::default().with_text(Admin, "192.0.2.7").unwrap().with_text(Guest, "windows").unwrap();
    let Played { editor, said, .. } = with_own(&desk, &before, "insert containers admin=203.0.113.0/24\nquit\nd\n");
    let profile = &editor.session().unwrap().open.profile;
    assert_eq!((profile.text(Attachment), profile.text(Guest)), ("shared".into(), "windows".into()), "{said}");
    assert_eq!((profile.text(Admin), profile.text(Uses)), ("192.0.2.7, 203.0.113.0/24".into(), "nat".into()));
    // Any address for the administrators says nothing about them.
    let Played { editor, .. } = with_own(&desk, &before, "insert containers admin=any\nquit\nd\n");
    assert_eq!(editor.session().unwrap().open.profile.text(Admin), "192.0.2.7");
}

#[test]
fn a_mistake_in_the_claims_of_a_preset_has_its_place() {
    let wrong = OWN.replace("[\"10.0.0.0/8\"]", "[\"10.0.0.0/8\", \"any\"]").replace("[\"nat\"]", "[\"pods\"]");
    let (_, problems) = Catalogue::with_user_files(vec![("own.toml".to_owned(), wrong)]);
    let sentences: Vec<String> =
        problems.iter().map(|problem| sekimori::language::preset_problem(problem, Lang::En)).collect();
    assert_eq!(sentences.len(), 2, "{sentences:?}");
    assert!(
        sentences[0].starts_with("own.toml, preset containers, claims.profile.peers: Any address"),
        "{sentences:?}"
    );
    assert!(sentences[1].contains("claims.profile.uses: One of nat, unbound, nfs, ntpd."), "{sentences:?}");
}

/// What another entry costs: its grammar and its words. Whatever lists entries does so by [`ProfileField::ALL`].
#[test]
fn an_entry_stands_in_two_files() {
    for (field, id) in [("Peers", "peers"), ("Uses", "uses")] {
        let names = |text: &str| {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            let code: String = lines.collect();
            code.contains(&format!("ProfileField::{field}")) || code.contains(&format!("\"{id}\""))
        };
        let files = sources(Path::new("src")).into_iter().filter(|path| names(&fs::read_to_string(path).unwrap()));
        let files: Vec<String> = files.map(|path| path.to_string_lossy().into_owned()).collect();
        assert_eq!(files, ["src/language/profile.rs", "src/profile/field.rs"], "{field}");
    }
}

/// One filter as usacloud prints it, with keys and a layout that nobody else would write.
const NAMED: &str = r#"{ "Name":"web",   "Description" : "old", "ID": 12,
  "Expression": [ {"Protocol":"tcp","DestinationPort":"22","Action":"allow"} ] }
"#;

#[test]
fn name_and_description_are_edited_in_place_in_one_step() {
    let desk = Desk::with(NAMED);
    let mut played = Played::new(Setup::default(), Host::in_directory(&desk.state())).on(&desk.file);
    // The first entry of the profile has the focus, as it has where there is no place for texts.
    let shown = played.keys("P");
    assert!(shown.contains("▸ attachment") && shown.contains("filter name     web"), "{shown}");
    let shown = played.keys("<up><up><ctrl-u>frontend<down> \"new\"");
    assert!(shown.contains("What this filter is for. 9 of at most 512 characters."), "{shown}");
    played.keys("<enter>");
    assert_eq!((played.filter().name.as_str(), played.filter().description.as_str()), ("frontend", "old \"new\""));
    assert!(played.notice().contains("u takes that back"), "{}", played.notice());
    assert!(played.keys("v").contains("filter name: \"frontend\" instead of \"web\""), "{}", played.screen());
    played.keys("<esc>u");
    assert_eq!((played.filter().name.as_str(), played.filter().description.as_str()), ("web", "old"));
    assert!(!played.modified());
    played.keys("Us");
    let saved = NAMED.replace("\"web\"", "\"frontend\"").replace("\"old\"", r#""old \"new\"""#);
    assert_eq!(desk.text(), saved, "nothing else of the file has changed");
}

#[test]
fn a_file_without_a_place_has_no_such_fields() {
    let desk = Desk::with(RULES);
    let mut played = Played::new(Setup::default(), Host::in_directory(&desk.state())).on(&desk.file);
    let shown = played.keys("P");
    assert!(!shown.contains("filter name") && shown.contains("▸ attachment"), "{shown}");
    played.keys("<esc>");
    played.lines("name frontend\n");
    assert!(!played.fine && played.notice().contains("no place for that; save as"), "{}", played.notice());
    // Another shape has one.
    let other = desk.path().join("other.json");
    let said = played.lines(&format!("save as {} filter\nname frontend\nabout\nsave\n", other.display())).to_owned();
    assert!(played.fine && said.contains("filter name: frontend"), "{said}");
    assert!(desk.read("other.json").contains("\"frontend\""), "{}", desk.read("other.json"));
}

#[test]
fn lines_set_the_texts_and_empty_them() {
    let desk = Desk::with(NAMED);
    let mut played = Played::new(Setup::default(), Host::in_directory(&desk.state())).on(&desk.file);
    let said = played.lines("name front end\nabout none\nprofile\nundo\nundo\nname\n").to_owned();
    assert!(played.fine, "{said}");
    assert!(said.contains("undo takes that back.") && said.contains("filter name: front end\n"), "{said}");
    assert!(said.contains("filter name: web\ndescription: old\nshared segment, Linux"), "{said}");
    let help = played.lines("help\n").to_owned();
    assert!(help.contains("name TEXT") && help.contains("about TEXT"), "{help}");
}

#[test]
fn a_text_that_nobody_edits_stays_as_it_is_and_a_long_one_is_told_of() {
    let text = NAMED.replace("old", "two\\nlines");
    let desk = Desk::with(&text);
    let mut played = Played::new(Setup::default(), Host::in_directory(&desk.state())).on(&desk.file);
    played.keys("P<enter>");
    assert!(!played.modified());
    let shown = played.keys(&format!("P<up><up>{}", "x".repeat(70)));
    assert!(shown.contains("73 characters are too"), "{shown}");
    played.keys("<enter>s");
    assert!(desk.text().contains("two\\nlines"), "{}", desk.text());
    assert!(played.findings().iter().any(|code| code.contains("name")), "{:?}", played.findings());
}

/// What a kill leaves of a name is recovered too.
#[test]
fn the_journal_keeps_the_texts() {
    let desk = Desk::with(NAMED);
    let begin = || Played::new(Setup::default(), Host::in_directory(&desk.state())).on(&desk.file);
    begin().keys("P<up><up>2<enter>");
    let mut again = begin();
    again.keys("<enter>");
    assert_eq!(again.filter().name, "web2");
}
