//! Where a job runs: in this process, or on the machines of a Ballista cluster.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use ballista::prelude::{SessionConfigExt, SessionContextExt};
use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::utils::default_session_builder;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion::common::{DataFusionError, Result};
use datafusion::execution::SessionStateBuilder;
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};

use crate::functions::registered;

/// Rows that a function is given at once: of articles with their claims, some megabytes.
const BATCH: usize = 256;
/// An executor that has not been heard of for so many seconds is lost.
pub const SILENCE: u64 = 20;
/// How often an executor is heard of, in seconds.
const BEAT: u64 = 4;

/// So many rows are encoded in memory before a file takes them. An article with its claims is some 20 kB, and the engine's own
/// million of rows would be all of a file's.
const GROUP: &str = "8192";

/// How much memory a process takes, and how many parts a step has.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes. Half of them are for the rows that the engine counts, and beyond that rows go to disk; the other half is for
    /// what it does not count: batches on their way, what a function holds for one, the program itself.
    pub memory: usize,
    pub parts: usize,
}

impl Limits {
    /// The settings of every session: those that Ballista asks for, so that one process and many run the same plans.
    fn config(self) -> SessionConfig {
        SessionConfig::new_with_ballista()
            .with_target_partitions(self.parts)
            .with_batch_size(BATCH)
            // Files are read as they stand, so that rows keep their columns' types.
            .set_bool("datafusion.execution.parquet.pushdown_filters", false)
            .set_str("datafusion.execution.parquet.max_row_group_size", GROUP)
            // Each part of a sort keeps some room for the merging of what it wrote to disk; all of them fit a quarter.
            .set_usize("datafusion.execution.sort_spill_reservation_bytes", (self.rows() / 4 / self.parts).min(10 << 20))
    }

    /// Bytes of rows that the engine holds before they go to disk.
    const fn rows(self) -> usize {
        self.memory / 2
    }
}

fn outside(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> DataFusionError {
    DataFusionError::External(error.into())
}

/// A session of this process alone; `spill` is where rows go that memory does not hold.
pub fn alone(limits: Limits, spill: &Path) -> Result<SessionContext> {
    std::fs::create_dir_all(spill)?;
    let runtime =
        RuntimeEnvBuilder::new().with_memory_pool(Arc::new(FairSpillPool::new(limits.rows()))).with_temp_file_path(spill).build_arc()?;
    let state = SessionStateBuilder::new().with_default_features().with_config(limits.config()).with_runtime_env(runtime).build();
    Ok(SessionContext::new_with_state(registered(state)?))
}

/// A session whose work a cluster does.
pub async fn on_cluster(limits: Limits, scheduler: &str) -> Result<SessionContext> {
    let state = SessionStateBuilder::new().with_default_features().with_config(limits.config()).build();
    // Once before and once behind, for what Ballista puts in place of a session's functions.
    let ctx = SessionContext::remote_with_state(&format!("df://{scheduler}"), registered(state)?).await?;
    Ok(SessionContext::new_with_state(registered(ctx.state())?))
}

/// Serves as a cluster's scheduler until it fails.
pub async fn scheduler(limits: Limits, listener: TcpListener) -> Result<()> {
    let address = listener.local_addr()?;
    let config = SchedulerConfig {
        scheduling_policy: TaskSchedulingPolicy::PullStaged,
        executor_timeout_seconds: SILENCE,
        expire_dead_executor_interval_seconds: BEAT,
        ..SchedulerConfig::default()
    }
    .with_hostname(address.ip().to_string())
    .with_port(address.port());
    let builder = Arc::new(|config: SessionConfig| registered(default_session_builder(config)?));
    let cluster = BallistaCluster::new_memory(address.to_string(), builder, Arc::new(move || limits.config()));
    let server = create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config)).await.map_err(outside)?;
    listener.set_nonblocking(true)?;
    start_grpc_service_with_listener(tokio::net::TcpListener::from_std(listener)?, server).await.map_err(outside)
}

