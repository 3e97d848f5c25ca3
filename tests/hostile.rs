//! Files that nobody wrote by hand: every one is either opened or refused with a clear sentence, in bounded time, and
//! nothing in them reaches the terminal as anything but text.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::access::ReadError;
use sekimori::formats::Document;
use sekimori::lang::Lang;
use sekimori::language::read_error;
use sekimori::terminal::Host;
use std::path::Path;
use std::time::{Duration, Instant};
use support::desk::Desk;
use support::player::{Play, Played};
use support::shell;

/// Rules that are analysed here; a number that today's engine answers within seconds even without optimization.
const ANALYSED: usize = 400;

/// Rules that are read and written. The cloud takes 30.
const READ: usize = 100_000;

/// How long anything may take, on a slow and busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn rule(description: &str) -> String {
    format!(
        r#"{{"Protocol":"tcp","SourceNetwork":"","SourcePort":"","DestinationPort":"22","Action":"allow","Description":"{description}"}}"#
    )
}

/// Opens a file of these bytes at every size, or says why not.
fn open(bytes: &[u8], keys: &str) -> Result<Vec<Played>, ReadError> {
    let desk = Desk::empty();
    desk.write("web.json", bytes);
    Host::default().read(desk.file.to_str().unwrap())?;
    let sizes = [(120, 35), (80, 24), (40, 10), (12, 3)];
    let play = |size| Play { size, ..desk.play() }.keys(keys);
    let start = Instant::now();
    let played: Vec<Played> = sizes.map(play).into();
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    for played in &played {
        let text = played.screen();
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        let bidi = |c: char| matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!text.contains(bidi), "{text:?}");
    }
    Ok(played)
}

/// What is refused: the problems, in both languages.
fn refused(text: &str) -> Vec<String> {
    let start = Instant::now();
    let problems = Document::read(text).expect_err("refused");
    let told: Vec<String> = [Lang::En, Lang::Ja]
        .into_iter()
        .flat_map(|lang| problems.iter().map(move |problem| sekimori::language::problem(problem, lang)))
        .collect();
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    open(text.as_bytes(), "jjj<pagedown>").unwrap();
    told
}

#[test]
fn deep_nesting_is_refused() {
    for open in ["[", "{\"a\":"] {
        let told = refused(&open.repeat(1_000_000));
        assert!(told[0].contains("deep") || told[0].contains("nest"), "{}", told[0]);
    }
}

#[test]
fn megabytes_that_are_no_filter_are_refused() {
    refused(&format!("[{}]", "0,".repeat(200_000) + "0"));
    refused(&format!("{{\"x\":\"{}\"}}", "y".repeat(8 << 20)));
    refused(&" ".repeat(8 << 20));
    refused(&"9".repeat(4 << 20));
    refused(&format!("[{{{}}}]", "\"Action\":\"allow\",".repeat(50_000) + "\"Protocol\":\"tcp\""));
}

#[test]
fn one_field_of_megabytes_can_be_looked_at() {
    let long = format!("[{}]", rule(&"ながい ".repeat(300_000)));
    let played = open(long.as_bytes(), "lllllG<space>?").unwrap();
    assert!(played[0].editor.session().is_some());
    let wide = format!("[{}]", rule(&"e\u{301}\u{200d}👩‍👩‍👧‍👦".repeat(20_000)));
    open(wide.as_bytes(), "i").unwrap();
}

#[test]
fn no_text_and_no_file_is_refused_with_its_reason() {
    let told = read_error(&open(b"[\xff\xfe]", "").err().unwrap(), Lang::En);
    assert!(told.contains("UTF-8") && told.contains("byte 2"), "{told}");
    assert_eq!(Host::default().read("/tmp").unwrap_err(), ReadError::IsDirectory);
    if Path::new("/dev/zero").exists() {
        let start = Instant::now();
        assert!(matches!(Host::default().read("/dev/zero"), Err(ReadError::NotAFile)));
        assert!(start.elapsed() < PATIENCE);
    }
    refused("\0\0\0");
    refused(&format!("[{}]\0", rule("")));
    refused(&format!("[{}]", rule("a\0b")));
    refused(&format!("[{}]", rule("line\nbreak")));
}

