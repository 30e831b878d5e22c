//! `path --plot`: the value and its slope.

use std::path::Path as FilePath;

use plotters::coord::Shift;
use plotters::element::DashedPathElement;
use plotters::prelude::{
    BLACK, ChartBuilder, Color, DashedLineSeries, DrawingArea, IntoDrawingArea, IntoFont,
    LineSeries, PathElement, RGBColor, SVGBackend, Text, WHITE,
};

use super::plot::tick;
use crate::svg::write_svg;
use ironproof_files::file::WriteError;
use ironproof_number::rational::approx;
use ironproof_path::Path;

const VALUE: RGBColor = RGBColor(31, 90, 166);
const CHANGE: RGBColor = RGBColor(200, 200, 200);
const SLOPE: RGBColor = RGBColor(196, 78, 24);

/// A part of a picture.
type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Draws the value as a line and the slope as steps, each on its own scale.
///
/// # Errors
/// [`WriteError`] if the picture cannot be drawn, or the file cannot be written.
pub fn write(
    file: &FilePath,
    title: &str,
    over: &str,
    slope_name: &str,
    path: &Path,
) -> Result<(), WriteError> {
    let svg = draw(title, over, slope_name, path).map_err(|error| WriteError {
        path: file.to_owned(),
        error: std::io::Error::other(error.to_string()),
    })?;
    write_svg(file, &svg)
}

#[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
fn draw(
    title: &str,
    over: &str,
    slope_name: &str,
    path: &Path,
) -> Result<String, Box<dyn std::error::Error>> {
    let end = end(path);
    let (mut value, mut slope) = (Vec::new(), Vec::new());
    for piece in &path.pieces {
        let from = approx(&piece.from);
        let to = piece.to.as_ref().map_or(end, |to| approx(to).min(end));
        if to <= from {
            break;
        }
        for x in [from, to] {
            let step = approx(&piece.line.slope);
            value.push((x, approx(&piece.line.intercept) + step * x));
            slope.push((x, step));
        }
    }
    let left = value.first().map_or(0.0, |point| point.0);
    let changes = path.pieces.iter().filter(|piece| !piece.changes.is_empty());
    let changes: Vec<f64> = changes.map(|piece| approx(&piece.from)).collect();
    let all = value.iter().chain(&slope).flat_map(|(x, y)| [*x, *y]).chain([left, end]);
    if let Some(far) = all.into_iter().find(|x| x.is_nan() || x.abs() > 1e300) {
        return Err(format!("{far:e} is too large for a picture").into());
    }
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (640, 430)).into_drawing_area();
        area.fill(&WHITE)?;
        // The legend is below the chart, where it hides nothing.
        let (upper, lower) = area.split_vertically(400);
        legend(&lower, slope_name, !changes.is_empty())?;
        let mut chart = ChartBuilder::on(&upper)
            .caption(title, ("sans-serif", 16))
            .margin(12)
            .x_label_area_size(40)
            .y_label_area_size(64)
            .right_y_label_area_size(70)
            .build_cartesian_2d(left..end, range(&value))?
            .set_secondary_coord(left..end, range(&slope));
        chart
            .configure_mesh()
            .disable_mesh()
            .x_desc(over)
            .y_desc("optimal value")
            .axis_desc_style(("sans-serif", 14))
            .y_label_style(("sans-serif", 12).into_font().color(&VALUE))
            .x_labels(8)
            .y_labels(6)
            .x_label_formatter(&tick)
            .y_label_formatter(&tick)
            .draw()?;
        chart
            .configure_secondary_axes()
            .y_desc(format!("{slope_name} (dashed)"))
            .axis_desc_style(("sans-serif", 14))
            .label_style(("sans-serif", 12).into_font().color(&SLOPE))
            .y_labels(6)
            .y_label_formatter(&tick)
            .draw()?;
        // Thin lines where the structure changes.
        let heights = range(&value);
        for x in changes {
            let ends = [(x, heights.start), (x, heights.end)];
            chart.draw_series(LineSeries::new(ends, CHANGE.stroke_width(1)))?;
        }
        chart.draw_series(LineSeries::new(value, VALUE.stroke_width(2)))?;
        // Dashes tell the lines apart without colour.
        chart.draw_secondary_series(DashedLineSeries::new(slope, 6, 4, SLOPE.stroke_width(2)))?;
        area.present()?;
    }
    Ok(svg)
}

/// What the lines are, side by side.
fn legend(
    area: &Area<'_>,
    slope_name: &str,
    has_changes: bool,
) -> Result<(), Box<dyn std::error::Error>> {
    let style = ("sans-serif", 13).into_font().color(&BLACK);
    let name = |text: String, x| Text::new(text, (x, 4), style.clone());
    area.draw(&PathElement::new([(70, 11), (92, 11)], VALUE.stroke_width(2)))?;
    area.draw(&name("optimal value (left)".to_owned(), 98))?;
    area.draw(&DashedPathElement::new([(240, 11), (262, 11)], 6, 4, SLOPE.stroke_width(2)))?;
    area.draw(&name(format!("{slope_name} (right)"), 268))?;
    if has_changes {
        area.draw(&PathElement::new([(461, 4), (461, 18)], CHANGE.stroke_width(1)))?;
        area.draw(&name("change of structure".to_owned(), 468))?;
    }
    Ok(())
}

/// Right end of the picture: that of the range, or a quarter beyond the last point of interest.
#[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
fn end(path: &Path) -> f64 {
    if let Some(to) = path.pieces.last().and_then(|piece| piece.to.as_ref()) {
        return approx(to);
    }
    let last_change = path.pieces.iter().rfind(|piece| !piece.changes.is_empty());
    match last_change.or(path.pieces.last()) {
        Some(piece) if !piece.from.is_zero() => approx(&piece.from) * 1.25,
        _ => 1.0,
    }
}

/// The heights of the points, with some room.
#[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
fn range(points: &[(f64, f64)]) -> std::ops::Range<f64> {
    let low = points.iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
    let high = points.iter().map(|point| point.1).fold(f64::NEG_INFINITY, f64::max);
    let room = if high > low { (high - low) * 0.04 } else { 0.5 };
    low - room..high + room
}
