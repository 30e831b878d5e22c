//! Runs a part of a plan: what has no row yet is solved, and kept file by file.
//!
//! A run can be ended in any way and loses at most the rows that are not in a file yet: those of the last minute, or of
//! the last batch.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ironproof_files::file::{WriteError, tidy, write_file};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;

use crate::answer::{answer, tally};
use crate::base::Scratch;
use crate::id::{PROGRAM, id};
use crate::line;
use crate::manifest::Question;
use crate::plan::{Plan, PlanError};
use crate::rows::{Damaged, ROWS, Rows, add_file};
use crate::shard::Shard;
use crate::subject::Subject;

/// The folder of times in that of a plan.
const TIMES: &str = "times";
/// Rows are kept in a file after this time, or when they take so many bytes.
const FLUSH: Duration = Duration::from_secs(60);
const LARGEST_FILE: usize = 16 << 20;
/// Instances that are read from the manifest at a time.
const CHUNK: u64 = 1_000;
/// How long it takes to solve what is asked for at a time, about.
const WAVE: Duration = Duration::from_millis(500);

/// What is run, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which part.
    pub shard: Shard,
    /// Rows of a file; if there is none, a file has those of a minute.
    pub batch: Option<u64>,
    /// No instance is begun after this time.
    pub time_budget: Option<Duration>,
    /// Where certificates are kept.
    pub certificates: Option<PathBuf>,
    /// Whether failed rows are made again.
    pub retry: bool,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ran {
    /// Instances of the shard.
    pub n: u64,
    /// Those that had a row before.
    pub n_there: u64,
    /// Those that were solved, or failed, now.
    pub n_new: u64,
    /// Of these, the failed ones.
    pub n_failed: u64,
    /// Certificates that were made for rows that were there.
    pub n_certificates: u64,
    /// Whether the run ended before it had looked for all certificates.
    pub lacks_certificates: bool,
    /// Lines that were damaged.
    pub damaged: Vec<Damaged>,
}

impl Ran {
    /// Whether every instance of the shard has a row, and its certificate where these are kept.
    pub fn is_finished(&self) -> bool {
        self.n_there + self.n_new == self.n && !self.lacks_certificates
    }
}

/// Why a run cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Of the plan or its rows.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The plan has no certificates.
    #[error(
        "--certificates: the plan makes none; plan it with --certify, or with certify = true under [settings]"
    )]
    NoCertificates,
}

/// How long the rows of a file took. Nothing of it is merged.
#[derive(Serialize)]
struct Times<'a> {
    rows: &'a str,
    n: u64,
    seconds: f64,
    threads: usize,
    host: String,
}

/// Runs a shard, on the threads of the caller's pool. `stop` ends it early; `heard` hears how many more are done.
///
/// # Errors
/// [`RunError`] if the plan is damaged, or a file cannot be written. What was written stays.
pub fn run(
    plan: &Plan,
    options: &Options,
    stop: &AtomicBool,
    heard: &(dyn Fn(u64) + Sync),
) -> Result<Ran, RunError> {
    if options.certificates.is_some() && !plan.certifies() {
        return Err(RunError::NoCertificates);
    }
    // A run that was killed may have left something where this one has nothing to write.
    for folder in [ROWS, TIMES] {
        tidy(&plan.folder.join(folder));
    }
    let lines = options.shard.lines(plan.n);
    let mut there = Rows::scan(plan, lines.clone())?;
    let damaged = there.damaged.clone();
    if !damaged.is_empty() {
        there.mend(plan)?;
        there = Rows::scan(plan, lines.clone())?;
    }
    let mut ran = Ran { n: lines.end - lines.start, damaged, ..Ran::default() };
    let is_there = |index: u64| {
        let place = usize::try_from(index - lines.start).unwrap_or(usize::MAX);
        there.at[place].is_some_and(|at| !(at.is_failed && options.retry))
    };
    let is_answered = |index: u64| {
        let place = usize::try_from(index - lines.start).unwrap_or(usize::MAX);
        there.at[place].is_some_and(|at| !at.is_failed)
    };
    let lacks_certificate = |question: &Question| {
        options.certificates.as_ref().is_some_and(|it| !file_of(it, &question.id).exists())
    };
    // A budget beyond all clocks is none.
    let deadline = options.time_budget.and_then(|budget| Instant::now().checked_add(budget));
    let is_over = || {
        stop.load(Ordering::Relaxed) || deadline.is_some_and(|deadline| deadline <= Instant::now())
    };
    let mut open = Open::new();
    let mut wave = rayon::current_num_threads() * 4;
    let mut from = lines.start;
    'all: while from < lines.end {
        let to = lines.end.min(from + CHUNK);
        let n_there = (from..to).filter(|index| is_there(*index)).count() as u64;
        ran.n_there += n_there;
        heard(n_there);
        // A row may be there without its certificate, if it was made when nobody wanted certificates.
        let is_all_there = n_there == to - from && options.certificates.is_none();
        let mut questions = if is_all_there { Vec::new() } else { plan.questions(from..to)? };
        questions.retain(|question| {
            !is_there(question.index)
                || (is_answered(question.index) && lacks_certificate(question))
        });
        while !questions.is_empty() {
            let most = options.batch.map_or(usize::MAX, |batch| {
                usize::try_from(batch.saturating_sub(open.n)).unwrap_or(usize::MAX)
            });
            let now: Vec<Question> =
                questions.drain(..wave.min(most).clamp(1, questions.len())).collect();
            let begun = Instant::now();
            // A wave ends after a while, however long its instances take: what was not begun comes in the next one.
            let is_late = || is_over() || WAVE * 4 < begun.elapsed();
            let solved = solve(plan, &now, options.certificates.as_deref(), &is_late);
            let took = begun.elapsed();
            wave = if took < WAVE / 2 {
                wave * 2
            } else if WAVE * 2 < took {
                wave / 2
            } else {
                wave
            };
            wave = wave.clamp(rayon::current_num_threads(), 1_000);
            let n_before = open.n;
            let mut later = Vec::new();
            for (question, row) in now.into_iter().zip(solved) {
                match row? {
                    Some(row) if is_there(row.index) => ran.n_certificates += 1,
                    Some(row) => open.add(&row),
                    None => later.push(question),
                }
            }
            questions.splice(..0, later);
            heard(open.n - n_before);
            let is_full = options.batch.is_some_and(|batch| batch <= open.n)
                || LARGEST_FILE <= open.text.len()
                || (options.batch.is_none() && FLUSH <= open.since.elapsed());
            let is_over = is_over();
            if is_full || is_over {
                open.keep(plan, &mut ran)?;
            }
            if is_over {
                // Counts alone say whether rows are missing, and not whether certificates are.
                let is_cut = !questions.is_empty() || to < lines.end;
                ran.lacks_certificates = options.certificates.is_some() && is_cut;
                break 'all;
            }
        }
        from = to;
    }
    open.keep(plan, &mut ran)?;
    Ok(ran)
}

