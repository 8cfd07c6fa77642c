#!/bin/sh
# SPDX-License-Identifier: ISC
#
# emulated.sh ARCHITECTURE COMMAND... - run a command in a user namespace in
# which programs of that architecture are run by qemu.
#
# The kernel is told so in this namespace alone (Linux 6.7); outside nothing
# changes.  All ids remain what they are, because tests become other users,
# and so only root can do it.
set -eu
if [ "${1-}" != inside ]; then
	scratch=$(mktemp -d)
	trap 'rm -rf "$scratch"' EXIT
	mkfifo "$scratch/ready" "$scratch/go"
	# shellcheck disable=SC2016
	unshare --user --mount sh -c '
		echo ready >"$0/ready" && read go <"$0/go" && exec "$@"' \
		"$scratch" sh "$0" inside "$@" &
	process=$!
	read -r ready <"$scratch/ready"
	echo "0 0 65536" >"/proc/$process/uid_map"
	echo "0 0 65536" >"/proc/$process/gid_map"
	echo "$ready" >"$scratch/go"
	wait "$process"
	exit
fi
architecture=$2
shift 2

# An ELF file for Linux: bits, order of bytes, and the machine's number.
case $architecture in
s390x)	start='\x7fELF\x02\x02' type='\x00\x02\x00\x16' any='\xff\xfe' ;;
aarch64) start='\x7fELF\x02\x01' type='\x02\x00\xb7\x00' any='\xfe\xff' ;;
*)	echo "$0: what is $architecture?" >&2; exit 1 ;;
esac
magic="$start"'\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00'"$type"
mask='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff'
mount -t binfmt_misc none /proc/sys/fs/binfmt_misc
printf '%s\n' ":$architecture:M::$magic:$mask$any\\xff\\xff:$(
	command -v "qemu-$architecture"):PF" \
	>/proc/sys/fs/binfmt_misc/register
exec "$@"
