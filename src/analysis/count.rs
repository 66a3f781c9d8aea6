//! How many words, sentences and syllables a text has.

/// How much there is to read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(super) words: usize,
    pub(super) sentences: usize,
    pub(super) syllables: usize,
}

impl Count {
    /// Adds a text.
    pub(super) fn add(&mut self, text: &str) {
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            if word.contains(char::is_alphanumeric) {
                self.words += 1;
                self.syllables += syllables(word);
            }
            // A text may hold several sentences.
            self.sentences += usize::from(word.ends_with('.') && words.peek().is_some());
        }
    }
}

/// About how many syllables an English word has: its groups of vowels, but for a silent e.
fn syllables(word: &str) -> usize {
    if word.is_ascii() {
        return groups(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    }
    groups(word.chars().flat_map(char::to_lowercase))
}

fn groups(small: impl Iterator<Item = char>) -> usize {
    let mut groups = 0;
    let mut vowel = false;
    // The last three letters or digits, and how many bytes there are of all.
    let (mut last, mut length) = ([' '; 3], 0);
    for c in small.filter(|c| c.is_alphanumeric()) {
        let before = vowel;
        vowel = is_vowel(c);
        groups += usize::from(vowel && !before);
        last = [last[1], last[2], c];
        length += c.len_utf8();
    }
    let silent = length > 2
        && match last {
            [_, before, 'e'] => before != 'l',
            [before, 'e', 'd'] => !matches!(before, 't' | 'd'),
            _ => false,
        };
    groups.saturating_sub(usize::from(silent && groups > 1)).max(1)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || !c.is_ascii() && "áàâäéèêëíìîïóòôöúùûü".contains(c)
}

/// How many words a text has: what blanks part.
pub(super) fn words_in(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().count();
    }
    let blank = |byte: u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let mut before = true;
    let mut words = 0;
    for byte in text.bytes() {
        words += usize::from(before && !blank(byte));
        before = blank(byte);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::syllables;

    #[test]
    fn syllables_are_groups_of_vowels() {
        for (word, count) in [
            ("we", 1),
            ("share", 1),
            ("table", 2),
            ("information", 4),
            ("used", 1),
            ("collected", 3),
            ("privacy", 3),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }
}
