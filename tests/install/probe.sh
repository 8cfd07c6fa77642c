# SPDX-License-Identifier: ISC
#
# Runs of configure that are about one answer, for tests (after tap.sh and
# find_sources).  All the others are what this build's own configure found:
# its config.log ends with them.

# answers NAME...: this build's, without those whose names begin like that.
answers() (
	sed -n '/^## Cache variables/,/^## Output variables/ {
		/^ac_cv_env_/d
		/^[a-z]*_cv_[A-Za-z0-9_]*=/p
	}' "$builddir/config.log" 2>/dev/null >"$tmp/answers"
	for name in "$@"; do
		sed "/^$name/d" "$tmp/answers" >"$tmp/answers.new"
		mv "$tmp/answers.new" "$tmp/answers"
	done
	cat "$tmp/answers"
)

# What the probes of this kind find out, and what follows from it.
found_by_probes='lsc_cv_feature_macro lsc_cv_socket_libs lsc_cv_msg_
	lsc_cv_streams_ lsc_cv_peek_'

# probes NAME ARGUMENT...: configure, in a directory of that name, up to the
# summary; it makes nothing to build with.
probes() {
	mkdir -p "$tmp/$1"
	cd "$tmp/$1"
	shift
	# shellcheck disable=SC2086
	[ -e config.cache ] || answers $found_by_probes >config.cache
	PKG_CONFIG_LIBDIR=/dev/null configure -C --disable-tests --no-create \
		"$@" >out 2>err || {
		cat out err
		return 1
	}
}

# leaves_nothing NAME: no program, and nothing that one left.
leaves_nothing() {
	cd "$tmp/$1"
	printf '%s\n' config.cache config.log config.status err out \
		>"$tmp/wanted"
	ls -A >"$tmp/found"
	same "$tmp/wanted" "$tmp/found"
}
