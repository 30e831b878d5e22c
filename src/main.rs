use ironproof::{finite, ironing, certificate, rational};
fn main(){
  let path=std::env::args().nth(1).unwrap();
  let text=std::fs::read_to_string(&path).unwrap();
  if path.ends_with("jsonl") {
    for (i,inst) in finite::read_lines(&text).into_iter().enumerate() {
      let inst=inst.unwrap();
      let opt=ironing::optimum(&inst);
      let f=ironing::value_f64(&inst);
      let cert=certificate::certify(&inst);
      std::fs::write(format!("/tmp/c{i}.cert"), certificate::write_text(&cert)).unwrap();
      std::fs::write(format!("/tmp/c{i}.json"), finite::to_json(&inst)).unwrap();
      let ok = Some(&opt.value)==inst.optimum.as_ref();
      if !ok || (f-rational::approx(&opt.value)).abs()>1e-12 { println!("{} {:?} {} {}", inst.name, inst.optimum.map(|x|x.to_string()), opt.value, f); }
    }
  } else {
    let t=std::time::Instant::now();
    let inst=finite::read(&text).unwrap(); eprintln!("read {:?}",t.elapsed());
    let opt=ironing::optimum(&inst); eprintln!("opt {:?} {}",t.elapsed(), rational::approx(&opt.value));
    eprintln!("items {} blocks {}", opt.groups[0].menu.len(), opt.groups[0].blocks.len());
    let f=ironing::value_f64(&inst); eprintln!("f64 {:?} {f}",t.elapsed());
    let cert=certificate::certify(&inst); eprintln!("cert {:?}",t.elapsed());
    let mut o=std::io::BufWriter::new(std::fs::File::create("/tmp/big.cert").unwrap());
    certificate::write(&mut o,&cert).unwrap(); eprintln!("write {:?}",t.elapsed());
  }
}
