//! A table that finds a word of the vocabulary by its hash; the build script makes them.

/// Where a word stands in a table of so many places, if nothing is in its way.
///
/// FNV-1a: words are short, and nobody gains from words that meet in one place.
pub(crate) fn place(word: &str, places: usize) -> usize {
    let hash =
        word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)) as usize & places.wrapping_sub(1)
}
