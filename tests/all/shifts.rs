//! Shifts entered, changed, taken, swapped, copied and imported, with the working-time rules asked at
//! every change (R-SHF-1, R-SHF-2).

use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, on_both};

fn shifts(app: &TestApp) -> String {
    format!("/teams/{}/shifts", app.world.skullerud)
}

fn shift(app: &TestApp, who: Option<&str>, kind: &str, from: &str, until: &str) -> Value {
    json!({ "employee": who.map(|who| app.world.employee(who)), "kind": kind,
        "interval": { "from": from, "until": until } })
}

fn list(app: &TestApp, by: &Client, from: &str, to: &str) -> Vec<Value> {
    let path = format!("{}?from={from}&to={to}", shifts(app));
    by.get(&path).expect(200).body["items"]
        .as_array()
        .unwrap()
        .clone()
}

fn send(by: &Client, path: &str, file: &str, media: &str) -> Reply {
    by.send("POST", path, file.as_bytes().to_vec(), Some(media))
}

on_both!(
    /// R-SHF-2: a breach warns, needs a reason to keep, and is never silent.
    fn an_early_shift_after_a_late_one_stands_only_with_a_reason(app) {
        let liv = app.sign_in("liv");
        let late = shift(&app, Some("kari"), "evening", "2026-11-23T14:00:00Z", "2026-11-23T21:30:00Z");
        liv.post(&shifts(&app), &late).expect(201);
        let mut early = shift(&app, Some("kari"), "day", "2026-11-24T06:00:00Z", "2026-11-24T14:00:00Z");
        let refused = liv.post(&shifts(&app), &early).expect(422);
        assert_eq!(refused.codes(), ["keep-reason-missing", "day-too-long", "too-much-in-24-hours", "daily-rest"]);
        assert!(refused.body["errors"][3]["message"].as_str().unwrap().contains("arbeidsmiljøloven"));
        early["keepReason"] = json!("Bytte etter eget ønske, fri onsdag");
        let tried = liv.post(&format!("{}?dryRun=true", shifts(&app)), &early).expect(201);
        assert_eq!(tried.body["kept"]["breaches"].as_array().unwrap().len(), 3);
        assert_eq!(list(&app, &liv, "2026-11-24", "2026-11-24").len(), 0);
        let kept = liv.post(&shifts(&app), &early).expect(201);
        assert_eq!(kept.body["kept"]["reason"], "Bytte etter eget ønske, fri onsdag");
        assert_eq!(list(&app, &liv, "2026-11-24", "2026-11-24")[0]["kept"]["by"], json!(app.world.employee("liv")));
        // A change elsewhere in the week is not asked about what is kept already.
        let other = shift(&app, Some("kari"), "day", "2026-11-26T06:00:00Z", "2026-11-26T13:00:00Z");
        let other = liv.post(&shifts(&app), &other).expect(201);
        assert_eq!(other.body["kept"], Value::Null);

        // Moved to the afternoon the early one breaks nothing any more.
        let path = format!("{}/{}", shifts(&app), kept.id());
        let moved = shift(&app, Some("kari"), "evening", "2026-11-24T14:00:00Z", "2026-11-24T21:00:00Z");
        liv.put(&path, &moved).expect(428);
        let changed = liv.if_match(&kept.etag()).put(&path, &moved).expect(200);
        assert_eq!((&changed.body["kept"], &changed.body["version"]), (&Value::Null, &json!(2)));
        liv.if_match(&kept.etag()).put(&path, &moved).expect(412);
        app.sign_in("per").if_match(&changed.etag()).put(&path, &moved).expect(403);
        liv.if_match(&changed.etag()).delete(&path).expect(204);
    }
);

