#!/bin/sh
# SPDX-License-Identifier: ISC
#
# Languages whose programs are text get streams by asking their interpreter
# for a pipe.
. "${srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"
. "$srcdir/tests/run/run.sh"
needs_programs_of_the_system

cd "$tmp" || bail_out "no way into $tmp"
echo 'what the child has opened' >letter

cat >perl_streams <<'EOT'
# Both directions, as soon as Perl believes it, and messages kept apart
# (I_SRDOPT, RMSGN).
use strict;
pipe(my $first, my $second) or die "pipe: $!";
open(my $a, "+<&=", fileno($first)) or die "both directions: $!";
open(my $b, "+<&=", fileno($second)) or die "both directions: $!";
syswrite($a, "there") == 5 or die "write to the first end: $!";
my $text;
sysread($b, $text, 99) == 5 && $text eq "there" or die "got $text";
ioctl($b, ord("S") << 8 | 6, 2) or die "I_SRDOPT: $!";
syswrite($a, "one");
syswrite($a, "two!");
sysread($b, $text, 99) == 3 && $text eq "one" or die "not one: $text";
sysread($b, $text, 99) == 4 && $text eq "two!" or die "not two: $text";
EOT

cat >perl_passes <<'EOT'
# A child opens a file and passes it (I_SENDFD, I_RECVFD).
use strict;
pipe(my $a, my $b) or die "pipe: $!";
my $child = fork() // die "fork: $!";
if ($child == 0) {
	open(my $file, "<", "letter") or die "letter: $!";
	ioctl($b, ord("S") << 8 | 17, fileno($file)) or die "I_SENDFD: $!";
	exit 0;
}
my $received = "\0" x 64;
ioctl($a, ord("S") << 8 | 14, $received) or die "I_RECVFD: $!";
my ($fd, $uid) = unpack("iI", $received);
$uid == $> or die "from user $uid";
open(my $file, "<&=", $fd) or die "descriptor $fd: $!";
print scalar(<$file>);
waitpid($child, 0) == $child && $? == 0 or die "the child failed";
EOT

cat >perl_usual <<'EOT'
# What scripts do all day.
use strict;
pipe(my $r, my $w) or die "pipe: $!";
if (fork() == 0) {
	close $r;
	print $w "line $_\n" for 1 .. 50000;
	exit 0;
}
close $w;
my $lines = 0;
while (<$r>) { $lines++; }
print "$lines\n";
open(my $from, "-|", "seq 1000 | sort -rn | head -n 3") or die $!;
print <$from>;
open(my $to, "|-", "cat") or die $!;
print $to "to cat\n";
close $to or die $!;
print `echo in backquotes`;
EOT

cat >python_streams <<'EOT'
# As with Perl, and what a program waits for.
import errno, fcntl, os, select, stat
a, b = os.pipe()
assert os.write(a, b"there") == 5 and os.read(b, 99) == b"there"
assert stat.S_ISFIFO(os.fstat(a).st_mode)
fcntl.ioctl(b, ord("S") << 8 | 6, 2)
assert os.writev(a, [b"on", b"e"]) == 3 and os.write(a, b"two!") == 4
p = select.poll()
p.register(b, select.POLLIN)
assert p.poll(0) == [(b, select.POLLIN)]
assert select.select([b], [a], [], 0) == ([b], [a], [])
assert os.read(b, 99) == b"one" and os.read(b, 99) == b"two!"
assert select.select([b], [], [], 0) == ([], [], [])
os.close(a)
assert os.read(b, 99) == b""
EOT

cat >python_usual <<'EOT'
import multiprocessing, os, subprocess, threading

text = b"".join(b"%d\n" % i for i in range(100000))
done = subprocess.run(["sort", "-n"], input=text, stdout=subprocess.PIPE)
assert done.returncode == 0 and done.stdout == text
assert subprocess.getoutput("echo one; echo two >&2") == "one\ntwo"

def square(x):
    return x * x

def put(queue):
    for i in range(300):
        queue.put(b"z" * 1000)

if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    with context.Pool(3) as pool:
        assert sum(pool.map(square, range(1000))) == 332833500
    queue = context.Queue()
    writers = [context.Process(target=put, args=(queue,)) for i in range(3)]
    for w in writers:
        w.start()
    assert sum(len(queue.get()) for i in range(900)) == 900000
    for w in writers:
        w.join()
    r, w = os.pipe()
    thread = threading.Thread(target=lambda: os.fdopen(w, "w").write("x" * 99999))
    thread.start()
    with os.fdopen(r) as f:
        assert f.read() == "x" * 99999
    thread.join()
    print("all of it")
EOT

# streams INTERPRETER FILE: under streamcompat-run, and not without.
streams() {
	under "$1" "$2"
	fails limited "$1" "$2"
}

passes() {
	under "$1" "$2" >found
	same letter found
	fails limited "$1" "$2"
}

plan 5
if has perl; then
	check "Perl has pipes that are streams" streams perl perl_streams
	check "Perl passes descriptors" passes perl perl_passes
	check "Perl does what it always did" same_as_without perl perl_usual
else
	skip "Perl has pipes that are streams" "there is no Perl"
	skip "Perl passes descriptors" "there is no Perl"
	skip "Perl does what it always did" "there is no Perl"
fi
if has python3; then
	check "Python has pipes that are streams" \
		streams python3 python_streams
	check "Python does what it always did" \
		same_as_without python3 python_usual
else
	skip "Python has pipes that are streams" "there is no Python"
	skip "Python does what it always did" "there is no Python"
fi
