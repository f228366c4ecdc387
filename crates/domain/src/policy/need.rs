//! What operations ask of those who want them done.

/// What an operation needs of the one who asks; [`super::may`] turns it into an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Need {
    /// Nothing: no account is asked for.
    Open,
    /// Any account, about the employee's own matters.
    Own,
    /// Any account; nothing about citizens is shown.
    Directory,
    /// A municipal administrator (SEC-2: sees no health information).
    Administer,
    /// The leader of the unit, or a municipal administrator: what concerns membership.
    ManageUnit,
    /// The unit's leader.
    LeadUnit,
    /// Works in the unit: member, leader or case worker.
    WorkInUnit,
    /// Works in the unit, or in it as staffing: asks for substitutes and answers.
    WorkOrStaff,
    /// The staffing office's own: answers requests for substitutes (R-SHF-3).
    Staff,
    /// The day's fordeler, or the leader (R-WL-3).
    PutDayInForce,
    /// A relation to the citizen (tjenstlig behov, SEC-2).
    ReadRecord,
    /// A relation to the citizen that allows documenting.
    WriteRecord,
    /// A relation to the citizen that allows documenting: writing down what was seen, said and done. It is
    /// what emergency access allows beside reading (SEC-3).
    Document,
    /// Opening a record in an emergency: a health professional who works in some unit (SEC-3).
    UseEmergency,
    /// Preparing a vedtak: a relation, and a health professional or case worker (R-VED-3).
    PrepareVedtak,
    /// Moving a vedtak to another desk: one who may prepare it or sign it (R-VED-4).
    HandleVedtak,
    /// Signing, returning or ending a vedtak: a relation; the delegation decides the rest, with every
    /// reason (R-VED-4). An acting leader's right is a delegation, not a role (R-VED-2).
    SignVedtak,
    /// Answering as the specialist who was asked about the citizen (R-TEAM-12).
    Consult,
    /// Who has read the record: the leader of the responsible unit, or an auditor.
    ReadAccessLog,
}
