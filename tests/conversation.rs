//! The story, with the real program in a real terminal: the incident is opened, seen to be broken, repaired and saved.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use support::desk::Desk;
use support::pty::Start;

#[test]
fn the_incident_is_opened_repaired_and_saved() {
    for (lang, blocked, allowed, saved, name) in [
        (
            "ja_JP.UTF-8",
            "アドレス (DHCP)    再起動すると失う",
            "アドレス (DHCP)    取得できる",
            "保存しました",
            "ja.json",
        ),
        ("en_US.UTF-8", "address (DHCP)     lost", "address (DHCP)     kept", "Saved", "en.json"),
    ] {
        let desk = Desk::empty();
        let mut pty = Start { env: &[("LANG", lang)], size: (120, 35), ..desk.terminal(&[]) }.start();
        pty.wait_for("関守");
        pty.keys("<enter>");
        pty.wait_for(blocked);
        pty.keys("f");
        pty.wait_for(allowed);
        pty.keys("s<ctrl-u>");
        pty.keys(name);
        pty.keys("<enter>");
        pty.wait_for(saved);
        pty.keys("q");
        assert!(pty.wait_for_end().success());
        let value: serde_json::Value = serde_json::from_str(&desk.read(name)).unwrap();
        let rule = &value["Expression"][4];
        assert_eq!(
            (&rule["Protocol"], &rule["SourcePort"], &rule["DestinationPort"]),
            (&"udp".into(), &"67".into(), &"68".into())
        );
        assert_eq!(rule["Action"], "allow");
    }
}

#[test]
fn five_thousand_keys_at_once_are_all_taken() {
    let desk = Desk::empty();
    let mut pty = Start { directory: desk.path(), ..Start::default() }.start();
    pty.wait_for("関守");
    pty.keys("<enter>");
    pty.wait_for("incident");
    pty.keys("p");
    pty.keys(&"x".repeat(5000));
    pty.keys("<ctrl-u>dhcp");
    pty.wait_for("検索: dhcp");
    pty.wait_for("DHCP の応答");
    pty.keys("<esc>");
    pty.keys("q");
    assert!(pty.wait_for_end().success());
}
