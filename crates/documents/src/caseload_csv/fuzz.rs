//! Any bytes are a caseload or a list of faults (SEC-19). As many cases as `PROPTEST_CASES` says.

use super::{read, write};
use chrono::NaiveDate;
use domain::national_number::AcceptancePolicy;
use proptest::prelude::*;

const GOOD: &[u8] = include_bytes!("../../../../docs/examples/caseload-good.csv");

/// A good file with some of its bytes replaced, removed or said twice.
fn nearly_good() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0u8..4);
    proptest::collection::vec(change, 1..12).prop_map(|changes| {
        let mut bytes = GOOD.to_vec();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, b";\"\n,=@"[usize::from(byte) % 6]),
            }
        }
        bytes
    })
}

proptest! {
    #[test]
    fn any_bytes_are_a_caseload_or_a_list_of_faults_with_their_lines(
        bytes in prop_oneof![nearly_good(), proptest::collection::vec(any::<u8>(), 0..600)],
    ) {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
        match read(&bytes, AcceptancePolicy::Demo, today, 50) {
            Ok(rows) => prop_assert!(rows.len() <= 50),
            Err(faults) => {
                let lines = 2 + bytes.iter().filter(|b| matches!(b, b'\n' | b'\r')).count() as u64;
                prop_assert!(!faults.is_empty());
                prop_assert!(faults.iter().all(|fault| (1..=lines).contains(&fault.line)));
            }
        }
        prop_assert!(!write(&[]).is_empty());
    }
}
