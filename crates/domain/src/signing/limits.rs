//! What a delegation falls short of for one vedtak: service, unit, outcome, ceilings, quota.

use crate::{
    delegation::Grant,
    period::{Period, months_after},
    quota::{QuotaUse, check_quota},
    reason::*,
    vedtak::{Frame, Vedtak},
};

static OTHER_SERVICE: Reason = Reason {
    rule: "R-VED-4",
    code: "service-not-covered",
    nb: "En fullmakt du har, gjelder ikke {service}.",
    nn: "Ei fullmakt du har, gjeld ikkje {service}.",
    en: "A delegation you hold does not cover {service}.",
};
static OTHER_UNIT: Reason = Reason {
    rule: "R-VED-4",
    code: "other-unit",
    nb: "Fullmakten din gjelder ikke enheten som har ansvar for innbyggeren.",
    nn: "Fullmakta di gjeld ikkje eininga som har ansvar for innbyggjaren.",
    en: "Your delegation does not cover the unit that answers for the citizen.",
};
static OTHER_OUTCOME: Reason = Reason {
    rule: "R-VED-4",
    code: "outcome-not-covered",
    nb: "Fullmakten din gjelder ikke vedtak med utfallet «{outcome}».",
    nn: "Fullmakta di gjeld ikkje vedtak med utfallet «{outcome}».",
    en: "Your delegation does not cover the outcome “{outcome}”.",
};
static TOO_MANY_MINUTES: Reason = Reason {
    rule: "R-VED-4",
    code: "outside-hours",
    nb: "Vedtaket gir inntil {minutes} minutter i uka. Fullmakten din går til {limit}.",
    nn: "Vedtaket gir inntil {minutes} minutt i veka. Fullmakta di går til {limit}.",
    en: "The vedtak gives up to {minutes} minutes a week. Your delegation goes to {limit}.",
};
static TOO_LONG: Reason = Reason {
    rule: "R-VED-4",
    code: "outside-months",
    nb: "Fullmakten din gjelder vedtak som varer i høyst {limit} måneder.",
    nn: "Fullmakta di gjeld vedtak som varer i høgst {limit} månader.",
    en: "Your delegation covers a vedtak that lasts at most {limit} months.",
};

/// Everything in which `grant` falls short of `vedtak`; dates and chain are the register's matter.
pub(super) fn shortfalls(grant: &Grant, vedtak: &Vedtak, quotas: &[QuotaUse]) -> Violations {
    let content = &vedtak.content;
    let mut violations = Violations::new();
    if !grant.services.contains(&content.service) {
        violations.push(
            OTHER_SERVICE
                .violation()
                .with("service", content.service.term()),
        );
    }
    if !grant.units.covers(vedtak.unit) {
        violations.push(OTHER_UNIT.violation());
    }
    if let Some(outcome) = content
        .outcome
        .filter(|outcome| !grant.outcomes.contains(outcome))
    {
        violations.push(OTHER_OUTCOME.violation().with("outcome", outcome.term()));
    }
    // Ceilings bound what is given; a refusal gives nothing.
    if !content.gives_service() {
        return violations;
    }
    if let (Some(limit), Some(Frame::MinutesPerWeek { to, .. })) =
        (grant.limits.minutes_per_week, content.frame)
        && to > limit
    {
        violations.push(
            TOO_MANY_MINUTES
                .violation()
                .with("minutes", i64::from(to))
                .with("limit", i64::from(limit)),
        );
    }
    if let Some(period) = content.period() {
        if let Some(limit) = grant
            .limits
            .months
            .filter(|limit| is_longer(period, *limit))
        {
            violations.push(TOO_LONG.violation().with("limit", limit));
        }
        if let Some(quota) = grant.limits.quota {
            violations.extend(check_quota(quota, quotas, period));
        }
    }
    violations
}

/// Whether `period` lasts more than `months`: one without a last day always does.
fn is_longer(period: Period, months: u32) -> bool {
    period
        .until
        .is_none_or(|until| until >= months_after(period.from, months))
}
