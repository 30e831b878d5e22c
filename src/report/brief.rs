//! All that there is to say about one instance, as text and tables; [`crate::page`] makes a page of it.

use ironproof_results::brief::Brief;
use ironproof_results::json;
use serde_json::Value;

use crate::document::Document;
use crate::printer::Report;
use crate::records::Record;

impl Report for Brief {
    fn document(&self) -> Document {
        let optimum =
            self.continuous.as_ref().map_or_else(|| self.finite.document(), Report::document);
        let mut parts = optimum.parts;
        let policies = self.policies.iter().map(Report::document);
        let explained = self.explained.iter().map(Report::document);
        let regimes = self.regimes.iter().map(Report::document);
        let samples = self.bootstrap.iter().map(Report::document);
        let estimators = self.encodings.iter().map(Report::document);
        let all = policies.chain(explained).chain(regimes).chain(samples).chain(estimators);
        parts.extend(all.flat_map(|part| part.parts));
        Document { parts }
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    /// The optimum: a row for each segment.
    fn records(&self) -> Vec<Record> {
        self.continuous.as_ref().map_or_else(|| self.finite.records(), Report::records)
    }
}
