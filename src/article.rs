//! One text of one source: what extraction starts from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::span::Span;

/// One text of one source, with what is known about it.
///
/// ```
/// use corroborate::Article;
/// let article = Article::new("a1", "Officials said 14 people were hurt.")
///     .source("The Harbour Post")
///     .published("2024-03-09")?;
/// assert_eq!(article.id(), "a1");
/// # Ok::<(), corroborate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    id: String,
    text: String,
    title: Option<String>,
    source: Option<String>,
    published: Option<Date>,
    url: Option<String>,
    lang: Option<String>,
    header: usize,
}

/// The field of an article in which a claim stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The article's title.
    Title,
    /// The article's text.
    #[default]
    Text,
}

impl Article {
    /// An article of which only the id and the text are known.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), title: None, source: None, published: None, url: None, lang: None, header: 0 }
    }

    /// An article as a plain text file holds it: a first line that begins with white space, the word
    /// `date` and an ISO date gives the publication date. Those words stay part of the text, so that
    /// spans fit the file, and are no claim.
    #[must_use]
    pub fn from_plain_text(id: impl Into<String>, text: impl Into<String>) -> Self {
        let mut article = Self::new(id, text);
        if let Some((date, end)) = date_header(&article.text) {
            article.published = Some(date);
            article.header = end;
        }
        article
    }

    /// Sets the title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets the name of the source.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Sets the address.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Sets the language, as a BCP 47 tag (`_` for `-` will do). Anything but English is read for marks and digits alone.
    #[must_use]
    pub fn lang(mut self, lang: impl Into<String>) -> Self {
        self.lang = Some(lang.into());
        self
    }

    /// Sets the publication date: an ISO date, or a date and time with or without a zone, of which
    /// the date as written counts.
    ///
    /// # Errors
    /// Where the string is no such date.
    pub fn published(mut self, date: &str) -> Result<Self, Error> {
        self.published = Some(publication_date(date)?);
        Ok(self)
    }

    /// Sets the publication date.
    #[must_use]
    pub const fn published_on(mut self, date: Date) -> Self {
        self.published = Some(date);
        self
    }

    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The text, untouched.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The title.
    #[must_use]
    pub fn title_text(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The source's name: the one given, else the host of the address, else the id.
    #[must_use]
    pub fn source_name(&self) -> &str {
        self.source.as_deref().or_else(|| self.url.as_deref().and_then(host)).unwrap_or(&self.id)
    }

    /// The source's name as it was given.
    #[must_use]
    pub fn given_source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The publication date.
    #[must_use]
    pub const fn date(&self) -> Option<Date> {
        self.published
    }

    /// The address.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The language, as it was given.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.lang.as_deref()
    }

    /// Whether the article is read as English: every language but a stated other one is.
    #[must_use]
    pub fn is_english(&self) -> bool {
        self.lang.as_deref().is_none_or(|l| l.split(['-', '_']).next().is_some_and(|first| first.eq_ignore_ascii_case("en")))
    }

    /// The country that the language's region or the host's last label names, as two letters.
    pub(crate) fn country(&self) -> Option<&str> {
        let is_code = |c: &&str| c.len() == 2 && c.bytes().all(|b| b.is_ascii_alphabetic());
        let region = self.lang.as_deref().and_then(|l| l.split(['-', '_']).skip(1).find(is_code));
        let label = || {
            let named = self.source.as_deref().filter(|s| !s.contains(char::is_whitespace));
            let (_, label) = self.url.as_deref().and_then(host).or(named)?.rsplit_once('.')?;
            Some(label)
        };
        region.or_else(|| label().filter(is_code))
    }

    /// Where the article proper begins in the text: after a date header, if there is one.
    #[must_use]
    pub const fn body_start(&self) -> usize {
        self.header
    }

    /// The text of one field; empty for a title that is not there.
    #[must_use]
    pub fn field(&self, field: Field) -> &str {
        match field {
            Field::Text => &self.text,
            Field::Title => self.title.as_deref().unwrap_or(""),
        }
    }

    /// The title, where it is to be read as well as the text: not where it stands word for word at
    /// the text's head.
    pub(crate) fn title_to_read(&self) -> Option<&str> {
        let title = self.title.as_deref()?;
        let head = self.text[self.header..].trim_start();
        (!title.trim().is_empty() && !head.starts_with(title.trim())).then_some(title)
    }

    /// The characters of `field` at `span`.
    #[must_use]
    pub fn slice(&self, field: Field, span: Span) -> &str {
        span.slice(self.field(field))
    }
}

/// The date of a date header and the byte at which the article proper begins.
fn date_header(text: &str) -> Option<(Date, usize)> {
    let line = text.lines().next()?;
    let rest = line.trim_start();
    if rest.len() == line.len() {
        return None;
    }
    let rest = rest.strip_prefix("date")?;
    let value = rest.trim_start();
    if value.len() == rest.len() {
        return None;
    }
    let date = value.get(..10)?;
    if value[10..].starts_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    let date = date.parse().ok()?;
    Some((date, line.len() - value.len() + 10))
}

fn publication_date(text: &str) -> Result<Date, Error> {
    let wrong = || Error::input(format!("`published` is no ISO date: {text:?}"));
    let date = text.get(..10).ok_or_else(wrong)?;
    let rest = &text[10..];
    let date = date.parse::<Date>().map_err(|_| wrong())?;
    if !rest.is_empty() {
        let time = rest.strip_prefix(['T', 't', ' ']).ok_or_else(wrong)?;
        let clock = time.trim_end_matches(['Z', 'z']);
        let zone = clock.rfind(['+', '-']).unwrap_or(clock.len());
        clock[..zone].parse::<jiff::civil::Time>().map_err(|_| wrong())?;
        if !clock[zone..].bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b':')) {
            return Err(wrong());
        }
    }
    Ok(date)
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_gives_the_date_and_stays_in_the_text() {
        let a = Article::from_plain_text("x", " date 2024-02-29 The dam held.");
        assert_eq!(a.date(), Some(jiff::civil::date(2024, 2, 29)));
        assert_eq!(a.text()[a.body_start()..].trim_start(), "The dam held.");
        for none in ["date 2024-02-29 x", " date 2023-02-29 x", " date 2024-02-291 x", "\n date 2024-02-29", " dated 2024-02-29"] {
            assert_eq!(Article::from_plain_text("x", none).date(), None, "{none:?}");
        }
    }

    #[test]
    fn publication_dates() {
        for good in ["2024-02-29", "2024-02-29T10:00:00Z", "2024-02-29 10:00", "2024-02-29T10:00:00.5+02:00"] {
            assert!(Article::new("x", "").published(good).is_ok(), "{good}");
        }
        for bad in ["", "2023-02-29", "yesterday", "2024-02-29x", "2024-02-29T25:00", "2024-2-9", "２０２４-02-29"] {
            assert!(Article::new("x", "").published(bad).is_err_and(|e| e.is_input()), "{bad}");
        }
    }

    #[test]
    fn source_falls_back_to_host_then_id() {
        assert_eq!(Article::new("x", "").source_name(), "x");
        assert_eq!(Article::new("x", "").url("https://www.example.org/a?b").source_name(), "example.org");
        assert_eq!(Article::new("x", "").url("https://example.org").source("Ex").source_name(), "Ex");
    }
}
