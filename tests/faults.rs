//! What goes wrong outside: a saved index that is cut or damaged, a full disk, a kill in the middle of writing,
//! standard output closed early.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use corroborate::{ClaimIndex, ClusterConfig, Statement};

/// An index of so many statements; another `turn`, other statements.
fn index(statements: usize, turn: usize) -> ClaimIndex {
    let mut index = ClaimIndex::new(ClusterConfig::new());
    for n in 0..statements {
        let (id, text) = (format!("t{turn}s{n}"), format!("The ferry number {n} left the harbour of Venn before storm {turn}."));
        index.add(&id, &[Statement { id: &id, text: &text, speaker: Some("Ann Lee") }]);
    }
    index.settle();
    index
}

fn saved(index: &ClaimIndex) -> (tempfile::TempDir, PathBuf, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("index");
    index.save(&path).expect("saved");
    let bytes = fs::read(&path).expect("read");
    (folder, path, bytes)
}

fn alone(path: &Path) -> bool {
    fs::read_dir(path.parent().expect("a folder")).expect("listed").count() == 1
}

#[test]
fn a_file_cut_at_any_byte_is_refused() {
    let (_folder, path, whole) = saved(&index(6, 0));
    for cut in 0..whole.len() {
        fs::write(&path, &whole[..cut]).expect("written");
        let error = ClaimIndex::open(&path).expect_err("cut");
        assert!(error.is_input() && error.to_string().contains("index"), "{cut}: {error}");
    }
    let longer = [&whole[..], b"\0"].concat();
    fs::write(&path, longer).expect("written");
    assert!(ClaimIndex::open(&path).expect_err("longer").is_input());
}

#[test]
fn a_file_with_any_bit_flipped_is_refused() {
    let (_folder, path, whole) = saved(&index(6, 0));
    for bit in 0..whole.len() * 8 {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &bytes).expect("written");
        let error = ClaimIndex::open(&path).expect_err("flipped");
        assert!(error.is_input(), "bit {bit}: {error}");
    }
}

#[test]
fn another_version_says_so() {
    let (_folder, path, mut bytes) = saved(&index(2, 0));
    bytes[8] = 0xfe;
    fs::write(&path, &bytes).expect("written");
    let error = ClaimIndex::open(&path).expect_err("another version");
    assert!(error.to_string().contains("of another version"), "{error}");
    fs::write(&path, "Date 2024-06-12\nNo index at all.").expect("written");
    assert!(ClaimIndex::open(&path).expect_err("no index").to_string().contains("no saved index"));
}

/// Runs this test binary's `what` again, in a process of its own, under `sh` commands that limit it.
#[cfg(unix)]
fn again(before: &str, what: &str, path: &Path) -> Command {
    let this = std::env::current_exe().expect("this program");
    let mut command = Command::new("sh");
    let line = format!("{before} exec \"$0\" --exact --nocapture {what}");
    command.args(["-c", &line]).arg(this).env("FAULTS_PATH", path).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// What the processes of the tests below do; without their path it does nothing.
#[test]
fn save_where_told() {
    let Some(path) = std::env::var_os("FAULTS_PATH").map(PathBuf::from) else { return };
    let turns = std::env::var("FAULTS_TURNS").map_or(1, |t| t.parse().expect("a number"));
    let (one, other) = (index(3_000, 1), index(3_000, 2));
    for turn in 0..turns {
        let index = if turn % 2 == 0 { &other } else { &one };
        // A failure is the point: what counts is what stands there afterwards.
        if index.save(&path).is_err() {
            std::process::exit(7);
        }
    }
}

/// A file may grow to no more than some blocks, as on a full disk: what was there stays, and nothing beside it.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file() {
    let (_folder, path, before) = saved(&index(50, 0));
    // The signal that tells of the limit is ignored, so that writing gives an error.
    let status = again("trap '' XFSZ; ulimit -f 64;", "save_where_told", &path).status().expect("run");
    assert_eq!(status.code(), Some(7), "there is no room for the larger index");
    assert_eq!(fs::read(&path).expect("read"), before);
    assert!(alone(&path), "the part that was written is gone");
    ClaimIndex::open(&path).expect("the old one opens");
}

