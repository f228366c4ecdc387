use super::*;
use std::path::PathBuf;

const BEST: [(&str, f64); 6] = [
    ("10_3", 305.858),
    ("25_7", 328.671),
    ("50_8", 469.035),
    ("75_8", 650.619),
    ("100_2", 778.380),
    ("200_4", 1037.030),
];

/// The folder with the public instances, when it is there.
fn folder() -> Option<PathBuf> {
    let given = std::env::var_os("TILLIT_BENCH").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bench");
    let folder = given.unwrap_or(beside).join("hhcrsp");
    if folder.is_dir() {
        Some(folder)
    } else {
        eprintln!("skipped: no benchmark data at {}", folder.display());
        None
    }
}

fn read(folder: &std::path::Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn published_best_solutions_are_feasible_with_the_published_objective() {
    let Some(folder) = folder() else { return };
    for (name, best) in BEST {
        let instance = Instance::parse(&read(&folder, &format!("{name}.json"))).unwrap();
        let solution: Solution =
            serde_json::from_str(&read(&folder, &format!("{name}.best.json"))).unwrap();
        let found = instance.objective(&solution).unwrap().value();
        assert!((found - best).abs() < 0.01, "{name}: {found} for {best}");
    }
}

#[test]
fn solves_the_smallest_to_proven_optimum_in_a_few_iterations() {
    let Some(folder) = folder() else { return };
    let instance = Instance::parse(&read(&folder, "10_3.json")).unwrap();
    let (solution, _) = instance
        .solve(&Budget::iterations(5_000), 1, &mut |_, _| {})
        .unwrap();
    let found = instance.objective(&solution).unwrap().value();
    assert!((found - 305.858).abs() < 0.01, "{found}");
}

#[test]
fn what_the_search_counts_is_what_the_checker_counts() {
    let Some(folder) = folder() else { return };
    for (name, _) in BEST {
        let instance = Instance::parse(&read(&folder, &format!("{name}.json"))).unwrap();
        let mut last = 0.0;
        let (solution, _) = instance
            .solve(&Budget::iterations(200), 7, &mut |_, value| last = value)
            .unwrap();
        let found = instance.objective(&solution).unwrap().value();
        assert!((found - last).abs() < 1e-6, "{name}: {found} for {last}");
    }
}

#[test]
fn tells_what_is_wrong_with_a_solution() {
    let Some(folder) = folder() else { return };
    let instance = Instance::parse(&read(&folder, "10_3.json")).unwrap();
    let mut solution: Solution = serde_json::from_str(&read(&folder, "10_3.best.json")).unwrap();
    solution.routes[0].stops.remove(0);
    solution.routes[1].stops[0].start = 0.0;
    let faults = instance.objective(&solution).unwrap_err();
    assert!(faults.len() >= 2, "{faults:?}");
}

#[test]
fn refuses_numbers_that_are_not() {
    assert!(Instance::parse("{}").is_err());
    let text = r#"{"patients":[{"id":"p1","time_window":[0,1e99],"required_caregivers":[]}],
        "caregivers":[],"services":[],"distances":[[0,0],[0,0]]}"#;
    assert!(Instance::parse(text).is_err());
}
