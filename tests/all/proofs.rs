//! What the documents name as proof is there: each test, file and link in `docs/asvs.md` and
//! `docs/security.md`, and every line of the ASVS once.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The lines of ASVS 4.0.3 at level 1 and 2, by section.
const LINES: &str = "1.1 1-7; 1.2 1-4; 1.4 1 4-5; 1.5 1-4; 1.6 1-4; 1.7 1-2; 1.8 1-2; 1.9 1-2; 1.10 1; 1.11 1-2; \
    1.12 2; 1.14 1-6; 2.1 1-12; 2.2 1-3; 2.3 1-3; 2.4 1-5; 2.5 1-7; 2.6 1-3; 2.7 1-6; 2.8 1-7; 2.9 1-3; 2.10 1-4; \
    3.1 1; 3.2 1-4; 3.3 1-4; 3.4 1-5; 3.5 1-3; 3.7 1; 4.1 1-3 5; 4.2 1-2; 4.3 1-3; 5.1 1-5; 5.2 1-8; 5.3 1-10; \
    5.4 1-3; 5.5 1-4; 6.1 1-3; 6.2 1-6; 6.3 1-2; 6.4 1-2; 7.1 1-4; 7.2 1-2; 7.3 1 3-4; 7.4 1-3; 8.1 1-4; 8.2 1-3; \
    8.3 1-8; 9.1 1-3; 9.2 1-4; 10.2 1-2; 10.3 1-3; 11.1 1-8; 12.1 1-3; 12.2 1; 12.3 1-6; 12.4 1-2; 12.5 1-2; 12.6 1; \
    13.1 1 3-5; 13.2 1-3 5-6; 13.3 1-2; 13.4 1-2; 14.1 1-4; 14.2 1-6; 14.3 2-3; 14.4 1-7; 14.5 1-4";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn document(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).unwrap()
}

/// `1.4 1 4-5` is 1.4.1, 1.4.4, 1.4.5.
fn lines() -> Vec<String> {
    let section = |text: &str| {
        let (section, ranges) = text.trim().split_once(' ').unwrap();
        let numbers = ranges.split(' ').flat_map(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            first.parse::<u8>().unwrap()..=last.parse().unwrap()
        });
        numbers
            .map(|number| format!("{section}.{number}"))
            .collect::<Vec<_>>()
    };
    LINES.split(';').flat_map(section).collect()
}

/// First and last cell of each row of a document's tables.
fn rows(text: &str) -> Vec<(&str, &str)> {
    text.lines()
        .filter_map(|line| line.strip_prefix('|')?.trim_end().strip_suffix('|'))
        .filter_map(|row| Some((row.split_once('|')?.0, row.rsplit_once('|')?.1)))
        .map(|(first, last)| (first.trim(), last.trim()))
        .collect()
}

fn is_open(proof: &str) -> bool {
    proof.starts_with("**open**: ")
}

fn is_not_applicable(proof: &str) -> bool {
    proof.starts_with("**not applicable**: ")
}

/// Rust files by their path in the repository, where tests and what they test lie.
struct Sources(BTreeMap<String, String>);

impl Sources {
    fn read() -> Self {
        let mut found = BTreeMap::new();
        let mut folders = vec![root().join("crates"), root().join("tests/all")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_str().unwrap();
                if path.is_dir() && !["node_modules", "dist", "target"].contains(&name) {
                    folders.push(path);
                } else if name.ends_with(".rs") {
                    let at = path.strip_prefix(root()).unwrap().to_str().unwrap();
                    found.insert(at.to_owned(), fs::read_to_string(&path).unwrap());
                }
            }
        }
        Self(found)
    }

    fn which(&self, is: impl Fn(&str) -> bool) -> Option<Vec<&str>> {
        let found: Vec<&str> = self
            .0
            .keys()
            .map(String::as_str)
            .filter(|p| is(p))
            .collect();
        (!found.is_empty()).then_some(found)
    }

    /// The files that a document calls by a name: of `tests/all` without `.rs`, by the path from the top, by
    /// that in a crate (`domain/fuzz.rs`), or by its end (`policy/tests.rs`); a folder is all that is in it.
    fn place(&self, name: &str) -> Option<Vec<&str>> {
        let is = |path: &str, whole: &str| {
            let rest = path.strip_prefix(whole);
            rest.is_some_and(|rest| rest.is_empty() || rest == ".rs" || rest.starts_with('/'))
        };
        let in_tests = || {
            let bare = !name.ends_with(".rs");
            self.which(|path| bare && is(path, &format!("tests/all/{name}")))
        };
        let from_the_top = || {
            let there = name.contains(['/', '.']) && root().join(name).exists();
            there.then(|| self.which(|path| is(path, name)).unwrap_or_default())
        };
        let in_a_crate = || {
            let (first, rest) = name.split_once('/').unwrap_or((name, ""));
            let whole = format!("crates/{first}/src/{rest}");
            self.which(|path| is(path, whole.trim_end_matches('/')))
        };
        let at_the_end = || {
            self.which(|path| {
                let mut ends = path.match_indices('/').map(|(at, _)| &path[at + 1..]);
                path.starts_with("crates/") && ends.any(|end| is(end, name))
            })
        };
        in_tests()
            .or_else(from_the_top)
            .or_else(in_a_crate)
            .or_else(at_the_end)
    }

    fn has_test(&self, files: &[&str], name: &str) -> bool {
        let one = |name: &str| files.iter().any(|file| is_test(&self.0[*file], name));
        // Written once for each database.
        one(name) || one(&format!("{name}_sqlite")) && one(&format!("{name}_postgres"))
    }

    /// What a proof names that is not there.
    fn faults(&self, proof: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut here: Vec<&str> = Vec::new();
        for named in proof.split('`').skip(1).step_by(2) {
            if let Some((file, test)) = named.split_once(": ") {
                match self.place(file) {
                    None => found.push(format!("no file {file} for {test}")),
                    Some(files) => {
                        here = files;
                        if !self.has_test(&here, test) {
                            found.push(format!("no test {test} in {file}"));
                        }
                    }
                }
            } else if let Some(files) = self.place(named) {
                here = files;
            // With a space it is a command.
            } else if !named.contains(' ') && !self.has_test(&here, named) {
                found.push(format!("neither a file nor a test of {here:?}: {named}"));
            }
        }
        for link in proof.split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap();
            if !root().join("docs").join(target).is_file() {
                found.push(format!("no document {target}"));
            }
        }
        found
    }
}

