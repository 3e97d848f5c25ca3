//! One file: its filters, and all the rest of it.

use super::splice::splice;
use super::{Format, Listing, Note, Problem, Reading, Remark, Unwritable, Writes};
use crate::filter::{Filter, FilterText, predecessors};
use crate::lang::Lang;

/// What a file would lose as a file of another format.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormatLoss {
    /// The names of its other filters.
    pub(crate) filters: Vec<String>,
    /// Whether the filter has a name, or a description, without a place.
    pub(crate) name: bool,
    pub(crate) description: bool,
    /// What else it says.
    pub(crate) keys: Vec<String>,
}

/// A file with one or more filters.
///
/// It stays as it was read: an editor keeps it beside the filter being edited, and says which of its rules each rule was
/// when it asks for the text to save. So undo across a save loses nothing either.
#[derive(Debug, Clone)]
pub struct Document {
    format: &'static dyn Format,
    text: String,
    filters: Vec<Filter>,
    listings: Vec<Listing>,
    /// The text is this program's own, so that nothing of anybody's is lost when it is written anew.
    is_own: bool,
}

impl Document {
    /// Reads a file of a format, or of one that its reader knows too.
    ///
    /// # Errors
    /// Every problem in the order of the text.
    pub(crate) fn read_as(format: &'static dyn Format, text: &str) -> Result<Self, Vec<Problem>> {
        let Reading { format, filters, listings } = format.read(text)?;
        Ok(Self { format, text: text.to_owned(), filters, listings, is_own: false })
    }

    /// A new file with one filter without a name and without rules.
    pub fn blank(format: &'static dyn Format) -> Self {
        Self::own(format, format.blank())
    }

    /// The same for readers of a language, where words of it are part of the format.
    pub(crate) fn blank_in(format: &'static dyn Format, lang: Lang) -> Self {
        Self::own(format, format.blank_in(lang))
    }

    fn own(format: &'static dyn Format, text: String) -> Self {
        let blank = |text| {
            let (filters, listings) = (vec![Filter::default()], vec![Listing::default()]);
            Self { format, text, filters, listings, is_own: true }
        };
        let read = Self::read_as(format, &text);
        read.map_or_else(|_| blank(text), |document| Self { is_own: true, ..document })
    }

