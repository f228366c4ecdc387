//! Asking a specialist.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// Whom a team may ask (R-TEAM-12).
            ListSpecialists = "listSpecialists": Directory;
            /// Ask a specialist about a citizen.
            AskSpecialist = "askSpecialist": WriteRecord;
            /// What specialists were asked about a citizen.
            ListConsultations = "listConsultations": ReadRecord;
            /// One question, and its answer.
            GetConsultation = "getConsultation": ReadRecord;
            /// What one is asked oneself.
            ListMyConsultations = "listMyConsultations": Own;
            /// Answer as the specialist who was asked.
            AnswerConsultation = "answerConsultation": Consult;
            /// Take a question back.
            WithdrawConsultation = "withdrawConsultation": WriteRecord;
            /// Make a tiltak of an answer.
            MakeTiltakOfConsultation = "makeTiltakOfConsultation": WriteRecord;
        }
    };
}
pub(super) use operations;
