//! The error answers that many operations share, for the OpenAPI document (API-2, API-7).

use crate::problem::ProblemBody;
use utoipa::IntoResponses;

/// Of whatever needs a log-in and shows nothing of a citizen.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only the document is made of it")]
pub(crate) enum SignedOut {
    /// Not signed in
    #[response(status = 401, content_type = "application/problem+json")]
    SignedOut(ProblemBody),
}

/// Of reading a citizen's record.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only the document is made of it")]
pub(crate) enum ReadRefused {
    /// Not signed in
    #[response(status = 401, content_type = "application/problem+json")]
    SignedOut(ProblemBody),
    /// Your unit handles a case; that opens the case, not the rest of the record
    #[response(status = 403, content_type = "application/problem+json")]
    OnlyTheCase(ProblemBody),
    /// Not there, or nothing that you may know of
    #[response(status = 404, content_type = "application/problem+json")]
    NotThere(ProblemBody),
}

/// Of adding to a citizen's record.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only the document is made of it")]
pub(crate) enum AddRefused {
    /// The body cannot be read
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(ProblemBody),
    /// Not signed in
    #[response(status = 401, content_type = "application/problem+json")]
    SignedOut(ProblemBody),
    /// Your access is for reading
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(ProblemBody),
    /// Not there, or nothing that you may know of
    #[response(status = 404, content_type = "application/problem+json")]
    NotThere(ProblemBody),
    /// The state of things does not allow it
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(ProblemBody),
    /// Every violated rule
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(ProblemBody),
}

/// Of changing one version of something in a citizen's record.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "only the document is made of it")]
pub(crate) enum ChangeRefused {
    /// The body cannot be read
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(ProblemBody),
    /// Not signed in
    #[response(status = 401, content_type = "application/problem+json")]
    SignedOut(ProblemBody),
    /// Your access is for reading
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(ProblemBody),
    /// Not there, or nothing that you may know of
    #[response(status = 404, content_type = "application/problem+json")]
    NotThere(ProblemBody),
    /// The state of things does not allow it
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(ProblemBody),
    /// Somebody was first; the current `ETag` is in the answer
    #[response(status = 412, content_type = "application/problem+json")]
    Stale(ProblemBody),
    /// Every violated rule
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(ProblemBody),
    /// If-Match is missing
    #[response(status = 428, content_type = "application/problem+json")]
    Unconditional(ProblemBody),
}
