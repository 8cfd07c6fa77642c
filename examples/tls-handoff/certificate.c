/* SPDX-License-Identifier: ISC */
/*
 * A certificate that lives for a day and in memory only.  It proves nothing
 * to anybody, but TLS cannot do without one.
 */
#include "certificate.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

static EVP_PKEY *
new_key(void)
{
	EVP_PKEY_CTX *maker = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, NULL);
	EVP_PKEY *key = NULL;

	if (maker != NULL && EVP_PKEY_keygen_init(maker) > 0 &&
	    EVP_PKEY_CTX_set_ec_paramgen_curve_nid(maker,
	    NID_X9_62_prime256v1) > 0)
		(void)EVP_PKEY_keygen(maker, &key);
	EVP_PKEY_CTX_free(maker);
	return key;
}

/* Subject and issuer are the same: it is signed by its own key. */
static int
fill(X509 *certificate, EVP_PKEY *key)
{
	X509_NAME *name = X509_get_subject_name(certificate);

	return X509_set_version(certificate, 2) > 0 &&
	    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1) > 0 &&
	    X509_gmtime_adj(X509_getm_notBefore(certificate), 0) != NULL &&
	    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400) != NULL &&
	    X509_set_pubkey(certificate, key) > 0 &&
	    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
	    (const unsigned char *)"localhost", -1, -1, 0) > 0 &&
	    X509_set_issuer_name(certificate, name) > 0 &&
	    X509_sign(certificate, key, EVP_sha256()) > 0;
}

int
use_new_certificate(SSL_CTX *context)
{
	EVP_PKEY *key = new_key();
	X509 *certificate = X509_new();
	int done = key != NULL && certificate != NULL &&
	    fill(certificate, key) &&
	    SSL_CTX_use_certificate(context, certificate) > 0 &&
	    SSL_CTX_use_PrivateKey(context, key) > 0;

	X509_free(certificate);         /* the context has its own share */
	EVP_PKEY_free(key);
	return done;
}
