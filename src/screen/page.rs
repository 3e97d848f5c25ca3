//! Pages on the screen: blocks are wrapped, tones are marks and colours.

use super::layout::Layout;
use super::look::Look;
use super::speech::{RowMark, Speech, covers, height, width};
use super::theme::Role;
use crate::lang::Voice;
use crate::language::{pages, screen};
use crate::page::{Block, Fact, Offer, Page, Tone, Way};
use crate::text;
use ratatui::text::{Line, Span};

/// How a page is drawn: the columns it has, and whether the table of rules is out of sight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paper<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) look: Look,
    pub(super) width: u16,
    pub(super) covers: bool,
    /// The rows there are for what grows while it is played.
    room: usize,
}

/// The narrowest region that shows two accounts side by side.
const SIDE_BY_SIDE: u16 = 64;

impl<'a> Paper<'a> {
    pub(super) const fn new(voice: Voice<'a>, width: u16, look: Look) -> Self {
        Self { voice, look, width, covers: false, room: usize::MAX }
    }

    /// The paper of a popup that speaks of rules.
    pub(super) fn of_speech(voice: Voice<'a>, layout: &Layout, look: Look) -> Self {
        Self { voice, look, width: width(layout), covers: covers(layout), room: usize::MAX }
    }

    pub(super) fn lines<'b>(self, blocks: impl IntoIterator<Item = &'b Block>) -> Vec<Line<'static>> {
        let blocks: Vec<&Block> = blocks.into_iter().collect();
        let name = |block: &&Block| match block {
            Block::Fact(Fact { name, was: None, .. }) => text::width(name),
            _ => 0,
        };
        let names = blocks.iter().map(name).max().unwrap_or_default();
        blocks.into_iter().flat_map(|block| self.block(block, names)).collect()
    }

    /// A head in one line, cut where it must be.
    pub(super) fn row(self, block: &Block) -> Line<'static> {
        let Block::Head { mark, tone, text, .. } = block else { return Line::default() };
        let text = text::fit(text, usize::from(self.width).saturating_sub(2), self.look.glyphs);
        Line::from(vec![self.mark(*mark), self.look.span(text, self.role(*tone))])
    }

    /// A block, in a column behind `names` cells where it is a fact.
    fn block(self, block: &Block, names: usize) -> Vec<Line<'static>> {
        let look = self.look;
        match block {
            Block::Head { mark, tone, text, .. } => self.paragraph(self.mark(*mark), *tone, text),
            Block::Para(tone, text) => self.paragraph(Span::raw("  "), *tone, text),
            Block::Packet(text) => {
                let lead = look.span(format!("  {}: ", pages::packet(self.voice.lang)), Role::Dim);
                self.paragraph(lead, Tone::Note, text)
            }
            Block::Offer { offer, steps, effects } => self.offer(offer, steps, effects),
            Block::Rule { in_table: true, .. } if !self.covers => Vec::new(),
            Block::Rule { tone, number, text, .. } => {
                let (mark, role) = look.tone(*tone);
                let lead = if *tone == Tone::Text { Role::Dim } else { role };
                self.paragraph(look.span(format!("{mark} {number:>3} "), lead), *tone, text)
            }
            Block::Step { tone, number, rule, why, .. } => {
                let (mark, role) = look.tone(*tone);
                let parts = [rule, why].map(String::as_str);
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                self.paragraph(look.span(format!("{mark} {number:>3} "), role), *tone, &parts.join("  ... "))
            }
            Block::List(name, items) => {
                let items = items.iter().flat_map(|item| self.paragraph(Span::raw("    "), Tone::Dim, item));
                self.paragraph(Span::raw("  "), Tone::Text, name).into_iter().chain(items).collect()
            }
            Block::Fact(Fact { tone, name, verdict, was: Some(was), .. }) => {
                let words = format!("{name}: {was} {} {verdict}", look.glyphs.arrow());
                self.paragraph(self.mark(*tone), *tone, &words)
            }
            Block::Fact(Fact { tone, name, verdict, .. }) => {
                let (mark, role) = look.tone(*tone);
                let lead = look.span(format!("{mark} {} ", text::pad(name, names)), role);
                self.paragraph(lead, if *tone == Tone::Error { *tone } else { Tone::Text }, verdict)
            }
            Block::Traffic(becomes, text) => {
                let word = screen::becomes(*becomes, self.voice.lang);
                let (mark, role) = look.tone((*becomes).into());
                self.paragraph(look.span(format!("{mark} {word}"), role), (*becomes).into(), text)
            }
            Block::Prose(tone, text) => self.paragraph(Span::raw(""), *tone, text),
            Block::Numbered(number, text) => {
                self.paragraph(look.span(format!("{number} "), Role::Key), Tone::Text, text)
            }
            Block::Proposed { in_effect: true, text } => {
                let lead = screen::in_effect(self.voice.lang);
                self.paragraph(look.span(lead, Role::Dim), Tone::Dim, text)
            }
            Block::Proposed { text, .. } => self.paragraph(look.span("+ ", Role::Added), Tone::Added, text),
            Block::Quote(text) => self.paragraph(Span::raw("    "), Tone::Dim, text),
            Block::Legend => self.legend(),
            Block::Stage { name, way, text } => {
                let (arrow, role) = match way {
                    Way::Out => (look.glyphs.outgoing(), Role::Note),
                    Way::Coming => (look.glyphs.incoming(), Role::Note),
                    Way::In => (look.glyphs.incoming(), Role::Ok),
                    Way::Lost => (look.glyphs.lost(), Role::Error),
                    Way::Unsure => (look.glyphs.uncertain(), Role::Warn),
                };
                let name = look.span(format!("{name} "), Role::Title);
                vec![Line::from(vec![name, look.span(format!("{arrow} {text}"), role)])]
            }
            Block::Pair(both) => self.pair(both),
            // Lists, fields and texts that are edited have regions of their own.
            Block::Item(_) | Block::Heading(_) | Block::Input(_) | Block::Lines(_) => Vec::new(),
            Block::Gap => vec![Line::default()],
        }
    }

    /// What the marks mean, in as many rows as that takes.
    fn legend(self) -> Vec<Line<'static>> {
        let (look, lang) = (self.look, self.voice.lang);
        let marks = [
            (look.glyphs.ok(), Role::Ok, screen::fine(lang)),
            (look.glyphs.fail(), Role::Error, screen::blocked_or_error(lang)),
            (look.glyphs.partly(), Role::Warn, screen::partly(lang)),
            (look.glyphs.uncertain(), Role::Warn, screen::uncertain(lang)),
            (look.glyphs.warn(), Role::Warn, screen::warning(lang)),
            (look.glyphs.modified(), Role::Note, screen::note(lang)),
            (look.glyphs.removed(), Role::Dim, screen::not_needed(lang)),
        ];
        let mut lines = vec![Line::default()];
        let mut room = usize::from(self.width);
        for (mark, role, words) in marks {
            let wide = text::width(mark) + text::width(words) + 1;
            if wide > room {
                lines.push(Line::default());
                room = usize::from(self.width);
            }
            room = room.saturating_sub(wide + 2);
            if let Some(line) = lines.last_mut() {
                let pair = [look.span(format!("{mark} "), role), look.span(format!("{words}  "), Role::Dim)];
                line.spans.extend(pair);
            }
        }
        lines
    }

    /// Two accounts: side by side where there is room, else one under the other. The heading and the latest lines of the
    /// first stay.
    fn pair(self, [left, right]: &[(String, Vec<Block>); 2]) -> Vec<Line<'static>> {
        let account = |paper: Self, (name, blocks): &(String, Vec<Block>)| {
            let heading = paper.look.line(name.as_str(), Role::Title);
            std::iter::once(heading).chain(paper.lines(blocks)).collect::<Vec<_>>()
        };
        if self.width < SIDE_BY_SIDE {
            let theirs = account(self, right);
            let ours = latest(account(self, left), self.room.saturating_sub(theirs.len()));
            return [ours, theirs].concat();
        }
        let half = Self { width: self.width / 2 - 1, ..self };
        side_by_side(latest(account(half, left), self.room), account(half, right), usize::from(half.width) + 2)
    }

    fn offer(self, offer: &Offer, steps: &[String], effects: &[String]) -> Vec<Line<'static>> {
        let lead = match offer {
            Offer::Repair => screen::repair_lead(self.voice),
            Offer::Answer(..) => screen::answer_lead(self.voice),
            Offer::Nothing => "  ".to_owned(),
        };
        let indent = " ".repeat(text::width(&lead));
        let leads = std::iter::once(self.look.span(lead, Role::Key)).chain(std::iter::repeat(Span::raw(indent)));
        let steps = steps.iter().zip(leads).flat_map(|(step, lead)| self.paragraph(lead, Tone::Text, step));
        let effects = effects.iter().flat_map(|told| self.paragraph(Span::raw("  "), Tone::Dim, told));
        steps.chain(effects).collect()
    }

    fn paragraph(self, lead: Span<'static>, tone: Tone, text: &str) -> Vec<Line<'static>> {
        self.look.paragraph(lead, text, self.role(tone), self.width)
    }

    fn mark(self, tone: Tone) -> Span<'static> {
        let (mark, role) = self.look.tone(tone);
        self.look.span(format!("{mark} "), role)
    }

    fn role(self, tone: Tone) -> Role {
        self.look.tone(tone).1
    }
}

