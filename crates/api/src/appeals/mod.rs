//! Appeals: registered in time or late, reassessed, reversed or forwarded, decided (R-VED-9).

mod create;
mod list;
mod step;
mod view;

use chrono::NaiveDate;
use domain::{
    appeal::{Appeal, AppealState, appeal_rows, final_from, is_in_time},
    decision_settings::DecisionSettings,
    ids::VedtakId,
    law::Law,
    notice::arrived,
    time::local_date,
    vedtak::Vedtak,
};
use persistence::{Opened, Outcome, Writer};
use utoipa_actix_web::service_config::ServiceConfig;

/// Name of the document in the access log.
const DOCUMENT: &str = "appeal";

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(create::handler)
        .service(step::handler);
}

/// Asks again whether appeals came in time, when the arrival of the notice has become known or was
/// corrected. What Statsforvalteren has decided is left as it was.
pub(crate) fn in_time_again(
    writer: &mut Writer<'_>,
    opened: &Opened,
    vedtak: VedtakId,
    law: &Law,
) -> Outcome<()> {
    let (arrived, settings) = arrival(writer, opened, vedtak, law)?;
    for (mut appeal, version) in writer.appeals(opened, vedtak)? {
        let in_time = is_in_time(appeal.received_on, arrived, &settings);
        if appeal.state() != AppealState::Decided && appeal.in_time != in_time {
            appeal.in_time = in_time;
            writer.update_appeal(opened, &appeal, version)?;
        }
    }
    Ok(())
}

/// Writes down from which day a vedtak is final, after a notice, an appeal or a step of one has been
/// kept (SEC-2, R-VED-9).
pub(crate) fn settle_final(
    writer: &mut Writer<'_>,
    opened: &Opened,
    vedtak: VedtakId,
    law: &Law,
) -> Outcome<()> {
    let (arrived, settings) = arrival(writer, opened, vedtak, law)?;
    let appeals: Vec<Appeal> = writer
        .appeals(opened, vedtak)?
        .into_iter()
        .map(|(appeal, _)| appeal)
        .collect();
    let from = final_from(arrived, &appeals, &settings);
    writer.set_final(vedtak, from)
}

/// The day a vedtak was signed.
pub(crate) fn signed_on(vedtak: &Vedtak) -> Option<NaiveDate> {
    let signature = vedtak.signature.as_ref()?;
    Some(local_date(signature.at))
}

/// When the notice arrived, and what the time to appeal is counted by.
fn arrival(
    writer: &mut Writer<'_>,
    opened: &Opened,
    vedtak: VedtakId,
    law: &Law,
) -> Outcome<(Option<NaiveDate>, DecisionSettings)> {
    let signed = signed_on(&writer.vedtak(opened, vedtak)?.vedtak);
    let arrived = arrived(&writer.notices(opened, vedtak)?);
    Ok((
        arrived,
        appeal_rows(law, signed.unwrap_or_default(), arrived),
    ))
}
