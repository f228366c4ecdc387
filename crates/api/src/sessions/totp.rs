//! `POST /me/totp` and `POST /me/totp/confirmation`: a code generator for one's log-in (SEC-6).

use crate::{
    door::{Door, created, done},
    passwords,
    problem::{Fault, Problem, ProblemBody},
    second_factor,
};
use actix_web::{HttpResponse, post};
use domain::{policy::Action, reason::Reason};
use persistence::{Failure, StoredTotp, Streams, Writer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static WRONG: Reason = Reason {
    rule: "SEC-6",
    code: "wrong-current-password",
    nb: "Det nåværende passordet er feil.",
    nn: "Det noverande passordet er feil.",
    en: "The current password is wrong.",
};
static WRONG_CODE: Reason = Reason {
    rule: "SEC-6",
    code: "wrong-code",
    nb: "Koden er feil eller brukt. Vent på den neste.",
    nn: "Koden er feil eller brukt. Vent på den neste.",
    en: "The code is wrong or was used. Wait for the next one.",
};
static NOTHING_TO_CONFIRM: Reason = Reason {
    rule: "SEC-6",
    code: "nothing-to-confirm",
    nb: "Det er ingen kodegenerator å bekrefte. Begynn på nytt.",
    nn: "Det er ingen kodegenerator å stadfeste. Byrj på nytt.",
    en: "There is no code generator to confirm. Begin anew.",
};

/// A wish for a code generator.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TotpInput {
    /// The password, so that a phone left open gives nobody a second factor.
    #[schema(max_length = 200)]
    current_password: String,
    /// A code of the generator there is, or a recovery code, when there is one to replace.
    #[serde(default)]
    #[schema(max_length = 40)]
    code: Option<String>,
}

/// A generator that waits for its first code.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TotpView {
    /// For typing, base 32.
    #[schema(example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")]
    secret: String,
    /// For a picture that the app reads.
    #[schema(example = "otpauth://totp/Tillit:kari.nordby?secret=JBSWY3DPEHPK3PXP&issuer=Tillit")]
    address: String,
}

/// The first code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TotpConfirmation {
    /// Six digits that the app shows now.
    #[schema(example = "287082", max_length = 40)]
    code: String,
}

/// What to keep in a drawer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RecoveryCodes {
    /// Each logs in once when the phone is lost. They are shown now and never again.
    recovery_codes: Vec<String>,
}

/// Checks a code of an account's generator, or one of its recovery codes, and takes it: it works once.
///
/// # Errors
/// Those of the database.
pub(super) fn take_code(
    writer: &mut Writer<'_>,
    account: domain::ids::AccountId,
    totp: &StoredTotp,
    code: &str,
) -> persistence::Outcome<bool> {
    let code = code.trim();
    if !second_factor::is_code(code) {
        return writer.take_recovery_code(account, &second_factor::recovery_hash(code));
    }
    let seconds = writer.asked_at().timestamp();
    match second_factor::step_of(&totp.secret, code, seconds) {
        Some(step) => writer.take_totp_step(account, step),
        None => Ok(false),
    }
}

/// A code generator for my log-in
///
/// Shown once; log-in asks for codes when the first one has been confirmed. One that is there already is
/// replaced only with a code of it, and goes on being asked for until the new one is confirmed.
#[utoipa::path(tag = "sign-in", operation_id = "enrolTotp", security(("bearer" = [])), request_body = TotpInput, responses(
    (status = 201, description = "Scan it, then confirm with the first code", body = TotpView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Wrong password or code", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many attempts; `Retry-After` says when", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/me/totp")]
pub(super) async fn enrol(door: Door) -> Result<HttpResponse, Problem> {
    let body = door.body::<TotpInput>();
    let (input, account, hash, name) = door
        .look(Action::EnrolTotp, move |reader| {
            let granted = reader.general()?;
            let input = body.read(&granted)?;
            let account = reader.actor()?.account;
            let name = reader.own_user_name()?;
            Ok((input, account, reader.own_password_hash()?, name))
        })
        .await?;
    door.state
        .throttle
        .code(account)
        .map_err(|seconds| door.problem(Fault::TooMany(seconds)))?;
    if !passwords::check(input.current_password, Some(hash))
        .await
        .right
    {
        return Err(door.problem(Failure::invalid(WRONG.violation().at("/currentPassword"))));
    }
    let secret = second_factor::new_secret();
    let (shown, address) =
        second_factor::shown(&secret, &name).map_err(|e| door.problem(Failure::Internal(e)))?;
    door.write_unkept(Action::EnrolTotp, Streams::municipality(), move |writer| {
        writer.general()?;
        if let Some(totp) = writer.totp_of(account)?.filter(|totp| totp.confirmed) {
            let code = input.code.as_deref().unwrap_or_default();
            if !take_code(writer, account, &totp, code)? {
                return Err(Failure::invalid(WRONG_CODE.violation().at("/code")));
            }
        }
        writer.set_totp(account, &secret)?;
        let view = TotpView {
            secret: shown.clone(),
            address: address.clone(),
        };
        let mut answer = created(writer.epoch(), 1, "/api/v1/me/totp".to_owned(), &view)?;
        answer.etag = None;
        Ok(answer)
    })
    .await
}

/// Confirm my code generator with its first code
///
/// All my other sessions end, and from now on log-in asks for a code.
#[utoipa::path(tag = "sign-in", operation_id = "confirmTotp", security(("bearer" = [])), request_body = TotpConfirmation, responses(
    (status = 200, description = "Recovery codes, shown once", body = RecoveryCodes),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Nothing to confirm", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Wrong code", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many attempts; `Retry-After` says when", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/me/totp/confirmation")]
pub(super) async fn confirm(door: Door) -> Result<HttpResponse, Problem> {
    let body = door.body::<TotpConfirmation>();
    let (input, account) = door
        .look(Action::ConfirmTotp, move |reader| {
            let granted = reader.general()?;
            let input = body.read(&granted)?;
            Ok((input, reader.actor()?.account))
        })
        .await?;
    door.state
        .throttle
        .code(account)
        .map_err(|seconds| door.problem(Fault::TooMany(seconds)))?;
    let codes = second_factor::new_recovery_codes();
    let hashes: Vec<Vec<u8>> = codes
        .iter()
        .map(|code| second_factor::recovery_hash(code))
        .collect();
    door.write_unkept(
        Action::ConfirmTotp,
        Streams::municipality(),
        move |writer| {
            writer.general()?;
            let session = writer.actor()?.session;
            let waiting = writer.waiting_totp_of(account)?;
            let secret =
                waiting.ok_or_else(|| Failure::conflict(NOTHING_TO_CONFIRM.violation()))?;
            let seconds = writer.asked_at().timestamp();
            let step = second_factor::step_of(&secret, input.code.trim(), seconds)
                .ok_or_else(|| Failure::invalid(WRONG_CODE.violation().at("/code")))?;
            writer.confirm_totp(account, step)?;
            writer.set_recovery_codes(account, &hashes)?;
            writer.end_other_sessions(account, session, "second factor confirmed")?;
            done(&RecoveryCodes {
                recovery_codes: codes.clone(),
            })
        },
    )
    .await
}
