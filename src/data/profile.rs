//! A profile as a table: its keys are the ids of its entries.

use super::{DataFault, DataReader, DataShape};
use crate::profile::{Profile, ProfileError, ProfileField};
use toml::Value;

impl<T: From<DataFault>> DataReader<'_, T> {
    /// The texts of every entry that is there, with its key. Other keys are noted.
    pub(crate) fn profile_texts(&mut self) -> Vec<(ProfileField, String, Vec<String>)> {
        let mut entries: Vec<(ProfileField, String, Vec<String>)> = Vec::new();
        for (key, value) in self.table {
            match (ProfileField::of_id(key), value) {
                (None, _) => self.report(key, DataFault::UnknownKey),
                // Its older name beside it.
                (Some(field), _) if entries.iter().any(|(known, ..)| *known == field) => {
                    self.report(key, DataFault::UnknownKey);
                }
                (Some(field), Value::Boolean(on)) if field.is_switch() => {
                    entries.push((field, key.clone(), vec![if *on { "yes" } else { "no" }.to_owned()]));
                }
                (Some(field), Value::Array(items)) if field.is_list() => {
                    let texts: Option<Vec<String>> = items.iter().map(text).collect();
                    match texts {
                        Some(texts) => entries.push((field, key.clone(), texts)),
                        None => self.report(key, DataFault::Expected(DataShape::Text)),
                    }
                }
                (Some(field), value) => match text(value) {
                    Some(text) => entries.push((field, key.clone(), vec![text])),
                    None => self.report(key, DataFault::Expected(shape(field))),
                },
            }
        }
        entries
    }

    /// The profile that the table is. An entry that cannot be read is noted and left as it is by default.
    pub(crate) fn profile(&mut self) -> Profile {
        let mut profile = Profile::default();
        for (field, key, texts) in self.profile_texts() {
            match profile.with_texts(field, &texts) {
                Ok(filled) => profile = filled,
                Err(error) => self.report(&key, DataFault::Profile(error)),
            }
        }
        profile
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

const fn shape(field: ProfileField) -> DataShape {
    match field {
        _ if field.is_switch() => DataShape::Switch,
        _ if field.is_list() => DataShape::List,
        _ => DataShape::Text,
    }
}

impl From<ProfileError> for DataFault {
    fn from(error: ProfileError) -> Self {
        Self::Profile(error)
    }
}
