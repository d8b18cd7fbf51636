//! What a word can be. A word has any number of classes; each may carry a payload.

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident $text:literal,)*) => {
        /// What a word can be, and how a table names it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(crate) enum Class { $($(#[$doc])* $name,)* }

        impl Class {
            const NAMES: &[(&str, Self)] = &[$(($text, Self::$name),)*];
        }
    };
}

classes! {
    // Abbreviations: their full stop belongs to them.
    /// "Inc", "Jan", "approx": a full stop right behind is part of it.
    Abbreviation "abbreviation",
    /// "Mr", "Gov": never the end of a sentence.
    TitleAbbreviation "title-abbreviation",

    // Closed classes.
    /// a, the, this, some, every.
    Determiner "determiner",
    /// he, they; payload: person, gender and number as in `3ms`, `3p`.
    Pronoun "pronoun",
    /// his, their; payload as for a pronoun.
    PossessivePronoun "possessive-pronoun",
    /// of, in, by.
    Preposition "preposition",
    /// and, or, but.
    Conjunction "conjunction",
    /// because, while, that.
    Subordinator "subordinator",
    /// who, which, that.
    Relative "relative",
    /// be, have, do, in any form; payload: lemma.
    Auxiliary "auxiliary",
    /// can, would, must.
    Modal "modal",
    /// not, never, no; also the forms in n't.
    Negation "negation",
    /// very, also, recently: what may stand between subject and verb.
    Adverb "adverb",
    /// A word that often opens a sentence: shows that an abbreviation before it ended one.
    Opener "opener",

    // Verbs; payload: lemma.
    /// announce.
    VerbBase "verb-base",
    /// announces.
    VerbS "verb-s",
    /// announced, said.
    VerbPast "verb-past",
    /// announced, given.
    VerbParticiple "verb-participle",
    /// announcing.
    VerbIng "verb-ing",

    // Nouns and adjectives.
    /// A common noun in the singular.
    Noun "noun",
    /// A noun for a person, roles included: doctor, spokesman.
    PersonNoun "person-noun",
    /// A noun for a group or body: ministry, company, crowd.
    GroupNoun "group-noun",
    /// A noun that is more often a verb: say, plunge.
    VerbFirst "verb-first",
    /// An adjective.
    Adjective "adjective",
    /// A noun in the plural; payload: its singular. Regular plurals come with each noun.
    Plural "plural",

    // Speech and who speaks.
    /// A verb that reports speech, in any form; payload: its frames, joined by `+`. A row of this class
    /// makes all forms of the verb, as `verb` does.
    Cue "cue",
    /// statement, call, tweet: a noun of speech.
    CueNoun "cue-noun",
    /// poll, report: a thing that shows.
    DocumentNoun "document-noun",
    /// Mr., Senator, secretary of state; payload: the gender it tells.
    Title "title",
    /// A given name; payload: the gender it suggests.
    GivenName "given-name",
    /// Rwandan; payload: the country.
    Nationality "nationality",
    /// A country's name.
    Country "country",
    /// Times, News, Agency: ends the name of an outlet.
    OutletWord "outlet-word",
    /// An outlet known by one word.
    Outlet "outlet",
    /// called, titled: says that the marked words after it are a name or a term.
    TermIntro "term-intro",
    /// word, phrase, slogan.
    WordNoun "word-noun",
    /// film, song, show: a work, whose title stands in marks.
    WorkNoun "work-noun",
    /// 'tis, 'em: a word that lost its beginning.
    Elided "elided",
    /// Days and months.
    Calendar "calendar",
}

impl Class {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(text, _)| *text == name).map(|(_, class)| *class)
    }
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ClassSet(u128);

impl ClassSet {
    pub(crate) const fn of(classes: &[Class]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < classes.len() {
            bits |= 1 << classes[i] as u32;
            i += 1;
        }
        Self(bits)
    }

    pub(crate) const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn add(&mut self, class: Class) {
        self.0 |= 1 << class as u32;
    }
}
