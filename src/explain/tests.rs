//! What is said about shipped instances, and the same computed again in plain floats, from the data alone.

use std::path::{Path, PathBuf};

use ironproof_curves::Between;
use ironproof_instance::{ContinuousGroup, ContinuousInstance, Probability};
use ironproof_number::rational::{Rational, approx, parse};

use super::{
    Claim, Conclusion, CurvePoint, Decision, Explanation, Reason, Remark, TieKind, Trend,
    about_data, curves, explain,
};

fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> ContinuousInstance {
    let path = root().join(path);
    let text = std::fs::read_to_string(&path).expect("shipped");
    ironproof_instance::read(&text, path.parent().expect("a folder")).expect("a valid instance")
}

fn explained(path: &str) -> Explanation {
    explain(&read(path), &number("1e-6")).expect(path)
}

fn shipped() -> Vec<String> {
    let mut all = vec!["tests/data/park-need.toml".to_owned()];
    for folder in ["instances/closed-form", "instances/applications"] {
        for entry in std::fs::read_dir(root().join(folder)).expect("a folder") {
            let path = entry.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                all.push(format!("{folder}/{name}"));
            }
        }
    }
    all.sort();
    assert!(40 < all.len());
    all
}

/// One group with this willingness to pay, weight and alpha, and objects of all qualities.
fn one(wtp: &str, weight: &str, alpha: &str) -> ContinuousInstance {
    let text = format!(
        "name = \"x\"\nalpha = \"{alpha}\"\nquality = {{ kind = \"uniform\", low = \"0\", high = \"1\" }}\n\
         [[group]]\nlabel = \"all\"\nmass = \"1\"\nwtp = {{ {wtp} }}\nweight = {{ {weight} }}\n"
    );
    ironproof_instance::read(&text, Path::new("")).expect("a valid instance")
}

fn solved(instance: &ContinuousInstance) -> Explanation {
    explain(instance, &number("1e-6")).expect("explained")
}

fn claim<'a>(explanation: &'a Explanation, group: usize, id: &str) -> &'a Claim {
    let mut claims = explanation.groups[group].claims.iter().chain(&explanation.across);
    claims.find(|claim| claim.id == id).expect(id)
}

const UNIFORM: &str = "kind = \"uniform\", low = \"0\", high = \"1\"";

/// No claim of the paper is contradicted by an optimum that was found without it, and each of them is put to the test.
/// The curves are those that plain sums give.
#[test]
fn shipped_instances_contradict_no_claim_and_no_sum() {
    let mut seen: Vec<(&str, Conclusion)> = Vec::new();
    for path in shipped() {
        let instance = read(&path);
        let explanation = explain(&instance, &number("1e-6")).expect(&path);
        let within = explanation.groups.iter().flat_map(|group| &group.claims);
        for claim in within.chain(&explanation.across) {
            assert!(!claim.is_contradicted(), "{path}: {claim:?}");
            let is_seen =
                claim.applies() == Decision::Yes && claim.in_optimum != Some(Decision::Open);
            if is_seen && !seen.contains(&(claim.id, claim.conclusion)) {
                seen.push((claim.id, claim.conclusion));
            }
        }
        check_curves(&path, &instance, &explanation);
    }
    for id in ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "R1", "R2", "I1", "I2", "I3"] {
        assert!(seen.iter().any(|(of, _)| *of == id), "{id} never applies: {seen:?}");
    }
    for conclusion in [
        Conclusion::OneLottery,
        Conclusion::NotOneLottery,
        Conclusion::NotMarket,
        Conclusion::UnseenPool,
    ] {
        assert!(seen.iter().any(|(_, of)| *of == conclusion), "{conclusion:?}");
    }
}

