//! What the case of a unit that handles a vedtak consists of (SEC-2).

use super::Action;

impl Action {
    /// Reading the case of a unit that handles a vedtak: application, vedtak and appeal, and what they
    /// build on. The rest of the record is not its business (SEC-2).
    pub const fn is_of_the_case(self) -> bool {
        use Action::*;
        matches!(
            self,
            GetCitizen
                | GetNationalNumber
                | ListContacts
                | GetCareTeam
                | ListWhereabouts
                | ListAssessments
                | GetAssessment
                | GetTiltaksplan
                | GetFrame
                | GetApplication
                | ListProvisional
                | ListProviderChoices
                | ListVedtakOfCitizen
                | GetVedtak
                | GetSigningOptions
                | GetVedtakLetter
                | PreviewVedtakLetter
                | ListVedtakNotices
                | ListAppeals
        )
    }
}
