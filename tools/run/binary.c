/* SPDX-License-Identifier: ISC */
#include <config.h>

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <unistd.h>

#include "binary.h"

/* What the kernel looks at of a first line. */
enum { FIRST_LINE = 256 };

/* `#!', blanks, the interpreter, and perhaps an argument. */
static void
look_at_script(char *line, struct binary *binary)
{
	line += 2;
	line += strspn(line, " \t");
	line[strcspn(line, " \t\n")] = '\0';
	if (*line == '\0')
		return;
	binary->kind = BINARY_SCRIPT;
	memcpy(binary->interpreter, line, strlen(line) + 1);
}

static int
is_of_this_machine(int fd, ElfW(Ehdr) *head)
{
	static const int one = 1;
	unsigned char order = *(const unsigned char *)&one == 1 ?
	    ELFDATA2LSB : ELFDATA2MSB;
	unsigned char size = sizeof(ElfW(Addr)) == 8 ? ELFCLASS64 :
	    ELFCLASS32;

	return pread(fd, head, sizeof *head, 0) == sizeof *head &&
	    head->e_ident[EI_CLASS] == size &&
	    head->e_ident[EI_DATA] == order &&
	    head->e_phentsize == sizeof(ElfW(Phdr));
}

static int
has_interpreter(int fd, const ElfW(Phdr) *part, struct binary *binary)
{
	size_t size = part->p_filesz;

	return part->p_type == PT_INTERP && size > 0 &&
	    size <= sizeof binary->interpreter &&
	    pread(fd, binary->interpreter, size, (off_t)part->p_offset) ==
	    (ssize_t)size && binary->interpreter[size - 1] == '\0';
}

static void
look_at_parts(int fd, const ElfW(Ehdr) *head, struct binary *binary)
{
	ElfW(Phdr) part;
	size_t i;

	binary->kind = BINARY_STATIC;
	binary->machine = head->e_machine;
	for (i = 0; i < head->e_phnum; i++) {
		off_t at = (off_t)(head->e_phoff + i * sizeof part);

		if (pread(fd, &part, sizeof part, at) == sizeof part &&
		    has_interpreter(fd, &part, binary))
			binary->kind = BINARY_DYNAMIC;
	}
}

static void
look(int fd, struct binary *binary)
{
	char line[FIRST_LINE + 1];
	ElfW(Ehdr) head;
	ssize_t n = pread(fd, line, FIRST_LINE, 0);

	line[n > 0 ? n : 0] = '\0';
	if (n > 2 && line[0] == '#' && line[1] == '!') {
		look_at_script(line, binary);
	} else if (n > EI_NIDENT && memcmp(line, ELFMAG, SELFMAG) == 0) {
		binary->kind = BINARY_FOREIGN;
		if (is_of_this_machine(fd, &head))
			look_at_parts(fd, &head, binary);
	}
}

void
binary_look(const char *path, struct binary *binary)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	binary->kind = BINARY_UNKNOWN;
	binary->machine = 0;
	binary->interpreter[0] = '\0';
	if (fd >= 0) {
		look(fd, binary);
		(void)close(fd);
	}
}
