//! Everything against brute force on small random LPs, exactly.

use std::collections::BTreeSet;

use ironproof_linear::duality::{NotProved, Vector, objective};
use ironproof_linear::{Column, Lp, Place, Row};
use ironproof_number::IBig;
use ironproof_number::rational::Rational;
use ironproof_proof::{is_optimal_basis, prove, unaided};

use crate::variable::{bind, bounds, variable};
use crate::{
    Asked, Iis, Member, NoIis, Piece, Range, Side, Solver, iis, lexicographic, named, sensitivity,
    vertices,
};

/// Numbers that repeat from run to run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    /// Mostly small integers, so that much is degenerate, and a few fractions.
    fn number(&mut self, size: u64) -> Rational {
        let whole = i64::try_from(self.below(2 * size + 1)).unwrap() - i64::try_from(size).unwrap();
        let unit = if self.below(6) == 0 { 1 + self.below(3) } else { 1 };
        Rational::from(whole) / Rational::from(unit)
    }

    /// Both bounds of a row or column: often one, sometimes equal, sometimes none.
    fn bounds(&mut self, size: u64) -> (Option<Rational>, Option<Rational>) {
        let low = self.number(size);
        let high = &low + Rational::from(self.below(4));
        match self.below(8) {
            0 => (None, None),
            1 | 2 => (Some(low), Some(high)),
            3 => (Some(low.clone()), Some(low)),
            4 | 5 => (None, Some(high)),
            _ => (Some(low), None),
        }
    }

    fn lp(&mut self, n_columns: u64, n_rows: u64) -> Lp {
        let mut lp = Lp::new("random", self.below(2) == 0);
        lp.offset = self.number(2);
        for j in 0..n_columns {
            let (lower, upper) =
                if self.below(2) == 0 { (Some(Rational::ZERO), None) } else { self.bounds(3) };
            let name = format!("x{j}");
            lp.add_column(Column {
                name,
                objective: self.number(2),
                lower,
                upper,
                implied_upper: None,
            });
        }
        for i in 0..n_rows {
            let (lower, upper) = self.bounds(4);
            let terms: Vec<(usize, Rational)> = (0..lp.columns.len())
                .map(|j| (j, if self.below(3) == 0 { Rational::ZERO } else { self.number(3) }))
                .filter(|(_, value)| !value.is_zero())
                .collect();
            lp.add_row(Row { name: format!("r{i}"), class: "", lower, upper, terms });
        }
        lp
    }
}

fn solver() -> Solver<'static> {
    Solver::new(&unaided, 600.0)
}

/// The optimum by the crate below, which shares no simplex with this one.
fn optimum(lp: &Lp) -> Option<Rational> {
    prove(lp, &unaided, 600.0).proof().expect("in time").value().cloned()
}

#[test]
fn each_lp_has_the_status_and_optimum_that_the_ladder_proves() {
    let mut random = Random(1);
    let mut counts = std::collections::BTreeMap::new();
    for _ in 0..400 {
        let (n, m) = (1 + random.below(5), random.below(5));
        let lp = random.lp(n, m);
        let report = prove(&lp, &unaided, 600.0);
        let other = report.proof().expect("in time");
        let mut solver = solver();
        let found = solver.solve(&lp, None).unwrap();
        assert_eq!(
            (found.proof().status(), found.proof().value()),
            (other.status(), other.value())
        );
        *counts.entry(other.status()).or_insert(0) += 1;
        // From its own basis there is nothing to do, and from the ladder's just as little.
        for basis in [found.basis(), report.basis()].into_iter().flatten() {
            assert_eq!(is_optimal_basis(&lp, basis, 600.0), Some(true));
            let mut again = self::solver();
            assert_eq!(again.solve(&lp, Some(basis)).unwrap().proof().value(), other.value());
            assert_eq!(again.n_pivots(), 0, "{lp:?}");
        }
    }
    assert!(counts.len() == 3 && counts.values().all(|n| 40 < *n), "{counts:?}");
}

#[test]
fn a_family_of_models_is_solved_from_its_neighbours() {
    let mut random = Random(2);
    for _ in 0..60 {
        let mut lp = random.lp(4, 3);
        let mut solver = solver();
        for _ in 0..12 {
            match random.below(3) {
                0 => lp.columns[1].objective = random.number(3),
                1 => (lp.rows[0].lower, lp.rows[0].upper) = random.bounds(4),
                _ => (lp.columns[0].lower, lp.columns[0].upper) = random.bounds(4),
            }
            let report = prove(&lp, &unaided, 600.0);
            let other = report.proof().expect("in time");
            let found = solver.solve(&lp, None).unwrap();
            assert_eq!(
                (found.proof().status(), found.proof().value()),
                (other.status(), other.value())
            );
        }
    }
}