/// A wrong optimum is noticed: the check can fail.
#[test]
fn a_wrong_optimum_contradicts_a_claim() {
    let path = "instances/closed-form/c20-free-lottery-essential.toml";
    let instance = read(path);
    let explanation = explained(path);
    let group = &explanation.groups[0];
    let mut segments: Vec<_> = group.segments.iter().map(|(segment, _)| segment.clone()).collect();
    let one = Between::exactly(Rational::ONE);
    segments[0].price = (one.clone(), one);
    let claims = super::within::within(&group.facts, &segments, &instance.alpha, true);
    assert!(claims[0].is_contradicted());
    let mut facts = group.facts.clone();
    facts.is_market = Decision::Yes;
    facts.is_top_pooled = Decision::Yes;
    facts.is_one_lottery = Decision::Yes;
    let claims = super::within::within(&facts, &segments, &instance.alpha, true);
    let contradicted: Vec<_> =
        claims.iter().filter(|claim| claim.is_contradicted()).map(|claim| claim.id).collect();
    assert_eq!(contradicted, ["P1", "P2", "I1"]);
}

/// r in [1, 2] and weight 2, alpha 1: lbar = 2, E[lambda r] = 3, V = r + h (2 - 1) = 1 + t + 1 - t = 2 is constant.
#[test]
fn numbers_of_a_closed_form() {
    let wtp = "kind = \"uniform\", low = \"1\", high = \"2\"";
    let explanation = solved(&one(wtp, "kind = \"constant\", value = \"2\"", "1"));
    let facts = &explanation.groups[0].facts;
    assert_eq!(facts.mean_weight, Between::exactly(number("2")));
    assert_eq!(facts.mean_weighted_wtp, Between::exactly(number("3")));
    assert_eq!([&facts.wtp_low, &facts.wtp_high].map(Between::middle), ["1", "2"].map(number));
    assert_eq!([facts.favoured, facts.essential, facts.jump], [Decision::Yes; 3]);
    assert_eq!(facts.weight.is_constant(), Decision::Yes);
    assert_eq!(facts.virtual_value.is_constant(), Decision::Yes);
    // J = 2 r - 2 rises.
    assert_eq!(facts.revenue_value.always_rises(), Decision::Yes);
    assert_eq!(facts.is_regular(), Decision::No);
    let (segment, reasons) = &explanation.groups[0].segments[0];
    assert!(segment.price.1.is_zero() && reasons.contains(&Reason::Jump), "{reasons:?}");
    // alpha r_high = 2 is at most 3: P2 has its inequality, and a constant is quasi-convex.
    assert_eq!(claim(&explanation, 0, "P2").applies(), Decision::Yes);
    assert_eq!(claim(&explanation, 0, "P2").conclusion, Conclusion::OneLottery);
    assert_eq!(claim(&explanation, 0, "P3").applies(), Decision::No);
}

/// Weight 4 t and alpha 1 on [0, 1]: lbar = 2, A = int_t^1 (4 s - 1) = 1 + t - 2 t^2, V = t + A = 1 + 2 t - 2 t^2, which
/// rises up to 1/2 and falls from there on.
#[test]
fn a_parabola_turns_at_one_half() {
    let weight = "kind = \"polynomial\", of = \"quantile\", coefficients = [\"0\", \"4\"]";
    let instance = one(UNIFORM, weight, "1");
    let explanation = solved(&instance);
    let facts = &explanation.groups[0].facts;
    let trends: Vec<Trend> = facts.virtual_value.runs.iter().map(|s| s.trend).collect();
    assert_eq!(trends, [Trend::Rises, Trend::Falls]);
    assert!(facts.virtual_value.runs[1].from.admits(&number("1/2")));
    assert_eq!(facts.weight.never_falls(), Decision::Yes);
    assert_eq!(claim(&explanation, 0, "P4").conclusion, Conclusion::NotMarket);
    assert_eq!(claim(&explanation, 0, "P4").in_optimum, Some(Decision::Yes));
    let remarks = about_data(&instance);
    assert_eq!(remarks.len(), 1);
    assert_eq!(remarks[0].to_string(), "all: weights rise with willingness to pay, from 0 to 1");
}

