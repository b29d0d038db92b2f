#!/usr/bin/env bash
# Builds the command line for this machine: native where a linker can be had, else for the .NET runtime.
#   native.sh OUT STAMP    OUT/stanch is the native binary; OUT/stamp is written last and holds STAMP
# One line on stderr says what goes on; the build's own output is shown only when it fails.
set -euo pipefail

out=$1
stamp=$2
here=${BASH_SOURCE[0]%/*}
root=$(cd "$here/.." && pwd)
mkdir -p "$out"

say() { printf 'stanch: %s\n' "$*" >&2; }

# One build at a time: two first uses at once would write the same files.
if command -v flock >/dev/null 2>&1; then
  exec 9>"$out/lock"
  flock 9
else
  until mkdir "$out/lock.d" 2>/dev/null; do
    # A builder that was killed leaves its lock behind.
    [ -z "$(find "$out/lock.d" -maxdepth 0 -mmin +15 2>/dev/null)" ] || rmdir "$out/lock.d" 2>/dev/null || true
    sleep 1
  done
  trap 'rmdir "$out/lock.d" 2>/dev/null || true' EXIT
fi
if [ -e "$out/stamp" ] && [ "$(<"$out/stamp")" = "$stamp" ]; then exit 0; fi

if ! command -v dotnet >/dev/null 2>&1; then
  for place in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
    if [ -n "$place" ] && [ -x "$place/dotnet" ]; then PATH=$place:$PATH; break; fi
  done
fi
if ! command -v dotnet >/dev/null 2>&1; then
  say "the .NET SDK $(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json") (or a later patch of it) is needed to build: https://dotnet.microsoft.com/download"
  exit 1
fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# NativeAOT needs a C compiler as the linker's driver.
linker=()
native=yes
install_linker() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  [ "${STANCH_NO_INSTALL:-}" = "" ] || return 1
  say 'installing clang and zlib1g-dev, which the native build needs ...'
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends clang zlib1g-dev; } >"$out/install.log" 2>&1
}
if ! command -v clang >/dev/null 2>&1 && ! install_linker; then
  if command -v gcc >/dev/null 2>&1; then
    linker=(-p:CppCompilerAndLinker=gcc)
  else
    native=
    say 'no C compiler here: install clang and zlib1g-dev (Debian), or the Xcode command line tools (macOS), for a native binary that starts in a few milliseconds'
  fi
fi

# The binary is for this machine, so it may use what this machine's processor has (x86-64 levels; see VectorBaseline in Cli.csproj).
baseline=
if [ -r /proc/cpuinfo ]; then
  flags=" $(grep -m1 '^flags' /proc/cpuinfo || true) "
  case $flags in *" avx2 "*) case $flags in *" bmi2 "*) baseline=x86-64-v3 ;; esac ;; esac
  case $flags in *" avx512bw "*) case $flags in *" avx512vl "*) case $flags in *" avx512vbmi "*) case $flags in *" avx512ifma "*" gfni "*) baseline=x86-64-v4%2Cgfni%2Cavx512v2 ;; *) baseline=x86-64-v4 ;; esac ;; esac ;; esac ;; esac
fi

log=$out/build.log
if [ -n "$native" ]; then
  say 'building the native binary (about two minutes the first time) ...'
  if dotnet publish "$root/src/Cli/Cli.csproj" -c Release -v q --nologo -o "$out/publish" "-p:VectorBaseline=$baseline" ${linker[@]+"${linker[@]}"} >"$log" 2>&1; then
    # A rename, so that a run which is under way keeps the file it was started from.
    cp "$out/publish/stanch" "$out/stanch.new"
    mv -f "$out/stanch.new" "$out/stanch"
    printf '%s' "$stamp" >"$out/stamp.new"
    mv -f "$out/stamp.new" "$out/stamp"
    exit 0
  fi
  say "the native build failed (all of it: $log):"
  tail -n 15 "$log" >&2
fi

say 'building for the .NET runtime instead: it starts more slowly, and is the same otherwise ...'
rm -f "$out/stanch"
if ! dotnet build "$root/src/Cli/Cli.csproj" -c Release -v q --nologo >"$log" 2>&1; then
  say "the build failed (all of it: $log):"
  tail -n 30 "$log" >&2
  exit 1
fi
printf '%s' "$stamp" >"$out/stamp.new"
mv -f "$out/stamp.new" "$out/stamp"
