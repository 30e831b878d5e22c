//! `claims --plot`: the width of the pool of Proposition 6 against the exponent of the weights.

use std::path::Path;

use plotters::prelude::{
    ChartBuilder, Circle, Color, DashedLineSeries, IntoDrawingArea, IntoLogRange, LineSeries,
    PathElement, RGBColor, SVGBackend, SeriesLabelPosition, WHITE,
};

use crate::svg::write_svg;
use ironproof_claims::pool_width::{ladder, width};
use ironproof_files::file::WriteError;
use ironproof_number::rational::approx;

const WIDTH: RGBColor = RGBColor(31, 90, 166);
const LIMIT: RGBColor = RGBColor(196, 78, 24);
const SIZE: (u32, u32) = (640, 400);

/// Draws the picture.
///
/// # Errors
/// [`WriteError`] if the picture cannot be drawn, or the file cannot be written.
pub fn write(path: &Path) -> Result<(), WriteError> {
    let svg = draw().map_err(|error| WriteError {
        path: path.to_owned(),
        error: std::io::Error::other(error.to_string()),
    })?;
    write_svg(path, &svg)
}

#[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
fn draw() -> Result<String, Box<dyn std::error::Error>> {
    // n + 1 on the axis: n = 0 has a place on a logarithmic scale.
    let points: Vec<(f64, f64)> =
        ladder().into_iter().map(|n| (f64::from(n) + 1.0, approx(&width(n, 6).high))).collect();
    let limit = points.iter().filter(|(x, _)| *x >= 6.0).map(|(x, _)| (*x, 1.0 / (x + 1.0).sqrt()));
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        area.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(&area)
            .caption("Share of the group in the lottery", ("sans-serif", 17))
            .margin(14)
            .x_label_area_size(42)
            .y_label_area_size(52)
            .build_cartesian_2d((1.0..1001.0).log_scale(), 0.0..0.42)?;
        chart
            .configure_mesh()
            .light_line_style(WHITE)
            .bold_line_style(RGBColor(228, 228, 228))
            .x_desc("n + 1, where the weights are (n + 1) (1 - t)^n")
            .y_desc("width of the pool")
            .axis_desc_style(("sans-serif", 14))
            .label_style(("sans-serif", 12))
            .x_label_formatter(&|x| format!("{x:.0}"))
            .y_label_formatter(&|y| format!("{y:.2}"))
            .draw()?;
        chart
            .draw_series(LineSeries::new(points.iter().copied(), WIDTH.stroke_width(2)))?
            .label("exact width")
            .legend(|(x, y)| PathElement::new([(x, y), (x + 22, y)], WIDTH.stroke_width(2)));
        let dots = points.iter().take(31).map(|point| Circle::new(*point, 3, WIDTH.filled()));
        chart.draw_series(dots)?;
        chart
            .draw_series(DashedLineSeries::new(limit, 6, 4, LIMIT.stroke_width(2)))?
            .label("1 / sqrt(n + 2)")
            .legend(|(x, y)| PathElement::new([(x, y), (x + 22, y)], LIMIT.stroke_width(2)));
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperRight)
            .label_font(("sans-serif", 13))
            .background_style(WHITE)
            .border_style(RGBColor(200, 200, 200))
            .draw()?;
        area.present()?;
    }
    Ok(svg)
}
