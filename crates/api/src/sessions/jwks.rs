//! `GET /.well-known/jwks.json`: the keys that access tokens are verified with.

use crate::{door::Door, problem::Problem};
use actix_web::{HttpResponse, get};

/// Keys of the access tokens
#[utoipa::path(tag = "sign-in", operation_id = "getJwks", responses(
    (status = 200, description = "A JSON Web Key Set", body = Object),
))]
#[get("/.well-known/jwks.json")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok()
        .insert_header(("cache-control", "public, max-age=300"))
        .json(door.state.tokens.jwks()))
}
