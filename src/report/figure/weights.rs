//! The Pareto weight of each type, the mean weight of those above, and the weight on revenue.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use ironproof_results::curves::CurveRow;
use ironproof_results::figure::Figure;

use super::axis::{Axis, Scale, rounded};
use super::canvas::Canvas;
use super::frame::{GAP, LEFT, Panel, columns, group_label, heading, in_unit, key, remark};
use super::style::{FIRST, LABEL, SECOND, Stroke, THIRD};

const HEIGHT: f64 = 96.0;
/// The part of all people whose weights may be outside the panel.
const RARE: f64 = 0.02;

/// What is said where weights are outside.
pub(super) const CUT: &str =
    "Weights of a few types are outside the panel; the CSV has all of them.";

/// The lines, and what they are.
pub(super) fn lines(figure: &Figure) -> [(Stroke, String); 3] {
    [
        (FIRST, "weight \u{3bb}".to_owned()),
        (SECOND, "mean weight \u{39b} of those who would pay more".to_owned()),
        (THIRD, format!("weight on revenue \u{3b1} = {}", rounded(figure.alpha))),
    ]
}

/// The axis across, and that of the weights: all groups share them.
pub(super) fn axes(figure: &Figure) -> (Axis, Axis) {
    let rows = figure.groups.iter().flat_map(|group| &group.curves);
    let highest = rows.map(|row| row.wtp).fold(0.0, f64::max);
    let most = usual_most(figure).max(figure.alpha);
    let title = in_unit("willingness to pay", figure.unit.as_deref());
    let weights = Scale::new(0.0, if most > 0.0 { most * 1.08 } else { 1.0 });
    (Axis::new(title, Scale::new(0.0, highest)), Axis::new("weight", weights))
}

/// Whether some weights are outside.
pub(super) fn is_cut(figure: &Figure) -> bool {
    let (_, weights) = axes(figure);
    let mut rows = figure.groups.iter().flat_map(|group| &group.curves);
    rows.any(|row| row.weight > weights.scale.high())
}

/// Draws the weights over willingness to pay.
pub(super) fn draw(figure: &Figure, width: f64) -> String {
    let mut canvas = Canvas::new(width);
    let top = heading(&mut canvas, width, &figure.title);
    let lines = lines(figure);
    let entries = lines.each_ref().map(|(stroke, name)| (*stroke, &name[..]));
    let mut top = key(&mut canvas, width, top, &entries);
    let (n_columns, column) = columns(width, figure.groups.len());
    let (across, up) = axes(figure);
    let mut bottom = top;
    for row in figure.groups.chunks(n_columns) {
        let mut left = LEFT;
        for (k, group) in row.iter().enumerate() {
            group_label(&mut canvas, (left, top + LABEL), column, &group.label);
            let at = (left, top + LABEL + 6.0);
            let size = (column, HEIGHT);
            let panel = Panel { at, size, xs: across.scale, ys: up.scale };
            panel.grid(&mut canvas, k == 0);
            canvas.clip((at.0, at.1 - 1.0), (column + 1.0, HEIGHT + 1.5));
            let y = panel.y(figure.alpha);
            canvas.line(&[(at.0, y), (panel.right(), y)], THIRD);
            for piece in group.curves.chunk_by(|a, b| a.piece == b.piece) {
                let line = |of: fn(&CurveRow) -> f64| -> Vec<(f64, Option<f64>)> {
                    piece.iter().map(|row| (row.wtp, Some(of(row)))).collect()
                };
                panel.curve(&mut canvas, line(|row| row.weight).iter(), FIRST);
                panel.curve(&mut canvas, line(|row| row.mean_weight_above).iter(), SECOND);
                if let [first, .., last] = piece
                    && first.wtp == last.wtp
                {
                    canvas.dot((panel.x(first.wtp), panel.y(first.weight)), FIRST.colour);
                }
            }
            canvas.unclip();
            panel.axes(&mut canvas, true);
            if k == 0 {
                panel.y_title(&mut canvas, &up.title);
                bottom = panel.row_of(row.len()).x_title(&mut canvas, &across.title);
            }
            left += column + GAP;
        }
        top = bottom + 6.0;
    }
    if is_cut(figure) {
        bottom = remark(&mut canvas, width, bottom, CUT);
    }
    canvas.finish(bottom + 3.0, &format!("{}: Pareto weights by willingness to pay", figure.title))
}

/// The largest weight, but for that of a few people, which may be without bound.
fn usual_most(figure: &Figure) -> f64 {
    let all: f64 = figure.groups.iter().map(|group| group.mass).sum();
    let mut weighted: Vec<(f64, f64)> = Vec::new();
    for group in &figure.groups {
        for pair in group.curves.windows(2).filter(|pair| pair[0].piece == pair[1].piece) {
            let mass = (pair[1].share - pair[0].share) * group.mass / all;
            weighted.push((pair[0].weight.max(pair[1].weight), mass));
        }
    }
    weighted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut above = 0.0;
    let usual = weighted.iter().find(|(_, mass)| {
        above += mass;
        above > RARE
    });
    let (largest, usual) = (weighted.first(), usual.or(weighted.last()));
    let (Some((largest, _)), Some((usual, _))) = (largest, usual) else { return 1.0 };
    if *largest > 3.0 * usual { *usual } else { *largest }
}
