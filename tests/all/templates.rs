//! The conversation's template in own words: versioned, translated, per municipality and per unit
//! (R-ASM-2).

use crate::known::{conversation, draft};
use serde_json::{Value, json};
use tests::{Client, TestApp, on_both};

/// The built-in template, to be worded otherwise.
fn built_in(by: &Client) -> Value {
    let all = by.get("/assessment-templates").expect(200).body;
    all["items"].as_array().unwrap().last().unwrap()["content"].clone()
}

fn asked(by: &Client, query: &str) -> (u64, String) {
    let shown = by
        .get(&format!("/assessment-template{query}"))
        .expect(200)
        .body;
    let question = shown["sections"][0]["question"]
        .as_str()
        .unwrap()
        .to_owned();
    (shown["version"].as_u64().unwrap(), question)
}

fn of_skullerud(app: &TestApp) -> String {
    format!("/units/{}/assessment-templates", app.world.skullerud)
}

on_both!(
    fn a_units_own_words_go_before_the_municipalitys_and_those_before_the_built_in(app) {
        let (admin, liv, kari, nina) =
            (app.sign_in("admin"), app.sign_in("liv"), app.sign_in("kari"), app.sign_in("nina"));
        assert_eq!(asked(&kari, ""), (1, "Hva er viktig for deg nå?".to_owned()));
        let mut ours = built_in(&kari);
        ours["sections"][0]["question"] = json!({ "nb": "Hva vil du helst?", "en": "What would you like best?" });
        ours["sections"][0]["prompts"] = json!([{ "nb": "Hva gledet deg sist?" }]);
        ours["screens"] = json!(["psfs", "sppb"]);
        kari.post("/assessment-templates", &ours).expect(403);
        let made = admin.post("/assessment-templates", &ours).expect(201).body;
        assert_eq!((&made["version"], &made["unit"]), (&json!(2), &Value::Null));
        ours["sections"][0]["question"] = json!({ "nb": "Hva er viktig på Skullerud?" });
        nina.post(&of_skullerud(&app), &ours).expect(403);
        assert_eq!(liv.post(&of_skullerud(&app), &ours).expect(201).body["version"], 3);

        assert_eq!(asked(&kari, ""), (3, "Hva er viktig på Skullerud?".to_owned()));
        assert_eq!(asked(&nina, ""), (2, "Hva vil du helst?".to_owned()));
        assert_eq!(asked(&nina, &format!("?unit={}", app.world.skullerud)).0, 3);
        // What is not translated is in bokmål; what is, is translated.
        let english = nina.with("accept-language", "en");
        assert_eq!(asked(&english, "").1, "What would you like best?");
        let nynorsk = nina.with("accept-language", "nn");
        assert_eq!(asked(&nynorsk, "").1, "Hva vil du helst?");
        let shown = nina.get("/assessment-template").body;
        assert_eq!(shown["sections"][0]["prompts"], json!(["Hva gledet deg sist?"]));
        assert_eq!(shown["screens"].as_array().unwrap().len(), 2);
        // An old conversation is shown in the words that it was held with.
        assert_eq!(asked(&kari, "?version=1").1, "Hva er viktig for deg nå?");
        kari.get("/assessment-template?version=9").expect(404);
        let versions = kari.get("/assessment-templates").body["items"].clone();
        let numbers: Vec<u64> = versions.as_array().unwrap().iter()
            .map(|v| v["version"].as_u64().unwrap()).collect();
        assert_eq!(numbers, [3, 2, 1]);
    }
);

on_both!(
    fn a_template_that_is_not_whole_is_refused_with_every_reason_and_nothing_is_kept(app) {
        let liv = app.sign_in("liv");
        let mut wrong = built_in(&liv);
        wrong["sections"].as_array_mut().unwrap().pop();
        wrong["sections"][0]["question"]["nb"] = json!("");
        wrong["functionVariables"] = json!(["memory", "memory"]);
        let refused = liv.post(&of_skullerud(&app), &wrong).expect(422);
        assert_eq!(
            refused.codes(),
            ["template-section-missing", "template-words-missing", "template-twice"]
        );
        wrong["questions"] = json!([]);
        assert_eq!(liv.post(&of_skullerud(&app), &wrong).expect(400).errors()[0].2, "/questions");
        assert_eq!(asked(&liv, "").0, 1);
    }
);

on_both!(
    fn a_conversation_names_a_version_that_there_is(app) {
        let kari = app.sign_in("kari");
        let mut content = conversation(&app);
        content["templateVersion"] = json!(2);
        let list = format!("/citizens/{}/assessments", app.world.astrid);
        let input = |content: &Value| json!({ "content": content, "correction": null });
        let refused = kari.post(&list, &input(&content)).expect(422);
        assert_eq!(refused.errors()[0].2, "/content/templateVersion");
        assert_eq!(refused.codes(), ["template-version-unknown"]);
        let ours = built_in(&kari);
        app.sign_in("liv").post(&of_skullerud(&app), &ours).expect(201);
        let begun = draft(&app, &kari, &content);
        assert_eq!(begun.body["content"]["templateVersion"], 2);
    }
);