/// All constraints of an LP as equations `a x = b`, one for each bound.
fn equations(lp: &Lp) -> Vec<(Vec<Rational>, Rational)> {
    let dense = |terms: &[(usize, Rational)]| {
        let mut row = vec![Rational::ZERO; lp.columns.len()];
        for (j, value) in terms {
            row[*j].clone_from(value);
        }
        row
    };
    let mut out = Vec::new();
    for (j, column) in lp.columns.iter().enumerate() {
        let row = dense(&[(j, Rational::ONE)]);
        let sides = [&column.lower, &column.upper].into_iter().flatten();
        out.extend(sides.map(|bound| (row.clone(), bound.clone())));
    }
    for row in &lp.rows {
        let sides = [&row.lower, &row.upper].into_iter().flatten();
        out.extend(sides.map(|bound| (dense(&row.terms), bound.clone())));
    }
    out
}

/// The reduced echelon form, and the column of each pivot.
fn echelon(mut rows: Vec<Vec<Rational>>, n: usize) -> (Vec<Vec<Rational>>, Vec<usize>) {
    let mut pivots = Vec::new();
    for j in 0..n {
        let r = pivots.len();
        let Some(k) = (r..rows.len()).find(|k| !rows[*k][j].is_zero()) else { continue };
        rows.swap(r, k);
        let pivot = rows[r][j].clone();
        rows[r].iter_mut().for_each(|x| *x = &*x / &pivot);
        for k in 0..rows.len() {
            if k != r && !rows[k][j].is_zero() {
                let factor = rows[k][j].clone();
                let pivot_row = rows[r].clone();
                rows[k].iter_mut().zip(&pivot_row).for_each(|(x, y)| *x -= &factor * y);
            }
        }
        pivots.push(j);
    }
    (rows, pivots)
}

fn subsets(n: usize, k: usize) -> Vec<Vec<usize>> {
    if k == 0 {
        return vec![Vec::new()];
    }
    let with = |last: usize| {
        subsets(last, k - 1).into_iter().map(move |mut set| {
            set.push(last);
            set
        })
    };
    (k - 1..n).flat_map(with).collect()
}

fn is_feasible(lp: &Lp, point: &[Rational]) -> bool {
    ironproof_linear::duality::check_feasible(lp, &Vector::new(point)).is_ok()
}

/// The bounds of a direction: zero where the LP has one.
fn recession(lp: &Lp) -> Lp {
    let zero = |bound: &Option<Rational>| bound.as_ref().map(|_| Rational::ZERO);
    let mut out = lp.clone();
    for column in &mut out.columns {
        (column.lower, column.upper) = (zero(&column.lower), zero(&column.upper));
    }
    for row in &mut out.rows {
        (row.lower, row.upper) = (zero(&row.lower), zero(&row.upper));
    }
    out
}

type Points = BTreeSet<Vec<Rational>>;

/// Vertices and rays of the points with this objective, by solving all systems of equations; and whether there are lines.
fn brute(lp: &Lp, value: &Rational) -> (Points, Points, bool) {
    let n = lp.columns.len();
    let mut face = lp.clone();
    let terms: Vec<(usize, Rational)> =
        lp.columns.iter().enumerate().map(|(j, column)| (j, column.objective.clone())).collect();
    face.add_row(Row::equal("value", "", terms, value - &lp.offset));
    let all = equations(&face);
    let row = |k: &usize| {
        let mut row = all[*k].0.clone();
        row.push(all[*k].1.clone());
        row
    };
    let mut points = Points::new();
    for set in subsets(all.len(), n) {
        let (rows, pivots) = echelon(set.iter().map(row).collect(), n);
        if pivots.len() == n {
            let point: Vec<Rational> = rows.iter().take(n).map(|row| row[n].clone()).collect();
            if is_feasible(&face, &point) {
                points.insert(point);
            }
        }
    }
    let cone = recession(&face);
    let mut rays = Points::new();
    for set in subsets(all.len(), n - 1) {
        let (rows, pivots) = echelon(set.iter().map(|k| all[*k].0.clone()).collect(), n);
        if pivots.len() + 1 != n {
            continue;
        }
        let free = (0..n).find(|j| !pivots.contains(j)).unwrap();
        let mut ray = vec![Rational::ZERO; n];
        ray[free] = Rational::ONE;
        for (k, j) in pivots.iter().enumerate() {
            ray[*j] = -&rows[k][free];
        }
        let opposite: Vec<Rational> = ray.iter().map(|x| -x).collect();
        for ray in [ray, opposite] {
            if is_feasible(&cone, &ray) {
                rays.insert(ray);
            }
        }
    }
    let (_, pivots) = echelon(all.iter().map(|(row, _)| row.clone()).collect(), n);
    (points, rays, pivots.len() < n)
}

