//! What somebody has on her lists around a day, whatever else she has ever done.

use crate::day::{at_work, visit};
use chrono::NaiveDate;
use domain::ids::VisitId;
use persistence::Streams;
use serde_json::json;
use tests::on_both;

on_both!(
    /// R-WL-4: what she holds is looked for on the day where it is now, not where it was moved from.
    fn a_visit_that_was_moved_is_held_on_its_new_day(app) {
        at_work(&app, &["kari"]);
        let kari = app.sign_in("kari");
        let made = visit(&app, &kari, app.world.astrid, "09:00:00", "10:00:00");
        kari.post(&format!("/visits/{}/claim", made.id()), &json!({})).expect(200);
        let id = VisitId(made.id());
        let (unit, who) = (app.world.skullerud, app.world.employee("kari"));
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let held = app.arrange(Streams::municipality().and_unit(unit), |writer| {
            let parts = writer.day_parts(unit)?;
            let mut moved = writer.visit(id)?;
            let before = writer.visits_held(&[who], day(24), day(24))?.len();
            writer.move_visit(&mut moved, day(26), &parts)?;
            let then = writer.visits_held(&[who], day(24), day(24))?.len();
            Ok([before, then, writer.visits_held(&[who], day(26), day(26))?.len()])
        });
        assert_eq!(held, [1, 0, 1]);
    }
);
