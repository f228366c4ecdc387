//! Every operation under `/api/v1`. What is served, what the OpenAPI document says and what the
//! policy knows are the same list: a test compares them (API-7, SEC-1).

use utoipa_actix_web::service_config::ServiceConfig;

/// All rooms.
pub(crate) fn routes(config: &mut ServiceConfig) {
    crate::me::routes(config);
    crate::sessions::routes(config);
    crate::browser_session::routes(config);
    crate::log_ins::routes(config);
    crate::citizens::routes(config);
    crate::emergency::routes(config);
    crate::units::routes(config);
    crate::delegations::routes(config);
    crate::relations::routes(config);
    crate::charters::routes(config);
    crate::applications::routes(config);
    crate::provisional::routes(config);
    crate::providers::routes(config);
    crate::vedtak::routes(config);
    crate::appeals::routes(config);
    crate::figures::routes(config);
    crate::quotas::routes(config);
    crate::settings::routes(config);
    crate::tasks::routes(config);
    crate::employees::routes(config);
    crate::pools::routes(config);
    crate::shifts::routes(config);
    crate::absences::routes(config);
    crate::substitutes::routes(config);
    crate::agreements::routes(config);
    crate::calendars::routes(config);
    crate::teams::routes(config);
    crate::days::routes(config);
    crate::visits::routes(config);
    crate::swaps::routes(config);
    crate::other_work::routes(config);
    crate::contacts::routes(config);
    crate::declined::routes(config);
    crate::care_team::routes(config);
    crate::whereabouts::routes(config);
    crate::assessments::routes(config);
    crate::tiltaksplan::routes(config);
    crate::plan_library::routes(config);
    crate::caseload::routes(config);
    crate::thread::routes(config);
    crate::transfers::routes(config);
    crate::consultations::routes(config);
    crate::reablement::routes(config);
    crate::imports::routes(config);
    crate::exports::routes(config);
    crate::feed::routes(config);
}
