//! Runs stored inputs through their targets as an ordinary program: `replay [TARGET [FILE…]]`; without a file, those
//! of the target's corpus, and without a target, all.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut count = 0;
    for (name, target) in corroborate_fuzz::TARGETS.iter().filter(|t| arguments.first().is_none_or(|a| a == t.0)) {
        let corpus = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")).join(name);
        let mut files: Vec<PathBuf> = arguments.iter().skip(1).map(PathBuf::from).collect();
        if files.is_empty() {
            files = std::fs::read_dir(&corpus).expect("a corpus").map(|e| e.expect("an entry").path()).collect();
            files.sort();
        }
        for file in files {
            eprintln!("{name} {}", file.display());
            target(&std::fs::read(&file).expect("a file"));
            count += 1;
        }
    }
    println!("{count} inputs hold");
    ExitCode::from(u8::from(count == 0))
}
