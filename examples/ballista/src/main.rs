//! Reconciles an archive of articles, or clusters statements, on DataFusion: in this process, or on a Ballista cluster.

mod engine;
mod functions;
mod input;
mod output;
mod stage;
mod statements;
mod stories;

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, Parser, Subcommand};
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::prelude::SessionContext;

use engine::{Limits, Standalone};
use stage::Stages;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Reconciles archives of articles.
#[derive(Parser)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
struct Options {
    #[command(flatten)]
    job: Job,
    #[command(subcommand)]
    command: Option<Service>,
}

#[derive(Args)]
struct Job {
    /// Articles: `.jsonl`, `.parquet` or `.txt` files, or folders of them.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Where results and steps go; every machine of a cluster must reach it under this name.
    #[arg(long, required = true)]
    out: Option<PathBuf>,
    /// The rows are statements (`id`, `text`, `speaker`?), which are clustered and nothing else.
    #[arg(long)]
    statements: bool,
    /// Start so many executors on this machine.
    #[arg(long, value_name = "N", conflicts_with = "scheduler")]
    standalone: Option<usize>,
    /// Run on the cluster of this scheduler.
    #[arg(long, value_name = "HOST:PORT")]
    scheduler: Option<String>,
    #[command(flatten)]
    limits: Memory,
}

#[derive(Args)]
struct Memory {
    /// The bytes that a process takes: half of them for rows, before they go to disk; k, M and G are understood.
    #[arg(long, default_value = "2G", value_parser = bytes)]
    memory: usize,
    /// In how many parts each step's rows are spread.
    #[arg(long, default_value_t = 8)]
    parts: usize,
}

#[derive(Subcommand)]
enum Service {
    /// Writes the report on one story of a finished run, given by the id of one of its articles.
    Story {
        id: String,
        #[arg(long)]
        out: PathBuf,
    },
    /// Serves as the scheduler of a cluster.
    Scheduler {
        #[arg(long, default_value = "127.0.0.1:50050")]
        bind: SocketAddr,
        #[command(flatten)]
        limits: Memory,
    },
    /// Serves as an executor of a cluster.
    Executor {
        #[arg(long, default_value = "127.0.0.1:50050")]
        scheduler: SocketAddr,
        /// The address under which other executors find this one.
        #[arg(long, default_value = "127.0.0.1")]
        host: String,
        #[arg(long, default_value_t = 2)]
        cores: usize,
        /// Where it keeps what it made for others.
        #[arg(long)]
        work: PathBuf,
        /// End when standard input does.
        #[arg(long)]
        tied: bool,
        #[command(flatten)]
        limits: Memory,
    },
}

impl Memory {
    fn limits(&self) -> Limits {
        Limits { memory: self.memory, parts: self.parts.max(1) }
    }
}

fn bytes(text: &str) -> Result<usize, String> {
    let (number, unit) = match text.char_indices().last() {
        Some((at, 'k')) => (&text[..at], 1 << 10),
        Some((at, 'M')) => (&text[..at], 1 << 20),
        Some((at, 'G')) => (&text[..at], 1 << 30),
        _ => (text, 1),
    };
    number.parse::<usize>().ok().and_then(|n| n.checked_mul(unit)).ok_or_else(|| format!("{text:?} is no number of bytes"))
}

fn main() -> ExitCode {
    let options = Options::parse();
    // A plan of many steps is walked by recursion: more than the usual stack keeps it safe.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(8 << 20).build();
    let done = runtime.map_err(DataFusionError::from).and_then(|r| r.block_on(run(options)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::from(2)
        }
    }
}

async fn run(options: Options) -> Result<()> {
    match options.command {
        Some(Service::Story { id, out }) => output::story(&id, &out).await,
        Some(Service::Scheduler { bind, limits }) => engine::scheduler(limits.limits(), TcpListener::bind(bind)?).await,
        Some(Service::Executor { scheduler, host, cores, work, tied, limits }) => {
            if tied {
                std::thread::spawn(|| {
                    let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
                    std::process::exit(0);
                });
            }
            engine::executor(limits.limits(), scheduler, &host, cores, work).await
        }
        None => reconcile(options.job).await,
    }
}

async fn reconcile(job: Job) -> Result<()> {
    let begun = Instant::now();
    let limits = job.limits.limits();
    let Some(out) = job.out else { return exec_err!("--out is missing") };
    std::fs::create_dir_all(&out)?;
    let here = engine::alone(limits, &out.join("spill"))?;
    let cluster = job.standalone.map(|n| Standalone::start(n.max(1), limits, out.join("work"))).transpose()?;
    let scheduler = cluster.as_ref().map(|c| c.scheduler.to_string()).or(job.scheduler);
    let there = match &scheduler {
        Some(scheduler) => {
            engine::reachable(scheduler).await?;
            Some(engine::on_cluster(limits, scheduler).await?)
        }
        None => None,
    };
    let ctx: &SessionContext = there.as_ref().unwrap_or(&here);
    let lost = cluster.as_ref().map_or_else(Default::default, |c| c.lost.clone());
    let mut stages = Stages::new(ctx, &out, lost)?;
    if job.statements {
        input::statements(&mut stages, ctx, &job.paths).await?;
        statements::cluster(&mut stages).await?;
        output::clusters(&here, &stages, &out).await?;
    } else {
        input::articles(&mut stages, ctx, &job.paths).await?;
        stories::extract(&mut stages).await?;
        statements::cluster(&mut stages).await?;
        stories::reconcile(&mut stages).await?;
        output::findings(&here, &stages, &out).await?;
    }
    eprintln!("all of it took {:.1} s, and {} MB at most here", begun.elapsed().as_secs_f64(), engine::peak("self") >> 20);
    if let Some(cluster) = &cluster {
        for (n, peak) in cluster.peaks().into_iter().enumerate() {
            eprintln!("executor {n} took {} MB at most", peak >> 20);
        }
    }
    Ok(())
}
