//! What matters to people, in their own words, and the goals that follow.

/// A statement of what matters and the goal that points at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// In the citizen's words.
    pub(super) says: &'static str,
    /// What is to be reached.
    pub(super) goal: &'static str,
    /// First languages of those who may have said it; empty: anybody.
    pub(super) languages: &'static [&'static str],
}

impl Wish {
    /// Whether somebody of this first language may have said it.
    pub(super) fn suits(&self, language: &str) -> bool {
        self.languages.is_empty() || self.languages.contains(&language)
    }
}

const fn wish(says: &'static str, goal: &'static str) -> Wish {
    Wish {
        says,
        goal,
        languages: &[],
    }
}

const fn of(languages: &'static [&'static str], wish: Wish) -> Wish {
    Wish { languages, ..wish }
}

#[rustfmt::skip]
pub(super) const WISHES: &[Wish] = &[
    wish("Å kunne sitte på balkongen med kaffen når sola kommer over blokka.", "Går selv fra senga til balkongen hver formiddag."),
    wish("At jeg får høre på morgengudstjenesten i radioen i fred før dere kommer.", "Er stelt og har spist til radioen begynner klokka elleve på søndager."),
    wish("Jeg vil ned til Østensjøvannet og mate endene med oldebarnet mitt.", "Går med rullator til bussholdeplassen og tilbake uten å hvile mer enn én gang."),
    wish("Å få lage min egen mat. Lapskaus skal ikke komme fra en plastboks.", "Lager varm middag selv to dager i uka."),
    wish("At det er de samme som kommer. Jeg orker ikke forklare hvor kaffen står hver gang.", "Møter høyst fem ulike fra teamet i løpet av to uker."),
    wish("Jeg har gått i marka hele livet. Nå vil jeg i det minste lukte den.", "Er ute i frisk luft tre ganger i uka."),
    wish("Å dusje alene, det er det siste jeg gir fra meg.", "Dusjer på egen hånd med én som er i nærheten."),
    wish("At kona mi får sove om natta og slipper å passe på meg.", "Er i seng og trygg til klokka ti, uten hjelp fra ektefellen."),
    wish("Å være med på bingo på eldresenteret på torsdager, der sitter hele gjengen.", "Er klar og hentet til eldresenteret hver torsdag klokka elleve."),
    wish("Jeg vil strikke ferdig kofta til barnebarnet før konfirmasjonen.", "Sitter godt nok og har så lite vondt at hun strikker en time om dagen."),
    wish("Å slippe å ramle igjen. Jeg lå på badegulvet i fire timer.", "Ingen fall på tre måneder."),
    wish("At noen ser om såret blir bedre, og sier det som det er.", "Såret på leggen er grodd."),
    wish("Jeg vil holde orden på pillene mine selv, men jeg trenger at noen ser over.", "Tar medisinene fra dosetten til rett tid, seks av sju dager."),
    wish("Katten må få mat før meg. Uten Pus er det ikke noe hjem.", "Gir katten mat selv hver morgen."),
    wish("Å kunne ta imot søsknene mine hjemme på søndager.", "Orker besøk i to timer hver søndag."),
    wish("At jeg får snakke om gamle dager. Jeg var typograf i Arbeiderbladet i førti år.", "Har en samtale om det hun husker, hver dag."),
    wish("Å komme i kirken til jul.", "Sitter oppe i rullestol i to timer uten smerter."),
    wish("Jeg vil ikke på sykehjem. Her har jeg bodd siden blokka var ny.", "Bor hjemme og føler seg trygg, minst 7 av 10."),
    wish("Å spise frokost sammen med noen, det smaker ikke alene.", "Spiser hele frokosten fem dager i uka."),
    wish("At dere banker på og venter på at jeg svarer. Det er min dør.", "Sier at hun blir møtt med respekt, minst 8 av 10."),
    wish("Jeg savner å synge i koret. Jeg husker alle tekstene.", "Er med på korøvelsen annenhver tirsdag."),
    wish("Å klare trappa ned til postkassen selv.", "Går trappa opp og ned én gang om dagen."),
    wish("At sukkeret er så jevnt at jeg tør å være ute.", "Blodsukkeret ligger mellom 6 og 12 før frokost, seks av sju dager."),
    wish("Å få på sokker og sko selv, så jeg kan gå når jeg vil.", "Tar på sokker og sko selv med strømpepåtrekker."),
    wish("Jeg vil forstå hva som står i brevene fra kommunen.", "Får brev lest og forklart innen to dager."),
    wish("Å holde hagen på kolonihagen i år også. Rosene etter mor står der.", "Er i kolonihagen en dag i uka fra mai."),
    wish("At jeg får ringe datteren min i Tromsø på bilde og ikke bare høre henne.", "Ringer med bilde selv, uten hjelp."),
    wish("Å være ren og pen når folk kommer. Det har jeg alltid vært.", "Er stelt og påkledd før klokka ti hver dag."),
    wish("Jeg vil gå til kiosken og kjøpe Lotto selv på lørdager.", "Går til senteret og tilbake, 600 meter, hver lørdag."),
    wish("Å slippe å tenke på natta hele dagen.", "Sover seks timer sammenhengende, fem netter i uka."),
    of(&["so", "ur"], wish("At maten er halal, og at ingen tar på seg sko inne hos meg.", "Får mat som følger troen, hver dag.")),
    of(&["se"], wish("Å joike for meg selv uten at noen spør om jeg har vondt.", "Har ro og språk rundt seg: én samtale på samisk i uka.")),
    of(&["pl"], wish("Jeg vil snakke polsk med noen iblant. Jeg glemmer de norske ordene.", "Har en samtale på morsmålet hver uke.")),
    of(&["so", "ur"], wish("Å be til rett tid. Resten kan vente.", "Besøkene kommer utenom bønnetidene.")),
    wish("At smertene ikke bestemmer over dagen.", "Smerter på 3 eller mindre når dagen er på det verste."),
    wish("Å få være hjemme til det er slutt, med utsikten og hunden.", "Er hjemme, med lindring på det nivået hun selv ønsker."),
    wish("Jeg vil sykle igjen, om det så er på stedet hvil.", "Sykler ti minutter på ergometersykkel fire dager i uka."),
    wish("Å se kampene til Vålerenga med sønnen min.", "Sitter oppe en hel kamp hver annen søndag."),
    wish("At jeg kan bake til 17. mai som før.", "Står ved kjøkkenbenken i tjue minutter."),
    wish("Å finne ordene igjen etter slaget. Folk tror jeg er dum.", "Sier hva hun vil ha, så den som kommer forstår det."),
    wish("Jeg vil på verkstedet i kjelleren og skru litt på radioene mine.", "Kommer seg ned i kjelleren med én som følger, to ganger i uka."),
    wish("Å ha tid til å kle på meg selv, selv om det tar en halvtime.", "Kler på seg selv på overkroppen hver morgen."),
    wish("At det lukter grønnsåpe på fredager.", "Har rent hus annenhver uke og tørker støv selv."),
    wish("Å spille sjakk med naboen i tredje igjen.", "Spiller ett parti i uka."),
];

