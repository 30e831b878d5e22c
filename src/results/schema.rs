//! The JSON schema of all results, made from their types, and the page that explains it to people.
//!
//! A key of an exact number appears with its double, as in [`crate::json`].

use std::fmt::Write as _;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::layout::{APPROX, EXACT};
use crate::{
    accuracy, bench, bounds, brief, certify, claims, compare, continuum, estimate, explain, path,
    policies, regimes, replicated, shadow, solve, sweep, sweep_summary, uncertain, verify,
};

/// A verb and the name of its result among the definitions of the schema.
struct Root {
    verb: &'static str,
    name: String,
    /// Whether the document is a list of these.
    is_list: bool,
}

fn roots(generator: &mut SchemaGenerator) -> Vec<Root> {
    fn root<T: JsonSchema>(generator: &mut SchemaGenerator, verb: &'static str) -> Root {
        generator.subschema_for::<T>();
        Root { verb, name: T::schema_name().into_owned(), is_list: false }
    }
    fn list<T: JsonSchema>(generator: &mut SchemaGenerator, verb: &'static str) -> Root {
        Root { is_list: true, ..root::<T>(generator, verb) }
    }
    vec![
        root::<solve::Solved>(generator, "solve"),
        root::<continuum::ContinuousSolved>(generator, "solve"),
        root::<shadow::Infeasible>(generator, "solve"),
        root::<verify::Crosschecked>(generator, "verify"),
        root::<bounds::Bracketed>(generator, "bounds"),
        root::<explain::Explained>(generator, "explain"),
        root::<path::Traced>(generator, "path"),
        root::<regimes::Regimes>(generator, "path"),
        root::<continuum::ContinuousSolved>(generator, "path"),
        root::<policies::PolicyFound>(generator, "evaluate"),
        root::<policies::PoliciesCompared>(generator, "compare"),
        root::<brief::Brief>(generator, "report"),
        root::<replicated::Replicated>(generator, "replicate"),
        root::<sweep::SweepMerged>(generator, "sweep"),
        root::<sweep::SweepPlanned>(generator, "sweep plan"),
        root::<sweep::SweepRan>(generator, "sweep run"),
        root::<sweep::SweepSubmitted>(generator, "sweep submit"),
        root::<sweep::SweepStatus>(generator, "sweep status"),
        root::<sweep_summary::SweepQuantiles>(generator, "sweep summarize"),
        root::<sweep_summary::SweepMap>(generator, "sweep summarize"),
        root::<estimate::EstimateFound>(generator, "estimate"),
        root::<uncertain::Bootstrapped>(generator, "estimate"),
        root::<uncertain::Encodings>(generator, "estimate"),
        root::<certify::CertifiedModel>(generator, "certify"),
        root::<claims::FiniteClaim>(generator, "claims"),
        root::<claims::ContinuousClaim>(generator, "claims"),
        list::<bench::MeasuredRow>(generator, "bench"),
        list::<accuracy::GradedRow>(generator, "bench accuracy"),
        root::<compare::Changes>(generator, "bench compare"),
    ]
}

/// The schema, draft 2020-12. Each line of `--json` is one of the documents of `anyOf`.
///
/// ```
/// let schema = ironproof_results::schema::schema();
/// let solved = &schema["$defs"]["Solved"]["properties"];
/// assert_eq!(solved["value_approx"]["type"], "number");
/// ```
pub fn schema() -> Value {
    let mut generator = SchemaGenerator::new(SchemaSettings::draft2020_12().for_serialize());
    let roots = roots(&mut generator);
    let mut definitions = generator.take_definitions(true);
    for name in ["Exact", "MaybeExact", "ExactList", "Interval", "Ends"] {
        definitions.shift_remove(name);
    }
    for definition in definitions.values_mut() {
        lay_out(definition);
    }
    let any_of: Vec<Value> = roots
        .iter()
        .map(|root| {
            let reference = format!("#/$defs/{}", root.name);
            if root.is_list {
                json!({ "title": root.verb, "type": "array", "items": { "$ref": reference } })
            } else {
                json!({ "title": root.verb, "$ref": reference })
            }
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Results of ironproof",
        "anyOf": any_of,
        "$defs": definitions,
    })
}

