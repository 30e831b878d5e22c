//! The picture of `bench accuracy`: how many optima each solver finds, within which error.

use std::path::Path;

use plotters::prelude::{ChartBuilder, IntoDrawingArea, LineSeries, SVGBackend, WHITE};

use super::bench_plot::{self, CHART, Drawn, SIZE};
use ironproof_bench::accuracy::row::Row;
use ironproof_bench::accuracy::summary::{ErrorCurve, error_curves};
use ironproof_bench::summary::number;
use ironproof_files::file::WriteError;

/// The finest tolerance drawn is 10^-DECIMALS; one further to the right is no error at all.
const DECIMALS: u8 = 16;

/// Draws the share of the optima that each solver finds, by the error allowed.
///
/// # Errors
/// [`WriteError`] if the picture cannot be drawn, or the file cannot be written.
pub fn write(path: &Path, rows: &[Row]) -> Result<(), WriteError> {
    bench_plot::write(path, draw(&error_curves(rows)))
}

#[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
fn draw(curves: &[ErrorCurve]) -> Drawn {
    let end = f64::from(DECIMALS) + 1.0;
    let n_optima = curves.iter().map(|curve| curve.n_optima).max().unwrap_or(0);
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        area.fill(&WHITE)?;
        let (left, right) = area.split_horizontally(CHART);
        let caption = format!("Share of {n_optima} optima found, by the error allowed");
        let mut chart = ChartBuilder::on(&left)
            .caption(caption, ("sans-serif", 17))
            .margin(14)
            .x_label_area_size(40)
            .y_label_area_size(56)
            .build_cartesian_2d(0.0..end + 0.5, 0.0..1.02)?;
        chart
            .configure_mesh()
            .light_line_style(WHITE)
            .x_labels(26)
            .x_desc("largest relative error of objective and point")
            .y_desc("share of all optima")
            .x_label_formatter(&|x| tolerance(*x))
            .draw()?;
        for (index, curve) in curves.iter().enumerate() {
            let share = |n: usize| number(n) / number(n_optima.max(1));
            let style = bench_plot::stroke(bench_plot::colour(index));
            chart.draw_series(LineSeries::new(steps(&curve.errors, share), style))?;
            // No error at all is not on the scale of the others: a gap, then a piece of its own.
            let exact = share(curve.errors.iter().filter(|error| **error <= 0.0).count());
            chart.draw_series(LineSeries::new([(end - 0.4, exact), (end + 0.4, exact)], style))?;
        }
        let names: Vec<String> = curves.iter().map(|curve| curve.label.clone()).collect();
        bench_plot::legend(&right, &names)?;
        area.present()?;
    }
    Ok(svg)
}

/// The share within 10^-x, which falls where an error is.
#[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
fn steps(errors: &[f64], share: impl Fn(usize) -> f64) -> Vec<(f64, f64)> {
    let end = f64::from(DECIMALS);
    let mut falls: Vec<f64> = errors.iter().map(|error| -error.log10()).collect();
    falls.retain(|x| 0.0 <= *x);
    falls.sort_by(f64::total_cmp);
    let mut n = falls.len();
    let mut line = vec![(0.0, share(n))];
    for x in falls.into_iter().take_while(|x| *x < end) {
        line.extend([(x, share(n)), (x, share(n - 1))]);
        n -= 1;
    }
    line.push((end, share(n)));
    line
}

/// 1e-6, every second decimal, and `exact`.
#[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
fn tolerance(x: f64) -> String {
    let end = f64::from(DECIMALS);
    match x.round() {
        0.0 => "1".to_owned(),
        k if k == end + 1.0 => "exact".to_owned(),
        k if k <= end && k.rem_euclid(2.0) == 0.0 => format!("1e-{k:.0}"),
        _ => String::new(),
    }
}
