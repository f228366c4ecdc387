//! Invented people's names: given and family names that are common, put together at random.

/// Women's given names, as born 1925–1960.
#[rustfmt::skip]
pub(super) const WOMEN: &[&str] = &[
    "Gerd", "Solveig", "Ragnhild", "Turid", "Aud", "Randi", "Torill", "Oddny", "Synnøve", "Gudrun",
    "Borghild", "Wenche", "Kjellaug", "Magnhild", "Åse", "Ellen", "Lillemor", "Jorunn", "Eldbjørg",
    "Signe", "Målfrid", "Bjørg", "Else", "Marit", "Inger", "Tordis", "Unni", "Rigmor", "Gunvor", "Liv",
];
/// Men's given names.
#[rustfmt::skip]
pub(super) const MEN: &[&str] = &[
    "Odd", "Kåre", "Arne", "Svein", "Harald", "Einar", "Trygve", "Rolf", "Øystein", "Birger",
    "Asbjørn", "Sverre", "Torleif", "Halvor", "Magne", "Ivar", "Gunnar", "Leif", "Egil", "Finn",
    "Sigurd", "Oddvar", "Reidar", "Kolbjørn", "Tormod", "Steinar", "Thorbjørn", "Jan", "Willy", "Roar",
];
/// Family names.
#[rustfmt::skip]
pub(super) const FAMILIES: &[&str] = &[
    "Brekke", "Haugland", "Nygård", "Sørlie", "Fossum", "Tveit", "Moen", "Lunde", "Ødegård", "Rønning",
    "Aasen", "Skogheim", "Myhre", "Vik", "Engeset", "Nordli", "Strømme", "Hagelund", "Bakkerud",
    "Kvalheim", "Ytterdal", "Sandnes", "Haukeli", "Løvås", "Fjeldstad", "Tangvald", "Elvestrand",
    "Gundersen", "Pettersen", "Halvorsen", "Isaksen", "Thoresen", "Myrvold", "Ekeberg", "Solbakken",
];

/// Somebody whose first language is another: given and family name, woman, BCP 47, interpreter.
pub(super) type Other = (&'static str, &'static str, bool, &'static str, bool);

/// Sami, Polish, Somali and Pakistani-Norwegian names.
#[rustfmt::skip]
pub(super) const OTHERS: &[Other] = &[
    ("Maryan", "Abukar", true, "so", true), ("Johan Mathis", "Bongo", false, "se", false),
    ("Nasreen", "Chaudhry", true, "ur", true), ("Tadeusz", "Kowalczyk", false, "pl", false),
    ("Inga", "Gaup", true, "se", false), ("Mohamed", "Farah", false, "so", true),
    ("Zofia", "Wisniewska", true, "pl", true), ("Mohammad", "Iqbal", false, "ur", false),
    ("Máret", "Sara", true, "se", true), ("Razia", "Butt", true, "ur", true),
    ("Stanislaw", "Wrona", false, "pl", false), ("Khadija", "Yusuf", true, "so", true),
    ("Anders", "Oskal", false, "se", false), ("Tariq", "Malik", false, "ur", false),
    ("Halina", "Zajac", true, "pl", false), ("Abdirahman", "Hirsi", false, "so", true),
];
