//! Errors as RFC 9457 problems (API-2): every violated rule is listed, in the reader's language, and
//! a 5xx says nothing of the inside.

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use domain::reason::{Language, Violations};
use persistence::Failure;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One violated rule.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProblemError {
    /// Where in the request, as an RFC 6901 pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/evaluationDate")]
    pub pointer: Option<String>,
    /// The rule in the specification.
    #[schema(example = "R-PLAN-1")]
    pub rule: String,
    /// A stable code to branch on.
    #[schema(example = "evaluation-date-missing")]
    pub code: String,
    /// What is wrong, in the reader's language.
    pub message: String,
}

/// An error answer (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProblemBody {
    /// Kind of problem; `docs/problems.md` explains each.
    #[schema(example = "/problems/rules-violated")]
    pub r#type: String,
    /// The kind in words.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// The whole of it in one sentence.
    pub detail: String,
    /// The request's path.
    pub instance: String,
    /// Every violated rule.
    pub errors: Vec<ProblemError>,
    /// The current entity tag, when the one sent was stale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_etag: Option<String>,
    /// Find this in the log; only for faults of the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<Uuid>,
}

/// What went wrong, before it is worded.
#[derive(Debug)]
pub enum Fault {
    /// The doors said no.
    Failure(Failure),
    /// No valid token.
    SignedOut,
    /// The session was ended: whoever holds it erases what it has kept.
    SessionEnded,
    /// Wrong user name or password.
    WrongPassword,
    /// The password is right, and a code of the generator is asked for.
    CodeRequired,
    /// The code is wrong, or was used.
    WrongCode,
    /// The provider that one logs in with does not answer.
    ProviderSilent,
    /// Too many attempts; come back after so many seconds.
    TooMany(u64),
    /// The body did not come in time.
    TooSlow,
    /// The body is larger than allowed.
    TooLarge,
    /// The body is of a kind that nothing here reads.
    WrongMedia,
    /// No such path.
    NoSuchPath,
    /// The path has other methods.
    NoSuchMethod,
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// An error on its way out.
#[derive(Debug)]
pub struct Problem {
    body: Box<ProblemBody>,
    retry_after: Option<u64>,
}

struct Kind {
    slug: &'static str,
    status: StatusCode,
    title: [&'static str; 3],
}

const fn kind(slug: &'static str, status: StatusCode, title: [&'static str; 3]) -> Kind {
    Kind {
        slug,
        status,
        title,
    }
}

const NOT_THERE: Kind = kind(
    "not-there",
    StatusCode::NOT_FOUND,
    ["Finnes ikke", "Finst ikkje", "There is no such thing"],
);
const FORBIDDEN: Kind = kind(
    "forbidden",
    StatusCode::FORBIDDEN,
    ["Ikke tillatt", "Ikkje tillate", "Not allowed"],
);
const VIOLATED: Kind = kind(
    "rules-violated",
    StatusCode::UNPROCESSABLE_ENTITY,
    [
        "Noe mangler eller er feil",
        "Noko manglar eller er feil",
        "Something is missing or wrong",
    ],
);
const MALFORMED: Kind = kind(
    "malformed",
    StatusCode::BAD_REQUEST,
    [
        "Forespørselen kan ikke leses",
        "Førespurnaden kan ikkje lesast",
        "The request cannot be read",
    ],
);
const CONFLICT: Kind = kind(
    "conflict",
    StatusCode::CONFLICT,
    [
        "Det går ikke nå",
        "Det går ikkje no",
        "That is not possible now",
    ],
);
const STALE: Kind = kind(
    "stale",
    StatusCode::PRECONDITION_FAILED,
    [
        "Noen var før deg",
        "Nokon var før deg",
        "Somebody was before you",
    ],
);
const UNCONDITIONAL: Kind = kind(
    "precondition-required",
    StatusCode::PRECONDITION_REQUIRED,
    [
        "If-Match mangler",
        "If-Match manglar",
        "If-Match is missing",
    ],
);
const SIGNED_OUT: Kind = kind(
    "signed-out",
    StatusCode::UNAUTHORIZED,
    [
        "Du er ikke logget inn",
        "Du er ikkje logga inn",
        "You are not signed in",
    ],
);
const SESSION_ENDED: Kind = kind(
    "session-ended",
    StatusCode::UNAUTHORIZED,
    [
        "Økten er avsluttet",
        "Økta er avslutta",
        "The session was ended",
    ],
);
const WRONG_PASSWORD: Kind = kind(
    "wrong-password",
    StatusCode::UNAUTHORIZED,
    [
        "Feil brukernavn eller passord",
        "Feil brukarnamn eller passord",
        "Wrong user name or password",
    ],
);
const CODE_REQUIRED: Kind = kind(
    "code-required",
    StatusCode::UNAUTHORIZED,
    [
        "Skriv koden fra kodegeneratoren",
        "Skriv koden frå kodegeneratoren",
        "Give the code of your generator",
    ],
);
const WRONG_CODE: Kind = kind(
    "wrong-code",
    StatusCode::UNAUTHORIZED,
    [
        "Koden er feil eller brukt",
        "Koden er feil eller brukt",
        "The code is wrong or was used",
    ],
);
const TOO_MANY: Kind = kind(
    "too-many",
    StatusCode::TOO_MANY_REQUESTS,
    [
        "For mye på en gang",
        "For mykje på ein gong",
        "Too much at once",
    ],
);
const TOO_SLOW: Kind = kind(
    "too-slow",
    StatusCode::REQUEST_TIMEOUT,
    [
        "Forespørselen kom ikke fram i tide",
        "Førespurnaden kom ikkje fram i tide",
        "The request did not arrive in time",
    ],
);
const TOO_LARGE: Kind = kind(
    "too-large",
    StatusCode::PAYLOAD_TOO_LARGE,
    [
        "Forespørselen er for stor",
        "Førespurnaden er for stor",
        "The request is too large",
    ],
);
const WRONG_MEDIA: Kind = kind(
    "wrong-media",
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    [
        "Send JSON med Content-Type: application/json, eller en fil som text/csv eller text/calendar",
        "Send JSON med Content-Type: application/json, eller ei fil som text/csv eller text/calendar",
        "Send JSON with Content-Type: application/json, or a file as text/csv or text/calendar",
    ],
);
const NO_METHOD: Kind = kind(
    "no-such-method",
    StatusCode::METHOD_NOT_ALLOWED,
    [
        "Metoden finnes ikke her",
        "Metoden finst ikkje her",
        "This method is not offered here",
    ],
);
const UNAVAILABLE: Kind = kind(
    "unavailable",
    StatusCode::SERVICE_UNAVAILABLE,
    [
        "Prøv igjen om litt",
        "Prøv igjen om litt",
        "Try again in a moment",
    ],
);
const PROVIDER_SILENT: Kind = kind(
    "provider-silent",
    StatusCode::SERVICE_UNAVAILABLE,
    [
        "Innloggingstjenesten svarer ikke. Prøv igjen om litt, eller logg inn med brukernavn og passord",
        "Innloggingstenesta svarer ikkje. Prøv igjen om litt, eller logg inn med brukarnamn og passord",
        "The log-in provider does not answer. Try again in a moment, or use user name and password",
    ],
);
const INTERNAL: Kind = kind(
    "internal",
    StatusCode::INTERNAL_SERVER_ERROR,
    [
        "Noe gikk galt hos oss",
        "Noko gjekk gale hos oss",
        "Something went wrong on our side",
    ],
);

impl Problem {
    /// Words a fault for the one who asked.
    pub fn new(fault: Fault, language: Language, instance: &str, trace: Uuid) -> Self {
        match fault {
            Fault::Failure(failure) => Self::of_failure(failure, language, instance, trace),
            Fault::SignedOut => Self::plain(&SIGNED_OUT, language, instance),
            Fault::SessionEnded => Self::plain(&SESSION_ENDED, language, instance),
            Fault::WrongPassword => Self::plain(&WRONG_PASSWORD, language, instance),
            Fault::CodeRequired => Self::plain(&CODE_REQUIRED, language, instance),
            Fault::WrongCode => Self::plain(&WRONG_CODE, language, instance),
            Fault::ProviderSilent => {
                let mut problem = Self::plain(&PROVIDER_SILENT, language, instance);
                problem.retry_after = Some(10);
                problem
            }
            Fault::TooMany(seconds) => {
                let mut problem = Self::plain(&TOO_MANY, language, instance);
                problem.retry_after = Some(seconds);
                problem
            }
            Fault::TooSlow => Self::plain(&TOO_SLOW, language, instance),
            Fault::TooLarge => Self::plain(&TOO_LARGE, language, instance),
            Fault::WrongMedia => Self::plain(&WRONG_MEDIA, language, instance),
            Fault::NoSuchPath => Self::plain(&NOT_THERE, language, instance),
            Fault::NoSuchMethod => Self::plain(&NO_METHOD, language, instance),
        }
    }

