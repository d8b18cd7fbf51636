//! Subjects and objects of verb groups.

use super::Words;
use super::chunk::{Chunk, ChunkKind, Form, NONE};
use crate::lexicon::Class;
use crate::text::Document;

/// How far a subject is looked for, in chunks: keeps the pass linear.
const REACH: usize = 28;

/// Links the chunks of one sentence; `base` is the index of the first in the whole list.
pub(super) fn link(doc: &Document<'_>, words: &Words, chunks: &mut [Chunk], base: usize) {
    let linker = Linker { doc, words };
    for v in 0..chunks.len() {
        if !chunks[v].is(ChunkKind::Verb) {
            continue;
        }
        linker.coordinate(chunks, v);
        if let Some(o) = linker.object(chunks, v) {
            chunks[v].object = (base + o) as u32;
            chunks[o].object = (base + v) as u32;
        }
        let subject = linker.subject(chunks, v, base);
        if let Some((s, relative)) = subject {
            chunks[v].subject = (base + s) as u32;
            if relative {
                chunks[v].form.set(Form::RELATIVE);
            }
            if chunks[v].is_finite() && !relative && (chunks[s].subject == NONE || Linker::is_reduced(chunks, s, v, base)) {
                chunks[s].subject = (base + v) as u32;
            }
        }
        if linker.subordinate(chunks, v) {
            chunks[v].form.set(Form::SUBORDINATE);
        }
        linker.voice(chunks, v);
        linker.invert(chunks, v, base);
    }
    // An object that turned out the subject of a finite clause is no object: "said three people died".
    for o in 0..chunks.len() {
        if !chunks[o].is(ChunkKind::Noun) || chunks[o].object == NONE || chunks[o].subject == NONE {
            continue;
        }
        let (by, of) = ((chunks[o].object as usize).wrapping_sub(base), (chunks[o].subject as usize).wrapping_sub(base));
        // "shot eight strangers thought to be smugglers"
        let said = |v: usize| chunks[v].form.has(Form::BARE) && linker.lemma_is(chunks, v, Class::Catenative);
        if of < chunks.len() && by < chunks.len() && linker.lemma_is(chunks, by, Class::Transitive) && said(of) {
            continue;
        }
        if of > by && chunks.get(of).is_some_and(|v| v.is_finite() && !(v.form.has(Form::BARE) && v.form.has(Form::PASSIVE))) {
            chunks[o].object = NONE;
            chunks[by].object = NONE;
            chunks[by].form.set(Form::COMPLEMENT);
        }
    }
}

struct Linker<'a, 'd> {
    doc: &'a Document<'d>,
    words: &'a Words,
}

impl Linker<'_, '_> {
    /// "to override the decision and declare": the second verb is an infinitive too.
    fn coordinate(&self, chunks: &mut [Chunk], v: usize) {
        let conj = v.checked_sub(1).filter(|c| chunks[*c].is(ChunkKind::Conj));
        let base = self.doc.is(chunks[v].head as usize, Class::VerbBase) && !self.doc.is(chunks[v].head as usize, Class::VerbPast);
        let Some(conj) = conj.filter(|_| base && !chunks[v].form.has(Form::AUXILIARY) && !chunks[v].form.has(Form::MODAL)) else { return };
        let before = (0..conj).rev().take(8).find(|i| chunks[*i].is(ChunkKind::Verb));
        if before.is_some_and(|p| chunks[p].form.has(Form::INFINITIVE)) {
            chunks[v].form.set(Form::INFINITIVE);
        }
    }

    /// "six skiers flown to the clinic were released": the participle before only says which ones.
    fn is_reduced(chunks: &[Chunk], s: usize, v: usize, base: usize) -> bool {
        let before = (chunks[s].subject as usize).wrapping_sub(base);
        let behind_noun = v > 0 && chunks[v - 1].is(ChunkKind::Noun) && before < v;
        behind_noun && !chunks[v].form.has(Form::BARE) && chunks[before].form.has(Form::BARE) && chunks[before].object == NONE
    }

    /// The noun phrase right behind, adverbs passed over.
    fn object(&self, chunks: &[Chunk], v: usize) -> Option<usize> {
        if chunks[v].form.has(Form::PASSIVE) {
            return None;
        }
        let o = (v + 1..chunks.len().min(v + 3)).find(|i| !matches!(chunks[*i].kind, ChunkKind::Adv | ChunkKind::Time))?;
        if chunks[o].is(ChunkKind::Noun) {
            return Some(o);
        }
        // "deported to the north an engineer": a long object stands last.
        let late = o + 2;
        let shifted = chunks[o].is(ChunkKind::Prep) && chunks[o + 1..].first().is_some_and(|n| n.is(ChunkKind::Noun));
        let object = chunks.get(late).filter(|n| shifted && n.is(ChunkKind::Noun) && self.doc.is(n.start as usize, Class::Determiner));
        object.filter(|_| self.lemma_is(chunks, v, Class::Transitive)).map(|_| late)
    }

