//! What is answered below `/api/v1` where no operation is: a path that has other methods says which (405, `Allow`),
//! any other is not there (404).

use crate::{
    language, openapi,
    problem::{Fault, Problem},
};
use actix_web::{HttpRequest, HttpResponse, ResponseError, dev::ResourceDef, http::header};
use std::{collections::BTreeSet, sync::LazyLock};

/// The document's paths, each with its methods.
static PATHS: LazyLock<Vec<(ResourceDef, Vec<&str>)>> = LazyLock::new(|| {
    let document = openapi::document();
    let paths = document.paths.paths.iter();
    paths
        .map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item)))
        .collect()
});

fn methods(item: &utoipa::openapi::PathItem) -> Vec<&'static str> {
    let all = [
        ("GET", item.get.is_some()),
        ("PUT", item.put.is_some()),
        ("POST", item.post.is_some()),
        ("DELETE", item.delete.is_some()),
        ("PATCH", item.patch.is_some()),
    ];
    all.into_iter()
        .filter_map(|(name, is_offered)| is_offered.then_some(name))
        .collect()
}

/// 405 or 404.
pub(crate) async fn answer(request: HttpRequest) -> HttpResponse {
    let offered: BTreeSet<&str> = PATHS
        .iter()
        .filter(|(path, _)| path.is_match(request.path()))
        .flat_map(|(_, methods)| methods.iter().copied())
        .collect();
    let fault = match offered.is_empty() {
        true => Fault::NoSuchPath,
        false => Fault::NoSuchMethod,
    };
    let spoken = language::of(&request);
    let problem = Problem::new(fault, spoken, request.path(), uuid::Uuid::nil());
    let mut response = problem.error_response();
    let allowed = offered.into_iter().collect::<Vec<_>>().join(", ");
    if let Some(allowed) = header::HeaderValue::from_str(&allowed)
        .ok()
        .filter(|allowed| !allowed.is_empty())
    {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    response
}