/// At a gap in willingness to pay V is a spike, which points downward where weights above are below alpha.
#[test]
fn a_gap_is_a_fall() {
    let wtp = "kind = \"histogram\", knots = [\"0\", \"1\", \"2\", \"3\"], mass = [\"0.5\", \"0\", \"0.5\"]";
    let explanation = solved(&one(wtp, "kind = \"constant\", value = \"0\"", "1"));
    let facts = &explanation.groups[0].facts;
    let falls: Vec<_> = facts.virtual_value.falls().collect();
    assert_eq!(falls.len(), 1);
    assert_eq!(falls[0].from, Between::exactly(number("1/2")));
    assert_eq!(falls[0].from, falls[0].to);
    // With all weights at alpha there is no excess, and no spike: V = r, which jumps up.
    let explanation = solved(&one(wtp, "kind = \"constant\", value = \"1\"", "1"));
    let facts = &explanation.groups[0].facts;
    assert_eq!(facts.virtual_value.always_rises(), Decision::Yes);
    assert_eq!(claim(&explanation, 0, "P4").conclusion, Conclusion::Market);
}

/// Above the gap weights exceed alpha: V = 2 below and 3 above are constant, and between them the spike points upward.
/// If weights are high below and 0 above, V = 2 (A + t) falls before the gap, the spike points downward, and V rises.
#[test]
fn a_spike_points_upward_or_downward() {
    let wtp = "kind = \"histogram\", knots = [\"0\", \"1\", \"2\", \"3\"], mass = [\"0.5\", \"0\", \"0.5\"]";
    let runs = |weight: &str| {
        let facts = solved(&one(wtp, weight, "1")).groups[0].facts.clone();
        let trends: Vec<Trend> = facts.virtual_value.runs.iter().map(|run| run.trend).collect();
        (trends, facts.virtual_value.is_quasi_convex())
    };
    let (trends, is_quasi_convex) = runs("kind = \"constant\", value = \"2\"");
    assert_eq!(trends, [Trend::Constant, Trend::Rises, Trend::Falls, Trend::Constant]);
    assert_eq!(is_quasi_convex, Decision::No);
    let step =
        "kind = \"table\", interpolate = \"step\", rows = [[\"0\", \"3\"], [\"1.5\", \"0\"]]";
    let (trends, is_quasi_convex) = runs(step);
    assert_eq!(trends, [Trend::Falls, Trend::Rises]);
    assert_eq!(is_quasi_convex, Decision::Yes);
}

/// Weights that are plain numbers, which need no curve: they rise over atoms, or they do not.
#[test]
fn weights_of_atoms_rise_or_fall() {
    let rises = |low: &str, high: &str| -> Vec<String> {
        let wtp = format!(
            "kind = \"table\", rows = [[\"1\", \"0.5\", \"{low}\"], [\"3\", \"0.5\", \"{high}\"]]"
        );
        about_data(&one(&wtp, "kind = \"table\"", "1")).iter().map(ToString::to_string).collect()
    };
    let none: Vec<String> = Vec::new();
    assert_eq!(rises("2", "1"), none);
    assert_eq!(rises("1", "1"), none);
    assert_eq!(rises("1", "2"), ["all: weights rise with willingness to pay, from 1 to 3"]);
}

/// Over the pool from 0 to 1/2 the hull is a chord. It begins at Psi(0) = E[lambda r] = 5/3, the value at price 0.
#[test]
fn a_hull_is_a_chord_over_a_pool() {
    let path = "instances/closed-form/c20-free-lottery-essential.toml";
    let points = curves(&read(path), &explained(path)).expect(path);
    let at = |text: &str| points.iter().find(|point| point.share == number(text)).expect(text);
    let [start, middle, end] = ["0", "0.1", "0.5"].map(|share| at(share).hull.clone());
    assert!(start.admits(&number("5/3")), "{start:?}");
    let chord = &start.times(&number("4/5")) + &end.times(&number("1/5"));
    assert!(!chord.is_below(&middle) && !middle.is_below(&chord), "{chord:?} {middle:?}");
    assert!(middle.width() < number("1e-5"), "{middle:?}");
    assert!(at("0.1").psi.is_below(&middle));
}