/// Killed at any moment of saving over and over: the one or the other opens, whole.
#[cfg(unix)]
#[test]
fn killed_in_the_middle_of_writing() {
    let rounds: u64 = std::env::var("FAULTS_KILLS").map_or(10, |n| n.parse().expect("a number"));
    let (_folder, path, _) = saved(&index(3_000, 1));
    let (one, other) = (index(3_000, 1), index(3_000, 2));
    let bytes = |index: &ClaimIndex| saved(index).2;
    let whole = [bytes(&one), bytes(&other)];
    let mut met = [0; 2];
    let mut parts = 0;
    for round in 0..rounds {
        let mut child = again("", "save_where_told", &path).env("FAULTS_TURNS", "2000").spawn().expect("run");
        // Killed as soon as it writes, or a few milliseconds later.
        while alone(&path) {
            assert!(child.try_wait().expect("its status").is_none(), "it saves over and over");
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(Duration::from_micros(round * 377 % 9_000));
        child.kill().expect("ours");
        child.wait().expect("ended");
        let now = fs::read(&path).expect("it is there");
        let which = whole.iter().position(|w| *w == now).expect("the one or the other, whole");
        met[which] += 1;
        assert_eq!(ClaimIndex::open(&path).expect("it opens").len(), 3_000);
        // A killed process leaves its part behind, under a name of its own that no later one takes.
        for entry in fs::read_dir(path.parent().expect("a folder")).expect("listed") {
            let entry = entry.expect("an entry").path();
            if entry != path {
                assert!(entry.extension().is_some_and(|e| e == "part"), "{entry:?}");
                fs::remove_file(entry).expect("removed");
                parts += 1;
            }
        }
    }
    eprintln!("killed {rounds} times: {met:?} of each opened, {parts} parts left behind");
}

fn program(name: &str) -> PathBuf {
    let here = std::env::current_exe().expect("this program");
    here.parent().and_then(Path::parent).expect("a folder").join("examples").join(name).with_extension(std::env::consts::EXE_EXTENSION)
}

/// Whoever reads standard output has seen enough: that is no error.
#[test]
fn standard_output_closed_early_ends_quietly() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.jsonl");
    let mut rows = File::create(&path).expect("created");
    for n in 0..400 {
        let text =
            format!("The bridge number {n} over the Venn cost $41 million, Mayor Ann Lee said. “We are proud of it,” she said. ").repeat(5);
        writeln!(rows, "{{\"id\":\"a{n}\",\"text\":{text:?}}}").expect("written");
    }
    for (name, options) in [("extract", &[][..]), ("reconcile", &["--format", "json"]), ("cluster", &[])] {
        let mut child =
            Command::new(program(name)).args(options).arg(&path).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("run");
        let mut line = Vec::new();
        let mut out = BufReader::with_capacity(64, child.stdout.take().expect("its output"));
        out.by_ref().take(64).read_until(b'\n', &mut line).expect("read");
        drop(out);
        let mut said = String::new();
        child.stderr.take().expect("its errors").read_to_string(&mut said).expect("read");
        assert_eq!((child.wait().expect("ended").code(), said.as_str()), (Some(0), ""), "{name}");
    }
}

/// A file that cannot be written is an error that names it.
#[cfg(target_os = "linux")]
#[test]
fn a_device_without_room_is_an_error() {
    let full = Path::new("/dev/full");
    if OpenOptions::new().write(true).open(full).is_err() {
        eprintln!("no /dev/full here: left out");
        return;
    }
    let out = || Stdio::from(OpenOptions::new().write(true).open(full).expect("opened"));
    let mut child =
        Command::new(program("extract")).arg("-").stdin(Stdio::piped()).stdout(out()).stderr(Stdio::piped()).spawn().expect("run");
    child.stdin.take().expect("its input").write_all(br#"{"id":"a","text":"It cost $1 million."}"#).expect("written");
    let output = child.wait_with_output().expect("ended");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("extract: standard output: "), "{output:?}");
}
