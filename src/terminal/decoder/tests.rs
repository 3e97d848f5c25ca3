//! Bytes, in any pieces, and what they say.

use super::*;
use crate::editor::pointer::Gesture;

fn said(bytes: &str) -> Vec<Decoded> {
    let mut decoder = Decoder::default();
    let mut said = decoder.feed(bytes.as_bytes());
    said.extend(decoder.rest());
    assert!(decoder.held.is_empty(), "{bytes:?} leaves {:?}", decoder.held);
    said
}

fn keys(bytes: &str) -> Vec<Key> {
    let key = |one| match one {
        Decoded::Event(Event::Key(key)) => key,
        other => panic!("{bytes:?} is {other:?}"),
    };
    said(bytes).into_iter().map(key).collect()
}

#[test]
fn a_key_has_one_name_however_the_terminal_spells_it() {
    let esc = Key::plain(Code::Esc);
    let alt = |c| Key::char(c).with_alt();
    for (bytes, expected) in [
        ("\r", vec![Key::plain(Code::Enter)]),
        ("\n", vec![Key::plain(Code::Enter)]),
        ("\x08\x7f", vec![Key::plain(Code::Backspace); 2]),
        ("\x07", vec![esc]),
        ("\x03\x1a", vec![Key::ctrl('c'), Key::ctrl('z')]),
        ("Jj許👩", vec![Key::char('J'), Key::char('j'), Key::char('許'), Key::char('👩')]),
        ("\x1b[A\x1bOA\x1b[1;1A", vec![Key::plain(Code::Up); 3]),
        ("\x1b[1;5C", vec![Key { ctrl: true, ..Key::plain(Code::Right) }]),
        ("\x1b[1;3C\x1b\x1b[C", vec![Key::plain(Code::Right).with_alt(); 2]),
        ("\x1b[Z\x1b[9;2u", vec![Key::plain(Code::BackTab); 2]),
        ("\x1b[H\x1b[1~\x1b[7~\x1bOH", vec![Key::plain(Code::Home); 4]),
        (
            "\x1b[3~\x1b[5~\x1b[6~",
            vec![Code::Delete, Code::PageUp, Code::PageDown].into_iter().map(Key::plain).collect(),
        ),
        ("\x1b[99;5u\x1b[97u", vec![Key::ctrl('c'), Key::char('a')]),
        ("\x1b", vec![esc]),
        ("\x1b\x1b", vec![esc, esc]),
        ("\x1b\x1b\x1b", vec![esc.with_alt(), esc, esc]),
        ("\x1bj", vec![alt('j')]),
        ("\x1b許", vec![alt('許')]),
        ("\x1b\x1bj", vec![esc.with_alt(), alt('j')]),
        ("\x1b\x7f", vec![Key::plain(Code::Backspace).with_alt()]),
        ("\x1b\x1b[3~", vec![Key::plain(Code::Delete).with_alt()]),
        ("\x1b[", vec![alt('[')]),
        ("\x1b]", vec![alt(']')]),
        ("\x1b\x1bP", vec![esc.with_alt(), alt('P')]),
        ("\x1b]d", vec![alt(']'), Key::char('d')]),
        ("\x1b[\x1b[Bx", vec![Key::plain(Code::Down), Key::char('x')]),
    ] {
        assert_eq!(keys(bytes), expected, "{bytes:?}");
    }
}

#[test]
fn what_has_no_name_is_left_out() {
    for bytes in
        ["\x1b[15~", "\x1bOP", "\x1b[[A", "\u{85}", "\u{9b}2;4c", "\x1b[?62;4c", "\x1b[>1;10;0c", "\x1b[I", "\x1b[0n"]
    {
        assert_eq!(keys(&format!("{bytes}x")), [Key::char('x')], "{bytes:?}");
    }
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(b"\xff\xc3x\xe2\x28").len(), 2);
}

#[test]
fn a_paste_is_one_event_with_plain_line_breaks() {
    let paste = |text: &str| Decoded::Event(Event::Paste(text.to_owned()));
    assert_eq!(said("\x1b[200~a\r\nb\rc\n\x1b[2Jq\x1b[201~"), [paste("a\nb\nc\n\x1b[2Jq")]);
    assert_eq!(said("\x1b[200~\x1b[201~x").len(), 2);
}

/// What says something, and nothing that is waited for.
fn whole(pieces: &[&str]) -> Vec<Decoded> {
    let mut decoder = Decoder::default();
    let said = pieces.iter().flat_map(|piece| decoder.feed(piece.as_bytes())).collect();
    assert!(decoder.is_idle(), "{pieces:?} leaves {decoder:?}");
    said
}

