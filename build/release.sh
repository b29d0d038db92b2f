#!/usr/bin/env bash
# Builds Stanch for every platform into artifacts/release, with SHA256SUMS. Runs on Linux x64.
#   release.sh [RID...]     default: linux-x64 linux-x64-old linux-arm64 osx-arm64 osx-x64 win-x64
# linux-x64 wants a processor of 2013 or later (AVX2, BMI2: it says so and stops otherwise); linux-x64-old runs on any.
# Linux binaries are native. The SDK can't cross-compile natively to another system, so macOS and Windows get one
# self-contained file with the .NET runtime inside; building there with ./stanch gives a native one.
set -euo pipefail

root=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd)
out=$root/artifacts/release
rids=("$@")
[ ${#rids[@]} -gt 0 ] || rids=(linux-x64 linux-x64-old linux-arm64 osx-arm64 osx-x64 win-x64)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf 'stanch release: %s\n' "$*" >&2; }

need() {
  local missing=()
  local package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing ${missing[*]} ..."
    apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
  else
    say "missing packages: ${missing[*]}"
    return 1
  fi
}

mkdir -p "$out"
for rid in "${rids[@]}"; do
  options=()
  name=stanch-$rid
  file=stanch
  case $rid in
    linux-x64)
      need clang zlib1g-dev
      options=(-p:VectorBaseline=x86-64-v3) ;;
    linux-x64-old) need clang zlib1g-dev ;;
    linux-arm64)
      need clang lld gcc-aarch64-linux-gnu binutils-aarch64-linux-gnu
      # The default linker knows only this machine's architecture.
      options=(-p:LinkerFlavor=lld -p:ObjCopyName=aarch64-linux-gnu-objcopy) ;;
    osx-* | win-*)
      options=(-p:PublishAot=false -p:SelfContained=true -p:PublishSingleFile=true -p:PublishTrimmed=true -p:EnableCompressionInSingleFile=true)
      case $rid in win-*) name=$name.exe file=stanch.exe ;; esac ;;
    *) say "no such platform here: $rid (linux-x64 linux-x64-old linux-arm64 osx-arm64 osx-x64 win-x64)"; exit 2 ;;
  esac
  say "building $rid ..."
  work=$root/artifacts/release-work/$rid
  rm -rf "$work"
  log=$out/$rid.log
  # Lock files name this machine's platform only; the other platforms' packs have the SDK's own version.
  if ! dotnet publish "$root/src/Cli/Cli.csproj" -c Release -r "${rid%-old}" -v q --nologo -o "$work" -p:ReleaseBuild=true ${options[@]+"${options[@]}"} >"$log" 2>&1; then
    say "$rid failed (all of it: $log):"
    tail -n 15 "$log" >&2
    exit 1
  fi
  cp "$work/$file" "$out/$name.new"
  mv -f "$out/$name.new" "$out/$name"
  rm -f "$log"
done
cd "$out"
sha256sum stanch-* >SHA256SUMS
cat SHA256SUMS