/// What a good day is like, what is hard, who is near: beside what matters.
pub(super) const GOOD_DAYS: &[&str] = &[
    "En god dag er når jeg våkner før vekkerklokka og ikke har vondt.",
    "Når barnebarnet stikker innom etter skolen og spiser meg ut av huset.",
    "Kaffe, kryssord og vinduet åpent.",
    "Når jeg får gjort én ting ferdig.",
    "En dag uten avtaler. Da er jeg sjef.",
    "Når noen ler sammen med meg.",
];
pub(super) const HARD: &[&str] = &[
    "Det er trappa. Og så er det at jeg ikke tør.",
    "Kveldene er lange når det blir mørkt klokka fire.",
    "Jeg blir så trett av å vente på at det skal ringe på.",
    "Hendene gjør ikke som jeg sier lenger.",
    "At jeg glemmer, og vet at jeg glemmer.",
    "Å spørre om hjelp. Det har jeg aldri vært god på.",
];
pub(super) const NETWORK: &[&str] = &[
    "Naboen under tar inn avisa og hører om jeg går.",
    "Datteren kommer på onsdager, sønnen ringer når han husker det.",
    "De fleste er borte. Men jeg har menigheten.",
    "Søsteren min og jeg snakkes hver kveld klokka åtte.",
    "Jeg kjenner alle på senteret. De kjenner meg på stokken.",
];

/// How to get in.
pub(super) const DIRECTIONS: &[&str] = &[
    "Heis til 3. etasje, ring på to ganger og vent.",
    "Inngang fra baksiden. Rekkverk på venstre side.",
    "Liten hund i gangen. Hun bjeffer, men er snill.",
    "Dørtelefonen: ring og vent, det tar tid å komme seg opp av stolen.",
    "2. etasje til høyre, ingen heis.",
    "Parkering på gjesteplass 4, kortet ligger i frontruta.",
    "Navnet på døra er svigersønnens.",
    "Hører dårlig: ring på og gå inn, si navnet ditt høyt.",
    "Ta av skoene. Innesko til deg står til venstre.",
];
