#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Programs that people put into pipelines.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/run/run.sh"
needs_programs_of_the_system

cd "$tmp" || bail_out "no way into $tmp"
mkdir tree
i=0
while [ $i -lt 300 ]; do
	i=$((i + 1))
	echo "file $i" >"tree/file $i"
done

# try PROGRAM SENTENCE SCRIPT: the same as without.
try() {
	if has "$1"; then
		check "$2" same_as_without sh -c "$3"
	else
		skip "$2" "there is no $1"
	fi
}

# A child that has no token works alone, so all of it must come to the end;
# and make complains where it cannot talk to its children.
makes() {
	cat >Makefile <<-'EOT'
	numbers = 1 2 3 4 5 6 7 8 9 10 11 12
	all: $(numbers)
	$(numbers):
	@sleep .05; echo $@ >>made
	below:
	+$(MAKE) all
	top:
	+$(MAKE) below
	EOT
	sed 's/^\([@+]\)/	\1/' Makefile >makefile
	rm -f made
	under make "$@" top >log 2>&1
	cat log
	fails grep -i jobserver log
	test "$(sort -n made | tr '\n' ' ')" = \
		"1 2 3 4 5 6 7 8 9 10 11 12 "
}

has_a_repository() {
	has git && {
		HOME=$tmp
		GIT_CONFIG_NOSYSTEM=1
		export HOME GIT_CONFIG_NOSYSTEM
		git init -q repository &&
		cd repository &&
		i=0 &&
		while [ $i -lt 30 ]; do
			i=$((i + 1))
			seq $((i * 1000)) >file &&
			git add file &&
			git -c user.name=t -c user.email=t commit -qm "number $i" ||
				return 1
		done
		cd ..
	} >log 2>&1
}

plan 14
try find "find and xargs" \
	'find tree -type f -print0 | xargs -0 cat | sort | cksum'
try xargs "xargs with several children" \
	'find tree -type f -print0 | xargs -0 -n 20 -P 4 cat | sort | cksum'
try gzip "tar and gzip" \
	'tar cf - tree | gzip | gunzip | tar xOf - | cksum'
try gzip "tar that starts gzip" 'tar czf - tree | tar tzf - | sort'
try awk "awk that starts filters" 'awk "BEGIN {
	while ((\"seq 2000\" | getline x) > 0) print x | \"sort -n | tail -n 1\"
}"'
try sed "a filter that ends early" 'yes | sed 5q; seq 90000 | grep -q 7; echo $?'
try tee "copies" 'seq 3000 | tee a b | cksum; cksum <a; cksum <b'
try paste "files in columns" 'seq 3 | { paste - -; }'
try timeout "a time limit" 'seq 10 | timeout 20 cat; sleep 9 | timeout .2 cat; echo $?'
for jobs in "" -j2 -j8; do
	check "make${jobs:+ }$jobs with a make below" makes $jobs
done
if has_a_repository; then
	try git "a log that is not read to its end" \
		'cd repository; git log -p | head -n 1; git log -p | cksum'
	try git "a clone" 'rm -rf clone; git clone -q repository clone 2>/dev/null
		cd clone && git log --format=%s | wc -l; cksum <file'
else
	skip "a log that is not read to its end" "there is no git"
	skip "a clone" "there is no git"
fi
