//! The OpenAPI 3.1 document, generated from the code (API-7).

mod tidy;

use crate::routes::routes;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_actix_web::{AppExt, scope};

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .build();
        api.components
            .get_or_insert_default()
            .add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tillit",
        version = "1.0.0",
        description = "The planner of the self-organising home-care team. The team decides; the software explains.\n\nEvery error is an RFC 9457 problem that lists all its reasons, each with the rule it rests on. Mutable resources have a strong `ETag`; edits need `If-Match`. Every POST takes an `Idempotency-Key`. See docs/api.md.",
        license(name = "MIT", identifier = "MIT"),
    ),
    modifiers(&Bearer),
    tags(
        (name = "sign-in", description = "Log in, renew, log out"),
        (name = "me", description = "What concerns the one who asks"),
        (name = "organisation", description = "Units, members, employees"),
        (name = "caseload", description = "Citizens that a unit answers for"),
        (name = "consultations", description = "Specialists are asked about one citizen, and answer"),
        (name = "emergency", description = "Opening a record in an emergency, and looking at how that was used"),
        (name = "shifts", description = "Shifts, absences and duties"),
        (name = "work lists", description = "The day: visits, claims, proposals, publication, swaps"),
        (name = "assessments", description = "«Hva er viktig for deg?»"),
        (name = "tiltaksplan", description = "Goals, tiltak and how they went"),
        (name = "import", description = "A caseload from a file"),
        (name = "delegations", description = "Who may sign what, and who must keep away"),
        (name = "applications", description = "Requests for services, and what is given until they are answered"),
        (name = "vedtak", description = "Decisions on services: prepared, submitted, signed"),
        (name = "appeals", description = "The citizen is told, appeals, and what becomes of it"),
        (name = "tasks", description = "What somebody must do"),
        (name = "feed", description = "What has changed"),
    ),
)]
struct Document;

/// The document's head; the operations come from the routes.
pub(crate) fn head() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// The whole document.
pub fn document() -> utoipa::openapi::OpenApi {
    let derived = actix_web::App::new()
        .into_utoipa_app()
        .openapi(head())
        .service(scope::scope("/api/v1").configure(routes))
        .split_for_parts()
        .1;
    tidy::tidy(derived)
}

/// The whole document as it is committed.
///
/// # Errors
/// When it cannot be serialised.
pub fn json() -> Result<String, String> {
    document()
        .to_pretty_json()
        .map(|json| json + "\n")
        .map_err(|e| e.to_string())
}
