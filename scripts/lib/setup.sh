# shellcheck shell=bash
# What scripts/setup, scripts/test and scripts/demo share. To be sourced from the repository's root:
#   hold_checkout                     first: makes runs in one checkout wait for each other
#   setup                             Node's version, system packages, npm packages
#   setup_wine                        what the tests of the bridge for Windows need besides; fails after saying why
#   say CHINESE ENGLISH               a line for the user, on standard error

say() { printf '%s\n%s\n' "$1" "$2" >&2; }

# A program that is needed, and the Debian package that brings it.
readonly SYSTEM_PACKAGES='
fc-list         fontconfig
g++             g++
openssl         openssl
pinentry-gtk-2  pinentry-gtk2
ps              procps
softhsm2-util   softhsm2
xauth           xauth
xdotool         xdotool
Xvfb            xvfb
zenity          zenity
'

# The same for Wine: some 230 MB to fetch, so not part of `setup`.
readonly WINE_PACKAGES='
wine                    wine
x86_64-w64-mingw32-g++  g++-mingw-w64-x86-64
'

packages_of_missing_programs() {
  local program package
  while read -r program package; do
    [[ -z $program ]] || command -v "$program" >/dev/null || echo "$package"
  done <<<"$1"
}

missing_wine_packages() { packages_of_missing_programs "$WINE_PACKAGES"; }

missing_system_packages() {
  packages_of_missing_programs "$SYSTEM_PACKAGES"
  # Without a Chinese font Chromium and the windows draw boxes.
  [[ -n $(fc-list :lang=zh-cn 2>/dev/null) ]] || echo fonts-noto-cjk
  compgen -G '/usr/lib/*/faketime/libfaketime.so.1' >/dev/null || echo libfaketime
  # Another Chromium than the system's is its owner's affair.
  [[ -z ${CHROMIUM:-} ]] || return 0
  [[ -x /usr/bin/chromium ]] || echo chromium
  # Its Chinese is a package of its own.
  [[ -f /usr/lib/chromium/locales/zh-CN.pak ]] || echo chromium-l10n
}

require_node() {
  local wanted='const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'
  if ! command -v npm >/dev/null || ! node -e "$wanted"; then
    local found
    found=$(node --version 2>/dev/null || true)
    say "需要 Node.js 20.19 或更新的版本（现在：${found:-没有安装}）。请安装后再运行。" \
      "Node.js 20.19 or newer is needed (found: ${found:-none}). Install it and run this again."
    exit 1
  fi
}

# Waits for other users of the package system: ours by flock, all others of dpkg by apt's own time limit. That one does
# not cover the lock of the lists, so `update` is tried again while somebody else holds it.
apt_get() {
  LC_ALL=C DEBIAN_FRONTEND=noninteractive flock /var/lib/dpkg \
    apt-get -q -y -o DPkg::Lock::Timeout=400 -o Acquire::Retries=3 "$@" >&2
}

apt_get_update() {
  local seconds=0 held='Could not get lock' log
  until log=$(apt_get update 2>&1); do
    if [[ $log != *"$held"* || $seconds -ge 400 ]]; then
      echo "$log" >&2
      return 1
    fi
    sleep 5
    seconds=$((seconds + 5))
  done
}

# Installs what the function $1 lists, or fails after saying what is missing.
install_packages() {
  local packages
  packages=$("$1")
  [[ -n $packages ]] || return 0
  if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    apt_get_update || true # what is still missing is named below
    # shellcheck disable=SC2086 # one word per package
    apt_get install --no-install-recommends $packages || true
    packages=$("$1")
    [[ -n $packages ]] || return 0
  fi
  packages=${packages//$'\n'/ }
  say "缺少系统软件包：${packages}。请由管理员安装（Debian/Ubuntu：apt-get install ${packages}），然后再运行。" \
    "System packages are missing: ${packages}. Have an administrator install them and run this again."
  return 1
}

# npm ci in folder $1, unless what the lockfile asks for is installed already. npm writes the hidden lockfile last,
# so an installation that was cut off does not count.
install_npm_packages() {
  if [[ $1/package-lock.json -nt $1/node_modules/.package-lock.json ]]; then
    npm ci --prefix "$1" --no-progress >&2
  fi
}

setup() {
  require_node
  install_packages missing_system_packages || exit 1
  install_npm_packages .
  install_npm_packages test/node18
}

setup_wine() {
  if [[ $(uname -m) != x86_64 ]]; then
    say 'Wine 下的测试需要 x86-64 处理器。' 'The tests under Wine need an x86-64 processor.'
    return 1
  fi
  install_packages missing_wine_packages && install_npm_packages test/wine
}

# Two runs in one checkout would build and install over each other. The lock is let go when the script and what it
# runs in the foreground have ended, or by `release_checkout`.
hold_checkout() {
  exec {checkout_lock}<scripts
  if ! flock --nonblock "$checkout_lock"; then
    say '本目录里另一个脚本正在运行，等它结束……' 'Another script runs in this checkout; waiting for it to end...'
    flock "$checkout_lock"
  fi
}

release_checkout() {
  exec {checkout_lock}<&-
}
