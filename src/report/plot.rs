//! `solve --plot`: expected quality and payment over the types of each group.

use std::path::Path;

use plotters::prelude::{
    ChartBuilder, Color, DashedLineSeries, IntoDrawingArea, IntoFont, LineSeries, RGBColor,
    SVGBackend, WHITE,
};

use crate::far::end;
use crate::svg::write_svg;
use ironproof_files::file::WriteError;
use ironproof_instance::finite::{FiniteInstance, Group};
use ironproof_ironing::{GroupOptimum, Item, Optimum};
use ironproof_name::Escaped;
use ironproof_number::rational::{Rational, approx};

const QUALITY: RGBColor = RGBColor(31, 90, 166);
const PAYMENT: RGBColor = RGBColor(196, 78, 24);
const PANEL: (u32, u32) = (460, 320);
/// The largest number that an axis shows: beyond it a difference of two numbers is no double.
const FARTHEST: f64 = 1e300;

/// Draws one panel per group, side by side.
///
/// # Errors
/// [`WriteError`] if the picture cannot be drawn, or the file cannot be written.
pub fn write(path: &Path, instance: &FiniteInstance, optimum: &Optimum) -> Result<(), WriteError> {
    let svg = draw(instance, optimum).map_err(|error| WriteError {
        path: path.to_owned(),
        error: std::io::Error::other(error.to_string()),
    })?;
    write_svg(path, &svg)
}

#[expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]
fn draw(
    instance: &FiniteInstance,
    optimum: &Optimum,
) -> Result<String, Box<dyn std::error::Error>> {
    let columns = instance.groups.len().clamp(1, 3);
    let rows = instance.groups.len().div_ceil(columns);
    let (width, height) = (PANEL.0 * u32::try_from(columns)?, PANEL.1 * u32::try_from(rows)?);
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (width, height)).into_drawing_area();
        area.fill(&WHITE)?;
        let panels = area.split_evenly((rows, columns));
        for ((group, solved), panel) in instance.groups.iter().zip(&optimum.groups).zip(&panels) {
            let quality = steps(group, solved, |item| &item.quality);
            let payment = steps(group, solved, |item| &item.transfer);
            let left = group.types.first().map_or(0.0, |ty| approx(ty.low()));
            let right = group.types.last().map_or(1.0, |ty| approx(ty.high()));
            let people = group.types.iter().map(|ty| (approx(ty.high()), approx(&ty.prob)));
            let cut = end(people.collect());
            let right = cut.map_or(right, |cut| cut.at);
            let right = if right > left { right } else { left + 1.0 };
            let (quality, payment) = (inside(&quality, right), inside(&payment, right));
            let across = match cut {
                Some(cut) => format!("willingness to pay; {}", cut.said("the group", |x| tick(&x))),
                None => "willingness to pay".to_owned(),
            };
            let dearest = payment.iter().map(|point| point.1).fold(0.0, f64::max);
            if let Some(far) = [left, right, dearest].into_iter().find(|x| x.abs() > FARTHEST) {
                return Err(format!("{far:e} is too large for a picture").into());
            }
            let dearest = if dearest > 0.0 { dearest } else { 1.0 };
            // Two scales: quality is at most 1, payments have the unit of willingness to pay.
            let mut chart = ChartBuilder::on(panel)
                .caption(
                    format!("{}: {}", Escaped(&instance.name), Escaped(&group.label)),
                    ("sans-serif", 16),
                )
                .margin(12)
                .x_label_area_size(36)
                .y_label_area_size(52)
                .right_y_label_area_size(58)
                .build_cartesian_2d(left..right, 0.0..1.04)?
                .set_secondary_coord(left..right, 0.0..dearest * 1.04);
            chart
                .configure_mesh()
                .disable_mesh()
                .x_desc(across)
                .y_desc("expected quality")
                .axis_desc_style(("sans-serif", 13))
                .y_label_style(("sans-serif", 11).into_font().color(&QUALITY))
                .x_labels(6)
                .y_labels(6)
                .x_label_formatter(&tick)
                .y_label_formatter(&tick)
                .draw()?;
            chart
                .configure_secondary_axes()
                .y_desc("payment (dashed)")
                .axis_desc_style(("sans-serif", 13))
                .label_style(("sans-serif", 11).into_font().color(&PAYMENT))
                .y_labels(6)
                .y_label_formatter(&tick)
                .draw()?;
            chart.draw_series(LineSeries::new(quality, QUALITY.stroke_width(2)))?;
            // Dashes tell the lines apart without colour.
            chart.draw_secondary_series(DashedLineSeries::new(
                payment,
                6,
                4,
                PAYMENT.stroke_width(2),
            ))?;
        }
        area.present()?;
    }
    Ok(svg)
}

/// Six decimals at most, no `.0` at whole numbers, and no minus at zero.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature of a label formatter")]
pub(crate) fn tick(x: &f64) -> String {
    let text = format!("{x:.6}");
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".to_owned(),
        text => text.to_owned(),
    }
}

/// The corners up to the end of an axis.
fn inside(corners: &[(f64, f64)], right: f64) -> Vec<(f64, f64)> {
    // The two corners of a contract have one height.
    let contracts = corners.chunks_exact(2).filter(|ends| ends[0].0 <= right);
    contracts.flatten().map(|(x, y)| (x.min(right), *y)).collect()
}

/// Corners of the step function of a contract's term over willingness to pay.
fn steps(
    group: &Group,
    solved: &GroupOptimum,
    term: impl Fn(&Item<Rational>) -> &Rational,
) -> Vec<(f64, f64)> {
    let mut corners = Vec::new();
    for (index, item) in solved.menu.iter().enumerate() {
        let y = approx(term(item));
        corners.push((approx(group.types[item.first].low()), y));
        // Nobody lives between two points: the step is where the next contract starts.
        let end = solved
            .menu
            .get(index + 1)
            .map_or_else(|| group.types[item.last].high(), |next| group.types[next.first].low());
        corners.push((approx(end), y));
    }
    corners
}
