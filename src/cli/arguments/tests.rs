//! Command lines, as they are typed.

use super::*;
use crate::profile::{Profile, ProfileField};
use crate::text::{Glyphs, Palette};

fn parse_line(line: &str) -> Result<CommandLine, Stop> {
    let args: Vec<OsString> = std::iter::once("sekimori").chain(line.split_whitespace()).map(Into::into).collect();
    parse(&args, |_| None)
}

fn task(line: &str) -> Task {
    parse_line(line).unwrap_or_else(|stop| panic!("{line}: {}", stop.text)).task
}

fn edit(file: Option<&str>) -> Task {
    Task::Edit { file: file.map(Into::into), force: false, view: ViewOptions::default() }
}

fn refused(line: &str) -> String {
    let stop = parse_line(line).unwrap_err();
    assert!(stop.is_error, "{line}");
    stop.text.lines().next().unwrap().trim_start_matches("sekimori: ").to_owned()
}

#[test]
fn the_editor_and_the_check_are_told_apart() {
    assert_eq!(task(""), edit(None));
    assert_eq!(task("web.json"), edit(Some("web.json")));
    assert_eq!(task("./check"), edit(Some("./check")));
    assert_eq!(task("-- -odd"), edit(Some("-odd")));
    let view = ViewOptions { theme: Some(Palette::Contrast), glyphs: Some(Glyphs::Ascii), mouse: true, plain: true };
    let given = "--force --theme contrast --glyphs=ascii --mouse --plain web.json";
    assert_eq!(task(given), Task::Edit { file: Some("web.json".into()), force: true, view });
    assert_eq!(task("--theme auto"), edit(None));
    let check = |input, format, fail_on| Task::Check { inputs: vec![input], format, fail_on };
    assert_eq!(task("check -"), check(InputFile::Stdin, ReportFormat::Text, FailOn::Error));
    assert_eq!(
        task("--guest linux check web.json --format json --fail-on never"),
        check(InputFile::File("web.json".into()), ReportFormat::Json, FailOn::Never)
    );
    assert_eq!(task("check check"), check(InputFile::File("check".into()), ReportFormat::Text, FailOn::Error));
}

#[test]
fn every_command_has_its_arguments() {
    let choice = |path: &str, number| Choice { input: InputFile::File(path.into()), number };
    assert_eq!(
        task("trace web.json --stdin --filter 2 icmp gre"),
        Task::Trace {
            filter: choice("web.json", Some(2)),
            traffic: vec!["icmp".into(), "gre".into()],
            stdin: true,
            format: OutputFormat::Text
        }
    );
    let before = Choice { input: InputFile::Stdin, number: None };
    assert_eq!(
        task("--guest windows diff - b.json --format json"),
        Task::Diff { before, after: choice("b.json", None), format: OutputFormat::Json }
    );
    let fit = Task::Fit { filter: choice("fit", None), output: Some("b.json".into()) };
    assert_eq!(task("fit fit -o b.json"), fit);
    let repair = |number, output: Option<&str>, dry_run, format| Task::Repair {
        filter: choice("a.json", number),
        output: output.map(Into::into),
        dry_run,
        format,
    };
    assert_eq!(task("repair a.json -o b.json"), repair(None, Some("b.json"), false, OutputFormat::Text));
    assert_eq!(
        task("repair a.json --in-place --dry-run --filter 2 --format json"),
        repair(Some(2), Some("a.json"), true, OutputFormat::Json)
    );
    assert_eq!(task("exposure a.json"), Task::Exposure { filter: choice("a.json", None), format: OutputFormat::Text });
    assert_eq!(task("./trace"), edit(Some("./trace")));
    assert_eq!([task("man"), task("completions zsh")], [Task::Man, Task::Completions(clap_complete::Shell::Zsh)]);
    let Task::Check { inputs, .. } = task("check a.json - b.json") else { panic!("no check") };
    assert_eq!(inputs, [InputFile::File("a.json".into()), InputFile::Stdin, InputFile::File("b.json".into())]);
}

