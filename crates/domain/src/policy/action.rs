//! Every operation of the API, and what it needs. An operation that is not here cannot be served:
//! the doors to the data take an [`Action`].

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

macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $id:literal: $need:ident;)+) => {
        /// One operation of the API, named as its `operationId` (API-7).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($(#[$doc])* $variant,)+ }

        impl Action {
            /// Every operation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The `operationId` in the OpenAPI document.
            pub const fn operation_id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// Whether it may be done before the second factor is enrolled: what enrolling it, and
            /// logging out, take (SEC-6).
            pub const fn is_before_second_factor(self) -> bool {
                matches!(
                    self,
                    Self::EnrolTotp
                        | Self::ConfirmTotp
                        | Self::GetMe
                        | Self::ChangePassword
                        | Self::ListSessions
                        | Self::EndSession
                        | Self::EndBrowserSession
                )
            }

            /// What the operation needs.
            pub const fn need(self) -> Need {
                match self { $(Self::$variant => Need::$need,)+ }
            }
        }
    };
}

actions! {
    // Sign-in and own matters
    /// Log in.
    SignIn = "signIn": Open;
    /// A new access token for a refresh token.
    RefreshSession = "refreshSession": Open;
    /// Log in from a browser: the tokens come in cookies.
    SignInBrowser = "signInBrowser": Open;
    /// New cookies for old.
    RefreshBrowserSession = "refreshBrowserSession": Open;
    /// The providers that one may log in with (SEC-8).
    ListLogInProviders = "listLogInProviders": Open;
    /// Go to a provider to log in.
    BeginLogIn = "beginLogIn": Open;
    /// Come back from it.
    SignInFromProvider = "signInFromProvider": Open;
    /// Log out of a browser.
    EndBrowserSession = "endBrowserSession": Own;
    /// The keys that tokens are verified with.
    GetJwks = "getJwks": Open;
    /// One's own sessions.
    ListSessions = "listSessions": Own;
    /// End a session of one's own.
    EndSession = "endSession": Own;
    /// Set a new password.
    ChangePassword = "changePassword": Own;
    /// A code generator for one's log-in.
    EnrolTotp = "enrolTotp": Own;
    /// The code generator's first code.
    ConfirmTotp = "confirmTotp": Own;
    /// A new password by a one-time link.
    UsePasswordReset = "usePasswordReset": Open;
    /// Who am I: roles, teams, duties today.
    GetMe = "getMe": Own;
    /// A leader's page across her teams (R-MSG-4).
    GetLeaderOverview = "getLeaderOverview": Own;
    /// My day: everything a phone needs for a shift.
    GetMyDay = "getMyDay": Own;
    /// What happened at visits one was ever assigned to (R-WL-6).
    TellVisitEvents = "tellVisitEvents": Own;

    // Organisation
    /// Districts and units.
    ListUnits = "listUnits": Directory;
    /// One unit.
    GetUnit = "getUnit": Directory;
    /// A new unit.
    CreateUnit = "createUnit": Administer;
    /// What a unit is called, and where it starts from.
    UpdateUnit = "updateUnit": Administer;
    /// Who works in the unit.
    ListMembers = "listMembers": WorkInUnit;
    /// Everybody who works here: log-ins and roles, nothing about citizens or health.
    ListEmployees = "listEmployees": Administer;
    /// A new employee with a log-in.
    CreateEmployee = "createEmployee": Administer;
    /// Say whose national number an employee has, so that nobody decides her own case (R-VED-5).
    SetEmployeeNumber = "setEmployeeNumber": Administer;
    /// Say which HPR number an employee has: what a provider's log-in may know her by (SEC-8).
    SetEmployeeHprNumber = "setEmployeeHprNumber": Administer;
    /// Say which education an employee has (R-TEAM-4).
    SetEmployeeProfession = "setEmployeeProfession": Administer;
    /// A one-time link for an employee's new password, told to her leaders (SEC-2).
    ResetPassword = "resetPassword": Administer;
    /// Close the log-in of one who has left.
    CloseAccount = "closeAccount": Administer;
    /// Open it again.
    ReopenAccount = "reopenAccount": Administer;
    /// Propose a membership.
    CreateMembership = "createMembership": Administer;
    /// The leader confirms a membership; before that it opens no records (SEC-2).
    ConfirmMembership = "confirmMembership": LeadUnit;
    /// End a membership, or make it shorter.
    EndMembership = "endMembership": ManageUnit;

    /// What an employee may do, and until when.
    ListCompetences = "listCompetences": Directory;
    /// Register a certificate; nobody for herself.
    GrantCompetence = "grantCompetence": LeadUnit;
    /// End a certificate.
    EndCompetence = "endCompetence": LeadUnit;
    /// What the visits need against what members on duty have (R-TEAM-7).
    GetCompetenceGaps = "getCompetenceGaps": WorkInUnit;
    /// Minutes needed against minutes on shift (R-TEAM-11).
    GetCapacity = "getCapacity": WorkInUnit;
    /// What falls if one is away (R-TEAM-10).
    GetFragility = "getFragility": WorkInUnit;
    /// Whether the team is of a good size (R-TEAM-2).
    GetTeamSignals = "getTeamSignals": WorkInUnit;
    /// One's own private calendars.
    ListCalendars = "listCalendars": Own;
    /// A new private calendar.
    CreateCalendar = "createCalendar": Own;
    /// End a private calendar.
    EndCalendar = "endCalendar": Own;
    /// Shifts as a calendar: the address itself is the key.
    GetCalendar = "getCalendar": Open;

    // Citizens
    /// Search in what one may see.
    SearchCitizens = "searchCitizens": Directory;
    /// Register a citizen in a unit.
    CreateCitizen = "createCitizen": WorkInUnit;
    /// One citizen.
    GetCitizen = "getCitizen": ReadRecord;
    /// Correct a citizen's identity or address.
    UpdateCitizen = "updateCitizen": WriteRecord;
    /// The national number unmasked; the asking is logged (R-CIT-1).
    GetNationalNumber = "getNationalNumber": ReadRecord;
    /// The number of a citizen who had none, or another one (R-CIT-1).
    SetNationalNumber = "setNationalNumber": WriteRecord;
    /// Who has read the record.
    GetAccessLog = "getAccessLog": ReadAccessLog;

    // Emergency access
    /// Open a record that one has no relation to (SEC-3).
    UseEmergencyAccess = "useEmergencyAccess": UseEmergency;
    /// One's own emergency accesses.
    ListMyEmergencyAccess = "listMyEmergencyAccess": Own;
    /// How emergency access was used on a unit's records.
    ListEmergencyAccess = "listEmergencyAccess": LeadUnit;
    /// What a leader found.
    ReviewEmergencyAccess = "reviewEmergencyAccess": LeadUnit;
    /// A leader allows one more today.
    AllowEmergencyAccess = "allowEmergencyAccess": LeadUnit;

    // Work
    /// Shifts of a unit.
    ListShifts = "listShifts": WorkInUnit;
    /// Enter a shift.
    CreateShift = "createShift": PutDayInForce;
    /// Take a shift away.
    DeleteShift = "deleteShift": PutDayInForce;
    /// Change a shift.
    UpdateShift = "updateShift": PutDayInForce;
    /// Take an open shift.
    ClaimShift = "claimShift": WorkInUnit;
    /// Copy a rota onward.
    CopyRota = "copyRota": PutDayInForce;
    /// Take in shifts from a file.
    ImportShifts = "importShifts": PutDayInForce;
    /// Swaps of shifts.
    ListShiftSwaps = "listShiftSwaps": WorkInUnit;
    /// Offer a swap of shifts.
    OfferShiftSwap = "offerShiftSwap": WorkInUnit;
    /// Take an offer of a shift.
    AcceptShiftSwap = "acceptShiftSwap": WorkInUnit;
    /// Say no to an offer of a shift, or take it back.
    DeclineShiftSwap = "declineShiftSwap": WorkInUnit;
    /// Agreements on working time.
    ListAgreements = "listWorkingTimeAgreements": WorkInUnit;
    /// Register an agreement.
    CreateAgreement = "createWorkingTimeAgreement": LeadUnit;
    /// End an agreement.
    EndAgreement = "endWorkingTimeAgreement": LeadUnit;
    /// Absences of a unit's members.
    ListAbsences = "listAbsences": WorkInUnit;
    /// Enter an absence.
    CreateAbsence = "createAbsence": PutDayInForce;
    /// Change an absence.
    UpdateAbsence = "updateAbsence": PutDayInForce;
    /// Take an absence back.
    DeleteAbsence = "deleteAbsence": PutDayInForce;
    /// The three ways on when somebody is away (R-SHF-3).
    GetAbsenceWays = "getAbsenceWays": WorkInUnit;
    /// Choose one of them.
    ChooseAbsenceWay = "chooseAbsenceWay": PutDayInForce;
    /// Requests for substitutes.
    ListSubstituteRequests = "listSubstituteRequests": WorkOrStaff;
    /// Ask for a substitute.
    CreateSubstituteRequest = "createSubstituteRequest": WorkInUnit;
    /// Take a request back.
    WithdrawSubstituteRequest = "withdrawSubstituteRequest": WorkInUnit;
    /// Answer a request, for the staffing office.
    AnswerSubstituteRequest = "answerSubstituteRequest": Staff;
    /// Who could come for a request, for the staffing office.
    ListSubstituteCandidates = "listSubstituteCandidates": Staff;
    /// Book who is offered; the charter says whether others than the leader may.
    BookSubstitute = "bookSubstitute": WorkInUnit;
    /// Who holds which duty when (R-TEAM-5).
    ListDutyHolders = "listDutyHolders": WorkInUnit;
    /// Take a day of a duty over.
    TakeDuty = "takeDuty": WorkInUnit;
    /// How the unit's duties go round.
    GetDuties = "getDuties": WorkInUnit;
    /// Agree how they go round.
    UpdateDuties = "updateDuties": LeadUnit;
    /// The pools of a team, and what was agreed when (R-TEAM-8).
    ListPools = "listPools": WorkInUnit;
    /// Propose a pool to other teams.
    ProposePool = "proposePool": LeadUnit;
    /// Agree to a pool, for one's team.
    AcceptPool = "acceptPool": LeadUnit;
    /// Say no to one, or take the proposal back.
    DeclinePool = "declinePool": LeadUnit;
    /// Say when a pool ends.
    EndPool = "endPool": LeadUnit;
    /// A day plan.
    GetDay = "getDay": WorkInUnit;
    /// A visit made by hand.
    AddVisit = "addVisit": WorkInUnit;
    /// What the next shift must know.
    GetHandOver = "getHandOver": WorkInUnit;
    /// Put something else than a visit on a list (R-WL-1).
    AddWork = "addWork": WorkInUnit;
    /// Take it off again.
    RemoveWork = "removeWork": WorkInUnit;
    /// How many come to each citizen, and who (R-WL-7).
    GetContinuity = "getContinuity": WorkInUnit;
    /// How four weeks are spread (R-WL-8).
    GetLoad = "getLoad": WorkInUnit;
    /// Put a day plan in force.
    PublishDay = "publishDay": PutDayInForce;
    /// Close a day.
    CloseDay = "closeDay": PutDayInForce;
    /// Ask for a proposal.
    CreateProposal = "createProposal": WorkInUnit;
    /// A proposal.
    GetProposal = "getProposal": WorkInUnit;
    /// Take a proposal.
    AcceptProposal = "acceptProposal": WorkInUnit;
    /// Cancel a proposal that is being made.
    CancelProposal = "cancelProposal": WorkInUnit;
    /// Bring a proposal up to the day.
    RebaseProposal = "rebaseProposal": WorkInUnit;
    /// Try a day with one thing changed.
    TryWhatIf = "tryWhatIf": WorkInUnit;
    /// Claim a visit.
    ClaimVisit = "claimVisit": WriteRecord;
    /// Give a visit back.
    ReleaseVisit = "releaseVisit": WriteRecord;
    /// Pin a visit.
    PinVisit = "pinVisit": WriteRecord;
    /// Give a visit to somebody.
    AssignVisit = "assignVisit": WriteRecord;
    /// Offer a swap.
    OfferSwap = "offerSwap": WriteRecord;
    /// Answer a swap with yes.
    AcceptSwap = "acceptSwap": WriteRecord;
    /// Answer a swap with no, or take the offer back.
    DeclineSwap = "declineSwap": WriteRecord;
    // Knowing a citizen
    /// Who works with the unit's citizens, how they are, and what is due (R-CIT-6).
    GetCaseload = "getCaseload": WorkInUnit;
    /// Kin, guardian, neighbours.
    ListContacts = "listContacts": ReadRecord;
    /// A new contact.
    CreateContact = "createContact": Document;
    /// What is said about a contact.
    UpdateContact = "updateContact": WriteRecord;
    /// Remove a contact.
    RemoveContact = "removeContact": WriteRecord;
    /// Whom the citizen does not want visits from.
    ListDeclinedEmployees = "listDeclinedEmployees": ReadRecord;
    /// The citizen does not want visits from somebody.
    DeclineEmployee = "declineEmployee": WriteRecord;
    /// The citizen has changed her mind.
    AcceptEmployee = "acceptEmployee": WriteRecord;
    /// Who in the team knows the citizen.
    GetCareTeam = "getCareTeam": ReadRecord;
    /// Say who in the team knows the citizen.
    SetCareTeam = "setCareTeam": WriteRecord;
    /// Where the citizen is and was.
    ListWhereabouts = "listWhereabouts": ReadRecord;
    /// Record where the citizen is.
    CreateWhereabouts = "createWhereabouts": Document;
    /// Take an entry of the timeline back.
    WithdrawWhereabouts = "withdrawWhereabouts": WriteRecord;
    /// Notes on contact with kin.
    ListContactNotes = "listContactNotes": ReadRecord;
    /// Note a contact with kin.
    CreateContactNote = "createContactNote": Document;
    /// From what was said to what came of it.
    GetThread = "getThread": ReadRecord;
    /// All that happened.
    GetTimeline = "getTimeline": ReadRecord;
    /// A citizen's transfers (R-CIT-7).
    ListTransfers = "listTransfers": ReadRecord;
    /// Propose a transfer.
    ProposeTransfer = "proposeTransfer": WriteRecord;
    /// Transfers to and from a unit.
    ListUnitTransfers = "listUnitTransfers": WorkInUnit;
    /// Accept a transfer, for the receiving unit.
    AcceptTransfer = "acceptTransfer": WorkInUnit;
    /// Say no to one.
    DeclineTransfer = "declineTransfer": WorkInUnit;
    /// Take one back, for the giving unit.
    WithdrawTransfer = "withdrawTransfer": WorkInUnit;
    /// Hand a point over, for both.
    HandOverPoint = "handOverPoint": WorkInUnit;
    /// Goals to evaluate in a unit (R-PLAN-5).
    ListDueEvaluations = "listDueEvaluations": WorkInUnit;
    /// A citizen's reablement courses (R-PLAN-7).
    ListReablementCourses = "listReablementCourses": ReadRecord;
    /// Begin one.
    CreateReablementCourse = "createReablementCourse": WriteRecord;
    /// Change one.
    UpdateReablementCourse = "updateReablementCourse": WriteRecord;
    /// The unit's table of courses.
    GetReablementTable = "getReablementTable": WorkInUnit;
    /// Figures of a unit.
    GetFigures = "getFigures": WorkInUnit;

    // «Hva er viktig for deg?»
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

    // Tiltaksplan
    /// Goals and tiltak of a citizen.
    GetTiltaksplan = "getTiltaksplan": ReadRecord;
    /// What the plan lacks for lawful documentation (R-PLAN-6).
    CheckTiltaksplan = "checkTiltaksplan": ReadRecord;
    /// Who changed what when, and the plan of an earlier day.
    GetPlanHistory = "getPlanHistory": ReadRecord;
    /// Planned minutes against the vedtak's frame (R-PLAN-3).
    GetFrame = "getFrame": ReadRecord;
    /// Set a goal.
    CreateGoal = "createGoal": WriteRecord;
    /// Change a goal.
    UpdateGoal = "updateGoal": WriteRecord;
    /// Say how a goal went.
    EvaluateGoal = "evaluateGoal": WriteRecord;
    /// Add a tiltak.
    CreateTiltak = "createTiltak": WriteRecord;
    /// Change a tiltak.
    UpdateTiltak = "updateTiltak": WriteRecord;
    /// End a tiltak; its history stays.
    EndTiltak = "endTiltak": WriteRecord;
    /// Copy goals and tiltak from the team's library into a plan.
    CopyIntoPlan = "copyIntoPlan": WriteRecord;
    /// A team's own plan library.
    ListPlanLibrary = "listPlanLibrary": WorkInUnit;
    /// A new entry of it.
    CreateLibraryEntry = "createLibraryEntry": WorkInUnit;
    /// Change an entry.
    UpdateLibraryEntry = "updateLibraryEntry": WorkInUnit;
    /// Take an entry out of it.
    RemoveLibraryEntry = "removeLibraryEntry": WorkInUnit;
    // Consultation
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
    // Delegations
    /// The register of delegations: who may sign what is no secret.
    ListDelegations = "listDelegations": Directory;
    /// Register a link.
    CreateDelegation = "createDelegation": Administer;
    /// The second person approves a root link (R-VED-2).
    ApproveDelegation = "approveDelegation": Administer;
    /// End a link.
    EndDelegation = "endDelegation": Administer;
    /// What one has declared about oneself (R-VED-5).
    ListRelations = "listRelations": Own;
    /// Declare a relation of one's own (R-VED-5).
    DeclareRelation = "declareRelation": Own;
    /// Declare that a relation of one's own is over.
    EndRelation = "endRelation": Own;
    /// Quotas and their use: who may sign what is no secret.
    ListQuotas = "listQuotas": Directory;
    /// Register a quota.
    CreateQuota = "createQuota": Administer;
    /// Give a quota another number of places from a day on (R-VED-2).
    ChangeQuota = "changeQuota": Administer;
    /// Deadlines, services, act and letter texts of a day: no secret.
    GetDecisionSettings = "getDecisionSettings": Directory;

    // Charter
    /// How the team has agreed to work.
    GetCharter = "getCharter": WorkInUnit;
    /// What was agreed when.
    GetCharterHistory = "getCharterHistory": WorkInUnit;
    /// Agree anew (R-TEAM-6).
    UpdateCharter = "updateCharter": LeadUnit;

    // Applications
    /// Applications in what one may see.
    ListApplications = "listApplications": Directory;
    /// Register an application.
    CreateApplication = "createApplication": WriteRecord;
    /// One application.
    GetApplication = "getApplication": ReadRecord;
    /// Send it where the charter says (R-TEAM-6).
    RouteApplication = "routeApplication": PrepareVedtak;
    /// Say why the answer takes time (R-VED-10).
    AnswerApplication = "answerApplication": PrepareVedtak;
    /// The one who applied takes it back.
    WithdrawApplication = "withdrawApplication": PrepareVedtak;
    /// What a citizen gets before the vedtak.
    ListProvisional = "listProvisionalServices": ReadRecord;
    /// Begin a service before its vedtak (R-CIT-5).
    StartProvisional = "startProvisionalService": WriteRecord;
    /// Extend it with a reason.
    ExtendProvisional = "extendProvisionalService": WriteRecord;
    /// Stop it.
    StopProvisional = "stopProvisionalService": WriteRecord;
    /// Who gives a citizen each service.
    ListProviderChoices = "listProviderChoices": ReadRecord;
    /// The citizen chooses who gives a service (R-CIT-5).
    ChooseProvider = "chooseProvider": WriteRecord;

    // Vedtak
    /// The queue: vedtak in what one may see.
    ListVedtak = "listVedtak": Directory;
    /// A citizen's vedtak.
    ListVedtakOfCitizen = "listVedtakOfCitizen": ReadRecord;
    /// Begin a draft.
    CreateVedtak = "createVedtak": PrepareVedtak;
    /// One vedtak.
    GetVedtak = "getVedtak": ReadRecord;
    /// Change a draft.
    UpdateVedtak = "updateVedtak": PrepareVedtak;
    /// Give a statement on a draft.
    StateOnVedtak = "stateOnVedtak": PrepareVedtak;
    /// Send a draft to signature.
    SubmitVedtak = "submitVedtak": PrepareVedtak;
    /// Give a draft up.
    WithdrawVedtak = "withdrawVedtak": PrepareVedtak;
    /// Send a submitted vedtak back.
    ReturnVedtak = "returnVedtak": SignVedtak;
    /// Who may sign, or all reasons why one may not (R-VED-4).
    GetSigningOptions = "getSigningOptions": ReadRecord;
    /// Sign.
    SignVedtak = "signVedtak": SignVedtak;
    /// Send a vedtak to a unit that may sign it (R-VED-4).
    MoveVedtak = "moveVedtak": HandleVedtak;
    /// End a vedtak before its last day.
    EndVedtak = "endVedtak": SignVedtak;
    /// The letter, as it was made at the signature (R-VED-8).
    GetVedtakLetter = "getVedtakLetter": ReadRecord;
    /// The letter as it will look, before the signature.
    PreviewVedtakLetter = "previewVedtakLetter": ReadRecord;
    /// Register that the citizen was told (R-VED-9).
    NotifyOfVedtak = "notifyOfVedtak": PrepareVedtak;
    /// When and how the citizen was told.
    ListVedtakNotices = "listVedtakNotices": ReadRecord;
    /// Appeals on a vedtak.
    ListAppeals = "listAppeals": ReadRecord;
    /// Register an appeal, in time or late.
    RegisterAppeal = "registerAppeal": PrepareVedtak;
    /// Reassess, reverse, forward, write down the result.
    TakeAppealStep = "takeAppealStep": PrepareVedtak;
    /// How frame vedtak fare beside detailed ones (R-VED-7).
    GetVedtakForms = "getVedtakForms": WorkInUnit;

    // Tasks
    /// What somebody must do in a unit.
    ListTasks = "listTasks": WorkInUnit;
    /// A task by hand.
    CreateTask = "createTask": WorkInUnit;
    /// A task is done.
    CompleteTask = "completeTask": WorkInUnit;

    /// Take in a caseload from a file.
    ImportCaseload = "importCaseload": LeadUnit;
    /// A unit's imports.
    ListImports = "listImports": LeadUnit;
    /// How far an import has come.
    GetImport = "getImport": LeadUnit;
    /// A unit's citizens as a file, with numbers in clear; logged as an export (SEC-9).
    ExportCaseload = "exportCaseload": LeadUnit;
    /// A unit's plans as a file, likewise.
    ExportPlans = "exportPlans": LeadUnit;

    // Feed
    /// What has changed in a unit (API-6).
    ListChanges = "listChanges": WorkInUnit;
    /// Listen to what changes in a unit (API-6).
    StreamChanges = "streamChanges": WorkInUnit;
}