    /// Whether the noun phrase stands behind a preposition; the preposition's index.
    fn prep_before(chunks: &[Chunk], n: usize) -> Option<usize> {
        let p = (0..n).rev().take(2).find(|i| !chunks[*i].is(ChunkKind::Adv))?;
        chunks[p].is_prep().then_some(p)
    }

    fn subject(&self, chunks: &[Chunk], v: usize, base: usize) -> Option<(usize, bool)> {
        let form = chunks[v].form;
        let local = |n: u32| (n != NONE).then(|| (n as usize).wrapping_sub(base)).filter(|n| *n < chunks.len());
        if form.has(Form::INFINITIVE) {
            let p = (0..v).rev().take(REACH).find(|i| chunks[*i].is(ChunkKind::Verb))?;
            let object = local(chunks[p].object).filter(|o| *o + 1 == v && self.lemma_is(chunks, p, Class::Catenative));
            return object.or_else(|| local(chunks[p].subject)).map(|s| (s, false));
        }
        let left = (0..v).rev().find(|i| !matches!(chunks[*i].kind, ChunkKind::Adv | ChunkKind::Time))?;
        if form.has(Form::ING) && !chunks[left].is(ChunkKind::Noun) {
            let p = (0..v).rev().take(REACH).find(|i| chunks[*i].is(ChunkKind::Verb))?;
            return local(chunks[p].subject).map(|s| (s, false));
        }
        if chunks[left].is(ChunkKind::Conj) || chunks[left].is(ChunkKind::Comma) && left > 0 && chunks[left - 1].is(ChunkKind::Verb) {
            let p = (0..left).rev().take(REACH).find(|i| chunks[*i].is(ChunkKind::Verb) && !chunks[*i].form.has(Form::ING))?;
            return local(chunks[p].subject).map(|s| (s, chunks[p].form.has(Form::RELATIVE)));
        }
        let (mut j, mut relative, mut comma, mut commas) = (v, false, false, 0);
        for _ in 0..REACH {
            j = j.checked_sub(1)?;
            match chunks[j].kind {
                ChunkKind::Comma if !relative => {
                    comma = comma || j + 1 == v || left == j;
                    commas += 1;
                }
                ChunkKind::Rel if !relative => relative = true,
                ChunkKind::Noun => {
                    if let Some(p) = Self::prep_before(chunks, j) {
                        if chunks[p].is(ChunkKind::PrepSub) && !relative && !comma {
                            return Some((j, false));
                        }
                        // "The people of whom", "among those who sang": the antecedent of a relative.
                        if relative && !self.is_of(chunks, p) {
                            return Some((j, true));
                        }
                        j = p;
                        continue;
                    }
                    // "talks between A and B": the whole list stands behind the preposition.
                    if let Some(p) = self.listed_behind(chunks, j) {
                        j = p;
                        continue;
                    }
                    // "the rifle in his car parked nearby": a participle goes with the noun before it.
                    let near = v - 1;
                    if j < near
                        && !relative
                        && form.has(Form::BARE)
                        && chunks[near].is(ChunkKind::Noun)
                        && chunks[v].object == NONE
                        && self.is_object(chunks, j, base)
                    {
                        return Some((near, true));
                    }
                    if comma && !relative {
                        if let Some(s) = self.before_part(chunks, j).or_else(|| Self::before_insertion(chunks, j)) {
                            // "the man who robbed four shops, two of them twice, was": the one whom the relative clause is about.
                            let relative = s.checked_sub(1).map(|p| &chunks[p]).filter(|p| p.form.has(Form::RELATIVE));
                            return Some((relative.and_then(|p| local(p.subject)).unwrap_or(s), false));
                        }
                        // "the flats, located near the station": a participle behind its noun.
                        let near = v.checked_sub(2).filter(|n| chunks[n + 1].is(ChunkKind::Comma) && chunks[*n].is(ChunkKind::Noun));
                        if let Some(n) = near.filter(|_| commas == 1 && form.has(Form::BARE) && chunks[v].object == NONE) {
                            return Some((n, true));
                        }
                        // "…, said the minister"; "The minister resigns, blames rivals".
                        if chunks[v].object != NONE || self.inverted(chunks, v) {
                            if self.inverted(chunks, v) {
                                return None;
                            }
                            let p = (0..j).rev().take(REACH).find(|i| chunks[*i].is_finite());
                            if let Some(s) = p.and_then(|p| local(chunks[p].subject)) {
                                return Some((s, false));
                            }
                        }
                        return Some((j, false));
                    }
                    match j.checked_sub(1).map(|l| (l, &chunks[l])) {
                        Some((l, c)) if c.is(ChunkKind::Verb) && !relative => {
                            // "the cook who burned and spilled nine pots was": past the whole relative clause.
                            if c.form.has(Form::RELATIVE) {
                                return local(c.subject).map(|s| (s, false));
                            }
                            let rel = l.checked_sub(1).is_some_and(|r| chunks[r].is(ChunkKind::Rel));
                            if rel || !c.is_finite() && !c.form.has(Form::BARE) {
                                j = if rel { l - 1 } else { l };
                                continue;
                            }
                        }
                        _ => {}
                    }
                    return Some((j, relative));
                }
                ChunkKind::Verb if !relative && chunks[j].is_finite() && !chunks[j].form.has(Form::BARE) => {
                    // "those who were there said"
                    if !j.checked_sub(1).is_some_and(|r| chunks[r].is(ChunkKind::Rel)) {
                        return None;
                    }
                    j -= 1;
                }
                ChunkKind::Sub => return None,
                ChunkKind::Conj if !relative => {}
                ChunkKind::Stop if !relative => {
                    // A closed bracket is passed over.
                    if self.doc.tokens[chunks[j].head as usize].word.as_punct() != Some(')') {
                        return None;
                    }
                    let open = (0..j).rev().take(8).find(|i| self.doc.is_punct(chunks[*i].head as usize, '('))?;
                    j = open;
                }
                _ => {}
            }
        }
        None
    }

