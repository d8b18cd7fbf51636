//! Settings: every threshold with its unit, its default and the reason for that default.

use std::sync::Arc;

use crate::Error;
use crate::lexicon::Lexicon;
use crate::story::StoryConfig;

/// The settings of extraction and reconciliation.
///
/// ```
/// let config = corroborate::Config::new().max_text(1_000_000);
/// # let _ = config;
/// ```
#[derive(Clone, Debug)]
pub struct Config {
    max_text: usize,
    lexicon: Option<Arc<Lexicon>>,
    stories: StoryConfig,
}

impl Config {
    /// The default settings.
    #[must_use]
    pub const fn new() -> Self {
        Self { max_text: 16 << 20, lexicon: None, stories: StoryConfig::new() }
    }

    /// The longest text that is read, in bytes; what stands beyond is left out and the report says so.
    /// 16 MiB by default: a thousand times a long article.
    #[must_use]
    pub const fn max_text(mut self, bytes: usize) -> Self {
        self.max_text = bytes;
        self
    }

    /// By what a collection is parted into stories.
    #[must_use]
    pub const fn stories(mut self, stories: StoryConfig) -> Self {
        self.stories = stories;
        self
    }

    /// Adds a table of words to those that ship: lines `words<TAB>class[:payload] …`.
    ///
    /// # Errors
    /// Where a row names no class that exists; the message names table and line.
    pub fn lexicon(mut self, name: &str, table: &str) -> Result<Self, Error> {
        let mut lexicon = self.words().clone();
        lexicon.add(name, table)?;
        self.lexicon = Some(Arc::new(lexicon));
        Ok(self)
    }

    /// The words that are read with.
    pub(crate) fn words(&self) -> &Lexicon {
        self.lexicon.as_deref().unwrap_or_else(|| Lexicon::shipped())
    }

    pub(crate) const fn story_settings(&self) -> &StoryConfig {
        &self.stories
    }

    pub(crate) fn text_limit(&self) -> usize {
        self.max_text.min(crate::text::MAX_TEXT)
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}