#[test]
fn the_profile_may_be_said_on_both_sides_of_check() {
    let line = "--attachment switch --admin 192.0.2.7 check --guest windows --ephemeral 1024-65000 \
                --admin 198.51.100.9/24 --service 443/tcp --service 53/UDP web.json";
    let profile = parse_line(line).unwrap().profile;
    let applied = profile.applied_to(Profile::default());
    let text = |field| applied.text(field);
    assert_eq!((text(ProfileField::Attachment), text(ProfileField::Guest)), ("switch".into(), "windows".into()));
    assert_eq!(text(ProfileField::Ephemeral), "1024-65000");
    assert_eq!(text(ProfileField::Admin), "192.0.2.7, 198.51.100.0/24");
    assert_eq!(text(ProfileField::Service), "443/tcp, 53/udp");
}

#[test]
fn what_is_said_takes_the_place_of_what_is_remembered_and_the_rest_stays() {
    let remembered = Profile::default().with_text(ProfileField::Admin, "192.0.2.1").unwrap();
    let remembered = remembered.with_text(ProfileField::Dhcp, "yes").unwrap();
    let after = |args: &[&str]| {
        let args: Vec<OsString> = std::iter::once("sekimori").chain(args.iter().copied()).map(Into::into).collect();
        parse(&args, |_| None).unwrap().profile.applied_to(remembered.clone())
    };
    assert_eq!(after(&[]), remembered);
    assert_eq!(after(&["--admin", ""]), remembered.with_text(ProfileField::Admin, "").unwrap());
    assert_eq!(after(&["--dhcp=no", "--guest", "linux"]), remembered.with_text(ProfileField::Dhcp, "no").unwrap());
    let line = [
        "--dhcp",
        "--login",
        "2222",
        "--peers=10.0.0.0/8",
        "--resolver",
        "192.0.2.53",
        "--time",
        "192.0.2.123",
        "--uses",
        "nat",
        "--uses",
        "ntpd",
        "--expect",
        "pass icmp any",
        "--expect",
        "block tcp any -> 5432",
        "web.json",
    ];
    let all = after(&line);
    assert_eq!(all.text(ProfileField::Uses), "nat, ntpd");
    assert_eq!(all.text(ProfileField::Expect), "pass icmp any; block tcp any -> 5432");
    assert!(all.dhcp && all.logins == [2222] && all.admin == remembered.admin);
}

#[test]
fn every_mistake_in_the_profile_is_told() {
    let stop = parse_line("check a.json --peers 10.0.0.0/8,x --dhcp=maybe --guest beos").unwrap_err();
    let told: Vec<&str> = stop.text.lines().collect();
    assert_eq!(
        told,
        [
            "sekimori: --guest <OS> cannot be \"beos\". One of linux, windows, macos, freebsd.",
            "sekimori: --peers <NET> cannot be \"10.0.0.0/8,x\". Character 12: Host names do not work; \
             this takes an IPv4 address.",
            "sekimori: --dhcp <yes|no> cannot be \"maybe\". One of no, yes.",
            "For help, run: sekimori --help",
        ]
    );
}