/// Scaled so that the size of the first entry is one.
fn scaled(ray: &[Rational]) -> Vec<Rational> {
    let first = ray.iter().find(|x| !x.is_zero()).expect("not zero");
    let size = if *first < Rational::ZERO { -first } else { first.clone() };
    ray.iter().map(|x| x / &size).collect()
}

#[test]
fn vertices_rays_and_lines_are_those_of_all_systems_of_equations() {
    let mut random = Random(3);
    let (mut n_many, mut n_rays, mut n_lines, mut n_degenerate) = (0, 0, 0, 0);
    for round in 0..2_000 {
        let (n, m) = (1 + random.below(4), random.below(4));
        let mut lp = random.lp(n, m);
        if round % 2 == 0 {
            // Many optima.
            for column in lp.columns.iter_mut().skip(1) {
                column.objective = Rational::ZERO;
            }
        }
        let mut solver = solver();
        let Some(found) = vertices(&lp, &mut solver, None, 1_000).unwrap() else { continue };
        let (points, rays, has_lines) = brute(&lp, &found.value);
        assert_eq!(!found.lines.is_empty(), has_lines, "{lp:?}");
        assert_eq!(found.is_complete, !has_lines);
        if has_lines {
            n_lines += 1;
            assert!(found.points.is_empty() && points.is_empty());
            continue;
        }
        let mine: Points = found.points.iter().cloned().collect();
        assert_eq!(mine, points, "{lp:?}");
        let fractions =
            |ray: &Vec<IBig>| ray.iter().cloned().map(Rational::from).collect::<Vec<_>>();
        let mine: Points = found.rays.iter().map(|ray| scaled(&fractions(ray))).collect();
        assert_eq!(mine, rays.iter().map(|ray| scaled(ray)).collect(), "{lp:?}");
        n_many += usize::from(2 < points.len());
        n_rays += usize::from(!rays.is_empty());
        n_degenerate += usize::from(points.len() < found.n_bases);
        if 1 < points.len() {
            let fewer = vertices(&lp, &mut solver, None, 1).unwrap().expect("an optimum");
            assert_eq!((fewer.points.len(), fewer.is_complete), (1, false));
        }
    }
    let seen = [n_many, n_rays, n_lines, n_degenerate];
    assert!(seen.iter().all(|n| 15 < *n), "{seen:?}");
}

/// Polytopes whose vertices are known, and degenerate: many more bases than vertices.
#[test]
fn known_polytopes_have_their_vertices() {
    let one = || Rational::ONE;
    let count = |lp: &Lp| {
        let found = vertices(lp, &mut solver(), None, 10_000).unwrap().expect("an optimum");
        assert!(found.is_complete && found.rays.is_empty() && found.lines.is_empty());
        (found.points.len(), found.n_bases)
    };
    // Where the sum of sizes is at most one: 2 n vertices, each on 2^(n-1) facets.
    for n in 1..=4_u32 {
        let mut cross = Lp::new("cross", false);
        for j in 0..n {
            cross.add_column(Column::free(format!("x{j}"), Rational::ZERO));
        }
        for signs in 0..2_u32.pow(n) {
            let sign = |j: u32| if signs >> j & 1 == 1 { one() } else { -one() };
            let terms = (0..n).map(|j| (usize::try_from(j).unwrap(), sign(j)));
            cross.add_row(Row::at_most(format!("r{signs}"), "", terms, one()));
        }
        let (n_points, n_bases) = count(&cross);
        assert_eq!(n_points, usize::try_from(2 * n).unwrap());
        assert!(n < 3 || n_points < n_bases, "{n_bases}");
    }
    // Doubly stochastic matrices: n! permutations.
    for (n, factorial) in [(2, 2), (3, 6), (4, 24)] {
        let mut birkhoff = Lp::new("birkhoff", false);
        for j in 0..n * n {
            birkhoff.add_column(Column::at_least_zero(format!("x{j}"), Rational::ZERO));
        }
        for i in 0..n {
            let row = (0..n).map(|j| (i * n + j, one()));
            birkhoff.add_row(Row::equal(format!("row{i}"), "", row, one()));
            let column = (0..n).map(|j| (j * n + i, one()));
            birkhoff.add_row(Row::equal(format!("column{i}"), "", column, one()));
        }
        assert_eq!(count(&birkhoff).0, factorial);
    }
    // Two of five.
    let mut hypersimplex = Lp::new("hypersimplex", false);
    for j in 0..5 {
        hypersimplex.add_column(Column::between(
            format!("x{j}"),
            Rational::ZERO,
            Rational::ZERO,
            one(),
        ));
    }
    let sum = (0..5).map(|j| (j, one()));
    hypersimplex.add_row(Row::equal("sum", "", sum, 2.into()));
    assert_eq!(count(&hypersimplex).0, 10);
}

