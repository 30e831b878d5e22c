use ironproof_number::rational::{Rational, approx};

#[test]
fn show() {
    let fmt = |x: &ironproof_curves::Between| format!("{:.7}±{:.0e}", approx(&x.middle()), approx(&x.width()));
    for folder in ["closed-form", "applications"] {
        let mut files: Vec<_> = std::fs::read_dir(format!("../../instances/{folder}")).unwrap().map(|f| f.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
        if folder == "applications" {
            files.push("/work/shared/cases/park-need.toml".into());
            files.push("/work/shared/cases/park-income.toml".into());
        }
        files.sort();
        for file in files {
            if let Ok(only) = std::env::var("ONLY") { if !file.display().to_string().contains(&only) { continue } }
            let text = std::fs::read_to_string(&file).unwrap();
            let instance = ironproof_instance::read(&text, file.parent().unwrap()).unwrap();
            let width = Rational::ONE / Rational::from(1_000_000);
            let start = std::time::Instant::now();
            let answer = super::optimum(&instance, &width);
            println!("{} {:?} optimum {:?}", file.display(), start.elapsed(), instance.optimum.as_ref().map(|o| approx(o.ends().0)));
            match answer {
                Err(e) => println!("   {e}"),
                Ok(answer) => {
                    println!("   value {} revenue {} utility {} quality {} served {}", fmt(&answer.totals.value), fmt(&answer.totals.revenue), fmt(&answer.totals.utility), fmt(&answer.totals.quality), fmt(&answer.totals.served));
                    for m in &answer.margins { println!("   margin {} {:?} value {} {}", approx(&m.mass), (approx(&m.quality.0), approx(&m.quality.1)), fmt(&m.value), m.groups.iter().map(|g| g.as_ref().map_or("by lot".to_owned(), |(t, r)| format!("{} at {}", fmt(t), fmt(r)))).collect::<Vec<_>>().join(", ")); }
                    for group in &answer.groups {
                        println!("   {} revenue {} value {}", group.label, fmt(&group.totals.revenue), fmt(&group.totals.value));
                        for s in &group.segments {
                            println!("      {:?} t {}..{} wtp {}..{} q {}..{} p {}..{} {:?} {:?}", s.kind, fmt(&s.share.0), fmt(&s.share.1), fmt(&s.wtp.0), fmt(&s.wtp.1), fmt(&s.quality.0), fmt(&s.quality.1), fmt(&s.price.0), fmt(&s.price.1), s.unique, s.alternative.as_ref().map(|a| match a { super::Alternative::Price(a, b) => format!("price {} to {}", fmt(a), fmt(b)), other => format!("{other:?}") }));
                        }
                    }
                }
            }
        }
    }
}
