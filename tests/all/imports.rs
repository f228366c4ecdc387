//! A caseload from a file: whole or not at all (R-CIT-1, API-11).

use serde_json::Value;
use tests::{Client, Reply, TestApp, on_both};

const GOOD: &[u8] = include_bytes!("../../docs/examples/caseload-good.csv");
const FAULTS: &[u8] = include_bytes!("../../docs/examples/caseload-faults.csv");

fn import(client: &Client, app: &TestApp, query: &str, file: &[u8]) -> Reply {
    let path = format!("/units/{}/imports{query}", app.world.bogerud);
    client.send("POST", &path, file.to_vec(), Some("text/csv"))
}

fn count(client: &Client) -> usize {
    client.get("/citizens?limit=200").expect(200).body["items"]
        .as_array()
        .unwrap()
        .len()
}

on_both!(
    fn a_good_file_is_taken_in_and_a_second_time_changes_nothing(app) {
        let bente = app.sign_in("bente");
        let before = count(&bente);
        let said = import(&bente, &app, "?dryRun=true", GOOD).expect(200).body;
        assert_eq!((&said["created"], &said["state"]), (&Value::from(60), &Value::from("checked")));
        assert_eq!(count(&bente), before, "a dry run changes nothing");
        assert_eq!(import(&bente, &app, "", GOOD).expect(202).body["created"], 60);
        assert_eq!(count(&bente), before + 60);
        let again = import(&bente, &app, "", GOOD).expect(202).body;
        assert_eq!((&again["created"], &again["unchanged"]), (&Value::from(0), &Value::from(60)));
        assert_eq!(count(&bente), before + 60);
    }
);

on_both!(
    fn a_file_with_seven_faults_takes_in_nothing_and_names_line_column_and_rule(app) {
        let bente = app.sign_in("bente");
        let before = count(&bente);
        let said = import(&bente, &app, "?dryRun=true", FAULTS).expect(200).body;
        let faults = said["faults"].as_array().unwrap().clone();
        assert!(faults.len() >= 7, "{faults:#?}");
        for fault in &faults {
            assert!(fault["line"].as_u64().unwrap() >= 1);
            assert!(!fault["rule"].as_str().unwrap().is_empty());
        }
        let kinds: std::collections::BTreeSet<&str> =
            faults.iter().map(|f| f["code"].as_str().unwrap()).collect();
        assert!(kinds.len() >= 7, "seven different faults: {kinds:?}");
        let refused = import(&bente, &app, "", FAULTS).expect(422);
        assert_eq!(refused.errors().len(), faults.len());
        assert!(refused.errors().iter().all(|(_, _, at)| at.starts_with("/lines/")));
        assert_eq!(count(&bente), before);
    }
);

on_both!(
    fn a_number_that_another_unit_knows_is_refused_neutrally(app) {
        import(&app.sign_in("bente"), &app, "", GOOD).expect(202);
        let path = format!("/units/{}/imports", app.world.skullerud);
        let liv = app.sign_in("liv");
        let refused = liv.send("POST", &path, GOOD.to_vec(), Some("text/csv")).expect(422);
        assert!(refused.codes().iter().all(|code| code == "number-known"));
    }
);

on_both!(
    fn an_import_is_for_the_units_leader(app) {
        import(&app.sign_in("nina"), &app, "", GOOD).expect(403);
        import(&app.sign_in("liv"), &app, "", GOOD).expect(403);
    }
);
