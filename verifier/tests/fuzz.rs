//! Damaged files: no panic, and no other optimum.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::Path;

use ironproof_verifier::{Failure, Incentives, verify};

/// The multiplier and increment of Knuth's MMIX; the high bits are the random ones.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// The accepted instances of the corpus with their certificates and optima.
fn accepted() -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut cases = Vec::new();
    for name in ["cells", "pool", "two-types", "one-type", "worthless", "point-cell"] {
        let instance = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
        let case = fs::read_to_string(folder.join(format!("{name}.case"))).unwrap();
        let (head, certificate) = case.split_once("\n\n").unwrap();
        let optimum = head.lines().next().unwrap().strip_prefix("verdict: verified ").unwrap();
        cases.push((instance, certificate.to_string(), optimum.to_string()));
    }
    cases
}

/// Replaces, removes, inserts or repeats up to three pieces; mostly by bytes that have a meaning.
fn damage(text: &str, random: &mut Random) -> String {
    const MARKS: &[u8] = b"0123456789/:. -\n\"{}[],\\ueE+x\xc3\xa9\x00";
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len());
        let mark = MARKS[random.below(MARKS.len())];
        match random.below(5) {
            0 | 1 => bytes[at] = mark,
            2 => drop(bytes.remove(at)),
            3 => bytes.insert(at, mark),
            _ => {
                let end = (at + random.below(20)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn damaged_certificates_prove_nothing_else() {
    let mut random = Random(1);
    let mut n_rejected = 0;
    for (instance, certificate, optimum) in accepted() {
        for _ in 0..3000 {
            let damaged = damage(&certificate, &mut random);
            for incentives in [Incentives::All, Incentives::Adjacent] {
                match verify(&instance, &damaged, incentives) {
                    // Other multipliers or another mechanism may prove the same optimum.
                    Ok(verified) => assert_eq!(verified.value().to_string(), optimum, "{damaged}"),
                    Err(Failure::Rejected(_)) => n_rejected += 1,
                    Err(Failure::Instance(error)) => panic!("the instance is fine: {error}"),
                }
            }
        }
    }
    assert!(18_000 < n_rejected, "only {n_rejected} were rejected");
}

#[test]
fn damaged_instances_do_not_panic() {
    let mut random = Random(2);
    let mut n_errors = 0;
    for (instance, certificate, _) in accepted() {
        for _ in 0..3000 {
            let damaged = damage(&instance, &mut random);
            let result = verify(&damaged, &certificate, Incentives::All);
            n_errors += u32::from(matches!(result, Err(Failure::Instance(_))));
        }
    }
    assert!(9_000 < n_errors, "only {n_errors} were no instances");
}