#[test]
fn equal_revenue_is_a_tie() {
    let explanation = explained("instances/closed-form/c14-indifference.toml");
    let kinds: Vec<TieKind> = explanation.ties.iter().map(|tie| tie.kind).collect();
    assert_eq!(kinds, [TieKind::Straight]);
    assert_eq!(explanation.groups[0].segments[0].1, [Reason::SameValue]);
    let explanation = explained("instances/closed-form/m4-tied-lotteries.toml");
    let shared: Vec<_> =
        explanation.ties.iter().filter(|tie| tie.kind == TieKind::Shared).collect();
    assert_eq!(shared.len(), 1);
    assert_eq!(shared[0].holds, Decision::Yes);
    assert_eq!(shared[0].places.len(), 2);
    // Different lotteries are no tie.
    let explanation = explained("instances/closed-form/m2-three-lotteries.toml");
    assert!(explanation.ties.iter().all(|tie| tie.kind != TieKind::Shared));
}

#[test]
fn the_park_is_accounted_for() {
    let explanation = explained("tests/data/park-need.toml");
    let high = &explanation.groups[2];
    let (lottery, reasons) = &high.segments[1];
    assert!(lottery.wtp.0.low > number("39.18") && lottery.wtp.1.high < number("61.72"));
    let [Reason::ValueFalls(places)] = reasons.as_slice() else { panic!("{reasons:?}") };
    // The bins meet at 48: the density falls from 0.2382/24 to 0.2926/72, so r' rises and V falls.
    assert!(places.iter().any(|(from, to)| from.admits(&number("48")) && to.admits(&number("48"))));
    for (segment, reasons) in explanation.groups.iter().flat_map(|group| &group.segments) {
        assert!(!reasons.is_empty(), "{segment:?}");
    }
    // Supply 0.3 is scarce, so those below are outbid, not worthless.
    assert!(matches!(explanation.groups[0].segments[0].1[0], Reason::Outbid(_)));
    assert_eq!(claim(&explanation, 0, "P1").applies(), Decision::No);
}

#[test]
fn remarks_are_made_where_they_are_true_and_nowhere_else() {
    let texts = |instance: &ContinuousInstance| -> Vec<String> {
        solved(instance).remarks.iter().map(ToString::to_string).collect()
    };
    let base = one(UNIFORM, "kind = \"constant\", value = \"0\"", "1");
    assert!(texts(&base).is_empty(), "{:?}", texts(&base));
    let mut instance = base.clone();
    instance.groups[0].mass = number("0.9");
    let found = texts(&instance);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("sum to 0.9, not to 1"), "{found:?}");
    assert_eq!(found[1], "objects for everybody: 1 for agents of mass 0.9");
    // A lottery that begins where two bins meet: nobody knows that.
    let found = texts(&read("tests/data/park-need.toml"));
    assert!(found.iter().all(|text| !text.contains("bins meet")), "{found:?}");
    let wtp = "kind = \"histogram\", knots = [\"0\", \"1\", \"4\"], mass = [\"0.5\", \"0.5\"]";
    let instance = one(wtp, "kind = \"constant\", value = \"0\"", "1");
    let explanation = solved(&instance);
    let found = texts(&instance);
    for (segment, _) in &explanation.groups[0].segments {
        let at_knot = segment.share.0.admits(&number("1/2"));
        assert_eq!(found.iter().any(|text| text.contains("at 1, where two bins meet")), at_knot);
        if at_knot {
            break;
        }
    }
    // A tail that is clipped makes an atom, and the price is the bound.
    let wtp = "kind = \"pareto\", scale = \"1\", shape = \"1/2\", high = \"9\", tail = \"clip\"";
    let found = texts(&one(wtp, "kind = \"constant\", value = \"0\"", "1"));
    assert!(found.iter().any(|text| text.contains("at 9, where a tail is cut off")), "{found:?}");
}

