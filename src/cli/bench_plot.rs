//! Pictures of measurements: time over the number of types, and the performance profile.

use std::collections::BTreeMap;
use std::path::Path;

use plotters::prelude::{
    BLACK, ChartBuilder, Circle, Color, IntoDrawingArea, IntoLogRange, LineSeries, PathElement,
    RGBColor, SVGBackend, SeriesLabelPosition, ShapeStyle, WHITE,
};

use super::{CliError, output};
use crate::bench::store::{Row, median};
use crate::bench::summary::{Curve, exponent, number, profile as curves};

/// The text of a picture.
pub(super) type Drawn = Result<String, Box<dyn std::error::Error>>;

pub(super) const SIZE: (u32, u32) = (860, 520);
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
pub(super) fn scaling(path: &Path, rows: &[Row]) -> Result<(), CliError> {
    write(path, draw_scaling(rows))
}

/// Share of all instances solved within a factor of the best method.
pub(super) fn profile(path: &Path, rows: &[Row]) -> Result<(), CliError> {
    write(path, draw_profile(rows))
}

/// Writes a picture.
pub(super) fn write(path: &Path, svg: Drawn) -> Result<(), CliError> {
    let svg = svg.map_err(|error| CliError::Write {
        path: path.to_owned(),
        error: std::io::Error::other(error.to_string()),
    })?;
    output::write_file(path, |out| out.write_all(svg.as_bytes()))
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
        // Room for the legend on the right.
        let (x, y) = (
            least * 0.8..most * 1.25 * (most / least).powf(0.75),
            fastest.max(1e-8) * 0.5..slowest * 2.0,
        );
        let mut chart = ChartBuilder::on(&area)
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
            let slope = exponent(&points).map(|x| format!(", K^{x:.2}")).unwrap_or_default();
            let line: Vec<(f64, f64)> =
                points.iter().map(|(n, time)| (number(*n), *time)).collect();
            chart
                .draw_series(LineSeries::new(line.clone(), stroke(colour)))?
                .label(format!("{method}{slope}"))
                .legend(key(colour));
            chart.draw_series(line.iter().map(|at| Circle::new(*at, 3, colour.filled())))?;
        }
        legend(&mut chart, SeriesLabelPosition::UpperRight)?;
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
        let caption =
            format!("Share of all {n_instances} instances solved within a factor of the best");
        let mut chart = ChartBuilder::on(&area)
            .caption(caption, ("sans-serif", 17))
            .margin(14)
            .x_label_area_size(40)
            .y_label_area_size(56)
            // Room for the legend on the right.
            .build_cartesian_2d((1.0..largest.powf(1.8)).log_scale(), 0.0..1.02)?;
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
            chart
                .draw_series(LineSeries::new(line, stroke(colour)))?
                .label(format!("{method}: {} of {n_tried} tried", factors.len()))
                .legend(key(colour));
        }
        legend(&mut chart, SeriesLabelPosition::LowerRight)?;
        area.present()?;
    }
    Ok(svg)
}

/// 1000, and 1e6 from 100,000 on.
fn power(x: f64) -> String {
    if x < 99_999.0 { format!("{x:.0}") } else { format!("{x:.0e}") }
}

/// The colour of a series.
pub(super) fn colour(index: usize) -> RGBColor {
    COLOURS[index % COLOURS.len()]
}

/// The line of a series in the chart.
pub(super) fn stroke(colour: RGBColor) -> ShapeStyle {
    colour.stroke_width(2)
}

/// The line of a series in the legend.
pub(super) fn key(colour: RGBColor) -> impl Fn((i32, i32)) -> PathElement<(i32, i32)> {
    move |(x, y)| PathElement::new(vec![(x, y), (x + 18, y)], colour.stroke_width(3))
}

/// A box with the names of the series.
pub(super) fn legend<'a, X, Y>(
    chart: &mut plotters::prelude::ChartContext<
        'a,
        SVGBackend<'a>,
        plotters::coord::cartesian::Cartesian2d<X, Y>,
    >,
    position: SeriesLabelPosition,
) -> Result<(), Box<dyn std::error::Error>>
where
    X: plotters::coord::ranged1d::Ranged,
    Y: plotters::coord::ranged1d::Ranged,
    SVGBackend<'a>: 'a,
{
    chart
        .configure_series_labels()
        .position(position)
        .background_style(WHITE.mix(0.85))
        .border_style(BLACK.mix(0.3))
        .label_font(("sans-serif", 12))
        .draw()
        .map_err(|error| error.to_string().into())
}
