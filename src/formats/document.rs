//! One file: its filters, and all the rest of it.

use super::splice::splice;
use super::{Format, Listing, Note, Problem, Reading, Unsayable};
use crate::filter::{Filter, FilterText, predecessors};

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
}

impl Document {
    /// Reads a file of a format, or of one that its reader knows too.
    ///
    /// # Errors
    /// Every problem in the order of the text.
    pub(crate) fn read_as(format: &'static dyn Format, text: &str) -> Result<Self, Vec<Problem>> {
        let Reading { format, filters, listings } = format.read(text)?;
        Ok(Self { format, text: text.to_owned(), filters, listings })
    }

    /// A new file with one filter without a name and without rules.
    pub fn blank(format: &'static dyn Format) -> Self {
        let text = format.blank();
        Self::read_as(format, &text).unwrap_or_else(|_| Self {
            format,
            text,
            filters: vec![Filter::default()],
            listings: vec![Listing::default()],
        })
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

    /// The text of the file as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of the file with another filter at `index`; nothing changes for an index that is not there.
    ///
    /// Everything that is no rule of this filter stays byte for byte, and so does what a rule holds beyond the fields that
    /// changed. Fields are spelt as the API takes them. A new rule looks like its neighbours.
    ///
    /// # Errors
    /// What the format has no words for.
    pub fn write(&self, index: usize, filter: &Filter) -> Result<String, Vec<Unsayable>> {
        let before = self.filters.get(index).map(|before| before.rules.as_slice()).unwrap_or_default();
        self.write_from(index, filter, &predecessors(before, &filter.rules))
    }

    /// [`Self::write`] where it is known which rule of the file each rule was: its index there, or none for a new rule.
    ///
    /// # Errors
    /// What the format has no words for.
    pub fn write_from(
        &self,
        index: usize,
        filter: &Filter,
        origins: &[Option<usize>],
    ) -> Result<String, Vec<Unsayable>> {
        match (self.filters.get(index), self.listings.get(index)) {
            (Some(before), Some(listing)) => splice(self.format, &self.text, listing, (before, filter), origins),
            _ => Ok(self.text.clone()),
        }
    }

    /// What would be lost if this file became one of another format with this filter; nothing, if nothing is.
    pub(crate) fn loses(&self, index: usize, format: &'static dyn Format) -> Option<FormatLoss> {
        if format == self.format {
            return None;
        }
        let (converted, place) = self.converted(index, format);
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
    /// format has no place for is lost. The same format changes nothing: the other filters stay too.
    #[must_use]
    pub fn converted(&self, index: usize, format: &'static dyn Format) -> (Self, usize) {
        if format == self.format {
            return (self.clone(), index);
        }
        let adopted = format.adopt(self.format, &self.text, index).and_then(|text| Self::read_as(format, &text).ok());
        (adopted.unwrap_or_else(|| Self::blank(format)), 0)
    }
}