    /// Whether the noun phrase, or the list that it goes on, is the object of a verb that takes no clause.
    fn is_object(&self, chunks: &[Chunk], n: usize, base: usize) -> bool {
        let first = match n.checked_sub(2) {
            Some(m) if chunks[n - 1].is(ChunkKind::Conj) && chunks[m].is(ChunkKind::Noun) => m,
            _ => n,
        };
        let verb = (chunks[first].object as usize).wrapping_sub(base);
        chunks[first].object != NONE && verb < chunks.len() && !self.lemma_is(chunks, verb, Class::Reports)
    }

    /// Whether the verb's lemma has the class.
    fn lemma_is(&self, chunks: &[Chunk], v: usize, class: Class) -> bool {
        self.doc.lexicon.is(chunks[v].lemma, class)
    }

    /// The preposition before a list that ends with noun phrase `n`, where that hangs on a noun.
    fn listed_behind(&self, chunks: &[Chunk], n: usize) -> Option<usize> {
        let m = n.checked_sub(2)?;
        if !chunks[n - 1].is(ChunkKind::Conj) || !chunks[m].is(ChunkKind::Noun) {
            return None;
        }
        let p = Self::prep_before(chunks, m)?;
        let hangs = p.checked_sub(1).is_some_and(|h| chunks[h].is(ChunkKind::Noun));
        (hangs && !chunks[p].is(ChunkKind::PrepSub)).then_some(p)
    }

    fn is_of(&self, chunks: &[Chunk], p: usize) -> bool {
        self.doc.tokens[chunks[p].head as usize].word == self.words.of
    }

    /// The noun phrase before ", among them …," or ", including …," whose list `n` ends: "six people, among them Ida Holm, 70, and
    /// two cooks, were".
    fn before_part(&self, chunks: &[Chunk], n: usize) -> Option<usize> {
        for i in (2..n).rev().take(REACH) {
            let c = &chunks[i];
            if c.is_finite() || c.is(ChunkKind::Sub) || c.is(ChunkKind::Stop) {
                return None;
            }
            let opens = (c.is_prep() || c.is(ChunkKind::Verb)) && chunks[i - 1].is(ChunkKind::Comma) && chunks[i - 2].is(ChunkKind::Noun);
            let term = |t: usize| self.doc.lexicon.phrase(&self.doc.tokens, t, Class::Scope).map_or("", |(_, term)| term);
            if opens && matches!(term(c.start as usize), "including" | "of them") && Self::prep_before(chunks, i - 2).is_none() {
                return Some(i - 2);
            }
        }
        None
    }

