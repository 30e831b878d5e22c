//! No instance breaks a rule, however it is made.

use super::{Claimed, Content, FiniteInstance, Group, QualityLevel, Rule, Type, Wtp, read};
use ironproof_number::rational::{Rational, parse};

fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

/// A point and a cell.
fn content() -> Content {
    let (half, one) = (number("1/2"), Rational::ONE);
    let wtp = Wtp::Cell { low: one.clone(), high: number("2"), weighted: number("3/2") };
    let types = vec![
        Type::new(Wtp::Point(half.clone()), half.clone(), number("3")),
        Type::new(wtp, half.clone(), one.clone()),
    ];
    let groups = vec![Group { label: "all".to_owned(), mass: one.clone(), types }];
    let quality = vec![QualityLevel::new(one.clone(), half)];
    let mut content = Content::new("small".to_owned(), one, groups, quality);
    content.optimum = Some(Claimed::Value(number("7")));
    content
}

fn instance() -> FiniteInstance {
    FiniteInstance::new(content()).expect("valid")
}

type Change = fn(&mut Content);

#[test]
fn content_that_breaks_a_rule_is_no_instance() {
    let damages: [(Change, Rule); 12] = [
        (|content| content.name = "../a".to_owned(), Rule::Name),
        (|content| content.alpha = number("-1/9"), Rule::NegativeAlpha),
        (|content| content.groups.clear(), Rule::NoGroup),
        (|content| content.quality.clear(), Rule::NoQuality),
        (
            |content| content.groups.push(content.groups[0].clone()),
            Rule::DuplicateLabel("all".to_owned()),
        ),
        (|content| content.groups[0].mass = Rational::ZERO, Rule::MassNotPositive),
        (|content| content.groups[0].types.clear(), Rule::NoType),
        (|content| drop(content.groups[0].types.pop()), Rule::ProbabilitySum(number("1/2"))),
        (|content| content.groups[0].types.reverse(), Rule::WtpNotIncreasing),
        (|content| content.groups[0].types[0].weight = number("-1"), Rule::NegativeWeight),
        (|content| content.groups[0].types[1].weight = number("2"), Rule::WeightedOutside),
        (|content| content.quality[0].level = number("1.01"), Rule::LevelOutside),
    ];
    for (damage, rule) in damages {
        let mut damaged = content();
        damage(&mut damaged);
        let refused = FiniteInstance::new(damaged).expect_err("a rule is broken");
        assert_eq!(refused.rule, rule);
        assert_eq!(instance().changed(damage), Err(refused));
    }
}

#[test]
fn another_alpha_and_other_weights_keep_the_rules() {
    for factor in ["0", "1/3", "1000"] {
        let factor = number(factor);
        let scaled = instance().with_weights_times(0, &factor).expect("not negative");
        assert_eq!(scaled.validate(), Ok(()));
        assert_eq!(scaled.groups[0].types[0].weight, number("3") * &factor);
        assert_eq!(*scaled.groups[0].types[1].weighted_wtp(), number("3/2") * &factor);
        let other = instance().with_alpha(factor.clone()).expect("not negative");
        assert_eq!((other.validate(), &other.alpha), (Ok(()), &factor));
        // What was claimed is about another instance.
        assert_eq!((&scaled.optimum, &other.optimum), (&None, &None));
    }
    let negative = number("-1/1000");
    let refused = instance().with_alpha(negative.clone()).expect_err("negative");
    assert_eq!(refused.rule, Rule::NegativeAlpha);
    let refused = instance().with_weights_times(0, &negative).expect_err("negative");
    assert_eq!((refused.rule, &*refused.place), (Rule::NegativeWeight, "groups[0]"));
}

#[test]
fn content_comes_back_as_it_was() {
    assert_eq!(instance().into_content(), content());
    assert_eq!(read(&super::to_json(&instance())).expect("valid"), instance());
}
