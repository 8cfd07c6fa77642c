/* SPDX-License-Identifier: ISC */
#ifndef CERTIFICATE_H
#define CERTIFICATE_H

#include <openssl/ssl.h>

/* A new key, and a certificate for "localhost" that it signed itself, for
   this context; they exist in memory only.  False if OpenSSL failed. */
int use_new_certificate(SSL_CTX *context);

#endif
