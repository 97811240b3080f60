//! Where a supplier lists its products, as the column `suppliers.catalog` holds it.

use crate::rows::word;
use domain::account::{CatalogSource, ProductFact};
use engine::ports::journal::JournalError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Serialize, Deserialize)]
struct Stored {
    path: String,
    list: Option<String>,
    total: Option<String>,
    page: Option<(String, u64)>,
    fields: BTreeMap<String, String>,
}

pub(crate) fn write(source: &CatalogSource) -> Result<String, JournalError> {
    let fields = source.fields.iter();
    let stored = Stored {
        path: source.path.clone(),
        list: source.list.clone(),
        total: source.total.clone(),
        page: source.page.clone(),
        fields: fields.map(|(fact, place)| (fact.as_str().to_owned(), place.clone())).collect(),
    };
    serde_json::to_string(&stored).map_err(|error| JournalError::Corrupt(error.to_string()))
}

pub(crate) fn read(text: &str) -> Result<CatalogSource, JournalError> {
    let stored: Stored =
        serde_json::from_str(text).map_err(|error| JournalError::Corrupt(error.to_string()))?;
    let fields = stored.fields.into_iter();
    let fact = |(name, place): (String, String)| {
        word("catalog field", &name, ProductFact::from_word).map(|fact| (fact, place))
    };
    Ok(CatalogSource {
        path: stored.path,
        list: stored.list,
        total: stored.total,
        page: stored.page,
        fields: fields.map(fact).collect::<Result<_, _>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let source = CatalogSource {
            path: "/products?ps=50".into(),
            list: Some("data.items".into()),
            total: None,
            page: Some(("pn".into(), 1)),
            fields: vec![(ProductFact::Item, "id".into()), (ProductFact::NameEn, "name.en".into())],
        };
        assert_eq!(read(&write(&source).unwrap()).unwrap(), source);
        assert!(read(r#"{"path":"/","fields":{"colour":"c"}}"#).is_err());
    }
}
