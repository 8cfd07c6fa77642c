# SPDX-License-Identifier: ISC
#
# What makes packages of a release: debian/, which the tools of Debian want at
# the top, and here what is for other systems.

EXTRA_DIST += \
	debian/README.source \
	debian/changelog \
	debian/control \
	debian/copyright \
	debian/libstreamcompat-dev.docs \
	debian/libstreamcompat-dev.examples \
	debian/libstreamcompat-dev.install \
	debian/libstreamcompat0.install \
	debian/libstreamcompat0.lintian-overrides \
	debian/libstreamcompat0.symbols \
	debian/not-installed \
	debian/rules \
	debian/source/format \
	debian/streamcompat-tools.install \
	debian/streamcompat-tools.lintian-overrides \
	debian/tests/apue \
	debian/tests/commands \
	debian/tests/control \
	debian/tests/svr4 \
	packaging/APKBUILD \
	packaging/libstreamcompat.spec \
	# EOL
