"""Writes feasts.tsv: the days of feasts by the moon, by other calendars and by the day of the week, 1950 to 2060.

    python3 feasts.py PATH/TO/icu_calendar/src/cal/hijri/ummalqura_data.rs > feasts.tsv

Islamic months: the Umm al-Qura calendar of Saudi Arabia, as the table of ICU has it (Unicode licence v3).
Indian feasts: the tithi (a twelfth of the way from new moon to full moon and back, twice fifteen) that lasts at the
hour of the rite, at 82.5 degrees east, in the lunar month that is named after the sun's sidereal sign (Lahiri).
Chinese feasts: days of lunar months, which begin on the day of the new moon at 120 degrees east.
Sun and moon: Meeus, Astronomical Algorithms, chapters 25 and 47, the largest terms: good to some minutes.
Jewish feasts that a year's length or the day of the week moves: the arithmetic Hebrew calendar.
"""
import datetime as dt, math, re, sys

FIRST, LAST = 1950, 2060
J2000 = 2451545.0
rad = math.radians


def julian(day, hour=0.0):
    """Julian day of a civil day at an hour of universal time."""
    return day.toordinal() + 1721424.5 + hour / 24


def sun(jd):
    t = (jd - J2000) / 36525
    m = rad(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    c = (1.914602 - 0.004817 * t) * math.sin(m) + (0.019993 - 0.000101 * t) * math.sin(2 * m) + 0.000289 * math.sin(3 * m)
    omega = rad(125.04 - 1934.136 * t)
    return (280.46646 + 36000.76983 * t + 0.0003032 * t * t + c - 0.00569 - 0.00478 * math.sin(omega)) % 360


# Multiples of D, M, M', F, and the coefficient in millionths of a degree.
TERMS = """0 0 1 0 6288774;2 0 -1 0 1274027;2 0 0 0 658314;0 0 2 0 213618;0 1 0 0 -185116;0 0 0 2 -114332;2 0 -2 0 58793
2 -1 -1 0 57066;2 0 1 0 53322;2 -1 0 0 45758;0 1 -1 0 -40923;1 0 0 0 -34720;0 1 1 0 -30383;2 0 0 -2 15327;0 0 1 2 -12528
0 0 1 -2 10980;4 0 -1 0 10675;0 0 3 0 10034;4 0 -2 0 8548;2 1 -1 0 -7888;2 1 0 0 -6766;1 0 -1 0 -5163;1 1 0 0 4987
2 -1 1 0 4036;2 0 2 0 3994;4 0 0 0 3861;2 0 -3 0 3665;0 1 -2 0 -2689;2 0 -1 2 -2602;2 -1 -2 0 2390;1 0 1 0 -2348
2 -2 0 0 2236;0 1 2 0 -2120;0 2 0 0 -2069;2 -2 -1 0 2048;2 0 1 -2 -1773;2 0 0 2 -1595;4 -1 -1 0 1215"""
TERMS = [tuple(map(int, row.split())) for row in re.split("[;\n]", TERMS)]


def moon(jd):
    t = (jd - J2000) / 36525
    d = 297.8501921 + 445267.1114034 * t
    m = 357.5291092 + 35999.0502909 * t
    n = 134.9633964 + 477198.8675055 * t + 0.0087414 * t * t
    f = 93.2720950 + 483202.0175233 * t
    e = 1 - 0.002516 * t
    s = sum(c * e ** abs(b) * math.sin(rad(a * d + b * m + p * n + q * f)) for a, b, p, q, c in TERMS)
    s += 3958 * math.sin(rad(119.75 + 131.849 * t)) + 1962 * math.sin(rad(218.3164477 + 481267.88123421 * t - f))
    omega = rad(125.04 - 1934.136 * t)
    return (218.3164477 + 481267.88123421 * t - 0.0015786 * t * t + s / 1e6 - 0.00478 * math.sin(omega)) % 360


def delta(jd):
    """Days by which dynamical time is ahead of universal time: a minute, within twenty seconds, in these years."""
    return 60 / 86400


def phase(jd):
    jd += delta(jd)
    return (moon(jd) - sun(jd)) % 360


def sidereal(longitude, jd):
    return (longitude - 23.853 - 1.39722 * (jd - J2000) / 36525) % 360


def root(low, high, f):
    """Where `f`, which is negative at `low`, turns positive."""
    for _ in range(40):
        mid = (low + high) / 2
        low, high = (mid, high) if f(mid) < 0 else (low, mid)
    return high


def new_moons(first, last):
    jd, end, found = julian(dt.date(first, 1, 1)), julian(dt.date(last, 12, 31)), []
    while jd < end:
        if phase(jd) > 180 > phase(jd + 1):
            found.append(root(jd, jd + 1, lambda x: (phase(x) + 180) % 360 - 180))
            jd += 27
        jd += 1
    return found


def day(jd, hours_east):
    return dt.date.fromordinal(int(jd + hours_east / 24 - 1721424.5))


NEW = new_moons(FIRST - 1, LAST + 1)
SIGN = [int(sidereal(sun(n), n) // 30) for n in NEW]
INDIA = 5.5
# Month (0 is Chaitra), tithi, hour of the rite.
TITHI = {
    "ugadi": (0, 1, 6), "rama-navami": (0, 9, 12.3), "buddha-purnima": (1, 15, 6), "raksha-bandhan": (4, 15, 13.5),
    "janmashtami": (4, 23, 24), "ganesh-chaturthi": (5, 4, 12.3), "navaratri": (6, 1, 6.3), "maha-saptami": (6, 7, 6.3),
    "dussehra": (6, 10, 14), "valmiki-jayanti": (6, 15, 17), "karva-chauth": (6, 19, 20), "dhanteras": (6, 28, 19.5),
    "choti-diwali": (6, 29, 18), "diwali": (6, 30, 18), "chhath": (7, 6, 6.3), "guru-nanak": (7, 15, 6.4),
    "guru-gobind-singh": (9, 7, 7), "vasant-panchami": (10, 5, 9), "ravidas-jayanti": (10, 15, 7),
    "maha-shivaratri": (10, 29, 24), "holika-dahan": (11, 15, 18.3),
}

# Of two days at whose hour the tithi lasts, these are kept on the second.
LATER = {"dussehra", "janmashtami"}


def indian():
    for name, (month, tithi, hour) in TITHI.items():
        days = []
        for k in range(len(NEW) - 1):
            # The leap month is the one in which the sun enters no sign.
            if (SIGN[k] + 1) % 12 != month or SIGN[k + 1] == SIGN[k]:
                continue
            first = day(NEW[k], INDIA) + dt.timedelta(tithi - 3)
            lasts = [d for d in (first + dt.timedelta(i) for i in range(6)) if int(phase(julian(d, hour - INDIA)) // 12) + 1 == tithi]
            # A tithi that lasts at the hour of no day is kept on the day in which it ends.
            ends = [d for d in (first + dt.timedelta(i) for i in range(6)) if int(phase(julian(d, hour - INDIA)) // 12) + 1 == tithi % 30 + 1]
            both = -1 if name in LATER else 0
            days.append(lasts[both] if lasts else ends[0])
        yield name, days


def solar():
    """Feasts by the sun: its entry into Capricorn and Aries in India, the equinox in Iran."""
    for name, angle, month, latest in (("makar-sankranti", 270, 1, 18), ("vaisakhi", 0, 4, 24)):
        days = []
        for y in range(FIRST, LAST + 1):
            a = julian(dt.date(y, month, 5))
            jd = root(a, a + 20, lambda x: (sidereal(sun(x), x) - angle + 180) % 360 - 180)
            days.append(day(jd + (24 - latest) / 24, INDIA))
        yield name, days
    days = []
    for y in range(FIRST, LAST + 1):
        a = julian(dt.date(y, 3, 15))
        days.append(day(root(a, a + 10, lambda x: (sun(x) + 180) % 360 - 180) + 0.5, 3.5))
    yield "nowruz", days
    # The Parsis of India keep years of 365 days.
    known = dt.date(2018, 8, 17)
    yield "parsi-new-year", [known + dt.timedelta(365 * (y - 2018)) for y in range(FIRST, LAST + 1)]
    # The Dutch king's birthday, kept a day earlier where it is a Sunday.
    births = [dt.date(y, 4, 27) for y in range(2014, LAST + 1)]
    yield "kings-day", [d - dt.timedelta(int(d.weekday() == 6)) for d in births]
    # The day of the star Shravana in the sun's month of Leo.
    days = []
    for y in range(FIRST, LAST + 1):
        hours = [julian(dt.date(y, 8, 10), h) for h in range(45 * 24)]
        star = [h for h in hours if int(sidereal(sun(h), h) // 30) == 4 and int(sidereal(moon(h), h) // (360 / 27)) == 21]
        days.append(day(star[-1] - 0.5, INDIA))
    yield "onam", days


def chinese():
    """The month that begins on or after a day, and the day in it."""
    for name, month, first, nth in (("lunar-new-year", 1, 21, 1), ("lantern-festival", 1, 21, 15), ("dragon-boat-festival", 5, 24, 5), ("mid-autumn-festival", 8, 24, 15)):
        days = []
        for y in range(FIRST, LAST + 1):
            start = min(d for d in (day(n, 8) for n in NEW) if d >= dt.date(y, month, first))
            days.append(start + dt.timedelta(nth - 1))
        yield name, days


def islamic(path):
    months = {"islamic-new-year": (1, 1), "ashura": (1, 10), "mawlid": (3, 12), "isra-miraj": (7, 27), "ramadan": (9, 1), "laylat-al-qadr": (9, 27), "eid-al-fitr": (10, 1), "arafah": (12, 9), "eid-al-adha": (12, 10)}
    rows = re.findall(r"try_new\((\d+), \[([ls, ]+)\], gregorian\((\d+), (\d+), (\d+)\)", open(path).read())
    for name, (month, nth) in months.items():
        days = []
        for _, lengths, y, m, d in rows:
            lengths = [30 if c == "l" else 29 for c in lengths.split(", ")]
            days.append(dt.date(int(y), int(m), int(d)) + dt.timedelta(sum(lengths[: month - 1]) + nth - 1))
        yield name, days


def hebrew_new_year(year):
    def elapsed(y):
        months = (235 * y - 234) // 19
        d = 29 * months + (12084 + 13753 * months) // 25920
        return d + 1 if (3 * (d + 1)) % 7 < 3 else d
    d = elapsed(year)
    late = 2 if elapsed(year + 1) - d == 356 else int(d - elapsed(year - 1) == 382)
    return dt.date(2000, 9, 30) + dt.timedelta(d + late - 2103820)


def hebrew():
    hanukkah, hashoah = [], []
    for y in range(FIRST, LAST + 1):
        start, after = hebrew_new_year(y + 3761), hebrew_new_year(y + 3762)
        # From the eve of 25 Kislev: a long year has a long Heshvan.
        hanukkah.append(start + dt.timedelta(82 + int((after - start).days % 10 == 5)))
        d = start - dt.timedelta(151)
        hashoah.append(d + dt.timedelta({4: -1, 6: 1}.get(d.weekday(), 0)))
    yield "hanukkah", hanukkah
    yield "yom-hashoah", hashoah


print("# Feasts by the moon and other calendars, each with its days as year, month and day; written by feasts.py, which says how.")
for group in (islamic(sys.argv[1]), chinese(), hebrew(), indian(), solar()):
    for name, days in group:
        days = [d for d in days if FIRST <= d.year <= LAST]
        print(name + "\t" + " ".join(d.strftime("%Y%m%d") for d in days))
