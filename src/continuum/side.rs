//! A group's Psi at places: which piece a quantile belongs to, and what Psi is where two pieces meet.
//!
//! Where willingness to pay jumps, every price of the jump sells to the same quantiles. Psi takes the better of the two
//! one-sided values there. At quantile 0 the jump begins at price 0.

use ironproof_curves::{Between, GroupPsi, Local, PsiPiece};
use ironproof_number::rational::Rational;

/// A group, by its pieces.
pub(crate) struct Sides<'a> {
    pub(crate) group: &'a GroupPsi,
    /// Psi at the place where piece k begins, and at 1.
    pub(crate) corners: Vec<Between>,
    /// The largest size of Psi at a corner: what is small is small beside it.
    pub(crate) size: Rational,
}

impl<'a> Sides<'a> {
    pub(crate) fn new(group: &'a GroupPsi) -> Self {
        let mut corners = Vec::with_capacity(group.pieces.len() + 1);
        let mut before = Some(group.free.clone());
        for piece in &group.pieces {
            let after = piece.local.psi(&piece.from);
            corners.push(before.map_or(after.clone(), |before| before.max(&after)));
            before = Some(piece.local.psi(&piece.to));
        }
        corners.push(Between::zero());
        let size = |x: &Between| x.high.clone().max(-x.low.clone());
        let size = corners.iter().map(size).max().unwrap_or_default();
        Sides { group, corners, size }
    }

    /// How many pieces there are.
    pub(crate) fn n_pieces(&self) -> usize {
        self.group.pieces.len()
    }

    pub(crate) fn piece(&self, index: usize) -> &'a PsiPiece {
        &self.group.pieces[index]
    }

    pub(crate) fn local(&self, index: usize) -> &'a Local {
        &self.group.pieces[index].local
    }

    /// Where corner k is.
    pub(crate) fn corner_at(&self, k: usize) -> &'a Rational {
        match self.group.pieces.get(k) {
            Some(piece) => &piece.from,
            None => &self.group.pieces[k - 1].to,
        }
    }

    /// The piece that `t` is in; the right one of two.
    pub(crate) fn piece_of(&self, t: &Rational) -> usize {
        let next = self.group.pieces.partition_point(|piece| piece.from <= *t);
        next.saturating_sub(1)
    }

    /// The virtual value just left of corner k, if there is a smooth piece.
    pub(crate) fn left_of(&self, k: usize) -> Option<Between> {
        let piece = self.group.pieces.get(k.checked_sub(1)?)?;
        (!piece.local.is_rough()).then(|| piece.local.virtual_value(&piece.to))
    }

    /// The virtual value just right of corner k.
    pub(crate) fn right_of(&self, k: usize) -> Option<Between> {
        let piece = self.group.pieces.get(k)?;
        (!piece.local.is_rough()).then(|| piece.local.virtual_value(&piece.from))
    }

    /// Whether Psi at corner k may be its limit from the left.
    pub(crate) fn reached_from_left(&self, k: usize) -> bool {
        k > 0 && {
            let piece = self.piece(k - 1);
            !piece.local.psi(&piece.to).is_below(&self.corners[k])
        }
    }

    /// Whether Psi at corner k may be its limit from the right.
    pub(crate) fn reached_from_right(&self, k: usize) -> bool {
        k < self.n_pieces() && {
            let piece = self.piece(k);
            !piece.local.psi(&piece.from).is_below(&self.corners[k])
        }
    }

    /// Willingness to pay on both sides of corner k; at 0 it begins with 0.
    pub(crate) fn jump(&self, k: usize) -> (Between, Between) {
        let below = match k.checked_sub(1) {
            Some(before) => self.local(before).wtp(&self.piece(before).to),
            None => Between::zero(),
        };
        let above = match self.group.pieces.get(k) {
            Some(piece) => piece.local.wtp(&piece.from),
            None => below.clone(),
        };
        (below, above)
    }

    /// A(t) at corner k.
    pub(crate) fn excess_at_corner(&self, k: usize) -> Between {
        match self.group.pieces.get(k) {
            Some(piece) => piece.local.excess(&piece.from),
            None => Between::zero(),
        }
    }
}

impl Sides<'_> {
    /// Willingness to pay at all places between two quantiles, from either side.
    pub(crate) fn wtp(&self, t: &Between) -> Between {
        let mut found: Option<Between> = None;
        for piece in &self.group.pieces {
            if t.high < piece.from || piece.to < t.low {
                continue;
            }
            let (low, high) = ((&t.low).max(&piece.from), (&t.high).min(&piece.to));
            let here = piece.local.wtp_range(low, high);
            found = Some(found.map_or(here.clone(), |found| found.hull(&here)));
        }
        found.unwrap_or_else(Between::zero)
    }
}