on_both!(
    /// Bad input of the issue: every reason at once, and nothing is entered.
    fn a_shift_of_30_hours_is_refused_with_every_reason(app) {
        let liv = app.sign_in("liv");
        let first = shift(&app, Some("kari"), "day", "2026-11-24T06:00:00Z", "2026-11-24T14:00:00Z");
        liv.post(&shifts(&app), &first).expect(201);
        let mut long = shift(&app, Some("kari"), "long", "2026-11-24T06:00:00Z", "2026-11-25T12:00:00Z");
        long["breakMinutes"] = json!(-5);
        let refused = liv.post(&shifts(&app), &long).expect(422);
        assert_eq!(refused.codes(), ["shift-too-long", "long-shift-length", "long-shift-not-at-weekend",
            "break-impossible", "shift-overlaps"]);
        let nobody = json!({ "employee": crate::known::NOTHING, "kind": "day",
            "interval": { "from": "2026-11-24T06:00:00Z", "until": "2026-11-24T05:00:00Z" } });
        assert_eq!(liv.post(&shifts(&app), &nobody).expect(422).codes(), ["no-such-employee"]);
        assert_eq!(list(&app, &liv, "2026-11-24", "2026-11-25").len(), 1);
        // A long weekend shift is lawful by agreement alone.
        let weekend = shift(&app, Some("kari"), "long", "2026-11-28T06:00:00Z", "2026-11-28T18:00:00Z");
        assert_eq!(liv.post(&shifts(&app), &weekend).expect(422).codes(), ["keep-reason-missing", "day-too-long"]);
        let agreements = format!("/teams/{}/working-time-agreements", app.world.skullerud);
        let too_far = json!({ "employee": null, "name": "Særavtale", "period": { "from": "2026-01-01" },
            "limits": { "longDayMinutes": 800, "dailyRestMinutes": 400 } });
        let refused = liv.post(&agreements, &too_far).expect(422);
        assert_eq!(refused.codes(), ["agreement-goes-too-far", "agreement-goes-too-far"]);
        let agreed = json!({ "employee": null, "name": "Særavtale om langvakter", "period": { "from": "2026-01-01" },
            "limits": { "longDayMinutes": 750 } });
        app.sign_in("kari").post(&agreements, &agreed).expect(403);
        let made = liv.post(&agreements, &agreed).expect(201);
        let id = made.id();
        liv.post(&shifts(&app), &weekend).expect(201);
        let told = app.sign_in("per").get(&agreements).expect(200).body;
        assert_eq!(told["items"][0]["name"], "Særavtale om langvakter");
        assert_eq!(told["rules"]["ordinary"]["dailyRestMinutes"], 660);
        let ended = liv.if_match(&made.etag()).post(&format!("{agreements}/{id}/end"), &json!({ "lastDay": "2026-11-30" })).expect(200);
        assert_eq!(ended.body["period"]["until"], "2026-11-30");
        let december = shift(&app, Some("per"), "long", "2026-12-05T07:00:00Z", "2026-12-05T19:00:00Z");
        assert_eq!(liv.post(&shifts(&app), &december).expect(422).codes(), ["keep-reason-missing", "day-too-long"]);
    }
);

on_both!(
    /// R-SHF-1, R-TEAM-9: an open shift is the first one's; hours elsewhere count.
    fn an_open_shift_is_taken_once_and_hours_in_two_teams_count_together(app) {
        let (liv, bente) = (app.sign_in("liv"), app.sign_in("bente"));
        let bogerud = format!("/teams/{}/shifts", app.world.bogerud);
        let there = shift(&app, Some("kari"), "day", "2026-11-24T06:00:00Z", "2026-11-24T14:00:00Z");
        bente.post(&bogerud, &there).expect(201);
        let open = shift(&app, None, "evening", "2026-11-24T14:00:00Z", "2026-11-24T21:00:00Z");
        let open = liv.post(&shifts(&app), &open).expect(201);
        let claim = |by: &Client, body: Value| by.post(&format!("{}/{}/claim", shifts(&app), open.id()), &body);
        let kari = app.sign_in("kari");
        let codes = claim(&kari, json!({})).expect(422).codes();
        assert_eq!(codes, ["keep-reason-missing", "day-too-long", "too-much-in-24-hours"]);
        claim(&app.sign_in("nina"), json!({})).expect(403);
        let siri = app.sign_in("siri");
        assert_eq!(claim(&siri, json!({})).expect(200).body["employee"], json!(app.world.employee("siri")));
        claim(&siri, json!({})).expect(200);
        assert_eq!(claim(&kari, json!({})).expect(409).codes(), ["shift-taken"]);
        let same = shift(&app, Some("kari"), "day", "2026-11-24T07:00:00Z", "2026-11-24T10:00:00Z");
        assert_eq!(liv.post(&shifts(&app), &same).expect(422).codes(), ["shift-overlaps"]);
    }
);

