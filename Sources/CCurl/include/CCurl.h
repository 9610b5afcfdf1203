// SPDX-License-Identifier: EUPL-1.2

#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>

/* libcurl sets and reads options through variadic functions, which Swift cannot call. One function for each type. */

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, const struct curl_slist *value);
CURLcode ccurl_set_buffer(CURL *handle, CURLoption option, char *value);

typedef size_t (*ccurl_transfer)(char *bytes, size_t size, size_t count, void *context);

/* `callback` fills the bytes to send; `context` must outlive the transfer. */
CURLcode ccurl_set_reader(CURL *handle, ccurl_transfer callback, void *context);
/* `callback` takes each line that the server answers; `context` must outlive the transfer. */
CURLcode ccurl_set_answer_reader(CURL *handle, ccurl_transfer callback, void *context);

CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value);

#endif