#[test]
fn the_smallest_optimum_is_the_first_vertex() {
    let mut random = Random(4);
    let (mut n_many, mut n_endless) = (0, 0);
    for _ in 0..500 {
        let mut lp = random.lp(3, 2);
        lp.columns[0].objective = Rational::ZERO;
        let mut solver = solver();
        let Some(found) = lexicographic(&lp, &mut solver, None).unwrap() else { continue };
        let (points, rays, has_lines) = brute(&lp, &found.value);
        if has_lines {
            continue;
        }
        let goes_down = |ray: &Vec<Rational>| {
            *ray.iter().find(|x| !x.is_zero()).expect("not zero") < Rational::ZERO
        };
        assert_eq!(found.endless.is_some(), rays.iter().any(goes_down), "{lp:?}");
        if let Some(j) = found.endless {
            n_endless += 1;
            assert_eq!(found.point.len(), j);
        } else {
            assert_eq!(Some(&found.point), points.first(), "{lp:?}");
            n_many += usize::from(1 < points.len());
        }
    }
    assert!(30 < n_many && 15 < n_endless, "{n_many} {n_endless}");
}

/// Both paths: dictionaries, and the ladder of the crate below.
fn both_ways() -> [Solver<'static>; 2] {
    let mut other = solver();
    other.small = 0;
    [solver(), other]
}

fn step() -> Rational {
    Rational::ONE / Rational::from(1_000_000)
}

/// The optimum follows the piece up to its end, and no longer.
fn check_piece(
    piece: &Piece,
    at: &Rational,
    sign: i64,
    value: &Rational,
    of: &dyn Fn(&Rational) -> Lp,
) {
    let (sign, seen) = (Rational::from(sign), |at: &Rational| optimum(&of(at)));
    let Piece::Linear { slope, until } = piece else {
        assert_eq!(seen(&(at + &sign * step())), None);
        return;
    };
    let line = |to: &Rational| Some(value + slope * (to - at));
    let far = at + &sign * Rational::from(1_000_000_000);
    let end = until.as_ref().unwrap_or(&far);
    assert!((end - at) * &sign > Rational::ZERO, "a piece has a length");
    let middle = (at + end) / Rational::from(2);
    for to in [end, &middle] {
        assert_eq!(seen(to), line(to), "{at} to {to}: {piece:?}");
    }
    if let Some(end) = until {
        let beyond = end + &sign * step();
        assert_ne!(seen(&beyond), line(&beyond), "{at}: {piece:?}");
    }
}

/// The basis is optimal inside the range and at its ends, and not beyond them.
fn check_range(range: &Range, is_optimal: &dyn Fn(&Rational) -> bool) {
    for (end, sign) in [(&range.lower, -1), (&range.upper, 1)] {
        if let Some(end) = end {
            assert!(is_optimal(end));
            assert!(!is_optimal(&(end + Rational::from(sign) * step())));
        } else {
            let other = range.lower.as_ref().or(range.upper.as_ref()).cloned().unwrap_or_default();
            assert!(is_optimal(&(other + Rational::from(sign * 1_000_000_000))));
        }
    }
}

