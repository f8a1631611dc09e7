#!/usr/bin/env bash
# How long the release build takes from its start to the first frame of the window on the sample. Budget: 1 s.
#
#   cargo build --release && tests/first_frame.sh [RUNS]
#
# A virtual screen (Xvfb) keeps its pixels in a file. The program is started with a fresh home, and the time is taken
# when that file no longer holds one colour, neighbour by neighbour, over the whole screen. The window is shown only
# once its first frame is painted, so that this is what a user waits for. Without a graphics card, as here, the time
# includes a software renderer.
set -euo pipefail
cd "$(dirname "$0")/.."

runs=${1:-5}
binary=$PWD/target/release/periplus
width=1440 height=900
[ -x "$binary" ] || { echo "build it first: cargo build --release" >&2; exit 1; }

work=$(mktemp -d)
display=:$((90 + RANDOM % 900))
Xvfb "$display" -screen 0 ${width}x${height}x24 -nolisten tcp -fbdir "$work" >"$work/xvfb.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
screen=$work/Xvfb_screen0
for _ in $(seq 100); do
    [ -s "$screen" ] && ready=1 && break
    sleep 0.05
done
[ -n "${ready:-}" ] || { cat "$work/xvfb.log" >&2; exit 1; }

# The pixels are the end of the file. They have one colour if every pixel is as its right neighbour.
bytes=$((width * height * 4))
uniform() {
    cmp -s <(tail -c "$bytes" "$screen" | head -c $((bytes - 4))) <(tail -c $((bytes - 4)) "$screen")
}

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

all=()
for run in $(seq "$runs"); do
    for _ in $(seq 100); do uniform && break; sleep 0.05; done
    uniform || { echo "the screen is not empty" >&2; exit 1; }
    home=$work/home-$run
    mkdir -p "$home"
    start=$(milliseconds)
    DISPLAY=$display WAYLAND_DISPLAY='' XDG_DATA_HOME=$home HOME=$home "$binary" >"$work/program.log" 2>&1 &
    program=$!
    while uniform; do
        kill -0 "$program" 2>/dev/null || { cat "$work/program.log" >&2; exit 1; }
        sleep 0.005
    done
    all+=($(($(milliseconds) - start)))
    kill "$program"
    wait "$program" 2>/dev/null || true
done
sorted=($(printf '%s\n' "${all[@]}" | sort -n))
echo "first frame after ${sorted[$((runs / 2))]} ms, median of $runs; slowest ${sorted[$((runs - 1))]} ms (budget 1000 ms)"
