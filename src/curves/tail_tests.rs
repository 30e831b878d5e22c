//! What is said to be beyond a place is never less than what is there, and densities are those of their masses.

use ironproof_instance::{Distribution, families};
use ironproof_number::IBig;
use ironproof_number::rational::{Rational, parse};

use crate::Precision;
use crate::density::Variable;
use crate::mass::{mass_below, mass_beyond};

fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

/// Two distributions of each family.
fn of(family: &str) -> Vec<Distribution<Rational>> {
    let parameters = [(number("1/2"), number("3/2")), (number("3"), number("2/5"))];
    let one = |(a, b): (Rational, Rational)| match family {
        "exponential" => Distribution::Exponential { rate: a },
        "pareto" => Distribution::Pareto { scale: a, shape: b },
        "lomax" => Distribution::Lomax { scale: a, shape: b },
        "normal" => Distribution::Normal { mean: a, sd: b },
        "lognormal" => Distribution::LogNormal { mu: a, sigma: b },
        "logistic" => Distribution::Logistic { location: a, scale: b },
        "gamma" => Distribution::Gamma { shape: a, rate: b },
        "weibull" => Distribution::Weibull { scale: a, shape: b },
        "log-logistic" => Distribution::LogLogistic { scale: a, shape: b },
        other => panic!("write an example of {other}"),
    };
    parameters.map(one).into()
}

/// Families by the logarithm of willingness to pay; each is also half of a mixture.
#[test]
fn the_mass_beyond_is_a_bound() {
    let precision = Precision::new(200);
    let mut n_checked = 0;
    // A Pareto distribution has nothing near 0.
    for family in families().filter(|family| *family != "pareto") {
        for distribution in of(family) {
            let half = number("1/2");
            let lomax = Distribution::Lomax { scale: Rational::ONE, shape: number("2") };
            let parts = vec![(half.clone(), distribution.clone()), (half, lomax)];
            for distribution in [distribution, Distribution::Mixture(parts)] {
                for z in ["-2", "-8", "-30", "-100"] {
                    let z = number(z);
                    let x = precision.exp(&precision.rational(&z));
                    let next_to_zero = precision.rational(&number("1e-60"));
                    let there = &mass_below(&distribution, &x, &precision)
                        - &mass_below(&distribution, &next_to_zero, &precision);
                    let bound = mass_beyond(&distribution, &z, false, &precision);
                    assert!(there.low <= bound.high, "{distribution:?} beyond {z}");
                    n_checked += 1;
                }
            }
        }
    }
    assert_eq!(n_checked, (families().count() - 1) * 2 * 2 * 4);
}

/// The mass between two near places is the density between them times their distance.
#[test]
fn densities_are_the_derivatives_of_masses() {
    let precision = Precision::new(200);
    let (step, near) = (number("1e-12"), number("1e-6"));
    for family in families() {
        for distribution in of(family) {
            let variable = Variable::of(&distribution, false);
            for z in ["7/10", "1", "3/2"] {
                let at = |z: &Rational| variable.place(&precision.rational(z), 3, &precision);
                let mass = |z: &Rational| mass_below(&distribution, &at(z).x.0[0], &precision);
                let z = number(z);
                let between = precision.between(&(&mass(&(&z + &step)) - &mass(&(&z - &step))));
                let slope = between.middle() / (&step * Rational::from(2));
                let density = at(&z).density(Some(&distribution), &precision);
                let density = precision.between(&density.0[0]).middle();
                let gap = (&slope - &density) / density.clone().max(number("1e-9"));
                assert!(gap < near && -gap < near, "{distribution:?} at {z}: {slope} {density}");
            }
        }
    }
}

/// The power functions have closed forms: y^2 of beta(2, 1), and the square of a side of a triangle.
#[test]
fn bounded_supports_have_their_closed_forms() {
    let precision = Precision::new(200);
    let (low, high) = (Rational::ZERO, Rational::ONE);
    let beta = |a: &str, b: &str| Distribution::Beta {
        a: number(a),
        b: number(b),
        low: low.clone(),
        high: high.clone(),
    };
    let triangle =
        Distribution::Triangular { low: low.clone(), mode: number("1/4"), high: high.clone() };
    for z in ["-3", "-20"] {
        let z = number(z);
        let power = precision.exp(&precision.rational(&(&z * number("2"))));
        let over = |x: &str| precision.product(&power, &precision.rational(&number(x)));
        // The share of the way is at most e^z, and for beta it is e^z / (1 + e^z).
        let near = precision.exp(&precision.rational(&z));
        let share = precision.inverse(&(&precision.one() + &near)).expect("positive");
        let square = precision.product(&power, &precision.product(&share, &share));
        for (distribution, is_upper, there) in [
            (beta("2", "1"), false, square.clone()),
            (beta("1", "2"), true, square),
            (triangle.clone(), false, over("4")),
            (triangle.clone(), true, over("4/3")),
        ] {
            let z = if is_upper { -&z } else { z.clone() };
            let bound = mass_beyond(&distribution, &z, is_upper, &precision);
            assert!(there.low <= bound.high, "{distribution:?} beyond {z}");
            assert!(bound.high < &there.high * IBig::from(2), "{distribution:?} beyond {z}");
        }
    }
}