/// Whether a file has a test of this name: a function under an attribute that makes it one, or the one
/// that runs on both databases.
fn is_test(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let starts = [format!("fn {name}("), format!("async fn {name}(")];
    let begins = |line: &str| starts.iter().any(|start| line.starts_with(start));
    let at = lines.iter().position(|line| begins(line));
    at.is_some_and(|at| {
        // Comments and attributes, and the line before them.
        let is_above = |line: &str| line.starts_with(['/', '#']);
        let before = || lines[..at].iter().rev();
        before()
            .take_while(|l| is_above(l))
            .any(|l| l.ends_with("test]"))
            || before().find(|l| !is_above(l)) == Some(&"on_both!(")
    })
}

#[test]
fn what_the_documents_name_as_proof_is_there() {
    let sources = Sources::read();
    let mut wrong = Vec::new();
    let mut looked_at = 0;
    for name in ["asvs.md", "security.md"] {
        let text = document(name);
        for (first, proof) in rows(&text).into_iter().filter(|row| !is_open(row.1)) {
            looked_at += proof.matches('`').count() / 2;
            let faults = sources.faults(proof).into_iter();
            wrong.extend(faults.map(|fault| format!("{name}, {first}: {fault}")));
        }
    }
    assert!(looked_at > 300, "only {looked_at} were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// So that the test above cannot pass by finding nothing.
#[test]
fn a_proof_that_is_none_is_found() {
    let sources = Sources::read();
    for good in [
        "`sessions: log_in_is_throttled_per_account`, `keys_are_published_as_a_key_set`; `faults` (all)",
        "`indistinct_ids: no_id_in_any_path_tells_whether_it_exists`; `oidc/fuzz`; `kill` (`make soak`)",
        "`policy/tests.rs: scope_agrees_with_may`, `domain/emergency/tests.rs`, [rules](rules.md)",
    ] {
        assert_eq!(sources.faults(good), [""; 0], "{good}");
    }
    for bad in [
        "`sessions: log_in_is_throttled_per_acount`",
        "`sessions: log_in_is_throttled_per_account`, `keys_are_published`",
        // A function, and no test.
        "`sessions: sign_in`",
        // A test, and of another file.
        "`browser: log_in_is_throttled_per_account`",
        "`session: log_in_is_throttled_per_account`",
        "`tests/supply/build.sh`",
        "`oidc/fuss`",
        "[rules](rule.md)",
    ] {
        assert_eq!(sources.faults(bad).len(), 1, "{bad}");
    }
}

#[test]
fn every_line_of_the_standard_stands_once_in_order_and_is_counted() {
    let text = document("asvs.md");
    let (head, tables) = text.split_once("\n## ").unwrap();
    let found: Vec<(&str, &str)> = rows(tables)
        .into_iter()
        .filter(|(number, _)| number.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    let numbers: Vec<&str> = found.iter().map(|(number, _)| *number).collect();
    let wanted = lines();
    for (number, wanted) in numbers.iter().zip(&wanted) {
        assert_eq!(
            number, wanted,
            "a line is missing, twice, or in the wrong place"
        );
    }
    assert_eq!(numbers.len(), wanted.len(), "the last lines");
    for (number, proof) in &found {
        let said = is_open(proof) || is_not_applicable(proof);
        assert!(said || proof.contains(['`', '[']), "{number}: no proof");
    }
    let of = |is: fn(&str) -> bool| -> BTreeSet<&str> {
        let these = found.iter().filter(|(_, proof)| is(proof));
        these.map(|(number, _)| *number).collect()
    };
    let (open, not_applicable) = (of(is_open), of(is_not_applicable));
    let counted = format!(
        "Of {} lines {} are met, {} do not apply, and {} are open",
        found.len(),
        found.len() - open.len() - not_applicable.len(),
        not_applicable.len(),
        open.len()
    );
    assert!(head.contains(&counted), "the head does not say: {counted}");
    let listed: BTreeSet<&str> = head
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| numbers.contains(word))
        .collect();
    assert_eq!(listed, open, "the head lists what is open");
}