/// One level for all of the agents leaves nothing to decide; as many objects as agents of different quality do.
#[test]
fn objects_for_everybody() {
    let says = |quality: &str| {
        let text = format!(
            "name = \"x\"\nalpha = \"1\"\nquality = {{ {quality} }}\n[[group]]\nlabel = \"all\"\nmass = \"1\"\n\
             wtp = {{ {UNIFORM} }}\nweight = {{ kind = \"constant\", value = \"0\" }}\n"
        );
        let instance = ironproof_instance::read(&text, Path::new("")).expect("valid");
        about_data(&instance).iter().any(|remark| matches!(remark, Remark::Enough { .. }))
    };
    let levels = |text: &str| format!("kind = \"levels\", levels = [{text}]");
    assert!(says(&levels("{ level = \"1\", mass = \"1\" }")));
    assert!(!says(&levels("{ level = \"1\", mass = \"0.99\" }")));
    assert!(!says(&levels(
        "{ level = \"0.5\", mass = \"0.5\" }, { level = \"1\", mass = \"0.5\" }"
    )));
    assert!(says(&levels(
        "{ level = \"0.5\", mass = \"0.5\" }, { level = \"1\", mass = \"0.51\" }"
    )));
    // What is worth nothing is no object.
    assert!(!says(&levels("{ level = \"0\", mass = \"5\" }, { level = \"1\", mass = \"0.5\" }")));
}

/// Psi, V and the hull by sums over 4,000 agents, from the data of the file alone.
struct Sampled {
    psi: Vec<f64>,
    hull: Vec<f64>,
    weight_above: Vec<f64>,
}

const N: usize = 4000;

fn sampled(group: &ContinuousGroup, alpha: f64) -> Sampled {
    let middle = |k: usize| (k as f64 + 0.5) / N as f64;
    let at = |t: f64| {
        let piece = group.pieces.iter().rev().find(|piece| approx(&piece.from) <= t).expect("in");
        let t = Probability { lower: t, upper: 1.0 - t };
        let wtp = piece.wtp.at_float(t);
        (wtp, piece.weight.at_float(t, wtp))
    };
    let agents: Vec<(f64, f64)> = (0..N).map(|k| at(middle(k))).collect();
    let (mut psi, mut weight_above) = (vec![0.0; N + 1], vec![0.0; N + 1]);
    let (mut welfare, mut excess) = (0.0, 0.0);
    for k in (0..N).rev() {
        let (wtp, weight) = agents[k];
        welfare += weight * wtp / N as f64;
        excess += (weight - alpha) / N as f64;
        // The price is between this agent and the one below; for all agents, from 0 to the lowest.
        let (below, wtp) = if k == 0 { (0.0, at(0.0).0) } else { (agents[k - 1].0, wtp) };
        psi[k] = (welfare - excess * wtp).max(welfare - excess * below);
        weight_above[k] = excess / (1.0 - k as f64 / N as f64) + alpha;
    }
    // The highest point that is no lower than any chord.
    let mut on: Vec<usize> = Vec::new();
    for k in 0..=N {
        while let [.., a, b] = on[..] {
            let slope = |i: usize, j: usize| (psi[j] - psi[i]) / (j - i) as f64;
            if slope(a, b) > slope(b, k) {
                break;
            }
            on.pop();
        }
        on.push(k);
    }
    let mut hull = vec![0.0; N + 1];
    for pair in on.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        for k in a..=b {
            let share = (k - a) as f64 / (b - a) as f64;
            hull[k] = psi[a] + share * (psi[b] - psi[a]);
        }
    }
    Sampled { psi, hull, weight_above }
}

