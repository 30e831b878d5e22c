use crate::{Dialect, Readings, statement};
#[test]
fn tmp() {
    let dir = std::env::var("D").unwrap();
    let mut paths: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for p in paths {
        if let Some(d) = Dialect::of_file(p.to_str().unwrap()) {
            let bytes = std::fs::read(&p).unwrap();
            match statement(&bytes, d, &Readings::default()) {
                Ok(s) => println!("== {}: {}", p.display(), s.replace('\n', " / ")),
                Err(e) => println!("== {}: {e}", p.display()),
            }
        }
    }
}
