#!/usr/bin/env bash
# Runs the whole table of the planner's benchmarks in under ten minutes and writes it between the
# two marks of docs/benchmarks.md, with seed, budgets and machine. The first argument is the folder
# with the public instances; what is not there is skipped and said so.
#
# SHARE=0.05 shortens every budget to a twentieth, to try the script: the table then goes to
# target/benchmarks-tried.md, because its figures mean nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
instances=${1:?the folder with the public instances}
share=${SHARE:-1}
page=docs/benchmarks.md
plots=docs/plots
if [ "$share" != 1 ]; then
    plots=target/plots-tried
fi
mkdir -p "$plots" target
grep -q '^<!-- make bench: begin -->$' "$page" && grep -q '^<!-- make bench: end -->$' "$page" || {
    echo "$page lacks the marks between which the table goes" >&2
    exit 1
}
cargo build --release -p scheduling --examples
cargo bench -p scheduling --bench inner --no-run
example() { cargo run -q --release -p scheduling --example "$@"; }
began=$SECONDS
failed=0
# A part that fails is said in the table, and does not take the others with it.
part() {
    "$@" || {
        failed=$((failed + 1))
        printf '\n**This part failed: `%s`.**\n' "$*"
    }
}
table=target/benchmarks-new.md
{
    printf 'Written by `make bench` on %s, seed 1. ' "$(date -u +%Y-%m-%d)"
    printf 'Machine: %s, %s cores, load average %s when it began, %s.\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" "$(nproc)" \
        "$(cut -d' ' -f1 /proc/loadavg)" "$(rustc --version)"
    [ "$share" = 1 ] || printf '\n**Every budget was cut to %s of what is printed: only to try the script.**\n' "$share"
    printf '\n### The literature’s instances, 10 s, one thread\n\n'
    part example hhcrsp_table -- "$instances" --seconds 10 --seed 1 --share "$share"
    printf '\n### The same, 60 s, one thread each, two at a time\n\n'
    part example hhcrsp_table -- "$instances" --seconds 60 --seed 1 --jobs 2 --share "$share" --plot "$plots"
    printf '\nObjective over time: [75 patients](plots/hhcrsp-75_8.svg), [200 patients](plots/hhcrsp-200_4.svg).\n'
    printf '\n### A team’s day, an absence, a district’s Saturday, growth, memory\n\n'
    part example team_day -- --seed 1 --long 60 --share "$share"
    printf '\n### The inner loops\n\n```\n'
    part cargo bench -q -p scheduling --bench inner -- --max-time 2
    printf '```\n'
} > "$table"
printf '\nAll of it took %s s, building aside.\n' $((SECONDS - began)) >> "$table"
if [ "$share" != 1 ]; then
    mv "$table" target/benchmarks-tried.md
    echo "target/benchmarks-tried.md written in $((SECONDS - began)) s"
else
    {
        sed '/^<!-- make bench: begin -->$/q' "$page"
        cat "$table"
        sed -n '/^<!-- make bench: end -->$/,$p' "$page"
    } > "$page.new"
    mv "$page.new" "$page"
    echo "$page written in $((SECONDS - began)) s"
fi
exit "$failed"
