//! The access log (SEC-9): who did what to a record, and why they could.

use tests::on_both;

on_both!(
    fn the_log_shows_who_read_what_and_why_they_could(app) {
        let astrid = format!("/citizens/{}", app.world.astrid);
        let kari = app.sign_in("kari");
        kari.get(&astrid).expect(200);
        kari.get(&astrid).expect(200);
        app.sign_in("nina").get(&astrid).expect(404);
        let log = app.sign_in("liv").get(&format!("{astrid}/access-log")).expect(200).body;
        let lines: Vec<_> = log["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|l| (l["name"].clone(), l["action"].clone(), l["document"].clone(), l["basis"].clone()))
            .filter(|(_, _, document, _)| document != "access-log")
            .collect();
        // Two reads within a quarter of an hour are one line; the refused one saw nothing.
        assert_eq!(lines, [("Kari Nordby".into(), "read".into(), "citizen".into(), "member".into())]);
        let line = &log["items"][0];
        assert_eq!(line["unit"], app.world.skullerud.to_string());
        assert_eq!(line["role"], "member");
        assert!(line["coversUntil"].as_str().unwrap().starts_with("2026-11-23T06:15:00"));
    }
);

on_both!(
    fn after_a_quarter_of_an_hour_a_read_is_a_new_line(app) {
        let astrid = format!("/citizens/{}", app.world.astrid);
        let count = || {
            let log = app.sign_in("auditor").get(&format!("{astrid}/access-log")).expect(200).body;
            let lines = log["items"].as_array().unwrap().clone();
            lines.iter().filter(|l| l["document"] == "citizen").count()
        };
        app.sign_in("kari").get(&astrid).expect(200);
        app.at("2026-11-23T06:14:00Z");
        let kari = app.sign_in("kari");
        kari.get(&astrid).expect(200);
        app.at("2026-11-23T06:28:00Z");
        kari.get(&astrid).expect(200);
        assert_eq!(count(), 2, "another session is another line; inside its cover none");
        app.at("2026-11-23T06:28:59Z");
        kari.get(&astrid).expect(200);
        assert_eq!(count(), 2);
        app.at("2026-11-23T06:29:00Z");
        kari.get(&astrid).expect(401);
    }
);

on_both!(
    fn the_log_is_for_the_responsible_leader_and_the_auditor(app) {
        let log = format!("/citizens/{}/access-log", app.world.astrid);
        app.sign_in("liv").get(&log).expect(200);
        app.sign_in("auditor").get(&log).expect(200);
        app.sign_in("kari").get(&log).expect(403);
        app.sign_in("bente").get(&log).expect(404);
        app.sign_in("admin").get(&log).expect(404);
    }
);
