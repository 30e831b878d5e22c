//! Which part of a sweep a process does.
//!
//! ```text
//! shard i of k      the lines from n (i - 1) / k to n i / k of the manifest
//! Slurm             i is SLURM_ARRAY_TASK_ID, less SLURM_ARRAY_TASK_MIN, and k is SLURM_ARRAY_TASK_COUNT
//! HyperQueue        i is HQ_TASK_ID; k must be said
//! ```

use std::ops::Range;
use std::str::FromStr;

/// Part `i` of `k`, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    i: u64,
    k: u64,
}

/// What is no shard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoShard {
    /// Not of the form `i/k`.
    #[error("`{0}`: expected i/k with 1 <= i <= k, such as 3/10")]
    Text(String),
    /// A variable of an engine is no number.
    #[error("{name} is `{text}`, which is no whole number")]
    Variable {
        /// The variable.
        name: String,
        /// Its value.
        text: String,
    },
    /// A task has a number that the array has not.
    #[error(
        "{name} is {task}, and there are {k} shards: number the tasks of the array from 1, or say the number of shards \
         with --shards"
    )]
    Outside {
        /// The variable.
        name: String,
        /// The task.
        task: u64,
        /// How many there are.
        k: u64,
    },
    /// No engine started this process.
    #[error(
        "--shards needs SLURM_ARRAY_TASK_ID or HQ_TASK_ID, which Slurm and HyperQueue set; without them give --shard i/k"
    )]
    NoEngine,
    /// HyperQueue does not say how many tasks there are.
    #[error("HQ_TASK_ID is set, and nothing says how many shards there are: give --shards K")]
    NoCount,
}

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, NoShard> {
        let parts =
            text.split_once('/').and_then(|(i, k)| Some((i.parse().ok()?, k.parse().ok()?)));
        match parts {
            Some((i, k)) if 1 <= i && i <= k => Ok(Self { i, k }),
            _ => Err(NoShard::Text(text.to_owned())),
        }
    }
}

impl Shard {
    /// All of it.
    pub const ALL: Self = Self { i: 1, k: 1 };

    /// The shard of the task of an array that this process is; `None` if it is none. `k` is the number of shards, where
    /// it was said, and `variable` gives the variables of the environment.
    ///
    /// # Errors
    /// [`NoShard`] if the variables do not say which.
    pub fn of_task(
        k: Option<u64>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, NoShard> {
        let number = |name: &str| {
            let Some(text) = variable(name) else { return Ok(None) };
            let number = text.parse::<u64>().map(Some);
            number.map_err(|_| NoShard::Variable { name: name.to_owned(), text })
        };
        let (slurm, hq) = ("SLURM_ARRAY_TASK_ID", "HQ_TASK_ID");
        // Workers of HyperQueue may themselves be tasks of Slurm, and not the other way round.
        let (name, task, k) = match (number(slurm)?, number(hq)?, k) {
            (_, Some(task), Some(k)) => (hq, Some(task), k),
            (_, Some(_), None) => return Err(NoShard::NoCount),
            (Some(task), None, Some(k)) => (slurm, Some(task), k),
            (Some(task), None, None) => {
                let least = number("SLURM_ARRAY_TASK_MIN")?.unwrap_or(1);
                let k = number("SLURM_ARRAY_TASK_COUNT")?.unwrap_or(1);
                (slurm, task.checked_sub(least).map(|task| task + 1), k)
            }
            (None, None, Some(_)) => return Err(NoShard::NoEngine),
            (None, None, None) => return Ok(None),
        };
        match task {
            Some(i) if 1 <= i && i <= k => Ok(Some(Self { i, k })),
            task => Err(NoShard::Outside { name: name.to_owned(), task: task.unwrap_or(0), k }),
        }
    }

    /// Its lines of a manifest of `n`.
    pub fn lines(&self, n: u64) -> Range<u64> {
        let at = |i: u64| {
            let at = u128::from(n) * u128::from(i) / u128::from(self.k);
            u64::try_from(at).unwrap_or(n)
        };
        at(self.i - 1)..at(self.i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_all_lines_once() {
        for (n, k) in [(0, 1), (1, 3), (10, 3), (1000, 7), (7, 7)] {
            let mut next = 0;
            for i in 1..=k {
                let lines = format!("{i}/{k}").parse::<Shard>().expect("a shard").lines(n);
                assert_eq!(lines.start, next);
                next = lines.end;
            }
            assert_eq!(next, n);
        }
        for text in ["", "1", "0/3", "4/3", "1/0", "a/b", "-1/3", "1/2/3"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }

    fn task(k: Option<u64>, variables: &[(&str, &str)]) -> Result<Option<Shard>, NoShard> {
        Shard::of_task(k, |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn engines_say_which_shard() {
        let slurm = |id, min, count| {
            let of = [
                ("SLURM_ARRAY_TASK_ID", id),
                ("SLURM_ARRAY_TASK_MIN", min),
                ("SLURM_ARRAY_TASK_COUNT", count),
            ];
            task(None, &of)
        };
        assert_eq!(slurm("0", "0", "4"), Ok(Some(Shard { i: 1, k: 4 })));
        assert_eq!(slurm("4", "1", "4"), Ok(Some(Shard { i: 4, k: 4 })));
        // Only some tasks of an array were submitted again: then its size must be said.
        assert!(matches!(slurm("9", "3", "2"), Err(NoShard::Outside { .. })));
        assert_eq!(
            task(Some(10), &[("SLURM_ARRAY_TASK_ID", "9")]),
            Ok(Some(Shard { i: 9, k: 10 }))
        );
        assert_eq!(task(Some(4), &[("HQ_TASK_ID", "2")]), Ok(Some(Shard { i: 2, k: 4 })));
        // A worker of HyperQueue that is itself a task of Slurm hands its variables on.
        let both = [("SLURM_ARRAY_TASK_ID", "1"), ("HQ_TASK_ID", "2")];
        assert_eq!(task(Some(4), &both), Ok(Some(Shard { i: 2, k: 4 })));
        assert_eq!(task(None, &[("HQ_TASK_ID", "2")]), Err(NoShard::NoCount));
        assert_eq!(task(Some(2), &[]), Err(NoShard::NoEngine));
        assert_eq!(task(None, &[]), Ok(None));
        assert!(matches!(slurm("x", "1", "1"), Err(NoShard::Variable { .. })));
    }
}
