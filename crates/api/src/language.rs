//! `Accept-Language`: bokmål unless another of ours is preferred.

use actix_web::HttpMessage;
use actix_web::http::header::{AcceptLanguage, Header};
use domain::reason::Language;

/// The language an answer is worded in (API-2).
pub fn of(request: &impl HttpMessage) -> Language {
    let Ok(accepted) = AcceptLanguage::parse(request) else {
        return Language::default();
    };
    accepted
        .ranked()
        .into_iter()
        .find_map(|preference| {
            let tag = preference.to_string().to_lowercase();
            match tag.split('-').next() {
                Some("nb" | "no") => Some(Language::Nb),
                Some("nn") => Some(Language::Nn),
                Some("en") => Some(Language::En),
                _ => None,
            }
        })
        .unwrap_or_default()
}