    /// How the file holds its filters.
    pub fn format(&self) -> &'static dyn Format {
        self.format
    }

    /// Its filters as they stand in the file.
    pub fn filters(&self) -> &[Filter] {
        &self.filters
    }

    /// The byte offset of each rule of a filter in the text.
    pub(crate) fn rule_offsets(&self, index: usize) -> Vec<usize> {
        let items = self.listings.get(index).map(|listing| listing.items.as_slice());
        items.unwrap_or_default().iter().map(|span| span.start).collect()
    }

    /// The texts of a filter that the file has a place for.
    pub(crate) fn texts(&self, index: usize) -> Vec<FilterText> {
        let has_place = |which: &FilterText| {
            self.listings.get(index).is_some_and(|listing| match which {
                FilterText::Name => listing.name.is_some(),
                FilterText::Description => listing.description.is_some(),
            })
        };
        FilterText::ALL.into_iter().filter(has_place).collect()
    }

    /// What the text of a rule says beyond its fields.
    pub(crate) fn extras(&self, index: usize, rule: usize) -> Vec<String> {
        let span = self.listings.get(index).and_then(|listing| listing.items.get(rule)).cloned();
        let item = span.and_then(|span| self.text.get(span));
        item.map(|item| self.format.extras(item)).unwrap_or_default()
    }

    /// What a save of a filter spells differently even where nobody edited it.
    pub(crate) fn notes(&self, index: usize) -> &[Note] {
        self.listings.get(index).map_or(&[], |listing| &listing.notes)
    }

    /// What a person should know about a filter before trusting it.
    pub(crate) fn remarks(&self, index: usize) -> &[Remark] {
        self.listings.get(index).map_or(&[], |listing| &listing.remarks)
    }

    /// Whether another filter can be written into this text and leaves the rest of it as it is.
    pub(crate) fn is_written_in_place(&self) -> bool {
        match self.format.writes() {
            Writes::InPlace => true,
            Writes::New => self.is_own,
            Writes::Nothing => false,
        }
    }

    /// Its filters as they were before the change that it describes, if it describes one.
    pub(crate) fn before(&self) -> Option<Vec<Filter>> {
        self.format.before(&self.text)
    }

    /// The text of the file as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of the file with another filter at `index`; nothing changes for an index that is not there.
    ///
    /// Everything that is no rule of this filter stays byte for byte, and so does what a rule holds beyond the fields that
    /// changed. Fields are spelt as the API takes them. A new rule looks like its neighbours.
    ///
    /// Of a format that only new files are written of, the text is a new file with this filter alone.
    ///
    /// # Errors
    /// What the format has no words for, or that it is only read.
    pub fn write(&self, index: usize, filter: &Filter) -> Result<String, Unwritable> {
        let before = self.filters.get(index).map(|before| before.rules.as_slice()).unwrap_or_default();
        self.write_from(index, filter, &predecessors(before, &filter.rules))
    }

    /// [`Self::write`] where it is known which rule of the file each rule was: its index there, or none for a new rule.
    ///
    /// # Errors
    /// What the format has no words for, or that it is only read.
    pub fn write_from(&self, index: usize, filter: &Filter, origins: &[Option<usize>]) -> Result<String, Unwritable> {
        if self.format.writes() == Writes::Nothing {
            return Err(Unwritable::OnlyRead(self.format));
        }
        if !self.is_written_in_place() {
            return Self::blank(self.format).write_from(0, filter, &[]);
        }
        match (self.filters.get(index), self.listings.get(index)) {
            (Some(before), Some(listing)) if listing.sealed => match before == filter {
                true => Ok(self.text.clone()),
                false => Err(Unwritable::Computed),
            },
            (Some(before), Some(listing)) => {
                splice(self.format, &self.text, listing, (before, filter), origins).map_err(Unwritable::Unsayable)
            }
            _ => Ok(self.text.clone()),
        }
    }

    /// What would be lost if this file became one of another format with this filter; nothing, if nothing is.
    pub(crate) fn loses(&self, index: usize, format: &'static dyn Format, lang: Lang) -> Option<FormatLoss> {
        if format == self.format && self.is_written_in_place() {
            return None;
        }
        let (converted, place) = self.converted(index, format, lang);
        let kept = format.keys(&converted.text, place);
        let others = self.filters.iter().enumerate().filter(|(at, _)| *at != index);
        let (filter, listing) = (self.filters.get(index), converted.listings.get(place));
        let has_place = |slot: fn(&Listing) -> bool| listing.is_some_and(slot);
        let says = |text: fn(&Filter) -> &str| filter.is_some_and(|filter| !text(filter).is_empty());
        let loss = FormatLoss {
            filters: others.map(|(_, filter)| filter.name.clone()).collect(),
            name: says(|filter| &filter.name) && !has_place(|listing| listing.name.is_some()),
            description: says(|filter| &filter.description) && !has_place(|listing| listing.description.is_some()),
            keys: self.format.keys(&self.text, index).into_iter().filter(|key| !kept.contains(key)).collect(),
        };
        (loss != FormatLoss::default()).then_some(loss)
    }

    /// One filter of the file as a file of another format, and its index there.
    ///
    /// Origins stay valid, so that a filter being edited, with its history, goes on in the new file: its rules are those of
    /// this file, or, where the formats have nothing in common, none, and each rule that is written is new. What the new
    /// format has no place for is lost. The same format changes nothing where it is written in place: the other filters
    /// stay too. Where words of a language are part of the format, they are of this one.
    #[must_use]
    pub fn converted(&self, index: usize, format: &'static dyn Format, lang: Lang) -> (Self, usize) {
        if format == self.format && self.is_written_in_place() {
            return (self.clone(), index);
        }
        let adopted = format.adopt(self.format, &self.text, index).and_then(|text| Self::read_as(format, &text).ok());
        (adopted.unwrap_or_else(|| Self::blank_in(format, lang)), 0)
    }
}
