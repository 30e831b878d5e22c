//! A finite instance built in code, its exact optimum, and the menu that attains it.
//!
//! Three kinds of people have different needs for money; there is one good object for every two of
//! them.
//!
//! ```text
//! optimum: 11/6
//! types 1 to 2: quality 1/4 for 0
//! types 3 to 3: quality 1 for 3
//! refused: groups[0] (group `all`): the probabilities sum to 5/3, not to 1
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use ironproof_core::finite::{Content, FiniteInstance, Group, Invalid, QualityLevel, Type, Wtp};
use ironproof_core::ironing;
use ironproof_core::rational::Rational;

fn main() -> Result<(), Invalid> {
    let third = Rational::ONE / Rational::from(3);
    // Willingness to pay, and what a unit of money is worth in the hands of such a type.
    let types = [(1, 4), (2, 1), (4, 1)].map(|(wtp, weight)| {
        Type::new(Wtp::Point(Rational::from(wtp)), third.clone(), Rational::from(weight))
    });
    let group = Group { label: "all".to_owned(), mass: Rational::ONE, types: types.to_vec() };
    let half = Rational::ONE / Rational::from(2);
    let quality = vec![QualityLevel::new(Rational::ONE, half)];
    let content = Content::new("three types".to_owned(), Rational::ONE, vec![group], quality);
    let instance = FiniteInstance::new(content)?;

    let optimum = ironing::optimum(&instance);
    println!("optimum: {}", optimum.value);
    for item in &optimum.groups[0].menu {
        let (first, last) = (item.first + 1, item.last + 1);
        println!("types {first} to {last}: quality {} for {}", item.quality, item.transfer);
    }
    // A broken rule is an error, here and wherever an instance is made.
    let broken = instance.changed(|content| content.groups[0].types[0].prob = Rational::ONE);
    if let Err(invalid) = broken {
        println!("refused: {invalid}");
    }
    Ok(())
}