fn with_bound(lp: &Lp, place: Place, side: Side, bound: &Rational) -> Lp {
    let mut out = lp.clone();
    let v = variable(lp, place);
    let (lower, upper) = bounds(lp, v);
    let lower = if side == Side::Upper { lower } else { Some(bound) };
    let upper = if side == Side::Lower { upper } else { Some(bound) };
    bind(&mut out, v, lower.cloned(), upper.cloned());
    out
}

#[test]
fn slopes_pieces_and_ranges_are_those_of_changed_models() {
    let mut random = Random(5);
    let (mut n_optima, mut n_kinks, mut n_nothing, mut n_longer) = (0, 0, 0, 0);
    while n_optima < 120 {
        let (n, m) = (1 + random.below(3), 1 + random.below(3));
        let lp = random.lp(n, m);
        for mut solver in both_ways() {
            let Some(found) = sensitivity(&lp, &mut solver, None, &Asked::all(&lp)).unwrap() else {
                break;
            };
            n_optima += 1;
            let solved = solver_of(&solver).solve(&lp, None).unwrap();
            let basis = solved.basis().expect("an optimum").clone();
            // The basis of the study: with dictionaries it is that of a fresh solver, as the pivots are the same.
            let is_optimal = |lp: &Lp| {
                !lp.columns.iter().any(Column::is_crossed)
                    && !lp.rows.iter().any(Row::is_crossed)
                    && is_optimal_basis(lp, &basis, 600.0) == Some(true)
            };
            assert_eq!(found.costs.len(), lp.columns.len());
            for cost in &found.costs {
                let of = |number: &Rational| {
                    let mut lp = lp.clone();
                    lp.columns[cost.column].objective = number.clone();
                    lp
                };
                check_piece(&cost.up, &cost.cost, 1, &found.value, &of);
                check_piece(&cost.down, &cost.cost, -1, &found.value, &of);
                check_range(&cost.basis, &|number| is_optimal(&of(number)));
                n_kinks += usize::from(is_kink(&cost.down, &cost.up));
                n_nothing += usize::from(cost.up == Piece::Nothing);
            }
            for side in &found.sides {
                let of = |number: &Rational| with_bound(&lp, side.place, side.side, number);
                check_piece(&side.up, &side.bound, 1, &found.value, &of);
                check_piece(&side.down, &side.bound, -1, &found.value, &of);
                check_range(&side.basis, &|number| is_optimal(&of(number)));
                n_kinks += usize::from(is_kink(&side.down, &side.up));
                n_nothing += usize::from(side.up == Piece::Nothing);
                if let Piece::Linear { until, .. } = &side.up {
                    n_longer += usize::from(*until != side.basis.upper);
                }
            }
        }
    }
    let seen = [n_kinks, n_nothing, n_longer];
    assert!(seen.iter().all(|n| 15 < *n), "{seen:?}");
}

