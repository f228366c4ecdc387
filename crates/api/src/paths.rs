//! Ids in paths. One that is no UUID names nothing, so it answers like any id that is not there.

use crate::{
    language,
    problem::{Fault, Problem},
};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use persistence::Failure;
use std::{
    future::{Ready, ready},
    str::FromStr,
};
use uuid::Uuid;

/// The first id in the path.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

/// The first two ids in the path.
#[derive(Debug, Clone, Copy)]
pub struct Ids<A, B>(pub A, pub B);

/// The first three ids in the path.
#[derive(Debug, Clone, Copy)]
pub struct Ids3<A, B, C>(pub A, pub B, pub C);

fn nth<T: FromStr>(request: &HttpRequest, n: usize) -> Option<T> {
    request
        .match_info()
        .iter()
        .nth(n)
        .and_then(|(_, text)| text.parse().ok())
}

fn not_there(request: &HttpRequest) -> Problem {
    let fault = Fault::Failure(Failure::NotThere);
    Problem::new(fault, language::of(request), request.path(), Uuid::nil())
}

impl<T: FromStr> FromRequest for Id<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(nth(request, 0).map(Self).ok_or_else(|| not_there(request)))
    }
}

impl<A: FromStr, B: FromStr> FromRequest for Ids<A, B> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let both = nth(request, 0).zip(nth(request, 1));
        ready(
            both.map(|(a, b)| Self(a, b))
                .ok_or_else(|| not_there(request)),
        )
    }
}

impl<A: FromStr, B: FromStr, C: FromStr> FromRequest for Ids3<A, B, C> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let all = nth(request, 0).zip(nth(request, 1)).zip(nth(request, 2));
        ready(
            all.map(|((a, b), c)| Self(a, b, c))
                .ok_or_else(|| not_there(request)),
        )
    }
}
