//! Lists, counts and files keep to the same policy as records (SEC-1, SEC-2, R-CIT-7): a citizen who has moved to
//! another team is in nothing that the old team is shown, and in what the new one is.

use serde_json::json;
use tests::{Client, TestApp, on_both};

/// What a team's people are shown about their citizens.
fn shown(app: &TestApp, client: &Client, bogerud: bool) -> Vec<(String, String)> {
    let unit = match bogerud {
        true => app.world.bogerud,
        false => app.world.skullerud,
    };
    [
        "/citizens?query=astrid".to_owned(),
        "/citizens?limit=200".to_owned(),
        format!("/teams/{unit}/caseload"),
        format!("/teams/{unit}/tasks"),
        format!("/teams/{unit}/evaluations"),
        format!("/vedtak?unit={unit}"),
        "/applications".to_owned(),
        "/me/day?date=2026-11-25".to_owned(),
        "/emergency-access".to_owned(),
    ]
    .into_iter()
    .filter_map(|path| {
        let reply = client.get(&path);
        // A list that this build does not have is no list.
        (reply.status == 200).then(|| (path, String::from_utf8(reply.bytes).unwrap()))
    })
    .collect()
}

on_both!(
    fn a_citizen_who_has_moved_is_in_nothing_that_the_old_team_is_shown(app) {
        let astrid = app.world.astrid.to_string();
        let holds = |lists: &[(String, String)]| -> Vec<String> {
            lists.iter().filter(|(_, text)| text.contains(&astrid)).map(|(path, _)| path.clone()).collect()
        };
        let kari = app.sign_in("kari");
        let task = json!({ "title": "Bestill nøkkelboks", "citizen": app.world.astrid,
            "due": { "kind": "day", "at": "2026-11-30" }, "holder": { "kind": "role", "value": "member" } });
        kari.post(&format!("/teams/{}/tasks", app.world.skullerud), &task).expect(201);
        let before = shown(&app, &kari, false);
        assert!(before.len() >= 6 && holds(&before).len() >= 4, "{:?}", holds(&before));
        let wish = json!({ "to": app.world.bogerud, "movesOn": "2026-11-23", "reason": "Flytter", "points": [] });
        let asked = kari.post(&format!("/citizens/{astrid}/transfers"), &wish).expect(201);
        let nina = app.sign_in("nina");
        nina.if_match(&asked.etag()).post(&format!("/transfers/{}/acceptance", asked.id()), &json!({})).expect(200);
        kari.get(&format!("/citizens/{astrid}")).expect(404);
        assert_eq!(holds(&shown(&app, &kari, false)), Vec::<String>::new());
        assert!(holds(&shown(&app, &nina, true)).len() >= 3);
        // Nor are they counted: the caseload of a team without her has one citizen less.
        let count = |lists: &[(String, String)], path: &str| {
            let text = &lists.iter().find(|(p, _)| p.contains(path)).unwrap().1;
            let body: serde_json::Value = serde_json::from_str(text).unwrap();
            body["items"].as_array().unwrap().len()
        };
        assert_eq!(count(&before, "limit=200"), 1 + count(&shown(&app, &kari, false), "limit=200"));
    }
);
