//! Writes a letter of each of the five outcomes: `cargo run -p documents --example letters -- FOLDER`.
//! The pictures in `docs/examples/` are made from them with `pdftoppm -r 70 -png`.

use chrono::NaiveDate;
use documents::letter::{LetterInput, Municipality, render};
use domain::{
    law::{Law, LetterLanguage},
    vedtak::{Outcome, VedtakContent},
};
use serde_json::{Value, json};

fn common() -> Value {
    json!({
        "service": "home_nursing", "form": "frame", "from": "2026-12-01", "reviewOn": "2027-06-01",
        "frame": { "kind": "minutesPerWeek", "from": 300, "to": 420 },
        "purpose": "Du skal kunne bo trygt hjemme og stå opp når det passer deg.",
        "facts": "Du har diabetes og får insulin morgen og kveld. Etter bruddet i høst går du med rullator, \
                  og du trenger støtte når du dusjer. Sykepleier Kari Nordby kartla situasjonen sammen med deg \
                  16. november.",
        "citizenView": "Du sier at det viktigste er å klare frokosten selv og å komme ut i hagen igjen. Du vil \
                        helst møte de samme menneskene.",
        "kinView": "Datteren din handler og følger til lege. Hun er enig i planen.",
        "reasoning": "Du trenger helsehjelp hver dag for å kunne bo hjemme. Med hjelp morgen og kveld er det \
                      forsvarlig. Vi regner med at du trenger mindre hjelp når du har trent en tid.",
        "legalBasis": ["hol § 3-1", "hol § 3-2 nr. 6 a", "pbrl § 2-1 a"], "ownPayment": false,
        "appealInformation": "Ring teamet hvis du vil ha hjelp til å skrive klagen.",
    })
}

fn example(outcome: Outcome) -> (LetterLanguage, Value) {
    let mut content = common();
    let mut set = |field: &str, value: Value| content[field] = value;
    set("outcome", json!(outcome));
    let mut language = LetterLanguage::Nb;
    match outcome {
        Outcome::Grant => {}
        Outcome::Partial => {
            set(
                "frame",
                json!({ "kind": "minutesPerWeek", "from": 120, "to": 180 }),
            );
            set(
                "alternatives",
                json!(
                    "Du søkte om hjelp fire ganger om dagen. Vi har vurdert multidose fra \
                apoteket og trygghetsalarm. Sammen med to besøk dekker det behovet ditt."
                ),
            );
        }
        Outcome::Refuse => {
            language = LetterLanguage::Nn;
            set("service", json!("day_centre"));
            set("form", json!("detailed"));
            set(
                "facts",
                json!("Du bur saman med mannen din og er med på trim to gonger i veka."),
            );
            set(
                "citizenView",
                json!("Du seier at du saknar nokon å snakke med på dagtid."),
            );
            set("kinView", json!("Mannen din synest du skulle få plass."));
            set(
                "reasoning",
                json!("Dagsenteret er for dei som ikkje kjem seg ut utan hjelp. Du klarer det."),
            );
            set(
                "alternatives",
                json!(
                    "Vi har vurdert seniorsenteret på Skullerud, som er ope for alle, og ein \
                besøksven frå Raudekrossen. Teamet hjelper deg å ta kontakt."
                ),
            );
            set("legalBasis", json!(["hol § 3-2 nr. 7"]));
            set("appealInformation", json!(""));
        }
        Outcome::Change => {
            set(
                "frame",
                json!({ "kind": "minutesPerWeek", "from": 120, "to": 210 }),
            );
            set(
                "reasoning",
                json!(
                    "Du har trent og klarer nå frokost og medisiner om morgenen selv. Derfor blir \
                det færre besøk."
                ),
            );
            set(
                "priorNotice",
                json!({ "givenOn": "2026-11-02", "ground": "Behovet ditt er mindre enn før. \
                Vi varslet deg 2. november, og du hadde ingen innvendinger." }),
            );
        }
        Outcome::End => {
            set(
                "facts",
                json!("Såret er grodd, og fastlegen mener at behandlingen er ferdig."),
            );
            set(
                "reasoning",
                json!("Du trenger ikke lenger helsehjelp hjemme. Ring oss hvis det blir verre."),
            );
            set(
                "priorNotice",
                json!({ "givenOn": "2026-11-02", "ground": "Behandlingen er ferdig." }),
            );
        }
    }
    (language, content)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let municipality = Municipality {
        name: "Eksempel kommune".to_owned(),
        address: "Postboks 1, 0001 Oslo".to_owned(),
        phone: "21 80 21 80".to_owned(),
    };
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
    for outcome in Outcome::ALL {
        let (language, content) = example(*outcome);
        let content: VedtakContent = serde_json::from_value(content)?;
        let file = render(&LetterInput {
            language,
            municipality: &municipality,
            unit: "Team Skullerud",
            recipient: "Astrid Eksempel",
            address: &["Skullerudveien 12".to_owned(), "1188 Oslo".to_owned()],
            reference: "01937f2e-7a10",
            content: &content,
            signed_by: Some("Liv Strand, teamleder"),
            signed_on: day,
            settings: &Law::embedded()?.on(day),
        });
        let file = file.map_err(|fault| fault.0)?;
        std::fs::write(format!("{folder}/letter-{outcome}.pdf"), file)?;
    }
    Ok(())
}
