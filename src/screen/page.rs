//! Pages on the screen: blocks are wrapped, tones are marks and colours.

use super::layout::Layout;
use super::look::Look;
use super::speech::{Mark, Speech, covers, width};
use super::theme::Role;
use crate::lang::Voice;
use crate::language::{pages, screen};
use crate::page::{Block, Fact, Offer, Page, Tone};
use crate::text;
use ratatui::text::{Line, Span};

/// How a page is drawn: the columns it has, and whether the table of rules is out of sight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paper<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) look: Look,
    pub(super) width: u16,
    pub(super) covers: bool,
}

impl<'a> Paper<'a> {
    pub(super) const fn new(voice: Voice<'a>, width: u16, look: Look) -> Self {
        Self { voice, look, width, covers: false }
    }

    /// The paper of a popup that speaks of rules.
    pub(super) fn of_speech(voice: Voice<'a>, layout: &Layout, look: Look) -> Self {
        Self { voice, look, width: width(layout), covers: covers(layout) }
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
            Block::Gap => vec![Line::default()],
        }
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
pub(super) fn speech(
    page: Page,
    (scroll, row): (usize, usize),
    voice: Voice<'_>,
    layout: &Layout,
    look: Look,
) -> Speech {
    let mark = |(row, tone)| {
        let (glyph, role) = look.tone(tone);
        Mark { row, glyph, role }
    };
    Speech {
        lines: Paper::of_speech(voice, layout, look).lines(&page.blocks),
        title: page.title,
        head: 0,
        scroll,
        focus: page.focus.unwrap_or(row),
        marks: page.marks.into_iter().map(mark).collect(),
    }
}
