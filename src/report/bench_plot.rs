//! Pictures of measurements: time over the number of types, and the performance profile.

use std::collections::BTreeMap;
use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::{
    BLACK, ChartBuilder, Circle, Color, DrawingArea, IntoDrawingArea, IntoFont, IntoLogRange,
    LineSeries, PathElement, RGBColor, SVGBackend, ShapeStyle, Text, WHITE,
};

use crate::svg::write_svg;
use ironproof_bench::row::{Row, median};
use ironproof_bench::summary::{Curve, exponent, number, profile as curves};
use ironproof_files::file::WriteError;

/// The text of a picture.
pub(crate) type Drawn = Result<String, Box<dyn std::error::Error>>;

/// A part of a picture.
pub(crate) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

pub(crate) const SIZE: (u32, u32) = (960, 520);
/// Width of the chart; the legend is right of it, where it hides nothing.
pub(crate) const CHART: u32 = 660;
/// Colours that stay apart for most kinds of colour blindness.
const COLOURS: [RGBColor; 14] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(230, 159, 0),
    RGBColor(90, 90, 90),
    RGBColor(120, 60, 20),
    RGBColor(240, 90, 120),
    RGBColor(0, 60, 60),
    RGBColor(150, 190, 0),
    RGBColor(110, 80, 200),
    RGBColor(0, 0, 0),
    RGBColor(220, 190, 120),
];

/// Median over the shapes, per method and size, with the fitted exponent in the legend.
///
/// # Errors
/// [`WriteError`] if the picture cannot be drawn, or the file cannot be written.
pub fn scaling(path: &Path, rows: &[Row]) -> Result<(), WriteError> {
    write(path, draw_scaling(rows))
}

/// Share of all instances solved within a factor of the best method.
///
/// # Errors
/// [`WriteError`] if the picture cannot be drawn, or the file cannot be written.
pub fn profile(path: &Path, rows: &[Row]) -> Result<(), WriteError> {
    write(path, draw_profile(rows))
}

/// Writes a picture.
pub(crate) fn write(path: &Path, svg: Drawn) -> Result<(), WriteError> {
    let svg = svg.map_err(|error| WriteError {
        path: path.to_owned(),
        error: std::io::Error::other(error.to_string()),
    })?;
    write_svg(path, &svg)
}

#[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
fn draw_scaling(rows: &[Row]) -> Drawn {
    let mut times: BTreeMap<&str, BTreeMap<usize, Vec<f64>>> = BTreeMap::new();
    for row in rows {
        if let Some(time) = row.median() {
            times.entry(&row.method).or_default().entry(row.types).or_default().push(time);
        }
    }
    let all = || times.values().flat_map(|sizes| sizes.iter());
    let most = all().map(|(types, _)| number(*types)).fold(10.0, f64::max);
    let least = all().map(|(types, _)| number(*types)).fold(most, f64::min);
    let seconds = || all().flat_map(|(_, times)| times).copied();
    let (fastest, slowest) = (seconds().fold(1.0, f64::min), seconds().fold(1e-3, f64::max));
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        area.fill(&WHITE)?;
        let (left, right) = area.split_horizontally(CHART);
        let mut names = Vec::new();
        let (x, y) = (least * 0.8..most * 1.25, fastest.max(1e-8) * 0.5..slowest * 2.0);
        let mut chart = ChartBuilder::on(&left)
            .caption("Time over number of types, median over the shapes", ("sans-serif", 17))
            .margin(14)
            .x_label_area_size(40)
            .y_label_area_size(64)
            .build_cartesian_2d(x.log_scale(), y.log_scale())?;
        chart
            .configure_mesh()
            .light_line_style(WHITE)
            .x_desc("types")
            .y_desc("seconds")
            .x_label_formatter(&|x| power(*x))
            .y_label_formatter(&|y| format!("{y:.0e}"))
            .draw()?;
        for (index, (method, sizes)) in times.iter().enumerate() {
            let colour = colour(index);
            let points: Vec<(usize, f64)> =
                sizes.iter().filter_map(|(n, times)| Some((*n, median(times)?))).collect();
            let each = sizes.iter().flat_map(|(n, times)| times.iter().map(|time| (*n, *time)));
            // Over all rows, as in summary.md.
            let slope = exponent(&each.collect::<Vec<_>>());
            let slope = slope.map(|x| format!(", K^{x:.2}")).unwrap_or_default();
            let line: Vec<(f64, f64)> =
                points.iter().map(|(n, time)| (number(*n), *time)).collect();
            chart.draw_series(LineSeries::new(line.clone(), stroke(colour)))?;
            chart.draw_series(line.iter().map(|at| Circle::new(*at, 3, colour.filled())))?;
            names.push(format!("{method}{slope}"));
        }
        legend(&right, &names)?;
        area.present()?;
    }
    Ok(svg)
}

#[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
fn draw_profile(rows: &[Row]) -> Drawn {
    let (curves, n_instances) = curves(rows);
    let factors = || curves.values().flat_map(|curve| &curve.factors);
    let largest = factors().copied().fold(10.0, f64::max);
    let share = |n: usize| number(n) / number(n_instances.max(1));
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        area.fill(&WHITE)?;
        let (left, right) = area.split_horizontally(CHART);
        let mut names = Vec::new();
        let caption =
            format!("Share of all {n_instances} instances solved within a factor of the best");
        let mut chart = ChartBuilder::on(&left)
            .caption(caption, ("sans-serif", 17))
            .margin(14)
            .x_label_area_size(40)
            .y_label_area_size(56)
            .build_cartesian_2d((1.0..largest * 1.2).log_scale(), 0.0..1.02)?;
        chart
            .configure_mesh()
            .light_line_style(WHITE)
            .x_desc("factor over the fastest method")
            .y_desc("share of all instances, tried or not")
            .x_label_formatter(&|x| power(*x))
            .draw()?;
        for (index, (method, Curve { factors, n_tried })) in curves.iter().enumerate() {
            let colour = colour(index);
            let mut line = vec![(1.0, 0.0)];
            for (n, factor) in factors.iter().enumerate() {
                line.extend([(*factor, share(n)), (*factor, share(n + 1))]);
            }
            line.push((largest * 1.2, share(factors.len())));
            chart.draw_series(LineSeries::new(line, stroke(colour)))?;
            names.push(format!("{method}: {} of {n_tried} tried", factors.len()));
        }
        legend(&right, &names)?;
        area.present()?;
    }
    Ok(svg)
}

/// 1000, and 1e6 from 100,000 on.
fn power(x: f64) -> String {
    if x < 99_999.0 { format!("{x:.0}") } else { format!("{x:.0e}") }
}

/// The colour of a series.
pub(crate) fn colour(index: usize) -> RGBColor {
    COLOURS[index % COLOURS.len()]
}

/// The line of a series in the chart.
pub(crate) fn stroke(colour: RGBColor) -> ShapeStyle {
    colour.stroke_width(2)
}

/// The names of the series, from the first colour on.
pub(crate) fn legend(area: &Area<'_>, names: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let style = ("sans-serif", 12).into_font().color(&BLACK);
    let mut y = 52;
    for (index, name) in names.iter().enumerate() {
        let line = vec![(6, y), (24, y)];
        area.draw(&PathElement::new(line, colour(index).stroke_width(3)))?;
        area.draw(&Text::new(name.as_str(), (30, y - 6), style.clone()))?;
        y += 20;
    }
    Ok(())
}