    fn of_failure(failure: Failure, language: Language, instance: &str, trace: Uuid) -> Self {
        match failure {
            Failure::NotThere => Self::plain(&NOT_THERE, language, instance),
            Failure::Forbidden(v) => Self::listing(&FORBIDDEN, &v, language, instance),
            Failure::Invalid(v) => Self::listing(&VIOLATED, &v, language, instance),
            Failure::Malformed(v) => Self::listing(&MALFORMED, &v, language, instance),
            Failure::Conflict(v) => Self::listing(&CONFLICT, &v, language, instance),
            Failure::Stale { current } => {
                let mut problem = Self::plain(&STALE, language, instance);
                problem.body.current_etag = Some(current);
                problem
            }
            Failure::PreconditionRequired => Self::plain(&UNCONDITIONAL, language, instance),
            Failure::Unavailable(inside) => {
                tracing::warn!(%trace, %inside, "unavailable");
                let mut problem = Self::plain(&UNAVAILABLE, language, instance);
                problem.body.trace_id = Some(trace);
                problem.retry_after = Some(2);
                problem
            }
            inside @ (Failure::Again
            | Failure::Instead(_)
            | Failure::Database(_)
            | Failure::Internal(_)) => {
                tracing::error!(%trace, %inside, "internal");
                let mut problem = Self::plain(&INTERNAL, language, instance);
                problem.body.trace_id = Some(trace);
                problem
            }
        }
    }