/// Puts a double beside each exact number, and fractions beside each interval.
fn lay_out(definition: &mut Value) {
    if let Some(choices) = definition.get_mut("oneOf").and_then(Value::as_array_mut) {
        choices.iter_mut().for_each(lay_out);
    }
    let Some(properties) = definition.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    let mut laid_out = Map::new();
    let mut beside = Vec::new();
    for (key, mut property) in std::mem::take(properties) {
        let kind = reference(&property);
        let fraction = "^-?[0-9]+(/[0-9]+)?$";
        let one = |kind: Value| json!({ "type": kind, "pattern": fraction });
        let list = |of: Value| json!({ "type": "array", "items": of });
        let types = match kind.as_str() {
            "#/$defs/Exact" => [one(json!("string")), json!({ "type": "number" })],
            "#/$defs/MaybeExact" => {
                [one(json!(["string", "null"])), json!({ "type": ["number", "null"] })]
            }
            "#/$defs/ExactList" => [list(one(json!("string"))), list(json!({ "type": "number" }))],
            "#/$defs/Interval" => [list(json!({ "type": "number" })), list(one(json!("string")))],
            "#/$defs/Ends" => {
                [list(list(json!({ "type": "number" }))), list(list(one(json!("string"))))]
            }
            _ => {
                laid_out.insert(key, property);
                continue;
            }
        };
        let [mut text, mut double] = types;
        text["description"] = property["description"].take();
        let is_interval = matches!(kind.as_str(), "#/$defs/Interval" | "#/$defs/Ends");
        let (end, what) = if is_interval {
            (EXACT, format!("The same as fractions: the ends of `{key}` are rounded outward."))
        } else {
            (APPROX, format!("The double nearest to `{key}`."))
        };
        double["description"] = json!(what);
        let key_beside = format!("{key}{end}");
        laid_out.insert(key, text);
        laid_out.insert(key_beside.clone(), double);
        beside.push(key_beside);
    }
    *properties = laid_out;
    if let Some(required) = definition.get_mut("required").and_then(Value::as_array_mut) {
        required.extend(beside.into_iter().map(Value::String));
    }
}

/// The definition that a property refers to, also where it may be null.
fn reference(property: &Value) -> String {
    let choices = property["anyOf"].as_array().into_iter().flatten();
    let mut all = std::iter::once(property).chain(choices);
    all.find_map(|choice| choice["$ref"].as_str()).unwrap_or_default().to_owned()
}

/// The schema for people, in Markdown: one table of keys for each object.
pub fn page() -> String {
    let mut generator = SchemaGenerator::new(SchemaSettings::draft2020_12().for_serialize());
    let roots = roots(&mut generator);
    let schema = schema();
    let mut text = PREFACE.to_owned();
    let definitions = schema["$defs"].as_object().into_iter().flatten();
    for (name, definition) in definitions {
        let verb = roots.iter().find(|root| root.name == *name);
        let title = verb.map_or_else(|| name.clone(), |root| format!("`{}`: {name}", root.verb));
        let _ = writeln!(text, "\n## {title}\n");
        if let Some(description) = definition["description"].as_str() {
            let _ = writeln!(text, "{}\n", textwrap::fill(&description.replace('\n', " "), 120));
        }
        objects(&mut text, definition);
    }
    text
}

const PREFACE: &str = "\
# Keys of the results

`ironproof schema` prints the JSON schema of everything that `--json` prints, and `ironproof schema --markdown` prints
this page. Both are made from the types of the program.

A fraction such as `\"31/24\"` is exact. The key with `_approx` has the nearest double, for programs that cannot read
fractions. An interval such as `[0.25, 0.2500001]` has the number between its two doubles. The key with `_exact` has the
same as fractions. `--as csv` uses the same names for its columns.
";

/// A table of the keys of an object, or the words that a choice has.
fn objects(text: &mut String, definition: &Value) {
    if let Some(choices) = definition["oneOf"].as_array() {
        for choice in choices {
            let word = choice["const"].as_str().unwrap_or_default();
            let description = choice["description"].as_str().unwrap_or_default();
            let _ = writeln!(text, "- `{word}`: {description}");
            objects(text, choice);
        }
    }
    if let Some(words) = definition["enum"].as_array() {
        let words: Vec<String> =
            words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect();
        let _ = writeln!(text, "One of {}.", words.join(", "));
    }
    let Some(properties) = definition["properties"].as_object() else { return };
    text.push_str("| key | type | meaning |\n|---|---|---|\n");
    for (key, property) in properties {
        let description = property["description"].as_str().unwrap_or_default();
        let description = description.replace('\n', " ").replace('|', "\\|");
        let _ = writeln!(text, "| `{key}` | {} | {description} |", type_of(property));
    }
}

/// `text`, `number or null`, `list of Segment`.
fn type_of(property: &Value) -> String {
    let name = |kind: &str| match kind {
        "string" => "text".to_owned(),
        "boolean" => "true or false".to_owned(),
        "integer" => "whole number".to_owned(),
        other => other.to_owned(),
    };
    if let Some(kind) = property["$ref"].as_str() {
        return kind.trim_start_matches("#/$defs/").to_owned();
    }
    if let Some(choices) = property["anyOf"].as_array() {
        return choices.iter().map(type_of).collect::<Vec<_>>().join(" or ");
    }
    match &property["type"] {
        Value::String(kind) if kind == "array" => {
            format!("list of {}", type_of(&property["items"]))
        }
        Value::String(kind) => name(kind),
        Value::Array(kinds) => {
            kinds.iter().filter_map(Value::as_str).map(name).collect::<Vec<_>>().join(" or ")
        }
        _ => "anything".to_owned(),
    }
}
