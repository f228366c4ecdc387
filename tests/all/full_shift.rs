//! A whole shift on one phone: all that is needed, nothing more, and small enough for a stairwell.

use crate::day::{at_work, day, plan, visits};
use serde_json::{Value, json};
use tests::on_both;

const INSTRUCTION: &str = "Mål blodsukker først og skriv det opp. Gi insulin etter skjema i kjøkkenskuffen. \
     La henne finne fram utstyret selv, og bli til hun har spist frokost. Ring fordeler ved verdier under \
     fire eller over femten. Husk at hun hører best på høyre øre, og at døra går i lås bak deg.";

on_both!(
    fn twenty_visits_to_twenty_people_are_one_answer_under_30_kb_with_all_that_is_needed(app) {
        at_work(&app, &["kari", "per"]);
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        for n in 0..21 {
            let mut citizen = crate::citizens::new_citizen(&app);
            citizen["content"]["name"]["family"] = json!(format!("Berg {n:02}"));
            citizen["content"]["access"] = json!({ "key": format!("Nøkkel {n}"), "directions": "Blå dør, tredje etasje, hunden er snill" });
            citizen["content"]["address"]["street"] = json!(format!("Skullerudbakken {n}"));
            let id = liv.post("/citizens", &citizen).expect(201).id();
            for (name, role) in [("Ragnhild Berg", "next_of_kin"), ("Tor Lind", "neighbour")] {
                let contact = json!({ "name": name, "role": role, "relation": "datter", "phone": "900 00 000", "mayShare": [] });
                liv.post(&format!("/citizens/{id}/contacts"), &contact).expect(201);
            }
            for (what, competences) in [("Insulin", json!(["insulin"])), ("Frokost", json!([])), ("Støttestrømper", json!([]))] {
                let mut tiltak = crate::known::tiltak();
                tiltak["description"] = json!(what);
                tiltak["instruction"] = json!(format!("{what} {n}: {INSTRUCTION}"));
                tiltak["competences"] = competences;
                tiltak["minutes"] = json!(8);
                plan(&kari, id.into(), &tiltak);
            }
        }
        let open = kari.get(&day(&app)).expect(200).body;
        let all: Vec<&Value> = visits(&open).iter().collect();
        assert_eq!(all.len(), 21);
        for visit in all.iter().take(20) {
            kari.post(&format!("/visits/{}/claim", visit["id"].as_str().unwrap()), &json!({})).expect(200);
        }
        let left_out = all[20]["citizen"]["name"].as_str().unwrap();

        let path = "/me/day?date=2026-11-24";
        let zipped = kari.with("accept-encoding", "gzip").send("GET", path, Vec::new(), None);
        assert!(zipped.bytes.len() < 30_000, "{} bytes", zipped.bytes.len());
        let mine = kari.get(path).expect(200);
        assert_eq!(mine.body["visits"].as_array().unwrap().len(), 20);
        let citizens = mine.body["citizens"].as_array().unwrap();
        assert_eq!(citizens.len(), 20);
        for citizen in citizens {
            assert!(citizen["wayIn"]["street"].as_str().unwrap().starts_with("Skullerudbakken"));
            assert!(citizen["wayIn"]["key"].as_str().unwrap().starts_with("Nøkkel"));
            assert_eq!(citizen["contacts"].as_array().unwrap().len(), 2);
            assert_eq!(citizen["tiltak"].as_array().unwrap().len(), 3);
            assert!(citizen["tiltak"][0]["instruction"].as_str().unwrap().contains("døra går i lås"));
        }
        let colleagues = mine.body["units"][0]["colleagues"].as_array().unwrap();
        assert!(colleagues.iter().any(|c| c["name"] == "Per Haugen"));
        // Nothing about anybody else, and no number.
        let text = String::from_utf8(mine.bytes).unwrap();
        for never in [left_out, "Einar", "nationalNumber", "noNumberReason"] {
            assert!(!text.contains(never), "{never}");
        }
    }
);