#[test]
fn a_wrong_line_is_refused_in_our_words() {
    for (line, sentence) in [
        ("--gest linux", "Unknown argument \"--gest\". Did you mean --guest?"),
        ("a.json b.json", "Unknown argument \"b.json\"."),
        ("--guest", "--guest <OS> needs a value."),
        ("--guest beos", "--guest <OS> cannot be \"beos\". One of linux, windows, macos, freebsd."),
        (
            "--ephemeral 100-20",
            "--ephemeral <A-B> cannot be \"100-20\". Character 5: The end of a range is not below its start.",
        ),
        ("--ephemeral any", "--ephemeral <A-B> cannot be \"any\". The form is 32768-60999."),
        ("--admin ::1", "--admin <NET> cannot be \"::1\". IPv6 is never filtered; this takes an IPv4 address."),
        (
            "--admin any",
            "--admin <NET> cannot be \"any\". Any address names nobody. Write it as 203.0.113.7, or nothing if it is not known.",
        ),
        ("--service 0/tcp", "--service <PORT/PROTO> cannot be \"0/tcp\". The form is 443/tcp or 53/udp."),
        ("--force=1", "--force takes no value."),
        ("--lang ja --lang en", "--lang <LANG> は 1 回だけ指定できます。"),
        ("--lang=ja check", "<FILE> を指定してください。"),
        ("--lang fr", "--lang <LANG> cannot be \"fr\". One of ja, en."),
        ("check", "<FILE> is missing."),
        ("--force check a.json", "\"--force\" cannot be used with check."),
        ("--plain check a.json", "\"--plain\" cannot be used with check."),
        ("--mouse learn", "\"--mouse\" cannot be used with learn."),
        ("a.json check b.json", "\"a.json\" cannot be used with check."),
        ("--force fit a.json", "\"--force\" cannot be used with fit."),
        ("trace a.json", "<TRAFFIC> is missing."),
        ("trace a.json icmp --filter 0", "--filter <N> cannot be \"0\". This takes a number from 1 on."),
        ("trace - --stdin", "Standard input can be read only once."),
        ("diff - -", "Standard input can be read only once."),
        ("check - a.json -", "Standard input can be read only once."),
        ("diff a.json", "<AFTER> is missing."),
        ("completions tcsh", "<SHELL> cannot be \"tcsh\". One of bash, zsh, fish, elvish, powershell."),
        ("--plain man", "\"--plain\" cannot be used with man."),
        ("exposure a.json --format sarif", "--format <FORMAT> cannot be \"sarif\". One of text, json."),
        ("repair - --in-place", "Standard input cannot be written over. --in-place needs the name of a file."),
        ("repair a.json --in-place -o b.json", "--in-place and --output <OUT> exclude each other."),
        ("repair a.json -o b.json -o c.json", "--output <OUT> may be given only once."),
        ("learn dhcp --reset", "[LESSON] and --reset exclude each other."),
        ("repair", "<FILE> is missing."),
        ("--force repair a.json", "\"--force\" cannot be used with repair."),
        ("fit a.json --guest linux", "Unknown argument \"--guest\"."),
        ("-", "Standard input cannot be edited. To look at it only, use: sekimori check -"),
    ] {
        assert_eq!(refused(line), sentence, "{line}");
    }
}

#[test]
fn lessons_are_taken_by_lines_on_either_side_of_the_command() {
    for line in ["learn --plain dhcp", "--plain learn dhcp", "--plain learn --plain dhcp"] {
        assert_eq!(task(line), Task::Learn { what: Learn::Lesson("dhcp".into()), plain: true }, "{line}");
    }
    assert_eq!(task("learn"), Task::Learn { what: Learn::List, plain: false });
}

#[test]
fn the_language_is_asked_for_or_that_of_the_locale() {
    let lang = |line: &str, variables: &[(&str, &str)]| {
        let args: Vec<OsString> = line.split_whitespace().map(Into::into).collect();
        let look = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into());
        parse(&args, look).unwrap().lang
    };
    assert_eq!(lang("sekimori", &[]), Lang::En);
    assert_eq!(lang("sekimori", &[("LANG", "ja_JP.UTF-8")]), Lang::Ja);
    assert_eq!(lang("sekimori", &[("LC_ALL", ""), ("LC_MESSAGES", "C"), ("LANG", "ja_JP.UTF-8")]), Lang::En);
    assert_eq!(lang("sekimori check --lang ja a.json", &[("LC_ALL", "C")]), Lang::Ja);
    assert_eq!(lang("sekimori -- --lang", &[]), Lang::En);
}

#[test]
fn the_help_is_wholly_in_one_language() {
    for line in
        ["--help", "check -h", "trace -h", "diff -h", "fit -h", "exposure -h", "repair -h", "man -h", "completions -h"]
    {
        let japanese = parse_line(&format!("--lang ja {line}")).unwrap_err();
        assert!(!japanese.is_error);
        for english in ["Usage", "Options", "Print", "default:", "possible", "Commands", "CommandLine"] {
            assert!(!japanese.text.contains(english), "{}", japanese.text);
        }
        let english = parse_line(line).unwrap_err();
        assert!(english.text.is_ascii());
        for line in [japanese.text.lines(), english.text.lines()].into_iter().flatten() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
        }
    }
    assert_eq!(parse_line("-V").unwrap_err().text, concat!("sekimori ", env!("CARGO_PKG_VERSION"), "\n"));
}