    /// The noun phrase before ", … ," that ends right before `n`'s comma.
    fn before_insertion(chunks: &[Chunk], n: usize) -> Option<usize> {
        let comma = (1..n).rev().take(REACH).find(|i| chunks[*i].is(ChunkKind::Comma) || chunks[*i].is(ChunkKind::Sub))?;
        // An insertion holds no clause of its own but a relative one.
        let own = |i: usize| chunks[i].is_finite() && !chunks[i].form.has(Form::BARE) && !chunks[i].form.has(Form::RELATIVE);
        let active = |i: usize| chunks[i].is_finite() && chunks[i].object != NONE && !chunks[i].form.has(Form::RELATIVE);
        if chunks[comma].is(ChunkKind::Sub) || (comma..n).any(|i| own(i) || active(i)) {
            return None;
        }
        let mut j = comma;
        while j > 0 {
            j -= 1;
            match chunks[j].kind {
                ChunkKind::Noun => match Self::prep_before(chunks, j) {
                    Some(p) if p > 0 => j = p,
                    Some(_) => return None,
                    None => return Some(j),
                },
                ChunkKind::Time | ChunkKind::Adv => {}
                _ => return None,
            }
        }
        None
    }

    /// Whether the verb's clause hangs on when, because, after.
    fn subordinate(&self, chunks: &[Chunk], v: usize) -> bool {
        let from = match chunks[v].subject {
            NONE => v,
            _ => (0..v).rev().take(REACH).find(|i| chunks[*i].is(ChunkKind::Noun) && chunks[*i].subject != NONE).unwrap_or(v),
        };
        let before = (0..from.min(v)).rev().find(|i| !chunks[*i].is(ChunkKind::Adv));
        before.is_some_and(|b| match chunks[b].kind {
            ChunkKind::PrepSub => true,
            ChunkKind::Sub => self.doc.tokens[chunks[b].head as usize].word != self.words.that,
            _ => false,
        })
    }

    /// Whether a verb of reporting stands before its subject.
    fn inverted(&self, chunks: &[Chunk], v: usize) -> bool {
        let Some(o) = self.object(chunks, v) else { return false };
        let head = chunks[o].head as usize;
        let lexicon = self.doc.lexicon;
        let singular = lexicon.word(lexicon.payload(self.doc.tokens[head].word, Class::Plural));
        let words = [self.doc.tokens[head].word, singular];
        let someone = words.iter().any(|w| lexicon.is(*w, Class::PersonNoun) || lexicon.is(*w, Class::GroupNoun));
        let speaks = someone || self.doc.tokens[head].is_capital() || self.doc.tokens[chunks[o].start as usize].is_capital();
        let clause = chunks.get(o + 1).is_some_and(|c| c.is(ChunkKind::Verb) && c.is_finite());
        speaks && !clause && self.lemma_is(chunks, v, Class::Reports)
    }

    /// `"…," said the minister`: the noun phrase behind is the subject.
    fn invert(&self, chunks: &mut [Chunk], v: usize, base: usize) {
        let object = (chunks[v].object as usize).wrapping_sub(base);
        if chunks[v].subject != NONE || chunks[v].object == NONE || object >= chunks.len() || !chunks[v].is_finite() {
            return;
        }
        if self.inverted(chunks, v) {
            chunks[v].subject = chunks[v].object;
            chunks[v].object = NONE;
            chunks[object].object = NONE;
            chunks[object].subject = (base + v) as u32;
        }
    }

    /// Active or passive, for a past form without auxiliary.
    fn voice(&self, chunks: &mut [Chunk], v: usize) {
        if !chunks[v].form.has(Form::BARE) {
            return;
        }
        let next = chunks.get(v + 1);
        let by = next.is_some_and(|n| n.is_prep() && self.doc.tokens[n.head as usize].word == self.words.by);
        let object = chunks[v].object != NONE;
        let left = (0..v).rev().find(|i| !chunks[*i].is(ChunkKind::Adv));
        // "was shot and killed"
        let joined = left.is_some_and(|l| {
            chunks[l].is(ChunkKind::Conj) && l > 0 && chunks[l - 1].is(ChunkKind::Verb) && chunks[l - 1].form.has(Form::PASSIVE)
        });
        // Such a verb never stands without an object in the active voice.
        let transitive = self.lemma_is(chunks, v, Class::Transitive);
        if !object && (by || joined || transitive) {
            chunks[v].form.set(Form::PASSIVE);
            chunks[v].form.unset(Form::PAST);
        }
    }
}
