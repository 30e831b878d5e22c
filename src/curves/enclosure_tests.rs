//! Known values, nested enclosures and signs.

use super::between::Between;
use super::enclosure::{Enclosure, Precision, magnitude};
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

fn number(text: &str) -> Rational {
    ironproof_number::rational::parse(text).expect(text)
}

/// The last digit given is not rounded, so the number is within one unit of it, above.
#[track_caller]
fn check_digits(precision: &Precision, found: &Enclosure, digits: &str) {
    let Between { low, high } = precision.between(found);
    let n_decimals = digits.split('.').nth(1).map_or(0, str::len);
    let unit = number(&format!("1e-{n_decimals}"));
    let known = number(digits);
    let above = if known < Rational::ZERO { &known - &unit } else { &known + &unit };
    assert!(low <= known.clone().max(above.clone()) && known.min(above) <= high, "{digits}");
    assert!(&high - &low < &unit + number("1e-28"), "{digits}: {low} {high}");
}

fn log(precision: &Precision, x: &str) -> Enclosure {
    let x = number(x);
    precision.log(&magnitude(x.numerator()), x.denominator())
}

#[test]
fn known_values_are_inside() {
    let precision = Precision::new(120);
    for (x, digits) in [
        ("1", "0"),
        ("2", "0.693147180559945309417232121458176"),
        ("1/2", "-0.693147180559945309417232121458176"),
        ("10", "2.302585092994045684017991454684364"),
        ("1e-15", "-34.538776394910685260269871820265463"),
        ("0.999999999999999", "-0.000000000000001000000000000000500000"),
    ] {
        check_digits(&precision, &log(&precision, x), digits);
    }
    for (x, digits) in [
        ("0", "1"),
        ("1", "2.718281828459045235360287471352662"),
        ("-1", "0.367879441171442321595523770161460"),
        ("-12", "0.000006144212353328209758682308178"),
        ("0.693147180559945309417232121458", "1.999999999999999999999999999999646"),
    ] {
        check_digits(&precision, &precision.exp(&precision.rational(&number(x))), digits);
    }
    let root = precision.power(&UBig::from(2_u8), &UBig::ONE, &number("1/2"));
    check_digits(&precision, &root, "1.414213562373095048801688724209698");
}

/// At more bits the enclosure lies within the one at fewer bits, and shrinks.
#[test]
fn enclosures_are_nested() {
    for x in ["3/7", "1e-9", "123456789/1000", "1.0000001", "-5/3", "40"] {
        let x = number(x);
        let at = |bits: usize| {
            let precision = Precision::new(bits);
            let log = precision.log(&magnitude(x.numerator()), x.denominator());
            let exp = precision.exp(&precision.rational(&x));
            [precision.between(&log), precision.between(&exp)]
        };
        for bits in [40, 90, 200] {
            for (outer, inner) in at(bits).into_iter().zip(at(2 * bits)) {
                assert!(outer.low <= inner.low && inner.low <= inner.high);
                assert!(inner.high <= outer.high && inner.width() < outer.width(), "{x}");
            }
        }
    }
}

/// Where the series has few terms, only the bound on its rest brings the upper end above the logarithm.
#[test]
fn the_rest_of_a_short_series_is_inside() {
    for (k, bits) in (2..12).flat_map(|k| (k - 1..4 * k).map(move |bits| (k, bits))) {
        // z = 2^-k, so that its powers need no rounding as long as there are bits for them.
        let (n, d) = ((UBig::ONE << k) + UBig::ONE, (UBig::ONE << k) - UBig::ONE);
        let at = |bits| {
            let precision = Precision::new(bits);
            precision.between(&precision.log(&n, &d))
        };
        let (outer, inner) = (at(bits), at(bits + 100));
        assert!(outer.low <= inner.low && inner.high <= outer.high, "2^-{k}, {bits} bits");
    }
}

#[test]
fn exp_inverts_log() {
    let precision = Precision::new(150);
    for x in ["1", "2", "1/1000000007", "99.5", "7/3"] {
        let found = precision.exp(&log(&precision, x));
        let Between { low, high } = precision.between(&found);
        assert!(low <= number(x) && number(x) <= high, "{x}");
        assert!(high - low < number("1e-38"), "{x}");
    }
}

#[test]
fn products_cover_all_signs() {
    let precision = Precision::new(20);
    let of = |low: i32, high: i32| Enclosure {
        low: IBig::from(low) << 20,
        high: IBig::from(high) << 20,
    };
    for (a, b, product) in [
        (of(2, 3), of(4, 5), of(8, 15)),
        (of(-2, 3), of(4, 5), of(-10, 15)),
        (of(-2, 3), of(-5, 4), of(-15, 12)),
        (of(-3, -2), of(-5, -4), of(8, 15)),
    ] {
        assert_eq!(precision.product(&a, &b), product);
        assert_eq!(precision.product(&b, &a), product);
    }
    let third = precision.rational(&number("1/3"));
    let product = precision.between(&precision.product(&third, &third));
    assert!(product.low < number("1/9") && number("1/9") < product.high);
}