    fn plain(kind: &Kind, language: Language, instance: &str) -> Self {
        let title = match language {
            Language::Nb => kind.title[0],
            Language::Nn => kind.title[1],
            Language::En => kind.title[2],
        };
        Self {
            body: Box::new(ProblemBody {
                r#type: format!("/problems/{}", kind.slug),
                title: title.to_owned(),
                status: kind.status.as_u16(),
                detail: format!("{title}."),
                instance: instance.to_owned(),
                errors: Vec::new(),
                current_etag: None,
                trace_id: None,
            }),
            retry_after: None,
        }
    }

    fn listing(kind: &Kind, violations: &Violations, language: Language, instance: &str) -> Self {
        let mut problem = Self::plain(kind, language, instance);
        problem.body.errors = errors(violations, language);
        let messages: Vec<&str> = problem
            .body
            .errors
            .iter()
            .map(|error| error.message.as_str())
            .collect();
        if !messages.is_empty() {
            problem.body.detail = messages.join(" ");
        }
        problem
    }
}

/// Violations as an answer shows them.
pub fn errors(violations: &Violations, language: Language) -> Vec<ProblemError> {
    violations
        .iter()
        .map(|violation| ProblemError {
            pointer: violation.pointer.clone(),
            rule: violation.reason.rule.to_owned(),
            code: violation.reason.code.to_owned(),
            message: violation.message(language),
        })
        .collect()
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.body.title)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.body.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if let Some(etag) = &self.body.current_etag {
            response.insert_header((header::ETAG, etag.as_str()));
        }
        if self.status_code() == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        let body = serde_json::to_vec(&self.body).unwrap_or_default();
        response
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .content_type("application/problem+json")
            .body(body)
    }
}
