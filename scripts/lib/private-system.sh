#!/usr/bin/env bash
# Runs a command with folders to itself that daemons and PKCS#11 modules keep for the whole system. To be started by
# unshare with mount, IPC and process namespaces of its own; what is left over ends with the command.
set -euo pipefail

for folder in /run /dev/shm /var/lib/opencryptoki /usr/share/p11-kit/modules; do
  [[ ! -d $folder ]] || mount -t tmpfs -o mode=0755 tmpfs "$folder"
done
mkdir /run/lock
# As process 1 of its namespace it would have to reap what others leave behind, so vitest is its child.
PRIVATE_SYSTEM=1 "$@"
