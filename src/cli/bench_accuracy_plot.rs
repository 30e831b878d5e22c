//! The picture of `bench accuracy`: how many optima each solver finds, within which error.

use std::path::Path;

use plotters::prelude::{
    ChartBuilder, IntoDrawingArea, LineSeries, SVGBackend, SeriesLabelPosition, WHITE,
};

use super::CliError;
use super::bench_plot::{self, Drawn, SIZE};
use crate::bench::accuracy::row::Row;
use crate::bench::accuracy::summary::{ErrorCurve, error_curves};
use crate::bench::summary::number;

/// The finest tolerance drawn is 10^-DECIMALS; one further to the right is no error at all.
const DECIMALS: u8 = 16;
/// Points of a curve per decimal.
const STEPS: u8 = 10;

pub(super) fn write(path: &Path, rows: &[Row]) -> Result<(), CliError> {
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
        let caption = format!("Share of {n_optima} optima found, by the error allowed");
        let mut chart = ChartBuilder::on(&area)
            .caption(caption, ("sans-serif", 17))
            .margin(14)
            .x_label_area_size(40)
            .y_label_area_size(56)
            // Room for the legend on the right.
            .build_cartesian_2d(0.0..1.45 * end, 0.0..1.02)?;
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
            let within = |most: f64| curve.errors.iter().filter(|error| **error <= most).count();
            let mut line: Vec<(f64, f64)> = (0..=u16::from(DECIMALS) * u16::from(STEPS))
                .map(|k| f64::from(k) / f64::from(STEPS))
                .map(|x| (x, share(within(10.0_f64.powf(-x)))))
                .collect();
            line.push((end, share(within(0.0))));
            let (colour, label) = (bench_plot::colour(index), curve.label.clone());
            chart
                .draw_series(LineSeries::new(line, bench_plot::stroke(colour)))?
                .label(label)
                .legend(bench_plot::key(colour));
        }
        bench_plot::legend(&mut chart, SeriesLabelPosition::UpperRight)?;
        area.present()?;
    }
    Ok(svg)
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
