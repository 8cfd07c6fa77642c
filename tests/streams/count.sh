#!/bin/sh
# SPDX-License-Identifier: ISC
#
# count.sh [FILE...] - what became of the cases of the conformance list.
#
# Reads what the programs of this directory say (TAP, or the .log files of
# `make check') and prints a line for each group of cases: the tests that
# passed, failed and were skipped, and how many cases of the list they are.
# What has no id of the list is counted as `other'.  Exit status 1 if a test
# failed or there was none.
exec "${AWK:-awk}" '
/^(not )?ok / {
	id = group = "other"
	if (match($0, /::[A-Z]+_[0-9]+_/)) {
		id = substr($0, RSTART + 2, RLENGTH - 3)
		group = substr(id, 1, index(id, "_") - 1)
	}
	if (!(group in seen)) {
		seen[group] = 1
		order[++groups] = group
	}
	if (group != "other" && !(id in ids)) {
		ids[id] = 1
		cases[group]++
		all_cases++
	}
	what = /^not/ ? "failed" : /# *[Ss][Kk][Ii][Pp]/ ? "skipped" : "passed"
	count[group, what]++
	total[what]++
}

function line(name, p, f, s, c) {
	printf "%-6s %5d passed %4d failed %4d skipped %5d cases\n",
	    name, p, f, s, c
}

END {
	for (i = 1; i <= groups; i++) {
		g = order[i]
		line(g, count[g, "passed"], count[g, "failed"],
		    count[g, "skipped"], cases[g])
	}
	line("all", total["passed"], total["failed"], total["skipped"],
	    all_cases)
	exit total["failed"] > 0 || total["passed"] == 0
}' "$@"