on_both!(
    /// R-SHF-1: the other accepts; a chain of three is refused.
    fn shifts_are_swapped_when_the_other_says_yes_and_a_chain_of_three_is_refused(app) {
        let liv = app.sign_in("liv");
        let add = |who: &str, day: &str| {
            let body = shift(&app, Some(who), "day", &format!("{day}T06:00:00Z"), &format!("{day}T14:00:00Z"));
            liv.post(&shifts(&app), &body).expect(201).body["id"].clone()
        };
        let (karis, pers, siris) = (add("kari", "2026-11-24"), add("per", "2026-11-25"), add("siri", "2026-11-26"));
        let swaps = format!("/teams/{}/shift-swaps", app.world.skullerud);
        let (kari, per, siri) = (app.sign_in("kari"), app.sign_in("per"), app.sign_in("siri"));
        let offer = |by: &Client, gives: &Value, to: &str, takes: &Value| {
            by.post(&swaps, &json!({ "gives": gives, "to": app.world.employee(to), "takes": takes }))
        };
        let first = offer(&kari, &karis, "per", &pers).expect(201);
        assert_eq!(offer(&per, &pers, "siri", &siris).expect(409).codes(), ["shift-swap-already-offered"]);
        let codes = offer(&kari, &pers, "nina", &Value::Null).expect(409).codes();
        assert_eq!(codes, ["shift-swap-already-offered", "shift-swap-not-member", "shift-swap-not-held"]);
        let accept = |by: &Client, swap: &Reply| by.post(&format!("{swaps}/{}/acceptance", swap.id()), &json!({}));
        assert_eq!(accept(&siri, &first).expect(409).codes(), ["shift-swap-not-your-step"]);
        assert_eq!(accept(&per, &first).expect(200).body["state"], "accepted");
        assert_eq!(accept(&per, &first).expect(409).codes()[0], "shift-swap-settled");
        let held = list(&app, &kari, "2026-11-24", "2026-11-25");
        let who: Vec<_> = held.iter().map(|s| s["employee"].clone()).collect();
        assert_eq!(who, [json!(app.world.employee("per")), json!(app.world.employee("kari"))]);
        let second = offer(&per, &karis, "siri", &Value::Null).expect(201);
        let back = per.post(&format!("{swaps}/{}/refusal", second.id()), &json!({})).expect(200);
        assert_eq!(back.body["state"], "withdrawn");
        assert_eq!(kari.get(&swaps).expect(200).body["items"].as_array().unwrap().len(), 2);
        app.sign_in("nina").get(&swaps).expect(403);
    }
);

on_both!(
    /// R-SHF-1: twelve weeks rolling, tried first; what stands there is left.
    fn a_rota_is_copied_by_the_clock_and_tried_first(app) {
        let liv = app.sign_in("liv");
        for (who, day) in [("kari", "2026-11-24"), ("per", "2026-11-25")] {
            let body = shift(&app, Some(who), "day", &format!("{day}T06:30:00Z"), &format!("{day}T14:00:00Z"));
            liv.post(&shifts(&app), &body).expect(201);
        }
        let copies = format!("{}/copies", shifts(&app));
        // In April the clock has gone forward.
        let ask = json!({ "from": "2026-11-23", "weeks": 12, "to": "2027-02-15", "times": 2 });
        let tried = liv.post(&format!("{copies}?dryRun=true"), &ask).expect(200).body;
        assert_eq!((&tried["created"], &tried["breaches"], &tried["notice"]), (&json!(4), &json!([]), &Value::Null), "{tried}");
        assert!(list(&app, &liv, "2027-02-15", "2027-03-15").is_empty());
        assert_eq!(liv.post(&copies, &ask).expect(200).body["created"], 4);
        let again = liv.post(&copies, &ask).expect(200).body;
        assert_eq!((&again["created"], &again["unchanged"]), (&json!(0), &json!(4)));
        let may = list(&app, &liv, "2027-05-10", "2027-05-16");
        assert_eq!(may[0]["interval"]["from"], "2027-05-11T05:30:00Z");
        let soon = json!({ "from": "2026-11-23", "weeks": 1, "to": "2026-11-30" });
        assert_eq!(liv.post(&copies, &soon).expect(422).codes(), ["keep-reason-missing", "rota-short-notice"]);
        // What is broken says of whom.
        let twice = json!({ "employee": app.world.employee("kari"), "kind": "evening", "keepReason": "Dobbel vakt",
            "interval": { "from": "2026-11-24T14:30:00Z", "until": "2026-11-24T21:00:00Z" } });
        liv.post(&shifts(&app), &twice).expect(201);
        let broken = liv.post(&copies, &json!({ "from": "2026-11-23", "weeks": 1, "to": "2027-09-06" })).expect(422).errors();
        let hers = format!("/employees/{}", app.world.employee("kari"));
        assert!(broken.iter().filter(|(_, code, _)| code != "keep-reason-missing").all(|(.., at)| *at == hers), "{broken:?}");
        assert!(broken.len() > 1);
        let wrong = json!({ "from": "2026-11-24", "weeks": 60, "to": "2026-12-01" });
        let codes = liv.post(&copies, &wrong).expect(422).codes();
        assert_eq!(codes, ["rota-begins-on-monday", "rota-begins-on-monday", "rota-weeks"]);
        app.sign_in("per").post(&copies, &ask).expect(403);
    }
);