#[test]
fn an_answer_in_text_is_no_key_however_late_and_in_pieces() {
    let x = [Decoded::Event(Event::Key(Key::char('x')))];
    for answer in [
        "\x1b]52;c;ZGRkZA==\x07",
        "\x1b]52;c;ZGRkZA==\x1b\\",
        "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
        "\x1b]lddd 日本\x1b\\",
        "\x1bP1$r0 q\x1b\\",
        "\x1bP>|XTerm(390)\x1b\\",
        "\x1bP!|64646464\x1b\\",
        "\x1b_Gi=31;OK\x1b\\",
        "\x1b^ddd\x07",
        "\x1bXddd\x1b\\",
        "\u{9d}52;c;ddd\u{9c}",
        "\u{90}1$r0m\u{9c}",
    ] {
        assert_eq!(whole(&[answer, "x"]), x, "{answer:?}");
        for (cut, _) in answer.char_indices().skip(2) {
            let (first, rest) = answer.split_at(cut);
            assert_eq!(whole(&[first, rest, "x"]), x, "{first:?} {rest:?}");
        }
    }
    assert_eq!(whole(&[&format!("\x1b[?{}c", "62;".repeat(40)), "x"]), x);
    assert_eq!(whole(&[&format!("\x1b[?{}", "62;".repeat(40)), "1;2cx"]), x);
    // A person ends one that does not end.
    assert_eq!(whole(&["\x1b]0;abc", "\x03", "x"])[1..], x);
    assert_eq!(whole(&["\x1b]0;abc", "\x1b[Ax"])[1..], x);
}

#[test]
fn what_does_not_end_is_given_up() {
    let after = |bytes: &str| {
        let mut decoder = Decoder::default();
        let mut said = decoder.feed(bytes.as_bytes());
        let waiting = decoder.waiting();
        said.extend(decoder.rest());
        assert!(decoder.is_idle(), "{decoder:?}");
        (said, waiting)
    };
    for bytes in ["\x1b]52;c;ddd", "\x1bP1$rddd", "\x1b_ddd", "\x1b[1;", "\x1b[M!", "\u{9b}1"] {
        assert_eq!(after(bytes), (vec![], Some(Waiting::Sequence)), "{bytes:?}");
    }
    let paste = |text: &str| Decoded::Event(Event::Paste(text.to_owned()));
    assert_eq!(after("\x1b[200~ab\rc\x1b[2"), (vec![paste("ab\nc\x1b[2")], Some(Waiting::Paste)));
    assert_eq!(after("\x1b[200~abc\x03"), (vec![], Some(Waiting::Break)));
    assert_eq!(said("\x1b[200~a\x03b\x1b[201~"), [paste("a\u{3}b")]);
}

#[test]
fn the_end_of_a_paste_that_was_given_up_is_known() {
    assert_eq!(end_of_paste(b"ddd\x1b[201~x"), Some((&b"ddd"[..], &b"x"[..])));
    for bytes in ["ddd", "\x1b[200~a\x1b[201~", "ddd\x1b[201"] {
        assert_eq!(end_of_paste(bytes.as_bytes()), None, "{bytes:?}");
    }
}

#[test]
fn the_mouse_is_a_click_or_the_wheel() {
    let at = |x, y, gesture| Decoded::Event(Event::Mouse(x, y, gesture));
    assert_eq!(said("\x1b[<0;300;7M\x1b[<0;300;7m"), [at(299, 6, Gesture::Click)]);
    assert_eq!(said("\x1b[<64;1;1M\x1b[<85;1;1M"), [at(0, 0, Gesture::WheelUp), at(0, 0, Gesture::WheelDown)]);
    assert_eq!(said("\x1b[<2;1;1M\x1b[<32;1;1M\x1b[<;;M"), []);
    assert_eq!(said("\x1b[M !\"\x1b[M#!\""), [at(0, 1, Gesture::Click)]);
}

#[test]
fn an_answer_is_no_key() {
    assert_eq!(
        said("a\x1b[1;5Rb"),
        [Decoded::Event(Event::Key(Key::char('a'))), Decoded::Cursor(1, 5), Decoded::Event(Event::Key(Key::char('b')))]
    );
}

proptest::proptest! {
    /// Anything may come, in any pieces: it says the same, as long as Escape is not alone at the end of one.
    #[test]
    fn pieces_do_not_matter(
        parts in proptest::collection::vec(
            "[a-c許é]|\\x1b\\[[0-9;<?]{0,5}[A-Zmu~]|\\x1bO[A-D]|\\x1b\\[20[01]~|[\\x00-\\x1a]|\\x1b[a-z]", 0..12),
        noise in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..8),
        cuts in proptest::collection::vec(1_usize..9, 1..40),
    ) {
        let mut bytes = parts.concat().into_bytes();
        bytes.extend(&noise);
        let whole = Decoder::default().feed(&bytes);
        let (mut decoder, mut pieces, mut rest) = (Decoder::default(), Vec::new(), bytes.as_slice());
        for cut in cuts.iter().cycle() {
            let (piece, more) = rest.split_at((*cut).min(rest.len()));
            pieces.extend(decoder.feed(piece));
            rest = more;
            if rest.is_empty() {
                break;
            }
        }
        proptest::prop_assert_eq!(pieces, whole);
    }
}