/// A page beside the rules that it speaks of; where it names none, this row stays in sight.
pub(super) fn speech(page: &Page, row: usize, voice: Voice<'_>, layout: &Layout, look: Look) -> Speech {
    let mark = |(row, tone): &(usize, Tone)| {
        let (glyph, role) = look.tone(*tone);
        RowMark { row: *row, glyph, role }
    };
    let paper = Paper::of_speech(voice, layout, look);
    let around = page.blocks.iter().filter(|block| !matches!(block, Block::Pair(_)));
    let room = usize::from(height(layout)).saturating_sub(paper.lines(around).len());
    let fields = page.head.iter().filter(|block| matches!(block, Block::Input(_))).count();
    Speech {
        lines: Paper { room, ..paper }.lines(&page.blocks),
        title: page.title.clone(),
        head: u16::try_from(fields).unwrap_or(u16::MAX),
        scroll: page.scroll,
        focus: page.focus.unwrap_or(row),
        marks: page.marks.iter().map(mark).collect(),
    }
}

/// Lines under a heading, which stays; where there are too many, the latest are kept.
fn latest(mut lines: Vec<Line<'static>>, room: usize) -> Vec<Line<'static>> {
    let hidden = lines.len().saturating_sub(room.max(2));
    lines.drain(lines.len().min(1)..(1 + hidden).min(lines.len()).max(lines.len().min(1)));
    lines
}

/// Two columns as one; the right one begins at this column.
fn side_by_side(left: Vec<Line<'static>>, right: Vec<Line<'static>>, at: usize) -> Vec<Line<'static>> {
    let rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let row = |_| {
        let mut line = left.next().unwrap_or_default();
        if let Some(other) = right.next() {
            let used: usize = line.spans.iter().map(|span| text::width(&span.content)).sum();
            line.spans.push(Span::raw(" ".repeat(at.saturating_sub(used))));
            line.spans.extend(other.spans);
        }
        line
    };
    (0..rows).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(words: &[&str]) -> Vec<Line<'static>> {
        words.iter().map(|word| Line::from((*word).to_owned())).collect()
    }

    #[test]
    fn the_heading_and_the_latest_lines_stay() {
        assert_eq!(latest(lines(&["head", "a", "b", "c"]), 3), lines(&["head", "b", "c"]));
        assert_eq!(latest(lines(&["head", "a"]), 0), lines(&["head", "a"]));
        assert_eq!(latest(Vec::new(), 0), Vec::new());
    }

    #[test]
    fn columns_of_different_length_stand_side_by_side() {
        let rows: Vec<String> =
            side_by_side(lines(&["許可", "b"]), lines(&["x"]), 6).iter().map(ToString::to_string).collect();
        assert_eq!(rows, ["許可  x", "b"]);
    }
}
