//! A group's pieces: which one a quantile belongs to, and willingness to pay on either side of it.
//!
//! Narrow pieces whose willingness to pay is known up to a slack only are passed over.

use ironproof_continuum::GroupHull;
use ironproof_curves::{Between, GroupPsi, PsiPiece};
use ironproof_number::rational::Rational;

/// The pieces on which everything is known, with their indices.
pub(crate) fn smooth(psi: &GroupPsi) -> impl Iterator<Item = (usize, &PsiPiece)> {
    psi.pieces.iter().enumerate().filter(|(_, piece)| !piece.local.is_rough())
}

/// The piece just right of a quantile, or just left of it.
pub(crate) fn piece_at<'a>(psi: &'a GroupPsi, t: &Rational, is_right: bool) -> &'a PsiPiece {
    let pieces = &psi.pieces;
    // Those that end before, or begin before.
    let at = if is_right {
        pieces.partition_point(|piece| piece.to <= *t)
    } else {
        pieces.partition_point(|piece| piece.from < *t).saturating_sub(1)
    };
    let is_known = |piece: &&PsiPiece| !piece.local.is_rough();
    let after = pieces.iter().skip(at).find(is_known);
    let before = pieces.iter().take(at + 1).rev().find(is_known);
    let found = if is_right { after.or(before) } else { before.or(after) };
    found.unwrap_or_else(|| unreachable!("a group has agents"))
}

/// Willingness to pay just right of a quantile, or just left of it.
pub(crate) fn wtp(psi: &GroupPsi, t: &Between, is_right: bool) -> Between {
    let mut found: Option<Between> = None;
    let first = psi.pieces.partition_point(|piece| piece.to < t.low);
    for piece in psi.pieces[first..].iter().take_while(|piece| piece.from <= t.high) {
        let touches = if is_right {
            piece.from <= t.high && t.low < piece.to
        } else {
            piece.from < t.high && t.low <= piece.to
        };
        if touches {
            let (low, high) = ((&t.low).max(&piece.from), (&t.high).min(&piece.to));
            let here = piece.local.wtp_range(low, high);
            found = Some(found.map_or(here.clone(), |found| found.hull(&here)));
        }
    }
    found.unwrap_or_else(|| {
        let piece = piece_at(psi, &t.middle(), is_right);
        piece.local.wtp(if is_right { &piece.to } else { &piece.from })
    })
}

/// The one virtual value of an atom: by how much Psi falls from its one end to the other. Where willingness to pay jumps
/// at an end, Psi takes the better one of two prices there.
pub(crate) fn of_atom(hull: &GroupHull, index: usize) -> Between {
    let piece = &hull.psi.pieces[index];
    let fall = &hull.corners[index] - &hull.corners[index + 1];
    fall.times(&(Rational::ONE / (&piece.to - &piece.from)))
}

/// Willingness to pay at the two ends of a range of quantiles; on both sides of it, if it is a single place.
pub fn wtp_of(psi: &GroupPsi, from: &Between, to: &Between) -> (Between, Between) {
    let is_jump = from == to;
    (wtp(psi, from, !is_jump), wtp(psi, to, is_jump))
}