fn check_curves(path: &str, instance: &ContinuousInstance, explanation: &Explanation) {
    let points = curves(instance, explanation).expect(path);
    for group in &instance.groups {
        let sampled = sampled(group, approx(&instance.alpha));
        let scale = sampled.hull.iter().fold(1e-3_f64, |most, x| most.max(x.abs()));
        let of_group: Vec<&CurvePoint> =
            points.iter().filter(|point| point.group == group.label).collect();
        assert!(of_group.first().is_some_and(|point| point.share.is_zero()));
        assert!(of_group.last().is_some_and(|point| point.share.is_one()));
        for point in of_group {
            let k = (approx(&point.share) * N as f64).round() as usize;
            let near = |found: &Between, all: &[f64]| {
                let around = &all[k.saturating_sub(6)..(k + 7).min(all.len())];
                let low = around.iter().fold(f64::INFINITY, |a, b| a.min(*b)) - 4e-3 * scale;
                let high = around.iter().fold(-f64::INFINITY, |a, b| a.max(*b)) + 4e-3 * scale;
                let is_near = low <= approx(&found.low) && approx(&found.high) <= high;
                assert!(is_near, "{path} {} {k}: {found:?} {low} {high}", group.label);
                assert!(approx(&found.width()) < 1e-6 * scale, "{path} {k} {found:?}");
            };
            near(&point.psi, &sampled.psi);
            near(&point.hull, &sampled.hull);
            assert!(point.psi.low <= point.hull.high, "{path}");
            if k + 200 < N {
                let above = sampled.weight_above[k];
                let found = approx(&point.mean_weight_above.middle());
                assert!((found - above).abs() < 0.05 * (1.0 + above), "{path} {k}");
            }
        }
    }
}

/// A finite instance is explained as well: its value is that of ironing, and no claim is contradicted.
#[test]
fn random_finite_instances_contradict_nothing() {
    use ironproof_instance::random;
    let (mut n_explained, mut n_applied) = (0, 0);
    for index in 0..400 {
        let finite = random::instance(11, index, random::SMALL);
        let instance = match super::of_types(&finite) {
            Ok(instance) => instance,
            Err(error) => {
                assert!(error.to_string().contains("is a cell"), "{error}");
                continue;
            }
        };
        let explanation = explain(&instance, &number("1e-6")).expect("explained");
        let value = ironproof_ironing::optimum(&finite).value;
        assert!(explanation.answer.totals.value.admits(&value), "{index}");
        let within = explanation.groups.iter().flat_map(|group| &group.claims);
        for claim in within.chain(&explanation.across) {
            assert!(!claim.is_contradicted(), "{index}: {claim:?}");
            n_applied += usize::from(claim.applies() == Decision::Yes);
        }
        n_explained += 1;
    }
    assert!(300 < n_explained && 1000 < n_applied, "{n_explained} {n_applied}");
}

#[test]
fn the_two_sides_of_a_triangle_meet_without_a_jump() {
    let wtp = "kind = \"triangular\", low = \"0\", mode = \"1\", high = \"6\"";
    let explanation = solved(&one(wtp, "kind = \"constant\", value = \"0.9\"", "1"));
    let facts = &explanation.groups[0].facts;
    assert_eq!(facts.virtual_value.always_rises(), Decision::Yes);
    assert_eq!(facts.revenue_value.always_rises(), Decision::Yes);
}

/// Weights by willingness to pay, over an exponential distribution: (r - 1)^2 falls up to 1 and rises from there.
#[test]
fn weights_turn_where_their_formula_does() {
    let wtp = "kind = \"exponential\", rate = \"1\", high = \"3\", tail = \"condition\"";
    let weight = "kind = \"polynomial\", of = \"wtp\", coefficients = [\"1\", \"-2\", \"1\"]";
    let instance = one(wtp, weight, "1");
    let explanation = solved(&instance);
    let runs = &explanation.groups[0].facts.weight.runs;
    let trends: Vec<Trend> = runs.iter().map(|run| run.trend).collect();
    assert_eq!(trends, [Trend::Falls, Trend::Rises]);
    let (from, _) = super::wtp_of(&explanation.hulls[0].psi, &runs[1].from, &runs[1].to);
    assert!(from.admits(&Rational::ONE) && from.width() < number("1e-9"), "{from:?}");
    let texts: Vec<String> = explanation.remarks.iter().map(ToString::to_string).collect();
    assert!(
        texts.contains(&"all: weights rise with willingness to pay, from 1 to 3".to_owned()),
        "{texts:?}"
    );
}
