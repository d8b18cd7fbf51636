//! The store of statements: every distinct run of folded words once, and the statements that have it.

use super::words::Vocabulary;

/// Every distinct run of words ("wording"), each once.
#[derive(Clone, Debug)]
pub(crate) struct Wordings {
    tokens: Vec<u32>,
    /// Where each wording begins; one more at the end.
    starts: Vec<u32>,
    /// A key of the words that is the same on every machine.
    keys: Vec<u64>,
    /// How many statements have it.
    live: Vec<u32>,
    /// Open addressing: a wording's number plus one, or 0.
    slots: Vec<u32>,
}

impl Wordings {
    pub(crate) fn new() -> Self {
        Self { tokens: Vec::new(), starts: vec![0], keys: Vec::new(), live: Vec::new(), slots: vec![0; 1 << 10] }
    }

    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    pub(crate) fn words(&self, wording: u32) -> &[u32] {
        let i = wording as usize;
        match (self.starts.get(i), self.starts.get(i + 1)) {
            (Some(s), Some(e)) => &self.tokens[*s as usize..*e as usize],
            _ => &[],
        }
    }

    pub(crate) fn key(&self, wording: u32) -> u64 {
        self.keys[wording as usize]
    }

    pub(crate) fn live(&self, wording: u32) -> u32 {
        self.live[wording as usize]
    }

    /// The wording's number, new or known, by its words and their key; counts one more statement. None where the store is full.
    pub(crate) fn add(&mut self, words: &[u32], key: u64) -> Option<u32> {
        if self.len() * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let slot = match self.find(key, words) {
            Ok(wording) => {
                self.live[wording as usize] += 1;
                return Some(wording);
            }
            Err(slot) => slot,
        };
        let end = u32::try_from(self.tokens.len() + words.len()).ok()?;
        let wording = u32::try_from(self.len()).ok().filter(|w| *w < u32::MAX - 1)?;
        self.tokens.extend_from_slice(words);
        self.starts.push(end);
        self.keys.push(key);
        self.live.push(1);
        self.slots[slot] = wording + 1;
        Some(wording)
    }

    pub(crate) fn release(&mut self, wording: u32) {
        if let Some(live) = self.live.get_mut(wording as usize) {
            *live = live.saturating_sub(1);
        }
    }

    /// The words of all wordings, and where each begins.
    pub(crate) fn parts(&self) -> (&[u32], &[u32]) {
        (&self.tokens, &self.starts)
    }

    /// Puts back what `parts` gave; no statement has any wording yet.
    pub(crate) fn restore(&mut self, tokens: Vec<u32>, starts: Vec<u32>, vocabulary: &Vocabulary) {
        self.tokens = tokens;
        self.starts = starts;
        let n = self.starts.len().saturating_sub(1);
        self.keys = (0..n as u32).map(|w| key_of(self.words(w), vocabulary)).collect();
        self.live = vec![0; n];
        self.slots = vec![0; (n.next_power_of_two() * 2).max(1 << 10) / 2];
        self.grow();
    }

    /// Counts one more statement that has the wording.
    pub(crate) fn hold(&mut self, wording: u32) {
        if let Some(live) = self.live.get_mut(wording as usize) {
            *live += 1;
        }
    }

    fn find(&self, key: u64, words: &[u32]) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = key as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                n if self.keys[n as usize - 1] == key && self.words(n - 1) == words => return Ok(n - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let mut slots = vec![0; self.slots.len() * 2];
        let mask = slots.len() - 1;
        for (n, key) in self.keys.iter().enumerate() {
            let mut slot = *key as usize & mask;
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = n as u32 + 1;
        }
        self.slots = slots;
    }
}

pub(crate) fn key_of(words: &[u32], vocabulary: &Vocabulary) -> u64 {
    key_of_words(words.iter().map(|w| vocabulary.key(*w)))
}

/// The key of a run of words from theirs.
pub(crate) fn key_of_words(keys: impl Iterator<Item = u64>) -> u64 {
    keys.fold(0x9E37_79B9_7F4A_7C15, mix)
}

/// Two keys into one, in their order.
#[inline]
pub(crate) const fn mix(a: u64, b: u64) -> u64 {
    let wide = (a.rotate_left(23) ^ 0x2D35_8DCC_AA6C_78A5) as u128 * (b ^ 0x8BB8_4B93_962E_ACC9) as u128;
    (wide as u64) ^ (wide >> 64) as u64
}
