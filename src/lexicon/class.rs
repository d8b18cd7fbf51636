//! What a word can be. A word has any number of classes; each may carry a payload.

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident $text:literal,)*) => {
        /// What a word can be, and how a table names it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(crate) enum Class { $($(#[$doc])* $name,)* }

        impl Class {
            /// The class that a table calls `name`.
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$name),)*
                    _ => None,
                }
            }
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
    /// a, the, this, some, every; payload: `each` where it may stand behind its noun (both, all).
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
    /// because, while, after: a subordinator whose clause is told as a fact, unlike if and whether.
    Factual "factual",
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
    /// before, all, must: a word of the closed classes that turns the sense of a sentence.
    Turning "turning",
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
    /// give: a base whose past is irregular; payload: gave. A row's second and third columns make these.
    IrregularPast "irregular-past",
    /// give: payload: given.
    IrregularParticiple "irregular-participle",

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
    /// A title that one at a time has in a town, a country or a firm: mayor.
    SoleOffice "sole-office",
    /// A given name; payload: the gender it suggests.
    GivenName "given-name",
    /// Peruvian; payload: the country.
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

    // Grammar that the closed classes do not tell.
    /// was, had, did.
    PastForm "past-form",
    /// first, last, next: an adjective that stands before a number.
    Ordering "ordering",
    /// will, shall.
    FutureModal "future-modal",

    // What a figure measures, and what is asserted.
    /// A verb's group of like events; payload: the group ("shoot dead" and "kill" are `kill`).
    EventVerb "event-verb",
    /// A noun's group; payload as for a verb.
    EventNoun "event-noun",
    /// An adjective's or participle's group ("dead" is `kill`); payload as for a verb.
    EventAdjective "event-adjective",
    /// A verb's group where it is done to persons: fire; payload: the group.
    EventPerson "event-person",
    /// shot, bullet: what is fired from a gun.
    Projectile "projectile",
    /// A verb that reports: what follows may be a clause of its own.
    Reports "reports",
    /// A noun that stands for a count of people without naming them: death, toll; payload: who is counted.
    Counts "counts",
    /// A verb that needs an object: without one, its past form is a passive.
    Transitive "transitive",
    /// A verb whose subject undergoes the event: die.
    Undergoes "undergoes",
    /// A verb whose subject is what is paid for, and whose object pays: cost.
    Priced "priced",
    /// A verb whose object is told a clause: tell, warn.
    Addresses "addresses",
    /// A verb that gives leave to do what follows: enable, authorize.
    Permits "permits",
    /// A verb that gives its object a figure with "at": put, estimate.
    Stating "stating",
    /// A verb that says how its object ends up: leave, find.
    Resultative "resultative",
    /// A verb that moves or states a level: rise, stand, reach; payload: `rise`, `fall` or empty.
    Level "level",
    /// A verb that moves the level of its object: raise, cut; payload: `rise` or `fall`.
    Changes "changes",
    /// A verb that states a level with "at": close, trade.
    LevelAt "level-at",
    /// magnitude: a noun that a bare number beside it measures.
    Dimension "dimension",
    /// A noun that only says how many of the noun after "of": number, total, group.
    Measuring "measuring",
    /// A verb that puts off, denies or softens the infinitive after it; payload: `denied` or empty.
    Catenative "catenative",
    /// A verb that carries its event in its object: make an arrest, issue a statement.
    Light "light",
    /// A preposition's part in an event: by, to, from, for; payload: the role.
    Role "role",
    /// A preposition of place: in, at, near.
    PlacePreposition "place-preposition",
    /// What is counted in or out: including, adjusted; payload: the term as reported.
    Scope "scope",
    /// A scope's term that leaves what is counted as it is: others, in total, so far; payload: `apart` where it
    /// sets the count apart from one before (another), `beside` where it leaves out those told of before (other),
    /// `later` for a count that replaces one (revised).
    ScopeAside "scope-aside",
    /// What is told by a few words more, by the payload: `occurs` of a verb that says of an event only that it was
    /// (happen, hold); `revises` of what takes back a figure (correction); `moves` of an event whose figure moves from day to
    /// day, up or down (contain), `counting` of what is counted bit by bit (tally); `former` of a word that makes an
    /// event one before (the last fire); `per year` and the like of an adverb behind an amount (annually); `holding` of what an
    /// owner has of a thing (stake), `dead` of what is counted where the dead are (body); of a short given name, the full ones;
    /// `label` of what says before a colon what kind of thing follows (watch); of `opposites.tsv`, in which `state` a thing is (armed), what
    /// is `unreal` (feared) and what `narrows` a state (partly).
    Tells "tells",
    /// An adverb or modal that weakens a statement: reportedly, allegedly, could; payload: the term.
    Hearsay "hearsay",

    /// biggest, record: before all others of its kind; payload: what is measured, `*` where any may be.
    Superlative "superlative",
    /// history, world: what something comes before all others of; payload: the word for all.
    Among "among",
    /// corner, intersection, on: what stands before the names of two streets that meet.
    Meeting "meeting",
    /// north, southeast; payload: degrees.
    Compass "compass",

    // How events weigh in a story.
    /// An event whose count grows while it is taken: kill, displace; payload: `shrinks` where it falls too (missing).
    Toll "toll",
    /// An event that says what befell somebody, where another says what was done: injure, not shoot.
    Befalls "befalls",
    /// An event that persons bring about: protest, flee.
    PersonAgent "person-agent",
    /// An event that ends lives: kill.
    Deadly "deadly",
    /// An event whose victims live unless they are said to have died: shoot; payload: what befell them then.
    Survived "survived",
    /// A word for a known number of persons: couple, himself; payload: how many.
    Persons "persons",
    /// An event of which an editor asks for a second source; payload: `word` where that holds without a figure.
    Grave "grave",
    /// An event of which a reader asks whether it happened at all: resign, sign. Payload: `until` where a
    /// denial holds until the event comes, and is no conflict with a later report of it.
    YesNo "yes-no",
    /// gunman, shooter; officers, deputies: one who takes part, in whatever word; payload: the word for all.
    Part "part",
    /// An event that another word may tell as well: use and divert; payload: what they have in common, one or two classes with a
    /// comma between, each limited to a sort of figures or a class of things by what stands before `=`.
    LikeEvent "like-event",
    /// A thing counted that another word may name as well: jewel and gem; payload as for an event, limited to a class of events.
    LikeThing "like-thing",
    /// What goes on for a while, as a noun or a verb: siege, besiege; payload: one word for it.
    Process "process",
    /// tight-lipped, noncommittal: said of who will not speak of a matter.
    Silent "silent",
    /// A noun that stands for any thing counted: person, total.
    AnyNoun "any-noun",

    // Numbers.
    /// seven, twenty; payload: the value.
    NumberWord "number-word",
    /// hundred, million, lakh; payload: the factor.
    Magnitude "magnitude",
    /// dozens, hundreds, tens of thousands; payload: the lower end, or both ends with a hyphen between.
    VaguePlural "vague-plural",
    /// first, twentieth; payload: the rank.
    OrdinalWord "ordinal-word",
    /// half, third, tenths; payload: the denominator.
    FractionWord "fraction-word",
    /// about, more than, reportedly: before a number; payload: how it bounds, or that it is an estimate or reported.
    Bound "bound",
    /// or more, or so: after a number; payload: how it bounds.
    BoundAfter "bound-after",
    /// page, flight, section: a number behind it is a name.
    LabelNoun "label-noun",
    /// point: ends the name of a unit in which shares of a hundred are told apart.
    PointNoun "point-noun",
    /// up, down: says which way a level moved.
    Direction "direction",
    /// street, road: a number before it is an address.
    StreetWord "street-word",
    /// Idioms that hold a number word and count nothing.
    NoFigure "no-figure",

    // Units.
    /// A unit's written form; payload: kind (d, p, q), a slash, its name.
    Unit "unit",
    /// A currency's word; payload: code, `?` where assumed, `/100` for a subunit.
    Currency "currency",
    /// A currency's code; payload: the code that stands for all currencies of its word or sign.
    Shares "shares",
    /// A currency's code that in capitals is a word or name more often: TOP, COP.
    CurrencyWord "currency-word",
    /// Letters before a dollar sign; payload: code.
    DollarPrefix "dollar-prefix",
    /// Letters before an amount; payload: code.
    MoneyPrefix "money-prefix",
    /// A plural; payload: its singular. Regular plurals come with each noun.
    Plural "plural",

    // Dates and times.
    /// A month; payload: 1 to 12.
    Month "month",
    /// A day of the week; payload: 1 for Monday to 7.
    Weekday "weekday",
    /// Mondays: a habit, no date; payload as above.
    WeekdayPlural "weekday-plural",
    /// yesterday, today; payload: days from today.
    DayWord "day-word",
    /// last, this, next; payload: -1, 0, 1.
    Shift "shift",
    /// week, month; payload: d, w, m (months), e (weekend), k (working week), s (season), h (shorter), and how many.
    DateUnit "date-unit",
    /// early, mid, end of; payload: which part, and a slash with the unit where the word holds it (EOY).
    DatePart "date-part",
    /// summer; payload: its first month.
    Season "season",
    /// The first word of a phrase that is a date: end (of), new (year's day).
    DateOpener "date-opener",
    /// seventies; payload: the year in its century.
    Decade "decade",
    /// morning, night.
    DayPart "day-part",
    /// noon; payload: `HH:MM`.
    ClockWord "clock-word",
    /// A word beside a date; payload, joined by `+`: what may stand behind it (`month`, `weekday`, `day`, `season`,
    /// `clock`, `year` and `short-year`, `maybe` a year, `digits` as in 4/22, `decade`, `weekend`), or `join` where it joins two
    /// ends, `head` in the line that dates an article, `now`, `onward` and `backward` behind a date, `told` of a tale's day, `word` where it is a word too (sat).
    DateCue "date-cue",
    /// aged, ages: a number behind it is an age.
    AgeWord "age-word",
    /// more, consecutive: stands between a number and its unit.
    Interposed "interposed",
    /// since, until; payload: from, after, before, to.
    DateBound "date-bound",
    /// GMT, EST; payload: minutes from UTC.
    TimeZone "time-zone",
    /// Christmas; payload: `month-day`, `month-weekday-nth(+days)`, or `e` and `o` with days from Easter, or
    /// `h` and days from the Hebrew new year, or `@` and a row of `feasts.tsv`; then `*` and how many days it
    /// lasts, or up to which row.
    Holiday "holiday",
}

// Each has a bit of its own in a set.
const _: () = assert!((Class::Holiday as u32) < u128::BITS);

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ClassSet(u128);

impl ClassSet {
    pub(crate) const EMPTY: Self = Self::of(&[]);

    /// The words of the closed classes.
    pub(crate) const CLOSED: Self = Self::of(&[
        Class::Determiner,
        Class::Pronoun,
        Class::PossessivePronoun,
        Class::Preposition,
        Class::Conjunction,
        Class::Subordinator,
        Class::Relative,
        Class::Auxiliary,
        Class::Modal,
        Class::Negation,
        Class::Adverb,
    ]);

    /// The forms of verbs.
    pub(crate) const VERB: Self = Self::of(&[Class::VerbBase, Class::VerbS, Class::VerbPast, Class::VerbParticiple, Class::VerbIng]);

    pub(crate) const fn of(classes: &[Class]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < classes.len() {
            bits |= 1 << classes[i] as u32;
            i += 1;
        }
        Self(bits)
    }

    /// The classes of either set.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn without(self, class: Class) -> Self {
        Self(self.0 & !(1 << class as u32))
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
