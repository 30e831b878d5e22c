//! Solution files of CPLEX, which are XML.
//!
//! ```text
//!     <CPLEXSolution version="1.2">
//!      <linearConstraints>
//!       <constraint name="c1" index="0" status="LL" slack="0" dual="2"/>
//!      </linearConstraints>
//!      <variables>
//!       <variable name="x" index="0" status="BS" value="3" reducedCost="0"/>
//!      </variables>
//!     </CPLEXSolution>
//! ```

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::names::value;
use super::{Answer, SolutionError};
use ironproof_number::rational::Rational;

const FORM: &str = "a solution file of CPLEX in XML, with one <CPLEXSolution>";

pub(super) fn read(text: &str, answer: &mut Answer<'_>) -> Result<(), SolutionError> {
    let mut reader = Reader::from_str(text);
    let mut n_solutions = 0;
    loop {
        let position = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let at = 1 + text.bytes().take(position).filter(|byte| *byte == b'\n').count();
        let event = reader.read_event().map_err(|_| SolutionError::Line(at, FORM))?;
        match event {
            Event::Eof if n_solutions == 1 => return Ok(()),
            Event::Eof => return Err(SolutionError::Line(at, FORM)),
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "CPLEXSolution" => n_solutions += 1,
                "variable" => {
                    let (name, number) = entry(&tag, "value", at)?;
                    let number = number.ok_or(SolutionError::Line(at, "value= of a variable"))?;
                    answer.point.set_named(at, &name, number)?;
                }
                "constraint" => {
                    // Without dual= it is the solution of a model with integers.
                    if let (name, Some(number)) = entry(&tag, "dual", at)? {
                        answer.multipliers.set_named(at, &name, number)?;
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// The attribute `name`, and the number in the attribute `what`.
fn entry(
    tag: &BytesStart<'_>,
    what: &str,
    at: usize,
) -> Result<(String, Option<Rational>), SolutionError> {
    let (mut name, mut number) = (None, None);
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| SolutionError::Line(at, FORM))?;
        let text = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|_| SolutionError::Line(at, FORM))?;
        if attribute.key.as_ref() == "name" {
            name = Some(text.into_owned());
        } else if attribute.key.as_ref() == what {
            number = Some(value(text.trim_ascii()).ok_or(SolutionError::Line(at, "a number"))?);
        }
    }
    Ok((name.ok_or(SolutionError::Line(at, "name="))?, number))
}