/// Solves one question, and keeps nothing.
pub(crate) fn solve_alone(plan: &Plan, question: &Question) -> Result<(), RunError> {
    row(plan, question, None, &mut Scratch::default()).map(drop)
}

/// A row as a line.
struct Line {
    index: u64,
    text: String,
    is_failed: bool,
}

/// The rows of some questions, in their order; `None` for those that the end of the run came before.
fn solve(
    plan: &Plan,
    questions: &[Question],
    certificates: Option<&Path>,
    is_over: &(dyn Fn() -> bool + Sync),
) -> Vec<Result<Option<Line>, RunError>> {
    let of = |scratch: &mut Scratch, question: &Question| {
        if is_over() {
            return Ok(None);
        }
        row(plan, question, certificates, scratch).map(Some)
    };
    if rayon::current_num_threads() == 1 {
        let mut scratch = Scratch::default();
        return questions.iter().map(|question| of(&mut scratch, question)).collect();
    }
    let parts =
        questions.par_iter().map_init(Scratch::default, |scratch, question| of(scratch, question));
    parts.collect()
}

fn row(
    plan: &Plan,
    question: &Question,
    certificates: Option<&Path>,
    scratch: &mut Scratch,
) -> Result<Line, RunError> {
    let (found, solved, instance) = match &plan.subject {
        Subject::Instances(instances) => {
            let (found, posed) = instances.pose(&question.values, scratch, &plan.folder);
            let solved = answer(&posed, &scratch.text);
            scratch.take_back(posed.base, posed.made);
            (found, solved, Some(posed.instance))
        }
        Subject::Claims(search) => {
            (id(&[&search.name(&question.values)]), tally(search, &question.values), None)
        }
    };
    // A damaged line of the manifest has another id than its values.
    if found != question.id {
        return Err(plan.damaged(question.index).into());
    }
    if let (Some(folder), Some(certificate)) = (certificates, &solved.certificate) {
        write_file(&file_of(folder, &question.id), |out| out.write_all(certificate.as_bytes()))?;
    }
    let mut out = String::with_capacity(512);
    line::start(&mut out, question.index, &question.id, solved.status);
    line::text(&mut out, "program", PROGRAM);
    if let Some(instance) = instance {
        line::text(&mut out, "instance", &instance);
    }
    for (key, value) in plan.keys.iter().zip(&question.texts) {
        line::keyed(&mut out, key, value);
    }
    out.push_str(&solved.fields);
    let is_failed = solved.status == line::FAILED;
    Ok(Line { index: question.index, text: line::end(out), is_failed })
}

/// The file of a certificate.
fn file_of(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!("{id}.cert"))
}

/// Rows that are in no file yet.
struct Open {
    text: String,
    n: u64,
    n_failed: u64,
    /// The first line of the manifest, and the last one.
    range: (u64, u64),
    since: Instant,
}

impl Open {
    fn new() -> Self {
        Self { text: String::new(), n: 0, n_failed: 0, range: (u64::MAX, 0), since: Instant::now() }
    }

    fn add(&mut self, row: &Line) {
        self.text.push_str(&row.text);
        self.n += 1;
        self.range = (self.range.0.min(row.index), self.range.1.max(row.index));
        self.n_failed += u64::from(row.is_failed);
    }

    /// Puts the rows into a file, if there are any, and starts the next one.
    fn keep(&mut self, plan: &Plan, ran: &mut Ran) -> Result<(), RunError> {
        if self.n > 0 {
            let name = add_file(plan, &self.text, self.range)?;
            let times = Times {
                rows: &name,
                n: self.n,
                seconds: self.since.elapsed().as_secs_f64(),
                threads: rayon::current_num_threads(),
                host: std::fs::read_to_string("/proc/sys/kernel/hostname")
                    .map(|name| name.trim().to_owned())
                    .unwrap_or_default(),
            };
            let path = plan.folder.join(TIMES).join(format!("{name}.json"));
            let text = serde_json::to_string(&times).unwrap_or_default();
            write_file(&path, |out| writeln!(out, "{text}"))?;
            ran.n_new += self.n;
            ran.n_failed += self.n_failed;
        }
        *self = Self::new();
        Ok(())
    }
}
