//! The conversation «Hva er viktig for deg?».

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// The template of the conversation.
            GetAssessmentTemplate = "getAssessmentTemplate": Directory;
            /// Its versions, the municipality's and the units' own words.
            ListAssessmentTemplates = "listAssessmentTemplates": Directory;
            /// Another version for the whole municipality.
            CreateAssessmentTemplate = "createAssessmentTemplate": Administer;
            /// Another version in a unit's own words.
            CreateUnitTemplate = "createUnitAssessmentTemplate": LeadUnit;
            /// A citizen's conversations.
            ListAssessments = "listAssessments": ReadRecord;
            /// Begin a conversation's record, or a correction of a completed one.
            CreateAssessment = "createAssessment": Document;
            /// One conversation.
            GetAssessment = "getAssessment": ReadRecord;
            /// Change a draft.
            UpdateAssessment = "updateAssessment": Document;
            /// Add to a draft what was written without coverage.
            MergeAssessment = "mergeAssessment": Document;
            /// What a draft said before.
            ListAssessmentVersions = "listAssessmentVersions": ReadRecord;
            /// Complete a draft; it is never changed again.
            CompleteAssessment = "completeAssessment": Document;
        }
    };
}
pub(super) use operations;
