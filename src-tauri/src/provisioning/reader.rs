//! Reading one table of the file key by key: every key is asked for once, and what nobody asked for
//! is an error, all of them with their line.

use super::FileError;
use std::{
    collections::BTreeSet,
    ops::{Range, RangeInclusive},
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The file's name and text, for errors.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl Source<'_> {
    fn line(self, at: &Range<usize>) -> usize {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1)
    }

    pub(super) fn error(
        self,
        at: &Range<usize>,
        key: &str,
        problem: impl Into<String>,
    ) -> FileError {
        let line = self.line(at);
        FileError { file: self.file.to_owned(), line, key: key.to_owned(), problem: problem.into() }
    }
}

/// One table being read.
pub(super) struct Section<'a> {
    source: Source<'a>,
    name: String,
    at: Range<usize>,
    table: &'a DeTable<'a>,
    asked: BTreeSet<String>,
}

/// A value with where it stands.
pub(super) struct Found<'a, T> {
    pub(super) value: T,
    pub(super) at: Range<usize>,
    pub(super) key: String,
    source: Source<'a>,
}

impl<'a, T> Found<'a, T> {
    pub(super) fn wrong(&self, problem: impl Into<String>) -> FileError {
        self.source.error(&self.at, &self.key, problem)
    }

    /// The line it stands in, from 1.
    pub(super) fn line(&self) -> usize {
        self.source.line(&self.at)
    }

    /// Reads the value further, or says what it must be.
    pub(super) fn read<U>(
        self,
        read: impl FnOnce(&T) -> Option<U>,
        must: &str,
    ) -> Result<U, FileError> {
        read(&self.value).ok_or_else(|| self.wrong(must))
    }
}

impl<'a> Section<'a> {
    pub(super) fn new(
        source: Source<'a>,
        name: &str,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Result<Self, FileError> {
        let DeValue::Table(table) = value.get_ref() else {
            return Err(source.error(&value.span(), name, "must be a table"));
        };
        Ok(Self::of(source, name, value.span(), table))
    }

    pub(super) fn of(
        source: Source<'a>,
        name: &str,
        at: Range<usize>,
        table: &'a DeTable<'a>,
    ) -> Self {
        Self { source, name: name.to_owned(), at, table, asked: BTreeSet::new() }
    }

    /// The value of a key, if it is there.
    pub(super) fn value(&mut self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.insert(key.to_owned());
        let mut entries = self.table.iter();
        entries.find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.get_ref() == key)
    }

    pub(super) fn optional_text(
        &mut self,
        key: &str,
    ) -> Result<Option<Found<'a, String>>, FileError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let DeValue::String(text) = value.get_ref() else {
            return Err(self.wrong(key, value, "must be text in quotes"));
        };
        Ok(Some(self.found(key, value, text.to_string())))
    }

    pub(super) fn text(&mut self, key: &str) -> Result<Found<'a, String>, FileError> {
        let found = self.optional_text(key)?.ok_or_else(|| self.missing(key))?;
        if found.value.trim().is_empty() {
            Err(found.wrong("must not be empty"))
        } else {
            Ok(found)
        }
    }

    /// A list of texts, none of them blank; empty where the key is left out.
    pub(super) fn texts(&mut self, key: &str) -> Result<Vec<String>, FileError> {
        let Some(value) = self.value(key) else { return Ok(Vec::new()) };
        let DeValue::Array(items) = value.get_ref() else {
            return Err(self.wrong(key, value, "must be a list"));
        };
        let read = |item: &Spanned<DeValue<'_>>| {
            let text = item.get_ref().as_str().map(str::trim)?;
            (!text.is_empty()).then(|| text.to_owned())
        };
        let texts: Option<Vec<String>> = items.iter().map(read).collect();
        texts.ok_or_else(|| self.wrong(key, value, "must hold texts in quotes"))
    }

    pub(super) fn optional_bool(&mut self, key: &str) -> Result<Option<bool>, FileError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let DeValue::Boolean(flag) = value.get_ref() else {
            return Err(self.wrong(key, value, "must be true or false"));
        };
        Ok(Some(*flag))
    }

    /// A whole number within bounds.
    pub(super) fn optional_number(
        &mut self,
        key: &str,
        bounds: RangeInclusive<u32>,
    ) -> Result<Option<u32>, FileError> {
        self.value(key).map(|value| self.number(key, value, bounds)).transpose()
    }

    pub(super) fn number(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        bounds: RangeInclusive<u32>,
    ) -> Result<u32, FileError> {
        let number = match value.get_ref().as_integer() {
            Some(number) if number.radix() == 10 => number.as_str().parse().ok(),
            Some(_) | None => None,
        };
        number.filter(|number| bounds.contains(number)).ok_or_else(|| {
            let must =
                format!("must be a whole number from {} to {}", bounds.start(), bounds.end());
            self.wrong(key, value, must)
        })
    }

    pub(super) fn missing(&self, key: &str) -> FileError {
        self.source.error(&self.at, &self.path(key), "is missing")
    }

    /// What is wrong with the value of a key that is there.
    pub(super) fn wrong_at(&self, key: &str, problem: impl Into<String>) -> FileError {
        let value = self.table.iter().find(|(name, _)| name.get_ref() == key);
        let at = value.map_or_else(|| self.at.clone(), |(_, value)| value.span());
        self.source.error(&at, &self.path(key), problem)
    }

    pub(super) fn wrong(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        problem: impl Into<String>,
    ) -> FileError {
        self.source.error(&value.span(), &self.path(key), problem)
    }

    pub(super) fn found<T>(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        inner: T,
    ) -> Found<'a, T> {
        Found { value: inner, at: value.span(), key: self.path(key), source: self.source }
    }

    pub(super) fn path(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    pub(super) fn source(&self) -> Source<'a> {
        self.source
    }

    /// Whatever was not asked for is a slip of the pen.
    pub(super) fn finish(self) -> Result<(), FileError> {
        let unknown =
            self.table.iter().find(|(key, _)| !self.asked.contains(key.get_ref().as_ref()));
        match unknown {
            Some((key, _)) => Err(self.source.error(
                &key.span(),
                &self.path(key.get_ref()),
                "is not a key of this section",
            )),
            None => Ok(()),
        }
    }
}
