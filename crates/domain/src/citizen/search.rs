//! Finding and ordering names the Norwegian way.
//!
//! Who types without æ, ø and å finds them all the same; who does type them means just those.
//! Names such as «Aas» and «Ås» are one spelling of one sound, and sort last.

/// A text as it is compared in searches: lower case, accents off, `å` and `aa` as `a`, `ø` as `o`,
/// `æ` as `ae`, words parted by one space.
///
/// Meant for an indexed column: a query's fold is looked for at the start of a word.
pub fn fold(text: &str) -> String {
    spell(text)
        .chars()
        .map(|c| match c {
            'å' => "a".to_owned(),
            'ø' => "o".to_owned(),
            'æ' => "ae".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

/// A text so that comparing bytes orders it as a Norwegian list: a–z, then æ, ø, å (also `aa`).
pub fn sort_key(text: &str) -> String {
    spell(text)
        .chars()
        .map(|c| match c {
            'æ' => '{',
            'ø' => '|',
            'å' => '}',
            other => other,
        })
        .collect()
}

/// Whether every word of `query` begins a word of `name`.
pub fn matches(query: &str, name: &str) -> bool {
    query.split_whitespace().all(|word| {
        let begins = |key: fn(&str) -> String| {
            let word = key(word);
            key(name).split(' ').any(|part| part.starts_with(&word))
        };
        let typed_norwegian = spell_letters(word).any(|c| matches!(c, 'æ' | 'ø' | 'å'));
        // «Soerensen» is Sørensen on a foreign keyboard, but «Noel» is Noel.
        let foreign = word.to_lowercase().replace("oe", "ø").replace("ae", "æ");
        let as_meant = spell(&foreign);
        let meant = spell(name)
            .split(' ')
            .any(|part| part.starts_with(&as_meant));
        meant || begins(if typed_norwegian { spell } else { fold })
    })
}

/// Lower case with Norwegian letters kept and everything else reduced to a–z, digits and spaces.
fn spell(text: &str) -> String {
    let letters: String = spell_letters(text).collect();
    let joined = letters.replace("aa", "å");
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn spell_letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).filter_map(|c| {
        Some(match c {
            'ä' => 'æ',
            'ö' => 'ø',
            'á' | 'à' | 'â' | 'ã' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'õ' => 'o',
            'ú' | 'ù' | 'û' => 'u',
            'ü' | 'ý' | 'ÿ' => 'y',
            'ç' | 'č' => 'c',
            'ñ' | 'ŋ' => 'n',
            'š' => 's',
            'ž' => 'z',
            'đ' | 'ð' => 'd',
            'ŧ' => 't',
            // An apostrophe, or a combining accent left by a decomposed letter, is no gap.
            '\'' | '’' | '\u{300}'..='\u{36f}' => return None,
            other if other.is_alphanumeric() => other,
            _ => ' ',
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn finds_åstrid_bøe_however_she_is_typed() {
        let name = "Åstrid Bøe";
        for query in [
            "astrid",
            "aastrid",
            "Åstrid",
            "boe",
            "bøe",
            "bo",
            "BØE åst",
            "boe astrid",
        ] {
            assert!(matches(query, name), "{query}");
        }
        assert_eq!(fold(name), "astrid boe");
    }

    #[test]
    fn who_types_a_norwegian_letter_means_it() {
        assert!(!matches("bø", "Bo Hansen"));
        assert!(matches("bo", "Bø Hansen"));
        assert!(!matches("ås", "Astrid"));
    }

    #[test]
    fn foreign_spellings_find_norwegian_names_and_stay_themselves() {
        assert!(matches("Soerensen", "Kari Sørensen"));
        assert!(matches("noel", "Noel Berg"));
        assert!(matches("jaeger", "Jæger"));
        assert!(matches("jäger", "Jæger"));
        assert!(matches("andre", "André"));
    }

    #[test]
    fn a_query_finds_the_beginning_of_a_word_and_every_word_counts() {
        assert!(!matches("strid", "Astrid"));
        assert!(!matches("astrid berg", "Astrid Bøe"));
        assert!(matches("lise", "Anne-Lise"));
    }

    #[test]
    fn æ_ø_å_come_last_and_aa_is_å() {
        let mut names = ["Åse", "Aase B", "Zakarias", "Øyvind", "Ære", "Aud"];
        names.sort_by_key(|n| sort_key(n));
        assert_eq!(names, ["Aud", "Zakarias", "Ære", "Øyvind", "Åse", "Aase B"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn every_name_finds_itself(name in "[A-ZÆØÅa-zæøåéü]{1,8}( [A-ZÆØÅa-zæøå]{1,8})?") {
            prop_assert!(matches(&name, &name));
        }
    }
}