fn solver_of(like: &Solver<'_>) -> Solver<'static> {
    let mut out = solver();
    out.small = like.small;
    out
}

fn is_kink(down: &Piece, up: &Piece) -> bool {
    matches!((down, up), (Piece::Linear { slope: a, .. }, Piece::Linear { slope: b, .. }) if a != b)
}

#[test]
fn subsystems_are_infeasible_and_irreducible() {
    let mut random = Random(6);
    let (mut n_found, mut n_large, mut n_crossed) = (0, 0, 0);
    while n_found < 150 {
        let (n, m) = (1 + random.below(4), 1 + random.below(6));
        let mut lp = random.lp(n, m);
        if random.below(10) == 0 {
            lp.rows[0].lower = Some(Rational::ONE);
            lp.rows[0].upper = Some(Rational::ZERO);
        }
        // The elastic LP has multipliers that are not basic, so that something is left to delete.
        let report = prove(&lp, &unaided, 600.0);
        let proof = report.proof().expect("in time");
        let Some(found) = iis(&lp, proof, &mut solver()).unwrap() else {
            assert_ne!(proof.status(), "infeasible");
            continue;
        };
        n_found += 1;
        let members = found.members();
        n_large += usize::from(2 < members.len());
        n_crossed += usize::from(members.iter().all(|member| member.place == members[0].place));
        // By another solver: the whole is infeasible, and each part is feasible.
        let status = |lp: &Lp| prove(lp, &unaided, 600.0).proof().expect("in time").status();
        assert_eq!(status(&found.lp(&lp)), "infeasible");
        assert_eq!(found.proof(&lp).evidence().check(&found.lp(&lp)), Ok(()));
        for k in 0..members.len() {
            let mut others = members.to_vec();
            others.remove(k);
            let (part, point) = found.without(&lp, k);
            assert_eq!(part, Iis::of_any(others).lp(&lp));
            assert!(is_feasible(&part, &point));
            assert_eq!(status(&part), "optimal");
        }
        check_wrong_ones_are_refused(&lp, members);
    }
    assert!(30 < n_large && 5 < n_crossed, "{n_large} {n_crossed}");
}

fn check_wrong_ones_are_refused(lp: &Lp, members: &[Member]) {
    let changed = |change: &dyn Fn(&mut Vec<Member>)| {
        let mut members = members.to_vec();
        change(&mut members);
        Iis::new(lp, members).expect_err("wrong")
    };
    let n = members.len();
    let absent = changed(&|members| members[0].place = Place::Row(99));
    assert_eq!(absent, NoIis::Absent(0));
    assert_eq!(changed(&|members| members[0].side = Side::Both), NoIis::Absent(0));
    let twice = changed(&|members| {
        let first = members[0].clone();
        members.push(first);
    });
    assert_eq!(twice, NoIis::Twice(n));
    let negative = changed(&|members| members[n - 1].multiplier = -Rational::ONE);
    assert_eq!(negative, NoIis::Multiplier(n - 1));
    assert!(matches!(changed(&|members| drop(members.pop())), NoIis::Feasible(_)));
    // A point that satisfies the others cannot satisfy this one: the witness of another member is none for this.
    if 1 < n {
        let fault = changed(&|members| members[0].witness = members[1].witness.clone());
        assert!(matches!(fault, NoIis::Witness(0, _)), "{fault}");
    }
    let short = changed(&|members| drop(members[0].witness.pop()));
    assert_eq!(short, NoIis::Witness(0, NotProved::WrongLength));
}

/// A bound that only looks as if it were needed is left out.
#[test]
fn what_a_larger_proof_uses_is_deleted() {
    let mut lp = Lp::new("two reasons", false);
    let x = lp.add_column(Column::free("x", Rational::ZERO));
    let y = lp.add_column(Column::free("y", Rational::ZERO));
    let one = || Rational::ONE;
    lp.add_row(Row::at_least("x up", "", [(x, one())], one()));
    lp.add_row(Row::at_most("x down", "", [(x, one())], Rational::ZERO));
    lp.add_row(Row::at_least("y up", "", [(y, one())], one()));
    lp.add_row(Row::at_most("y down", "", [(y, one())], Rational::ZERO));
    let multipliers = [1, -1, 1, -1].map(IBig::from).to_vec();
    let evidence = ironproof_proof::Evidence::Infeasible { multipliers };
    let proof = ironproof_proof::Proof::new(&lp, evidence).expect("a contradiction");
    let found = iis(&lp, &proof, &mut solver()).unwrap().expect("infeasible");
    assert_eq!(found.members().len(), 2);
    assert_eq!(found.lp(&lp).rows.len(), 2);
    assert_eq!(found.lp(&lp).columns.len(), 1);
}

#[test]
fn the_time_limit_ends_everything() {
    let lp = Random(7).lp(3, 2);
    let mut late = Solver::new(&unaided, 0.0);
    assert!(late.solve(&lp, None).is_err());
    assert!(vertices(&lp, &mut late, None, 5).is_err());
    assert!(lexicographic(&lp, &mut late, None).is_err());
    assert!(sensitivity(&lp, &mut late, None, &Asked::all(&lp)).is_err());
}

#[test]
fn names_are_found_or_named() {
    let lp = Random(8).lp(3, 2);
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let asked = Asked { columns: vec![0, 2], rows: vec![1] };
    assert_eq!(named(&lp, &names(&["x2", "r1", "x0", "x2"])), Ok(asked));
    assert_eq!(named(&lp, &names(&["x2", "r9"])), Err("r9"));
}

#[test]
fn the_objective_of_every_vertex_is_the_optimum() {
    let mut random = Random(9);
    for _ in 0..50 {
        let lp = random.lp(4, 3);
        for mut solver in both_ways() {
            if let Some(found) = vertices(&lp, &mut solver, None, 100).unwrap() {
                for point in &found.points {
                    assert_eq!(objective(&lp, &Vector::new(point)), found.value);
                }
            }
        }
    }
}
