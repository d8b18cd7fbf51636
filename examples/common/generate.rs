//! Articles from templates: as many as are asked for, the same on every machine.

/// A generator of numbers that look random: SplitMix64 (Steele, Lea and Flood 2014).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const SYLLABLES: [&str; 20] =
    ["ka", "ro", "ven", "mi", "sto", "lar", "du", "ne", "bri", "sal", "tor", "wen", "fa", "gil", "hos", "per", "zu", "ma", "lind", "ek"];
const THINGS: [&str; 16] = [
    "bridge",
    "harbour",
    "dam",
    "tunnel",
    "hospital",
    "stadium",
    "railway",
    "airport",
    "school",
    "refinery",
    "museum",
    "reservoir",
    "theatre",
    "power station",
    "market hall",
    "lighthouse",
];
const GIVEN: [&str; 12] = ["Anna", "Hugo", "Ida", "Carl", "Eve", "Ruth", "Oscar", "Nina", "Felix", "Clara", "Emil", "Vera"];
const OFFICES: [&str; 8] = ["Mayor", "Governor", "Minister", "Senator", "Engineer", "Professor", "Captain", "Judge"];
const SPEECH: [&str; 8] = [
    "We will not rest until the last stone of it stands again",
    "Nobody told us that the water would come so fast",
    "This is the worst week that our town has seen in a century",
    "The money is there and the will is there, and the work begins at once",
    "I ask every family to stay away from the river tonight",
    "There was no warning, and there should have been one",
    "We have nothing to hide and we will answer every question",
    "The people who built this deserve our thanks and not our blame",
];
const FILLER: [&str; 10] = [
    "Traffic was sent through the old town while crews cleared the road.",
    "Shops nearby stayed shut and the schools sent their pupils home early.",
    "Residents gathered in the square, where volunteers handed out soup and blankets.",
    "The council is to meet behind closed doors later in the week.",
    "An inquiry will look at who knew of the cracks and when.",
    "Insurers sent their own experts, who declined to comment.",
    "Rain is expected to return before the weekend.",
    "Similar plans were dropped years ago for want of support.",
    "The opposition called for the papers to be made public.",
    "A spokeswoman for the builders has not released any statement.",
];

fn name(numbers: &mut Numbers) -> String {
    let count = 2 + numbers.below(2);
    let word: String = (0..count).map(|_| numbers.one(&SYLLABLES)).collect();
    word[..1].to_uppercase() + &word[1..]
}

/// The text of an article of a story: `copy` of the story's articles differ in order, wording and some figures.
pub fn text(story: u64, copy: u64, sentences: usize) -> String {
    // What the story is about, the same for all its articles.
    let mut of_story = Numbers(story.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let (place, thing, office, given, family) =
        (name(&mut of_story), of_story.one(&THINGS), of_story.one(&OFFICES), of_story.one(&GIVEN), name(&mut of_story));
    let (cost, dead, share) = (3 + of_story.below(900), 2 + of_story.below(60), 2 + of_story.below(90));
    let speech = of_story.one(&SPEECH);
    let mut numbers = Numbers(story ^ copy.wrapping_mul(0xd6e8_feb8_6659_fd93));
    // One article in five has another figure.
    let slip = usize::from(numbers.below(5) == 0) * (1 + numbers.below(3));
    let mut out = format!("The {thing} in {place} gave way on Monday, and at least {} people were killed, officials said. ", dead + slip);
    for n in 1..sentences {
        let sentence = match n % 7 {
            1 => format!("“{speech},” {office} {given} {family} said. "),
            2 => format!("Rebuilding the {thing} of {place} will cost ${} million, {family} told reporters. ", cost + slip * 10),
            3 => format!("Some {share} percent of the homes in {place} were without power. "),
            4 => format!("According to the {} Post, {} of the injured were children. ", name(&mut of_story), 3 + of_story.below(40)),
            5 => {
                format!("{given} {family}, who has led {place} since {}, denied that she had seen the report. ", 1990 + of_story.below(30))
            }
            _ => format!("{} ", numbers.one(&FILLER)),
        };
        out.push_str(&sentence);
        if n % 3 == 0 {
            out.push('\n');
        }
    }
    out
}
