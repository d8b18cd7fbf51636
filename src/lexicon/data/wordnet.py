#!/usr/bin/env python3
"""Makes verbs.tsv, nouns.tsv and adjectives.tsv from a WordNet 3.0 dictionary folder.

    python3 wordnet.py /usr/share/wordnet

Kept are single words that occur in WordNet's tagged texts (a count above zero), so the tables stay small.
A noun is `person-noun` or `group-noun` where its first sense stands below person.n.01 or group.n.01.
"""
import collections, os, re, sys

root = sys.argv[1]
here = os.path.dirname(os.path.abspath(__file__))
SOURCE = "# From WordNet 3.0, (c) 2006 Princeton University; licence: LICENSE-WordNet. Made by wordnet.py.\n"


def lines(name):
    with open(os.path.join(root, name), encoding="latin-1") as f:
        yield from (l for l in f if not l.startswith("  "))


def index(pos):
    """word -> (senses, tagged senses, offset of the first sense)"""
    out = {}
    for l in lines("index." + pos):
        p = l.split()
        n = int(p[3])
        out[p[0]] = (int(p[2]), int(p[5 + n]), p[6 + n])
    return out


def tagged():
    """(word, part of speech) -> how often in the tagged texts"""
    count = collections.Counter()
    for l in lines("cntlist.rev"):
        key, _, n = l.split()
        word, rest = key.split("%")
        count[word, "nvar"[int(rest[0]) - 1] if rest[0] in "1234" else "a"] += int(n)
    return count


exc = collections.defaultdict(list)
for l in lines("verb.exc"):
    form, *bases = l.split()
    for b in bases:
        exc[b].append(form)
COUNT = tagged()
word = re.compile(r"[a-z]+(-[a-z]+)?$").match


def put(name, rows):
    with open(os.path.join(here, name), "w", encoding="utf-8") as f:
        f.write(SOURCE + "".join(r + "\n" for r in sorted(rows)))


def regular(b, f):
    return f in (b + "ed", b + "d", b[:-1] + "ied", b + "ing", b[:-1] + "ing", b[:-2] + "ying", b[:-1] + "ies") or "-" in f and "-" not in b


SAME = "put cut hit set let hurt cost shut split spread cast bet burst quit rid shed thrust upset broadcast forecast beat".split()
rows = []
for w in index("verb"):
    if not word(w) or COUNT[w, "v"] < 1 or w in ("be", "have", "do"):
        continue
    forms = [f for f in exc.get(w, []) if not regular(w, f)] + [w] * (w in SAME)
    ing = [f for f in forms if f.endswith("ing")]
    # Participles in -en, -wn, -ung, -um and the like are no past forms; every other form may be both.
    late = [f for f in forms if f not in ing and (re.search(r"[^a]n$|[^r]ne$|u(n[gk]?|m)$", f) and f not in ("won", "shone", "began", "ran") or w in ("come", "become", "overcome", "run") and f == w)]
    past = [f for f in forms if f not in ing and f not in late] or late
    columns = [past, late or past, ing]
    if w in ("come", "become", "overcome", "run"):
        columns[1] = [w]
    while columns and not columns[-1]:
        columns.pop()
    rows.append("\t".join([w, "verb"] + [",".join(c) for c in columns]))
put("verbs.tsv", rows)

hypernym = {}
for l in lines("data.noun"):
    p = l.split("|")[0].split()
    n = int(p[3], 16)
    q = p[4 + 2 * n:]
    hypernym[p[0]] = [q[1 + 4 * i + 1] for i in range(int(q[0])) if q[1 + 4 * i] in ("@", "@i")]
NOUN = index("noun")
PERSON, GROUP = NOUN["person"][2], NOUN["group"][2]


def above(o):
    seen, todo = set(), [o]
    while todo:
        x = todo.pop()
        if x not in seen:
            seen.add(x)
            todo += hypernym.get(x, [])
    return seen


rows = []
for w, (_, _, first) in NOUN.items():
    if not word(w):
        continue
    up = above(first)
    person, group = PERSON in up, GROUP in up
    if COUNT[w, "n"] < 1:
        continue
    rows.append(w + "\tnoun" + (" person-noun" if person else " group-noun" if group else "") + (" verb-first" if COUNT[w, "v"] > 2 * COUNT[w, "n"] + 2 else ""))
put("nouns.tsv", rows)
put("adjectives.tsv", [w + "\tadjective" for w in index("adj") if word(w) and COUNT[w, "a"] >= 1])
