#!/usr/bin/env bash
# One sweep on three engines, while tasks and workers are killed at random: local processes, a Slurm controller with three
# node daemons, and HyperQueue with four workers. What is merged must be the bytes of an undisturbed run.
#
#   scripts/engines.sh                 2,000 instances on 200 types per group: about a minute
#   scripts/engines.sh 100000 7 40     as many instances as one wants, the seed of the kills, types per group
#
# Slurm is installed with apt-get, as root. HyperQueue is the `hq` on the PATH; else the package of PyPI, in a virtual
# environment below target/. Everything else is in a temporary folder, and ends with this script.
set -euo pipefail
cd "$(dirname "$0")/.."
n=${1:-2000}
RANDOM=${2:-1}
seed=${2:-1}
types=${3:-200}
program=$PWD/target/release/ironproof
instance=$PWD/instances/applications/public-housing.toml
tasks=24
batch=$((n / tasks / 4 + 1))
[ -x "$program" ] || { echo "error: build the program first: cargo build --release --locked" >&2; exit 2; }

say() { printf '%s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# --- what is missing ---------------------------------------------------------------------------------------------------
missing=
for command in slurmctld slurmd munged sbatch squeue; do
    command -v "$command" >/dev/null || missing="$missing $command"
done
if [ -n "$missing" ]; then
    say "installing Slurm with apt-get, because these are missing:$missing"
    DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm munge >/dev/null ||
        die "Slurm cannot be installed; as root: apt-get install slurm-wlm munge"
fi
[ "$(id -u)" = 0 ] || die "the controller of Slurm is started by root: run this script as root"

work=$(mktemp -d "${TMPDIR:-/tmp}/ironproof-engines-XXXXXX")
chmod 755 "$work"
pids=()
stop() {
    set +e
    for pid in "${pids[@]}" $(cat "$work"/*.pid 2>/dev/null); do kill -9 "$pid" 2>/dev/null; done
    tasks_of "$work" | xargs -r kill -9 2>/dev/null
    wait 2>/dev/null
    rm -rf "$work"
}
trap stop EXIT

# The processes of this script that run tasks of a sweep below a folder.
tasks_of() { pgrep -f "sweep run --manifest $1" || true; }

# --- the same plan four times, and what an undisturbed run gives --------------------------------------------------------
for engine in calm local slurm hyperqueue; do
    "$program" sweep plan "$instance" --vary supply=0.5:1.5 --vary alpha=0:2 --halton "$n" --set "grid=$types" --out "$work/$engine" --quiet >/dev/null
done
cmp "$work/calm/manifest.jsonl" "$work/slurm/manifest.jsonl"
begun=$SECONDS
"$program" sweep run --manifest "$work/calm/manifest.jsonl" --quiet >/dev/null
"$program" sweep merge --manifest "$work/calm/manifest.jsonl" --quiet >/dev/null
say "undisturbed: $n instances in $((SECONDS - begun)) s"

# --- Slurm: a controller and three node daemons on this machine ---------------------------------------------------------
start_slurm() {
    mkdir -p "$work/etc" "$work/state"
    export SLURM_CONF=$work/etc/slurm.conf
    head -c 1024 /dev/urandom >"$work/etc/munge.key"
    chmod 700 "$work/etc" "$work/state"
    chmod 400 "$work/etc/munge.key"
    cat >"$SLURM_CONF" <<CONF
ClusterName=ironproof
SlurmctldHost=$(hostname)(127.0.0.1)
SlurmctldPort=27817
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/etc/munge.sock
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/state/spool-%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd-%n.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd-%n.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SlurmdParameters=config_overrides
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
SlurmdTimeout=10
KillWait=1
MaxArraySize=10000
NodeName=node[1-3] NodeHostname=$(hostname) NodeAddr=127.0.0.1 Port=[27821-27823] CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
    munged --force --key-file="$work/etc/munge.key" --socket="$work/etc/munge.sock" \
        --pid-file="$work/munged.pid" --seed-file="$work/etc/munge.seed" --log-file="$work/munged.log"
    slurmctld 2>/dev/null || die "slurmctld does not start: $(tail -n 3 "$work/slurmctld.log")"
    for node in 1 2 3; do slurmd -N "node$node"; done
    for _ in $(seq 100); do
        [ "$(sinfo -h -o %D -t idle 2>/dev/null)" = 3 ] && return
        sleep 0.2
    done
    die "the nodes of Slurm do not come up: $(sinfo 2>&1)"
}

# --- HyperQueue: a server and four workers -------------------------------------------------------------------------------
hq_worker() {
    hq worker start --cpus 1 >>"$work/hq-worker.log" 2>&1 &
    hq_workers[$1]=$!
    pids+=($!)
    disown
}
start_hyperqueue() {
    export HQ_SERVER_DIR=$work/hq
    mkdir -p "$HQ_SERVER_DIR"
    if command -v hq >/dev/null; then
        hq server start >"$work/hq-server.log" 2>&1 &
        pids+=($!)
        disown
        for _ in $(seq 100); do hq server info >/dev/null 2>&1 && break; sleep 0.1; done
        hq_workers=()
        for worker in 0 1 2 3; do hq_worker $worker; done
        return
    fi
    if ! target/hyperqueue/bin/python3 -c "import hyperqueue" 2>/dev/null; then
        say "there is no hq: installing the package hyperqueue into target/hyperqueue"
        python3 -m venv target/hyperqueue
        target/hyperqueue/bin/pip install --quiet --disable-pip-version-check hyperqueue==0.27.0 ||
            die "HyperQueue cannot be installed; put its program hq on the PATH"
    fi
    mkdir -p "$work/bin"
    printf '#!/bin/sh\nexec %s %s "$@"\n' "$PWD/target/hyperqueue/bin/python3" "$PWD/scripts/hq.py" >"$work/bin/hq"
    chmod 755 "$work/bin/hq"
    PATH=$work/bin:$PATH
    hq_workers=
    hq server start --workers 4 >"$work/hq-server.log" 2>&1 &
    pids+=($!)
    disown
    for _ in $(seq 100); do grep -q started "$work/hq-server.log" && return; sleep 0.1; done
    die "HyperQueue does not start: $(tail -n 3 "$work/hq-server.log")"
}

# Kills something of an engine at random.
kill_something() {
    local engine=$1 found
    if [ "$engine" = hyperqueue ] && [ -n "${hq_workers:-}" ] && [ $((RANDOM % 4)) = 0 ]; then
        local worker=$((RANDOM % 4))
        kill -9 "${hq_workers[$worker]}" 2>/dev/null || true
        hq_worker $worker
        n_daemons=$((n_daemons + 1))
    elif [ "$engine" = slurm ] && [ $((RANDOM % 8)) = 0 ]; then
        local node=$((RANDOM % 3 + 1))
        kill -9 "$(cat "$work/slurmd-node$node.pid")" 2>/dev/null || true
        slurmd -N "node$node"
        n_daemons=$((n_daemons + 1))
    else
        mapfile -t found < <(tasks_of "$work/$engine")
        [ ${#found[@]} -gt 0 ] || return 0
        kill -9 "${found[$((RANDOM % ${#found[@]}))]}" 2>/dev/null && n_killed=$((n_killed + 1))
    fi
    return 0
}

# Submits until every instance has a row, and kills all the time.
disturbed() {
    local engine=$1 manifest=$work/$1/manifest.jsonl
    local begun=$SECONDS n_submitted=0 idle=100
    n_killed=0 n_daemons=0
    until "$program" sweep status --manifest "$manifest" --quiet >/dev/null; do
        [ $((SECONDS - begun)) -lt $((120 + n / 50)) ] || die "$engine is not finished after $((SECONDS - begun)) s"
        if [ -n "$(tasks_of "$work/$engine")" ]; then idle=0; else idle=$((idle + 1)); fi
        if [ $idle -gt 20 ]; then
            if [ "$engine" = local ]; then
                "$program" sweep submit --manifest "$manifest" --tasks $tasks --batch $batch --quiet >/dev/null 2>&1 &
            else
                "$program" sweep submit --manifest "$manifest" --engine "$engine" --tasks $tasks --batch $batch --quiet >/dev/null
            fi
            n_submitted=$((n_submitted + 1))
            idle=0
        fi
        sleep "0.$((RANDOM % 3 + 1))"
        kill_something "$engine"
    done
    "$program" sweep merge --manifest "$manifest" --quiet >/dev/null
    for file in merged.jsonl merged.csv; do
        cmp "$work/calm/$file" "$work/$engine/$file" || die "$engine: $file is not that of an undisturbed run"
    done
    say "$engine: $n instances in $((SECONDS - begun)) s, submitted $n_submitted times; kill -9 of $n_killed tasks and $n_daemons daemons; the same bytes"
    [ $n_killed -gt 0 ] || die "$engine: nothing was killed"
}

start_slurm
start_hyperqueue
say "seed of the kills: $seed"
for engine in local slurm hyperqueue; do disturbed "$engine"; done
