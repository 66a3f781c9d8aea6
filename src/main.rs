extern crate alloc;
#[path="syntax/mod.rs"] mod syntax;
use pest::Parser;
fn main() { 
 let t=std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
 match syntax::P::parse(syntax::Rule::file,&t) { Ok(p)=>{ for q in p.flatten(){ if matches!(q.as_rule(), syntax::Rule::sentence|syntax::Rule::noun|syntax::Rule::section|syntax::Rule::promise|syntax::Rule::entry|syntax::Rule::listing|syntax::Rule::modality|syntax::Rule::predicate) {println!("{:?} {}",q.as_rule(), q.as_str().replace('\n'," "));} } }, Err(e)=>println!("{e}") }
}