#[test]
fn escape_sequences_are_shown_and_never_sent() {
    let evil = r"\u001b]0;owned\u0007\u001b[2J\u001b[31m\u0000\u009b5n\u202eevil\u2066\u007f\r\n";
    let name = format!(r#"{{"Name":"{evil}","Description":"{evil}","Expression":[{}]}}"#, rule(evil));
    for keys in ["", "llllle", "i", "c", "cv", "dHj", "S", "f", "?", "<space>Hj", "q", "dq"] {
        assert!(open(name.as_bytes(), keys).unwrap()[0].editor.session().is_some());
    }
    let several = format!(r#"[{name},{name}]"#);
    open(several.as_bytes(), "jj").unwrap();
    // And what is refused is told without it.
    let told = refused(&name.replace("\"tcp\"", &format!("\"{evil}\"")));
    assert!(!told.is_empty());
}

#[test]
fn duplicate_keys_are_refused() {
    let told = refused(&format!("[{}]", rule("").replace("\"Action\"", "\"Action\":\"deny\",\"Action\"")));
    assert!(told[0].contains("Action"), "{}", told[0]);
}

#[test]
fn numbers_out_of_range_are_refused() {
    for port in ["65536", "99999999999999999999999", "-1", "22-21", "1e5", "0x16"] {
        let told = refused(&format!("[{}]", rule("").replace("\"22\"", &format!("\"{port}\""))));
        assert!(told[0].contains("rule 1"), "{port}: {}", told[0]);
    }
    refused(&format!("[{}]", rule("").replace("\"22\"", "22e999999999")));
    for source in ["256.0.0.1", "10.0.0.0/33", "10.0.0.0/-1", "::1", "1.2.3.4.5"] {
        let text = rule("").replace("\"SourceNetwork\":\"\"", &format!("\"SourceNetwork\":\"{source}\""));
        refused(&format!("[{text}]"));
    }
}

#[test]
fn a_hundred_thousand_rules_are_read_edited_and_written() {
    let rules: Vec<String> = (0..READ).map(|number| rule(&number.to_string())).collect();
    let text = format!("[\n{}\n]\n", rules.join(",\n"));
    let start = Instant::now();
    let document = Document::read(&text).unwrap();
    assert_eq!((document.format().id(), document.filters()[0].rules.len()), ("rules", READ));
    assert_eq!(document.text(), text);
    let edited = sekimori::filter::Edit::Remove { at: READ / 2 }.apply(&document.filters()[0]);
    assert!(text.len() - document.write(0, &edited).unwrap().len() > 100);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn a_long_list_can_be_edited() {
    let rules: Vec<String> =
        (0..ANALYSED).map(|number| rule("x").replace("\"22\"", &format!("\"{}\"", number % 60_000 + 1))).collect();
    let played = open(format!("[{}]", rules.join(",")).as_bytes(), "Gkd").unwrap();
    assert_eq!(played[0].rules().len(), ANALYSED - 1);
}

/// What a terminal would obey or hide: controls, directions, and what has no width of its own.
fn is_hostile(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0001}'..='\u{e007f}')
}

/// Controls of both kinds, directions, characters without a width, and commands for GitHub Actions.
const EVIL: &str = "\u{1b}]0;own\u{7}\u{1b}[2J\u{9b}31m\u{7f}\u{202e}gnp\u{2066}\u{200b}\u{200d}\u{feff}\u{e0041} \
                    ##[error]a ::warning::b\n::error::c\r\u{ad}";

/// A filter full of it, each character as JSON can hold it: escaped or, where that is allowed, as it is.
fn evil_filter(broken: &str) -> String {
    let raw: String = EVIL.chars().filter(|c| !c.is_ascii_control()).collect();
    let text = |text: &str| serde_json::Value::from(text).to_string();
    format!(
        r#"{{"Name":{},"Description":{},"Expression":[
        {{"Protocol":"tcp","SourceNetwork":"","SourcePort":"","DestinationPort":"22","Action":"allow","Description":{}}},
        {{"Protocol":"tcp","SourceNetwork":"","SourcePort":"","DestinationPort":"22","Action":"allow","Description":{}}},
        {{"Protocol":"udp","SourceNetwork":"","SourcePort":"","DestinationPort":"53","Action":"allow","Description":""}},
        {{"Protocol":"ip","SourceNetwork":"","SourcePort":"","DestinationPort":"","Action":"deny","Description":{}{broken}}}]}}"#,
        text(EVIL),
        text(EVIL),
        text(EVIL),
        text(&raw),
        text("::notice::first"),
    )
}

/// Every command and format on what is hostile, in the language of each.
fn evil_runs(file: &str, other: &str, broken: &str) -> Vec<Vec<String>> {
    let commands: [&[&str]; 24] = [
        &["check", file],
        &["check", file, "--format", "json"],
        &["check", file, other, "--format", "json"],
        &["check", file, "--format", "sarif"],
        &["check", file, broken, "--format", "github"],
        &["check", broken, EVIL],
        &["trace", file, "tcp any -> 22", EVIL],
        &["trace", file, "tcp any -> 22", EVIL, "--format", "json"],
        &["diff", file, other],
        &["diff", file, other, "--format", "json"],
        &["fit", file],
        &["fit", file, "-o", other],
        &["repair", file],
        &["repair", file, "--dry-run"],
        &["repair", file, "--dry-run", "--format", "json"],
        &["exposure", file],
        &["exposure", file, "--format", "json"],
        &["learn", EVIL],
        &["learn", "--check", EVIL],
        &["learn"],
        &["learn", "words"],
        &["--plain", file],
        &[EVIL, file],
        &["check", "--admin", EVIL, file],
    ];
    let owned = |command: &&[&str], lang: &str| {
        command.iter().map(|argument| (*argument).to_owned()).chain(["--lang".to_owned(), lang.to_owned()]).collect()
    };
    commands.iter().flat_map(|command| ["en", "ja"].map(|lang| owned(command, lang))).collect()
}

