//! What stands over and under a chart that leaves, whichever screen it is of.
//! It decides no title and draws nothing.

use crate::base::Precision;
use crate::i18n::Texts;
use crate::report::coverage::Caption;
use crate::workspace::Workspace;

use super::filter::words;

/// A caption of this title that says of whom: how many, by which filters, until when; `None` while nobody is selected.
pub fn of_whom(title: String, workspace: &Workspace, texts: &Texts) -> Option<Caption> {
    let (store, journeys) = (workspace.store()?, workspace.results().journeys.value()?);
    let as_of = store.head().as_of.map(|day| texts.date(day, Precision::Day));
    let selection = &journeys.selection;
    let heads = [("n", selection.patients.len().into()), ("of", selection.of.into())];
    let chain: Vec<String> =
        workspace.filters().iter().map(|filter| words::words(filter, store, texts)).collect();
    Some(Caption {
        title,
        heads: texts.ta("chart-heads", &heads),
        chain: if chain.is_empty() { vec![texts.t("chart-no-filter")] } else { chain },
        as_of: as_of.map(|day| texts.ta("chart-as-of", &[("date", day.into())])).unwrap_or_default(),
    })
}
