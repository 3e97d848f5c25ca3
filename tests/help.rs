//! Help: everything a person can do, under headings, and nothing of it cut.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::lang::{ActionId, Group, Lang};
use sekimori::language;
use support::open::selected;
use support::player::{Play, Played};

/// Help on the incident.
fn help(lang: Lang, keys: &str) -> Played {
    Play { lang, size: (80, 24), ..Play::default() }.keys(&format!("<enter>{keys}"))
}

/// The same in a window of another size.
fn at(played: &mut Played, size: (u16, u16)) -> String {
    played.size = size;
    played.keys("")
}

/// A text without blanks and frames: what is wrapped is whole again.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"│─┌┐└┘▸".contains(*c)).collect()
}

#[test]
fn no_text_of_help_is_cut_at_any_width() {
    for lang in [Lang::Ja, Lang::En] {
        let mut played = help(lang, "?");
        for width in 40..=160 {
            let shown = at(&mut played, (width, 260));
            // The first row is not help's.
            assert!(!shown.lines().skip(1).any(|row| row.contains('…')), "{width}\n{shown}");
            let letters_shown = letters(&shown);
            for action in ActionId::ALL {
                for text in [action.name(lang), action.help(lang)] {
                    assert!(letters_shown.contains(&letters(text)), "{width}: {text}\n{shown}");
                }
            }
        }
    }
}

/// The marks, in words, at every size that is used.
#[test]
fn the_legend_is_whole() {
    let legend = [
        (Lang::En, "✓ fine|✗ blocked, error|~ partly|? uncertain|! warning|* note|- not needed"),
        (Lang::Ja, "✓ 良好|✗ 遮断・エラー|~ 一部|? 不確か|! 警告|* 参考|- 不要"),
    ];
    for (lang, marks) in legend {
        // With and without a reason beside it why the selected action cannot be done.
        for keys in ["?", "?undo"] {
            let mut played = help(lang, keys);
            for size in [(120, 35), (80, 24), (60, 16)] {
                let shown = at(&mut played, size);
                marks.split('|').for_each(|mark| assert!(shown.contains(mark), "{mark} at {size:?}\n{shown}"));
            }
        }
    }
}

#[test]
fn headings_stand_in_the_order_of_what_one_wants() {
    for lang in [Lang::Ja, Lang::En] {
        let shown = at(&mut help(lang, "?"), (120, 120));
        let place = |group: Group| {
            let heading = language::group(group, lang);
            let is_heading = |row: &&str| row.trim_matches(['│', ' ']) == heading;
            shown.lines().position(|row| is_heading(&row)).unwrap_or_else(|| panic!("{heading}\n{shown}"))
        };
        let places = Group::ALL.map(place);
        assert!(places.is_sorted(), "{places:?}");
    }
}

#[test]
fn a_search_finds_as_before_and_has_no_headings() {
    for open in ["?", ":"] {
        let mut played = help(Lang::En, &format!("{open}trace"));
        let shown = played.keys("");
        assert!(shown.contains("▸ t") && !shown.lines().any(|row| row.trim() == "See"), "{shown}");
        played.keys("<enter>");
        assert!(played.screen().contains("Packet tracer"), "{}", played.screen());
    }
}

/// The selected entry is always seen whole, and the heading above the first one.
#[test]
fn the_selected_entry_is_seen_with_all_its_rows() {
    let mut played = help(Lang::En, "?");
    played.size = (60, 16);
    let first = played.keys("");
    assert!(first.contains("\nSee\n"), "{first}");
    let count = ActionId::ALL.len();
    for row in 0..count {
        let shown = played.screen();
        assert_eq!(selected(&played.editor), Some(row));
        let action = Group::ALL
            .into_iter()
            .flat_map(|group| ActionId::ALL.iter().filter(move |action| action.group() == group))
            .nth(row)
            .unwrap();
        assert!(letters(&shown).contains(&letters(action.help(Lang::En))), "{row}\n{shown}");
        played.keys("<down>");
    }
}

/// Each question says in its title what is asked.
#[test]
fn questions_have_titles() {
    for (keys, en, ja) in
        [("dq", "Quit without saving?", "終了の確認"), ("do", "Leave this filter unsaved?", "未保存の変更")]
    {
        assert!(help(Lang::En, keys).screen().contains(&format!("┌ {en} ─")));
        assert!(help(Lang::Ja, keys).screen().contains(&format!("┌ {ja} ─")));
    }
}

/// A page is as wide as the screen and leaves the first row; where its effect is shown, that stays in sight.
#[test]
fn a_page_has_one_place() {
    for size in [(120, 35), (80, 24), (60, 16)] {
        for (keys, title) in [("?", "Help"), ("b", "Glossary"), ("C", "Lessons")] {
            let shown = at(&mut help(Lang::En, keys), size);
            let row = shown.lines().nth(1).unwrap();
            assert!(row.trim_start_matches(['┌', '─', ' ']).starts_with(title), "{size:?}\n{shown}");
            assert_eq!(row.chars().count(), usize::from(size.0), "{size:?}\n{shown}");
            assert!(!shown.contains("Does my server work?"), "{size:?}\n{shown}");
        }
        for keys in ["p", "H", "E"] {
            let shown = at(&mut help(Lang::En, keys), size);
            assert!(shown.contains("server") && !shown.contains("Dst port"), "{size:?}\n{shown}");
        }
    }
}