/// Serves as one of a cluster's executors, with `work` for what it keeps for others.
pub async fn executor(limits: Limits, scheduler: SocketAddr, host: &str, cores: usize, work: PathBuf) -> Result<()> {
    let state = SessionStateBuilder::new().with_default_features().with_config(limits.config()).build();
    let functions = BallistaFunctionRegistry::from(&registered(state)?);
    let config = ExecutorProcessConfig {
        bind_host: host.to_owned(),
        external_host: Some(host.to_owned()),
        port: free_port(host)?,
        grpc_port: free_port(host)?,
        scheduler_host: scheduler.ip().to_string(),
        scheduler_port: scheduler.port(),
        scheduler_connect_timeout_seconds: 30,
        vcores: cores,
        task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
        work_dir: Some(work.to_string_lossy().into_owned()),
        executor_heartbeat_interval_seconds: BEAT,
        memory_pool_size: Some(limits.rows() as u64),
        override_function_registry: Some(Arc::new(functions)),
        override_config_producer: Some(Arc::new(move || limits.config())),
        ..ExecutorProcessConfig::default()
    };
    std::fs::create_dir_all(&work)?;
    start_executor_process(Arc::new(config)).await.map_err(outside)
}

fn free_port(host: &str) -> Result<u16> {
    Ok(TcpListener::bind((host, 0))?.local_addr()?.port())
}

/// A cluster on this machine: a scheduler in this process, and executors that are processes of their own.
pub struct Standalone {
    executors: Vec<Process>,
    work: PathBuf,
    pub scheduler: SocketAddr,
    /// How many executors have ended.
    pub lost: Arc<AtomicUsize>,
}

/// An executor: it ends when its input does.
struct Process {
    id: u32,
    input: Option<ChildStdin>,
    ended: Option<JoinHandle<()>>,
}

impl Standalone {
    /// Starts so many executors, on loopback addresses alone.
    pub fn start(executors: usize, limits: Limits, work: PathBuf) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        tokio::spawn(async move {
            if let Err(e) = scheduler(limits, listener).await {
                eprintln!("the scheduler ended: {e}");
            }
        });
        let mut cluster = Self { executors: Vec::new(), work, scheduler: address, lost: Arc::default() };
        for n in 0..executors {
            let mut child = Command::new(std::env::current_exe()?)
                .args(["executor", "--scheduler", &address.to_string(), "--cores", "1"])
                .args(["--memory", &limits.memory.to_string(), "--parts", &limits.parts.to_string()])
                .arg("--work")
                .arg(cluster.work.join(format!("executor-{n}")))
                // It ends with this process, however that ends.
                .arg("--tied")
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()?;
            let (id, input, lost) = (child.id(), child.stdin.take(), cluster.lost.clone());
            eprintln!("executor {n} is process {id}");
            let ended = std::thread::spawn(move || {
                let _ = child.wait();
                lost.fetch_add(1, Ordering::Relaxed);
            });
            cluster.executors.push(Process { id, input, ended: Some(ended) });
        }
        Ok(cluster)
    }
}

impl Standalone {
    /// The most memory that each executor ever took, in bytes; 0 for one that is no more.
    pub fn peaks(&self) -> Vec<u64> {
        self.executors.iter().map(|e| peak(&e.id.to_string())).collect()
    }
}

/// The most memory that a process ever took, in bytes, where the system says.
pub fn peak(process: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) << 10
}

impl Drop for Standalone {
    fn drop(&mut self) {
        for process in &mut self.executors {
            drop(process.input.take());
        }
        for process in &mut self.executors {
            let _ = process.ended.take().map(JoinHandle::join);
        }
        // What executors keep for each other is of no use to a later run.
        let _ = std::fs::remove_dir_all(&self.work);
    }
}

/// Waits until a scheduler listens.
pub async fn reachable(scheduler: &str) -> Result<()> {
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(scheduler).await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(DataFusionError::Execution(format!("no scheduler answers at {scheduler}")))
}