#[test]
fn no_command_lets_through_what_a_terminal_or_a_log_would_obey() {
    let desk = Desk::empty();
    let name = "we\u{1b}[31mb\u{202e}\u{200b}##[group]\u{9b}.json";
    desk.write(name, evil_filter(""));
    desk.write("other.json", evil_filter("").replace("\"53\"", "\"123\""));
    desk.write("bro\u{7}ken.json", evil_filter(",\"Protocol\":\"\u{202e}##[x]\""));
    let config = desk.path().join(".config/sekimori/presets");
    std::fs::create_dir_all(&config).unwrap();
    let quoted = serde_json::Value::from(EVIL).to_string().replace('\u{7f}', "\\u007f");
    let preset = format!("[[preset]]\nid = \"evil\"\nname = {quoted}\nsummary = {quoted}\nkind = {quoted}\n");
    std::fs::write(config.join("evil.toml"), preset).unwrap();
    let rule = format!("{{ action = \"allow\", protocol = \"tcp\", destination_port = \"9\", why = {quoted} }}");
    let whole = format!("[[preset]]\nid = \"evil-two\"\nname = {quoted}\nsummary = {quoted}\nrules = [{rule}]\n");
    std::fs::write(config.join("whole.toml"), whole).unwrap();
    let lessons = desk.path().join(".local/share/sekimori/lessons");
    std::fs::create_dir_all(&lessons).unwrap();
    std::fs::write(lessons.join("evil.toml"), format!("id = {quoted}\ntitle = {quoted}\nstory = [{quoted}]\n"))
        .unwrap();
    let lines = format!(
        "presets evil\npresets evil-two\ninsert evil-two\nlist\nlessons\n{EVIL}\nset 1 port 80\nsave as {EVIL}\nopen {EVIL}\n"
    );
    for arguments in evil_runs(name, "other.json", "bro\u{7}ken.json") {
        for actions in [None, Some("true")] {
            let mut program = desk.program(arguments.iter().map(String::as_str));
            program.envs(actions.map(|value| ("GITHUB_ACTIONS", value)));
            let output = shell::fed(program, &lines);
            for (stream, bytes) in [("out", &output.stdout), ("err", &output.stderr)] {
                let text = String::from_utf8(bytes.clone()).unwrap();
                let wrong = text.chars().find(|c| is_hostile(*c));
                assert_eq!(wrong, None, "{arguments:?} on {stream}: {text:?}");
                let own = arguments.contains(&"github".to_owned()) && stream == "out";
                for line in text.lines().filter(|_| actions.is_some()) {
                    assert!(!line.contains("##["), "{arguments:?} on {stream}: {line}");
                    assert!(own || !line.trim_start().starts_with("::"), "{arguments:?} on {stream}: {line}");
                    assert!(own || !line.contains("::warning"), "{arguments:?} on {stream}: {line}");
                }
            }
        }
    }
}

#[test]
fn a_filter_that_is_printed_says_what_it_said() {
    let desk = Desk::with(&evil_filter(""));
    let output = desk.run(&["repair", "web.json"], "");
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let (printed, before) = (value(&shell::out(&output)), value(&desk.text()));
    assert_eq!(printed["Name"], before["Name"]);
    // In a file every byte stays as it was.
    assert_eq!(desk.run(&["repair", "web.json", "-o", "new.json"], "").status.code(), Some(0));
    assert!(desk.read("new.json").contains('\u{9b}'));
}

#[test]
fn a_file_that_cannot_be_used_is_an_annotation() {
    let desk = Desk::with("[\n{\"Protocol\":\"tcp\"},\n3]");
    let output = desk.run(&["check", "web.json", "no,such.json", "--format", "github", "--lang", "en"], "");
    let told = shell::out(&output);
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("::error file=web.json,line=3,title=unusable-file::"), "{told}");
    assert!(told.contains("::error file=no%2Csuch.json,title=unusable-file::"), "{told}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_that_is_no_text_is_named_by_its_bytes() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::with_incident();
    let name = std::ffi::OsStr::from_bytes(b"w\xffb.json");
    std::fs::rename(&desk.file, desk.path().join(name)).unwrap();
    let mut program = desk.program(["check", "--format", "sarif"]);
    program.arg(name);
    let report = serde_json::from_str::<serde_json::Value>(&shell::out(&shell::fed(program, ""))).unwrap();
    let place = &report["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(place, "w%FFb.json");
}
