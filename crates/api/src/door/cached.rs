//! Views that are asked for again and again: answered from memory while nothing they show has
//! changed, after everything the reading door asks has been asked (API-3).

use super::{Door, caller};
use crate::{
    etag,
    problem::{Fault, Problem},
    representations::{Kept, Key, Representation},
    state::State,
};
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web,
};
use domain::{
    ids::SessionId,
    policy::{Action, Subject, at_the_door, may},
    reason::Language,
};
use persistence::{Failure, MUNICIPALITY, Outcome, Reader, Standing};
use std::sync::Arc;
use tokio::sync::oneshot;

impl Door {
    /// The reading door for a view that is asked for again and again: answered from memory while
    /// nothing it shows has changed, after everything the reading door asks has been asked.
    /// `view` tells this operation's views apart; `language` is none for one without words of ours.
    ///
    /// # Errors
    /// The refusal, worded.
    pub async fn cached(
        &self,
        action: Action,
        view: String,
        language: Option<Language>,
        make: impl FnOnce(&mut Reader<'_>) -> Outcome<Representation> + Send + 'static,
    ) -> Result<HttpResponse, Problem> {
        let session = self
            .token
            .as_deref()
            .and_then(|token| self.state.tokens.verify(token, self.state.now()))
            .ok_or_else(|| self.problem(Fault::SignedOut))?;
        let key = Key {
            session,
            view: format!("{}?{view}", action.operation_id()),
            language,
        };
        if let Some(kept) = self.state.representations.get(&key)
            && kept.is_of(&self.state.database.epoch())
            && self.still_holds(session, action, &kept).await?
        {
            return self.show_kept(&kept).map_err(|f| self.problem(f));
        }
        let (state, token) = (self.state.clone(), self.token.clone());
        let made = web::block(move || {
            let caller = caller(&state, action, token.as_deref())?;
            let ((made, standing, pulse), covered_until) =
                state.database.read_covered(&caller, |reader| {
                    let made = make(reader)?;
                    let standing = reader.standing(made.watch())?;
                    Ok((made, standing, reader.pulse()?))
                })?;
            let epoch = state.database.epoch();
            let kept = Kept::new(epoch, made, standing, pulse, covered_until)?;
            let kept = Arc::new(kept);
            state.representations.put(key, kept.clone());
            Ok(kept)
        });
        let kept = self.settle(made.await)?;
        self.show_kept(&kept).map_err(|f| self.problem(f))
    }

    /// Whether a kept answer may be shown: the session, the policy and the streams it was made from
    /// are asked first. The pulse is felt after the request came in, so a write that was answered
    /// before is always seen.
    async fn still_holds(
        &self,
        session: SessionId,
        action: Action,
        kept: &Arc<Kept>,
    ) -> Result<bool, Problem> {
        let (tell, told) = oneshot::channel();
        self.state.database.pulse(move |pulse| {
            // The request may have been given up meanwhile.
            tell.send(pulse).ok();
        });
        let silent = || Err(Failure::Unavailable("the pulse was not felt".into()));
        let pulse = told.await.unwrap_or_else(|_| silent());
        let pulse = pulse.map_err(|failure| self.problem(failure))?;
        if kept.felt(pulse) {
            let held = is_allowed(&self.state, session, action, kept.standing())
                .map_err(|fault| self.problem(fault))?;
            return Ok(held && kept.lasts(self.state.now()));
        }
        let (state, kept) = (self.state.clone(), kept.clone());
        let asked = web::block(move || {
            let standing = state.database.standing(kept.watch())?;
            let allowed = is_allowed(&state, session, action, &standing)?;
            Ok(allowed && kept.lasts(state.now()) && kept.holds(&standing, pulse))
        });
        self.settle(asked.await)
    }

    fn show_kept(&self, kept: &Kept) -> Outcome<HttpResponse> {
        let mut response = HttpResponse::Ok();
        response.insert_header((header::CACHE_CONTROL, "private, no-cache"));
        response.insert_header((header::VARY, "Accept-Encoding, Accept-Language"));
        response.insert_header((header::ETAG, kept.etag.as_str()));
        if etag::already_has(self.request.headers(), &kept.etag) {
            response.status(StatusCode::NOT_MODIFIED);
            return Ok(response.finish());
        }
        response.content_type("application/json");
        let takes_gzip = self
            .header("accept-encoding")
            .is_some_and(|accepted| accepted.split(',').any(|coding| coding.trim() == "gzip"));
        if takes_gzip {
            response.insert_header((header::CONTENT_ENCODING, "gzip"));
            return Ok(response.body(kept.gzip.clone()));
        }
        Ok(response.body(kept.plain()?))
    }
}

/// Whether the holder of a session may do this, from memory while the municipality stands where it
/// stood: log-ins and memberships are writes in its stream.
fn is_allowed(
    state: &State,
    session: SessionId,
    action: Action,
    standing: &Standing,
) -> Result<bool, Fault> {
    let now = state.now();
    let municipality = standing.iter().find(|(unit, _)| *unit == MUNICIPALITY);
    let revision = municipality.map_or(0, |(_, revision)| *revision);
    let actor = state
        .database
        .actor_at(session, revision, now)?
        .ok_or(Fault::SignedOut)?;
    at_the_door(&actor, action, state.config.require_totp).map_err(Failure::Forbidden)?;
    Ok(may(&actor, action, &Subject::General, now).is_allowed())
}
