//! `ironproof discretize` and `ironproof export`.

use ironproof::verdict;

use super::{CONTINUOUS, folder, ironproof};

#[test]
fn discretize_and_export_write_what_the_verifier_reads() {
    let folder = folder(&[("c.toml", CONTINUOUS)]);
    for arguments in [
        &["discretize", "c.toml", "--grid", "7", "--levels", "3", "--out", "o"] as &[&str],
        &[
            "export",
            "c.toml",
            "--grid",
            "7",
            "--levels",
            "3",
            "--format",
            "certificate",
            "--out",
            "o",
        ],
        &["export", "c.toml", "--grid", "7", "--levels", "3", "--format", "mps", "--out", "o"],
        &[
            "export",
            "c.toml",
            "--grid",
            "7",
            "--levels",
            "3",
            "--format",
            "lp",
            "--formulation",
            "reduced",
            "--out",
            "o",
        ],
    ] {
        ironproof(&folder).args(arguments).assert().code(0);
    }
    let read = |name: &str| std::fs::read_to_string(folder.path().join("o").join(name)).unwrap();
    let verified = verdict::instance("reserve", &read("reserve.json"), &read("reserve.cert"));
    assert!(verified.is_ok());
    assert!(read("reserve.mps").contains("IC(") && read("reserve.lp").contains("Q("));
    // On stdout the same text.
    let output = ironproof(&folder)
        .args(["export", "c.toml", "--grid", "7", "--levels", "3", "--format", "mps"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), read("reserve.mps"));
}