on_both!(
    /// R-SHF-1, API-11: a dry run lists every fault; one fault and nothing is entered.
    fn shifts_are_imported_whole_or_not_at_all(app) {
        let liv = app.sign_in("liv");
        let import = format!("{}/import", shifts(&app));
        let bad = "ansatt;dato;fra;til\nkari;2026-12-14;07:30;15:00\nnina;2026-12-14;07:30;15:00\nper;31.02.2026;7:30;15\n";
        let tried = send(&liv, &format!("{import}?dryRun=true"), bad, "text/csv").expect(200).body;
        let at: Vec<_> = tried["faults"].as_array().unwrap().iter().map(|f| f["pointer"].as_str().unwrap()).collect();
        assert_eq!(at, ["/lines/3/ansatt", "/lines/4/dato", "/lines/4/til"]);
        send(&liv, &import, bad, "text/csv").expect(422);
        assert!(list(&app, &liv, "2026-12-14", "2026-12-20").is_empty());
        let good = "ansatt;dato;fra;til;type\nkari;2026-12-14;07:30;15:00;\nPer Haugen;15.12.2026;15.00;22.30;kveld\n";
        let done = send(&liv, &import, good, "text/csv").expect(200).body;
        assert_eq!(done["created"], 2);
        assert_eq!(send(&liv, &import, good, "text/csv").expect(200).body["unchanged"], 2);
        let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Oslo:20261216T073000\r\n\
            DTEND;TZID=Europe/Oslo:20261216T150000\r\nSUMMARY:Vakt\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(send(&liv, &import, calendar, "text/calendar").expect(422).codes(), ["calendar-whose"]);
        let whose = format!("{import}?employee={}", app.world.employee("siri"));
        assert_eq!(send(&liv, &whose, calendar, "text/calendar").expect(200).body["created"], 1);
        let siris = list(&app, &liv, "2026-12-16", "2026-12-16");
        assert_eq!(siris[0]["interval"]["from"], "2026-12-16T06:30:00Z");
        send(&app.sign_in("per"), &import, good, "text/csv").expect(403);
    }
);

on_both!(
    /// The private calendar: 128 bits, no citizens, dies when it is ended and with the account.
    fn a_private_calendar_shows_shifts_until_it_is_ended(app) {
        let (liv, kari) = (app.sign_in("liv"), app.sign_in("kari"));
        let mine = shift(&app, Some("kari"), "day", "2026-11-24T06:30:00Z", "2026-11-24T14:00:00Z");
        liv.post(&shifts(&app), &mine).expect(201);
        crate::day::visit(&app, &kari, app.world.astrid, "08:00:00", "10:00:00");
        let made = kari.post("/me/calendars", &json!({ "name": "Telefonen min" })).expect(201);
        let path = made.body["path"].as_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned();
        let anybody = app.anonymous();
        let shown = anybody.get(&path).expect(200);
        let text = String::from_utf8(shown.bytes.clone()).unwrap();
        assert!(text.starts_with("BEGIN:VCALENDAR") && text.contains("DTSTART:20261124T063000Z"), "{text}");
        assert!(text.contains("dagvakt\\, Team Skullerud"), "{text}");
        assert!(!text.contains("Astrid") && !text.contains("Kari"), "{text}");
        let token = path.strip_prefix("/calendars/").unwrap().strip_suffix(".ics").unwrap();
        assert_eq!(token.len(), 22);
        let listed = kari.get("/me/calendars").expect(200);
        assert!(!String::from_utf8(listed.bytes.clone()).unwrap().contains(token), "told once");
        let id = made.id();
        app.sign_in("per").delete(&format!("/me/calendars/{id}")).expect(404);
        kari.delete(&format!("/me/calendars/{id}")).expect(204);
        let gone = anybody.get(&path).expect(404);
        let never = anybody.get("/calendars/AAAAAAAAAAAAAAAAAAAAAA.ics").expect(404);
        assert_eq!(gone.body["type"], never.body["type"]);
        assert_eq!(kari.post("/me/calendars", &json!({ "name": " " })).expect(422).codes(), ["calendar-name"]);
    }
);
