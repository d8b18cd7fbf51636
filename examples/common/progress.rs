//! A progress bar for long work.

use std::io::IsTerminal;
use std::time::Duration;

use corroborate::Article;
use indicatif::{ProgressBar, ProgressStyle};

/// How far long work is, on standard error where that is a terminal.
pub struct Progress(ProgressBar);

/// The bytes of text from which work is long: about a second's.
const LONG_WORK: usize = 4 << 20;

impl Progress {
    /// `alone` says that nothing is written to standard output meanwhile.
    pub fn new(articles: &[Article], alone: bool) -> Self {
        let total: usize = articles.iter().map(|a| a.text().len()).sum();
        let bar = if total < LONG_WORK || !alone && std::io::stdout().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(total as u64)
        };
        Self(bar.with_style(style("{bar:30} {decimal_bytes}/{decimal_total_bytes} read, {eta} left")))
    }

    pub fn read(&self, article: &Article) {
        self.0.inc(article.text().len() as u64);
    }

    #[allow(dead_code, reason = "extract does not reconcile")]
    pub fn reconciling(&self) {
        if !self.0.is_hidden() {
            self.0.set_style(style("{spinner} reconciling for {elapsed}"));
            self.0.enable_steady_tick(Duration::from_millis(100));
        }
    }

    pub fn done(self) {
        self.0.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
