#!/usr/bin/env bash
# Runs the whole table of the planner's benchmarks in under ten minutes and writes
# docs/benchmarks-scheduling.md. The folder with the public instances is the first argument; what is
# not there is skipped and said so.
set -euo pipefail
cd "$(dirname "$0")/../.."
instances=${1:?the folder with the public instances}
out=docs/benchmarks-scheduling.md
began=$SECONDS
cargo build -q --release -p scheduling --examples
cargo bench -q -p scheduling --no-run
run() { cargo run -q --release -p scheduling --example "$@"; }
machine() {
    printf '%s, %s cores, load average %s when it began, %s\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(nproc)" \
        "$(cut -d' ' -f1 /proc/loadavg)" "$(rustc --version)"
}
{
    cat <<'HEAD'
# Benchmarks of the proposal

Written by `make bench`; what the figures mean and what was tried stands in [scheduling.md](scheduling.md). Ratios below 1 are
better than the best published solution. Every solution was judged by a checker that shares no code with the search.

HEAD
    echo "Machine: $(machine)"
    printf '\n## The literature’s instances, 10 s\n\n'
    run hhcrsp_table -- "$instances" --seconds 10 --seed 1 --plot docs/plots
    printf '\n## The same, 60 s, two at a time\n\n'
    run hhcrsp_table -- "$instances" --seconds 60 --seed 1 --jobs 2
    printf '\nObjective over time: [75 patients](plots/hhcrsp-75_8.svg), [200 patients](plots/hhcrsp-200_4.svg).\n'
    printf '\n## A team’s day, an absence, a district’s Saturday, growth, memory\n\n'
    cat <<'DAYS'
The days are made from the seed by `examples/days`: two thirds of the staff by day and a third in the evening, visits in
neighbourhoods, 10 % in pairs, hours of ± 1–2 h around a wished time, a break each, filled to about three quarters.

DAYS
    run team_day -- --seed 1 --long 60
    printf '\n## The inner loops\n\n```\n'
    cargo bench -q -p scheduling 2>/dev/null
    printf '```\n'
} > "$out.new"
mv "$out.new" "$out"
echo "$out written in $((SECONDS - began)) s"
